"""Systematic Text Condensation as a user meets it: workbook and analytic text are written, the workbook is read back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.coding.comparison import GivenCode
from ipstranscribe.coding.stc import returned, workbook
from ipstranscribe.coding.stc.material import ShownUnit, StcMaterial
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Condensation, CondensationEntry, CondensationLog, PseudonymizedTranscript, Units
from ipstranscribe.reports.stc.page import AnalyticText, AnalyticTextPage
from ipstranscribe.review.protocol import Base
from ipstranscribe.study import audit_log, file_names, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.text.time_codes import clock
from ipstranscribe.workflow import table_copies
from ipstranscribe.workflow.compare import comparison_of

COMMAND = "ipstranscribe import stc --by ROLE"
"""The command that reads the workbook back."""


@dataclass(frozen=True)
class WrittenStc:
    """What was written: the material, the files, interviews without units, the copy of a workbook that was not read."""

    material: StcMaterial
    files: tuple[Path, ...]
    missing: tuple[str, ...]
    kept_copy: str | None = None


@dataclass(frozen=True)
class ReadStc:
    """What was read back: the state, whether it was merged with what others wrote since, how many code groups were new."""

    written: WrittenStc
    merged: bool
    new_groups: int

    @property
    def state(self) -> Condensation:
        """The condensation as it is now."""
        return self.written.material.state


@locks.holding_shared("stc")
def write_stc(study: Study) -> WrittenStc:
    """Write the workbook and the analytic text anew into `restricted/stc`; one that was not read back is kept as a copy.

    Raises UserError (BAD_STUDY) for a study without units.
    """
    return _write(study, _log(study).now)


@locks.holding_shared("import stc")
def import_stc(study: Study, file: Path | None, by: str, when: str) -> ReadStc:
    """Read a filled-in workbook back, that of the study or a copy, and write it anew.

    It is merged with what was read back since it was made. Raises UserError (REFUSED) where both changed the same, or where
    it is not known what it was made from.
    """
    path = file or study.stc_workbook
    if not path.is_file():
        raise UserError(f"There is no file {path.name}.", "Write it first: `ipstranscribe stc`.")
    back, log = returned.read(path), _log(study)
    state, merged = _with_others(log, back)
    if state != log.now:
        entries = (*log.entries, CondensationEntry(when=when, by=by, state=state))
        storage.write(study.stc, CondensationLog(entries=entries), private=True)
        audit_log.record(study, "condensation read back", [], by=by, when=when)
    return ReadStc(_write(study, state, read=path), merged, back.new_groups)


def code_of(state: Condensation) -> str:
    """The short code of a state, by which a workbook says what it was made from."""
    return Base("units", "", storage.digest(state)).code


def _with_others(log: CondensationLog, back: returned.ReturnedCondensation) -> tuple[Condensation, bool]:
    bases = {code_of(one): one for one in (Condensation(), *(entry.state for entry in log.entries))}
    named = back.made_from or ({code_of(Condensation())} if not log.entries else set())
    if len(named) != 1 or not named <= set(bases):
        raise UserError(
            "It is not known which state of the condensation the workbook was made from.",
            "Write your changes into the workbook that `ipstranscribe stc` writes now.",
            ExitCode.REFUSED,
        )
    base = bases[next(iter(named))]
    if base == log.now:
        return back.state, False
    state, conflicts = returned.merge(base, log.now, back.state)
    if conflicts:
        raise UserError(
            f"The workbook changes what somebody else has changed since it was made: {first_few(conflicts, 10)}. "
            "Nothing was read.",
            "Take over what the others wrote (`ipstranscribe stc` writes it anew, and keeps your copy), and read it again.",
            ExitCode.REFUSED,
        )
    return state, True


def _log(study: Study) -> CondensationLog:
    return storage.read(study.stc, CondensationLog) if study.stc.exists() else CondensationLog()


# Writing.


def _write(study: Study, state: Condensation, read: Path | None = None) -> WrittenStc:
    units, missing = _units(study)
    if not units:
        raise UserError("No interview has units yet.", "Run `ipstranscribe run` first.", ExitCode.BAD_STUDY)
    material = StcMaterial(study.config.title, units, state, _given(study))
    language = study.config.document_language
    copy = None if read == study.stc_workbook else _keep_filled(study)
    storage.write_bytes(study.stc_workbook, workbook.to_xlsx(material, code_of(state), language), private=True)
    storage.write_bytes(study.analytic_text, AnalyticTextPage.to_docx(_analytic(material), language), private=True)
    return WrittenStc(material, (study.stc_workbook, study.analytic_text), missing, copy)


def _keep_filled(study: Study) -> str | None:
    """Keep a copy of the workbook if it holds what was not read back; returns the name of the copy."""
    path = study.stc_workbook
    if not path.exists() or not _holds_more(study, path):
        return None
    content = path.read_bytes()
    copy = file_names.kept_copy(path, "filled", content)
    storage.write_bytes(copy, content, private=True)
    return copy.name


def _holds_more(study: Study, path: Path) -> bool:
    """Whether a workbook says something that no state in the log says; also if it cannot be read."""
    try:
        back = returned.read(path)
    except UserError:
        return True
    states = [Condensation(), *(entry.state for entry in _log(study).entries)]
    return not any(_same(back.state, one) for one in states)


def _same(one: Condensation, other: Condensation) -> bool:
    return all(set(getattr(one, name)) == set(getattr(other, name)) for name in Condensation.model_fields)


def _units(study: Study) -> tuple[tuple[ShownUnit, ...], tuple[str, ...]]:
    """The meaning units of all interviews, and the interviews that have none yet."""
    there = [one.id for one in study.interviews if study.units(one.id).exists()]
    units = tuple(unit for interview in there for unit in _of_interview(study, interview))
    return units, tuple(one.id for one in study.interviews if one.id not in there)


def _given(study: Study) -> Mapping[tuple[str, str], Mapping[str, tuple[GivenCode, ...]]]:
    """What each coder gave each unit, by interview and unit; nothing until codings have come back."""
    if not study.coding.is_dir():
        return {}
    return {(one.text.interview, one.unit.id): one.given for one in comparison_of(study).units}


def _of_interview(study: Study, interview: str) -> Iterator[ShownUnit]:
    turns = {t.id: t.speaker for t in storage.read(study.pseudonymized(interview), PseudonymizedTranscript).turns}
    for unit in storage.read(study.units(interview), Units).units:
        if unit.kind == "unit":
            speaker = unit.speaker or turns.get(unit.turn, "")
            yield ShownUnit(interview, unit.id, speaker, clock(unit.start), unit.question or "", unit.text)


def _analytic(material: StcMaterial) -> AnalyticText:
    groups = tuple(
        (
            group,
            tuple(
                (
                    subgroup,
                    material.condensate(group.name, subgroup),
                    tuple((u.speaker, u.unit, u.time, u.text) for u in units),
                )
                for subgroup, units in material.in_group(group.name)
            ),
        )
        for group in material.state.groups
    )
    return AnalyticText(material.project, groups)


# When somebody withdraws.


def delete_stc_files(study: Study) -> list[str]:
    """Delete the workbook with its copies, and the analytic text; returns their names. They hold what several people said.

    Raises UserError (REFUSED) if a workbook holds something that was not read back.
    """
    folder = study.stc_workbook.parent
    there = table_copies.copies(folder, study.stc_workbook.stem) if folder.is_dir() else []
    if kept := [one.name for one in there if table_copies.can_hold_decisions(one) and _holds_more(study, one)]:
        raise UserError(
            f"{', '.join(kept)}: there is work that was not read back.",
            f"Read it first (`{COMMAND}`), or move the file out of the study.",
            ExitCode.REFUSED,
        )
    table_copies.tell_open(there)
    found = (*there, *([study.analytic_text] if study.analytic_text.exists() else []))
    for one in found:
        storage.delete(one)
    return [one.name for one in found]


def forget_units(study: Study, interviews: Collection[str]) -> int:
    """Drop what was sorted of interviews that were withdrawn, in every entry of the log; returns how many condensates remain.

    Condensates are people's own words on several interviews; who wrote them has to look at them.
    """
    if not study.stc.exists():
        return 0
    log = _log(study)
    entries = tuple(
        one.model_copy(
            update={
                "state": one.state.model_copy(
                    update={"sorted_units": tuple(u for u in one.state.sorted_units if u.interview not in interviews)}
                )
            }
        )
        for one in log.entries
    )
    storage.write(study.stc, CondensationLog(entries=entries), private=True)
    return len(log.now.condensates)
