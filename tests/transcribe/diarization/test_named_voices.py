"""Which voice has which label, where several were interviewed together."""

import pytest

from ipstranscribe.model import Cast, CastMember
from ipstranscribe.transcribe.diarization.named_voices import GUESSED, TOO_FEW, name_voices

COUPLE = Cast(
    participants=(
        CastMember(label="P1", names=("Henrik Solheim",)),
        CastMember(label="P2", names=("Grete Solheim",)),
    )
)
LONG = "It was heavy at first and then it became easier with every week that passed."

VOICES = [
    # number of the voice and what it says (0 asks), the cast, labels by voice, doubts
    ([(0, "How?"), (1, LONG)], Cast.of("P1"), {0: "I", 1: "P1"}, ()),
    ([(0, "How?"), (1, LONG), (2, "Mm.")], Cast.of("P1"), {0: "I", 1: "P1", 2: "S1"}, ()),
    ([(0, "How?"), (2, LONG), (1, LONG)], COUPLE, {0: "I", 2: "P1", 1: "P2"}, (GUESSED,)),
    ([(0, "How?"), (2, LONG), (1, LONG), (3, "Yes.")], COUPLE, {0: "I", 2: "P1", 1: "P2", 3: "S1"}, (GUESSED,)),
    (
        [(0, "And you, Grete?"), (2, LONG), (0, "Henrik, what about you?"), (1, LONG)],
        COUPLE,
        {0: "I", 2: "P2", 1: "P1"},
        (),
    ),
    ([(0, "How?"), (2, f"I'm Grete. {LONG}"), (1, LONG)], COUPLE, {0: "I", 2: "P2", 1: "P1"}, ()),
    ([(0, "How?"), (1, f"Jeg heter Henrik. {LONG}"), (2, LONG)], COUPLE, {0: "I", 1: "P1", 2: "P2"}, ()),
    ([(0, "How?"), (2, "Henrik slept badly."), (1, "Grete walked the dog. Grete did.")], COUPLE,
     {0: "I", 2: "P2", 1: "P1"}, ()),
    ([(0, "How?"), (1, LONG)], COUPLE, {0: "I", 1: "P1"}, (GUESSED, TOO_FEW)),
    ([(0, "How are the Solheims?"), (2, f"Solheim. {LONG}"), (1, LONG)], COUPLE, {0: "I", 2: "P1", 1: "P2"}, (GUESSED,)),
]  # fmt: skip


@pytest.mark.parametrize(("talk", "cast", "labels", "doubts"), VOICES)
def test_voices_are_named_by_what_is_said_else_by_their_order(
    talk: list[tuple[int, str]], cast: Cast, labels: dict[int, str], doubts: tuple[str, ...]
) -> None:
    """A name that both have says nothing. A voice too many has a label of its own."""
    named = name_voices(talk, 0, cast)
    assert {voice: speaker.label for voice, speaker in named.speakers.items()} == labels
    assert named.doubts == doubts
