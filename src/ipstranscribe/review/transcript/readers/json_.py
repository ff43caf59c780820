"""Reader of JSON transcripts: what speech recognizers and services write, plain turns, and our stored transcripts."""

import codecs
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, text_lines, wrong_format_error
from ipstranscribe.review.transcript.readers.json_entries import entry_turns
from ipstranscribe.review.transcript.readers.json_records import get
from ipstranscribe.review.transcript.readers.json_shapes import SHAPES
from ipstranscribe.study import storage

_CODE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_LANGUAGES = {"english": "en", "norwegian": "no", "nynorsk": "nn", "swedish": "sv", "danish": "da", "german": "de"}
"""Languages by the names that Whisper's service gives."""


def read(data: bytes) -> ParsedTranscript:
    """Parse a .json or .jsonl file; `place` counts turns, segments or lines."""
    text = _text(data)
    content = _parsed(text)
    if isinstance(content, dict) and content.get("kind") in storage.KINDS.values():
        return ParsedTranscript("ipstranscribe", transcript=storage.from_bytes(text.encode(), Transcript, "The file"))
    _refuse_ours(content)
    for shape in SHAPES:
        entries = shape.entries(content)
        if entries is not None:
            break
    else:
        raise UserError(
            "The JSON file holds no transcript that is known here.",
            "It must be a list of turns with `speaker` and `text`, or have `turns`, `segments` or `transcription`.",
            ExitCode.WRONG_FILE,
        )
    parts = [(entry.place, *entry_turns(entry, stretch=not shape.whole_turns)) for entry in entries]
    said = [turn for _, turns, _ in parts for turn in turns]
    return ParsedTranscript(
        shape.name,
        tuple(_joined(said, keep=shape.whole_turns)),
        language=_language(content),
        doubtful=tuple(place for place, _, sound in parts if not sound),
        unit="turn" if shape.whole_turns else "segment",
    )


def _text(data: bytes) -> str:
    """The text of a file. JSON is UTF-8; whisper.cpp cuts characters of it in two, which become U+FFFD."""
    marked = b"\0" in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    mended = data.decode("utf-8-sig", "replace")
    if not marked and "\ufffd" in mended and any(ord(sign) > 127 for sign in mended.replace("\ufffd", "")):
        return unicodedata.normalize("NFC", mended)
    return "\n".join(text_lines(data))


def _parsed(text: str) -> Any:
    """The content of a file: one JSON value, or one for each line."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    lines = [line for line in text.split("\n") if line.strip()]
    try:
        found = [json.loads(line, strict=False) for line in lines]
    except (ValueError, RecursionError):
        raise wrong_format_error("JSON", "it cannot be parsed") from None
    if len(found) < 2 or not all(isinstance(one, dict) for one in found):
        raise wrong_format_error("JSON", "it cannot be parsed")
    return found


def _refuse_ours(content: Any) -> None:
    """Refuse what `export` writes: it is pseudonymized, and no transcript of what was said."""
    first = content[0] if isinstance(content, list) and content else content
    form = first.get("format") if isinstance(first, dict) else None
    if isinstance(form, str) and form.startswith("ipstranscribe "):
        raise UserError(
            "The file is an export of a pseudonymized interview, not a transcript.",
            "Correct the draft under restricted/transcripts.",
            ExitCode.WRONG_FILE,
        )


def _language(content: Any) -> str | None:
    """The language that a file names, as a code; None if it names none that is known."""
    places = [content, content.get("result"), content.get("metadata")] if isinstance(content, dict) else []
    for place in places:
        value = get(place, ("language", "languagecode")) if isinstance(place, dict) else None
        if isinstance(value, str):
            code = _CODE.match(value)
            return code[0].lower() if code else _LANGUAGES.get(value.strip().lower())
    return None


def _joined(said: Sequence[RawTurn], *, keep: bool) -> Iterator[RawTurn]:
    """Join consecutive segments of one speaker. With `keep`, or without any speakers, they stay as they are."""
    if keep or not any(one.label for one in said):
        yield from said
        return
    for _, run in groupby(said, key=lambda one: one.label):
        parts = list(run)
        ends = [part.end for part in parts if part.end is not None]
        yield replace(
            parts[0],
            text=" ".join(part.text for part in parts if part.text),
            end=max(ends, default=None),
            words=tuple(word for part in parts for word in part.words),
            unsure=tuple(span for part in parts for span in part.unsure),
        )
