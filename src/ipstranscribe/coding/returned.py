"""What came back for an interview, gathered from one file or several, before it is stored as a coding."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipstranscribe.model import CodebookEntry, CodedStretch, CodingNote, CodingSource, UnplacedCode

LONGEST_CODE = 63
"""Characters of a code; what is longer in a comment is a note. Programs take no longer names of codes."""
_SENTENCE_ENDS = (".", "?", "!")


@dataclass
class ReturnedCodes:
    """What came back for an interview: codes at their places, notes, the list of codes, and what could not be placed.

    `changed` are units or turns whose text is not as it was exported; `navigation` counts codings with codes of our own,
    by speaker and question, which are nobody's coding.
    """

    stretches: list[CodedStretch] = field(default_factory=list)
    notes: list[CodingNote] = field(default_factory=list)
    codebook: list[CodebookEntry] = field(default_factory=list)
    unplaced: list[UnplacedCode] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    sources: set[CodingSource] = field(default_factory=set)
    codings: int = 0
    navigation: int = 0

    @property
    def anything(self) -> bool:
        """Whether a person has written anything."""
        return bool(self.stretches or self.notes or self.unplaced)

    def add(self, other: "ReturnedCodes") -> None:
        """Take in what another file holds; what stands in both is there once."""
        self.stretches = list(dict.fromkeys((*self.stretches, *other.stretches)))
        self.notes = list(dict.fromkeys((*self.notes, *other.notes)))
        self.codebook = list(dict.fromkeys((*self.codebook, *other.codebook)))
        self.unplaced = list(dict.fromkeys((*self.unplaced, *other.unplaced)))
        self.changed = list(dict.fromkeys((*self.changed, *other.changed)))
        self.sources |= other.sources
        self.codings += other.codings
        self.navigation += other.navigation


def short(text: str) -> str:
    """A code or the name of a group on one line, in Unicode form NFC."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def long(text: str) -> str:
    """A note as it was written, in Unicode form NFC."""
    return unicodedata.normalize("NFC", text).strip()


def codes_in(cell: str) -> tuple[str, ...]:
    """The codes in a cell: one a line, or with semicolons between them. A comma is part of a code."""
    parts = (short(part) for line in cell.splitlines() for part in line.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def with_groups(codes: str, groups: str) -> Iterator[tuple[str, str]]:
    """The codes of a cell with their groups: as many groups as codes go one by one, else all of them with each.

    Where there are groups alone, they are the codes.
    """
    given, above = codes_in(codes), codes_in(groups)
    if not given:
        yield from ((one, "") for one in above)
    elif len(given) == len(above):
        yield from zip(given, above, strict=True)
    else:
        yield from ((one, "; ".join(above)) for one in given)


def codes_of_comment(text: str) -> tuple[str, ...]:
    """The codes that a comment consists of; none for a comment that is a remark: long, or a sentence."""
    parts = codes_in(text)
    if any(len(part) > LONGEST_CODE or part.endswith(_SENTENCE_ENDS) for part in parts):
        return ()
    return parts


def entries(rows: Iterable[tuple[str, str, str]]) -> list[CodebookEntry]:
    """The entries of a list of codes: rows of code, subgroup and definition; a row without code is of the code above."""
    found: dict[tuple[str, str], str] = {}
    above = ""
    for code, group, definition in rows:
        above = short(code) or above or short(group)
        if above:
            key = above, short(group) if short(group) != above else ""
            found[key] = found.get(key) or long(definition)
    return [
        CodebookEntry(code=code, groups=(group,) if group else (), definition=definition)
        for (code, group), definition in found.items()
    ]
