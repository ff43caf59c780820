"""Who is who in a transcript from elsewhere."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.model import Cast
from ipstranscribe.review.transcript.speaker_labels import UserLabels, known_role, matching_label
from ipstranscribe.review.transcript.speaker_roles import infer_roles

ASKS = "What was it like? How did you do that? When?"
TELLS = "It was hard at first, and then it went better with every week that passed, I would say."

ROLES = [
    ("I", "interviewer"),
    ("Interviewer 2", "interviewer"),
    ("INTERVJUER", "interviewer"),
    ("Moderator", "interviewer"),
    ("P12", "participant"),
    ("Deltaker", "participant"),
    ("Informant 3", "participant"),
    ("Interviewer (she/her)", "interviewer"),
    ("Intervjuer, Nora", "interviewer"),
    ("Intervjuperson 2", "participant"),
    ("IP", "participant"),
    ("Spm.", "interviewer"),
    ("INV", "interviewer"),
    ("PAR0", "participant"),
    ("Nora Lie (interviewer)", None),
    ("SPEAKER_00", None),
    ("Kari", None),
    ("?", None),
]


@pytest.mark.parametrize(("label", "role"), ROLES)
def test_some_labels_say_the_role(label: str, role: str | None) -> None:
    """In English and Norwegian, with a number or not; a name says nothing."""
    assert known_role(label) == role


WHO = [
    # labels of who asks and who tells, what the user said, their labels now, whether that is sure
    (("I", "P1"), UserLabels(), ("I", "P1"), True),
    (("Interviewer", "P"), UserLabels(), ("I", "P1"), True),
    (("Forsker", "Kari"), UserLabels(), ("I", "P1"), True),
    (("Kari", "Informant"), UserLabels(), ("I", "P1"), True),
    (("SPEAKER_01", "SPEAKER_00"), UserLabels(), ("I", "P1"), True),
    (("Kari", "Ola"), UserLabels(), ("I", "P1"), True),
    (("Kari", "Ola"), UserLabels(interviewer="ola"), ("P1", "I"), True),
    (("I", "P1"), UserLabels(interviewer="P1", participant="I"), ("P1", "I"), True),
    (("Kari", "Ola"), UserLabels(participant="Kari"), ("P1", "I"), True),
    ((None, None), UserLabels(), ("?", "?"), False),
    (("Kari", "Kari"), UserLabels(), ("P1", "P1"), False),
]


@pytest.mark.parametrize(("labels", "told", "ours", "sure"), WHO)
def test_everybody_gets_a_label_that_names_nobody(
    labels: tuple[str | None, str | None], told: UserLabels, ours: tuple[str, str], sure: bool
) -> None:
    """What the user says, then what the label says, then who asks."""
    roles = infer_roles([(labels[0], ASKS), (labels[1], TELLS)], Cast.of("P1"), told)
    assert tuple(roles.speakers[label].label for label in labels) == ours
    assert roles.sure == sure


def test_further_speakers_keep_a_code_and_lose_a_name() -> None:
    """Two interviewers, two participants and a mother."""
    talk = [
        ("I", ASKS),
        ("P1", TELLS),
        ("I2", "Yes?"),
        ("Participant", "Mm."),
        ("P2", "No."),
        ("M", "Hi."),
        ("Eva", "Ho."),
    ]
    roles = infer_roles(talk, Cast.of("P1"), UserLabels())
    assert [roles.speakers[label].label for label, _ in talk] == ["I", "P1", "I2", "P1", "P2", "M", "S1"]
    assert not roles.sure


def test_a_label_that_nobody_has_is_refused() -> None:
    """Rather than guessed; the line does not repeat it, since it may be a name."""
    with pytest.raises(UserError) as error:
        infer_roles([("I", ASKS), ("P1", TELLS)], Cast.of("P1"), UserLabels(interviewer="Kari"))
    assert "Kari" not in error.value.what + error.value.fix


NAMED = [
    # what the user gives, labels of the file, the one that is meant
    ("Kari Lie", ("Ola", "Kari Lie"), "Kari Lie"),
    ("kari  lie:", ("Ola", "Kari Lie"), "Kari Lie"),
    ("Kari Lie", ("Ola", "Kari Lie (she/her)"), "Kari Lie (she/her)"),
    ("Kari Lie (she/her)", ("Ola", "Kari Lie (she/her)"), "Kari Lie (she/her)"),
    ("Kari Lie", ("Ola", "Kari Lie | NAV"), "Kari Lie | NAV"),
    ("Lie, Kari", ("Lie, Ola", "Lie, Kari"), "Lie, Kari"),
    ("Lie, Eva", ("Lie, Ola", "Lie, Kari"), None),
    ("Kari", ("Kari (ekstern)", "Kari (gjest)"), None),
    ("Kari", ("Ola", "Kari Lie"), None),
]


@pytest.mark.parametrize(("wanted", "labels", "meant"), NAMED)
def test_a_label_is_found_as_the_user_gives_it(wanted: str, labels: tuple[str, ...], meant: str | None) -> None:
    """With or without what stands beside the name, unless two labels could be meant."""
    assert matching_label(wanted, labels) == meant
