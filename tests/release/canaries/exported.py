"""Places of the documents that the program itself exports: every file of every format that it has, now and later."""

import io
from collections.abc import Callable

from ipstranscribe.export import FORMATS, PROGRAMS, Document, Format, StudyFormat
from ipstranscribe.settings import ExportSettings
from tests.export.export_sample import document, saying, whole
from tests.release.canaries.carrying import Carrier, Files, amid


def _said(text: str) -> Document:
    return saying(amid(text))


def _in_guide(text: str) -> Document:
    plain = document()
    first, *others = plain.guide.questions
    questions = (first.model_copy(update={"text": amid(text)}), *others)
    return plain.model_copy(update={"guide": plain.guide.model_copy(update={"questions": questions})})


def _in_title(text: str) -> Document:
    plain = document()
    return plain.model_copy(update={"header": plain.header.model_copy(update={"project": text})})


def _in_note(text: str) -> Document:
    plain = document()
    return plain.model_copy(update={"units": plain.units.model_copy(update={"notes": (text,)})})


_PLACES: dict[str, Callable[[str], Document]] = {
    "what is said": _said,
    "a question of the guide": _in_guide,
    "the title of the study": _in_title,
    "a note": _in_note,
}


def _shown(write: Callable[[str], Document], one: Format | StudyFormat) -> Carrier:
    """A carrier in one exported file; empty where that file does not show the place."""

    def carry(text: str) -> Files:
        source, content = write(text), io.BytesIO()
        if isinstance(one, Format):
            one.write(source, ExportSettings(), content)
        else:
            one.write(whole(source), ExportSettings(), content)
        return {one.name.format(id=source.transcript.interview): content.getvalue()}

    return carry


def _shows(carrier: Carrier) -> bool:
    return carrier("Xabc") != carrier("Xdef")


EXPORTED: dict[str, Carrier] = {
    f"exported {one.name}, {place}": carrier
    for kit in (*FORMATS.values(), *PROGRAMS.values())
    for one in kit
    for place, write in _PLACES.items()
    if _shows(carrier := _shown(write, one))
}
"""Place → carrier."""
