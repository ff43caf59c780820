"""Merge of a corrected draft into the stored transcript: kept words keep their times, and turns their ids."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.model import Cast, Speaker, Transcript, Turn, Word
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
from ipstranscribe.review.transcript.retime import (
    TimeSpan,
    edited_times,
    interpolate_times,
    rejoin_stretches,
    stretch_of,
)
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels, cast_in, speaker_of_label


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


@dataclass(frozen=True)
class _Placed:
    """A word in its new turn: its text, the number of the stored word it comes from, and its times.

    The spans of `times` count from the beginning of the word.
    """

    text: str
    stored: int | None
    times: tuple[Word, ...] = ()


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
            ids[n] = _split_off(before, taken)
            taken.add(ids[n])
        before = ids[n] or before
    return ids


def _split_off(before: str, taken: set[str]) -> str:
    """The id of a new turn after `before`: `P1-014a`."""
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
    placed = list(_with_hidden(state, [_placed(state, number) for number in state.by_turn[n]]))
    words = state.alignment.stored
    source = words[placed[0].stored].turn if placed and placed[0].stored is not None else None
    text, timed = _written(state, placed)
    if not placed:
        source = next(turn for turn in state.old.turns if turn.id == identity)
    if source and _is_whole(state, placed, source, text):
        return source.model_copy(update={"id": identity, "speaker": speaker})
    start = min((word.start for word in timed), default=None)
    end = max((word.end for word in timed), default=None)
    if not timed:
        same = next((turn for turn in state.old.turns if turn.id == identity), None)
        start, end = (same.start, same.end) if same and not same.words else (None, None)
    return Turn(id=identity, speaker=speaker, text=text, start=start, end=end, words=timed)


def _is_whole(state: _Merge, placed: Sequence[_Placed], source: Turn, text: str) -> bool:
    """Whether the words are exactly those of the turn `source`, which then stays unchanged with its spaces and times."""
    if not placed:
        return True
    words = state.alignment.stored
    mine = [_as_it_was(words, n) for n, word in enumerate(words) if word.turn is source]
    return list(placed) == mine and text == source.text


def _as_it_was(words: Sequence[StoredWord], number: int) -> _Placed:
    word = words[number]
    return _Placed(word.text, number, tuple(_moved(time, -word.start) for time in word.times))


def _moved(word: Word, by: int) -> Word:
    return word.model_copy(update={"char_start": word.char_start + by, "char_end": word.char_end + by})


def _placed(state: _Merge, number: int) -> _Placed:
    """A word of the corrected text with its times; an unchanged one is the stored word itself."""
    word, origin = state.alignment.new[number], state.alignment.origin[number]
    if origin is None:
        times = state.times.get(number)
        timed = (Word(char_start=0, char_end=len(word.text), start=times.start, end=times.end),) if times else ()
        return _Placed(word.text, None, timed)
    stored = state.alignment.stored[origin]
    confirmed = stored.unclear and not word.unclear
    if word.text not in (stored.shown, stored.text):
        return _Placed(word.text, origin, tuple(_one(word.text, stored.times, confirmed=confirmed)))
    same = _as_it_was(state.alignment.stored, origin)
    if not confirmed:
        return same
    # a person removed the question mark: the word is confirmed
    return replace(same, times=tuple(time.model_copy(update={"probability": None}) for time in same.times))


def _one(text: str, times: Sequence[Word], *, confirmed: bool) -> Iterator[Word]:
    """The times of a word of which only case or punctuation changed, as one span."""
    if times:
        sure = [word.probability for word in times if word.probability is not None]
        yield Word(
            char_start=0,
            char_end=len(text),
            start=min(word.start for word in times),
            end=max(word.end for word in times),
            probability=None if confirmed or not sure else min(sure),
        )


def _with_hidden(state: _Merge, placed: Sequence[_Placed]) -> Iterator[_Placed]:
    """The words of a turn, with the words that the draft hid inserted where their neighbours were kept."""
    words, used = state.alignment.stored, set(state.alignment.origin)

    def free(number: int, turn: Turn) -> bool:
        in_turn = 0 <= number < len(words) and words[number].turn is turn
        return in_turn and words[number].shown is None and number not in used

    for at, one in enumerate(placed):
        if one.stored is not None:
            turn, first = words[one.stored].turn, one.stored
            while free(first - 1, turn):
                first -= 1
            starts_turn = first == 0 or words[first - 1].turn is not turn
            before = placed[at - 1].stored if at else None
            joined = before is not None and words[before].turn is not turn
            if (before is not None and before == first - 1) or (starts_turn and (at == 0 or joined)):
                yield from (_as_it_was(words, n) for n in range(first, one.stored))
        yield one
    if placed and (last := placed[-1].stored) is not None:
        turn, end = words[last].turn, last + 1
        while free(end, turn):
            end += 1
        if end == len(words) or words[end].turn is not turn:
            yield from (_as_it_was(words, n) for n in range(last + 1, end))


def _written(state: _Merge, placed: Sequence[_Placed]) -> tuple[str, tuple[Word, ...]]:
    """The text of a turn, with its original spaces, and its timed words."""
    text = ""
    timed: list[tuple[Word, Word | None]] = []
    words = state.alignment.stored
    for before, one in zip([None, *placed], placed, strict=False):
        text += _space(words, before, one)
        for time in one.times:
            stretch = None if one.stored is None else stretch_of(words[one.stored], time.char_start)
            timed.append((_moved(time, len(text)), stretch))
        text += one.text
    if placed and placed[-1].stored is not None:
        last = words[placed[-1].stored]
        rest = last.turn.text[last.end :]
        text += rest if not rest.strip() and len(text.strip()) else ""
    return text, rejoin_stretches(timed)


def _space(words: Sequence[StoredWord], before: _Placed | None, one: _Placed) -> str:
    if one.stored is not None:
        turn, start = words[one.stored].turn, words[one.stored].start
        if before is None:
            lead = turn.text[:start]
            return lead if not lead.strip() else ""
        if before.stored == one.stored - 1 and words[one.stored - 1].turn is turn:
            return turn.text[words[one.stored - 1].end : start]
    return " " if before else ""
