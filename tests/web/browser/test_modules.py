"""Offsets, differences, word times and keys: the page's arithmetic, in the browser that does it."""

import pytest

from tests.web.browser.reviewer import Reviewer

FACE, HAN = "\U0001f600", "\U00020000"


@pytest.mark.parametrize(
    ("text", "points", "units"),
    [
        ("", 0, 0),
        ("abc", 2, 2),
        ("æøå", 3, 3),
        (f"a{FACE}b", 1, 1),
        (f"a{FACE}b", 2, 3),
        (f"{FACE}{HAN}", 2, 4),
        (f"{FACE}{HAN}x", 3, 5),
    ],
)
def test_code_points_and_units_are_converted_both_ways(reviewer: Reviewer, text: str, points: int, units: int) -> None:
    both = reviewer.module(
        "offsets", "return [m.toUnits(...given), m.toPoints(given[0], given[2])]", [text, points, units]
    )
    assert both == [units, points]
    table = reviewer.module("offsets", "return m.unitTable(given)", text)
    assert (table[points] if table else points) == units


@pytest.mark.parametrize(
    ("before", "after", "caret", "splice"),
    [
        ("abc", "abc", 1, None),
        ("abc", "abxc", 3, (2, 2, "x")),
        ("aab", "aaab", 1, (0, 0, "a")),  # the cursor tells which of equal letters was typed
        ("aab", "aaab", 3, (2, 2, "a")),
        ("the the end", "the end", 0, (0, 4, "")),
        ("the the end", "the end", 4, (4, 8, "")),
        ("one two", "one 2", 5, (4, 7, "2")),
        ("", "x", 1, (0, 0, "x")),
        ("x", "", 0, (0, 1, "")),
        ("\U0001f600", "\U0001f601", 2, (0, 2, "\U0001f601")),  # they share their first unit, which is never cut off
        ("a\U0001f600b", "ab", 1, (1, 3, "")),
    ],
)
def test_what_was_changed_is_read_off_the_text(
    reviewer: Reviewer, before: str, after: str, caret: int, splice: tuple[int, int, str] | None
) -> None:
    found = reviewer.module("offsets", "return m.difference(...given)", [before, after, caret])
    assert found == (splice and {"from": splice[0], "to": splice[1], "text": splice[2]})


WORDS = [(0, 3), (4, 7), (8, 13)]  # one two three


@pytest.mark.parametrize(
    ("splice", "moved"),
    [
        ((3, 3, "s"), [(0, 4), (5, 8), (9, 14)]),  # typed onto a word
        ((4, 4, "x"), [(0, 3), (4, 8), (9, 14)]),  # typed before a word
        ((3, 3, " and"), [(0, 3), (8, 11), (12, 17)]),  # a word that was never said has no time
        ((5, 5, " "), [(0, 3), (4, 8), (9, 14)]),
        ((4, 8, ""), [(0, 3), (4, 9)]),
        ((0, 13, ""), []),
        ((0, 7, "both"), [(0, 4), (5, 10)]),
        ((1, 2, ""), [(0, 2), (3, 6), (7, 12)]),
        ((2, 6, "x"), [(0, 3), (3, 4), (5, 10)]),
    ],
)
def test_words_keep_their_times_through_edits(
    reviewer: Reviewer, splice: tuple[int, int, str], moved: list[tuple[int, int]]
) -> None:
    words = [{"from": a, "to": b, "start": n, "end": n + 1, "probability": None} for n, (a, b) in enumerate(WORDS)]
    told = {"from": splice[0], "to": splice[1], "text": splice[2]}
    after = reviewer.module("times", "return m.moved(...given)", [words, told])
    assert [(one["from"], one["to"]) for one in after] == moved
    starts = [one["start"] for one in after]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("time", "heard"),
    [(-1, None), (0.5, "a 0"), (1.5, "a 1"), (1.99, "a 1"), (2.5, "a -"), (3.2, "b 0"), (4.5, "a 2"), (9, "b -")],
)
def test_the_word_that_is_heard(reviewer: Reviewer, time: float, heard: str | None) -> None:
    """Turns overlap: the second one begins inside of the first."""
    word = lambda start: {"from": 0, "to": 1, "start": start, "end": start + 1, "probability": None}  # noqa: E731
    turns = [
        {"id": "a", "start": 0, "end": 5, "words": [word(0), word(1), word(4)]},
        {"id": "b", "start": 3, "end": 4, "words": [word(3)]},
    ]
    script = (
        "const found = m.heardAt(...given); "
        "return found && `${found.turn.id} ${found.word ? found.turn.words.indexOf(found.word) : '-'}`"
    )
    assert reviewer.module("times", script, [turns, time]) == heard


