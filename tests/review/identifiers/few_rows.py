"""A decision table with few rows: entities, the study that scopes may name, what was found and what was decided."""

from pathlib import Path

from ipstranscribe.model import Category, Decision, Decisions, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import Suggestion, WithdrawnDecision
from ipstranscribe.review.identifiers.decision_table import DecisionReader, load_table, numbered_decisions, table_rows
from ipstranscribe.review.identifiers.scope_column import StudyTurns
from ipstranscribe.text.occurrences import occurrences

ENTITIES = {"E0001": "[P1]", "E0002": "[P1's husband]", "E0003": "[place 1: town in Eastern Norway]", "E0004": "[boss]"}
ENTITIES |= {"E0005": "[boss]"}
TURNS = {"P1": {"P1-001": "Where was it?", "P1-014": "Two weeks on, four off. Then the four of us left."}, "P2": {}}
STUDY = StudyTurns(tuple(TURNS), lambda interview: TURNS[interview])
FIRST, SECOND = occurrences("P1", "P1-014", TURNS["P1"]["P1-014"], "four").values()
GONE = Occurrence(interview="P1", turn="P1-014", number=3)


def suggestion(
    form: str = "Hanne", entity: str = "E0001", category: Category = "person", state: str = "suggested",
    times: int = 1, confidence: float = 0.5,
) -> Suggestion:  # fmt: skip
    return Suggestion(
        form,
        entity,
        category,
        state,
        ENTITIES.get(entity, "[x]"),
        times,
        ("P1",),
        "capitals",
        confidence,
        (),
        f"»{form}«",
    )


def decision(form: str = "Hanne", verdict: str = "accept", entity: str | None = "E0001", **more: object) -> Decision:
    return Decision.model_validate(
        {"form": form, "verdict": verdict, "entity": entity, "by": "x", "when": "now", **more}
    )


def table(*suggestions: Suggestion, decided: Decisions | None = None) -> list[dict[str, str]]:
    return list(table_rows(suggestions or (suggestion(),), decided or Decisions()))


def read_table(file: Path, study: StudyTurns = STUDY) -> list[Decision | WithdrawnDecision]:
    """The decisions of a table that came back."""
    return [found for _, found in numbered_decisions(load_table(file), DecisionReader("x", "now", ENTITIES, study))]
