"""A name is found without its special letters, in whatever case: over every Latin letter that Unicode has."""

import sys
import unicodedata
from functools import cache

import pytest

from ipstranscribe.text.letters import readings, spellings
from ipstranscribe.text.phrase_index import FormIndex

SPELT = {
    "Bjørn": {"bjoern": True, "bjorn": False},
    "Åse": {"aase": True, "ase": False},
    "Ståle": {"staale": True, "stale": False},
    "Işık": {"isik": True, "ishik": True},
    "Šćepan": {"scepan": True, "schepan": True, "shcepan": True, "shchepan": True},
    "İpek": {"ipek": True},
    "Ħanna": {"hanna": True},
    "Ŋaro": {"naro": True, "ngaro": True},
    "Ŧor": {"tor": True},
    "Əli": {"eli": True, "ali": True},
    "Łukasz": {"lukasz": True},
    "Þór": {"thor": True, "tor": True},
    "Weiß": {"weis": True},
    "Đorđe": {"dorde": True, "dordje": True, "djorde": True, "djordje": True},
    "ʻAlī": {"ali": True},
    "Νίκος": {"νικοσ": True},
    "Ёлкин": {"елкин": True},
    "Hanne": {},
    "Анна": {},
    "王芳": {},
}


@pytest.mark.parametrize(("word", "spelt"), SPELT.items())
def test_the_spellings_of_a_name_without_its_special_letters(word: str, spelt: dict[str, bool]) -> None:
    assert spellings(word) == spelt


@pytest.mark.parametrize(
    ("written", "read"), [("tør", {"toer"}), ("håkon", {"haakon"}), ("müller", {"mueller", "muller"}), ("hanne", set())]
)
def test_a_letter_of_norwegian_is_no_other_letter_in_a_text(written: str, read: set[str]) -> None:
    """Else `Tør du?` would be read as the name Tor."""
    assert set(readings(written)) == read


@cache
def latin_letters() -> tuple[str, ...]:
    """Every letter beyond a to z whose name in Unicode says that it is Latin."""
    every = map(chr, range(0x80, sys.maxunicode + 1))
    return tuple(c for c in every if c.isalpha() and "LATIN" in unicodedata.name(c, "").split())


def test_every_latin_letter_that_is_called_after_a_plain_one_is_spelt_with_that() -> None:
    """`LATIN SMALL LETTER H WITH STROKE` gives h; `LATIN LETTER DENTAL CLICK` is no letter of any name."""
    missed = []
    for letter in latin_letters():
        called = unicodedata.name(letter).split(" WITH ")[0].split()
        if unicodedata.normalize("NFKC", letter) != letter:  # ǅ and other letters that only stand for two others
            continue
        if len(called[-1]) == 1 and called[-1].isascii() and called[-1].isalpha():
            word = f"mar{letter}ka".casefold()
            if not word.isascii() and f"mar{called[-1].lower()}ka" not in spellings(word):
                missed.append(letter)
    assert missed == []


def test_a_form_is_found_in_capitals_and_in_every_spelling_over_every_latin_letter() -> None:
    missed = []
    for letter in latin_letters():
        form = f"Mar{letter}ka Ek{letter}ren"
        index = FormIndex[str](respelt=True)
        index.add(form, "x")
        first, last = (spellings(word) for word in form.split())
        spelt = [" ".join(pair) for pair in zip(first, last, strict=True)]
        for written in (
            form,
            form.upper(),
            form.lower(),
            form.upper().lower(),
            *spelt,
            *(one.upper() for one in spelt),
        ):
            if not any(hit.char_end == len(f"so {written}") for hit in index.find(f"so {written}s did")):
                missed.append((letter, written))
    assert missed == []


@pytest.mark.parametrize(
    ("form", "text", "hit"),
    [
        ("Bjørn Åsrud", "Bjorn Aasrud kom", "Bjorn Aasrud"),
        ("Bjørn Åsrud", "Bjørn Asrud kom", "Bjørn Asrud"),
        ("Haakon", "Håkon kom", "Håkon"),
        ("Müller", "Muellers bil", "Mueller"),
        ("Bjørn", "björns bil", "björn"),
        ("J̌ohn", "J\u030cOHN came", "J\u030cOHN"),
        ("Ås", "As it was", None),
        ("Bjørn", "bjornebær", None),
        ("Tor", "Tør du?", None),
        ("Åse Berg", "Ase came. Then she. Berg", None),
    ],
)
def test_a_respelt_form_is_found_as_a_whole(form: str, text: str, hit: str | None) -> None:
    index = FormIndex[str](respelt=True)
    index.add(form, "x")
    found = [text[h.char_start : h.char_end] for h in index.find(text)]
    assert found == ([hit] if hit else [])
