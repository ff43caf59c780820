"""How the talk is shown: conventions, what they leave out, what they mark, and that nothing said gets lost."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Decisions, Entity, Key, PseudonymizedTurn, Replacement, Turn, Word
from ipstranscribe.study.folder import Study
from ipstranscribe.text import conventions
from ipstranscribe.text.conventions import Pause, get_convention, pauses, show, without_marks
from ipstranscribe.text.shown import Shown
from tests.conftest import CASE_FILES
from tests.lanes import examples
from tests.release.looking import look_through

CASES = tomllib.loads((CASE_FILES / "conventions.toml").read_text(encoding="utf-8"))["case"]
VERBATIM, INTELLIGENT, DRESING_PEHL = (get_convention(name) for name in ("verbatim", "intelligent", "dresing-pehl"))


def said(text: str, *, probability: float | None = None, at: tuple[float, ...] = ()) -> Turn:
    """A turn; its words last half a second each from `at`, or one begins every second."""
    words = [
        Word(char_start=m.start(), char_end=m.end(), start=start, end=start + 0.5, probability=probability)
        for m, start in zip(re.finditer(r"\S+", text), at or range(10_000), strict=False)
    ]
    return Turn(id="P1-001", speaker="P1", text=text, start=words[0].start, end=words[-1].end, words=tuple(words))


def replaced(text: str) -> PseudonymizedTurn:
    """A turn in which every bracket is a replacement."""
    spans = [
        Replacement(char_start=m.start(), char_end=m.end(), category="person", entity="1")
        for m in re.finditer(r"\[(?!\.)[^][]+\]", text)
    ]
    return PseudonymizedTurn(id="P1-001", speaker="P1", text=text, replacements=tuple(spans))


# --- what is left out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['why']}")
@pytest.mark.parametrize("convention", [INTELLIGENT, DRESING_PEHL], ids=lambda c: c.name)
def test_what_is_left_out_and_what_stays(case: dict[str, str], convention: conventions.Convention) -> None:
    """The table has as many cases that stay as cases that go."""
    turn = Turn(id="P1-001", speaker="P1", text=case["said"])
    assert show(turn, convention, case["language"]).text == case.get("shown", case["said"])


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_verbatim_leaves_nothing_out(language: str) -> None:
    """Fillers, repetitions, broken-off words: all of it was said."""
    text = "Um, eh, I I w- went, jeg, jeg, øh, mm."
    assert show(Turn(id="P1-001", speaker="P1", text=text), VERBATIM, language).text == text


FILLERS = ["um", "uh", "Er", "erm,", "Um.", "uh,", "um..."]
WORDS = ["I", "the", "was", "home.", "So,", "and", "tired", "very", "mhm", "Ja?", "–", "[town", "in", "Norway],", "w-"]
SAID_TWICE = {"i", "the", "and", "in", "so"}
talk = st.lists(st.sampled_from(FILLERS + WORDS * 2), min_size=1, max_size=14).map(" ".join)


def _words_but_fillers(text: str) -> list[str]:
    fillers = {word.strip(".,").lower() for word in FILLERS}
    return [word for word in re.findall(r"\w+", text.lower()) if word not in fillers]


@examples(400)
@given(talk.filter(lambda text: bool(_words_but_fillers(text)) and "w-" not in text))
def test_no_other_word_is_lost_or_moved(text: str) -> None:
    """All words that are no fillers come in their order; only such as repeat one before them may be missing."""
    shown = show(Turn(id="P1-001", speaker="P1", text=text), INTELLIGENT, "en").text
    before, after = (_words_but_fillers(t) for t in (text, shown))
    rest = iter(before)
    assert all(word in rest for word in after)
    assert set(before) == set(after)
    assert [w for w in before if w not in SAID_TWICE] == [w for w in after if w not in SAID_TWICE]
    assert re.search(r"\w", shown)


@examples(400)
@given(talk)
def test_what_is_shown_reads_right(text: str) -> None:
    """No double blank, no sign after a blank, no comma before the end of a sentence or at the start, that was not said."""
    shown = show(Turn(id="P1-001", speaker="P1", text=text), INTELLIGENT, "en").text
    for fault in ("  ", " ,", " .", ",.", ",,"):
        assert fault not in shown
    assert shown == shown.strip()
    assert not shown.startswith((",", "."))
    if text[0].isupper() and shown[0] not in "[–":
        assert shown[0].isupper() or not shown[0].isalpha()


@examples(300)
@given(st.one_of(talk, st.text(max_size=60)), st.sampled_from(["en", "nb", "nn", "de"]), st.data())
def test_offsets_go_there_and_back(text: str, language: str, data: st.DataObject) -> None:
    """Pieces lie in order and tell what they show; every stretch is found again from either side."""
    text = unicodedata.normalize("NFC", text)
    convention = data.draw(st.sampled_from(list(conventions.conventions().values())))
    turn, silences = Turn(id="P1-001", speaker="P1", text=text), ()
    if text.strip():
        turn = said(text, probability=data.draw(st.sampled_from([None, 0.1, 0.9])))
        silences = tuple(Pause(w.char_start, 7) for w in turn.words if data.draw(st.booleans()))
    shown = show(turn, convention, language, silences)
    at = 0
    for piece in shown.pieces:
        if piece.char_start is None:
            assert without_marks(piece.text) == ""
            continue
        assert at <= piece.char_start < piece.char_end <= len(text)
        assert shown.source(*shown.span(piece.char_start, piece.char_end)) == (piece.char_start, piece.char_end)
        at = piece.char_end
    if not convention.leaves_out:
        assert "".join(text[p.char_start : p.char_end] for p in shown.pieces if p.char_start is not None) == text


@examples(200)
@given(st.one_of(talk, st.text(max_size=60)), st.lists(st.integers(0, 60), max_size=3), st.data())
def test_what_is_cut_out_lies_where_place_says(text: str, silent: list[int], data: st.DataObject) -> None:
    """Sign for sign, marks included: formats that lay units over a running text rest on it."""
    silences = tuple(Pause(char, 4.0) for char in sorted({s for s in silent if s < len(text)}))
    for name in conventions.conventions():
        shown = show(replaced(text), conventions.get_convention(name), "en", silences)
        a = data.draw(st.integers(0, len(text)))
        b = data.draw(st.integers(a, len(text)))
        place, cut = shown.place(a, b), shown.cut(a, b).text
        assert shown.text[slice(*place)] == cut if place else not cut.strip() or shown.span(a, b) is None


@given(talk, st.data())
def test_a_stretch_of_a_turn_is_shown_as_in_the_turn(text: str, data: st.DataObject) -> None:
    """Cut in two at any blank, the halves together show what the whole shows."""
    shown = show(Turn(id="P1-001", speaker="P1", text=text), INTELLIGENT, "en")
    at = data.draw(st.sampled_from([0, len(text), *(m.start() for m in re.finditer(" ", text))]))
    halves = shown.cut(0, at).text + shown.cut(at, len(text)).text
    assert halves.replace(" ", "") == shown.text.replace(" ", "")


# --- marks ------------------------------------------------------------------------------------------------------------

SILENCES = [
    # words begin at these seconds and last half a second; what each convention shows
    ((0, 1, 2), "One two three.", "One two three.", "One two three."),
    ((0, 4, 5), "One (4 s) two three.", "One two three.", "One (...) two three."),
    ((0, 3.4, 9.5), "One two (6 s) three.", "One two (6 s) three.", "One two (...) three."),
]


@pytest.mark.parametrize(("at", "verbatim", "intelligent", "dresing_pehl"), SILENCES)
def test_pauses_between_words(at: tuple[float, ...], verbatim: str, intelligent: str, dresing_pehl: str) -> None:
    """From the end of a word to the start of the next, if long enough for the convention."""
    turn = said("One two three.", at=at)
    silences = pauses([turn])[turn.id]
    shown = [show(turn, c, "en", silences).text for c in (VERBATIM, INTELLIGENT, DRESING_PEHL)]
    assert shown == [verbatim, intelligent, dresing_pehl]


def _turns(*times: tuple[float, float] | None) -> list[Turn]:
    """Turns of one word; None is a turn without times."""
    return [
        Turn(id=f"P1-{n:03}", speaker="IP"[n % 2], text="Yes.", words=_one_word(t) if t else ())
        for n, t in enumerate(times)
    ]


def _one_word(times: tuple[float, float]) -> tuple[Word, ...]:
    return (Word(char_start=0, char_end=4, start=times[0], end=times[1]),)


def test_a_pause_before_an_answer_belongs_to_the_answer() -> None:
    """And there is none before the first word of the interview."""
    assert pauses(_turns((20, 21), (27, 28))) == {"P1-000": (), "P1-001": (Pause(0, 6.0),)}


NO_SILENCE = [
    ("the other one speaks meanwhile", [(0, 1), (1.5, 9), (9.5, 10)], ()),
    ("an earlier turn goes on over later ones", [(0, 12), (3, 4), (12.5, 13)], ()),
    ("times are missing in between", [(0, 1), None, (20, 21)], ()),
    ("there was speech that has no words", [(0, 1), (20, 21)], [(1.2, 19.5)]),
]


@pytest.mark.parametrize(("why", "times", "unheard"), NO_SILENCE, ids=[row[0] for row in NO_SILENCE])
def test_not_every_gap_is_a_silence(
    why: str, times: list[tuple[float, float]], unheard: list[tuple[float, float]]
) -> None:
    """Somebody spoke, or nobody knows."""
    assert not any(pauses(_turns(*times), unheard).values()), why


def test_a_backchannel_inside_a_silence_divides_it() -> None:
    """Ten seconds with a "mhm" in the middle are two pauses of the two who end them."""
    found = pauses(_turns((0, 1), (6, 6.5), (11.5, 12)))
    assert [[round(p.seconds) for p in silences] for silences in found.values()] == [[], [5], [5]]


def test_a_pause_beside_a_filler_is_one_and_never_stands_at_the_end() -> None:
    """It stands before the next word that is shown, and restarts are not joined across it."""
    turn = said("I um I went um.", at=(0, 7, 14, 15, 30))
    assert show(turn, INTELLIGENT, "en", pauses([turn])[turn.id]).text == "I (13 s) I went."


def test_a_pause_stands_in_the_first_unit_after_it_alone() -> None:
    """The next units of the turn begin without it."""
    shown = show(replaced("One two. Three."), conventions.get_convention("verbatim"), "en", (Pause(0, 4.0),))
    assert [shown.cut(0, 8).text, shown.cut(9, 15).text] == ["(4 s) One two.", "Three."]


def test_a_unit_that_ends_in_a_filler_ends_in_a_word() -> None:
    """Nothing is left of it, and no blank before it; a blank that belongs to the unit stays."""
    shown = show(Turn(id="P1-001", speaker="P1", text="At home. Um. Then she called. "), INTELLIGENT, "en")
    assert [shown.cut(a, b).text for a, b in ((0, 12), (13, 29), (13, 30), (9, 12))] == [
        "At home.",
        "Then she called.",
        "Then she called. ",
        "",
    ]


def test_a_unit_has_the_pauses_before_and_in_it() -> None:
    """Not the one before its neighbour."""
    turn = said("One. Two two. Three.", at=(0, 10, 20, 30))
    shown = show(turn, VERBATIM, "en", (*pauses([turn])[turn.id], Pause(0, 5)))
    assert [shown.cut(a, b).text for a, b in ((0, 4), (5, 13), (14, 20))] == [
        "(5 s) One.",
        "(10 s) Two (10 s) two.",
        "(10 s) Three.",
    ]


UNCLEAR = [
    ("I worked there.", 0.4, "I (worked?) (there?)."),
    ("I worked there.", 0.5, "I worked there."),
    ("I worked there.", None, "I worked there."),
    ("Worked it out. Then, “worked” as was.", 0.1, "Worked it out. Then, “(worked?)” as was."),  # first, or short
    ("We [laughter] drove.", 0.1, "We (laughs) (drove?)."),
]


@pytest.mark.parametrize(("text", "probability", "shown"), UNCLEAR)
def test_unclear_words_are_marked(text: str, probability: float | None, shown: str) -> None:
    """Signs around a word stay outside; a sound is no word."""
    assert show(said(text, probability=probability), VERBATIM, "en").text == shown


def test_replacements_are_never_marked_hidden_or_broken() -> None:
    """Whatever the words under them are, however unsure, and with a silence inside."""
    turn = replaced("I I met [um, the the town in Norway] [laughter] there.")
    words = said(turn.text, probability=0.1).words
    turn = turn.model_copy(update={"words": words})
    silences = tuple(Pause(w.char_start, 9) for w in words)
    for convention in conventions.conventions().values():
        shown = show(turn, convention, "en", silences).text
        assert "[um, the the town in Norway] " in shown
        assert "[laughter]" in shown


# --- tables and texts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_convention_describes_itself_in_every_document_language(language: str) -> None:
    """Without colons, by which some programs take a line for a speaker's."""
    texts = [c.describe(language) for c in conventions.conventions().values()]
    assert len(set(texts)) == len(texts) == 3
    assert all(":" not in text and text.endswith(".") for text in texts)


