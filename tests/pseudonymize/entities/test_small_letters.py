"""In text as a recognizer writes it: words that belong to a name, words that make it nobody, and names heard as words."""

from types import SimpleNamespace

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_as_words import HEARD_AS_WORD, sound
from ipstranscribe.pseudonymize.entities.names_by_context import supposed, with_openers
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.name_list import NameList
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.names_model import NamesModel
from tests.pseudonymize.conftest import text_of
from tests.pseudonymize.entities.test_names_in_pieces import run

OPENED = [  # what was found, and what it is with the word before it
    ("it was wee hamish that found out", "hamish", "wee hamish"),
    ("i asked big fergus about it", "fergus", "big fergus"),
    ("så kom vesle oddny inn", "oddny", "vesle oddny"),
    ("poor joy was up all night", "joy", "joy"),
    ("the big day and fergus came", "fergus", "fergus"),
    ("It was wee Hamish.", "Hamish", "Hamish"),
]
THINGS = [  # language, an ordinary word that a recognizer supposed, and whether it stays a question
    ("en", "we sat by the lagoon and waited", "lagoon", False),
    ("en", "there was no joy in it", "joy", False),
    ("en", "a patience like that is rare", "patience", False),
    ("nb", "det var full storm den natta", "storm", False),
    ("nb", "han hadde ikkje noko liv", "liv", False),
    ("en", "i spoke to the danuta at the desk", "danuta", True),
    ("en", "The Hope of it, really.", "Hope", True),
]
HEARD = [  # who is known, and what is said of them
    ("Kåre Moe", "kåre kom innom | og så va han gåre heime mest", "gåre"),
    ("Marit Lund", "marit har sagt det | ja ho merit ja", "merit"),
    ("Marit Lund", "marit har sagt det | og da ville sjefen min merit ha den", "merit"),
    ("Kåre Moe", "kåre kom innom | nei gåre spurte om det", "gåre"),
]
NOT_HEARD = [
    ("Marit Lund", "marit har sagt det | det merit han har er fra før"),
    ("Kåre Moe", "kåre kom innom | Og så va han gåre heime, mest."),
    ("Kari Moe", "kari kom innom | han kjørte bilen heim"),
]
HALVES = [
    ("en", "then mau reen came by", ["mau reen"]),
    ("nb", "jeg var på hauke land i fjor", ["hauke land"]),
    ("nb", "vi flytta til lille hammer da", ["lille hammer"]),
    ("nb", "sjefen heter torstein haga lia og han er grei", ["torstein haga lia"]),
    ("nb", "det er bare ja eller nei", []),
    ("en", "and then we are in the car", []),
]


@pytest.mark.parametrize(("text", "name", "whole"), OPENED)
def test_a_word_that_opens_a_nickname_belongs_to_it(text: str, name: str, whole: str) -> None:
    turn, found = _found(text, name, "person")
    [(_, one)] = with_openers([(turn, found)])
    assert text[one.char_start : one.char_end] == whole


def test_places_have_no_nickname() -> None:
    turn, found = _found("in big fergus we stayed", "fergus", "place")
    assert list(with_openers([(turn, found)])) == [(turn, found)]


@pytest.mark.parametrize(("language", "text", "word", "stays"), THINGS)
def test_an_ordinary_word_after_an_article_is_nobody(language: str, text: str, word: str, *, stays: bool) -> None:
    turn, found = _found(text, word, "person", by=NamesInTalk.name)
    assert bool(list(supposed([(turn, found)], language))) == stays


def test_what_is_certain_stays_after_an_article() -> None:
    turn, found = _found("we sat by the lagoon and waited", "lagoon", "place", certain=True)
    assert list(supposed([(turn, found)], "en"))


@pytest.mark.parametrize(("name", "said", "word"), HEARD)
def test_a_known_name_heard_as_a_word_is_a_question_beside_what_is_said_of_people(
    name: str, said: str, word: str
) -> None:
    done = run(said, "nb", name)
    assert word not in text_of(done)
    [asked] = [one for one in done.identifiers["P1"].identifiers if one.found_by == HEARD_AS_WORD]
    assert asked.state == "suggested"


@pytest.mark.parametrize(("name", "said"), NOT_HEARD)
def test_elsewhere_the_word_is_a_word(name: str, said: str) -> None:
    done = run(said, "nb", name)
    assert not [one for one in done.identifiers["P1"].identifiers if one.found_by == HEARD_AS_WORD]


def test_what_recognizers_confuse_sounds_alike() -> None:
    assert sound("gåre") == sound("kåre") == sound("kår")
    assert sound("merit") == sound("marit") != sound("turid")


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("and then the stapler was on the desk again", "stapler", []),
        ("the men called him stapler for years", "stapler", ["stapler"]),
        ("our stapler is a good lad", "stapler", ["stapler"]),
        ("and then the danuta was on the desk again", "danuta", ["danuta"]),
        ("and then the zbyszko was on the desk again", "zbyszko", ["zbyszko"]),
    ],
)
def test_a_names_model_asks_about_a_rare_word_of_the_vocabulary_only_where_somebody_is_named(
    text: str, word: str, found: list[str]
) -> None:
    def pipeline(shown: str) -> SimpleNamespace:
        start = shown.casefold().index(word)
        entity = SimpleNamespace(
            label_="PERSON", start_char=start, end_char=start + len(word), text=shown[start : start + len(word)]
        )
        return SimpleNamespace(ents=[entity])

    names = NamesModel("a model 1.0", "en", pipeline)
    assert [text[one.char_start : one.char_end] for one in names.find(text)] == found


@pytest.mark.parametrize(("language", "text", "names"), HALVES)
def test_a_listed_name_in_two_halves_is_one(language: str, text: str, names: list[str]) -> None:
    found = [text[one.char_start : one.char_end] for one in NameList(language).find(text)]
    assert [one for one in found if " " in one] == names


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("eg jobba på bergheim omsorgssenter so vi selde", "omsorgssenter"),
        ("eg snakka med sigrun haugland og så gjekk eg", "haugland"),
    ],
)
def test_a_word_of_grammar_is_no_end_of_a_name(text: str, ends: str) -> None:
    found = [text[one.char_start : one.char_end] for one in NamesInTalk("nb").find(text)]
    assert any(one.endswith(ends) for one in found)


def test_a_word_of_grammar_between_two_parts_of_a_name_belongs_to_it() -> None:
    """`Ellefsrud`, heard as *ellers rud*."""
    text = "psykologen sunnive ellers rud hun er ikke sånn"
    assert {text[one.char_start : one.char_end] for one in NamesInTalk("nb").find(text)} == {"sunnive ellers", "rud"}


def test_the_kind_of_an_organisation_belongs_to_it() -> None:
    text = "our lorna she's on nights at coble dene care home so she's awake at stupid times but she"
    assert "coble dene care home" in {text[one.char_start : one.char_end] for one in NamesInTalk("en").find(text)}


def _found(text: str, word: str, kind: str, *, by: str = "a recognizer", certain: bool = False) -> tuple[Turn, Found]:
    start = text.index(word)
    found = Found(start, start + len(word), kind, by, 0.5, certain=certain)  # type: ignore[arg-type]
    return Turn(id="P1-1", speaker="P", text=text), found
