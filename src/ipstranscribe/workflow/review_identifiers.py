"""Review of identifiers: the tables in which people decide are written, read back and deleted. They hold originals."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from ipstranscribe import __version__
from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    Decision,
    Decisions,
    DecisionScope,
    Identifier,
    Identifiers,
    Interview,
    Key,
    StepInputs,
    Transcript,
    UntimedTranscript,
)
from ipstranscribe.pseudonymize.entities.apply_decisions import Rulings, apply_to_register, give_entities
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, Suggestion, merge_decisions, scope_key
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.results import Context, JudgedMention, build_suggestions, lost_places
from ipstranscribe.review.identifiers.decision_table import COLUMNS, load_table, review_priority
from ipstranscribe.review.identifiers.form_occurrences import FormOccurrence, SearchedInterview, form_occurrences
from ipstranscribe.review.identifiers.identifier_review import IdentifierReview, table_digest
from ipstranscribe.review.identifiers.unread_rows import count_unread
from ipstranscribe.review.identifiers.workbook import to_xlsx
from ipstranscribe.study import audit_log, file_names, locks, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.safe_places import checked_place
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.workflow import table_copies

FORMATS = ("xlsx", "csv")
TABLES_WRITTEN = "tables_written"
"""Name of the record of the tables as they were written: the checksum of each file, and of what it shows."""
TABLES_READ = "tables_read"
"""Name of the record of the tables that were read back."""
_TO_DECIDE = ("identifiers", "findings")
"""What the files are called in which people decide: the tables of identifiers, and the lists of what the gate refuses."""


def decisions_of(study: Study) -> Decisions:
    """The stored decisions on identifiers."""
    return storage.read(study.decisions, Decisions) if study.decisions.exists() else Decisions()


def roster_of(study: Study) -> Roster:
    """The people and other entities in the three tables."""
    return Roster.of(study.interviews, study.participants, study.people)


# Writing.


def write_tables(study: Study, suggestions: Sequence[Suggestion]) -> list[str]:
    """Rewrite both tables where they show something else; returns the names of copies of filled-in tables (`keep_filled`).

    A table that still has the bytes it was written with has no decisions of a person, and is not read for them.
    """
    decisions, read, record = decisions_of(study), tables_read(study), study.step_inputs(TABLES_WRITTEN)
    before = storage.read(record, StepInputs).parts if record.exists() else {}
    review = IdentifierReview(decisions, suggestions, study.config.document_language).items
    found = _occurrences(study, suggestions, study.interviews)
    language = study.config.document_language
    csv = storage.digest_each(chain((__version__,), map(repr, review)))
    places = (f"{one!r} {one.context}" for one in found)
    shown = {"csv": csv, "xlsx": storage.digest_each(chain((language, csv), places))}
    copies: list[str] = []
    now: dict[str, str] = {}
    for form in FORMATS:
        path = study.review_table(f".{form}")
        is_ours = path.exists() and before.get(path.name) == storage.file_digest(path)
        if not is_ours and (copy := keep_filled(path, decisions, read)):
            copies.append(copy)
        if not is_ours or before.get(form) != shown[form]:
            content = to_xlsx(review, language, found) if form == "xlsx" else _csv(review)
            storage.write_bytes(path, content, private=True)
        now |= {path.name: storage.file_digest(path), form: shown[form]}
    storage.write(record, StepInputs(inputs="", parts=now), private=True)
    return copies


def keep_filled(path: Path, decisions: Decisions, read: Collection[str] = ()) -> str | None:
    """Keep a copy of the table at `path` if it has decisions missing in `decisions`; returns the name of the copy.

    A table that cannot be read is kept as well; one that says what was `read` (`table_digest`) is not, whatever was decided
    since. The name depends on the content, so that the same table is kept once.
    """
    if not path.exists() or not _holds_more(path, decisions, read):
        return None
    content = path.read_bytes()
    copy = file_names.kept_copy(path, "filled", content)
    storage.write_bytes(copy, content, private=True)
    return copy.name


def _holds_more(path: Path, decisions: Decisions, read: Collection[str]) -> bool:
    try:
        table = load_table(path)
        return bool(count_unread([row.cells for row in table.rows], decisions)) and table_digest(table) not in read
    except UserError:
        return True


def tables_read(study: Study) -> Mapping[str, str]:
    """The tables that were read back: digest (`table_digest`) → when. What they say was decided once, whatever holds now."""
    path = study.step_inputs(TABLES_READ)
    return storage.read(path, StepInputs).parts if path.exists() else {}


@locks.holding_shared("identifiers write")
def write_anew(study: Study, interviews: Sequence[Interview], form: str, to: Path | None) -> tuple[Path, list[str]]:
    """Write a table of stored identifiers for some interviews or all; needs the key. Returns its path, and copies kept.

    Without `to` it is put beside the identifiers, named after the interview if there is only one. Raises UserError for a
    place inside the study that is handed on.
    """
    place = to or _own_place(study, interviews, form)
    if place.is_dir():
        raise UserError(
            f"--to: {place.name or place} is a folder.",
            f"Write the name of the file as well, for example {place / f'identifiers.{form}'}.",
            ExitCode.USAGE,
        )
    place = checked_place(study, Path.cwd() / place, "The table would lie", ExitCode.CANNOT_WRITE)
    key = keys.load(study, passphrases.of_study(study))
    content = _table(study, _suggestions(study, interviews, key), form, interviews)
    copy = keep_filled(place, decisions_of(study), tables_read(study))
    storage.write_bytes(place, content, private=True)
    return place, [copy] if copy else []


def _own_place(study: Study, interviews: Sequence[Interview], form: str) -> Path:
    whole = study.review_table(f".{form}")
    if len(interviews) == len(study.interviews):
        return whole
    return whole.with_stem("_".join((whole.stem, *(i.id for i in interviews))))


def _table(
    study: Study, suggestions: Sequence[Suggestion], form: str, interviews: Sequence[Interview] | None = None
) -> bytes:
    language = study.config.document_language
    table = IdentifierReview(decisions_of(study), suggestions, language).items
    if form != "xlsx":
        return _csv(table)
    return to_xlsx(table, language, _occurrences(study, suggestions, interviews or study.interviews))


def _csv(table: Sequence[Mapping[str, str]]) -> bytes:
    return tables.to_csv(COLUMNS, table)


def _occurrences(
    study: Study, suggestions: Sequence[Suggestion], interviews: Sequence[Interview]
) -> list[FormOccurrence]:
    """Every place of the forms of the table, in the interviews that are pseudonymized."""
    stored = (
        SearchedInterview(
            one.id,
            storage.read(study.transcript(one.id), UntimedTranscript).transcript.turns,
            storage.read(study.identifiers(one.id), Identifiers).identifiers,
        )
        for one in interviews
        if study.transcript(one.id).exists() and study.identifiers(one.id).exists()
    )
    wording = {one.entity: one.proposed for one in suggestions}
    return form_occurrences(sorted(suggestions, key=review_priority), stored, wording)


def _suggestions(study: Study, interviews: Sequence[Interview], key: Key) -> tuple[Suggestion, ...]:
    settings = study.pseudonymize_settings(rules_only=False)
    register = Register.start(key, roster_of(study), settings.document_language)
    rulings = _narrow_rulings(study, Register.start(key, roster_of(study), settings.document_language))
    context = Context(key, frozenset(), settings, "", rulings)
    judged = [one for interview in interviews for one in _judged(study, interview)]
    turns = [(i.id, storage.read(study.transcript(i.id), Transcript).turns) for i in interviews]
    lost = [d for interview, of_it in turns for d in lost_places(interview, of_it, judged, rulings)]
    return build_suggestions(judged, lost, register, context)


def _narrow_rulings(study: Study, register: Register) -> Rulings:
    """What was decided for one interview or place; the rest is in the stored identifiers."""
    narrow = tuple(d for d in decisions_of(study).decisions if d.scope is not None)
    told = apply_to_register(Decisions(decisions=narrow), register)
    return Rulings(told, give_entities(told, register, {i.id: i.scope for i in study.interviews}))


def _judged(study: Study, interview: Interview) -> Iterator[JudgedMention]:
    return (JudgedMention(mention, one.state, one.masked) for mention, one in _mentions(study, interview))


def _mentions(study: Study, interview: Interview) -> Iterator[tuple[Mention, Identifier]]:
    """The mentions behind the stored identifiers of an interview."""
    turns = {t.id: t for t in storage.read(study.transcript(interview.id), Transcript).turns}
    for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers:
        if one.turn not in turns or one.char_end > len(turns[one.turn].text):
            raise UserError(f"{interview.id} has changed since it was pseudonymized.", "Run `ipstranscribe run` first.")
        found = Found(
            one.char_start, one.char_end, one.category, one.found_by, one.confidence, certain=one.state == "automatic"
        )
        yield (
            Mention(interview.id, interview.scope, turns[one.turn], found, one.entity, one.masked),
            one,
        )


# Accepting all, counting, deleting.


def accept_pending(study: Study, interview: str, by: str, when: str) -> int:
    """Accept every undecided suggestion of `interview` as an identifier that stays replaced; returns their number.

    What a decision on a place left open is accepted at its place alone.
    """
    index = DecisionIndex(decisions_of(study))
    found = _mentions(study, study.interview(interview))
    pending = {key for mention, one in found if one.state == "suggested" and (key := _asked(mention, index))}
    new = [
        Decision(form=form, verdict="accept", entity=entity, scope=scope, by=by, when=when)
        for entity, form, scope in sorted(pending, key=lambda key: (*key[:2], scope_key(key[2])))
    ]
    storage.write(study.decisions, merge_decisions(decisions_of(study), new), private=True)
    if new:
        audit_log.record(study, f"suggestions accepted: {len(new)}", [interview], by=by, when=when)
    return len(new)


def _asked(mention: Mention, index: DecisionIndex) -> tuple[str, str, DecisionScope] | None:
    """Entity, form and scope by which a mention is asked about; None if it is one that no place can name."""
    form, turn = mention.written, mention.turn
    in_turn = {(mention.interview, turn.id)}
    if not any(scope_key(d.scope)[:2] in in_turn for d in index.narrow(form)):
        return mention.entity, form, None
    here = occurrences(mention.interview, turn.id, turn.text, form).get(mention.found.char_start)
    return (mention.entity, form, here) if here else None


def counts(study: Study) -> list[tuple[str, str, int, int]]:
    """Counts over all interviews: category, state, number of entities, number of mentions; never a written form."""
    stored = [storage.read(path, Identifiers) for i in study.interviews if (path := study.identifiers(i.id)).exists()]
    found = sorted((one.category, one.state, one.entity) for s in stored for one in s.identifiers)
    mentions = Counter((kind, state) for kind, state, _ in found)
    entities = Counter((kind, state) for kind, state, _ in dict.fromkeys(found))
    return [(*row, entities[row], mentions[row]) for row in mentions]


@locks.holding_shared("identifiers delete")
def delete_tables(study: Study, *, filled: bool = False) -> list[str]:
    """Delete all tables of identifiers and lists of findings in the study, and copies by any program; returns their names.

    Raises UserError (REFUSED) if one holds decisions that were not read back, unless `filled` ones may go as well.
    """
    folder = study.review_table(".csv").parent
    own = {study.decisions, *(study.identifiers(one.id) for one in study.listed)}
    there = [path for path in table_copies.copies(folder, *_TO_DECIDE) if path not in own]
    read, filled_in = tables_read(study), filter(table_copies.can_hold_decisions, there)
    kept = [path.name for path in filled_in if _holds_more(path, decisions_of(study), read)]
    if kept and not filled:
        raise UserError(
            f"{', '.join(kept)}: there are decisions that were not read back.",
            "Import them first (`import decisions`), or give them up: `ipstranscribe identifiers delete --filled`.",
            ExitCode.REFUSED,
        )
    table_copies.tell_open(there)
    for path in there:
        try:
            storage.delete(path)
        except OSError as error:
            raise storage.cannot_write(path, error) from None
    return [path.name for path in there]
