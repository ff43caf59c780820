"""A draft in a person's hands: a transcript, its Word draft, and changes to the draft's XML."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.draft import DraftHeader, write_draft

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TALK = (
    ("I", "When did you start to work?"),
    ("P1", "I started in the spring, I think."),
    ("I", "And how was it to be back?"),
    ("P1", "It was hard. Mornings were the worst of it."),
)
Edit = Callable[[Any], None]


def timed(text: str, start: float) -> tuple[Word, ...]:
    """One word per second, each 0.9 s long."""
    return tuple(
        Word(char_start=m.start(), char_end=m.end(), start=start + n, end=start + n + 0.9, probability=0.8)
        for n, m in enumerate(re.finditer(r"\S+", text))
    )


def transcript(talk: tuple[tuple[str, str], ...] = TALK, **more: Any) -> Transcript:
    """An interview P1 in which a turn begins every ten seconds."""
    turns = []
    for n, (speaker, text) in enumerate(talk):
        words = timed(text, 10.0 * n)
        end = words[-1].end if words else None
        turns.append(Turn(id=f"P1-{n + 1:03d}", speaker=speaker, text=text, start=10.0 * n, end=end, words=words))
    return Transcript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant")),
        turns=tuple(turns),
        made_by=MadeBy(program="ipstranscribe 0.1.0", inputs="0", settings={"engine": "fast"}),
        **more,
    )


def draft(value: Transcript, convention: str = "verbatim") -> bytes:
    """The Word draft as the program writes it."""
    file = io.BytesIO()
    write_draft(value, DraftHeader(convention=convention), file)
    return file.getvalue()


def edited(package: bytes, *edits: Edit) -> bytes:
    """The package with its body changed by `edits`."""
    source = zipfile.ZipFile(io.BytesIO(package))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                body = etree.fromstring(data)
                for edit in edits:
                    edit(body)
                data = etree.tostring(body)
            target.writestr(name, data)
    return out.getvalue()


def saved(folder: Path, content: bytes, name: str = "back.docx") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content)
    return path


def turn(body: Any, number: int) -> Any:
    """The paragraph of a turn, counted from 1."""
    mark = next(b for b in body.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == f"_P1_{number:03d}")
    return mark.getparent()


def run(text: str) -> Any:
    """A run of text."""
    element = etree.Element(f"{W}r")
    said = etree.SubElement(element, f"{W}t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def paragraph(text: str) -> Any:
    """A new paragraph; tabs as a person types them."""
    element = etree.Element(f"{W}p")
    for n, part in enumerate(text.split("\t")):
        if n:
            etree.SubElement(etree.SubElement(element, f"{W}r"), f"{W}tab")
        element.append(run(part))
    return element


def wrapped(tag: str, *children: Any) -> Any:
    """Elements inside another: `ins`, `del`, `sdt`."""
    element = etree.Element(f"{W}{tag}")
    element.extend(children)
    return element


def wrap(element: Any, *tags: str) -> None:
    """Put an element inside new ones, outermost first, at its place."""
    parent, at = element.getparent(), element.getparent().index(element)
    inner = element
    for tag in reversed(tags):
        inner = wrapped(tag, inner)
    parent.insert(at, inner)


def say(number: int, text: str) -> Edit:
    """Change what a turn says to `text`."""

    def edit(body: Any) -> None:
        said = turn(body, number).findall(f"{W}r")[2:]
        said[0].find(f"{W}t").text = text
        for more in said[1:]:
            more.getparent().remove(more)

    return edit


def label(number: int, text: str) -> Edit:
    """Change the label of a turn."""

    def edit(body: Any) -> None:
        turn(body, number).find(f"{W}r").find(f"{W}t").text = text

    return edit


def gone(number: int) -> Edit:
    """Take a turn's paragraph away."""

    def edit(body: Any) -> None:
        body[0].remove(turn(body, number))

    return edit


def after(number: int, text: str) -> Edit:
    """Add a paragraph after that of a turn."""

    def edit(body: Any) -> None:
        turn(body, number).addnext(paragraph(text))

    return edit
