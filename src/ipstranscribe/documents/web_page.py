"""Reader of saved web pages (`.html`): their lines and table rows, without scripts and what the page hides."""

import re
from collections.abc import Iterator
from typing import Any

from ipstranscribe.documents import encoding
from ipstranscribe.documents.flow import Flow, FlowBuilder, StyledText

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_WHERE_DECLARED = 4096
_BLANK = re.compile(r"[ \t\r\n\f]+")

_SKIPPED = frozenset("script style head template svg noscript iframe object canvas audio video datalist rt rp".split())  # noqa: SIM905
_WORDS_OF_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary "
    "table tbody tfoot thead tr ul"
)
_BLOCKS = frozenset(_WORDS_OF_BLOCKS.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


class NoPage(ValueError):
    """Bytes that are no web page; the message says why and quotes nothing."""


def parse(data: bytes) -> Any:
    """Parse a web page or a fragment of one to its root element, for `flow_of`; raises NoPage."""
    return parse_text(_decoded(data))


def parse_text(text: str) -> Any:
    """Parse the text of a web page or a fragment of one; raises NoPage."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_DECLARATION.sub("", text, count=1), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NoPage("it cannot be parsed") from None
    if root is None:
        raise NoPage("it has no text")
    if any(
        error.level == etree.ErrorLevels.FATAL for error in parser.error_log
    ):  # lxml has left out what is nested deeper
        raise NoPage("its elements are nested too deep")
    return root


def flow_of(root: Any) -> Flow:
    """The lines and rows of a parsed page: every block and every `<br>` begins a new line."""
    reader = _Reader()
    reader.walk(root)
    reader.end_line()
    return reader.built.flow()


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:_WHERE_DECLARED])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            pass  # what it declares is not so
    try:
        return encoding.decode(data)
    except encoding.NotText as error:
        raise NoPage(str(error)) from None


class _Reader:
    """Walks the elements of a page, which the parser keeps at most 256 deep."""

    def __init__(self) -> None:
        self.built = FlowBuilder()
        self._line = StyledText()
        self._shown = ""
        """What the line shows so far."""

    def walk(self, element: Any, *, as_it_is: bool = False, bold: bool = False) -> None:
        name = str(element.tag).lower()
        if name in _SKIPPED:
            return
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            self.built.beside("hidden text", " ".join(_texts(element)) + "\n")
            return
        if name == "del":
            self.built.beside("deleted text", " ".join(_texts(element)) + "\n")
            return
        if name == "tr":
            self._row(element)
            return
        as_it_is = as_it_is or name == "pre"
        bold = bold or name in ("b", "strong") or bool(_HEAVY.search(element.get("style", "")))
        if name in _BLOCKS or name == "br":
            self.end_line()
        self._text(element.text, as_it_is, bold)
        for child in element:
            self.walk(child, as_it_is=as_it_is, bold=bold)
            self._text(child.tail, as_it_is, bold)
        if name in _BLOCKS:
            self.end_line()

    def end_line(self) -> None:
        """End a line, if there is one."""
        line = self._line.taken()
        if self._shown.strip():
            self.built.blocks.append(line.strip(" \n"))
        self._shown = ""

    def _text(self, text: str | None, as_it_is: bool, bold: bool) -> None:
        if text and not as_it_is:
            text = _BLANK.sub(" ", text)
            text = text[1:] if self._shown[-1:] in ("", " ") and text.startswith(" ") else text
        self._line.add(text or "", bold=bold)
        self._shown += text or ""

    def _row(self, row: Any) -> None:
        self.end_line()
        cells = []
        for cell in row:
            if str(cell.tag).lower() in ("td", "th"):
                inner = _Reader()
                inner.walk(cell)
                inner.end_line()
                flow = inner.built.flow()
                cells.append("\n".join(b if isinstance(b, str) else "\t".join(b) for b in inner.built.blocks))
                for aside in flow.asides:
                    self.built.beside(aside.kind, aside.text)
        if any(cells):
            self.built.blocks.append(cells)


def _texts(element: Any) -> Iterator[str]:
    for text in element.itertext():
        yield from text.split()
