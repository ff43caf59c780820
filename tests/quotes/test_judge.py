"""What came of a quotation: as it was said or not, by whom, and whether it may stand in an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker
from ipstranscribe.quotes.judge import JudgedQuotation, SearchedStudy, by_participant, judge
from ipstranscribe.quotes.passages import find_passages
from ipstranscribe.quotes.quotations import Quotation
from ipstranscribe.quotes.talk_words import TalkWords
from tests.lanes import examples

TALK = {
    "P1": "Well, I was, um, scared of every bag of soil. But the people there are kind. My boss [person 4] never asked why, "
    "and after a year of mornings like that I could lift them all the same.",
    "P2": "I get up at eight and I walk the dog. It's the small things that keep me going, the dog and the coffee.",
    "P3": "Jeg ville bare tilbake på jobb, og de spurte meg aldri om hva jeg trengte den høsten.",
}


def transcript(label: str, said: str, language: str = "en") -> PseudonymizedTranscript:
    return PseudonymizedTranscript(
        interview=label,
        language=language,
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=label, role="participant")),
        turns=(
            PseudonymizedTurn(id=f"{label}-001", speaker="I", text="How was it to be back at work?"),
            PseudonymizedTurn(id=f"{label}-002", speaker=label, text=said),
        ),
        made_by=MadeBy(program="a test", inputs=""),
    )


STUDY = SearchedStudy(
    tuple(transcript(label, said, "nb" if label == "P3" else "en") for label, said in TALK.items()),
    withdrawn=frozenset({"P4"}),
    released=frozenset(TALK),
    function_words={
        "en": frozenset(
            {
                "i",
                "we",
                "was",
                "were",
                "the",
                "of",
                "but",
                "are",
                "my",
                "never",
                "and",
                "after",
                "at",
                "a",
                "about",
                "all",
                "that",
                "it",
                "to",
            }
        ),
        "nb": frozenset({"jeg", "på", "og", "de", "om", "den"}),
    },
)


def judged(text: str, *credited: str, study: SearchedStudy = STUDY) -> JudgedQuotation:
    (found,) = judge([Quotation(1, text, "quotation", credited, bool(credited))], study)
    return found


MATCHES = [
    ("the people there are kind", "exact"),
    ("The people there are kind!", "signs"),
    ("It’s the small things that keep me going", "exact"),
    ("the people – there – are kind", "signs"),
    ("I was scared of every bag of soil", "signs"),  # without the filler
    ("I was, um, scared of every bag of soil", "exact"),
    ("I was […] scared of every bag … I could lift them", "shortened"),
    ("I was (...) scared of every bag", "shortened"),
    ("My boss [a kind man] never asked why", "bracketed"),
    ("[He] never asked why", "bracketed"),
    ("My boss [person 4] never asked why", "signs"),
    ("I was scared of every single bag of the soil", "close"),
    ("could lift them … scared of every bag of soil", "close"),  # in another order
    ("the people there are kind to each and every one of us who came in from outside", "not found"),
    ("de spurte meg aldri om hva jeg trengte", "exact"),
    ("Nous étions toujours heureux ensemble cette année", "another language"),
    ("we were never asked about anything at all", "not found"),
]


@pytest.mark.parametrize(("text", "match"), MATCHES)
def test_how_a_quotation_is_found(text: str, match: str) -> None:
    assert judged(text, "P1").match == match


CREDITS = [
    (("P1",), "right"),
    (("P2",), "other"),
    (("P1", "P2"), "other"),
    (("P4",), "withdrawn"),
    (("P9",), "unknown"),
    ((), "nobody"),
]


@pytest.mark.parametrize(("credited", "state"), CREDITS)
def test_whether_the_credit_is_right(credited: tuple[str, ...], state: str) -> None:
    assert judged("the people there are kind", *credited).credit == state


def test_what_two_participants_said_may_be_credited_to_both_or_either() -> None:
    same = SearchedStudy((transcript("P1", "It was hard at first."), transcript("P2", "Yes, it was hard at first.")))
    for credited in (("P1",), ("P2",), ("P1", "P2")):
        assert judged("it was hard at first", *credited, study=same).credit == "right"


def test_what_the_interviewer_said_is_nobodys_answer() -> None:
    assert judged("How was it to be back at work", "P1").credit == "other"


def test_text_that_was_not_released_and_people_who_have_not_consented() -> None:
    study = SearchedStudy(STUDY.transcripts, released=frozenset({"P2"}), may_quote=frozenset({"P1"}))
    first, second = judged("the people there are kind", "P1", study=study), judged("I walk the dog", "P2", study=study)
    assert (first.unreleased, first.not_allowed, first.is_right) == (True, False, False)
    assert (second.unreleased, second.not_allowed, second.is_right) == (False, True, False)


def test_quotations_are_counted_by_participant_also_where_there_is_none() -> None:
    found = [
        judged("the people there are kind", "P1"),
        judged("I walk the dog", "P1"),
        judged("scared of all of it", "P1"),
    ]
    assert list(by_participant(found, STUDY.participants)) == [("P1", 1), ("P2", 1), ("P3", 0)]


TREES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow")
WORDS = st.lists(st.sampled_from(TREES), min_size=20, max_size=60)


@examples(100)
@given(words=WORDS, start=st.integers(0, 12), length=st.integers(3, 8))
def test_any_stretch_of_talk_is_found_word_for_word(words: list[str], start: int, length: int) -> None:
    quoted = " ".join(words[start : start + length])
    (found,) = find_passages([quoted], [TalkWords.of(transcript("P1", " ".join(words)))])
    assert found.is_whole
    assert all(passage.text == quoted for passage in found.passages)


@examples(100)
@given(words=WORDS, start=st.integers(0, 5), gap=st.integers(1, 9))
def test_any_stretch_is_found_with_a_part_left_out(words: list[str], start: int, gap: int) -> None:
    left, right = words[start : start + 4], words[start + 4 + gap : start + 8 + gap]
    (found,) = find_passages(
        [f"{' '.join(left)} [...] {' '.join(right)}"], [TalkWords.of(transcript("P1", " ".join(words)))]
    )
    assert found.is_whole


@examples(100)
@given(words=WORDS, at=st.integers(0, 7))
def test_a_word_that_was_not_said_makes_it_no_longer_word_for_word(words: list[str], at: int) -> None:
    quoted = words[4:12]
    quoted[at] = "spruce"
    (found,) = find_passages([" ".join(quoted)], [TalkWords.of(transcript("P1", " ".join(words)))])
    assert not found.is_whole
