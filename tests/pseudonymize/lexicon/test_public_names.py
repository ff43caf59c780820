"""Names that everybody knows are nobody's of the study; one that may be somebody's all the same is doubtful."""

import pytest

from ipstranscribe.pseudonymize.lexicon.public_names import covering

NAMES = {
    "robbing <Peter> to pay Paul": False,
    "we are all <Jock Tamson>'s bairns": False,
    "deg ser jeg ikke før <Agatha Christie> gjør det": True,
    "so I take the <amlodipine> at night": False,
    "så tar jeg <ventolinen> først": False,
    "og <paracetamolet> hjalp ikke": False,
    "vi tok en <grandiosaen> i ovnen": False,
    "closed for <Labour Day>": False,
    "og så kom <Peter> hjem": None,
    "then <Halvorsen> rang me": None,
    "<Marten> er lærer": None,
}


@pytest.mark.parametrize("marked", NAMES)
def test_names_that_are_nobodys(marked: str) -> None:
    """True is doubtful, None is somebody for all that lists know."""
    start, end = marked.index("<"), marked.index(">") - 1
    found = covering(marked.replace("<", "").replace(">", ""), start, end)
    assert (found.doubtful if found else None) is NAMES[marked]
