"""The description of a deposit as DDI Codebook 2.5: what archives read into their catalogues."""

from collections.abc import Iterator, Sequence

from ipstranscribe.export.deposit import words
from ipstranscribe.export.deposit.facts import DepositFacts
from ipstranscribe.export.deposit.tables import USES
from ipstranscribe.export.deposit.tei import REPLACED
from ipstranscribe.export.qdpx.markup import element, leaf


def codebook(facts: DepositFacts, files: Sequence[str]) -> bytes:
    """The codebook of a deposit with these files."""
    root = element(
        "codeBook",
        element("stdyDscr", _citation(facts), _about(facts), _method(facts), _access(facts)),
        *(element("fileDscr", element("fileTxt", leaf("fileName", name))) for name in files),
        element("dataDscr", *_variables(facts)) if facts.variables else "",
        xmlns="ddi:codebook:2_5",
        version="2.5",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()


def _citation(facts: DepositFacts) -> str:
    made = element("prodStmt", _dated("prodDate", facts.when), leaf("software", facts.program))
    return element("citation", element("titlStmt", leaf("titl", facts.title or "–")), made)


def _about(facts: DepositFacts) -> str:
    told = f"{len(facts.consent)} pseudonymized interview transcripts. {REPLACED}"
    summary = element("sumDscr", leaf("dataKind", "Qualitative interviews: text"))
    return element("stdyInfo", leaf("abstract", told), summary)


def _method(facts: DepositFacts) -> str:
    questions = " ".join(f"{one.id}. {one.text}" for one in facts.guide.questions)
    collected = element(
        "dataColl",
        leaf("collMode", "Interviews, recorded and transcribed"),
        leaf("resInstru", questions),
        leaf("cleanOps", f"Transcription convention: {facts.convention_told('en')}"),
    )
    return element(
        "method", collected, *(leaf("notes", f"{name}: {told}") for name, told in words.methods(facts, "en"))
    )


def _access(facts: DepositFacts) -> str:
    given = [scope for scope in USES if facts.consent and all(scope in one for one in facts.consent.values())]
    told = "; ".join(USES[scope] for scope in given)
    conditions = f"Consented to for every interview: {told or 'see consent.csv'}. For each interview: consent.csv."
    restriction = "Pseudonymized data are personal data: access as the consent and the archive's contract say."
    return element("dataAccs", element("useStmt", leaf("restrctn", restriction), leaf("conditions", conditions)))


def _variables(facts: DepositFacts) -> Iterator[str]:
    for number, one in enumerate(facts.variables, 1):
        kind, values = words.kind(one, "en"), words.values(one, "en")
        told = f"{kind}; {one.given} participants have a value. {values}".strip()
        yield element("var", leaf("labl", one.name), leaf("txt", told), ID=f"V{number}", name=f"variable_{number}")


def _dated(tag: str, when: str) -> str:
    return f'<{tag} date="{when}">{when}</{tag}>\n' if when else ""
