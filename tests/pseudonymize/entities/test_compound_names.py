"""Titles before names of several parts: the title stays, and the parts are one person."""

import pytest

from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

TABLE = [
    ("nb", "Jeg var hos Dr. Anne-Marie Berg i går.", "Jeg var hos Dr. [person 1] i går."),
    ("nb", "Så ringte Dr. Kari Anne Lie.", "Så ringte Dr. [person 1]."),
    ("nb", "Legen min, Dr. Anna-Lisa, sa det.", "Legen min, Dr. [person 1], sa det."),
    ("nb", "Dr. Hamre Moe sa det.", "Dr. [person 1] sa det."),
    ("nb", "Og Dr. Hamre-Moes kontor, hos Dr. Hamre-Moe.", "Og Dr. [person 1]s kontor, hos Dr. [person 1]."),
    ("nb", "så sa dr hamre moe at det gikk", "så sa dr [person 1] at det gikk"),
    ("nb", "Hos fru Berg, Lise var der.", "Hos fru [person 1], [person 2] var der."),
    ("en", "I saw Dr. Anne-Marie Berg then.", "I saw Dr. [person 1] then."),
    ("en", "Dr. Lloyd Jones came, Mrs. Lopez Garcia went.", "Dr. [person 1] came, Mrs. [person 2] went."),
    ("en", "I said, Doctor, please.", "I said, Doctor, please."),
]


@pytest.mark.parametrize(("language", "said", "written"), TABLE)
def test_a_title_is_nobody_and_what_follows_is_one_person(
    by_rules: Pseudonymize, language: str, said: str, written: str
) -> None:
    assert text_of(by_rules([transcript("P1", said, language=language)])) == written
