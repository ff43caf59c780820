"""Tiers of annotation programs (ELAN, Praat): which of them are talk, whose, and which describe it.

A tier is talk unless its name says that it describes (comments, translations, phones), or its words are those of a tier
with longer segments, whose words it gives times. What is no talk is listed, never dropped silently.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, RawTurn, TimedWord
from ipstranscribe.review.transcript.readers.segments import parse_segments

_WORDS_OF_DESCRIBES = (
    "comment comments comm note notes remark remarks kommentar kommentarer merknad merknader notat notater "
    "anmerkung anmerkungen translation translations translit transliteration oversettelse übersetzung uebersetzung "
    "ft gloss glosses ge gls pos lemma morph mb mot gesture gestures geste gaze nonverbal nv noise noises støy "
    "event events topic topics tema code codes coding koder annotation phone phones phoneme phonemes phon ipa sampa "
    "mau kan syllable syllables syll tone tones tobi pitch prosody silences vad"
)
_DESCRIBES = frozenset(_WORDS_OF_DESCRIBES.split())
"""Words in the name of a tier that describes, in lower case."""

_WORDS_OF_GENERIC = (
    "default transcript transcription transcriptions transkript transkripsjon transkription utterance utterances "
    "utt ytring ytringer text texts tekst tx txt trs ort word words ord wort wörter sentence sentences setning "
    "setninger segment segments speech talk tale interview intervju tier track trn turn turns phrase phrases "
    "orthography orthographic mau sound verbal v"
)
_GENERIC = frozenset(_WORDS_OF_GENERIC.split())
"""Words of a tier's name that name nobody, in lower case."""

_SPEAKERS = frozenset({"speaker", "speakers", "spk", "taler", "talere", "sprecher", "diarization"})
"""Names of a tier whose labels say who speaks on the other tiers."""

_SILENCES = frozenset({"sil", "sp", "spn", "<sil>", "<sp>", "<p:>", "<p>", "<usb>", "<nib>", "{sl}", "#"})
"""What programs that align words write into a segment in which nobody speaks."""

_MATCHED = 0.8
"""Share of a tier's segments whose words a finer tier must have for being the same talk in smaller pieces."""


@dataclass(frozen=True)
class Tier:
    """A tier: its name, its number in the file from 1, its segments in order, and whom the file says they are of.

    `describes` is set if the file itself says that the tier is no talk.
    """

    name: str
    place: int
    segments: tuple[RawTurn, ...]
    speaker: str | None = None
    describes: bool = False


def parse_tiers(tiers: Sequence[Tier], form: str) -> ParsedTranscript:
    """Parse tiers to turns; `place` counts segments over all tiers that are talk, in `left_out` it counts tiers."""
    filled = [tier for tier in map(_without_silences, tiers) if tier.segments]
    talk = [tier for tier in filled if not tier.describes and not _describes(tier.name)]
    talk = talk or [tier for tier in filled if not tier.describes] or filled
    speakers = [tier for tier in talk if len(talk) > 1 and _names_speakers(tier)][:1]
    whole, pieces = _coarsest([tier for tier in talk if tier not in speakers])
    used = {tier.place for tier in (*whole, *pieces, *speakers)}
    segments = [
        replace(one, label=tier.speaker or _speaker_at(one, speakers) or _named(tier.name, alone=len(whole) == 1))
        for tier in whole
        for one in _with_words(tier, pieces)
    ]
    parsed = parse_segments((replace(one, place=n) for n, one in enumerate(segments, 1)), form)
    further = tuple(
        LeftOut(tier.place, "further tier", "\n".join(one.text for one in tier.segments))
        for tier in tiers
        if tier.place not in used and any(one.text.strip() for one in tier.segments)
    )
    return replace(parsed, left_out=further)


def _without_silences(tier: Tier) -> Tier:
    kept = (one for one in tier.segments if one.text.strip() and one.text.strip().casefold() not in _SILENCES)
    return replace(tier, segments=tuple(kept))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+|\d+", name.casefold()) if part]


def _describes(name: str) -> bool:
    parts = _parts(name)
    aligned = "mau" in parts and "ort" in parts  # WebMAUS: ORT-MAU has the words, MAU and KAN-MAU their sounds
    return not aligned and not _DESCRIBES.isdisjoint(parts)


def _names_speakers(tier: Tier) -> bool:
    names = {one.text.strip() for one in tier.segments}
    return tier.name.strip().casefold() in _SPEAKERS and all(len(name.split()) <= 3 for name in names)


def _named(name: str, *, alone: bool) -> str | None:
    """Whom a tier's name names: `Anna`, `tx@Anna`, `Anna - words`. Of `default` or `Track 1` None, if it is `alone`."""
    pieces = [piece.strip() for piece in re.split(r"\s+-\s+|[@\[\]()/|]", name)]
    named = [piece for piece in pieces if piece and not _is_generic(piece)]
    if "@" in name:
        named = named[-1:]
    return " ".join(named) or (None if alone else name.strip() or None)


def _is_generic(name: str) -> bool:
    parts = _parts(name)
    return bool(parts) and _GENERIC.issuperset(parts)


def _coarsest(tiers: Sequence[Tier]) -> tuple[list[Tier], list[Tier]]:
    """The tiers that hold each word once, and those that hold the same words in smaller pieces."""
    pieces = [tier for tier in tiers if any(is_cut_of(tier, other) for other in tiers)]
    return [tier for tier in tiers if tier not in pieces], pieces


def is_cut_of(fine: Tier, coarse: Tier) -> bool:
    """Whether `fine` has the words of `coarse` in smaller pieces of the same time."""
    if len(fine.segments) <= len(coarse.segments):
        return False
    inside = _Inside(fine)
    same = [_words(" ".join(p.text for p in inside.of(one))) == _words(one.text) for one in coarse.segments]
    return sum(same) >= _MATCHED * len(same)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


class _Inside:
    """The segments of a tier by the middle of their time, for looking up those inside another segment."""

    def __init__(self, tier: Tier) -> None:
        timed = [(one.start + one.end, one) for one in tier.segments if one.start is not None and one.end is not None]
        self._sorted = sorted(timed, key=lambda pair: pair[0])
        self._middles = [twice / 2 for twice, _ in self._sorted]

    def of(self, whole: RawTurn) -> list[RawTurn]:
        if whole.start is None or whole.end is None:
            return []
        first, last = bisect_left(self._middles, whole.start), bisect_left(self._middles, whole.end)
        return [one for _, one in self._sorted[first:last]]


def _with_words(tier: Tier, pieces: Sequence[Tier]) -> Iterator[RawTurn]:
    """The segments of a tier, with the times of their words if a tier of words has them."""
    finer = next((_Inside(fine) for fine in pieces if is_cut_of(fine, tier)), None)
    for one in tier.segments:
        words = (TimedWord(p.text.strip(), p.start or 0.0, p.end or 0.0) for p in (finer.of(one) if finer else ()))
        yield replace(one, words=tuple(words))


def _speaker_at(one: RawTurn, speakers: Sequence[Tier]) -> str | None:
    """Who speaks in the middle of a segment, by the tier of speakers."""
    if not speakers or one.start is None or one.end is None:
        return None
    middle = (one.start + one.end) / 2
    return next(
        (
            who.text.strip()
            for who in speakers[0].segments
            if who.start is not None and who.end is not None and who.start <= middle < who.end
        ),
        None,
    )
