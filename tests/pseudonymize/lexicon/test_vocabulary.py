"""What counts as a word, what as a name, and what as both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.lexicon import vocabulary

ORDINARY = {
    "en": (
        "walking",
        "Colleagues",
        "don't",
        "y'know",
        "gonna",
        "cannae",
        "manager's",
        "she'll",
        "workin'",
        "yeahhh",
        "Mmmm",
        "long-term",
        "gabapentin",
        "physio",
        "jobcentre",
        "will",
        "Mark",
        "grace",
        "Monday",
        "Norwegian",
        "2nd",
    ),
    "nb": (
        "ikke",
        "Jobbet",
        "henta",
        "hvertfall",
        "sykmelding",
        "arbeidsavklaringspenger",
        "smerteklinikken",
        "telefonkontakten",
        "kaffepausene",
        "NAV-veilederen",
        "bjørn",
        "Liv",
        "dag",
        "hovedstad",
        "burnout",
        "sjefens",
        "jaaa",
    ),
    "nn": ("ikkje", "eg", "veka", "arbeidsplassane", "kollegaene", "sjukmelding", "einsemda", "jobbar", "kjende"),
}
NOT_ORDINARY = {
    "en": (
        "Elizabeth",
        "john",
        "mike",
        "gemma",
        "taylor",
        "agnieszka",
        "mohammed",
        "ashgrovelea",
        "glasgow",
        "o'brien",
        "mary-jane",
        "Tom's",
    ),
    "nb": (
        "torunn",
        "kari",
        "pål",
        "knut",
        "jan",
        "anne-berit",
        "Hansen",
        "rydningslia",
        "skarpmoen",
        "furulia",
        "grindvollstad",
        "karianne",
        "oslo",
        "Torunns",
        "agnieszka",
    ),
    "nn": ("oddny", "gudbrand", "turid", "tormod", "vossevangen"),
}


@pytest.mark.parametrize(("language", "word"), [(lang, word) for lang, words in ORDINARY.items() for word in words])
def test_words_are_ordinary_inflected_compound_and_colloquial_ones_too(language: str, word: str) -> None:
    """Also names that are words, in any case."""
    assert vocabulary.is_ordinary(word, language)


@pytest.mark.parametrize(("language", "word"), [(lang, word) for lang, words in NOT_ORDINARY.items() for word in words])
def test_names_are_not_ordinary_even_where_they_are_built_of_words(language: str, word: str) -> None:
    """A farm's name is made of ordinary words; only dictionaries say which such compounds are words."""
    assert not vocabulary.is_ordinary(word, language)


@given(st.sampled_from(["en", "nb", "nn"]), st.text(max_size=20))
def test_the_case_of_a_word_never_matters(language: str, word: str) -> None:
    """Whatever the text, its casefolded form is judged alike."""
    assert vocabulary.is_ordinary(word, language) == vocabulary.is_ordinary(word.casefold(), language)


@pytest.mark.parametrize(
    ("word", "language", "frequent"),
    [
        ("because", "en", True),
        ("Work", "en", True),
        ("quokka", "en", False),
        ("elizabeth", "en", False),
        ("fordi", "nb", True),
        ("frå", "nn", True),
        ("rundstykkefabrikk", "nb", False),
        ("torunn", "nb", False),
    ],
)
def test_frequent_words(word: str, language: str, frequent: bool) -> None:
    """Frequent words are never taken for misheard names; a name is never frequent."""
    assert vocabulary.is_frequent(word, language) is frequent


@pytest.mark.parametrize(
    "name",
    [
        "Torunn",
        "Kari",
        "Øyvind",
        "Máret",
        "Elizabeth",
        "Siobhan",
        "Liz",
        "Bob",
        "Agnieszka",
        "Vytautas",
        "Fadumo",
        "Mohammed",
        "Ngozi",
        "Thuy",
        "Selamawit",
        "Oleksandr",
        "Anne-Berit",
        "Jan-Erik",
    ],
)
def test_first_names_of_many_peoples(name: str) -> None:
    """In any case, and two of them joined."""
    assert vocabulary.is_given_name(name)
    assert vocabulary.is_given_name(name.upper())


@pytest.mark.parametrize("word", ["because", "sykmelding", "table", "arbeid", "Anne-lege", "", "-", "physio"])
def test_what_no_one_is_called(word: str) -> None:
    """Words, and joined words of which one is no name."""
    assert not vocabulary.is_given_name(word)


@pytest.mark.parametrize(
    "name", ["Hansen", "Solberg", "Ødegård", "Utsi", "Smith", "O'Neill", "Kowalski", "Nguyen", "Hussein", "Sivakumar"]
)
def test_surnames(name: str) -> None:
    """The frequent ones of both countries and of those who have come."""
    assert name.casefold() in vocabulary.surnames()


@pytest.mark.parametrize(
    ("word", "language", "both"),
    [
        ("Mark", "en", True),
        ("Dag", "nb", True),
        ("Bakken", "nb", True),
        ("Torunn", "nb", False),
        ("arbeid", "nb", False),
    ],
)
def test_names_that_are_words_too(word: str, language: str, both: bool) -> None:
    """Neither a mere name nor a mere word is both."""
    name = word.casefold() in vocabulary.given_names() | vocabulary.surnames()
    assert (name and vocabulary.is_ordinary(word.casefold(), language)) is both


@pytest.mark.parametrize(
    ("short", "full"), [("Liz", "Elizabeth"), ("bob", "Robert"), ("Kasia", "Katarzyna"), ("grete", "Margrethe")]
)
def test_short_forms_are_found_both_ways(short: str, full: str) -> None:
    """From the short form to the full one and back."""
    assert full.casefold() in vocabulary.nicknames(short)
    assert short.casefold() in vocabulary.nicknames(full)


@given(st.sampled_from(sorted(vocabulary.given_names())))
def test_short_forms_are_mutual_and_never_the_name_itself(name: str) -> None:
    """If one person may go by another name, then also the other way round."""
    assert name not in vocabulary.nicknames(name)
    assert all(name in vocabulary.nicknames(other) for other in vocabulary.nicknames(name))


def test_two_full_names_are_not_each_others_short_forms() -> None:
    """Sharing a short form (`Kris`) does not make two names one."""
    assert "kristian" not in vocabulary.nicknames("Kristoffer")
    assert "elizabeth" not in vocabulary.nicknames("Robert")


@pytest.mark.parametrize(
    ("word", "language", "like"),
    [
        ("Skarpnes", "nb", True),
        ("rydningslia", "nb", True),
        ("Gulbrandsrud", "nb", True),
        ("hovedstad", "nb", False),
        ("sykehuset", "nb", False),
        ("Mazurczyk", "en", True),
        ("mcallister", "en", True),
        ("Gunnlaugsdóttir", "en", True),
        ("morning", "en", False),
        ("skarpnes", "en", False),
    ],
)
def test_words_built_like_surnames(word: str, language: str, like: bool) -> None:
    """Ends of farm names count in Norwegian only; a word of the dictionary never sounds like a name."""
    assert vocabulary.is_name_like(word, language) is like


def test_brands_are_no_first_names_by_themselves() -> None:
    """Brands are firms and products, written small."""
    assert {"netflix", "toyota", "paracet"} <= vocabulary.brands()
    assert all(brand == brand.casefold() for brand in vocabulary.brands())
