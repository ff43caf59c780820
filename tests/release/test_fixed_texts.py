"""Our own words pass at their place in a document, and are words like any others where a study writes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from typing import get_args
from xml.sax.saxutils import escape

import pytest

from ipstranscribe.choices import FormatName, ProgramName
from ipstranscribe.export import Document, Header, StudyDocument, coder_packs, export, export_study
from ipstranscribe.model import Decisions, Entity, Guide, Key, MadeBy, PseudonymizedTranscript, Units
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.release.fixed_texts import FixedTexts
from ipstranscribe.release.gate import Gate
from ipstranscribe.settings import ExportSettings
from tests.lanes import EXHAUSTIVE

LANGUAGES = ("en", "nb", "nn")
EVERY = 1 if EXHAUSTIVE else 8
"""One in so many texts is tried in the quick lane."""


@cache
def empty_export(language: str) -> Mapping[str, bytes]:
    """Every document of every format, of a study in which nobody has said anything."""
    settings = ExportSettings(
        formats=get_args(FormatName), programs=get_args(ProgramName), document_language=language, coders=()
    )
    made = MadeBy(program="", inputs="")
    transcript = PseudonymizedTranscript(interview="", language="", speakers=(), turns=(), made_by=made)
    units = Units(interview="", asked=(), units=(), made_by=made)
    header = Header(project="", status="draft", made_by="", convention="verbatim", codes={})
    guide = Guide(title="", language="", questions=())
    document = Document(transcript=transcript, units=units, guide=guide, header=header)
    whole = export_study(StudyDocument(parts=(), guide=guide, header=header), settings)
    return export(document, settings) | whole | coder_packs.instruction(header, settings)


@cache
def fixed(language: str) -> FixedTexts:
    return FixedTexts.of(empty_export(language).items())


@cache
def own_texts(language: str) -> tuple[str, ...]:
    """Every text and line of the empty export, each once."""
    found = dict.fromkeys(
        line.strip()
        for name, data in empty_export(language).items()
        for piece in unpack(name, data)
        for line in (piece.text, *piece.text.splitlines())
    )
    return tuple(text for text in found if text)


def gate_of(language: str, *names: str) -> Gate:
    """The gate of a study that knows people of these names."""
    entity = Entity(id="E0001", category="person", replacement="[P1]", forms=names)
    return Gate.of(Key(study="s", entities=(entity,)), Decisions(), fixed=fixed(language))


def package(members: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def _member(kind: str, name: str, before: str, after: str) -> Callable[[str], dict[str, bytes]]:
    """A text in one part of a package; `name` and what is around it are those of the format."""
    quoted = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    return lambda text: {f"P1_x.{kind}": package({name: f"{before}{escape(text, quoted)}{after}"})}


def _added(kind: str, member: str, old: str, new: tuple[str, str]) -> Callable[[str], dict[str, bytes]]:
    """A text between the two parts of `new`, before `old` in an export that is otherwise untouched."""

    def carrier(text: str) -> dict[str, bytes]:
        name, data = next((n, d) for n, d in empty_export("en").items() if n.endswith(kind))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one: archive.read(one).decode() for one in archive.namelist()}
        quoted = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
        assert old in members[member]
        members[member] = members[member].replace(old, f"{new[0]}{escape(text, quoted)}{new[1]}{old}", 1)
        return {"P1" + name: package(members)}

    return carrier


ROW = ('<row r="{0}"><c r="J{0}" t="inlineStr"><is><t>', "</t></is></c></row>")
LATER_SHEETS = '"/><sheet name="a"/><sheet name="b"/><sheet name="c"/><sheet name="d"/></sheets></workbook>'
W, S = '<w:document xmlns:w="w"><w:body>', '<worksheet xmlns="x"><sheetData>'
PLACES: dict[str, Callable[[str], dict[str, bytes]]] = {
    "paragraph": _member("docx", "word/document.xml", f"{W}<w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body></w:document>"),
    "cell of Word": _member(
        "docx",
        "word/document.xml",
        f"{W}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>",
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>",
    ),
    "author of a comment": _member(
        "docx", "word/comments.xml", '<w:comments xmlns:w="w"><w:comment w:author="', '"/></w:comments>'
    ),
    "property": _member("docx", "docProps/core.xml", '<c xmlns:dc="d"><dc:creator>', "</dc:creator></c>"),
    "cell": _member(
        "xlsx", "xl/worksheets/sheet1.xml", S + ROW[0].format(3), f"{ROW[1]}</sheetData></worksheet>"
    ),
    "shared string": _member("xlsx", "xl/sharedStrings.xml", '<sst xmlns="x"><si><t>', "</t></si></sst>"),
    "sheet name": _member("xlsx", "xl/workbook.xml", '<workbook xmlns="x"><sheets><sheet name="', LATER_SHEETS),
    "name of a source": _member(
        "qdpx", "project.qde", '<Project xmlns="x"><Sources><TextSource name="', '"/></Sources></Project>'
    ),
    "keywords of an export": _added(
        "units.docx", "docProps/core.xml", "<cp:revision>", ("<cp:keywords>", "</cp:keywords>")
    ),
    "paragraph of an export": _added(
        "units.docx", "word/document.xml", "<w:sectPr", ("<w:p><w:r><w:t>", "</w:t></w:r></w:p>")
    ),
    "cell of an export": _added(
        "units.xlsx", "xl/worksheets/sheet1.xml", "</sheetData>", (ROW[0].format(9), ROW[1])
    ),
    "line of text": lambda text: {"P1_transcript.txt": b"\n" * 90 + text.encode()},
    "cell of csv": lambda text: {"P1_units.csv": f'"id","text"\r\n"1","{text}"\r\n'.encode()},
    "caption": lambda text: {"P1_transcript.vtt": ("WEBVTT\n" + "\n" * 90 + text).encode()},
    "paragraph of html": lambda text: {"P1_transcript.html": (("<p>\n" * 200) + f"<p>{escape(text)}</p>").encode()},
    "file name": lambda text: {"".join(c for c in text if c not in "/\\\0")[:80] + ".bin": b""},
}  # fmt: skip


def _searchable(text: str) -> bool:
    """Whether a gate that knows no fixed texts finds a person of this name in a text: numbers and signs are no names."""
    if sum(map(str.isalpha, text)) < 2 or len(text) > 60 or "\n" in text or '"' in text or "&" in text:
        return False
    alone = gate_of("en", text)
    return bool(alone.known.occurrences(text, alone.coverage.within(None)))


@cache
def cases() -> tuple[tuple[str, Gate], ...]:
    """Texts, and the gate of a study of one person of that name."""
    told = {text: language for language in LANGUAGES for text in own_texts(language)}
    return tuple((text, gate_of(told[text], text)) for text in list(told)[::EVERY] if _searchable(text))


@pytest.mark.parametrize("place", PLACES)
def test_our_own_word_is_a_name_like_any_other_where_a_study_writes(place: str) -> None:
    """For every text of an empty export: a person of that name is found in every place of content."""
    passed = []
    for text, gate in cases()[:: EVERY if place.endswith("an export") else 1]:
        files = PLACES[place](text)
        if not any(gate.search_file(name, data).findings for name, data in files.items()):
            passed.append(text)
    assert passed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_untouched_export_passes_whatever_people_are_called(language: str) -> None:
    """All our words are names of people at once, and every document of the empty study passes but for its name."""
    gate = gate_of(language, *own_texts(language))
    findings = [f for name, data in empty_export(language).items() for f in gate.search_file(name, data).findings]
    assert findings == []


@pytest.mark.parametrize("name", ["Hans", "Cher", "Guru", "Tibt", "Roman", "Calibri", "Georgia"])
def test_a_person_called_like_a_script_or_a_font_is_found_in_a_text_and_stops_no_export(name: str) -> None:
    gate = gate_of("en", name)
    assert all(gate.search_file(n, d).findings for n, d in PLACES["paragraph"](name).items())
    assert [f for n, d in empty_export("en").items() for f in gate.search_file(n, d).findings] == []
