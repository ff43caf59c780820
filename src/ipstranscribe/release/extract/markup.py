"""Text extraction from HTML and other tagged text (Markdown, subtitles), joined across tags inside a word.

The tag scanner takes time linear in the text; the standard library's parser takes minutes for some unclosed tags.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.release.extract.joining import MARKS, TURNED, TURNED_BACK, Strand, paragraph_readings
from ipstranscribe.release.extract.pieces import CannotLookInside, ExtractedText

_ATTRIBUTE = (
    r"""[^\s/>=][^\s/>=]{0,200}+(?:\s{0,50}+=\s{0,50}+(?:"[^"]{0,5000}+"|'[^']{0,5000}+'|[^\s>"'][^\s>]{0,5000}+)?)?+"""
)
_TAG = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>?|</(?:>|[^A-Za-z>][^>]*+>?)"
    r"|<\d[\d:.]{0,20}>"
    rf"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{{0,100}}+)(?P<inside>(?:[\s/]{{1,100}}+|{_ATTRIBUTE}){{0,120}}+)>",
    re.DOTALL,
)
"""A comment, a declaration, a time within a subtitle, or a tag, as the HTML standard (13.2.5) tokenizes them. Repetitions
are bounded, so that matching takes linear time."""

_VALUE = re.compile(r"""=\s{0,50}("[^"]{0,5000}"|'[^']{0,5000}'|[^\s>"'][^\s>]{0,5000})""")
_UNFINISHED = re.compile(r"</?[A-Za-z]")
_IN_LINE = re.compile(r"display\s{0,9}:\s{0,9}(?:inline|contents|none)|float\s{0,9}:", re.IGNORECASE)
"""Styles of an element after which the text goes on beside it."""
_OVERRIDE = re.compile(r"unicode-bidi\s{0,9}:\s{0,9}(?:bidi-|isolate-)override", re.IGNORECASE)
_STRINGS = re.compile(r"""(["'])\s{0,50}+\+?\s{0,50}+\1""")
"""Where a string of a style or a script ends and the next begins: both are one text."""
_HIDDEN = re.compile(r"\bhidden\b|display\s{0,9}:\s{0,9}none|visibility\s{0,9}:", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}[;,]|;base64,", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 "  # noqa: SIM905
    "h4 h5 h6 header hgroup hr iframe legend li main menu nav object ol optgroup option p pre search section select "
    "summary table textarea title ul video".split()
)
_OF_TABLES = frozenset({"caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"})
"""Block elements, which separate texts; those of tables do so in a table, and are passed over elsewhere. All others are in
the line, unknown ones and those that show nothing too."""
_UNSEEN = frozenset({"dialog", "noframes", "noscript", "template"})
"""Elements that programs may leave out with all that is in them."""
_CODE = frozenset({"script", "style"})
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_EMPTY = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_DEEPEST = 100
"""Maximum number of open elements searched for the one that an end tag closes."""


def texts(text: str, *, strict: bool) -> Iterator[ExtractedText]:
    """Texts that differ from the source as written: joined across tags, with entities decoded.

    `strict` is for HTML: raises CannotLookInside for tags that cannot be parsed. Also raised for embedded files.
    """
    if "<" in text or "&" in text:
        yield from _Page(text).texts(strict=strict)
    if _EMBEDDED.search(html.unescape(text)):
        raise CannotLookInside("it holds a picture or another file")


class _Open(NamedTuple):
    """An open element: what it makes of its text (a mark), and whether it is shown in the line or from right to left."""

    name: str
    mark: str
    in_line: bool = False
    turned: bool = False


