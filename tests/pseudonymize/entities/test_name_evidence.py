"""How far a found name carries: a recognizer's slip stays where it was made, a name is found everywhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Category, Decisions, Key, KnownPerson, Turn
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.name_evidence import NameEvidence
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.lexicon import word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from tests.pseudonymize.conftest import text_of, transcript

TALK = (
    "When I met Heather, the problem was gone. Then Heather and Kvistebo came, and the quality was good.",
    "The zorp is slow, a zorp is a zorp, and the Zorp too. I, I don't know. Will you ask Will?",
)


def evidence(*texts: str, language: str = "en") -> NameEvidence:
    turns = [Turn(id=f"P1-{n:03d}", speaker="P1", text=text) for n, text in enumerate(texts, 1)]
    return NameEvidence.of([SearchedTurn("P1", "P1", language, turn) for turn in turns])


REACHES = [
    ("I", "nowhere"),
    ("I I", "nowhere"),
    ("B", "nowhere"),
    ("don", "nowhere"),
    ("time", "nowhere"),
    ("problem", "nowhere"),
    ("quality", "nowhere"),
    ("Heather", "capitals"),
    ("Will", "capitals"),
    ("zorp", "capitals"),
    ("Kvistebo", "everywhere"),
    ("Heather Kvistebo", "everywhere"),
    ("Night Shift", "capitals"),
    ("Wrzlbrmft", "everywhere"),
]


@pytest.mark.parametrize(("form", "reach"), REACHES)
def test_how_far_a_found_form_carries(form: str, reach: str) -> None:
    """Function words and frequent words nowhere, words that are names with their capital, what is no word everywhere."""
    assert evidence(*TALK).reach("person", form) == reach


@pytest.mark.parametrize(
    ("category", "form", "reach"),
    [
        ("date", "one", "nowhere"),
        ("date", "74", "nowhere"),
        ("date", "1974", "everywhere"),
        ("url", "home", "nowhere"),
        ("url", "kvistebo91", "everywhere"),
        ("fact", "lost my leg", "everywhere"),
    ],
)
def test_an_everyday_word_that_was_found_as_something_else_carries_nowhere(
    category: Category, form: str, reach: str
) -> None:
    assert evidence(*TALK).reach(category, form) == reach


NORWEGIAN = [("jeg", "nowhere"), ("Dag", "capitals"), ("jobben", "nowhere"), ("Skarpnes", "everywhere")]


@pytest.mark.parametrize(("form", "reach"), NORWEGIAN)
def test_norwegian_words_carry_by_their_own_lists(form: str, reach: str) -> None:
    assert evidence("Så kom Dag til Skarpnes, og jeg var på jobben.", language="nb").reach("person", form) == reach


def test_text_without_capitals_is_no_evidence_against_a_name() -> None:
    """A transcript as a recognizer writes it has no capitals at all."""
    assert (
        evidence("then skarpnes came and skarpnes left and skarpnes rang").reach("person", "skarpnes") == "everywhere"
    )


# --- a recognizer that errs ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Errs:
    """A recognizer that takes `word` for a name at its first place in a turn."""

    word: str
    category: Category = "person"
    certain: bool = True
    name: str = "errs"

    def find(self, text: str) -> Iterable[Found]:
        """The first place of the word, in the case given."""
        for match in list(re.finditer(rf"\b{re.escape(self.word)}\b", text))[:1]:
            yield Found(*match.span(), self.category, self.name, 0.8, certain=self.certain)


def masked(texts: Sequence[str], errs: Errs, people: Sequence[KnownPerson] = ()) -> Pseudonymized:
    said = transcript("P1", *texts)
    known = PriorKnowledge(Roster.of((), (), tuple(people)), Key(study="x"), Decisions())
    source = SourceInterview(said, "P1", None, (errs,))
    return pseudonymize([source], known, PseudonymizeSettings(), "", lambda _: None)


def test_a_pronoun_that_was_taken_for_a_name_is_masked_nowhere() -> None:
    said = ["I, I, I went home.", "Then I slept, and I woke."]
    assert text_of(masked(said, Errs("I"))) == " | ".join(said)


def test_a_word_that_was_taken_for_a_name_once_is_masked_there_alone() -> None:
    result = masked(["They call it Problem.", "The problem is a problem.", "Problem solved."], Errs("Problem"))
    assert text_of(result) == "They call it [person 1]. | The problem is a problem. | [person 1] solved."
    assert [entity.found_forms for entity in result.key.entities] == [("Problem",)]


def test_a_name_that_is_a_word_is_found_again_with_its_capital_only() -> None:
    result = masked(["I met Heather there.", "So Heather said: the heather blooms."], Errs("Heather"))
    assert text_of(result) == "I met [person 1] there. | So [person 1] said: the heather blooms."


def test_what_the_tables_name_is_looked_for_everywhere() -> None:
    """The tables are evidence enough, in lower case as well; half a contraction is nobody."""
    people = [KnownPerson(name="Don Kvistebo", role="boss")]
    result = masked(["I asked Don. I don't know, and kvistebo did not."], Errs("zzz"), people)
    assert text_of(result) == "I asked [boss]. I don't know, and [boss] did not."


@given(st.sampled_from(sorted(word_lists.read("function_words_en") - word_lists.read("names_that_are_words_en"))))
def test_no_function_word_is_ever_masked_because_of_a_slip(word: str) -> None:
    """In small letters, wherever it stands."""
    said = [f"And {word} again", f"so {word} it is {word}"]
    assert text_of(masked(said, Errs(word))) == " | ".join(said)
