"""Who is meant by a label, where the tables tell who may be heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.model import Cast, CastMember
from ipstranscribe.review.transcript.cast_labels import meant_by
from ipstranscribe.review.transcript.speaker_labels import UserLabels, speaker_of_label
from ipstranscribe.review.transcript.speaker_roles import infer_roles

COUPLE = Cast(
    participants=(
        CastMember(label="P1", names=("Henrik Solheim",)),
        CastMember(label="P2", names=("Grete Marie Solheim", "Gretemor")),
    ),
    interviewers=("Nora Winther", "Ola Berg"),
    others=(CastMember(label="T", names=("Amina Haddad",)), CastMember(label="R", names=("Tordis Lund",))),
    strangers=("P3", "P7"),
)
ASKS = "How was that for you? What did you do then?"
TELLS = "It was heavy at first, and then the mornings became easier with every week."

MEANT = [
    # a label of a file, our label of who is meant
    ("P1", "P1"),
    ("p2", "P2"),
    ("Henrik", "P1"),
    ("HENRIK SOLHEIM", "P1"),
    ("Solheim, Henrik", "P1"),
    ("Henrik Solheim (he/him)", "P1"),
    ("P2 (Grete)", "P2"),
    ("Grete - P2", "P2"),
    ("Grete S.", "P2"),
    ("G. Solheim", "P2"),
    ("HS", "P1"),
    ("GS", "P2"),
    ("G", "P2"),
    ("Gretemor", "P2"),
    ("Henrick", "P1"),
    ("Nora", "I"),
    ("Berg", "I"),
    ("Amina", "T"),
    ("Tordis", "R"),
    ("Solheim", None),
    ("P1 og P2", None),
    ("P7", None),
    ("Karin", None),
    ("SPEAKER_01", None),
    ("Speaker 2", None),
]


@pytest.mark.parametrize(("label", "ours"), MEANT)
def test_a_label_means_who_alone_can_be_meant(label: str, ours: str | None) -> None:
    """By id, name, part of a name, initials, or a letter wrong; a name that two have means nobody."""
    found = meant_by(label, COUPLE)
    assert (found.member.label if found else None) == ours


WHO = [
    # labels of the file, what the user says, their labels now, whether that is sure
    (("Nora", "Henrik", "Grete"), UserLabels(), ("I", "P1", "P2"), True),
    (("Nora", "Grete", "Henrik"), UserLabels(), ("I", "P2", "P1"), True),
    (("I", "HS", "GS"), UserLabels(), ("I", "P1", "P2"), True),
    (("Moderator", "P1", "P2"), UserLabels(), ("I", "P1", "P2"), True),
    (("Nora", "Henrik", "Grete", "Tolk"), UserLabels(), ("I", "P1", "P2", "T"), True),
    (("Nora", "Henrik", "Grete", "Amina", "Tordis", "Ola"), UserLabels(), ("I", "P1", "P2", "T", "R", "I2"), True),
    (("Nora", "Henrik", "Grete", "Mother"), UserLabels(), ("I", "P1", "P2", "R"), True),
    (("Nora", "Henrik", "Karin"), UserLabels(), ("I", "P1", "S1"), False),
    (("Nora", "Henrik", "Grete", "Karin", "Bob"), UserLabels(), ("I", "P1", "P2", "S1", "S2"), False),
    (("Nora", "Henrik", "Grete", "P7"), UserLabels(), ("I", "P1", "P2", "S1"), False),
    (("Interviewer", "Participant 1", "Participant 2"), UserLabels(), ("I", "P1", "P2"), False),
    (("I", "P8", "P9"), UserLabels(), ("I", "P1", "P2"), False),
    (("SPEAKER_00", "SPEAKER_01", "SPEAKER_02"), UserLabels(), ("I", "P1", "P2"), False),
    (("A", "B", "C"), UserLabels("A", participants=("P2=B", "P1=C")), ("I", "P2", "P1"), True),
    (("Henrik", "Nora", "Grete"), UserLabels("Henrik", participants=("P1=Nora",)), ("I", "P1", "P2"), True),
]


@pytest.mark.parametrize(("labels", "told", "ours", "sure"), WHO)
def test_everybody_has_a_label_of_their_own(
    labels: tuple[str, ...], told: UserLabels, ours: tuple[str, ...], sure: bool
) -> None:
    """The first one asks. Nobody who is named is `?`; what was guessed is not sure."""
    talk = [(label, ASKS if n == 0 else TELLS + " Indeed." * n) for n, label in enumerate(labels)]
    roles = infer_roles(talk, COUPLE, told)
    assert tuple(roles.speakers[label].label for label in labels) == ours
    assert roles.sure == sure


def test_names_that_are_said_tell_unnamed_labels_apart() -> None:
    """The interviewer calls people by name; the order in which they speak would say otherwise."""
    talk = [
        ("Speaker 1", "What did you do, Grete? How was it?"),
        ("Speaker 2", TELLS),
        ("Speaker 1", "And you, Henrik?"),
        ("Speaker 3", TELLS + " Grete knows."),
    ]
    roles = infer_roles(talk, COUPLE, UserLabels())
    assert [roles.speakers[f"Speaker {n}"].label for n in (1, 2, 3)] == ["I", "P2", "P1"]


def test_a_label_for_one_of_several_says_for_whom() -> None:
    """Without an id nobody knows which of the participants is meant."""
    with pytest.raises(UserError) as error:
        infer_roles([("A", ASKS), ("B", TELLS), ("C", TELLS)], COUPLE, UserLabels(participant="B"))
    assert "P1=LABEL" in error.value.fix


TYPED = [
    # a label typed into a draft, our label
    ("P2", "P2"),
    ("Grete", "P2"),
    ("I", "I"),
    ("Tolk", "T"),
    ("Amina", "T"),
    ("Participant", "?"),
    ("P7", "?"),
    ("Karin", "?"),
]


@pytest.mark.parametrize(("label", "ours"), TYPED)
def test_a_label_typed_into_a_draft(label: str, ours: str) -> None:
    """It means one of the cast, or is asked about; the id of somebody else's interview is nobody's label."""
    assert speaker_of_label(label, (), COUPLE, UserLabels()).label == ours


PEOPLE = st.sampled_from(["Nora", "Henrik", "Grete", "Tolk", "Tordis", "Karin"])
EXPECTED = {"Nora": "I", "Henrik": "P1", "Grete": "P2", "Tolk": "T", "Tordis": "R", "Karin": "S1"}


@given(st.lists(PEOPLE, min_size=1, max_size=25))
def test_whoever_speaks_and_however_often_keeps_the_label(order: list[str]) -> None:
    """However much somebody says, and whoever is silent: names are believed."""
    roles = infer_roles([(one, f"{one} says {n} things.") for n, one in enumerate(order)], COUPLE, UserLabels())
    heard = {one: roles.speakers[one].label for one in order}
    assert {one: label for one, label in heard.items() if one != "Karin"} == {
        one: EXPECTED[one] for one in heard if one != "Karin"
    }
    assert "?" not in heard.values()
    assert len(set(heard.values())) == len(heard)
