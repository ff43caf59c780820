"""ELAN's files: tiers, participants, and the times of slots that have none."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import elan
from tests.review.transcript.readers.reading import left_out, said, times


def document(*tiers: str, slots: dict[str, int | None], units: str = "milliseconds") -> bytes:
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="{name}"' + (f' TIME_VALUE="{value}"/>' if value is not None else "/>")
        for name, value in slots.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT><HEADER TIME_UNITS="{units}"/>'
        f"<TIME_ORDER>{order}</TIME_ORDER>{''.join(tiers)}</ANNOTATION_DOCUMENT>"
    ).encode()


def tier(name: str, *annotations: str, participant: str = "", parent: str = "") -> str:
    above = f' PARENT_REF="{parent}"' if parent else ""
    who = f' PARTICIPANT="{participant}"' if participant else ""
    inside = "".join(f"<ANNOTATION>{one}</ANNOTATION>" for one in annotations)
    return f'<TIER TIER_ID="{name}"{who}{above}>{inside}</TIER>'


def aligned(name: str, first: str, last: str, text: str) -> str:
    return (
        f'<ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}" TIME_SLOT_REF1="{first}" TIME_SLOT_REF2="{last}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>"
    )


def referring(name: str, to: str, text: str, previous: str = "") -> str:
    before = f' PREVIOUS_ANNOTATION="{previous}"' if previous else ""
    return (
        f'<REF_ANNOTATION ANNOTATION_ID="{name}" ANNOTATION_REF="{to}"{before}>'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION>"
    )


SLOTS: dict[str, int | None] = {"t1": 0, "t2": 1500, "t3": 2000, "t4": 4250, "t5": 5000}


def test_tiers_are_sorted_by_time_and_joined() -> None:
    """The participant is the label; a segment inside another one's comes after it."""
    parsed = elan.read(
        document(
            tier(
                "A",
                aligned("a1", "t1", "t3", "Hvordan"),
                aligned("a2", "t3", "t4", "går det?"),
                participant="Intervjuer",
            ),
            tier(
                "B",
                aligned("b1", "t2", "t3", "mhm"),
                aligned("b2", "t4", "t5", "Bra &amp; greit"),
                aligned("b3", "t5", "t5", ""),
                participant="Kari",
            ),
            slots=SLOTS,
        )
    )
    assert said(parsed) == [
        ("Intervjuer", "Hvordan"),
        ("Kari", "mhm"),
        ("Intervjuer", "går det?"),
        ("Kari", "Bra & greit"),
    ]
    assert times(parsed) == [(0, 2), (1.5, 2), (2, 4.25), (4.25, 5)]


NAMES = [("tx@Anna", "Anna"), ("Ola", "Ola"), ("default", None), ("transkripsjon", None), ("Utterances (Anna)", "Anna")]


@pytest.mark.parametrize(("name", "label"), NAMES)
def test_without_participant_the_name_of_the_tier_is_the_label(name: str, label: str | None) -> None:
    """Unless it names nobody."""
    assert said(elan.read(document(tier(name, aligned("a", "t1", "t2", "Hei du")), slots=SLOTS))) == [(label, "Hei du")]


def test_labels_in_a_single_tier_are_found() -> None:
    talk = (
        aligned(f"a{n}", f"t{n}", f"t{n + 1}", text)
        for n, text in enumerate(["I: En?", "P1: To.", "I: Tre?", "P1: Fire."], 1)
    )
    assert said(elan.read(document(tier("default", *talk), slots=SLOTS)))[:2] == [("I", "En?"), ("P1", "To.")]


def test_slots_without_time_lie_evenly_between_their_neighbours() -> None:
    """As ELAN shows them."""
    slots = {"t1": 1000, "x": None, "y": None, "t2": 4000}
    words = (aligned("a", "t1", "x", "en"), aligned("b", "x", "y", "to"), aligned("c", "y", "t2", "tre"))
    parsed = elan.read(document(tier("Anna", *words), slots=slots))
    assert [(word.start, word.end) for word in parsed.said[0].words] == [(1, 2), (2, 3), (3, 4)]


def test_tiers_below_describe_the_talk() -> None:
    """Translations and comments are told, whatever they are called."""
    parsed = elan.read(
        document(
            tier("A", aligned("a1", "t1", "t2", "Hei")),
            tier("A_engelsk", referring("r1", "a1", "Hello"), parent="A"),
            tier("Kommentar", aligned("k1", "t1", "t2", "støy")),
            slots=SLOTS,
        )
    )
    assert said(parsed) == [("A", "Hei")]
    assert left_out(parsed) == [(2, "further tier", "Hello"), (3, "further tier", "støy")]


def test_words_below_an_utterance_are_its_times() -> None:
    parsed = elan.read(
        document(
            tier("w", aligned("w1", "t1", "t2", "hei"), aligned("w2", "t2", "t3", "du"), parent="A"),
            tier("A", aligned("a1", "t1", "t3", "Hei, du!"), participant="Anna"),
            slots=SLOTS,
        )
    )
    assert (said(parsed), parsed.left_out) == ([("Anna", "Hei, du!")], ())
    assert [(word.text, word.start, word.end) for word in parsed.said[0].words] == [("hei", 0, 1.5), ("du", 1.5, 2)]


def test_the_talk_may_stand_below_numbers() -> None:
    """As Toolbox and others have it; annotations of one parent share its time in their order."""
    parsed = elan.read(
        document(
            tier(
                "tx", referring("x2", "a1", "du", "x1"), referring("x1", "a1", "Hei"), participant="Anna", parent="ref"
            ),
            tier("ref", aligned("a1", "t1", "t3", "A_001")),
            tier("en", referring("e1", "x1", "Hello"), parent="tx"),
            slots=SLOTS,
        )
    )
    assert said(parsed) == [("Anna", "Hei du")]
    assert [(word.text, word.start, word.end) for word in parsed.said[0].words] == [("Hei", 0, 1), ("du", 1, 2)]
    assert [why for _, why, _ in left_out(parsed)] == ["further tier"] * 2


def test_frames_are_a_unit_of_time() -> None:
    assert times(
        elan.read(document(tier("A", aligned("a", "t1", "t2", "Hei")), slots={"t1": 25, "t2": 50}, units="PAL-frames"))
    ) == [(1, 2)]


@pytest.mark.parametrize(
    "data",
    [
        b"<ANNOTATION_DOCUMENT>",
        b"<Trans/>",
        b"I: How are you?",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><ANNOTATION_DOCUMENT>&x;</ANNOTATION_DOCUMENT>',
        document(slots={}, units="fortnights"),
        document(slots={"t1": 1}).replace(b'"1"', b'"soon"'),
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    """Damaged, hostile, another kind of XML; the message quotes nothing."""
    with pytest.raises(UserError) as error:
        elan.read(data)
    assert "How" not in error.value.what
