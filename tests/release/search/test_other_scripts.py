"""Names in other scripts than Latin: what holds, and what does not (docs/privacy.md)."""

import pytest

from ipstranscribe.model import Decisions, Entity, Key
from ipstranscribe.release.search.decided import RejectedForms
from ipstranscribe.release.search.known_forms import KnownForms


def found(form: str, text: str) -> bool:
    key = Key(study="s", entities=(Entity(id="E0001", category="person", replacement="[P1]", forms=(form,)),))
    return bool(KnownForms.of(key, Decisions()).occurrences(text, RejectedForms.of(key, Decisions()).within(None)))


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("Оксана Ткаченко", "ОКСАНА ТКАЧЕНКО"),
        ("Оксана", "оксана"),
        ("Фёдор", "Федор"),
        ("Фёдор", "ФЕДОР"),
        ("Андрій", "Андріи"),
        ("Νίκος", "ΝΙΚΟΣ"),
        ("Νίκος", "Νικος"),
        ("Αλέξης", "ΑΛΕΞΗΣ"),
        ("Արամ", "ԱՐԱՄ"),
        ("გიორგი", "გიორგი"),
        ("محمد", "محمد"),
        ("محمد", "مُحَمَّد"),
        ("مُحَمَّد", "محمد"),
        ("محمد", "محـــمد"),
        ("آمنة", "آمنة"),
        ("משה", "משה"),
        ("משה", "מֹשֶׁה"),
        ("王芳芳", "我叫王芳芳很好"),
        ("田中", "田中さん"),
        ("สมชาย", "คุณสมชายมา"),
        ("प्रिया", "प्रिया"),
        ("김민수", "김민수"),
    ],
)
def test_a_name_is_found_in_its_own_script(form: str, written: str) -> None:
    assert found(form, f"so {written}, yes")


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("Оксана", "Oksana"),
        ("Νίκος", "Nikos"),
        ("محمد", "Mohammed"),
        ("王芳芳", "Wang Fangfang"),
        ("김민수", "김민수가"),
    ],
)
def test_what_is_not_found_in_another_script_or_with_endings(form: str, written: str) -> None:
    """An alias in the table says how a name is written otherwise. What is found one day moves up."""
    assert not found(form, f"so {written}, yes")
