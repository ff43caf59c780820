"""Reader of Rich Text Format (`.rtf`, specification 1.9.1), as Word, LibreOffice, TextEdit, f4 and MAXQDA write it.

Own code, because what there is (striprtf 0.0.35, BSD) reads hidden and deleted text as text, takes the Macintosh's letters
for Windows', and breaks characters beyond U+FFFF. Nothing is recursive: a file may nest groups as deep as it likes.
"""

import re
from dataclasses import dataclass, field, replace

from ipstranscribe.documents.flow import AsideKind, Flow, FlowBuilder, StyledText
from ipstranscribe.documents.rtf_characters import Characters, encoding_of

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)|\\",
    re.DOTALL,
)

_SIGNS = {
    "tab": "\t", "line": "\n", "par": "\n\n", "sect": "\n\n", "page": "\n\n", "column": "\n\n",
    "nestcell": "\t", "nestrow": "\n",
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ", "~": "\xa0", "_": "-", "-": "", "\n": "\n\n", "\r": "\n\n", "\t": "\t",
    "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_PARAGRAPH = "\n\n"

_APART: dict[str, AsideKind] = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header or footer"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page header or footer"),
    "footnote": "footnote",
    "annotation": "comment",
}
_BOXES = frozenset({"shptxt", "dptxbxtext"})
_WORDS_OF_SKIPPED = (
    "fonttbl colortbl stylesheet info pict objdata listtext pntext pntxta pntxtb fldinst nonshppict shprslt sn sv "
    "xe tc tcn template nonesttables upr bkmkstart bkmkend filetbl revtbl private generator"
)
_SKIPPED = frozenset(_WORDS_OF_SKIPPED.split())
"""Destinations without text of the document; `fonttbl` is read for its character sets."""

_DESTINATIONS = _BOXES | _SKIPPED | _APART.keys() | {"ud"}
_PAGE_WORDS = {"ansi": 1252, "mac": 10000, "pc": 437, "pca": 850, "ansicpg": None}
_READ_THOUGH_STARRED = frozenset({"annotation", "shpinst", "shptxt", "dptxbxtext", "do", "ud", "footnote", "objattph"})