@pytest.mark.parametrize(
    ("event", "name"),
    [
        ({"key": "F4", "code": "F4"}, "F4"),
        ({"key": "Escape", "code": "Escape"}, "Escape"),
        ({"key": " ", "code": "Space", "ctrlKey": True}, "Ctrl+Space"),
        ({"key": "m", "code": "KeyM", "ctrlKey": True}, "Ctrl+M"),
        ({"key": "Enter", "code": "Enter", "metaKey": True}, "Ctrl+Enter"),
        ({"key": "Z", "code": "KeyZ", "ctrlKey": True, "shiftKey": True}, "Ctrl+Shift+Z"),
        ({"key": "?", "code": "Minus", "shiftKey": True}, "?"),
        ({"key": "®", "code": "KeyR", "altKey": True}, "Alt+R"),  # a Mac types another letter with Alt
        ({"key": "Shift", "code": "ShiftLeft", "shiftKey": True}, ""),
    ],
)
def test_names_of_keys(reviewer: Reviewer, event: dict[str, object], name: str) -> None:
    assert reviewer.module("keys", "return m.keyName(new KeyboardEvent('keydown', given))", event) == name


@pytest.mark.parametrize(
    ("before", "splice", "wide"),
    [
        ("cafe", (4, 4, "\u0301"), (3, 4, "é")),  # the letter before it takes the accent
        ("", (0, 0, "A\u030a"), (0, 0, "Å")),
        ("x", (1, 1, "y"), (1, 1, "y")),
    ],
)
def test_text_is_composed_as_the_program_keeps_it(
    reviewer: Reviewer, before: str, splice: tuple[int, int, str], wide: tuple[int, int, str]
) -> None:
    told = {"from": splice[0], "to": splice[1], "text": splice[2]}
    found = reviewer.module("editor", "return m.composed(...given)", [before, told])
    assert found == {"from": wide[0], "to": wide[1], "text": wide[2]}


def typed(turn: str, start: int, text: str, end: int | None = None) -> list[object]:
    return [{"turn": turn, "start": start, "end": start if end is None else end, "text": text}]


@pytest.mark.parametrize(
    ("batches", "steps"),
    [
        ([(typed("a", 0, "He"), 0), (typed("a", 2, "llo"), 400)], [2]),  # one stretch of typing
        (
            [(typed("a", 0, "Hx"), 0), (typed("a", 1, "", 2), 400), (typed("a", 1, "i"), 800)],
            [3],
        ),  # corrected on the way
        ([(typed("a", 0, "He"), 0), (typed("a", 2, "llo"), 4000)], [1, 1]),  # after a pause
        ([(typed("a", 0, "He"), 0), (typed("a", 9, "x"), 400)], [1, 1]),  # elsewhere
        ([(typed("a", 0, "He"), 0), (typed("b", 2, "x"), 400)], [1, 1]),  # in another turn
        ([(typed("a", 0, "x" * 40), 0), (typed("a", 40, "y"), 400)], [1, 1]),  # a long one ends
        ([(typed("a", 0, "He"), 0), (None, 0), (typed("a", 2, "y"), 400)], [1, 1, 1]),  # a command between
    ],
)
def test_what_is_one_step_of_undo(reviewer: Reviewer, batches: list[tuple[object, int]], steps: list[int]) -> None:
    script = """const all = new m.Steps();
                for (const [edits, when] of given) edits ? all.typed(edits, when) : all.command();
                const back = [], forward = [];
                while (all.done.length) back.push(all.back());
                while (all.undone.length) forward.push(all.forward());
                return [back.reverse(), forward];"""
    assert reviewer.module("steps", script, batches) == [steps, steps]
