"""The fixed texts of the study's documents: our own words, made by writing every document with nothing in it."""

from functools import cache
from typing import get_args

from ipstranscribe.export import Document, Header, Status, StudyDocument, coder_packs, export, export_study
from ipstranscribe.export.deposit import DepositFacts, ShownVariable, deposit
from ipstranscribe.model import Guide, MadeBy, PseudonymizedTranscript, Units
from ipstranscribe.release.fixed_texts import FixedTexts
from ipstranscribe.settings import ExportSettings, GeneralisationLevels
from ipstranscribe.study import approvals, audit_log
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_export


def fixed_texts(study: Study) -> FixedTexts:
    """The fixed texts of documents, whatever is exported: labels, names of styles and fonts; the columns of the log.

    They identify nobody at their place, even if a word in them is also a name ("Times New Roman").
    """
    return _fixed_texts(study.config.convention, study.export_settings())


_NO_GUIDE = Guide(title="", language="", questions=())
_MOST_VARIABLES = 200
"""Columns of participants above the last headings of a deposit's README, at the most; headings are known by place."""


@cache
def _fixed_texts(convention: str, settings: ExportSettings) -> FixedTexts:
    made = MadeBy(program="", inputs="")
    transcript = PseudonymizedTranscript(interview="", language="", speakers=(), turns=(), made_by=made)
    units = Units(interview="", asked=(), units=(), made_by=made)
    documents = [(audit_log.FILE, audit_log.to_csv([])), *sound_export.note(settings.document_language).items()]
    unnamed = (ShownVariable(name="", kind="number", given=0),) * _MOST_VARIABLES
    nothing = DepositFacts(
        title="",
        when="",
        program="",
        convention=convention,
        levels=GeneralisationLevels(),
        guide=_NO_GUIDE,
        variables=unnamed,
    )
    for status in get_args(Status):
        codes = dict.fromkeys(approvals.STAGES, "") if status == "draft" else {}
        header = Header(project="", status=status, made_by="", convention=convention, codes=codes)
        empty = Document(transcript=transcript, units=units, guide=_NO_GUIDE, header=header)
        whole = export_study(StudyDocument(parts=(), guide=_NO_GUIDE, header=header), settings)
        documents += (export(empty, settings) | whole | coder_packs.instruction(header, settings)).items()
        if status == "released":
            documents += deposit(nothing, [empty], settings).items()
    return FixedTexts.of(documents)
