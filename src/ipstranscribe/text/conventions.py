"""Transcription conventions: the stored text keeps every word, and a convention decides what documents show of it.

The conventions are data: `conventions.toml`. Fillers and false starts are those of the language's record. The shown text
is tied to the stored text by offsets, so that a corrected document can be read back.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple, Self

from ipstranscribe.languages import RECORDS, find, labels_for
from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, Replacement, Transcript, Turn, Value
from ipstranscribe.text.disfluencies import DisfluencyLists, Omissions, SpokenToken, find_disfluencies, tokenize
from ipstranscribe.text.shown import Shown, ShownPiece
from ipstranscribe.text.wording import wording_of

DEFAULT = "verbatim"
AnyTurn = Turn | PseudonymizedTurn
_SHORTEST_UNCLEAR = 4  # letters: a short word is often improbable and right, see docs/conventions.md
_UNCLEAR = re.compile(r"\(([^()\s]+)\?\)")
_BRACKETED = re.compile(r"\[[^][]{1,40}\]|\([^()]{1,40}\)|\*[^*\s][^*]{0,40}\*|[♪♫]+(?:\s*[♪♫]+)*")


class Convention(Value):
    """A transcription convention.

    `leaves_out` says whether fillers, restarts and stutters are left out; pauses are in seconds, `unclear_below` is a
    word probability.
    """

    name: str
    leaves_out: bool = False
    shortest_pause: float
    pause: str
    unclear_below: float

    def describe(self, language: str) -> str:
        """The description of this convention in a document language (`en`, `nb`, `nn`)."""
        return wording_of(language).conventions[self.name]


class Pause(NamedTuple):
    """A silence of so many seconds before the word at `char` of a turn's text."""

    char: int
    seconds: float


@cache
def conventions() -> dict[str, Convention]:
    """Every convention by its name."""
    return {name: Convention(name=name, **fields) for name, fields in _data()["conventions"].items()}


def get_convention(name: str) -> Convention:
    """The convention called `name`; raises ValueError if there is none."""
    return conventions()[validate_name(name)]


def validate_name(name: str) -> str:
    """Return `name` if there is a convention with this name; else raise ValueError, which lists the names."""
    if name not in conventions():
        raise ValueError(f"there is no convention of this name; choose {', '.join(conventions())}")
    return name


def pauses(turns: Sequence[AnyTurn], unheard: Iterable[tuple[float, float]] = ()) -> dict[str, tuple[Pause, ...]]:
    """Find pauses: silences of a second or more before words, by turn id.

    A silence between two turns belongs to the second one: a pause before an answer is part of the answer. `unheard` are
    times (start, end) of speech without words; they are not silence. There is no pause before the first word, or next
    to a turn without word times, or after a word of which the end is unknown. Recognizers stretch words over silence, so
    pauses tend to be too short.
    """
    spoken = [
        (word.start, word.end if word.has_end else None, turn.id, word.char_start)
        for turn in turns
        for word in turn.words
    ]
    spoken += [(t.start, t.end, "", 0) for t in turns if not t.words and t.start is not None and t.end is not None]
    spoken += [(start, end, "", 0) for start, end in unheard]
    spoken.sort(key=lambda one: one[0])
    unsure = {(b.id, b.words[0].char_start) for a, b in pairwise(turns) if b.words and not a.words}
    found: dict[str, list[Pause]] = {turn.id: [] for turn in turns}
    silent_from, sure = -math.inf, False
    for start, end, turn_id, char in spoken:
        seconds = round(start - silent_from, 2)  # as finely as words are timed
        if turn_id and seconds >= 1 and sure and (turn_id, char) not in unsure:
            found[turn_id].append(Pause(char, seconds))
        sure = end is not None or (
            sure and start <= silent_from
        )  # a word put in at the end of another hides no silence
        silent_from = max(silent_from, start if end is None else end)
    return {turn_id: tuple(sorted(silences)) for turn_id, silences in found.items()}


def show_all(
    transcript: Transcript | PseudonymizedTranscript,
    convention: Convention,
    unheard: Iterable[tuple[float, float]] = (),
) -> dict[str, Shown]:
    """Show every turn of a transcript by a convention: turn id → shown turn. `unheard`: see `pauses`.

    What was shown last is not worked out again: approvals, codes and documents show the same value one after the other.
    """
    global _last  # noqa: PLW0603 - replaced as a whole
    asked, last = (convention, tuple(unheard)), _last
    if last and last.transcript is transcript and last.asked == asked:
        return dict(last.shown)
    silences = pauses(transcript.turns, asked[1])
    found = {turn.id: show(turn, convention, transcript.language, silences[turn.id]) for turn in transcript.turns}
    _last = _LastShown(transcript, asked, found)
    return dict(found)


class _LastShown(NamedTuple):
    transcript: Transcript | PseudonymizedTranscript
    asked: tuple[Convention, tuple[tuple[float, float], ...]]
    shown: Mapping[str, Shown]


_last: _LastShown | None = None


def show(turn: AnyTurn, convention: Convention, language: str, silences: Sequence[Pause] = ()) -> Shown:
    """Show one turn by a convention. `language` is the one spoken; `silences` are those of this turn (see `pauses`).

    Replacements are shown as they are. A turn of which nothing would remain is shown completely.
    """
    long = [pause for pause in silences if pause.seconds >= convention.shortest_pause]
    sounds = _sounds(turn, language)
    fixed = [(s.char_start, s.char_end) for s in _replacements(turn)] + [(a, b) for a, b, _ in sounds]
    tokens = tokenize(turn.text, fixed)
    paused = frozenset(pause.char for pause in long)
    left_out = find_disfluencies(tokens, _lists(language), paused) if convention.leaves_out else Omissions()
    signs = _Signs.of(turn.text, left_out, fixed)
    changes = [ShownPiece(name, a, b) for a, b, name in sounds]
    changes += [
        ShownPiece(f"({signs.seen(a, b)}?)", a, b) for a, b in _unclear(turn, convention, tokens) if signs.seen(a, b)
    ]
    return Shown(pieces=tuple(signs.pieces(changes, _marks(long, tokens, signs, convention))))


