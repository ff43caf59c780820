"""Genitives of names: the s stays where a reader sees it, and the name is the one that it is elsewhere."""

import pytest

from ipstranscribe.model import KnownPerson, Participant
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

HANNE = Participant(id="P1", name="Hanne Nordmo", aliases=("Hanne",))
PEOPLE = [
    KnownPerson(name="Dag Nordmo", role="husband", of="P1"),
    KnownPerson(name="Jens Haug", role="boss"),
    KnownPerson(name="Anne-Lise Bø-Hansen", role="nurse"),
]
TABLE = [
    ("nb", "Dags mor kom.", "[P1's husband]s mor kom."),
    ("nb", "Det var mannen min Dags mor.", "Det var mannen min [P1's husband]s mor."),
    ("nb", "Dags mors hus.", "[P1's husband]s mors hus."),
    ("nb", "Hannes bil og Anne-Lises bil.", "[P1]s bil og [nurse]s bil."),
    ("nb", "Anne-Lise Bø-Hansens hus.", "[nurse]s hus."),
    ("nb", "Vi kjørte Jenses bil.", "Vi kjørte [boss]es bil."),
    ("nb", "Vi kjørte Jens' bil og Jens sin båt.", "Vi kjørte [boss]' bil og [boss] sin båt."),
    ("nb", "Så kom Torvalds bror.", "Så kom [person 1]s bror."),
    ("nb", "Geirs kone Siris mor.", "[person 1]s kone [person 2]s mor."),
    ("nb", "Olavs mor ringte, for Olav var syk.", "[person 1]s mor ringte, for [person 1] var syk."),
    ("nb", "Thomas' kone og Thomas sa det.", "[person 1]' kone og [person 1] sa det."),
    ("nb", "Det sa Agnes, og Agnes sin mann.", "Det sa [person 1], og [person 1] sin mann."),
    ("nn", "Dags mor kom, og Torvalds dotter.", "[P1's husband]s mor kom, og [person 1]s dotter."),
    ("en", "Dag's mother came, and Dags brother.", "[P1's husband]'s mother came, and [P1's husband]s brother."),
    ("en", "Then James's car, and James came.", "Then [person 1]'s car, and [person 1] came."),
    ("en", "It was Agnes that came.", "It was [person 1] that came."),
]


@pytest.mark.parametrize(("language", "said", "written"), TABLE)
def test_a_reader_sees_whose_it_is(by_rules: Pseudonymize, language: str, said: str, written: str) -> None:
    assert text_of(by_rules([transcript("P1", said, language=language)], [HANNE], PEOPLE)) == written


@pytest.mark.parametrize(
    ("language", "said", "whole"),
    [
        ("nb", "Jeg møtte Agnes igjen.", "Agnes"),
        ("nb", "Vi bodde på Nordnes den gangen.", "Nordnes"),
        ("en", "Then Mrs. Roberts called me.", "Roberts"),
        ("en", "I knew Silas from school.", "Silas"),
    ],
)
def test_a_name_that_ends_in_s_is_whole(by_rules: Pseudonymize, language: str, said: str, whole: str) -> None:
    forms = {one.form for one in by_rules([transcript("P1", said, language=language)]).suggestions}
    assert whole in forms
