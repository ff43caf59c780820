"""Reader of transcripts saved as web pages: noScribe, oTranscribe, pages with times at their words (`data-m`), any other.

Times that the page itself marks become time stamps in the text (`#00:00:05-250#`), which `parse_lines` takes out again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from ipstranscribe.documents import web_page
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.running_text import parse_flow
from ipstranscribe.text.time_codes import cue_clock, seconds_of

_SEGMENT = re.compile(r"ts_(\d{1,12})_(\d{1,12})_(//)?(.*)", re.DOTALL)
"""noScribe's anchor at a segment: start and end in milliseconds, `//` if it overlaps another, the speaker."""

_MILLISECONDS = re.compile(r"[0-9]{1,10}")
_STAMP = re.compile(r"\s*\[?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\]?\s*")
_LABEL = re.compile(r"\s*(?://)?\s*([^:\n]{1,60}?)\s*:\s*")


def read(data: bytes) -> ParsedTranscript:
    """Parse an .html file; `place` counts its lines."""
    try:
        return read_page(web_page.parse(data), "web page")
    except web_page.NoPage as error:
        raise wrong_format_error("a web page", str(error)) from None


def read_page(root: Any, form: str) -> ParsedTranscript:
    """Parse the elements of a page; `form` is the name of its format unless the page itself tells."""
    _stamp_spans(root)
    paragraphs = [p for p in root.iter("p", "li", "div") if any(True for _ in _anchors(p)) and not _has_paragraphs(p)]
    before = _taken_before(root, paragraphs[0]) if paragraphs else ()
    for paragraph in paragraphs:
        _write_segments(paragraph)
    parsed = parse_flow(web_page.flow_of(root), "noScribe" if paragraphs else form)
    return replace(parsed, left_out=(*before, *parsed.left_out))


def stamp(start: float, end: float | None = None) -> str:
    """A time or range in seconds as an unmistakable stamp: `#00:00:05-250#`."""
    times = (round(time * 1000) for time in (start, end) if time is not None)
    return "-".join(f"#{cue_clock(time, '-')}#" for time in times)


def _stamp_spans(root: Any) -> None:
    """Write the times of elements that have them as stamps: oTranscribe's spans, words with `data-m` in milliseconds."""
    for element in list(root.iter()):
        timestamp, moment, lasts = (element.get(key) for key in ("data-timestamp", "data-m", "data-d"))
        if element.get("class") == "speaker" and (name := "".join(element.itertext()).strip(" []:\xa0")):
            _become(element, f"{name}: ")
        elif timestamp is not None and (seconds := _seconds(timestamp)) is not None:
            _become(element, f" {stamp(seconds)} ")
        elif _is_number(moment) and _is_number(lasts) and len(element) == 0 and element.text:
            start, length = int(moment) / 1000, int(lasts) / 1000
            element.text = f" {stamp(start, start + length)} {element.text}"


def _is_number(value: str | None) -> TypeGuard[str]:
    return value is not None and _MILLISECONDS.fullmatch(value) is not None


def _become(element: Any, text: str) -> None:
    for child in list(element):
        element.remove(child)
    element.text = text


def _seconds(value: str) -> float | None:
    try:
        seconds = seconds_of(value.strip(), 3)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1_000_000 else None


# noScribe.


@dataclass
class _Piece:
    """A piece of a paragraph: its text, its stamp, and whether it overlaps the one before."""

    text: str
    stamp: str = ""
    overlaps: bool = False


def _anchors(element: Any) -> Iterator[Any]:
    return (a for a in element.iter("a") if _SEGMENT.fullmatch(a.get("name", "")))


def _has_paragraphs(element: Any) -> bool:
    return any(True for _ in element.iterdescendants("p", "li", "div"))


def _taken_before(root: Any, first: Any) -> tuple[LeftOut, ...]:
    """Take out the lines above the first segment: title, program, name of the recording, settings."""
    gone: list[LeftOut] = []
    for paragraph in list(root.iter("p")):
        if paragraph is first:
            break
        text = " ".join("".join(paragraph.itertext()).split())
        if text:
            gone.append(LeftOut(len(gone) + 1, "note of the program", text))
        _become(paragraph, "")
    return tuple(gone)


def _write_segments(paragraph: Any) -> None:
    """Rewrite a paragraph of noScribe: stamps at its segments, and a line of its own for each that overlaps."""
    from lxml import etree

    lines = list(_speaker_lines([piece for piece in _pieces(paragraph) if piece.text.strip()]))
    _become(paragraph, lines[0] if lines else "")
    for line in lines[1:]:
        etree.SubElement(paragraph, "br").tail = line


def _pieces(paragraph: Any) -> list[_Piece]:
    """The pieces of a paragraph; a segment reaches to the next anchor, for an editor may have emptied the anchors."""
    pieces = [_Piece(paragraph.text or "")]

    def walk(element: Any) -> None:
        found = _SEGMENT.fullmatch(element.get("name", "")) if element.tag == "a" else None
        if found:
            start, end = int(found[1]) / 1000, int(found[2]) / 1000
            pieces.append(_Piece("", stamp(start, end) if end > start else stamp(start), bool(found[3])))
        if not (element.tag == "span" and _STAMP.fullmatch("".join(element.itertext()))):
            pieces[-1].text += "\n" if element.tag == "br" else element.text or ""
            for child in element:
                walk(child)
                pieces[-1].text += child.tail or ""

    for child in paragraph:
        walk(child)
        pieces[-1].text += child.tail or ""
    return pieces


def _speaker_lines(pieces: list[_Piece]) -> Iterator[str]:
    """A line for each change of the speaker; `//` around what overlaps stays, it is a mark of the transcript."""
    main = _LABEL.match(pieces[0].text) if pieces else None
    label = f"{main[1]}: " if main and not pieces[0].overlaps else ""
    line = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        text = piece.text.strip()
        after_overlap = before is not None and before.overlaps and (not piece.overlaps or text.startswith("//"))
        if after_overlap:
            line, text = f"{line}//", text.removeprefix("//").strip() if not piece.overlaps else text
        if line and (after_overlap or (piece.overlaps and not (before and before.overlaps))):
            yield line
            line = ""
        if not line:
            own = _LABEL.match(text) if piece.overlaps or before is None else None
            who = f"{own[1]}: " if own else label
            text = text[own.end() :] if own else text
            line = f"{who}{piece.stamp} {'//' if piece.overlaps else ''}{text}"
        else:
            line = f"{line} {piece.stamp} {text}"
    if line:
        yield f"{line}//" if pieces[-1].overlaps else line
