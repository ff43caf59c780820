"""The import of decisions: tables of identifiers that people filled in become stored decisions on identifiers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    Decision,
    DecisionScope,
    Identifiers,
    Key,
    PseudonymizedTranscript,
    StepInputs,
    Transcript,
)
from ipstranscribe.pseudonymize.entities.decisions import WithdrawnDecision, merge_decisions
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.review.identifiers.decision_table import category_of, is_addition, load_table
from ipstranscribe.review.identifiers.identifier_review import IdentifierReview, TableDecisions
from ipstranscribe.review.identifiers.scope_column import StudyTurns, is_everywhere
from ipstranscribe.review.identifiers.workbook_words import column_label
from ipstranscribe.study import audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.text.phrase_index import FormIndex
from ipstranscribe.text.small_numbers import furthest_reach
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.review_identifiers import TABLES_READ, decisions_of, roster_of, tables_read
from ipstranscribe.workflow.roles import check_role

MOST_NAMED = 20
"""Maximum number of refused rows that are named; further ones are counted."""


def _remember(study: Study, digests: Sequence[str], when: str) -> None:
    parts = {**tables_read(study), **dict.fromkeys(digests, when)}
    storage.write(study.step_inputs(TABLES_READ), StepInputs(inputs="", parts=parts), private=True)


@locks.holding_shared("import decisions")
def import_decisions(study: Study, file: Path, by: str, when: str) -> int:
    """Read the decisions in `file` and merge them with the earlier ones; returns the number of decisions in the file.

    A row that stands as the program wrote it decides nothing. Raises UserError (REFUSED) if a row would undo what somebody
    else has decided since the table was written; then nothing is read.
    """
    found = _returned(study, file, by, when)
    _store(study, [found], by, when)
    return len(found.decisions)


@dataclass
class ReturnedTables:
    """The outcome of reading several tables: names with numbers of decisions, and those not read, with the reason."""

    read: list[tuple[str, int]] = field(default_factory=list)
    unread: list[tuple[str, UserError]] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """OK, INCOMPLETE where only some were read, else the code of the first reason."""
        if not self.unread:
            return ExitCode.OK
        return ExitCode.INCOMPLETE if self.read else self.unread[0][1].code


@locks.holding_shared("import decisions")
def import_tables(study: Study, files: Sequence[Path], by: str, when: str) -> ReturnedTables:
    """Read the decisions of several tables, each against what was decided when it was written, and before any of them.

    A table that cannot be read, or would undo what somebody else has decided since, is left out; so are tables that decide
    otherwise than one another, whatever their order. The others are read.
    """
    outcome, found = ReturnedTables(), dict[Path, TableDecisions]()
    for file in dict.fromkeys(files):
        try:
            found[file] = _returned(study, file, by, when)
        except UserError as error:
            outcome.unread.append((file.name, error))
    against = _contradictions(found)
    for file, others in against.items():
        outcome.unread.append((file.name, _contradicted(others)))
    agreed = {file: one for file, one in found.items() if file not in against}
    _store(study, list(agreed.values()), by, when)
    outcome.read = [(file.name, len(one.decisions)) for file, one in agreed.items()]
    return outcome


def _returned(study: Study, file: Path, by: str, when: str) -> TableDecisions:
    """What a table decides; raises UserError for one that is none, or that would undo what somebody else has decided."""
    given_files.expect_table(file, "decisions")
    known, turns = _entities(study) or None, _study_turns(study)
    review = IdentifierReview(decisions_of(study), by=by, when=when, entities=known, turns=turns)
    found = review.decide(file)
    _refuse_named(study, file, found, by)
    _refuse_overtaken(file, found.overtaken)
    for line in unfound_additions(study, file):
        events.warn(line)
    return found


def _refuse_named(study: Study, file: Path, found: TableDecisions, by: str) -> None:
    """Raise UserError for a row that is signed by somebody's name in a column `by`, and not by a role."""
    signed = {row: one.by for row, one in zip(found.rows, found.decisions, strict=True) if isinstance(one, Decision)}
    for row, role in signed.items():
        if role != by:
            try:
                check_role(study, role)
            except UserError as error:
                what = error.what.removeprefix("--by: ")
                fix = "Write a role there, for example coder-1, or leave the column out: --by signs what has no signature."
                raise UserError(f"{file.name}, row {row}, column by: {what}", fix) from None


def _store(study: Study, found: Sequence[TableDecisions], by: str, when: str) -> None:
    """Merge what tables decide with what was decided, and remember that these tables were read."""
    if not found:
        return
    new = [decision for one in found for decision in one.decisions]
    storage.write(study.decisions, merge_decisions(decisions_of(study), new), private=True)
    _remember(study, [one.content for one in found], when)
    for one in found:
        audit_log.record(study, f"decisions on identifiers: {len(one.decisions)}", [], by=by, when=when)


