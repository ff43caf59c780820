"""Merge of a corrected draft into the stored transcript: kept words keep their times, and turns their ids."""

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ipstranscribe.model import Cast, Speaker, Transcript, Turn
from ipstranscribe.review.transcript.alignment import (
    Alignment,
    Show,
    StoredWord,
    align,
    new_words,
    stored_words,
    whole_text,
)
from ipstranscribe.review.transcript.open_concerns import open_concerns, unknown_label_concern
from ipstranscribe.review.transcript.retime import TimeSpan, edited_times, interpolate_times
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels, cast_in, speaker_of_label
from ipstranscribe.review.transcript.turn_words import placed_words, written_turn


@dataclass(frozen=True)
class MergeResult:
    """The result of a merge: the new transcript, and the ids of changed turns; `unknown` have a label that is not known.

    `kept` is the share of words of the corrected text that come from the stored transcript.
    """

    transcript: Transcript
    changed: tuple[str, ...]
    relabelled: tuple[str, ...]
    added: tuple[str, ...]
    deleted: tuple[str, ...]
    unknown: tuple[str, ...]
    kept: float


@dataclass
class _Merge:
    """The state of one merge."""

    old: Transcript
    corrected: Sequence[CorrectedTurn]
    alignment: Alignment
    times: Mapping[int, TimeSpan]
    by_turn: list[list[int]]
    ids: list[str] = field(default_factory=list)


def merge_corrections(
    old: Transcript,
    corrected: Sequence[CorrectedTurn],
    told: UserLabels,
    show: Show = whole_text,
    cast: Cast | None = None,
) -> MergeResult:
    """Merge corrected turns into the stored transcript `old`: its words keep times and probabilities.

    `show` is how the draft showed the turns of `old`; words that it hid are kept where both their neighbours were kept.
    Who may speak is told by the `cast`, else it is those listed in `old`. A turn without any words left is deleted.
    """
    words = [word for turn in old.turns for word in stored_words(turn, show)]
    text = "\n".join(turn.text for turn in old.turns)
    new = [word for n, turn in enumerate(corrected) for word in new_words(n, turn.text, text)]
    by_turn: list[list[int]] = [[] for _ in corrected]
    for number, word in enumerate(new):
        by_turn[word.turn].append(number)
    alignment = align(words, new, list(_segments(old, words, corrected, by_turn)))
    state = _Merge(old, corrected, alignment, interpolate_times(alignment), by_turn)
    state.ids = _ids(state)
    return _merged(state, told, cast or cast_in(old))


