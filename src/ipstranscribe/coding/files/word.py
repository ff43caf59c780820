"""Codes in a returned Word document: in the cells of the table of units, and in comments on text.

A short comment is a code, or several (one a line, or with semicolons between them); a long one, or a sentence, is a note.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.coding.files.table import add_row
from ipstranscribe.coding.files.word_xml import CommentedDocument, CommentedTable, CommentedText, CommentPlace
from ipstranscribe.coding.interview_text import InterviewText, alike, moved, whatever_replaced
from ipstranscribe.coding.returned import ReturnedCodes, codes_of_comment, long
from ipstranscribe.documents.word import bookmark_name
from ipstranscribe.export.content.typed_codes import CODED, TypedUnit
from ipstranscribe.export.content.unit_table import expected_heading, named_columns
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import CodedStretch, CodingNote, UnplacedCode
from ipstranscribe.text.wording import wording_of


@dataclass
class WordCodes:
    """What a Word document holds, by interview; `elsewhere` counts comments that are on no unit and no turn.

    `renamed` is the heading of the codes in a table of units where another stands instead.
    """

    of: dict[str, ReturnedCodes] = field(default_factory=dict)
    elsewhere: int = 0
    renamed: str = ""


class _Shown(NamedTuple):
    """A text of the document that shows a unit, or a turn: where its words begin in it, and whether they are unchanged.

    `beside`: another cell in the row of a unit.
    """

    text: InterviewText
    unit: str
    turn: str
    begins: int = 0
    same: bool = False
    beside: bool = False

    @property
    def said(self) -> str:
        """What is shown of the unit or turn, for comparison."""
        return alike(self.text.unit_said(self.unit) if self.unit else self.text.said(self.turn))


def from_word(document: CommentedDocument, texts: Mapping[str, InterviewText]) -> WordCodes:
    """The codes and notes in a Word document, by interview."""
    return _Reader(document, texts).read()


def coders_of(document: CommentedDocument) -> frozenset[str]:
    """Whose copy a document is, by the table of facts at its beginning."""
    labels = {wording_of(language).coder.casefold() for language in LANGUAGES}
    rows = (row for block in document.blocks if isinstance(block, CommentedTable) for row in block.rows)
    pairs = (tuple(cell.text.strip() for cell in row) for row in rows if len(row) == 2)
    return frozenset(said for label, said in pairs if label.casefold() in labels and said)


class _Reader:
    def __init__(self, document: CommentedDocument, texts: Mapping[str, InterviewText]) -> None:
        self._document = document
        self._units = {unit: text for text in texts.values() for unit in text.units}
        self._turns = {bookmark_name(turn.id): (text, turn.id) for text in texts.values() for turn in text.turns}
        self._found = WordCodes()

    def read(self) -> WordCodes:
        for block in self._document.blocks:
            if isinstance(block, CommentedTable):
                self._table(block)
            else:
                self._commented(block, self._turn_of(block))
        for returned in self._found.of.values():
            returned.sources = {"document"}
        return self._found

    def _table(self, table: CommentedTable) -> None:
        columns: dict[str, int] = {}
        above: dict[int, str] = {}
        for row in table.rows:
            above = {at: above.get(at, "") if cell.goes_on else cell.text.strip() for at, cell in enumerate(row)}
            headings = named_columns([cell.text for cell in row])
            if "unit_id" in headings and "text" in headings:
                columns = headings
                if "code" not in headings and len(headings) < len(row):
                    self._found.renamed = expected_heading("code", [cell.text for cell in row])
                continue
            unit = row[columns["unit_id"]].text.strip() if columns and columns["unit_id"] < len(row) else ""
            text = self._units.get(unit)
            if text is None:
                self._turn_cells(row)
                continue
            cells = {name: above[at] for name, at in columns.items() if name in CODED and at < len(row)}
            typed = TypedUnit(interview=text.interview, unit=unit, cells={k: cell for k, cell in cells.items() if cell})
            returned = self._returned(text)  # also where nobody has typed
            if typed.cells:
                add_row(returned, typed, text)
            for at, cell in enumerate(row):
                self._commented(cell, self._unit_of(text, unit, cell if at == columns["text"] else None))

    def _turn_cells(self, row: tuple[CommentedText, ...]) -> None:
        for cell in row:
            self._commented(cell, self._turn_of(cell))

    def _unit_of(self, text: InterviewText, unit: str, cell: CommentedText | None) -> _Shown:
        """What a cell shows of a unit; a comment in another cell of the row is about all of it."""
        shown = _Shown(text, unit, text.units[unit].turn)
        if cell is None:
            return shown._replace(beside=True)
        return self._same(shown, cell)

    @staticmethod
    def _same(shown: _Shown, block: CommentedText) -> _Shown:
        """Whether the words are those that were exported, but for the wording of replacements."""
        words = whatever_replaced(alike(block.text[shown.begins :]))
        return shown._replace(same=bool(words) and words == whatever_replaced(shown.said))

    def _turn_of(self, block: CommentedText) -> _Shown | None:
        """What a paragraph shows of a turn: its words stand behind label and time."""
        known = next((self._turns[name] for name in block.bookmarks if name in self._turns), None)
        if known is None:
            return None
        text, turn = known
        self._returned(text)
        begins = block.text.find("\t", block.text.find("\t") + 1) + 1
        return self._same(_Shown(text, "", turn, begins), block)

    def _commented(self, block: CommentedText, shown: _Shown | None) -> None:
        for place in block.comments:
            written = long(self._document.comments.get(place.comment, ""))
            if not written:
                continue
            if shown is None:
                self._found.elsewhere += 1
            else:
                self._comment(written, place, block, shown)

    def _comment(self, written: str, place: CommentPlace, block: CommentedText, shown: _Shown) -> None:
        returned, codes = self._returned(shown.text), codes_of_comment(written)
        if not codes:
            note = CodingNote(kind="comment", text=written, turn=shown.turn, unit=shown.unit)
            returned.notes = list(dict.fromkeys((*returned.notes, note)))
            return
        returned.codings += len(codes)
        for code in codes:
            stretches = list(_stretches(code, place, block, shown))
            returned.stretches += stretches
            if not stretches:
                returned.unplaced.append(UnplacedCode(unit=shown.unit or shown.turn, code=code))
        if not (shown.same or shown.beside):
            returned.changed = list(dict.fromkeys((*returned.changed, shown.unit or shown.turn)))

    def _returned(self, text: InterviewText) -> ReturnedCodes:
        return self._found.of.setdefault(text.interview, ReturnedCodes())


def _stretches(code: str, place: CommentPlace, block: CommentedText, shown: _Shown) -> Iterator[CodedStretch]:
    """A code at the words that a comment is on; on the whole unit or turn where it is on no words of it.

    Words of a text that was altered have to stand there once. Where they do not, the code goes to the whole unit; of a turn,
    which is long, nothing is certain.
    """
    span = _span(place, block, shown)
    if shown.unit:
        found = shown.text.in_unit(shown.unit, *span, code) if span else shown.text.on_unit(shown.unit, code)
    else:
        found = shown.text.on_turn(shown.turn, *span, code) if span else None
    if found:
        yield found


def _span(place: CommentPlace, block: CommentedText, shown: _Shown) -> tuple[int, int] | None:
    """The signs of what is shown on which a comment lies; None for a whole unit, and where nothing is certain."""
    said, theirs = shown.said, alike(block.text[shown.begins :])
    words = alike(block.text[place.start : place.end]).strip()
    start, end = place.start - shown.begins, place.end - shown.begins
    if shown.beside or not words or (shown.same and end <= 0):
        return None if shown.unit else (0, len(said))
    if shown.same:
        return moved(max(start, 0), theirs, said), moved(end, theirs, said)
    return (said.find(words), said.find(words) + len(words)) if said.count(words) == 1 else None
