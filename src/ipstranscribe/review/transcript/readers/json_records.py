"""Records of JSON transcripts: values that a program wrote under one of the usual keys, read without quoting any of them."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.text.time_codes import seconds_of

JsonRecord = Mapping[str, Any]

TEXT = ("text", "transcript", "body", "content", "sentence", "spokentext", "utterance")
SPEAKER = ("speaker", "speakername", "speakerdisplayname", "speakerlabel", "speakerid", "name")
START = ("start", "starttime", "startoffset", "startseconds", "begin", "from")
END = ("end", "endtime", "endoffset", "endseconds", "stop", "to")
WORD = ("punctuatedword", "word", "text", "displaytext", "value", "content")
SURE = ("probability", "confidence", "score", "conf")
LISTS = ("turns", "segments", "utterances", "entries", "sentences", "captions", "subtitles", "transcript")
"""Keys of ours, lower case without signs: `speaker_name`, `speakerName` and `SpeakerName` are one. The first counts."""


_LONGEST_NAME = 80
_UNFIT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What is no character of a text: control characters, half a surrogate pair, noncharacters."""
_CLOCK = re.compile(r"(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,]\d+)?")
_SECONDS = re.compile(r"(?:PT)?(\d+(?:[.,]\d+)?)\s?s?", re.IGNORECASE)


@dataclass(frozen=True)
class SaidWord:
    """A word with what a file says of it: times in seconds, probability 0 to 1, speaker label; None where it says nothing."""

    text: str
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    label: str | None = None


@dataclass(frozen=True)
class ListedEntry:
    """An entry of a list: its number from 1, text, speaker label, times in seconds, and words."""

    place: int
    text: str
    label: str | None = None
    start: float | None = None
    end: float | None = None
    words: tuple[SaidWord, ...] = ()


def wrong_entry(place: int, key: str) -> UserError:
    """The error for an entry of which `key` cannot be understood; the key is one that this program knows."""
    return UserError(f"Turn {place} of the JSON file has no sound `{key}`.", "Correct that entry.", ExitCode.BAD_INPUT)


def text_value(value: Any, place: int, key: str = "text") -> str:
    """A text, white space as single spaces; what is no character becomes U+FFFD in its place."""
    if not isinstance(value, str):
        raise wrong_entry(place, key)
    return _UNFIT.sub("\ufffd", " ".join(value.split()))


def label_value(value: Any, place: int) -> str | None:
    """A speaker label: a text, a number, or a record with `label` or `name`."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("label", "name", "id") if value.get(key) is not None), None)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str | int) or isinstance(value, bool) or len(str(value)) > _LONGEST_NAME:
        raise wrong_entry(place, "speaker")
    return text_value(str(value), place, "speaker")


def time_value(value: Any, place: int, key: str, unit: float = 1.0) -> float | None:
    """A time in seconds: a number of `unit` seconds, or a time code (`00:01:02,5`, `1.4s`, `PT1.4S`)."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        text = value.strip()
        if _CLOCK.fullmatch(text):
            return seconds_of(text, 3)
        plain = _SECONDS.fullmatch(text)
        value = float(plain[1].replace(",", ".")) if plain else None
    if not is_number(value) or value < 0:
        raise wrong_entry(place, key)
    return round(float(value) * unit, 3) if unit != 1.0 else float(value)


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def probability_value(value: Any) -> float | None:
    """A probability from 0 to 1, also written as text; None for what is none."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(number, 0.0), 1.0) if math.isfinite(number) and not isinstance(value, bool) else None


def records(value: Any, place: int, key: str) -> list[Mapping[str, Any]]:
    """A list of records; an absent one is empty."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise wrong_entry(place, key)
    return value


def get(record: JsonRecord, names: Sequence[str]) -> Any:
    """The value of the first of `names` that a record has, however its key is written; None if it has none of them."""
    plain = {re.sub(r"[\s_-]", "", key).lower(): value for key, value in record.items() if value is not None}
    return next((plain[name] for name in names if name in plain), None)


def entry_of(record: JsonRecord, place: int, unit: float = 1.0) -> ListedEntry:
    """An entry with a text, and what it has of speaker, times (in `unit` seconds) and words."""
    start, end = times_of(record, place, unit)
    if start is not None and end is not None and end < start:
        raise wrong_entry(place, "end")
    words = tuple(word_of(one, place, unit) for one in records(record.get("words"), place, "words"))
    return ListedEntry(
        place, text_value(get(record, TEXT), place), label_value(get(record, SPEAKER), place), start, end, words
    )


def times_of(record: JsonRecord, place: int, unit: float = 1.0) -> tuple[float | None, float | None]:
    """Start and end in seconds: under keys of their own, as `timestamp` with both, or with a duration."""
    span = record.get("timestamp")
    if isinstance(span, list) and len(span) == 2:
        start, end = (time_value(one, place, "timestamp") for one in span)
        return start, end
    start, end = (_time_of(record, place, keys, unit) for keys in (START, END))
    lasts = time_value(get(record, ("duration", "dur")), place, "duration", unit)
    if end is None and start is not None and lasts is not None:
        end = round(start + lasts, 3)
    return start, end


def _time_of(record: JsonRecord, place: int, keys: Sequence[str], unit: float) -> float | None:
    milliseconds = get(record, [f"{keys[0]}ms", f"{keys[0]}milliseconds", f"{keys[0]}timems"])
    if milliseconds is not None:
        return time_value(milliseconds, place, keys[0], 0.001)
    return time_value(get(record, keys), place, keys[0], unit)


def word_of(record: JsonRecord, place: int, unit: float = 1.0) -> SaidWord:
    """A word with what it has of times (in `unit` seconds), probability and speaker."""
    return SaidWord(
        text_value(get(record, WORD), place, "words"),
        *times_of(record, place, unit),
        probability_value(get(record, SURE)),
        label_value(get(record, SPEAKER[:-1]), place),
    )


def listed(content: Any, *keys: str) -> list[ListedEntry] | None:
    """The entries of a list, or of the first of `keys` that holds one."""
    found = content if isinstance(content, list) else first_list(content, keys)
    if found is None:
        return None
    return [entry_of(record, place) for place, record in enumerate(numbered(found), 1)]


def numbered(found: Sequence[Any]) -> Iterator[JsonRecord]:
    """The records of a list; raises UserError for what is no record."""
    for place, record in enumerate(found, 1):
        if not isinstance(record, dict):
            raise wrong_entry(place, "text")
        yield record


def first_list(content: Any, keys: Sequence[str]) -> list[Any] | None:
    """The first of `keys` that holds a list with something in it, or an empty one; None if there is no list."""
    found = [content[key] for key in keys if isinstance(content.get(key), list)] if isinstance(content, dict) else []
    return next((one for one in found if one), found[0] if found else None)


def inside(content: Any, *path: str | int) -> Any:
    """What lies at the end of a path of keys and positions; None if it is not there."""
    for step in path:
        if isinstance(step, int):
            content = content[step] if isinstance(content, list) and len(content) > step else None
        else:
            content = content.get(step) if isinstance(content, dict) else None
    return content
