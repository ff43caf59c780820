"""Ages, small numbers and single letters are looked for nowhere."""

import pytest

from ipstranscribe.model import Category
from ipstranscribe.text.small_numbers import furthest_reach

TABLE: list[tuple[Category, str, str]] = [
    ("age", "four", "nowhere"),
    ("age", "112", "nowhere"),
    ("other", "four", "nowhere"),
    ("other", "Four", "nowhere"),
    ("date", "14.", "nowhere"),
    ("fact", "trettifire", "nowhere"),
    ("other", "thirty-four", "nowhere"),
    ("other", "thirty four", "nowhere"),
    ("id", "99", "nowhere"),
    ("id", "100", "everywhere"),
    ("person", "K", "nowhere"),
    ("person", "K.", "nowhere"),
    ("person", "Ti", "capitals"),  # a given name in Burma, ten in Norwegian
    ("place", "Fem", "capitals"),
    ("person", "Kari", "everywhere"),
    ("person", "Bo", "everywhere"),
    ("date", "14 May", "everywhere"),
    ("address", "Storgata 4", "everywhere"),
    ("id", "1432-45/12", "everywhere"),
]


@pytest.mark.parametrize(("category", "form", "reach"), TABLE)
def test_how_far_a_form_is_looked_for_at_most(category: Category, form: str, reach: str) -> None:
    """Each row: the kind, the form, and how far it is looked for whoever it means."""
    assert furthest_reach(category, form) == reach
