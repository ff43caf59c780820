"""The tables of a deposit: turns, codebook, consent and variables, as csv in UTF-8 with a byte order mark."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.deposit import words
from ipstranscribe.export.deposit.facts import DepositFacts
from ipstranscribe.export.units_csv import table
from ipstranscribe.model import ConsentScope

USES: dict[ConsentScope, str] = words.words("en")["uses"]
"""What each scope of consent allows, for catalogues."""
TURNS = ("turn", "speaker", "role", "start_seconds", "end_seconds", "text")
GUIDE = ("question", "branch", "text", "follow_ups", "other_wordings")
CODES = ("code", "units")
AGREED = ("interview", "unit", "turn", "code", "text")
VARIABLES = ("variable", "kind", "participants_with_a_value", "values_of_several_participants")


def tables(facts: DepositFacts, documents: Sequence[Document]) -> dict[str, bytes]:
    """All tables that are not of one interview: name → content. Those of codes only where codes were agreed on."""
    files = {
        "codebook/guide_questions.csv": _csv(GUIDE, _questions(facts)),
        "consent.csv": _csv(("interview", *USES), _consent(facts)),
        "variables.csv": _csv(VARIABLES, _variables(facts)),
    }
    if facts.agreed.units:
        uses = Counter(code for one in facts.agreed.units for code in one.codes)
        files["codebook/codes.csv"] = _csv(CODES, [(code, str(n)) for code, n in sorted(uses.items())])
        files["codebook/agreed_codes.csv"] = _csv(AGREED, _agreed(facts, documents))
    return files


def turns(document: Document) -> bytes:
    """The turns of an interview: who says what, and when in seconds from its start, where that is known."""
    transcript = document.transcript
    rows = (
        (
            turn.id, turn.speaker, transcript.role(turn), _seconds(turn.start), _seconds(turn.end),
            one_line(document.said(turn)),
        )
        for turn in transcript.turns
    )  # fmt: skip
    return _csv(TURNS, rows)


def _questions(facts: DepositFacts) -> Iterator[tuple[str, ...]]:
    for one in facts.guide.questions:
        yield one.id, str(one.branch), one.text, " | ".join(one.followups), " | ".join(one.variants)


def _variables(facts: DepositFacts) -> Iterator[tuple[str, ...]]:
    for one in facts.variables:
        yield one.name, words.kind(one, "en"), str(one.given), words.values(one, "en")


def _consent(facts: DepositFacts) -> Iterator[tuple[str, ...]]:
    for interview, given in facts.consent.items():
        yield interview, *("yes" if scope in given else "no" for scope in USES)


def _agreed(facts: DepositFacts, documents: Sequence[Document]) -> Iterator[tuple[str, ...]]:
    units = {
        (document.transcript.interview, unit.id): (unit.turn, one_line(document.said(unit)))
        for document in documents
        for unit in document.units.units
    }
    for one in facts.agreed.units:
        turn, text = units[one.interview, one.unit]
        for code in one.codes:
            yield one.interview, one.unit, turn, code, text


def _seconds(time: float | None) -> str:
    return "" if time is None else f"{time:.2f}"


def _csv(head: Sequence[str], rows: "Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]") -> bytes:
    return table(head, rows, ",")
