"""Two people correct one draft: both corrections are kept, in either order, or the turns in question are named."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Cast, Concern, Speaker, Transcript
from ipstranscribe.review.transcript.concurrent import merge_concurrent
from ipstranscribe.review.transcript.merge import merge_corrections
from ipstranscribe.review.transcript.relabel import rename_speakers, swap_speakers
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from tests.lanes import examples
from tests.review.transcript.returned_draft import transcript

TALK = (
    ("I", "When did you start?"),
    ("P1", "Early in spring, or maybe later on."),
    ("I", "How was it there?"),
    ("P1", "Hard at first. Mornings were worst."),
    ("?", "Mhm."),
)
Row = tuple[str | None, str | None, str]
"""What a person makes of a turn: the id of its bookmark, its label, its text."""


def base(**more: Any) -> Transcript:
    """Five turns, the last by somebody unknown."""
    unsure = Speaker(label="?", role="unsure")
    plain = transcript(tuple((who if who != "?" else "I", text) for who, text in TALK), **more)
    turns = tuple(t.model_copy(update={"speaker": who}) for t, (who, _) in zip(plain.turns, TALK, strict=True))
    return Transcript.model_validate({**dict(plain), "turns": turns, "speakers": (*plain.speakers, unsure)})


def corrected(*changes: tuple[int, str], old: Transcript | None = None) -> Transcript:
    """The draft with turns (counted from 1) in another form, a line for each turn that they become, none to delete one.

    A line is `label: text`; without a label it stays. A line that begins with `+` is a paragraph without bookmark.
    """
    old = old or base()
    new = dict(changes)
    lines = []
    for n, turn in enumerate(old.turns, 1):
        for line in new.get(n, turn.text).split("\n"):
            if not line and n in new:
                continue
            found = re.fullmatch(r"(\+?)(?:([A-Z?]\d?): )?(.*)", line)
            assert found
            lines.append(CorrectedTurn(found[3], n, None if found[1] else turn.id, found[2]))
    return merge_corrections(old, lines, UserLabels()).transcript


def talk(value: Transcript) -> dict[str, str]:
    """The turns that are not as they were: id → label and text."""
    before = {t.id: f"{t.speaker}: {t.text}" for t in base().turns}
    now = {t.id: f"{t.speaker}: {t.text}" for t in value.turns}
    return {one: now.get(one, "") for one in (*before, *now) if before.get(one) != now.get(one)}


def both(mine: Transcript, theirs: Transcript, old: Transcript | None = None) -> Transcript | tuple[str, ...]:
    """The merge, which is the same the other way round; the turns in conflict, if there are any."""
    one, other = merge_concurrent(old or base(), mine, theirs), merge_concurrent(old or base(), theirs, mine)
    assert one.conflicts == other.conflicts
    if one.conflicts:
        assert (one.transcript, other.transcript) == (mine, theirs)
        return one.conflicts
    assert one.transcript == other.transcript
    return one.transcript


BOTH_KEPT: dict[str, tuple[list[tuple[int, str]], list[tuple[int, str]], dict[str, str]]] = {
    "different turns": (
        [(2, "Early in summer, or maybe later on.")],
        [(4, "Tough at first. Mornings were worst.")],
        {"P1-002": "P1: Early in summer, or maybe later on.", "P1-004": "P1: Tough at first. Mornings were worst."},
    ),
    "different words of one turn": (
        [(4, "Tough at first. Mornings were worst.")],
        [(4, "Hard at first. Evenings were worst.")],
        {"P1-004": "P1: Tough at first. Evenings were worst."},
    ),
    "a word and the label of one turn": (
        [(4, "Tough at first. Mornings were worst.")],
        [(4, "I: Hard at first. Mornings were worst.")],
        {"P1-004": "I: Tough at first. Mornings were worst."},
    ),
    "the same change": (
        [(4, "Tough at first. Mornings were worst."), (5, "P1: Mhm.")],
        [(4, "Tough at first. Mornings were worst."), (5, "P1: Mhm.")],
        {"P1-004": "P1: Tough at first. Mornings were worst.", "P1-005": "P1: Mhm."},
    ),
    "a turn deleted and another changed": (
        [(5, "")],
        [(4, "Tough at first. Mornings were worst.")],
        {"P1-004": "P1: Tough at first. Mornings were worst.", "P1-005": ""},
    ),
    "deleted by both": ([(5, "")], [(5, "")], {"P1-005": ""}),
    "a turn cut in two and a label": (
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        [(5, "P1: Mhm.")],
        {"P1-004": "P1: Hard at first.", "P1-004a": "I: Mornings were worst.", "P1-005": "P1: Mhm."},
    ),
    "cut in two by both alike": (
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        {"P1-004": "P1: Hard at first.", "P1-004a": "I: Mornings were worst."},
    ),
    "words moved to the next turn and another word there changed": (
        [(3, "How was"), (4, "it there? Hard at first. Mornings were worst.")],
        [(4, "Hard at first. Evenings were worst.")],
        {"P1-003": "I: How was", "P1-004": "P1: it there? Hard at first. Evenings were worst."},
    ),
    "words moved by both alike": (
        [(3, "How was"), (4, "it there? Hard at first. Mornings were worst.")],
        [(3, "How was"), (4, "it there? Hard at first. Evenings were worst.")],
        {"P1-003": "I: How was", "P1-004": "P1: it there? Hard at first. Evenings were worst."},
    ),
    "a turn added and the one before changed": (
        [(4, "Hard at first. Mornings were worst.\n+I: Really so?")],
        [(4, "Hard at first. Evenings were worst.")],
        {"P1-004": "P1: Hard at first. Evenings were worst.", "P1-004a": "I: Really so?"},
    ),
    "two halves taken away": (
        [(4, "Mornings were worst.")],
        [(4, "Hard at first.")],
        {"P1-004": ""},
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "expected"), BOTH_KEPT.values(), ids=BOTH_KEPT)
def test_corrections_of_different_words_are_both_kept(
    mine: list[tuple[int, str]], theirs: list[tuple[int, str]], expected: dict[str, str]
) -> None:
    merged = both(corrected(*mine), corrected(*theirs))
    assert isinstance(merged, Transcript), merged
    assert talk(merged) == expected


CONFLICTS: dict[str, tuple[list[tuple[int, str]], list[tuple[int, str]], tuple[str, ...]]] = {
    "the same word": (
        [(4, "Tough at first. Mornings were worst.")],
        [(4, "Heart at first. Mornings were worst.")],
        ("P1-004",),
    ),
    "the same word, and other turns": (
        [(2, "Late in spring, or maybe later on."), (4, "Tough at first. Mornings were worst.")],
        [(3, "How was he there?"), (4, "Heart at first. Mornings were worst.")],
        ("P1-004",),
    ),
    "a label": ([(5, "P1: Mhm.")], [(5, "I: Mhm.")], ("P1-005",)),
    "deleted and a word changed": ([(4, "")], [(4, "Tough at first. Mornings were worst.")], ("P1-004",)),
    "deleted and a label changed": ([(5, "")], [(5, "P1: Mhm.")], ("P1-005",)),
    "joined and a word changed": (
        [(4, "Hard at first. Mornings were worst. Mhm."), (5, "")],
        [(5, "Aha.")],
        ("P1-005",),
    ),
    "cut in two and a word of the second half changed": (
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        [(4, "Hard at first. Evenings were worst.")],
        ("P1-004",),
    ),
    "different turns added at one place": (
        [(4, "Hard at first. Mornings were worst.\n+I: Really so?")],
        [(4, "Hard at first. Mornings were worst.\n+I: Say more.")],
        ("P1-004a",),
    ),
    "more turns added at one place": (
        [(3, "How was it there?\n+P1: Hm.\n+I: Well?")],
        [(3, "How was it there?\n+P1: No.")],
        ("P1-003", "P1-003a", "P1-003b"),
    ),
    "words moved by one and taken away by the other": (
        [(3, "How was"), (4, "it there? Hard at first. Mornings were worst.")],
        [(3, "How was")],
        ("P1-003",),
    ),
    "joined by one and deleted by the other": (
        [(4, "Hard at first. Mornings were worst. Mhm."), (5, "")],
        [(5, "")],
        ("P1-005",),
    ),
    "cut in two by one and shortened by the other": (
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        [(4, "Hard at first.")],
        ("P1-004",),
    ),
    "words moved to different turns": (
        [(4, "Hard at first."), (5, "Mornings were worst. Mhm.")],
        [(4, "Hard at first.\n+I: Mornings were worst.")],
        ("P1-004",),
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "turns"), CONFLICTS.values(), ids=CONFLICTS)
def test_the_same_words_changed_differently_are_a_conflict(
    mine: list[tuple[int, str]], theirs: list[tuple[int, str]], turns: tuple[str, ...]
) -> None:
    merged = both(corrected(*mine), corrected(*theirs))
    assert not isinstance(merged, Transcript)
    assert merged == turns


# --- labels -------------------------------------------------------------------------------------------------------------


def test_speakers_that_were_swapped_and_words_that_were_corrected() -> None:
    """`speakers --swap` after the draft went out: the words come in, the labels stay swapped."""
    old = base()
    swapped = swap_speakers(old)
    merged = both(swapped, corrected((4, "Tough at first. Mornings were worst.")), old)
    assert isinstance(merged, Transcript)
    assert [t.speaker for t in merged.turns] == [t.speaker for t in swapped.turns]
    assert merged.turns[3].text == "Tough at first. Mornings were worst."


def test_a_label_of_before_the_swap_means_somebody_else_now() -> None:
    """Even where it is the label that the turn has now."""
    old = base()
    for label in ("P1: How was it there?", "I: Mhm.", "P1: Mhm."):
        number = 3 if "How" in label else 5
        merged = both(swap_speakers(old), corrected((number, label)), old)
        assert merged == (f"P1-{number:03d}",)


def test_both_swapped_alike_is_the_same_change() -> None:
    """One by the command, the other by hand."""
    old = base()
    by_hand = corrected(*((n, f"{'I' if who == 'P1' else 'P1'}: {text}") for n, (who, text) in enumerate(TALK[:4], 1)))
    merged = both(swap_speakers(old), by_hand, old)
    assert isinstance(merged, Transcript)
    assert merged.turns == by_hand.turns


def test_new_speakers_of_both_are_listed() -> None:
    old = base()
    merged = both(corrected((5, "M: Mhm.")), corrected((3, "K: How was it there?")), old)
    assert isinstance(merged, Transcript)
    assert [s.label for s in merged.speakers] == ["I", "P1", "K", "M"]
    renamed = both(rename_speakers(old, [("?", "M")], Cast.of("P1")), corrected((3, "P1: How was it there?")), old)
    assert isinstance(renamed, Transcript)
    assert [t.speaker for t in renamed.turns] == ["I", "P1", "P1", "P1", "M"]


# --- what else a transcript holds -----------------------------------------------------------------------------------------


def concern(start: float, end: float, turn: str | None, kind: str = "low_confidence") -> Concern:
    return Concern.model_validate({"kind": kind, "start": start, "end": end, "turn": turn, "why": "Probability 0.3"})


def test_a_concern_that_one_of_them_settled_is_settled() -> None:
    """And one that nobody touched stays."""
    old = base(concerns=(concern(10, 11, "P1-002"), concern(30, 31, "P1-004"), concern(22, 23, "P1-003")))
    mine = corrected((2, "Late in spring, or maybe later on."), old=old)
    theirs = corrected((4, "Tough at first. Mornings were worst."), old=old)
    merged = both(mine, theirs, old)
    assert isinstance(merged, Transcript)
    assert merged.concerns == (concern(22, 23, "P1-003"),)


def test_words_keep_their_times() -> None:
    """Those of the stored transcript for what stayed, those of what they replaced for new ones."""
    mine, theirs = (
        corrected((4, text)) for text in ("Tough at first. Mornings were worst.", "Hard at first. Evenings were worst.")
    )
    merged = both(mine, theirs)
    assert isinstance(merged, Transcript)
    turn = merged.turns[3]
    assert [(turn.text[w.char_start : w.char_end], w.start) for w in turn.words] == [
        ("Tough", 30.0), ("at", 31.0), ("first.", 32.0), ("Evenings", 33.0), ("were", 34.0), ("worst.", 35.0),
    ]  # fmt: skip
    assert [w.probability for w in turn.words] == [None, 0.8, 0.8, None, 0.8, 0.8]
    assert (turn.start, turn.end) == (30.0, 35.9)


def test_a_turn_without_times_is_merged_as_well() -> None:
    """A transcript that came from Word."""
    old = base()
    old = old.model_copy(
        update={"turns": tuple(t.model_copy(update={"words": (), "start": None, "end": None}) for t in old.turns)}
    )
    mine, theirs = (
        corrected((4, text), old=old)
        for text in ("Tough at first. Mornings were worst.", "Hard at first. Evenings were worst.")
    )
    merged = both(mine, theirs, old)
    assert isinstance(merged, Transcript)
    assert (merged.turns[3].text, merged.turns[3].words) == ("Tough at first. Evenings were worst.", ())


# --- whatever two people do ---------------------------------------------------------------------------------------------

PLACES = [(n, at) for n, (_, text) in enumerate(TALK, 1) for at in range(len(text.split()))]


def applied(edits: dict[tuple[int, int], str | None]) -> list[tuple[int, str]]:
    """The turns with words replaced, or taken out."""
    changed = []
    for n in sorted({n for n, _ in edits}):
        words = [edits.get((n, at), word) for at, word in enumerate(TALK[n - 1][1].split())]
        changed.append((n, " ".join(word for word in words if word is not None)))
    return changed


@st.composite
def two_people(draw: st.DrawFn) -> list[dict[tuple[int, int], str | None]]:
    """Edits of two people at different words; neither takes out the first word of a turn."""
    edits: list[dict[tuple[int, int], str | None]] = [{}, {}]
    for n, place in enumerate(draw(st.lists(st.sampled_from(PLACES), max_size=12, unique=True))):
        new = draw(st.sampled_from([f"new{n}", f"x{n}"] if place[1] == 0 else [f"new{n}", None]))
        edits[draw(st.integers(0, 1))][place] = new
    return edits


@examples(150)
@given(two_people())
def test_edits_of_different_words_all_arrive_in_either_order(edits: list[dict[tuple[int, int], str | None]]) -> None:
    mine, theirs = (corrected(*applied(one)) for one in edits)
    merged = both(mine, theirs)
    assert isinstance(merged, Transcript)
    expected = dict(applied(edits[0] | edits[1]))
    assert [t.text for t in merged.turns] == [expected.get(n, text) for n, (_, text) in enumerate(TALK, 1)]
    assert all(
        t.text[w.char_start : w.char_end].strip() == t.text[w.char_start : w.char_end]
        for t in merged.turns
        for w in t.words
    )


_LINE = st.tuples(
    st.sampled_from([None, "P1-001", "P1-002", "P1-003", "P1-004", "P1-005"]),
    st.sampled_from([None, "I", "P1", "?", "M"]),
    st.lists(st.sampled_from(["Early", "in", "spring,", "Hard", "at", "Mhm.", "new"]), max_size=5).map(" ".join),
)
_DRAFT = st.lists(_LINE, min_size=1, max_size=6)


@examples(150)
@given(_DRAFT, _DRAFT)
def test_whatever_two_people_do_the_order_makes_no_difference(mine: list[Row], theirs: list[Row]) -> None:
    """And a merge is sound: every id once, and no word that neither of them has."""
    versions = []
    for draft in (mine, theirs):
        lines = [CorrectedTurn(text, n, turn, label) for n, (turn, label, text) in enumerate(draft)]
        versions.append(merge_corrections(base(), lines, UserLabels()).transcript)
    merged = both(versions[0], versions[1])
    if isinstance(merged, Transcript):
        said = {word for version in versions for turn in version.turns for word in turn.text.split()}
        assert {word for turn in merged.turns for word in turn.text.split()} <= said


def test_words_that_both_wrote_alike_have_the_times_of_one_version() -> None:
    """Not word by word from either: "Mhm." is taken from its turn by one of the two, and typed anew by the other."""
    mine = [CorrectedTurn("at Mhm. Early at", 1, "P1-004", None)]
    theirs = [*mine, CorrectedTurn("Mhm.", 2, None, None)]
    versions = [merge_corrections(base(), lines, UserLabels()).transcript for lines in (mine, theirs)]
    one, other = (version.turns[0] for version in versions)
    assert one.text == other.text
    assert one.words != other.words
    merged = both(versions[0], versions[1])
    assert isinstance(merged, Transcript)
    assert merged.turns[0] in (one, other)


@examples(60)
@given(_DRAFT)
def test_what_one_alone_changed_is_taken_as_it_is(draft: list[Row]) -> None:
    lines = [CorrectedTurn(text, n, turn, label) for n, (turn, label, text) in enumerate(draft)]
    changed = merge_corrections(base(), lines, UserLabels()).transcript
    for pair in ((changed, base()), (changed, changed)):
        merged = both(*pair)
        assert isinstance(merged, Transcript)
        assert (merged.turns, set(merged.concerns)) == (changed.turns, set(changed.concerns))
