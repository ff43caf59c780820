"""The words of a name by which somebody is also found, and what is no such word."""

import pytest

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.entities.name_parts import name_parts

PARTS: list[tuple[str, Category, list[str]]] = [
    ("Hanne Nordmo", "person", ["Hanne", "Nordmo"]),
    ("Dr. Hanne Nordmo", "person", ["Hanne", "Nordmo"]),
    ("H. Nordmo", "person", ["Nordmo"]),
    ("Anne-Lise van der Berg", "person", ["Anne", "Lise", "Berg", "Anne-Lise", "van der Berg"]),
    ("Mary O'Brien", "person", ["Mary", "O'Brien", "Brien"]),
    ("Tariq Sa’adoun", "person", ["Tariq", "Sa’adoun", "adoun"]),
    ("D'Arc", "person", ["D'Arc"]),
    ("the Fox", "person", ["Fox"]),
    ("Wee Tam", "person", ["Tam"]),
    ("Vesle-Ola Moe", "person", ["Ola", "Moe", "Vesle-Ola"]),
    ("Vetle Moe", "person", ["Vetle", "Moe"]),
    ("Tom Little", "person", ["Tom", "Little"]),
    ("Falkberg Rådgivning", "organisation", ["Falkberg"]),
    ("The Work House", "organisation", []),
    ("Moss", "organisation", []),
    ("Nedre Moss", "place", []),
]


@pytest.mark.parametrize(("form", "category", "found"), PARTS)
def test_the_words_of_a_name_that_can_stand_for_the_whole(form: str, category: Category, found: list[str]) -> None:
    assert list(name_parts(form, category)) == found
