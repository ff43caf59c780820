"""What the tests of project files share: making one, opening it by the schema, and reading what is coded in it."""

import io
import zipfile
from importlib import resources
from typing import Any

from lxml import etree

from ipstranscribe.export import Document, Header, StudyDocument, StudyPart, qdpx
from ipstranscribe.export.qdpx import GENERAL, MAXQDA, QUALCODER
from ipstranscribe.export.qdpx.project import QdpxProfile
from ipstranscribe.settings import ExportSettings
from tests.export.export_sample import GUIDE

PACKAGE = resources.files("ipstranscribe.export.qdpx")
SCHEMA = etree.XMLSchema(etree.fromstring((PACKAGE / "Project.xsd").read_bytes()))
PROFILES = {"general": GENERAL, "qualcoder": QUALCODER, "maxqda": MAXQDA}


def made(study: StudyDocument, profile: QdpxProfile = GENERAL, language: str = "en") -> bytes:
    content = io.BytesIO()
    qdpx.writer(profile)(study, ExportSettings(document_language=language), content)
    return content.getvalue()


def opened(content: bytes) -> tuple[Any, dict[str, str]]:
    """The project, checked against the schema, and the text of every source by its GUID."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        project = etree.fromstring(package.read("project.qde"))
        texts = {name[8:-4]: package.read(name).decode() for name in package.namelist() if name != "project.qde"}
    SCHEMA.assertValid(project)
    return project, texts


def study(*documents: Document, more: tuple[StudyPart, ...] = (), **header: Any) -> StudyDocument:
    """The interviews given as ready; all of one participant unless they are called otherwise."""
    parts = tuple(
        StudyPart(interview=one.transcript.interview, participants=("P1",), branch="not_working", document=one)
        for one in documents
    )
    guide = documents[0].guide if documents else GUIDE
    told = {"project": "Back to work", "status": "draft", "made_by": "a test"} | header
    return StudyDocument(parts=(*parts, *more), guide=guide, header=Header(**told))


def under(source: Document, interview: str) -> Document:
    """The same interview under another id."""
    transcript = source.transcript.model_copy(update={"interview": interview})
    units = source.units.model_copy(update={"interview": interview})
    return source.model_copy(update={"transcript": transcript, "units": units})


def all_of(project: Any, tag: str) -> list[Any]:
    return list(project.iter(f"{{*}}{tag}"))


def codings(project: Any, texts: dict[str, str]) -> list[tuple[str, str, str]]:
    """What is coded: name of the selection, name of the code, and the text that it covers."""
    codes = {code.get("guid"): code.get("name") for code in all_of(project, "Code")}
    return [
        (
            one.get("name"),
            codes[one.find("{*}Coding/{*}CodeRef").get("targetGUID")],
            texts[source.get("guid")][int(one.get("startPosition")) : int(one.get("endPosition"))],
        )
        for source in all_of(project, "TextSource")
        for one in source.iterfind("{*}PlainTextSelection")
    ]


def values(project: Any) -> dict[str, dict[str, str]]:
    """Variables of cases and sources, by name."""
    names = {one.get("guid"): one.get("name") for one in all_of(project, "Variable")}
    return {
        f"{etree.QName(one).localname} {one.get('name')}": {
            names[value[0].get("targetGUID")]: value[1].text for value in one.iterfind("{*}VariableValue")
        }
        for one in (*all_of(project, "Case"), *all_of(project, "TextSource"))
    }
