"""Corrections import: decisions on corrected terms are stored, and applied to the transcripts of all interviews.

The interview in which a correction was made is never changed by it, and one that a person has worked on only where a decision
names it. What was decided is only added to: a later no takes a correction back.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.review.transcript.corrections.offers import (
    CorrectedInterview,
    CorrectionOffer,
    key_of,
    offers,
    settled,
)
from ipstranscribe.review.transcript.corrections.table_decisions import CorrectionReader, load_table
from ipstranscribe.review.transcript.corrections.table_words import column_label
from ipstranscribe.study import approvals, audit_log, locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import given_files, term_corrections
from ipstranscribe.workflow.word_draft import draft, is_draft_of

MOST_NAMED = 20
"""Maximum number of refused rows that are named; further ones are counted."""


@dataclass(frozen=True)
class ChangedInterview:
    """An interview whose transcript was changed: places written and taken back.

    `stale`: its approval holds no longer; `draft_kept`: a person is working on its Word draft, which was left as it is.
    """

    interview: str
    written: int
    taken_back: int
    stale: bool
    draft_kept: bool


def import_corrections(study: Study, file: Path, by: str, when: str) -> list[str]:
    """Read decisions on corrections from the table in `file` and apply them; returns lines for the user: ids and counts.

    Raises UserError for a file that is no such table, and, with nothing read, for a row that cannot be understood or
    (REFUSED) would undo what somebody else has decided since.
    """
    given_files.expect_table(file, "corrections")
    table = load_table(file)
    with contextlib.ExitStack() as stack:
        for one in sorted({place.interview for offer in term_corrections.offered(study) for place in offer.places}):
            stack.enter_context(locks.interview(study, one, "import corrections"))
        every = term_corrections.offered(study)
        read = CorrectionReader.of(every, [one.id for one in study.interviews], by, when).read(table)
        _refuse_overtaken(file, read.overtaken)
        term_corrections.add_decisions(study, read.decisions, every)
        touched = {key_of(one) for one in read.decisions}
        changed = apply_decided(study) if touched else []
        if read.decisions:
            what = f"decisions on corrections: {len(read.decisions)}"
            audit_log.record(study, what, [one.interview for one in changed], by=by, when=when)
        every = term_corrections.offered(study)
        copy = term_corrections.write_table(study, every)
    lines = [f"{len(read.decisions)} decisions read.", *(line for one in changed for line in _told(one))]
    if read.emptied:
        lines.append(
            f"row {first_few(read.emptied, MOST_NAMED)}: the decision was emptied, which takes nothing back; "
            "write no for that."
        )
    waits = [offer for offer in every if key_of(offer.correction) in touched]
    return [*lines, *_still_waiting(waits), *_terms(waits), *([_kept(copy)] if copy else [])]


def write_anew(study: Study) -> term_corrections.OfferNotice:
    """Write the workbook of corrections anew; returns what waits in it."""
    every = term_corrections.offered(study)
    return term_corrections.notice(every, term_corrections.write_table(study, every))


def apply_decided(study: Study) -> list[ChangedInterview]:
    """Bring every transcript in line with what is decided now; returns those that were changed. Holds no locks itself."""
    interviews = term_corrections.corrected_interviews(study)
    every = offers(interviews, term_corrections.lexicons(study))
    return [done for one in interviews if (done := _apply(study, one, every))]


def _apply(study: Study, one: CorrectedInterview, every: Sequence[CorrectionOffer]) -> ChangedInterview | None:
    transcript, applied = settled(one, every)
    if transcript == one.transcript:
        term_corrections.store_applied(study, one.id, applied)
        return None
    stale = approvals.state(study, one.id, "transcript", approvals.read(study)) == "reviewed"
    word_file, interview = study.draft(one.id), study.interview(one.id)
    kept = word_file.exists() and not is_draft_of(word_file.read_bytes(), one.transcript, study, interview)
    term_corrections.store_applied(study, one.id, applied)
    transcript_versions.store(study, transcript)
    if not kept:
        storage.write_bytes(word_file, draft(transcript, study, interview), private=True)
    had = {(key_of(p), p.place.turn, p.place.number) for p in one.log.applied}
    has = {(key_of(p), p.place.turn, p.place.number) for p in applied}
    return ChangedInterview(one.id, len(has - had), len(had - has), stale, kept)


def _refuse_overtaken(file: Path, rows: Sequence[int]) -> None:
    if rows:
        raise UserError(
            f"{file.name}, row {first_few(rows, MOST_NAMED)}: somebody else has decided otherwise since the table "
            "was written. Nothing was read.",
            "Write the table anew (`ipstranscribe corrections`), look at what was decided there, and decide in it; "
            f"empty the column {column_label('decision')} in these rows to read the others.",
            ExitCode.REFUSED,
        )


def _told(one: ChangedInterview) -> list[str]:
    what = [f"written at {_places(one.written)}"] if one.written else []
    what += [f"taken back at {_places(one.taken_back)}"] if one.taken_back else []
    lines = [f"{one.interview}: {', '.join(what) or 'written anew'}."]
    if one.stale:
        lines.append(f"{one.interview}: its transcript had been approved; the approval is stale now; look at it again.")
    if one.draft_kept:
        lines.append(
            f"{one.interview}: its Word draft is being corrected and was left as it is; what is changed in it is kept when "
            "it is imported."
        )
    return lines


def _still_waiting(decided: Sequence[CorrectionOffer]) -> list[str]:
    """The places that a decision on everything does not reach."""
    waiting = [place for offer in decided if offer.decided for place in offer.waiting]
    by_hand = list(dict.fromkeys(place.interview for place in waiting if place.by_hand))
    alone = sum(not place.by_hand for place in waiting)
    lines = []
    if by_hand:
        lines.append(
            f"{', '.join(by_hand)}: corrected by hand or brought in, and asked about place by place: "
            f"{_places(sum(place.by_hand for place in waiting))} in the table."
        )
    if alone:
        lines.append(f"{_places(alone)} may be ordinary talk: decide on each in the table.")
    refused = [offer for offer in decided if offer.decided and offer.decided.verdict == "no"]
    if still := sum(place.applied for offer in refused for place in offer.places):
        lines.append(
            f"{_places(still)} have a yes of their own and still stand: a no for all listed places takes them back."
        )
    return lines


def _terms(decided: Sequence[CorrectionOffer]) -> list[str]:
    kept = sum(offer.in_vocabulary for offer in decided)
    if not kept:
        return []
    return [
        f"terms that are listened for in later recordings: {kept} of these. The column “In vocabulary” takes one out."
    ]


def _kept(copy: str) -> str:
    return f"the table of corrections held decisions that were not read back; it is kept as {copy}."


def _places(number: int) -> str:
    return f"{number} place" + ("" if number == 1 else "s")