@dataclass
class _Page:
    """Scanner of one text, from start to end."""

    text: str
    strands: list[Strand] = field(default_factory=list)
    respelled: bool = False
    opened: list[_Open] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)
    line: int = 0
    """The line of the source at which the collected texts start."""
    counted: int = 0
    seen: int = 0

    def texts(self, *, strict: bool) -> Iterator[ExtractedText]:
        """The texts, joined; raises CannotLookInside if `strict` and a tag does not end."""
        at = 0
        while tag := _TAG.search(self.text, at):
            self._start(at)
            self._add(self.text[at : tag.start()], strict=strict)
            at, name = tag.end(), (tag["name"] or "").lower()
            if not name:
                continue
            yield from _attributes(tag["inside"])
            if self._separates(name, tag):
                yield from self._flush()
            self._turn(name, tag)
            if name in _RAW and not tag["end"]:
                start, at = at, _end_of(name, self.text, at)
                raw = self.text[start:at]
                if name in _CODE:
                    yield from _strings(raw)
                else:
                    self._add(raw, strict=False)
        self._add(self.text[at:], strict=strict)
        yield from self._flush()

    def _start(self, at: int) -> None:
        """Count lines up to `at`, where the next text starts; they are those of the first of the collected texts."""
        lines = self.text.count("\n", self.counted, at)
        self.counted, self.seen = at, self.seen + lines
        if not self.strands:
            self.line = self.seen

    def _add(self, written: str, *, strict: bool) -> None:
        if strict and _UNFINISHED.search(written):
            raise CannotLookInside("its tags cannot be followed")
        if written:
            lies_in = frozenset(mark for mark, times in self.marks.items() if times)
            read = html.unescape(written)
            self.respelled |= read != written
            self.strands.append(Strand(read, lies_in))

    def _separates(self, name: str, tag: re.Match[str]) -> bool:
        """Whether a text ends at this tag, unless its element is shown in the line."""
        if name not in _BLOCKS and not (name in _OF_TABLES and self._back_to("table")):
            return False
        if tag["end"]:
            back = self._back_to(name)
            return not (back and self.opened[-back].in_line)
        return not (tag["inside"] and _IN_LINE.search(tag["inside"]))

    def _back_to(self, name: str) -> int:
        """How many elements are open from the nearest one of that name; 0 if none is."""
        for back, one in enumerate(reversed(self.opened[-_DEEPEST:]), 1):
            if one.name == name:
                return back
        return 0

    def _turn(self, name: str, tag: re.Match[str]) -> None:
        """Update the set of open elements that affect how text is read."""
        if name == "br":
            self.strands.append(Strand("\n"))
        if tag["end"]:
            if back := self._back_to(name):
                for one in reversed(self.opened[-back:]):
                    self.marks.subtract([one.mark] if one.mark else [])
                    self.strands += [Strand(TURNED_BACK)] if one.turned else []
                del self.opened[-back:]
        elif name not in _EMPTY:
            one = _opened(name, tag["inside"])
            self.opened.append(one)
            self.marks.update([one.mark] if one.mark else [])
            self.strands += [Strand(TURNED)] if one.turned else []

    def _flush(self) -> Iterator[ExtractedText]:
        """The collected texts, unless they occur in the source just so."""
        if len(self.strands) > 1 or self.respelled:
            spot = frozenset({f"line {self.line}"})
            yield from (one._replace(spots=spot) for one in paragraph_readings(self.strands))
        self.strands, self.respelled = [], False


def _opened(name: str, inside: str) -> _Open:
    hidden = name in _UNSEEN or bool(inside and _HIDDEN.search(inside))
    mark = name if name in MARKS else "hidden" if hidden else ""
    if not inside:
        return _Open(name, mark)
    turned = bool(_OVERRIDE.search(inside)) or (name == "bdo" and "rtl" in inside.lower())
    return _Open(name, mark, bool(_IN_LINE.search(inside)), turned)


def _strings(code: str) -> Iterator[ExtractedText]:
    """A style or a script with strings joined that follow each other; as it is, it occurs in the source."""
    if _STRINGS.search(code):
        yield ExtractedText(_STRINGS.sub("", code), "strings joined")


def _end_of(name: str, text: str, start: int) -> int:
    """The position of the end tag of a raw-text element, in which nothing else is a tag."""
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, start)
    return end.start() if end else len(text)


def _attributes(inside: str) -> Iterator[ExtractedText]:
    """Attribute values written with entities, decoded; all others occur in the source as they are. A value may be a page."""
    for found in _VALUE.findall(inside) if "&" in inside or "<" in inside else ():
        value = html.unescape(found.strip("\"'"))
        yield ExtractedText(value, "attribute")
        if "<" in value:
            yield from _Page(value).texts(strict=False)
