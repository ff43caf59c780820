"""A rejected ordinary word is one in the whole study; a name stays a name elsewhere."""

import pytest

from ipstranscribe.model import Decision, Entity, Occurrence, is_about_the_word, rejects

HUSBAND = Entity(id="E1", category="person", replacement="[P1's husband]", scope="P1", forms=("Dag Vik", "Dag"))
WORD = Entity(id="E2", category="person", replacement="[person 1]", scope="P1", capital_forms=("Hope",))
STRAY = Entity(id="E3", category="other", replacement="[name 1]", scope="P1", forms=("Mariner",))
FRIEND = Entity(id="E4", category="person", replacement="[person 2]", scope="P1", forms=("Kari",))
FIRM = Entity(id="E5", category="organisation", replacement="[employer 1]", forms=("Mariner", "Hope"))
OTHER_STRAY = Entity(id="E6", category="other", replacement="[name 2]", scope="P2", forms=("Mariner", "Dag"))
OTHER_WORD = Entity(id="E7", category="person", replacement="[person 3]", scope="P2", found_forms=("Hope",))
OTHER_KARI = Entity(id="E8", category="person", replacement="[person 4]", scope="P2", forms=("Kari",))


def rejection(form: str, entity: Entity | None, scope: Occurrence | str | None = None) -> Decision:
    return Decision(form=form, verdict="reject", entity=entity and entity.id, scope=scope, by="x", when="now")


TABLE = [
    ("Hope", WORD, OTHER_WORD, True),
    ("Hope", WORD, FIRM, False),  # a firm of that name is known
    ("Mariner", STRAY, OTHER_STRAY, True),
    ("Mariner", STRAY, FIRM, False),
    ("Kari", FRIEND, OTHER_KARI, False),  # another Kari is another person
    ("Kari", FRIEND, FRIEND, True),
    ("Kari", None, OTHER_KARI, True),
    ("dag", HUSBAND, OTHER_STRAY, True),  # in lower case it is the word
    ("dag", STRAY, HUSBAND, False),  # a listed husband needs a decision of his own
    ("Kari Nordmo", FRIEND, OTHER_WORD, True),
]


@pytest.mark.parametrize(("form", "decided", "meant", "holds"), TABLE)
def test_whom_a_rejection_concerns(form: str, decided: Entity | None, meant: Entity, holds: bool) -> None:
    """Each row: the form, the entity in whose row it was rejected, the one meant elsewhere, and whether it stays."""
    assert rejects(rejection(form, decided), decided, meant) is holds


def test_a_decision_for_an_interview_or_a_place_says_nothing_of_the_word() -> None:
    """Whoever names a scope means that scope."""
    place = Occurrence(interview="P1", turn="P1-001", number=1)
    assert is_about_the_word(rejection("Hope", WORD), WORD)
    assert not is_about_the_word(rejection("Hope", WORD, "P1"), WORD)
    assert not is_about_the_word(rejection("Hope", WORD, place), WORD)
    assert not rejects(rejection("Hope", WORD, "P1"), WORD, OTHER_WORD)
