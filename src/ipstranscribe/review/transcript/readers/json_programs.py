"""JSON of recognizers on one's own machine, and plain lists of turns.

A shape function gets the parsed file and returns its entries, or None if the file has another shape.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ipstranscribe.review.transcript.readers.json_records import (
    LISTS,
    JsonRecord,
    ListedEntry,
    SaidWord,
    entry_of,
    inside,
    listed,
    numbered,
    probability_value,
    records,
    text_value,
    time_value,
    word_of,
)

_SPECIAL = re.compile(r"\s*(?:\[_\w+\]|<\|[^|]*\|>)\s*")


def whisper(content: Any) -> list[ListedEntry] | None:
    """openai-whisper, faster-whisper, whisper-ctranslate2, WhisperX, whisper-timestamped, OpenAI's `verbose_json`.

    OpenAI lists words beside the segments, where they have no punctuation: each goes to the segment of its time.
    """
    entries = listed(content, "segments") if isinstance(content, dict) else None
    beside = inside(content, "words")
    if entries and isinstance(beside, list) and not any(entry.words for entry in entries):
        words = [word_of(one, place) for place, one in enumerate(numbered(beside), 1)]
        return _with_words(entries, words)
    return entries


def _with_words(entries: Sequence[ListedEntry], words: Sequence[SaidWord]) -> list[ListedEntry]:
    """The entries, each with the words that begin in its time, up to the next one; as they are if any has no time."""
    starts = [entry.start for entry in entries if entry.start is not None]
    if len(starts) < len(entries) or starts != sorted(starts) or any(word.start is None for word in words):
        return list(entries)
    homes = [max(bisect_right(starts, word.start or 0.0) - 1, 0) for word in words]
    return [
        replace(entry, words=tuple(word for word, home in zip(words, homes, strict=True) if home == at))
        for at, entry in enumerate(entries)
    ]


def whisper_cpp(content: Any) -> list[ListedEntry] | None:
    """whisper.cpp `-oj` and `-ojf`: offsets in milliseconds, words in tokens that are parts of words."""
    found = inside(content, "transcription")
    if not isinstance(found, list):
        return None
    entries = []
    for place, record in enumerate(numbered(found), 1):
        entry = entry_of(record, place)
        start, end = _offsets(record, place)
        words = tuple(_cpp_words(records(record.get("tokens"), place, "tokens"), place))
        label = None if entry.label == "?" else entry.label
        times = (entry.start, entry.end) if start is None else (start, end)
        entries.append(replace(entry, label=label, start=times[0], end=times[1], words=words or entry.words))
    return entries


def _offsets(record: JsonRecord, place: int) -> tuple[float | None, float | None]:
    for key, unit in (("offsets", 0.001), ("timestamps", 1.0)):
        if isinstance(record.get(key), dict):
            start, end = (time_value(record[key].get(name), place, key, unit) for name in ("from", "to"))
            return start, (end if start is None or end is None else max(start, end))
    return None, None


def _cpp_words(tokens: Sequence[JsonRecord], place: int) -> Iterator[SaidWord]:
    """Words put together of tokens; one that begins with a space begins a word."""
    word: SaidWord | None = None
    for token in tokens:
        text = token.get("text")
        if not isinstance(text, str) or _SPECIAL.fullmatch(text) or not text.strip():
            continue
        start, end = _offsets(token, place)
        sure = probability_value(token.get("p"))
        part = SaidWord(text_value(text, place, "tokens"), start, end, sure)
        if word and not text[0].isspace():
            sure = min((one for one in (word.probability, sure) if one is not None), default=None)
            word = SaidWord(word.text + part.text, word.start, end, sure)
            continue
        if word:
            yield word
        word = part
    if word:
        yield word


def chunks(content: Any) -> list[ListedEntry] | None:
    """Transformers and insanely-fast-whisper: `chunks` with `timestamp`, and `speakers` where voices were told apart."""
    if not isinstance(content, dict) or not isinstance(content.get("chunks"), list):
        return None
    return listed(content, "speakers", "chunks")


def vosk(content: Any) -> list[ListedEntry] | None:
    """Vosk: `result` with the words of each `text`; a file of several is a list."""
    parts = content if isinstance(content, list) else [content]
    if not parts or not all(isinstance(one, dict) and "text" in one for one in parts):
        return None
    if not any(isinstance(one.get("result"), list) for one in parts):
        return None
    return [_vosk_entry(one, place) for place, one in enumerate(parts, 1)]


def _vosk_entry(part: JsonRecord, place: int) -> ListedEntry:
    words = tuple(word_of(word, place) for word in records(part.get("result"), place, "result"))
    starts, ends = [word.start for word in words[:1]], [word.end for word in words[-1:]]
    return replace(entry_of(part, place), start=next(iter(starts), None), end=next(iter(ends), None), words=words)


def turns(content: Any) -> list[ListedEntry] | None:
    """A list of turns with a text, in the file itself or under a key that says so."""
    return listed(content, *LISTS)