def without_marks(text: str) -> str:
    """`text` without marks for pauses, sounds and unclear words, so that no mark splits or wraps a name."""
    return _UNCLEAR.sub(r"\1", _added_marks().sub("", text))


@cache
def _added_marks() -> re.Pattern[str]:
    pauses = [re.escape(one.pause.replace("{seconds}", "0")).replace("0", r"\d+") for one in conventions().values()]
    names = [re.escape(name) for language in RECORDS for name in _sound_names(language).values()]
    return re.compile(rf"(?:{'|'.join(pauses)}|\((?:{'|'.join(names)})\))\s*")


@dataclass(frozen=True)
class _Signs:
    """The shown text character by character; an empty string is a hidden character."""

    text: str
    signs: tuple[str, ...]
    whole: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, left_out: Omissions, fixed: Sequence[tuple[int, int]]) -> Self:
        signs = list(text)
        for a, b in left_out.spans:
            signs[a:b] = [""] * (b - a)
        for at in left_out.capitals:
            signs[at] = signs[at] and text[at].upper()
        for a, b in fixed:  # a replacement always stays whole
            signs[a:b] = text[a:b]
        return cls(text, tuple(signs), tuple(fixed))

    def seen(self, a: int, b: int) -> str:
        return "".join(self.signs[a:b])

    def pieces(self, changes: Sequence[ShownPiece], marks: Mapping[int, str]) -> Iterator[ShownPiece]:
        """The text as pieces; `changes` do not overlap, `marks` are inserted before offsets outside them."""
        begun = {piece.char_start: piece for piece in changes}
        covered = {at for _, a, b in changes for at in range((a or 0) + 1, b or 0)}
        kinds = [self._kind(at) for at in range(len(self.text))]
        edges = {0, len(self.text), *marks} | {edge for _, a, b in changes for edge in (a or 0, b or 0)}
        edges |= {at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1] or kinds[at] == "other"}
        for a, b in pairwise(sorted(edges - covered)):
            if a in marks:
                yield ShownPiece(marks[a])
            if a in begun:
                yield begun[a]
            elif seen := self.seen(a, b):
                yield ShownPiece(self.text if seen == self.text else seen, a, b)  # one string in memory for most turns

    def _kind(self, at: int) -> str:
        sign = self.signs[at]
        return "hidden" if not sign else "same" if sign == self.text[at] else "other"


def _replacements(turn: AnyTurn) -> tuple[Replacement, ...]:
    return turn.replacements if isinstance(turn, PseudonymizedTurn) else ()


def _sounds(turn: AnyTurn, language: str) -> list[tuple[int, int, str]]:
    """Non-speech sounds (laughter) that the recognizer wrote, in the transcriber's parentheses. Unlisted ones stay."""
    names = _sound_names(labels_for(language))
    found = []
    for match in _BRACKETED.finditer(turn.text):
        heard = " ".join(match.group().strip("[]()*").casefold().split()) if len(match.group()) > 2 else match.group()
        name = names.get(heard if heard.strip("♪♫ ") else "♪")
        if name and not any(_touch(match.start(), match.end(), s) for s in _replacements(turn)):
            found.append((*match.span(), f"({name})"))
    return found


def _unclear(turn: AnyTurn, convention: Convention, tokens: Sequence[SpokenToken]) -> Iterator[tuple[int, int]]:
    """Spans of words to mark as unclear; docs/conventions.md tells how the rule was measured."""
    unsure = {
        at
        for word in turn.words
        if word.probability is not None and word.probability < convention.unclear_below
        for at in range(word.char_start, word.char_end)
    }
    for token in tokens:
        if len(token.word) >= _SHORTEST_UNCLEAR and not token.opens and not token.fixed and token.core_start in unsure:
            yield token.core_start, token.core_end


def _marks(
    silences: Sequence[Pause], tokens: Sequence[SpokenToken], signs: _Signs, convention: Convention
) -> dict[int, str]:
    """Offset → pause mark, before the next shown word. Pauses with nothing shown between them are added up."""
    seconds: defaultdict[int, float] = defaultdict(float)
    for pause in silences:
        seen = (t.start for t in tokens if t.end > pause.char and signs.seen(t.core_start, t.core_end))
        at = next(seen, None)
        if at is not None:
            start = next((a for a, b in signs.whole if a < at < b), at)  # never inside a replacement
            seconds[start] += pause.seconds
    return {at: convention.pause.format(seconds=round(length)) + " " for at, length in seconds.items()}


def _touch(a: int, b: int, span: Replacement) -> bool:
    return a < span.char_end and span.char_start < b


@cache
def _lists(language: str) -> DisfluencyLists:
    spoken = find(language)
    return DisfluencyLists.model_validate(spoken.disfluencies if spoken else {})


@cache
def _sound_names(language: str) -> dict[str, str]:
    shown = RECORDS[language].sounds
    spellings = ((name, sound) for one in RECORDS.values() for name, sound in one.sounds.items() if name in shown)
    return {heard: shown[name].shown for name, sound in spellings for heard in sound.heard}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "conventions.toml").read_text(encoding="utf-8"))
