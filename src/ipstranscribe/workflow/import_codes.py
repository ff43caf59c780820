"""Codes import: what coders typed, commented and coded in the files they were given becomes stored codings, dated, by coder.

Several files of one command are read as one coding. Nothing that was returned before is overwritten.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.coding.returned import ReturnedCodes
from ipstranscribe.coding.spelling import spelt_alike
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Coding, CodingLog, CodingSource
from ipstranscribe.study import audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.coded_study import all_codings, coder_texts, codings_of
from ipstranscribe.workflow.export import refuse_ids_of_interviews
from ipstranscribe.workflow.returned_files import MOST_NAMED, FileReading, ReturnedFiles, ReturnOptions, read_file
from ipstranscribe.workflow.roles import check_role

_CODER = re.compile(r"\w[\w-]{0,30}")


def import_codes(study: Study, files: Sequence[Path], coder: str, when: str, options: ReturnOptions) -> list[str]:
    """Read what `coder` returned in `files`, and store it; returns lines for the user: ids and counts only.

    Raises UserError for a file that is of no such kind, is another coder's copy or holds the codings of several, and
    (REFUSED) where a text differs from the one that was exported: then nothing is stored.
    """
    signed = check_coder(study, coder)
    for file in files:
        given_files.expect_file(file)
    texts = coder_texts(study)
    if not texts:
        raise UserError(
            "No interview is ready for coders.", "Run `ipstranscribe run` first; `status` says what is missing."
        )
    read = ReturnedFiles()
    for file in files:
        read_file(study, file, coder, FileReading(texts, options, read))
    empty = not any(returned.anything for returned in read.of.values())
    told = [f"{file.name} holds no code and no note of a coder." for file in files] if empty else []
    for interview, returned in read.of.items():
        if returned.anything:
            with locks.interview(study, interview, "import codes"):
                told += _store(study, texts[interview], returned, _Return(coder, signed, when))
        elif before := codings_of(study, interview, coder).in_force:
            told.append(
                f"{interview}: no code and no note of {coder} is in it now; what {coder} returned on {before.when[:10]} "
                f"({len(before.stretches)} passages, {len(before.notes)} notes) still holds. If it was emptied on purpose: "
                f"`ipstranscribe import codes --withdraw {interview} --coder {coder}`."
            )
    return [*told, *read.told, *_spelt_alike(study, coder)]


def withdraw_codes(study: Study, interviews: Sequence[str], coder: str, when: str) -> list[str]:
    """Take back what `coder` last returned for `interviews`; the coding before it holds again. Nothing is deleted."""
    signed = check_coder(study, coder)
    chosen = [study.interview(one).id for one in interviews]
    if without := [one for one in chosen if codings_of(study, one, coder).in_force is None]:
        raise UserError(
            f"{coder} has returned nothing for {', '.join(without)}.", "`ipstranscribe status` says what came back."
        )
    told = []
    for one in chosen:
        with locks.interview(study, one, "import codes"):
            log = codings_of(study, one, coder)
            last = log.in_force
            if last is None:
                continue
            gone = Coding(id=_identity(when, last.id, str(len(log.codings))), when=when, withdraws=last.id)
            after = _append(study, log, gone)
            audit_log.record(study, "codes withdrawn", [one], by=signed, when=when)
            now = after.in_force
            told.append(
                f"{one}: what {coder} returned on {last.when[:10]} is taken back; "
                + (f"that of {now.when[:10]} holds again." if now else "nothing of this coder is left in force.")
            )
    return told


def check_coder(study: Study, coder: str) -> str:
    """The role by which a coder is logged; raises UserError (USAGE) for an id that could be a name, or is another's."""
    if not _CODER.fullmatch(coder):
        raise UserError(
            "--coder: an id has letters, digits, - and _ only.", "Give the id of the coder's folder: A.", ExitCode.USAGE
        )
    refuse_ids_of_interviews(study, [coder])
    signed = f"coder {coder}"
    return signed if coder in study.export_settings().coders else check_role(study, signed)


class _Return(NamedTuple):
    """Whose return it is: the coder's id, the role for the log, and when."""

    coder: str
    signed: str
    when: str


def _store(study: Study, text: InterviewText, returned: ReturnedCodes, by: _Return) -> Iterator[str]:
    log = codings_of(study, text.interview, by.coder)
    before = log.in_force
    sources: tuple[CodingSource, ...] = tuple(sorted(returned.sources))
    new = Coding(
        id="",
        when=by.when,
        sources=sources,
        stretches=tuple(returned.stretches),
        notes=tuple(returned.notes),
        codebook=tuple(returned.codebook),
        unplaced=tuple(returned.unplaced),
        changed=tuple(returned.changed),
    )
    if before and before.model_copy(update={"id": "", "when": by.when}) == new:
        yield f"{text.interview}: {by.coder} returned the same on {before.when[:10]}."
        return
    _append(study, log, new.model_copy(update={"id": _identity(by.when, storage.digest(new), str(len(log.codings)))}))
    what = f"codes returned: {len(new.stretches)} passages, {len(new.notes)} notes"
    audit_log.record(study, what, [text.interview], by=by.signed, when=by.when)
    yield from _told(text, new, returned)
    if before:
        more = len(set(new.stretches) - set(before.stretches))
        less = len(set(before.stretches) - set(new.stretches))
        yield (
            f"{text.interview}: {more} passages more and {less} less than what {by.coder} returned on {before.when[:10]}, "
            "which is kept."
        )


def _append(study: Study, log: CodingLog, coding: Coding) -> CodingLog:
    after = log.model_copy(update={"codings": (*log.codings, coding)})
    storage.write(study.codings(log.interview, log.coder), after, private=True)
    return after


def _identity(*parts: str) -> str:
    return storage.digest(*parts)[:12]


def _told(text: InterviewText, new: Coding, returned: ReturnedCodes) -> Iterator[str]:
    interview = text.interview
    units = {one.unit for one in new.stretches if one.unit}
    beside = len([one for one in new.stretches if not one.unit])
    places = [f"{len(units)} of {len(text.units)} units"] if units else []
    places += [f"{beside} marked passages"] if beside else []
    kinds = len({one.code for one in new.stretches})
    yield f"{interview}: {returned.codings} codings read ({kinds} codes on {' and '.join(places) or 'nothing'})."
    if new.notes:
        yield f"{interview}: {len(new.notes)} notes are kept under restricted/; anybody may be named in them."
    if returned.navigation:
        yield f"{interview}: {returned.navigation} codings by speaker and question are ours, and were left out."
    if new.changed:
        yield f"{interview}: changed since the file was exported: {_named(new.changed)}."
    if new.unplaced:
        there = [one.unit for one in new.unplaced if one.unit.startswith(f"{interview}-")]
        where = f" ({_named(there)})" if there else ""
        yield f"{interview}: {len(new.unplaced)} codes have no place in the text as it is now{where}; they are kept."


def _named(ids: Sequence[str]) -> str:
    return first_few(list(dict.fromkeys(ids)), MOST_NAMED)


def _spelt_alike(study: Study, coder: str) -> Iterator[str]:
    """Say how many codes of a coder differ from others in their spelling alone."""
    used: dict[str, set[str]] = defaultdict(set)
    for log in all_codings(study):
        for code in log.in_force.codes if log.in_force else ():
            used[code].add(log.coder)
    groups = [group for group in spelt_alike(used) if any(coder in used[code] for code in group)]
    if groups:
        yield (
            f"{len(groups)} codes are spelt in several ways ({sum(map(len, groups))} spellings). Nothing was merged: "
            "`ipstranscribe compare` lists them, and you say which are the same."
        )
