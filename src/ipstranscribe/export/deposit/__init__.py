"""A deposit: the folder that a data archive takes, as values. Its README speaks the study's language, descriptions English.

`deposit` makes all of it: transcripts as text, csv and TEI; the codebook; what participants have consented to; the variables
that may be shown; a description as DDI Codebook; a README with the size and checksum of every file, and a manifest.
"""

from collections.abc import Mapping, Sequence

from ipstranscribe.export import transcript_txt
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.deposit import ddi, readme, tables, tei
from ipstranscribe.export.deposit.facts import DepositFacts, DepositMethods, ShownVariable
from ipstranscribe.settings import ExportSettings

__all__ = ["DepositFacts", "DepositMethods", "ShownVariable", "deposit"]

README = "README.md"


def deposit(facts: DepositFacts, documents: Sequence[Document], settings: ExportSettings) -> dict[str, bytes]:
    """The files of a deposit without its manifest: name below the folder → content. The same input gives the same bytes."""
    files: dict[str, bytes] = {}
    for document in documents:
        files |= _of_interview(document, facts, settings)
    files |= tables.tables(facts, documents)
    files["ddi_codebook.xml"] = ddi.codebook(facts, sorted(files))
    files[README] = readme.readme(facts, files, settings.document_language)
    return files


def _of_interview(document: Document, facts: DepositFacts, settings: ExportSettings) -> Mapping[str, bytes]:
    interview = document.transcript.interview
    return {
        f"transcripts/{interview}_transcript.txt": transcript_txt.content(document, settings),
        f"transcripts/{interview}_turns.csv": tables.turns(document),
        f"transcripts/{interview}_tei.xml": tei.transcript(document, facts),
    }
