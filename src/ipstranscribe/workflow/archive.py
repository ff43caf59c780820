"""The deposit step: a new folder that a data archive takes, by the way of a release and through the same gate."""

import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipstranscribe import __version__, events
from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.deposit import DepositFacts, DepositMethods, ShownVariable, deposit
from ipstranscribe.model import Deposit, Participant
from ipstranscribe.pseudonymize.entities.roster import unsearched_columns
from ipstranscribe.reports.methods.figures import CategoricalColumn, ColumnSummary, NumericColumn, describe_column
from ipstranscribe.study import atomic_folder, consent, deposits, locks, storage, user_folders
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.agreed_coding import AgreedStudy
from ipstranscribe.workflow.check import Judgement
from ipstranscribe.workflow.release import Errand, put_down, through_gate
from ipstranscribe.workflow.rendered import Texts, documents_of

_FEWEST = 3
"""How many participants must share a value for it to be told; the same as in the risk report if nothing else is asked for."""


@locks.holding_everything("archive")
def archive(study: Study, folder: Path, by: str, when: str, *, accept_wording: bool = False) -> Judgement:
    """Lay out a deposit in the new `folder`, of the interviews whose participants have consented to an archive.

    Everything goes the way of a release for the archive: raises UserError (REFUSED) where that would be refused, and where
    the table of participants does not say who has consented; (CANNOT_WRITE) where something is in that place already, or
    where it lies in a study. What was deposited is recorded under `restricted/deposits`.
    """
    place = _new_place(folder)
    if swept := atomic_folder.sweep(place.parent, _owner(study)):
        events.notice(
            f"{swept} unfinished folders beside {place.name}, which an earlier command left when it was stopped, are gone."
        )
    if study.interviews and not consent.is_recorded(study):
        raise UserError(
            "The table of participants does not say who has consented to an archive.",
            "Add a column `consent` to restricted/participants.csv, with `archive` for those who have.",
            ExitCode.REFUSED,
        )
    errand = Errand("deposited", by, when, "archive", accept_wording)
    passed = through_gate(study, errand, lambda opened, texts: _files(opened, texts, when), folder=place.name)
    record = Deposit(
        name=place.name,
        when=when,
        by=by,
        interviews=tuple(passed.texts),
        participants=_participants(study, passed.texts),
        manifest=storage.digest_of(passed.files[storage.MANIFEST]),
    )
    deposits.record(study, record)  # first: a deposit must be known, whatever happens
    try:
        put_down(study, passed, place, lambda sure: atomic_folder.make(place, passed.files, _owner(study), sure=sure))
    except BaseException:
        if not place.exists():
            deposits.forget(study, record)
        raise
    return passed.judgement


def _owner(study: Study) -> str:
    """Whose unfinished folders are: this study's, at this place on this machine, where one `archive` at a time holds it all.

    A copy of the study elsewhere has locks of its own, and may be at work.
    """
    return storage.digest(study.config.id, platform.node(), str(study.root.resolve()))[:12]


def _new_place(folder: Path) -> Path:
    """The place of a new deposit; raises UserError where something is there, or where it lies in a study."""
    try:
        place = user_folders.expanded(folder, ExitCode.CANNOT_WRITE).resolve()
        there = place.exists()
    except (RuntimeError, ValueError, OSError):
        raise UserError(
            "A deposit in a place that there is not.", "Name another folder.", ExitCode.CANNOT_WRITE
        ) from None
    if there:
        raise UserError(
            f"{place.name} is there already; a deposit is never overwritten.",
            "Name a folder that there is not, for example with the date: deposit-2026-11-29.",
            ExitCode.CANNOT_WRITE,
        )
    if any((above / "study.toml").exists() for above in place.parents):
        raise UserError(
            "A deposit does not lie in a study, where later releases and withdrawals change things.",
            "Name a folder outside of it.",
            ExitCode.CANNOT_WRITE,
        )
    if not place.parent.is_dir():
        raise UserError(f"There is no folder {place.parent.name}.", "Make it first.", ExitCode.CANNOT_WRITE)
    return place


def _files(study: Study, texts: Texts, when: str) -> dict[str, bytes]:
    """The files of the deposit, without its manifest."""
    header = study.config.profiles.named("archive").header
    documents = list(documents_of(study, texts, header))
    return deposit(_facts(study, documents, when), documents, study.export_settings())


def _facts(study: Study, documents: Sequence[Document], when: str) -> DepositFacts:
    ids = [one.transcript.interview for one in documents]
    held = [one for one in study.interviews if one.id in ids]
    interviewed = _participants(study, ids)
    people = [one for one in study.participants if one.id in interviewed]
    profile = study.config.profiles.named("archive")
    return DepositFacts(
        title=study.config.title,
        when=when[:10],
        program=f"ipstranscribe {__version__}",
        convention=study.config.convention,
        levels=profile.levels,
        guide=guides.load(study.guide),
        languages=tuple(sorted({one.transcript.language for one in documents})),
        consent={one.id: consent.of_interview(study, one) or () for one in held},
        variables=tuple(_variables(people, with_branch="branch" in profile.header)),
        agreed=AgreedStudy(study, "archive", ids).of(),
        methods=_methods(study, documents),
    )


def _participants(study: Study, interviews: Sequence[str] | Texts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(who for one in study.interviews if one.id in interviews for who in one.participants))


def _variables(people: Sequence[Participant], *, with_branch: bool) -> Iterator[ShownVariable]:
    """The columns that describe and do not identify, with what may be told of several participants together."""
    if with_branch and any(one.branch for one in people):
        yield _variable(describe_column("branch", [one.branch or "" for one in people]))
    for column in unsearched_columns(tuple(people)):
        yield _variable(describe_column(column, [one.attributes.get(column, "") for one in people]))


def _variable(one: ColumnSummary) -> ShownVariable:
    if isinstance(one, NumericColumn):
        n, spread = one.spread.n, one.spread
        told = (spread.mean, spread.sd) if spread.sd is not None and n >= _FEWEST else None
        return ShownVariable(name=one.column, kind="number", given=n + one.others, spread=told)
    if isinstance(one, CategoricalColumn):
        shared = tuple((value, times) for value, times in one.counts if times >= _FEWEST)
        return ShownVariable(name=one.column, kind="category", given=sum(n for _, n in one.counts), shared=shared)
    return ShownVariable(name=one.column, kind="untold", given=one.given)


def _methods(study: Study, documents: Sequence[Document]) -> DepositMethods:
    words = [len(document.said(turn).split()) for document in documents for turn in document.transcript.turns]
    return DepositMethods(
        interviews=len(study.interviews),
        words=sum(words),
        turns=len(words),
        made_by=tuple(dict.fromkeys(document.header.made_by for document in documents)),
    )
