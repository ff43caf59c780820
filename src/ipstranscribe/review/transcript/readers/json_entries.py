"""Entries of JSON transcripts as turns: whose words they are, and how the words listed belong to the text."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ipstranscribe.review.transcript.readers import RawTurn, TimedWord
from ipstranscribe.review.transcript.readers.json_records import ListedEntry, SaidWord
from ipstranscribe.text.alignment import common, trimmed_word

# Speakers of words.


def speakers_of(words: Sequence[SaidWord], default: str | None) -> list[str | None]:
    """The speaker of each word: a word without one has that of its neighbours, if they differ that of the nearer in time.

    `default`, the label of the segment, counts only if no word has one.
    """
    known = [at for at, word in enumerate(words) if word.label]
    if not known:
        return [default] * len(words)
    return [word.label or words[_nearer(words, at, known)].label for at, word in enumerate(words)]


def _nearer(words: Sequence[SaidWord], at: int, known: Sequence[int]) -> int:
    """The number of the word with a speaker that a word is nearer to, by time where it is known, else by order."""
    place = bisect_left(known, at)
    if place in (0, len(known)):
        return known[min(place, len(known) - 1)]
    before, after = known[place - 1], known[place]
    left, right = (_distance(words, *pair) for pair in ((before, at), (at, after)))
    if left is None or right is None:
        left, right = at - before, after - at
    return before if left <= right else after


def _distance(words: Sequence[SaidWord], one: int, other: int) -> float | None:
    end, start = words[one].end, words[other].start
    return None if end is None or start is None else start - end


def by_speaker(words: Sequence[SaidWord], join: str = " ") -> Iterator[ListedEntry]:
    """An entry for each run of words of one speaker, in a file that lists words only."""
    labelled = zip(speakers_of(words, None), words, strict=True)
    for place, (label, run) in enumerate(groupby(labelled, lambda pair: pair[0]), 1):
        said = tuple(word for _, word in run)
        text = " ".join(join.join(word.text for word in said).split())
        starts = [word.start for word in said if word.start is not None]
        ends = [word.end for word in said if word.end is not None]
        yield ListedEntry(place, text, label, min(starts, default=None), max(ends, default=None), said)


# Entries as turns.


@dataclass(frozen=True)
class _Token:
    """A word of an entry's text, and the listed word that it is, if it is one."""

    text: str
    word: SaidWord | None = None


def entry_turns(entry: ListedEntry, *, stretch: bool) -> tuple[list[RawTurn], bool]:
    """The turns of an entry, which is split where its words have another speaker; and whether its words are sound.

    With `stretch`, an entry with times but no word times is a stretch of its own.
    """
    tokens, sound = _tokens(entry)
    speakers = speakers_of([token.word or SaidWord(token.text) for token in tokens], entry.label)
    labels = {label for label in speakers if label}
    doubt = ((entry.start or 0.0, entry.end or entry.start or 0.0),) if len(labels) > 1 else ()
    runs = [list(run) for _, run in groupby(zip(speakers, tokens, strict=True), lambda pair: pair[0])]
    turns = []
    for number, run in enumerate(runs):
        timed = tuple(_timed(token for _, token in run))
        start, end = (entry.start, entry.end) if len(runs) == 1 else _span(timed, entry)
        text = " ".join(token.text for _, token in run)
        if stretch and not timed and start is not None and end is not None:
            timed = (TimedWord(text, start, end),)
        turns.append(RawTurn(text, entry.place, run[0][0], start, end, timed, doubt if number == 1 else ()))
    return turns or [RawTurn("", entry.place, entry.label, entry.start, entry.end)], sound


def _span(timed: Sequence[TimedWord], entry: ListedEntry) -> tuple[float | None, float | None]:
    return (timed[0].start, max(word.end for word in timed)) if timed else (entry.start, entry.end)


def _timed(tokens: Iterator[_Token]) -> Iterator[TimedWord]:
    """The words that have times; WhisperX gives numbers none. Tokens of one listed word are one."""
    for word, run in groupby(tokens, lambda token: token.word):
        if word and word.start is not None and word.end is not None and word.end >= word.start:
            yield TimedWord(" ".join(token.text for token in run), word.start, word.end, word.probability)


def _tokens(entry: ListedEntry) -> tuple[list[_Token], bool]:
    """The words of an entry's text, each with the listed word that it is, and whether they agree.

    Listed words that the text does not have are put in at their place, so that nothing listed is lost; where both have
    something else, the text counts.
    """
    text = entry.text.split()
    listed = [_Token(part, word) for word in entry.words for part in word.text.split()]
    if [token.text for token in listed] == text:
        return listed, True
    pairs = list(common([trimmed_word(one) for one in text], [trimmed_word(one.text) for one in listed]))
    found: list[_Token] = []
    sound, at, of = True, 0, 0
    for here, there in [*pairs, (len(text), len(listed))]:
        said, words = text[at:here], listed[of:there]
        if len(said) == len(words):  # the same words, written in another way
            found += [replace(token, text=one) for one, token in zip(said, words, strict=True)]
        else:
            found += [_Token(one) for one in said] if said else words
            sound = sound and not (said and words)
        if here < len(text):
            found.append(replace(listed[there], text=text[here]))
        at, of = here + 1, there + 1
    return found, sound
