"""What the three tables list, as entities."""

import pytest

from ipstranscribe.model import KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.roster import Roster

DIGESTED = {
    "nobody": ((), (), "Roster(known=())"),
    "one participant": (
        (Participant(id="P1", name="Kari Lunde"),),
        (),
        "Roster(known=(Known(category='person', forms=('Kari Lunde',), scope='P1', role='', participant='P1'),))",
    ),
    "a husband": (
        (Participant(id="P1", name="Kari Lunde"),),
        (KnownPerson(name="Dag", aliases=("Daggen",), role="husband", of="P1"),),
        "Roster(known=(Known(category='person', forms=('Kari Lunde',), scope='P1', role='', participant='P1'), "
        "Known(category='person', forms=('Dag', 'Daggen'), scope='P1', role='husband', participant='')))",
    ),
}


@pytest.mark.parametrize("name", DIGESTED)
def test_the_digested_roster_reads_as_in_the_first_version(name: str) -> None:
    """It is part of the fingerprint of every pseudonymized text: another word, and every study would be out of date."""
    participants, people, text = DIGESTED[name]
    assert Roster.of((), participants, people).digested() == text
