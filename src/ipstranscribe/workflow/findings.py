"""The findings list: what the gate refuses, written under `restricted/` for the holder of the key, and counted for everybody.

The list holds words and names, the counts none: the screen, the log and what `status` reads are made of counts alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import UserError
from ipstranscribe.export import Document, coder_packs
from ipstranscribe.model import Identifier, Identifiers, Key, Occurrence, StepInputs, Transcript
from ipstranscribe.release.findings import wording
from ipstranscribe.release.findings.causes import Cause, GateRefusals, KnownHere, causes_of, counted
from ipstranscribe.release.findings.places import RefusedPlace, SourceText
from ipstranscribe.release.gate import Verdict
from ipstranscribe.release.search.sighting import around
from ipstranscribe.reports.findings.page import FindingsPage, FindingsReport
from ipstranscribe.review.identifiers.findings_workbook import FindingsList, to_xlsx
from ipstranscribe.study import audit_log, snapshot, storage
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import occurrences, starts
from ipstranscribe.workflow.agreed_coding import AgreedStudy
from ipstranscribe.workflow.review_identifiers import decisions_of, keep_filled

OF_RELEASE, OF_FOLDER = "findings", "findings_in_folder"
"""The names of the lists: of what a release would write, and of a folder that somebody named."""


@dataclass(frozen=True)
class CauseCount:
    """How many causes of a kind there are, in how many places and files; `why` and `where` are words of the program's own."""

    why: str
    where: str
    causes: int
    places: int
    files: int


@dataclass(frozen=True)
class FindingsCount:
    """What was found, without a word of it, and where the list lies: nowhere if nothing was found, or it was deleted."""

    counts: tuple[CauseCount, ...] = ()
    workbook: Path | None = None
    page: Path | None = None
    kept: tuple[str, ...] = ()

    @property
    def causes(self) -> int:
        """The number of causes."""
        return sum(one.causes for one in self.counts)

    @property
    def places(self) -> int:
        """The number of places."""
        return sum(one.places for one in self.counts)


@dataclass(frozen=True)
class Looked:
    """What was looked at: the verdict on the files, by which key, the documents of the interviews; `name` is the list's.

    `readers` are those for whom the files were made; None stands for those of study.toml.
    """

    verdict: Verdict
    key: Key
    documents: Sequence[Document]
    name: str
    readers: ProfileName | None = None


def searched(study: Study, looked: Looked, language: str) -> str:
    """What was searched, in numbers: files, and written forms."""
    decided = {one.form for one in decisions_of(study).decisions if one.verdict != "reject"}
    known = [one for one in looked.key.entities if one.category != "age"]
    forms = decided.union(*((*one.forms, *one.capital_forms) for one in known))
    told = str(wording.words(language)["list"]["searched"])
    return told.format(files=looked.verdict.files, forms=len(forms), known=len(known))


def write_findings(study: Study, looked: Looked) -> FindingsCount:
    """Write the list of what the gate refused, as a workbook and a page; without findings an earlier one is removed.

    A workbook with decisions that were not read back is kept as a copy. Raises UserError if the list cannot be written.
    """
    decisions = decisions_of(study)
    workbook, page = (study.findings(looked.name, suffix) for suffix in (".xlsx", ".html"))
    kept = tuple(filter(None, [keep_filled(workbook, decisions)]))
    causes = _causes(study, looked)
    if not causes:
        storage.delete(workbook)
        storage.delete(page)
        return FindingsCount(kept=kept)
    language = study.config.document_language
    listed = FindingsList(causes, decisions, [one.id for one in study.interviews], language)
    report = FindingsReport(study.config.title, searched(study, looked, language), causes, workbook.name, language)
    storage.write_bytes(workbook, to_xlsx(listed), private=True)
    storage.write_bytes(page, FindingsPage.to_html(report, language), private=True)
    return FindingsCount(tuple(_counts(causes)), workbook, page, kept)


def _counts(causes: Sequence[Cause]) -> Iterator[CauseCount]:
    for reason, kind, number, places, files in counted(causes):
        yield CauseCount(*wording.reason_on_screen(reason, kind), number, places, files)


# What `status` knows, without the key.


def remember(study: Study, found: FindingsCount) -> None:
    """Keep how much a release would refuse now, and of what this was said: counts and checksums."""
    parts = {f"{number}": "\t".join(map(str, _cells(one))) for number, one in enumerate(found.counts)}
    record = StepInputs(inputs=snapshot.fingerprint(study), parts=parts)
    storage.write(study.findings_count, record, private=True)


def _cells(one: CauseCount) -> tuple[str | int, ...]:
    return one.why, one.where, one.causes, one.places, one.files


def remembered(study: Study) -> FindingsCount | None:
    """How much a release would refuse, if what it is made from is as it was when that was looked at; else None."""
    path = study.findings_count
    if not path.exists():
        return None
    try:
        record = storage.read(path, StepInputs)
        if record.inputs != snapshot.fingerprint(study):
            return None
        rows = [one.split("\t") for one in record.parts.values()]
        counts = tuple(CauseCount(why, where, *map(int, numbers)) for why, where, *numbers in rows)
    except (UserError, ValueError, TypeError):  # damaged, or of another version: the next look writes it anew
        return None
    workbook, page = (study.findings(OF_RELEASE, suffix) for suffix in (".xlsx", ".html"))
    there = bool(counts) and workbook.exists() and page.exists()
    return FindingsCount(counts, workbook if there else None, page if there else None)


