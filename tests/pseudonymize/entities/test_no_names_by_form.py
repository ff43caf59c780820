"""What is nobody by how it is formed or used, and names that are written alike."""

import pytest

from ipstranscribe.pseudonymize.entities.no_names_by_form import is_nobody_by_form

NOBODY = [
    ("nb", "Så ropte jeg på <GPS-en> igjen.", True),
    ("nb", "Det står på <EKG-skjemaet> mitt.", True),
    ("nb", "Jeg ringte <NAV-kontoret> på Ski.", False),
    ("nb", "<Bror> min kom hjem.", True),
    ("nb", "<Bror> Hansen kom hjem.", False),
    ("nb", "Jeg skrev til <Pensjonsordningen>.", True),
    ("nb", "Jeg jobba på <Storgården>.", False),
    ("nb", "Han tror han er <Haaland>.", True),
    ("nb", "Æ fikk et skjema, <Edinburgh>, heter det vel?", True),
    ("nb", "Vi bodde i <Edinburgh> i fjor.", False),
    ("nb", "Jeg spydde i en <Ikea-pose>.", True),
    ("en", "The <Equality> Act says nothing.", True),
    ("en", "The <Barnes> Act says nothing.", False),
    ("en", "He's a bit <Heath Robinson> about it.", True),
    ("en", "Then <Heath> rang me.", False),
    ("en", "There was a form, the <Oxford> one, with points.", True),
    ("en", "We moved to <Oxford> in May.", False),
]


@pytest.mark.parametrize(("language", "marked", "nobody"), NOBODY)
def test_who_is_nobody_by_form(language: str, marked: str, nobody: bool) -> None:
    """What stands in angle brackets was found as a name."""
    start, end = marked.index("<"), marked.index(">") - 1
    assert is_nobody_by_form(marked.replace("<", "").replace(">", ""), start, end, language) is nobody
