"""A transcript in TEI P5 (the module for transcriptions of speech): a header, and every turn as an utterance `u`."""

from collections.abc import Iterator

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.deposit.facts import DepositFacts
from ipstranscribe.export.qdpx.markup import element, leaf

_NAMESPACE = "http://www.tei-c.org/ns/1.0"


def transcript(document: Document, facts: DepositFacts) -> bytes:
    """The TEI document of an interview. Speakers are numbered, because a label need not be an XML name (`?`)."""
    who = {one.label: f"speaker-{number}" for number, one in enumerate(document.transcript.speakers, 1)}
    people = (
        element("person", leaf("p", f"{one.label}: {one.role}"), **{"xml:id": who[one.label]})
        for one in document.transcript.speakers
    )
    profile = element(
        "profileDesc",
        element("langUsage", element("language", ident=document.transcript.language or "und")),
        element("particDesc", element("listPerson", *people)) if who else "",
    )
    said = element("text", element("body", *_utterances(document, who)))
    root = element(
        "TEI", element("teiHeader", _file(document, facts), _encoding(facts), profile), said, xmlns=_NAMESPACE
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()


def _file(document: Document, facts: DepositFacts) -> str:
    title = leaf("title", f"{facts.title}: {document.transcript.interview}")
    return element(
        "fileDesc",
        element("titleStmt", title),
        element("publicationStmt", leaf("p", f"Deposited {facts.when}. Pseudonymized, and still personal data.")),
        element("sourceDesc", leaf("p", "The transcript of a recorded interview.")),
    )


def _encoding(facts: DepositFacts) -> str:
    return element(
        "encodingDesc",
        element("projectDesc", leaf("p", f"Made with {facts.program}.")),
        element("editorialDecl", leaf("p", f"Convention: {facts.convention_told('en')}"), leaf("p", REPLACED)),
    )


REPLACED = (
    "What could identify somebody is replaced by words in square brackets; the same one has the same replacement."
)
"""What is said of replacements, the same in every file."""


def _utterances(document: Document, who: dict[str, str]) -> Iterator[str]:
    for turn in document.transcript.turns:
        text = leaf("seg", one_line(document.said(turn)))
        yield element("u", text, who=f"#{who[turn.speaker]}", **{"xml:id": f"u-{turn.id}"})
    if not document.transcript.turns:
        yield leaf("p", "Nothing was said.")