@dataclass
class _Sink:
    """A text that is being collected: the body, a text box (no kind either), or what stands beside the body."""

    kind: AsideKind | None = None
    text: StyledText = field(default_factory=StyledText)
    cells: list[str] = field(default_factory=list)
    blocks: list[str | list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class _State:
    """What a group inherits: where its text goes (None: nowhere), and the properties of its characters."""

    sink: _Sink | None
    opens: bool = False
    begins: bool = False
    starred: bool = False
    font: int | None = None
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    in_table: bool = False


class NotRtf(ValueError):
    """The bytes are no RTF document."""


def read(data: bytes) -> Flow:
    """Read an RTF document; raises NotRtf. Fields show their result, tracked changes are taken as accepted."""
    data = data.lstrip()
    if not data.startswith(b"{\\rtf"):
        raise NotRtf
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._characters = Characters(data)
        self._body = _Sink()
        self._state = _State(self._body)
        self._stack: list[_State] = []
        self._built = FlowBuilder(self._body.blocks)
        self._boxes: list[str | list[str]] = []
        self._default_font: int | None = None
        self._skip = 0

    def read(self) -> Flow:
        at = 0
        while found := _TOKEN.match(self._data, at):
            at = found.end()
            word, number, byte, symbol, brace, text = found.groups()
            if brace:
                self._brace(brace)
            elif byte:
                self._escape(int(byte, 16))
            elif text:
                self._text(text)
            elif word == b"bin":
                at += max(int(number or 0), 0)
            elif word or symbol:
                self._control((word or symbol).decode("latin-1"), int(number) if number else None)
        while self._stack:  # the file ends before its groups do
            self._brace(b"}")
        self._put(self._characters.ended(self._state.font))
        self._end_of_paragraph(self._body)
        return self._built.flow()

    def _brace(self, brace: bytes) -> None:
        self._put(self._characters.ended(self._state.font))
        self._skip = 0
        if brace == b"{":
            self._stack.append(self._state)
            self._state = replace(self._state, opens=False, begins=True, starred=False)
        elif self._stack:
            closed, self._state = self._state, self._stack.pop()
            if closed.opens and closed.sink:
                self._close(closed.sink)

    def _close(self, sink: _Sink) -> None:
        """A text box goes below the paragraph in which it hangs, everything else beside it."""
        self._end_of_paragraph(sink)
        if sink.kind is None:
            self._boxes += sink.blocks
            return
        texts = (block if isinstance(block, str) else "\t".join(block) for block in sink.blocks)
        self._built.beside(sink.kind, "\n".join([*texts, ""]))

    def _escape(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._put(self._characters.escape(byte, self._state.font))

    def _text(self, text: bytes) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        if text[skipped:]:
            self._put(self._characters.raw(text[skipped:], self._state.font))

    def _put(self, text: str) -> None:
        """Text of the document, at the place of the group that it stands in."""
        state = self._state
        if not text or state.sink is None:
            return
        if state.sink.kind is None and (state.hidden or state.deleted):
            self._built.beside("hidden text" if state.hidden else "deleted text", text)
        else:
            state.sink.text.add(text, bold=state.bold)

    def _control(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._put(self._characters.unit(number, self._state.font))
            self._skip = self._state.fallback
            return
        if self._skip and word not in _DESTINATIONS:
            self._skip -= 1
            return
        self._put(self._characters.escaped(self._state.font))
        if word == "*":
            self._state = replace(self._state, starred=True)
            return
        begins, self._state = self._state.begins, replace(self._state, begins=False)
        if begins and (self._state.starred or word in _DESTINATIONS):
            self._destination(word)
        elif word in _SIGNS or word in ("cell", "row"):
            self._put(self._characters.ended(self._state.font))
            self._sign(word)
        else:
            self._property(word, number)

    def _destination(self, word: str) -> None:
        """The first word of a group may say that its text is not the document's."""
        if word in _APART:
            self._state = replace(self._state, sink=_Sink(_APART[word]), opens=True, hidden=False, deleted=False)
        elif word in _BOXES and self._state.sink:
            self._state = replace(self._state, sink=_Sink(), opens=True)
        elif word == "ud" and self._stack:  # the group around it is read by older programs, its own by all others
            outside = self._stack[-2] if len(self._stack) > 1 else self._stack[-1]
            self._state = replace(self._state, sink=outside.sink)
        elif word not in _READ_THOUGH_STARRED:
            self._state = replace(self._state, sink=None)

    def _sign(self, word: str) -> None:
        sink = self._state.sink
        if word not in ("cell", "row") and _SIGNS[word] != _PARAGRAPH:
            self._put(_SIGNS[word])
        elif not sink:
            return
        elif word == "cell":
            sink.cells.append(sink.text.taken())
        elif word == "row":
            self._end_of_row(sink)
        elif self._state.in_table and sink is self._body:
            self._put("\n")
        elif not self._state.deleted:  # a deleted end of a paragraph joins it to the next
            self._end_of_paragraph(sink)

    def _end_of_paragraph(self, sink: _Sink) -> None:
        self._end_of_row(sink)
        sink.blocks.append(sink.text.taken())
        if sink is self._body:
            sink.blocks += self._boxes
            self._boxes.clear()

    def _end_of_row(self, sink: _Sink) -> None:
        if sink.cells:
            sink.blocks.append(list(sink.cells))
            sink.cells.clear()

    def _property(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in _PAGE_WORDS:
            self._characters.page = encoding_of(_PAGE_WORDS[word] or number or 0)
        elif word in ("f", "deff", "fcharset"):
            self._font(word, number or 0)
        elif word == "uc":
            self._state = replace(self._state, fallback=max(number or 0, 0))
        elif word == "plain":
            self._state = replace(self._state, font=self._default_font, hidden=False, deleted=False, bold=False)
        elif word == "v":
            self._state = replace(self._state, hidden=on)
        elif word == "b":
            self._state = replace(self._state, bold=on)
        elif word in ("deleted", "mvf"):
            self._state = replace(self._state, deleted=on)
        elif word in ("intbl", "pard"):
            self._state = replace(self._state, in_table=word == "intbl")

    def _font(self, word: str, number: int) -> None:
        if word == "fcharset":
            self._characters.charsets[self._state.font] = number
            return
        if word == "deff":
            self._default_font = number
        self._state = replace(self._state, font=number)
