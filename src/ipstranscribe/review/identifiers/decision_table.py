"""The decision table: the rows that people are shown, in which order, and what they filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ipstranscribe.documents import tables
from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import DIRECT, Category, Decision, Decisions
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, Suggestion, WithdrawnDecision, resolve_entity

COLUMNS = (
    "decision", "replacement", "written_form", "entity", "category", "state", "proposed", "times", "interviews",
    "found_by", "confidence", "may_be", "context", "note",
)  # fmt: skip
_UNDECIDED_FIRST = ("suggested", "automatic", "rejected")
_WORDS = {
    "accept": ("accept", "godta", "godta", "yes", "ja"),
    "change": ("change", "endre", "endre"),
    "reject": ("reject", "avvis", "avvis", "no", "nei", "keep"),
    "merge": ("merge", "slå sammen", "slå saman"),
    "split": ("split", "skill", "skil"),
    "add": ("add", "legg til", "legg til"),
    "withdraw": ("withdraw", "angre", "angre"),
}
"""The words of the column `decision`, in the order of `LANGUAGES`, and others that are understood."""
VERDICTS = tuple(_WORDS)
_VERDICT_OF = {word: verdict for verdict, words in _WORDS.items() for word in words}
CATEGORIES: tuple[Category, ...] = get_args(Category)


def review_priority(suggestion: Suggestion) -> tuple[int, bool, int, float, str, str]:
    """Where a row stands in the table: what may do most harm if nobody looks at it sorts first.

    Undecided before decided; kinds that point at one person by themselves before those that do so in combination; what
    is said often before what is said once; what the program is least sure of first. Form and entity settle ties.
    """
    s = suggestion
    undecided = _UNDECIDED_FIRST.index(s.state)
    return undecided, s.category not in DIRECT, -s.times, s.confidence, s.form.casefold(), s.entity


def verdict_word(verdict: str, language: str) -> str:
    """How a verdict is called in the column `decision` of a table in `language` (en, nb, nn)."""
    return _WORDS[verdict][LANGUAGES.index(language)]


def table_rows(suggestions: Sequence[Suggestion], decisions: Decisions, language: str = "en") -> list[dict[str, str]]:
    """The table for people, by `risk`, each row with what was decided, in the words of `language`."""
    standing = DecisionIndex(decisions)
    return [
        _row(suggestion, standing.on(suggestion.entity, suggestion.form), decisions, language)
        for suggestion in sorted(suggestions, key=review_priority)
    ]


def _row(suggestion: Suggestion, decided: Decision | None, decisions: Decisions, language: str) -> dict[str, str]:
    return {
        "decision": verdict_word(decided.verdict, language) if decided else "",
        "replacement": (decided.replacement or "") if decided else "",
        "written_form": suggestion.form,
        "entity": suggestion.entity,
        "category": suggestion.category,
        "state": suggestion.state,
        "proposed": suggestion.proposed,
        "times": str(suggestion.times),
        "interviews": " ".join(suggestion.interviews),
        "found_by": suggestion.found_by,
        "confidence": f"{suggestion.confidence:.2f}",
        "may_be": " ".join(suggestion.may_be),
        "context": suggestion.context,
        "note": "" if decided else _moved(suggestion.form, suggestion.entity, suggestion.proposed, decisions),
    }


def _moved(form: str, entity: str, proposed: str, decisions: Decisions) -> str:
    """How a form came to an entity that no decision names: it was merged into it, or split off from another."""
    for decision in reversed(decisions.decisions):
        into = decision.verdict == "merge" and (decision.replacement or "").strip("[] ") in (
            entity,
            proposed.strip("[] "),
        )
        off = decision.verdict == "split" and decision.entity != entity
        if decision.form == form and (into or off):
            return f"{decision.verdict} ({decision.entity})" if decision.entity else decision.verdict
    return ""


# The table that comes back.


@dataclass(frozen=True)
class DecisionReader:
    """Reads rows of a filled-in table. `by` and `when` sign what has no signature of its own.

    `entities` (id → replacement, every id that the study knows) lets it refuse a merge with what there is not.
    """

    by: str
    when: str
    entities: Mapping[str, str] | None = None

    def row(self, row: tables.TableRow) -> Decision | WithdrawnDecision | None:
        """What a row decides, None if nothing; raises UserError, which quotes no cell."""
        verdict = self._verdict(row)
        if not verdict:
            return None
        form, entity = tables.from_text_cell(row["written_form"]), row.get("entity") or None
        replacement = tables.from_text_cell(row.get("replacement", "")) or None
        if not form:
            raise UserError("there is no written form.", "Fill in the column written_form.")
        if verdict == "withdraw":
            return WithdrawnDecision(form, entity)
        if verdict == "add":
            verdict = "change" if replacement else "accept"
        self._check(verdict, replacement, row)
        if verdict == "merge" and replacement:
            replacement = resolve_entity(replacement, self.entities or {}) or replacement
            if replacement == entity:  # merged already: the row is as the program wrote it after that
                return None
        return Decision.model_validate(
            {
                "form": form,
                "verdict": verdict,
                "entity": entity,
                "replacement": replacement if verdict in ("change", "merge") else None,
                "category": None if entity else _category(row.get("category", "")),
                "by": row.get("by") or self.by,
                "when": row.get("when") or self.when,
            }
        )

    @staticmethod
    def _verdict(row: tables.TableRow) -> str:
        said = " ".join(row["decision"].casefold().split())
        if said and said not in _VERDICT_OF:
            raise UserError(f"the decision is not one of {', '.join(VERDICTS)}.", "Correct that row.")
        added = not said and row.get("entity") == "" and row.get("state") == ""  # the program fills in both
        return "add" if added else _VERDICT_OF.get(said, "")

    def _check(self, verdict: str, replacement: str | None, row: tables.TableRow) -> None:
        if verdict == "change" and not replacement:
            raise UserError("`change` needs a replacement.", "Fill in the column replacement.")
        if verdict == "merge" and not self._means_one(replacement):
            raise UserError(
                "`merge` needs the one entity that is meant.",
                "Write its replacement in brackets into the column replacement, or its id, like E0007.",
            )
        if verdict in ("accept", "split") and replacement not in (None, row.get("proposed")):
            raise UserError(f"`{verdict}` takes no replacement.", "Choose `change`, or empty the column replacement.")

    def _means_one(self, replacement: str | None) -> bool:
        return bool(replacement) and (
            self.entities is None or resolve_entity(replacement or "", self.entities) is not None
        )


def _category(said: str) -> Category | None:
    if not said:
        return None
    for category in CATEGORIES:
        if category == said.casefold():
            return category
    raise UserError(f"the category is not one of {', '.join(CATEGORIES)}.", "Correct that row.")


def read_table(
    path: Path, by: str, when: str, entities: Mapping[str, str] | None = None
) -> list[Decision | WithdrawnDecision]:
    """The decisions filled in in a csv or xlsx table; rows without one are left out. `entities` as in `DecisionReader`.

    A row without entity and state was appended by a person: its form is added. Raises UserError naming the row number
    if a decision or category is none of the known words, or lacks what it needs.
    """
    reader = DecisionReader(by, when, entities)
    found = []
    for number, row in enumerate(tables.read(path, ("decision", "written_form")), 2):
        try:
            decision = reader.row(row)
        except UserError as error:
            raise UserError(f"{path.name}, row {number}: {error.what}", error.fix) from None
        if decision:
            found.append(decision)
    return found


def count_unread(table: Sequence[tables.TableRow], decisions: Decisions) -> int:
    """How many rows of the program's table a person filled in, of which `decisions` do not know."""
    entities = {row.get("entity", ""): row.get("proposed", "") for row in table}
    standing = DecisionIndex(decisions)
    return sum(_is_unread(row, standing, decisions, entities) for row in table)


def _is_unread(
    row: tables.TableRow, standing: DecisionIndex, decisions: Decisions, entities: Mapping[str, str]
) -> bool:
    form, entity = tables.from_text_cell(row["written_form"]), row.get("entity", "")
    decided = standing.on(entity, form)
    said = " ".join(row["decision"].casefold().split())
    verdict, replacement = _VERDICT_OF.get(said, said), tables.from_text_cell(row.get("replacement", ""))
    if verdict in ("add", "withdraw") or not entity:
        return (decided is None) != (verdict == "withdraw")
    if row.get("note", "") not in ("", _moved(form, entity, row.get("proposed", ""), decisions)):
        return True
    if verdict == "merge":
        replacement = resolve_entity(replacement, entities) or replacement
    known = (decided.verdict, decided.replacement or "") if decided else ("", "")
    return bool(verdict or replacement) and (verdict, replacement) != known