# The causes.


def _causes(study: Study, looked: Looked) -> tuple[Cause, ...]:
    verdict, ids = looked.verdict, [one.id for one in study.interviews]
    files = {one.file for one in verdict.sightings}
    named = {file: interviews_of(file, ids) for file in files}
    sources = list(_sources(study, looked)) if verdict.sightings else []
    known = KnownHere(looked.key, decisions_of(study), sources, named)
    unread = [one for one in verdict.findings if not one.decidable]
    causes = causes_of(GateRefusals(verdict.sightings, unread), known)
    numbers = _Numbering(study, {(one.interview, one.where): one.text for one in sources if one.kind == "turn"})
    return tuple(_without_settled(replace(one, places=tuple(map(numbers.numbered, one.places)))) for one in causes)


def _without_settled(cause: Cause) -> Cause:
    """The cause without places that were rejected already, and that are refused because of another one in the same turn."""
    scopes = [one.scope for one in cause.decisions if one.verdict == "reject" and isinstance(one.scope, Occurrence)]
    settled = {(scope.turn, scope.number) for scope in scopes}
    open_ones = {one.where for one in cause.places if (one.where, one.number) not in settled}
    left = [one for one in cause.places if (one.where, one.number) not in settled or one.where not in open_ones]
    return replace(cause, places=tuple(left))


def _sources(study: Study, looked: Looked) -> Iterator[SourceText]:
    """What documents are made from that can hold a word."""
    shown: list[str] = []
    for document in looked.documents:  # each is made now
        interview = document.transcript.interview
        shown.append(interview)
        for turn in document.transcript.turns:
            yield SourceText("turn", interview, turn.id, document.said(turn))
        for note in (*document.transcript.notes, *document.units.notes):
            yield SourceText("note", interview, "", note)
    yield from AgreedStudy(study, looked.readers or study.config.profile, shown).sources()
    yield from _guide_texts(study)
    yield from _table_texts(study)
    yield SourceText("title", "", "study.toml", study.config.title)
    for coder in study.export_settings().coders:
        yield SourceText("coder", "", coder, coder_packs.coder_folder(coder).rstrip("/"))
    for entry in audit_log.read(study):
        yield SourceText("log", "", audit_log.FILE, " ".join((entry.when, entry.what, entry.about, entry.by)))


def _guide_texts(study: Study) -> Iterator[SourceText]:
    guide = guides.load(study.guide)
    yield SourceText("title", "", "guide.toml", guide.title)
    for question in guide.questions:
        for text in (question.text, *question.followups):
            yield SourceText("question", "", question.id, text)
        yield SourceText("branch", "", f"guide.toml, {question.id}", question.branch)


def _table_texts(study: Study) -> Iterator[SourceText]:
    for interview in study.interviews:
        for person in study.participants_of(interview):
            if person.branch:
                yield SourceText("branch", interview.id, f"restricted/participants, {person.id}", person.branch)
        for one in dict.fromkeys((interview.id, *interview.participants)):
            yield SourceText("interview", interview.id, one, one)


class _Numbering:
    """Names places in turns as decisions do: which time the word is written there, in the transcript as it was said."""

    def __init__(self, study: Study, shown: Mapping[tuple[str, str], str]) -> None:
        """`shown` maps interview and turn → the text of the turn as documents show it."""
        self._study, self._shown = study, shown
        self._known: dict[str, tuple[Mapping[str, str], Mapping[str, list[Identifier]]]] = {}

    def numbered(self, place: RefusedPlace) -> RefusedPlace:
        """The place with its number and the words around it as they were said; as it is if no decision can name it."""
        if place.kind != "turn":
            return place
        turns, replaced = self._of(place.interview)
        text, length = turns.get(place.where, ""), len(place.word)
        standing = [
            start
            for start in starts(text, place.word)
            if not any(one.char_start < start + length and start < one.char_end for one in replaced[place.where])
        ]
        shown = starts(self._shown[place.interview, place.where], place.word)
        at = shown.index(place.char_start) if place.char_start in shown else -1
        if at < 0 or len(shown) != len(standing):
            return place
        start = standing[at]
        before, after = around(text, start, start + length)
        number = occurrences(place.interview, place.where, text, place.word)[start].number
        return replace(place, before=before, after=after, number=number)

    def _of(self, interview: str) -> tuple[Mapping[str, str], Mapping[str, list[Identifier]]]:
        """The turns of an interview as they were said, and what is replaced in each."""
        if interview not in self._known:
            transcript, found = self._study.transcript(interview), self._study.identifiers(interview)
            turns = storage.read(transcript, Transcript).turns if transcript.exists() else ()
            replaced: dict[str, list[Identifier]] = defaultdict(list)
            for one in storage.read(found, Identifiers).identifiers if found.exists() else ():
                if one.masked:
                    replaced[one.turn].append(one)
            self._known[interview] = {turn.id: turn.text for turn in turns}, replaced
        return self._known[interview]
