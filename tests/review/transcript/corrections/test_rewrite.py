"""Corrections written into transcripts and taken back: no other word changes, times stay in order, and every byte returns."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Concern, CorrectionLog, TermCorrection, Transcript, Turn, Word
from ipstranscribe.review.transcript.corrections.offers import CorrectedInterview
from ipstranscribe.review.transcript.corrections.places import CorrectionPlace, find_places
from ipstranscribe.review.transcript.corrections.rewrite import apply, undo
from ipstranscribe.study import storage
from tests.lanes import examples
from tests.review.transcript.corrections.interviews import talk

SOLHEIM = TermCorrection(heard="so lame", written="Solheim")
OTHERS = (
    TermCorrection(heard="eye P S", written="IPS"),
    TermCorrection(heard="anti amara", written="Auntie Amara"),
    TermCorrection(heard="kari", written="Kari Lie Moen"),
)
WORDS = st.sampled_from(
    [
        "so",
        "lame",
        "So",
        "lame's",
        "lame,",
        "“so",
        "solame",
        "eye",
        "P",
        "S.",
        "anti",
        "Amara",
        "kari",
        "and",
        "I",
        "–",
        "(laughs)",
    ]
)
TALK = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4)


def all_places(transcript: Transcript) -> list[tuple[TermCorrection, CorrectionPlace]]:
    return [(one, place) for one in (SOLHEIM, *OTHERS) for place in find_places(transcript, one.heard, one.written)]


def stretched(transcript: Transcript, size: int) -> Transcript:
    """The transcript with times of so many words together, as subtitles have them."""

    def turn(one: Turn) -> Turn:
        groups = [one.words[at : at + size] for at in range(0, len(one.words), size)]
        words = [
            Word(char_start=g[0].char_start, char_end=g[-1].char_end, start=g[0].start, end=g[-1].end) for g in groups
        ]
        return one.model_copy(update={"words": tuple(words)})

    return transcript.model_copy(update={"turns": tuple(map(turn, transcript.turns))})


def times_are_in_order(transcript: Transcript) -> bool:
    times = [(w.start, w.end) for turn in transcript.turns for w in turn.words]
    return all(a <= b for a, b in times) and all(before[1] <= after[0] for before, after in pairwise(times))


@given(said=TALK, timed=st.booleans(), stretch=st.integers(1, 4), data=st.data())
@examples(300)
def test_applying_and_taking_back_gives_the_same_bytes(
    said: list[str], timed: bool, stretch: int, data: st.DataObject
) -> None:
    """Whatever places are accepted, and however coarse the times are; what is outside of the places is never touched."""
    before = stretched(talk(*said, timed=timed), stretch)
    found = all_places(before)
    chosen = [one for one in found if data.draw(st.booleans())]
    accepted = [a for n, a in enumerate(chosen) if not any(meet(a[1], b[1]) for b in chosen[:n])]
    after, applied = apply(before, accepted)
    assert len(applied) == len(accepted)
    assert times_are_in_order(after)
    for old, new in zip(before.turns, after.turns, strict=True):
        here = sorted((p for _, p in accepted if p.place.turn == old.id), key=lambda p: p.start)
        edges = [0, *(edge for p in here for edge in (p.start, p.end)), len(old.text)]
        outside = [old.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        expected = outside[0] + "".join(p.instead + rest for p, rest in zip(here, outside[1:], strict=True))
        assert new.text == expected
        assert (new.start, new.end, new.speaker) == (old.start, old.end, old.speaker)
    stored = CorrectionLog(interview="P1", applied=applied)
    log = storage.from_bytes(storage.to_bytes(stored), CorrectionLog, "log")
    back = CorrectedInterview(after, log).undone
    assert storage.to_bytes(back.transcript) == storage.to_bytes(before)
    assert back.lost == ()
    assert sorted(start for _, start in back.restored) == sorted(place.start for _, place in accepted)


def meet(one: CorrectionPlace, other: CorrectionPlace) -> bool:
    return one.place.turn == other.place.turn and one.start < other.end and other.start < one.end


@pytest.mark.parametrize(
    ("said", "correction", "words"),
    [
        ("met so lame, then", SOLHEIM, [("met", 0, 0.8), ("Solheim,", 1, 2.8), ("then", 3, 3.8)]),
        ("the “so lame’s” house", SOLHEIM, [("the", 0, 0.8), ("“Solheim’s”", 1, 2.8), ("house", 3, 3.8)]),
        ("with solame then", SOLHEIM, [("with", 0, 0.8), ("Solheim", 1, 1.8), ("then", 2, 2.8)]),
        ("my anti Amara.", OTHERS[1], [("my", 0, 0.8), ("Auntie", 1, 1.8), ("Amara.", 2, 2.8)]),
        ("with kari now", OTHERS[2], [("with", 0, 0.8), ("Kari Lie Moen", 1, 1.8), ("now", 2, 2.8)]),
    ],
)
def test_words_have_the_time_of_those_that_were_heard(
    said: str, correction: TermCorrection, words: list[tuple[str, float, float]]
) -> None:
    """One for one where as many were written; else together, as a stretch. Nobody's confidence is told of them."""
    before = talk(said)
    places = [(correction, place) for place in find_places(before, correction.heard, correction.written)]
    turn = apply(before, places)[0].turns[0]
    assert [(turn.text[w.char_start : w.char_end], w.start, w.end) for w in turn.words] == words
    assert {w.probability for w in turn.words} == {0.9, None}


