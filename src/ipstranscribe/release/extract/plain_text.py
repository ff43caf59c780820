"""Text extraction from plain text files: as written, and as parsed by the rules of the format (JSON, csv, toml)."""

import codecs
import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import Any

from ipstranscribe.release.extract import markup
from ipstranscribe.release.extract.pieces import WHOLE, CannotLookInside, ExtractedText

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_JSON_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def texts(data: bytes, suffix: str) -> Iterator[ExtractedText]:
    """The texts of a text file: the whole, then parsed values that differ from the text as written.

    Raises CannotLookInside for what is not text, or breaks the rules of its format so that it can be read in two ways.
    """
    text = decode_text(data)
    yield ExtractedText(text, spots=frozenset({WHOLE}))
    if suffix in _READERS:
        yield from _READERS[suffix](text)
    yield from markup.texts(text, strict=suffix in (".html", ".htm"))


def decode_text(data: bytes) -> str:
    """Decode text in UTF-8, or in UTF-16 with a byte order mark; raises CannotLookInside for anything else."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise CannotLookInside("its characters are in no known encoding") from None
    if _CONTROL.search(text):
        raise CannotLookInside("it holds control characters")
    return text


def _json(text: str) -> Iterator[ExtractedText]:
    """Names and values written with escapes, decoded one by one, in JSON and JSON Lines."""
    try:
        for found in _JSON_STRING.findall(text) if "\\" in text else ():
            if "\\" in found:
                yield ExtractedText(json.loads(found, strict=False), "escapes")
    except ValueError:
        raise CannotLookInside("it is not sound JSON") from None


def _csv(text: str) -> Iterator[ExtractedText]:
    """Cells with a quote or a line break, which csv escapes; the string that a formula builds from its parts."""
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if '"' in text else ():
            yield from (ExtractedText(cell, "cell") for cell in row if '"' in cell or "\n" in cell)
            yield from (
                ExtractedText("".join(cell.split('"')[1::2]), "formula") for cell in row if cell.startswith("=")
            )
    except csv.Error:
        raise CannotLookInside("it is not a sound csv table") from None


def _toml(text: str) -> Iterator[ExtractedText]:
    """All names and values, if any is written with escapes."""
    try:
        if "\\" in text:
            yield from _strings(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError):
        raise CannotLookInside("it is not sound TOML") from None


def _strings(value: Any) -> Iterator[ExtractedText]:
    if isinstance(value, str):
        yield ExtractedText(value, "escapes")
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield ExtractedText(name, "escapes")
            yield from _strings(one)


_READERS: dict[str, Callable[[str], Iterator[ExtractedText]]] = {
    ".json": _json,
    ".jsonl": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".toml": _toml,
}
