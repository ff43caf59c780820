"""Text extraction from HTML and other tagged text (Markdown, subtitles), joined across tags inside a word.

The tag scanner takes time linear in the text; the standard library's parser takes minutes for some unclosed tags.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipstranscribe.release.extract.joining import MARKS, Strand, paragraph_readings
from ipstranscribe.release.extract.pieces import CannotLookInside, ExtractedText

_ATTRIBUTE = (
    r"""[^\s/>=][^\s/>=]{0,200}+(?:\s{0,50}+=\s{0,50}+(?:"[^"]{0,5000}+"|'[^']{0,5000}+'|[^\s>"'][^\s>]{0,5000}+)?)?+"""
)
_TAG = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<[!?][^>]*+>?|</[^A-Za-z>][^>]*+>?"
    r"|<\d[\d:.]{0,20}>"
    rf"|<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{{0,100}}+)(?P<inside>(?:[\s/]{{1,100}}+|{_ATTRIBUTE}){{0,120}}+)>",
    re.DOTALL,
)
"""A comment, a declaration, a time within a subtitle, or a tag, as the HTML standard (13.2.5) tokenizes them. Repetitions
are bounded, so that matching takes linear time."""

_VALUE = re.compile(r"""=\s{0,50}("[^"]{0,5000}"|'[^']{0,5000}'|[^\s>"'][^\s>]{0,5000})""")
_UNFINISHED = re.compile(r"</?[A-Za-z]")
_HIDDEN = re.compile(r"\bhidden\b|display\s{0,9}:\s{0,9}none|visibility\s{0,9}:", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}[;,]|;base64,", re.IGNORECASE)

_BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset "  # noqa: SIM905
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li link "
    "main map menu meta nav noframes noscript object ol optgroup option p param pre script search section select style "
    "summary table tbody td template textarea tfoot th thead title tr track ul video".split()
)
"""Block elements, which separate texts. All others, unknown ones too, are inline."""
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


@dataclass
class _Page:
    """Scanner of one text, from start to end."""

    text: str
    strands: list[Strand] = field(default_factory=list)
    respelled: bool = False
    opened: list[tuple[str, str]] = field(default_factory=list)
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
            if name in _BLOCKS:
                yield from self._flush()
            self._turn(name, tag)
            if name in _RAW and not tag["end"]:
                start, at = at, _end_of(name, self.text, at)
                self._add(self.text[start:at], strict=False)
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

    def _turn(self, name: str, tag: re.Match[str]) -> None:
        """Update the set of open elements that affect how text is read."""
        if name == "br":
            self.strands.append(Strand("\n"))
        if tag["end"]:
            near = [n for n, _ in self.opened[-_DEEPEST:]]
            if name in near:
                back = near[::-1].index(name) + 1
                self.marks.subtract(mark for _, mark in self.opened[-back:] if mark)
                del self.opened[-back:]
        elif name not in _EMPTY:
            mark = name if name in MARKS else "hidden" if _HIDDEN.search(tag["inside"]) else ""
            self.opened.append((name, mark))
            self.marks.update([mark] if mark else [])

    def _flush(self) -> Iterator[ExtractedText]:
        """The collected texts, unless they occur in the source just so."""
        if len(self.strands) > 1 or self.respelled:
            spot = frozenset({f"line {self.line}"})
            yield from (one._replace(spots=spot) for one in paragraph_readings(self.strands))
        self.strands, self.respelled = [], False


def _end_of(name: str, text: str, start: int) -> int:
    """The position of the end tag of a raw-text element, in which nothing else is a tag."""
    end = re.compile(f"</{name}", re.IGNORECASE).search(text, start)
    return end.start() if end else len(text)


def _attributes(inside: str) -> Iterator[ExtractedText]:
    """Attribute values written with entities, decoded; all others occur in the source as they are."""
    if "&" in inside:
        yield from (ExtractedText(html.unescape(found.strip("\"'")), "attribute") for found in _VALUE.findall(inside))