def test_a_stretch_of_several_words_keeps_its_time() -> None:
    """Nobody has measured when a word inside a subtitle was said."""
    before = stretched(talk("we met so lame there"), 5)
    turn = apply(before, [(SOLHEIM, next(find_places(before, "so lame", "Solheim")))])[0].turns[0]
    assert [(turn.text[w.char_start : w.char_end], w.start, w.end) for w in turn.words] == [
        ("we met Solheim there", 0.0, 4.8)
    ]


def test_a_concern_about_the_word_is_replaced_and_comes_back() -> None:
    """A listener is told once of a place: by what was written now."""
    concern = Concern(
        kind="similar_term", start=1.0, end=2.8, turn="P1-001", why="Similar.", heard="so lame", written="Solberg"
    )
    other = concern.model_copy(update={"kind": "low_confidence", "heard": "", "written": "", "start": 0.0, "end": 0.8})
    before = talk("met so lame").model_copy(update={"concerns": (concern, other)})
    after, applied = apply(before, [(SOLHEIM, next(find_places(before, "so lame", "Solheim")))])
    assert [(c.kind, c.written) for c in after.concerns] == [("respelling", "Solheim"), ("low_confidence", "")]
    assert undo(after, applied).transcript == before


def test_a_transcript_without_times_gets_no_place_to_listen_to() -> None:
    """There is nothing to listen to."""
    before = talk("met so lame", timed=False)
    assert apply(before, [(SOLHEIM, next(find_places(before, "so lame", "Solheim")))])[0].concerns == ()


def changed(transcript: Transcript, old: str, new: str) -> Transcript:
    """The transcript after a person changed words of it, of which times are not known then."""
    (turn,) = transcript.turns
    return transcript.model_copy(
        update={"turns": (Turn(id=turn.id, speaker=turn.speaker, text=turn.text.replace(old, new)),)}
    )


@pytest.mark.parametrize(
    ("old", "new", "back"),
    [
        ("We", "Later we", "Later we met so lame at the clinic."),
        ("clinic", "office", "We met so lame at the office."),
        ("Solheim", "Solhaug", None),
        ("We met Solheim at", "Yes, I saw Solheim in", None),
        ("met Solheim", "Solheim met Solheim", "We Solheim met so lame at the clinic."),
    ],
)
def test_what_a_person_changed_since_is_not_changed_back(old: str, new: str, back: str | None) -> None:
    """A place is taken back while its words, or those on one side of it, still tell it; else it is left as it is."""
    before = talk("We met so lame at the clinic.", timed=False)
    after, applied = apply(before, [(SOLHEIM, next(find_places(before, "so lame", "Solheim")))])
    mine = changed(after, old, new)
    undone = undo(mine, applied)
    assert undone.transcript.turns[0].text == (back or mine.turns[0].text)
    assert bool(undone.lost) == (back is None)


def test_a_turn_that_is_gone_has_nothing_to_be_taken_back() -> None:
    """Nothing is put anywhere else."""
    before = talk("We met so lame.", "And left.")
    after, applied = apply(before, [(SOLHEIM, next(find_places(before, "so lame", "Solheim")))])
    gone = after.model_copy(update={"turns": after.turns[1:]})
    assert undo(gone, applied).transcript == gone
    assert undo(gone, applied).lost == applied
