"""Codes import: what coders typed, commented and coded in the files they were given becomes stored codings, dated, by coder.

Several files of one command are read as one coding. Nothing that was returned before is overwritten.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.coding.files import project_xml, word_xml
from ipstranscribe.coding.files.lines import TextDifference
from ipstranscribe.coding.files.project import ProjectReading
from ipstranscribe.coding.files.recounted import Counting
from ipstranscribe.coding.files.table import from_table
from ipstranscribe.coding.files.word import from_word
from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.coding.returned import ReturnedCodes
from ipstranscribe.coding.spelling import spelt_alike
from ipstranscribe.documents import safe_zip
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.qdpx.project import PROGRAM
from ipstranscribe.model import Coding, CodingLog, CodingSource
from ipstranscribe.review.units.typed import coders_named, is_coded_table, typed_codes
from ipstranscribe.study import audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.coded_study import all_codings, coder_texts, codings_of, own_codes
from ipstranscribe.workflow.export import refuse_ids_of_interviews
from ipstranscribe.workflow.roles import check_role

MOST_NAMED = 10
"""Maximum number of turns or units that are named in one line; further ones are counted."""
_CODER = re.compile(r"\w[\w-]{0,30}")
_TABLES = (".xlsx", ".ods", ".csv", ".tsv")
_FIX_TEXT = (
    "Codes are read by places, so the text has to be the one that was exported. If the study has changed since, add "
    "--earlier-version: what stands unchanged is read, and the rest is listed."
)


class ReturnOptions(NamedTuple):
    """How returned files are read: `earlier` ones, whose text differs, as far as it stands; codings of which `user`."""

    earlier: bool = False
    user: int | None = None


@dataclass
class _Read:
    """What the files hold, by interview, and what to tell of it."""

    of: dict[str, ReturnedCodes] = field(default_factory=lambda: defaultdict(ReturnedCodes))
    told: list[str] = field(default_factory=list)

    def add(self, found: Mapping[str, ReturnedCodes]) -> None:
        """Take in what one file holds."""
        for interview, returned in found.items():
            self.of[interview].add(returned)


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
    read = _Read()
    for file in files:
        _read_file(study, file, coder, _Reading(texts, options, read))
    told = [f"{file.name} holds no code and no note." for file in files] if not read.of else []
    for interview, returned in read.of.items():
        if returned.anything:
            with locks.interview(study, interview, "import codes"):
                told += _store(study, texts[interview], returned, _Return(coder, signed, when))
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


# Reading.


class _Reading(NamedTuple):
    texts: Mapping[str, InterviewText]
    options: ReturnOptions
    read: _Read


def _read_file(study: Study, file: Path, coder: str, reading: _Reading) -> None:
    ending = file.suffix.lower()
    if ending in _TABLES:
        _read_table(file, coder, reading)
    elif ending == ".docx":
        _read_word(file, reading)
    elif ending == ".qdpx":
        _read_project(study, file, reading)
    else:
        raise UserError(
            f"{file.name} is of a kind from which codes are not read.",
            "Codes are read from our table of units (xlsx, csv), our Word documents (docx) and REFI-QDA projects (qdpx).",
            ExitCode.WRONG_FILE,
        )


def _read_table(file: Path, coder: str, reading: _Reading) -> None:
    if not is_coded_table(file):
        raise UserError(
            f"{file.name} is not a table of units.",
            "Codes are read from P1_units.xlsx, P1_units.csv or `all interviews units.xlsx`, as they were exported.",
            ExitCode.WRONG_FILE,
        )
    if any(one.casefold() != coder.casefold() for one in coders_named(file)):
        raise UserError(
            f"{file.name} is the copy of another coder than {coder}, by its column of coders.",
            "Give --coder the id that stands there.",
            ExitCode.USAGE,
        )
    typed = typed_codes(file)
    reading.read.add(from_table(typed, reading.texts))
    outside = {one.interview for one in typed.units if one.cells} - reading.texts.keys()
    if outside:
        reading.read.told.append(
            f"{file.name}: codes of {len(outside)} interviews were not read: not in the study, or not ready for coders."
        )


def _read_word(file: Path, reading: _Reading) -> None:
    try:
        document = word_xml.read(file.read_bytes())
    except safe_zip.Unsafe as reason:
        raise UserError(
            f"{file.name} is not a readable Word document: {reason}.", "Save it again as .docx.", ExitCode.WRONG_FILE
        ) from None
    found = from_word(document, reading.texts)
    reading.read.add(found.of)
    if found.elsewhere:
        reading.read.told.append(
            f"{file.name}: {found.elsewhere} comments are on no unit and no turn, and were not read."
        )


def _read_project(study: Study, file: Path, reading: _Reading) -> None:
    try:
        project = project_xml.read(file.read_bytes(), PROGRAM)
    except safe_zip.Unsafe as reason:
        raise UserError(
            f"{file.name} is not a readable REFI-QDA project: {reason}.", "Export it again.", ExitCode.WRONG_FILE
        ) from None
    options = reading.options
    found = ProjectReading(reading.texts, own_codes(study), options.user).read(project)
    if options.user is None and len(found.users) > 1:
        numbers = ", ".join(map(str, sorted(found.users)))
        raise UserError(
            f"{file.name} holds codings of {len(found.users)} users.",
            f"Have each coder's codings exported alone, or say whose: --user N, in the order of the file ({numbers}).",
            ExitCode.USAGE,
        )
    if not found.of:
        raise UserError(
            f"{file.name} holds no text of this study.",
            "Codes are read from a project into which our project file was imported.",
            ExitCode.WRONG_FILE,
        )
    if found.differences and not options.earlier:
        told = [f"  {line}" for one, where in found.differences.items() for line in _where(one, where)]
        raise UserError(
            "\n".join([f"{file.name} differs from the text of the study, and nothing was read:", *told]),
            _FIX_TEXT,
            ExitCode.REFUSED,
        )
    reading.read.add(found.of)
    if found.foreign:
        reading.read.told.append(
            f"{file.name}: {found.foreign} sources are no interview of this study, and were not read."
        )
    for interview, counting in found.countings.items():
        reading.read.told.append(
            f"{interview}: places were recounted, because the program counts {_counted(counting)}."
        )


def _where(interview: str, differences: Sequence[TextDifference]) -> Iterator[str]:
    """Where a text differs, by turn and sign; never a word of it."""
    named = [one for one in differences if one.turn]
    for one in named[:MOST_NAMED]:
        yield f"{interview}: turn {one.turn}, " + (f"from sign {one.sign} on" if one.sign else "is not there") + "."
    if len(named) > MOST_NAMED:
        yield f"{interview}: and {len(named) - MOST_NAMED} further turns."
    if lines := len(differences) - len(named):
        yield f"{interview}: {lines} lines that belong to no turn."


def _counted(counting: Counting) -> str:
    told = ["the mark at the start of a text"] if counting.mark else []
    told += ["line ends as one sign"] if counting.short_ends else []
    told += ["some signs as two"] if counting.utf16 else []
    return " and ".join(told)


# Storing.


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
    every = list(dict.fromkeys(ids))
    more = f" and {len(every) - MOST_NAMED} more" if len(every) > MOST_NAMED else ""
    return ", ".join(every[:MOST_NAMED]) + more


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
