"""Does anything that would leave still name somebody? The gate is closed unless everything could be looked through.

It knows every form that the key and the tables know. An occurrence of one, in whatever case, is refused unless a person
has decided that this written form is a word and not a name. What it finds is reported by place and number, never by word.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from ipstranscribe.conventions import without_marks
from ipstranscribe.forms import FormIndex, digit_runs, digits_of
from ipstranscribe.model import Category, Decisions, Key
from ipstranscribe.release.unpack import CannotLookInside, Piece, unpack

_UNSEARCHED: frozenset[Category] = frozenset({"age"})
"""Ages are numbers; a number elsewhere is no leak. They are replaced where they are said, and listed for people."""
_SHORTEST = 2  # characters; a single letter is no name that can be searched for
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
# High-precision patterns that are refused whether or not the key knows them.
_ELEVEN_DIGITS = re.compile(r"(?<![\w.])\d{6}[ -]?\d{5}(?![\w.])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


@dataclass(frozen=True)
class Finding:
    """How often something was found in one part of one file. `what` is a category or a reason, never the word."""

    file: str
    part: str
    what: str
    times: int


@dataclass(frozen=True)
class Remains:
    """What a person may still want to look at in one file: capitalised words inside sentences, and numbers."""

    file: str
    capitalised: int
    numbers: int


@dataclass(frozen=True)
class Verdict:
    """What the gate says. `findings` empty means that it found nothing, which is no guarantee."""

    findings: tuple[Finding, ...]
    remains: tuple[Remains, ...]
    files: int


def look_through(files: Mapping[str, bytes], key: Key, decisions: Decisions) -> Verdict:
    """Search every text of `files` (name → content) for every known form that no decision covers."""
    index = _index(key, decisions)
    words = _words(decisions)
    findings: list[Finding] = []
    remains: list[Remains] = []
    for number, (name, data) in enumerate(sorted(files.items()), 1):
        try:
            pieces = list(unpack(name, data))
        except CannotLookInside as reason:
            told = _told(name, f"file {number} in alphabetical order", index, words)
            findings.append(Finding(told, "the file", f"cannot be looked into: {reason}", 1))
            continue
        findings += _findings(pieces, index, words, number)
        remains.append(_remains(name, pieces))
    return Verdict(tuple(findings), tuple(remains), len(files))


def _words(decisions: Decisions) -> frozenset[str]:
    """Forms that a person said are words; who says so of `Day` has said it of `day`, unless that was accepted as a name."""
    said = {d.form for d in decisions.decisions if d.verdict == "reject"}
    accepted = {d.form for d in decisions.decisions if d.verdict != "reject"}
    return frozenset(said | ({form.lower() for form in said} - accepted))


def _index(key: Key, decisions: Decisions) -> "_Known":
    """Every form and number of the key, and every form that a person decided to replace, done or not yet."""
    index: FormIndex[str] = FormIndex()
    for decision in decisions.decisions:
        if decision.verdict != "reject":
            index.add(decision.form, "decided on")
    for entity in key.entities:
        if entity.category not in _UNSEARCHED:
            for form in entity.forms:
                if len(form) >= _SHORTEST:
                    index.add(form, entity.category)
    numbered = (entity for entity in key.entities if entity.category in ("phone", "id"))
    return _Known(index, frozenset(map(digits_of, chain.from_iterable(e.forms for e in numbered))) - {""})


@dataclass(frozen=True)
class _Known:
    """What is searched for: forms, and numbers by their digits."""

    forms: FormIndex[str]
    numbers: frozenset[str]


def _findings(pieces: Sequence[Piece], index: _Known, words: frozenset[str], number: int) -> Iterable[Finding]:
    found: Counter[tuple[str, str, str]] = Counter()
    for piece in pieces:
        for what in _in_text(plain(piece.text), index, words):
            file = _told(piece.file, f"file {number} in alphabetical order", index, words)
            part = _told(piece.part, "a part of it", index, words)
            found[(file, part, what)] += 1
    return [Finding(*where, times) for where, times in sorted(found.items())]


def _told(name: str, otherwise: str, index: _Known, words: frozenset[str]) -> str:
    """`name`, unless it says what must not be told."""
    return otherwise if any(True for _ in _in_text(plain(name), index, words)) else name


def plain(text: str) -> str:
    """`text` with full-width letters made plain (NFKC), without invisible characters and marks that could part a name."""
    return without_marks(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def _in_text(text: str, index: _Known, words: frozenset[str]) -> Iterable[str]:
    places: dict[tuple[int, int], str] = {}
    for hit in index.forms.find(text):
        if text[hit.char_start : hit.char_end] not in words:
            places[(hit.char_start, hit.char_end)] = hit.payload
    for start, end, digits in digit_runs(text):
        if digits in index.numbers:
            places[(start, end)] = "number"
    yield from places.values()
    yield from ("id number" for _ in _ELEVEN_DIGITS.finditer(text))
    yield from ("e-mail address" for _ in _EMAIL.finditer(text))


def _remains(name: str, pieces: Sequence[Piece]) -> Remains:
    text = " ".join(plain(piece.text) for piece in pieces if piece.part in ("text", "word/document.xml"))
    capitalised = re.findall(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøå]+", text)
    return Remains(name, len(capitalised), len(re.findall(r"(?<![\w:.-])\d+(?![\w:.-])", text)))
