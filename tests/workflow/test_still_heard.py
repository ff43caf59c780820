"""What is found of known names in what a recognizer hears, and what passes."""

import pytest

from ipstranscribe.model import Decision, Decisions, Entity, Interview, Key, KnownPerson, Participant
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.workflow.still_heard import NamesToHear

INTERVIEW = Interview(id="P1", participants=("P1",))
ROSTER = Roster.of(
    (INTERVIEW,),
    (Participant(id="P1", name="Henrik Solheim", aliases=("Henrik",)),),
    (KnownPerson(name="Hannah Lindqvist", role="employment specialist"), KnownPerson(name="Tindevik", role="employer")),
)
PHONE = Entity(id="E90", category="phone", replacement="[phone 1]", forms=("684 22 571",))


def names(*decisions: Decision) -> NamesToHear:
    key = Key(study="s", entities=(PHONE,))
    register = Register.start(key, ROSTER, "en")
    return NamesToHear.of(INTERVIEW, register.key(key, register.entities), Decisions(decisions=decisions), ROSTER, "en")


def found(text: str, *decisions: Decision) -> list[str]:
    words = text.split()
    return [" ".join(words[first:last]) for first, last in names(*decisions).heard_in(words, "en")]


@pytest.mark.parametrize(
    ("heard", "what"),
    [
        ("so then Henrik came and we left", ["Henrik"]),
        ("it was mister Solheim, I think.", ["Solheim,"]),
        ("it was henrik solheim who came", ["henrik", "solheim"]),
        ("at Tindevik's place", ["Tindevik's"]),
        ("she said Hannah Lindkvist would come", ["Hannah", "Lindkvist"]),
        ("the number is 684 22 571 and that is it", ["684 22 571"]),
        ("he spelled it H E N R I K for them", ["H E N R I K"]),
        ("we met at tindevick and went home", ["tindevick"]),
        ("", []),
        ("we talked about work and about the garden for a long time and went home", []),
    ],
)
def test_what_is_found(heard: str, what: list[str]) -> None:
    assert found(heard) == what


def test_in_a_long_talk_every_place_is_found_by_its_words() -> None:
    words = ["word"] * 200
    for at in (0, 24, 25, 39, 40, 41, 120, 199):
        words[at] = "Henrik"
    assert names().heard_in(words, "en") == [(at, at + 1) for at in (0, 24, 25, 39, 40, 41, 120, 199)]


def test_what_people_decided_to_leave_passes() -> None:
    decided = Decision(form="Tindevik", verdict="reject", by="investigator", when="2026-11-22T10:00+01:00")
    assert found("we met at Tindevik with Henrik", decided) == ["Henrik"]