def _contradictions(found: Mapping[Path, TableDecisions]) -> dict[Path, list[tuple[int, str, int]]]:
    """Tables that decide otherwise on the same form: table → its rows, each with the other table and the row in it."""
    on: dict[tuple[str, DecisionScope], list[tuple[Path, int, Decision | WithdrawnDecision]]] = defaultdict(list)
    for file, one in found.items():
        for row, decision in zip(one.rows, one.decisions, strict=True):
            on[decision.form, decision.scope].append((file, row, decision))
    against: dict[Path, list[tuple[int, str, int]]] = defaultdict(list)
    for alike in on.values():
        for file, row, mine in alike:
            for other, its_row, theirs in alike:
                if file != other and _contradict(mine, theirs):
                    against[file].append((row, other.name, its_row))
    return against


def _contradict(one: Decision | WithdrawnDecision, other: Decision | WithdrawnDecision) -> bool:
    """Whether two decisions on a form in one scope are about the same entity, and differ."""
    if one.entity != other.entity and None not in (one.entity, other.entity):
        return False
    said = [(d.verdict, d.replacement) if isinstance(d, Decision) else ("withdraw", None) for d in (one, other)]
    return said[0] != said[1]


def _contradicted(rows: Sequence[tuple[int, str, int]]) -> UserError:
    told = [f"row {mine} and {other}, row {its}" for mine, other, its in rows[:MOST_NAMED]]
    told += [f"{len(rows) - MOST_NAMED} more"] if len(rows) > MOST_NAMED else []
    return UserError(
        f"it decides otherwise than another of these tables: {'; '.join(told)}. Neither was read.",
        "Agree on these rows, write the same into both, or empty them in one; then import both again.",
        ExitCode.REFUSED,
    )


def unfound_additions(study: Study, file: Path) -> list[str]:
    """What is to be said of rows that add a form which stands in no transcript, or is looked for in none."""
    added = [row for row in load_table(file).rows if is_addition(row.cells)]
    index: FormIndex[int] = FormIndex()
    for row in added:
        index.add(tables.from_text_cell(row.cells["written_form"]), row.number)
    texts = (t for i in study.interviews if added for t in _study_turns(study).turns(i.id).values())
    there = {hit.payload for text in texts for hit in index.find(text)}
    said = []
    for row in added:
        category, form = category_of(row.cells), tables.from_text_cell(row.cells["written_form"])
        if row.number not in there:
            said.append(
                f"{file.name}, row {row.number}: the form stands in no transcript, so that nothing changes now. It is kept, "
                "and looked for in later ones. Compare its spelling with the text."
            )
        elif furthest_reach(category, form) == "nowhere" and is_everywhere(row.cells.get("scope", "")):
            said.append(
                f"{file.name}, row {row.number}: an age, a number below a hundred or a single letter is looked for nowhere. "
                f"Name each place in the column {column_label('scope')}, like P1-014 #2."
            )
    return said


def _refuse_overtaken(file: Path, rows: Sequence[int]) -> None:
    if rows:
        raise UserError(
            f"{file.name}, row {first_few(rows, MOST_NAMED)}: somebody else has decided otherwise since the table was "
            "written. Nothing was read.",
            "Write the table anew (`ipstranscribe identifiers write`), look at what was decided there, and decide in it; "
            f"empty the column {column_label('decision')} in these rows to read the others.",
            ExitCode.REFUSED,
        )


def _study_turns(study: Study) -> StudyTurns:
    """What a scope can name; transcripts are read when one is named."""

    @cache
    def turns(interview: str) -> dict[str, str]:
        path = study.transcript(interview)
        return {t.id: t.text for t in storage.read(path, Transcript).turns} if path.exists() else {}

    return StudyTurns([interview.id for interview in study.interviews], turns)


def _entities(study: Study) -> dict[str, str]:
    """Entity id → replacement, for all entities in interviews and tables, as far as known without the key."""
    known = Register.start(Key(study=study.config.id), roster_of(study), study.config.document_language)
    found: dict[str, str] = {}
    for interview in study.interviews:
        if study.identifiers(interview.id).exists():
            stored = storage.read(study.identifiers(interview.id), Identifiers)
            found |= {one.entity: found.get(one.entity, "") for one in stored.identifiers}
        if study.pseudonymized(interview.id).exists():
            turns = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript).turns
            found |= {r.entity: t.text[r.char_start : r.char_end] for t in turns for r in t.replacements}
    named = set(found.values())
    return found | {e.replacement: e.replacement for e in known.entities.values() if e.replacement not in named}
