"""Talk as it is spoken: the rules read dialect like the standard language, and its small words are nobody's name."""

import pytest

from ipstranscribe.pseudonymize.entities.no_names import is_small_word
from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.pseudonymize.recognizers import Found, patterns
from ipstranscribe.pseudonymize.recognizers.dialect import InDialect
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_value

AGES = {
    "Æ e tri og seksti, og æ klare meg.": "tri og seksti",
    "Hain va femten og skull på skola.": "femten",
    "Ho mor vart seks og nitti, den gangen.": "seks og nitti",
    "Eg har berre ei jente, ho e nitten og bur heime.": "nitten",
    "Det va godt sagt av ei på nitten.": "nitten",
    "Hun ble fireogåtti.": "fireogåtti",
    "Æ va der i seks uka.": "",
    "Hain kom klokka fem og gikk.": "",
    "Æ e nummer ti i køen.": "",
}


@pytest.mark.parametrize("text", AGES)
def test_ages_are_found_in_dialect(text: str) -> None:
    ages = next(one for one in patterns("nb") if one.name == "age")
    found = {text[one.char_start : one.char_end] for one in ages.find(text)}
    assert AGES[text] in found if AGES[text] else not found


OLDER = {
    "tri og seksti": 63,
    "femogtyve": 25,
    "syv og tredve": 37,
    "sekstiåtte": 68,
    "toogførti": 42,
    "ti og tjue": None,
}


@pytest.mark.parametrize("words", OLDER)
def test_the_older_way_of_counting(words: str) -> None:
    assert number_value(words, "nb") == OLDER[words]


class Echo:
    """Finds the words it is told, in what it is given to read."""

    name = "echo"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.read = ""

    def find(self, text: str):  # type: ignore[no-untyped-def]
        self.read = text
        for word in self.words:
            start = text.index(word)
            yield Found(start, start + len(word), "other", self.name, 1.0, certain=True)


READ = {
    "Æ kjæm fra Vågen": ("Jeg kommer fra Vågen", "Vågen", "Vågen"),
    "hain e fra Vågen": ("han er fra Vågen", "han er fra", "hain e fra"),
    "koden E 14 e æ glad i": ("koden E 14 er jeg glad i", "E 14", "E 14"),
    "Han er no fra Vågen": ("Han er no fra Vågen", "Vågen", "Vågen"),
    "e-posten fekk æ no": ("e-posten fekk jeg nå", "e-posten", "e-posten"),
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read_and_where_it_stands(text: str) -> None:
    """A standard word that is dialect as well (`e`, `no`) is read so only beside a word of dialect; letters stay letters."""
    read, word, here = READ[text]
    echo = Echo(word)
    found = [text[one.char_start : one.char_end] for one in InDialect(echo, "nb").find(text)]
    assert (echo.read, found) == (read, [here])


SCOTS = {
    "He wis fower when he fell, ma mither said": "He was four when he fell, my mither said",
    "I wis there wi ma ma": "I was there with my my",
    "I didnae ken naebody": "I didn't ken nobody",
    "It's nine hunner twa fower, wi yin mair": "It's nine hundred two four, with one more",
    "The yin I had": "The yin I had",
    "She was there with Ma": "She was there with Ma",
}


@pytest.mark.parametrize("text", SCOTS)
def test_english_dialect_is_read_as_the_standard_language(text: str) -> None:
    echo = Echo(text.split(maxsplit=1)[0])
    assert [found.char_start for found in InDialect(echo, "en").find(text)] == [0]
    assert echo.read == SCOTS[text]


NORTHERN = {
    "nettan": True, "blåmerkan": True, "skoan": True, "vækkan": False, "Moan": False, "Haugan": False, "Bakkan": False,
    "Stefan": False, "Hainn": True, "vikara": True, "svenska": True,
}  # fmt: skip


@pytest.mark.parametrize("word", NORTHERN)
def test_northern_plurals_are_words_and_farms_are_not(word: str) -> None:
    assert vocabulary.is_ordinary(word, "nb") == NORTHERN[word]
    assert not vocabulary.is_ordinary("nettan", "en")


def test_a_language_without_a_table_of_dialect_is_read_as_it_stands() -> None:
    assert not any(isinstance(one, InDialect) for one in patterns("da"))


SMALL = {
    "Hain": True,
    "Dein": True,
    "Hain Dein": True,
    "Koss": False,
    "Hadda": False,
    "Hain Moen": False,
    "Itte ofte": True,
    "Ofte": False,
    "Itte Moen": False,
    "…": False,
}


@pytest.mark.parametrize("name", SMALL)
def test_small_words_are_nobodys_name_unless_somebody_is_called_so(name: str) -> None:
    found = Found(0, len(name), "person", "spaCy", 0.9, certain=True)
    assert is_small_word(found, name, "nb") == SMALL[name]
    assert not is_small_word(found, name, "en")


WORDS = {
    "Ferdi": False,
    "hain": True,
    "dein": True,
    "mainn": True,
    "aill": True,
    "Svein": False,
    "Hein": False,
    "Laila": False,
    "Eilen": False,
}


@pytest.mark.parametrize("word", WORDS)
def test_palatal_spellings_are_words_and_names_stay_names(word: str) -> None:
    assert vocabulary.is_ordinary(word, "nb") == WORDS[word]
