"""The words of a corrected turn: kept ones with the times and probabilities that they have, and written as a turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.model import Turn, Word
from ipstranscribe.review.transcript.alignment import Alignment, StoredWord, is_confirmed, unmarked, written_as
from ipstranscribe.review.transcript.retime import TimeSpan, rejoin_stretches, stretch_of


@dataclass(frozen=True)
class PlacedWord:
    """A word in its new turn: its text, the number of the stored word it comes from, and its times.

    The spans of `times` count from the beginning of the word.
    """

    text: str
    stored: int | None
    times: tuple[Word, ...] = ()


def placed_words(alignment: Alignment, times: Mapping[int, TimeSpan], numbers: Sequence[int]) -> list[PlacedWord]:
    """The new words with these `numbers`, and those that the draft hid where their neighbours were kept.

    `times` are those of words without a stored one (`retime.interpolate_times`).
    """
    return list(_with_hidden(alignment, [_placed(alignment, times, number) for number in numbers]))


def written_turn(
    alignment: Alignment, placed: Sequence[PlacedWord], identity: str, speaker: str, before: Turn | None
) -> Turn:
    """The turn of these words, with its original spaces; `before` is the stored turn of this id, None for a new one."""
    words = alignment.stored
    source = words[placed[0].stored].turn if placed and placed[0].stored is not None else None
    text, starts = _spaced(words, placed)
    if not placed:
        source = before
    if source and _is_whole(words, placed, source, text):
        return source.model_copy(update={"id": identity, "speaker": speaker})
    return timed_turn(alignment, placed, starts, Turn.model_construct(id=identity, speaker=speaker, text=text), before)


def timed_turn(
    alignment: Alignment, placed: Sequence[PlacedWord], starts: Sequence[int], turn: Turn, before: Turn | None
) -> Turn:
    """`turn` with the times of its words, which begin at `starts` in its text."""
    timed: list[tuple[Word, Word | None]] = []
    for at, one in zip(starts, placed, strict=True):
        for time in one.times:
            stretch = None if one.stored is None else stretch_of(alignment.stored[one.stored], time.char_start)
            timed.append((moved(time, at), stretch))
    words = rejoin_stretches(timed)
    start = min((word.start for word in words), default=None)
    end = max((word.end for word in words), default=None)
    if not words:
        start, end = (before.start, before.end) if before and not before.words else (None, None)
    return Turn(id=turn.id, speaker=turn.speaker, text=turn.text, start=start, end=end, words=words)


def moved(word: Word, by: int) -> Word:
    """A timed word whose span lies `by` signs later."""
    if not by:
        return word
    return Word.model_construct(  # a copy takes five times as long, and there are three for each word that is shown
        char_start=word.char_start + by,
        char_end=word.char_end + by,
        start=word.start,
        end=word.end,
        probability=word.probability,
    )


# One word.


def _as_it_was(words: Sequence[StoredWord], number: int) -> PlacedWord:
    word = words[number]
    return PlacedWord(word.text, number, tuple(moved(time, -word.start) for time in word.times))


def _placed(alignment: Alignment, times: Mapping[int, TimeSpan], number: int) -> PlacedWord:
    """A word of the corrected text with its times; an unchanged one is the stored word itself."""
    word, origin = alignment.new[number], alignment.origin[number]
    if origin is None:
        text, span = written_as(word, None), times.get(number)
        timed = (Word(char_start=0, char_end=len(text), start=span.start, end=span.end),) if span else ()
        return PlacedWord(text, None, timed)
    stored = alignment.stored[origin]
    text, confirmed = written_as(word, stored), is_confirmed(word, stored)
    if text not in (stored.shown, stored.text):
        by_hand = unmarked(text) is not None and unmarked(stored.text) is None
        return PlacedWord(text, origin, tuple(_one(text, stored.times, confirmed=confirmed or by_hand)))
    same = _as_it_was(alignment.stored, origin)
    if not confirmed:
        return same
    # a person removed the question mark: the word is confirmed
    return replace(same, times=tuple(time.model_copy(update={"probability": None}) for time in same.times))


def _one(text: str, times: Sequence[Word], *, confirmed: bool) -> Iterator[Word]:
    """The times of a word of which only case, punctuation or marks changed, as one span."""
    if times:
        sure = [word.probability for word in times if word.probability is not None]
        yield Word(
            char_start=0,
            char_end=len(text),
            start=min(word.start for word in times),
            end=max(word.end for word in times),
            probability=None if confirmed or not sure else min(sure),
        )


# Words side by side.


def _with_hidden(alignment: Alignment, placed: Sequence[PlacedWord]) -> Iterator[PlacedWord]:
    """The words of a turn, with the words that the draft hid inserted where their neighbours were kept."""
    words, used = alignment.stored, set(alignment.origin)

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


def _is_whole(words: Sequence[StoredWord], placed: Sequence[PlacedWord], source: Turn, text: str) -> bool:
    """Whether the words are exactly those of the turn `source`, which then stays unchanged with its spaces and times."""
    if not placed:
        return True
    first = placed[0].stored
    if text != source.text or first is None or (first and words[first - 1].turn is source):
        return False
    last = first + len(placed)
    in_turn = last <= len(words) and words[last - 1].turn is source
    whole = in_turn and (last == len(words) or words[last].turn is not source)
    return whole and list(placed) == [_as_it_was(words, n) for n in range(first, last)]


def _spaced(words: Sequence[StoredWord], placed: Sequence[PlacedWord]) -> tuple[str, list[int]]:
    """The text of a turn with its original spaces, and where each word begins in it."""
    text = ""
    starts = []
    for before, one in zip([None, *placed], placed, strict=False):
        text += _space(words, before, one)
        starts.append(len(text))
        text += one.text
    if placed and placed[-1].stored is not None:
        last = words[placed[-1].stored]
        rest = last.turn.text[last.end :]
        text += rest if not rest.strip() and len(text.strip()) else ""
    return text, starts


def _space(words: Sequence[StoredWord], before: PlacedWord | None, one: PlacedWord) -> str:
    if one.stored is not None:
        turn, start = words[one.stored].turn, words[one.stored].start
        if before is None:
            lead = turn.text[:start]
            return lead if not lead.strip() else ""
        if before.stored == one.stored - 1 and words[one.stored - 1].turn is turn:
            return turn.text[words[one.stored - 1].end : start]
    return " " if before else ""