def test_a_study_with_an_unknown_convention_is_told_which_there_are(tmp_path: Path) -> None:
    """The name is checked where the study is opened."""
    (tmp_path / "study.toml").write_text('id = "one"\ntitle = "One"\nconvention = "jefferson"\n', encoding="utf-8")
    with pytest.raises(UserError, match=r"convention.*verbatim, intelligent, dresing-pehl"):
        Study.open(tmp_path)


# --- the gate ---------------------------------------------------------------------------------------------------------

KEY = Key(
    study="s",
    entities=(
        Entity(id="1", category="person", replacement="[sister]", forms=("Anna Berg",)),
        Entity(id="2", category="phone", replacement="[number]", forms=("91234567",)),
    ),
)
HIDDEN_NAMES = [
    "I met Anna Berg.",
    "I met Anna, um, Berg.",
    "I met anna um berg.",
    "Call 9123 uh 4567 then.",
    "An Anna [laughs] Berg",
]


@pytest.mark.parametrize("text", HIDDEN_NAMES)
@pytest.mark.parametrize("probability", [None, 0.1])
@pytest.mark.parametrize("paused", [False, True])
def test_the_gate_sees_through_what_a_convention_does(text: str, probability: float | None, *, paused: bool) -> None:
    """A name is found with its filler left out, with a pause or laughter inside it, and with either half unclear."""
    turn = said(text, probability=probability)
    silences = tuple(Pause(w.char_start, 7) for w in turn.words) if paused else ()
    for convention in (INTELLIGENT, DRESING_PEHL):
        shown = show(turn, convention, "en", silences).text
        assert look_through({"a.txt": shown.encode()}, KEY, Decisions()).findings


def test_marks_are_known_by_their_look() -> None:
    """What is no mark stays, so that a name in parentheses is searched for."""
    assert without_marks("One (4 s) two (...) (ler) (three?) (Anna) (s) [...]") == "One two three (Anna) (s) [...]"


def test_an_empty_turn_is_shown_empty() -> None:
    """There is nothing to show, and nothing fails."""
    assert show(Turn(id="P1-001", speaker="P1", text=""), INTELLIGENT, "en") == Shown(pieces=())
