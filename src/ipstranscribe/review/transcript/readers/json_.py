"""Reader of JSON transcripts: openai-whisper, WhisperX, plain turns (`speaker`, `text`), and our stored transcripts."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.readers import (
    ParsedTranscript,
    RawTurn,
    TimedWord,
    text_lines,
    wrong_format_error,
)
from ipstranscribe.study import storage

_LONGEST_NAME = 80
_LANGUAGE = 8


def read(data: bytes) -> ParsedTranscript:
    """Parse a .json file; `place` counts turns or segments."""
    text = "\n".join(text_lines(data))
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise wrong_format_error("JSON", "it cannot be parsed") from None
    if isinstance(content, dict) and "kind" in content:
        return ParsedTranscript("ipstranscribe", transcript=storage.from_bytes(text.encode(), Transcript, "The file"))
    form, turns = _turns(content)
    said = [part for place, turn in enumerate(turns, 1) for part in _said(turn, place)]
    language = content.get("language") if isinstance(content, dict) else None
    known = isinstance(language, str) and len(language) <= _LANGUAGE
    return ParsedTranscript(form, tuple(_joined(said, keep=form == "JSON turns")), language=language if known else None)


def _turns(content: Any) -> tuple[str, list[Any]]:
    """The name of the format and its list of turns."""
    if isinstance(content, list):
        return "JSON turns", content
    for key, form in (("turns", "JSON turns"), ("segments", "Whisper JSON")):
        if isinstance(content, dict) and isinstance(content.get(key), list):
            return form, content[key]
    raise UserError(
        "The JSON file holds no transcript.",
        "It must be a list of turns with `speaker` and `text`, or have `turns` or `segments`.",
        ExitCode.WRONG_FILE,
    )


def _said(turn: Any, place: int) -> Iterator[RawTurn]:
    """The turns of an entry, which is split where its words (WhisperX) have another speaker."""
    if not isinstance(turn, dict) or not isinstance(turn.get("text"), str):
        raise _wrong(place, "text")
    start, end = _time(turn, "start", place), _time(turn, "end", place)
    if start is not None and end is not None and end < start:
        raise _wrong(place, "end")
    label = _label(turn.get("speaker"), place)
    whole = RawTurn(turn["text"].strip(), place, label, start, end)
    listed = turn.get("words") or []
    if not isinstance(listed, list) or not all(isinstance(word, dict) for word in listed):
        raise _wrong(place, "words")
    speakers = [_label(word.get("speaker"), place) or label for word in listed]
    if len(set(speakers)) < 2:
        yield replace(whole, label=next(iter(speakers), label), words=_words(listed, place))
        return
    for speaker, run in groupby(zip(speakers, listed, strict=True), key=lambda pair: pair[0]):
        part = [word for _, word in run]
        timed = _words(part, place)
        yield RawTurn(
            " ".join(_written(word, place) for word in part),
            place,
            speaker,
            timed[0].start if timed else start,
            timed[-1].end if timed else end,
            timed,
        )


def _joined(said: Sequence[RawTurn], *, keep: bool) -> Iterator[RawTurn]:
    """Join consecutive segments of one speaker. With `keep`, or without any speakers, they stay as they are."""
    if keep or not any(one.label for one in said):
        yield from said
        return
    for _, run in groupby(said, key=lambda one: one.label):
        parts = list(run)
        yield replace(
            parts[0],
            text=" ".join(part.text for part in parts if part.text),
            end=parts[-1].end,
            words=tuple(word for part in parts for word in part.words),
        )


def _words(listed: Sequence[Mapping[str, Any]], place: int) -> tuple[TimedWord, ...]:
    """The words that have times; WhisperX gives numbers none."""
    words = []
    for word in listed:
        start, end = _time(word, "start", place), _time(word, "end", place)
        if start is None or end is None or end < start:
            continue
        probability = next((word[key] for key in ("probability", "score") if _is_number(word.get(key))), None)
        sure = None if probability is None else min(max(float(probability), 0.0), 1.0)
        words.append(TimedWord(_written(word, place), start, end, sure))
    return tuple(words)


def _written(word: Mapping[str, Any], place: int) -> str:
    text = word.get("word", word.get("text"))
    if not isinstance(text, str):
        raise _wrong(place, "words")
    return text.strip()


def _label(value: Any, place: int) -> str | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, dict):
        value = value.get("label", value.get("name"))
    if not isinstance(value, str | int) or len(str(value)) > _LONGEST_NAME:
        raise _wrong(place, "speaker")
    return str(value).strip()


def _time(entry: Mapping[str, Any], key: str, place: int) -> float | None:
    value = entry.get(key)
    if value is None:
        return None
    if not _is_number(value) or value < 0:
        raise _wrong(place, key)
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _wrong(place: int, key: str) -> UserError:
    return UserError(f"Turn {place} of the JSON file has no sound `{key}`.", "Correct that entry.", ExitCode.BAD_INPUT)