def _segments(
    old: Transcript, words: Sequence[StoredWord], corrected: Sequence[CorrectedTurn], by_turn: Sequence[Sequence[int]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Numbers of the stored and the new words in the same bookmark; a turn without one belongs to the bookmark before."""
    anchored = {turn.turn for turn in corrected} - {None}
    stored: dict[str, list[int]] = {}
    numbers: dict[str, list[int]] = {turn.id: [] for turn in old.turns}
    for number, word in enumerate(words):
        numbers[word.turn.id].append(number)
    last = ""
    for turn in old.turns:
        last = turn.id if turn.id in anchored else last
        stored.setdefault(last, []).extend(numbers[turn.id])
    current: list[int] | None = None
    new: dict[str, list[int]] = {}
    for part, mine in zip(corrected, by_turn, strict=True):
        if part.turn is not None:
            current = new.setdefault(part.turn, [])
        if current is not None:
            current.extend(mine)
    yield from ((stored[turn], mine) for turn, mine in new.items())


def _merged(state: _Merge, told: UserLabels, cast: Cast) -> MergeResult:
    old = {turn.id: turn for turn in state.old.turns}
    speakers: dict[str, Speaker] = {speaker.label: speaker for speaker in state.old.speakers}
    turns: list[Turn] = []
    unknown: list[str] = []
    for n, part in enumerate(state.corrected):
        if not (identity := state.ids[n]):
            continue
        source = old.get(identity) or _most_from(state, n)
        speaker = source.speaker if source else "?"
        if part.label is not None:
            typed = speaker_of_label(part.label, tuple(speakers.values()), cast, told)
            speaker = typed.label
            unknown += [identity] if speaker == "?" and part.label != "?" else []
            speakers.setdefault(speaker, typed)
        elif source is None:
            speakers.setdefault("?", Speaker(label="?", role="unsure"))
        turns.append(_turn(state, n, identity, speaker))
    said = {turn.speaker for turn in turns}
    homes = {number: state.ids[word.turn] for number, word in enumerate(state.alignment.new)}
    edits = edited_times(state.alignment, state.times)
    doubtful = [turn for turn in turns if turn.id in unknown]
    transcript = state.old.model_copy(
        update={
            "speakers": tuple(speaker for speaker in speakers.values() if speaker.label in said),
            "turns": tuple(turns),
            "concerns": (
                *open_concerns(state.old, state.alignment, turns, homes, edits),
                *map(unknown_label_concern, doubtful),
            ),
            "corrected": True,
        }
    )
    origins = state.alignment.origin
    share = sum(origin is not None for origin in origins) / (len(origins) or 1)
    return compared(state.old, Transcript.model_validate(dict(transcript)), unknown, share)


def compared(before: Transcript, after: Transcript, unknown: Sequence[str], share: float) -> MergeResult:
    """The result of a merge that made `after` of the transcript `before`; `share` is that of the words that were kept."""
    old = {turn.id: turn for turn in before.turns}
    kept = [turn for turn in after.turns if turn.id in old]
    return MergeResult(
        after,
        changed=tuple(t.id for t in kept if (t.text, t.words) != (old[t.id].text, old[t.id].words)),
        relabelled=tuple(t.id for t in kept if t.speaker != old[t.id].speaker),
        added=tuple(t.id for t in after.turns if t.id not in old),
        deleted=tuple(i for i in old if i not in {t.id for t in after.turns}),
        unknown=tuple(unknown),
        kept=share,
    )


def _ids(state: _Merge) -> list[str]:
    """An id for each corrected turn; empty (deleted) for one without words, unless it had none before."""
    old = {turn.id: turn for turn in state.old.turns}
    ids = [""] * len(state.corrected)
    live = [bool(state.by_turn[n]) or (part.turn in old and not old[part.turn].text.strip())
            for n, part in enumerate(state.corrected)]  # fmt: skip
    for n, part in enumerate(state.corrected):
        if live[n] and part.turn and part.turn not in ids:
            ids[n] = part.turn
    for n in range(len(ids)):
        source = _most_from(state, n)
        if live[n] and not ids[n] and source and source.id not in ids:
            ids[n] = source.id
    taken, before = {*ids, *old}, f"{state.old.interview}-000"
    for n, identity in enumerate(ids):
        if live[n] and not identity:
            ids[n] = split_off(before, taken)
            taken.add(ids[n])
        before = ids[n] or before
    return ids


def split_off(before: str, taken: Collection[str]) -> str:
    """The id of a new turn after `before`, which none of `taken` has: `P1-014a`."""
    stem = re.sub(r"(?<=\d)[a-z]+$", "", before)
    letters = (
        "".join(name) for n in itertools.count(1) for name in itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=n)
    )
    return next(stem + name for name in letters if stem + name not in taken)


def _most_from(state: _Merge, n: int) -> Turn | None:
    """The stored turn that most words of new turn `n` come from."""
    origins = [state.alignment.origin[number] for number in state.by_turn[n]]
    words = state.alignment.stored
    counted = Counter(words[origin].turn.id for origin in origins if origin is not None)
    best = max(counted, key=lambda turn: counted[turn], default=None)
    return next((turn for turn in state.old.turns if turn.id == best), None)


def _turn(state: _Merge, n: int, identity: str, speaker: str) -> Turn:
    placed = placed_words(state.alignment, state.times, state.by_turn[n])
    before = next((turn for turn in state.old.turns if turn.id == identity), None)
    return written_turn(state.alignment, placed, identity, speaker, before)
