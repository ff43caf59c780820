"""Labels of voices: the interviewer, the participants, and whoever else is heard. Each voice has a label of its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from ipstranscribe.model import Cast, Speaker
from ipstranscribe.transcribe.diarization.who_is_who import match_voices

GUESSED = (
    "Several participants were interviewed together, and which voice is whose was guessed by the order in which they "
    "speak; listen, and correct it with `speakers --rename`."
)
TOO_FEW = (
    "Fewer voices were found than participants are listed; give the number of people with --speakers and run again."
)


@dataclass(frozen=True)
class NamedVoices:
    """Number of a voice → speaker, and what is not sure about it."""

    speakers: dict[int, Speaker]
    doubts: tuple[str, ...] = ()


def name_voices(talk: Sequence[tuple[int, str]], interviewer: int | None, cast: Cast) -> NamedVoices:
    """Give each voice of `talk` (number and text of each turn) a label: `I`, the ids of participants, `S1` for others.

    The participants are those who talk most. Who of several is who is told by the names that they say; else they are
    taken in the order in which they begin to speak, which a person has to check.
    """
    words: Counter[int] = Counter()
    for voice, text in talk:
        words[voice] += len(text.split())
    by_talk = sorted(set(words) - {interviewer}, key=lambda voice: -words[voice])
    answering = by_talk[: len(cast.ids)]
    people, doubts = _people(talk, answering, cast)
    labels = {voice: Speaker(label=one, role="participant") for voice, one in people.items()}
    taken = (f"S{number}" for number in count(1))
    labels |= {voice: Speaker(label=next(taken), role="unsure") for voice in by_talk if voice not in labels}
    if interviewer is not None:
        labels[interviewer] = Speaker(label="I", role="interviewer")
    return NamedVoices(labels, doubts)


def _people(
    talk: Sequence[tuple[int, str]], answering: Sequence[int], cast: Cast
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Which voice is which participant, and the doubts about that."""
    if len(cast.ids) == 1:
        return dict(zip(answering, cast.ids, strict=False)), ()
    said = [(voice if voice in answering else -1, text) for voice, text in talk]
    people = {v: one for v, one in match_voices(said, {m.label: m.names for m in cast.participants}).items() if v >= 0}
    left = [voice for voice in dict.fromkeys(voice for voice, _ in said) if voice >= 0 and voice not in people]
    missing = [one for one in cast.ids if one not in people.values()]
    doubts = (*([GUESSED] if left else []), *([TOO_FEW] if len(missing) > len(left) else []))
    return people | dict(zip(left, missing, strict=False)), doubts
