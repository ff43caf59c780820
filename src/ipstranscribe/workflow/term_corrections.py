"""The corrections of a study's terms: read with the interviews that they may hold in, offered in a workbook, and learned.

Nothing of them is shown but counts: the words stand in the workbook and the logs under `restricted/corrections`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ipstranscribe import events, languages
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import AppliedCorrection, CorrectionDecision, CorrectionLog, Transcript
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.review.transcript.corrections.candidates import StudyLexicon, find_corrections
from ipstranscribe.review.transcript.corrections.offers import (
    CorrectedInterview,
    CorrectionOffer,
    LexiconOf,
    corrections_of,
    for_new_drafts,
    key_of,
    learned_terms,
    offers,
    settled,
)
from ipstranscribe.review.transcript.corrections.rewrite import undo
from ipstranscribe.review.transcript.corrections.table import to_xlsx
from ipstranscribe.review.transcript.corrections.table_decisions import load_table, unread_rows
from ipstranscribe.study import file_names, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import table_copies
from ipstranscribe.workflow.heard_words import kind_of

COMMAND = "ipstranscribe import corrections restricted/corrections/corrections.xlsx --by ROLE"
"""The command that reads the workbook back."""


# Reading.


def log_of(study: Study, interview: str) -> CorrectionLog:
    """The log of corrections of an interview; an empty one if there is none."""
    path = study.corrections(interview)
    return storage.read(path, CorrectionLog) if path.exists() else CorrectionLog(interview=interview)


def logs_of(study: Study) -> list[CorrectionLog]:
    """The logs of all active interviews that have one."""
    if not study.corrections("").parent.is_dir():  # nothing was ever corrected: thousands need not be looked for
        return []
    return [log_of(study, one.id) for one in study.interviews if study.corrections(one.id).exists()]


def offered(study: Study) -> tuple[CorrectionOffer, ...]:
    """All corrections with the places where they may hold. Reads every transcript, unless nothing was corrected."""
    if not any(log.found for log in logs_of(study)):
        return ()
    return offers(corrected_interviews(study), lexicons(study))


def corrected_interviews(study: Study) -> list[CorrectedInterview]:
    """The active interviews that have a transcript, each with its log."""
    there = [one.id for one in study.interviews if study.transcript(one.id).exists()]
    return [CorrectedInterview(storage.read(study.transcript(one), Transcript), log_of(study, one)) for one in there]


def terms_of(study: Study) -> tuple[str, ...]:
    """The terms that people's corrections have taught: they are listened for in recordings that are transcribed later."""
    return learned_terms(corrections_of(logs_of(study)))


def without_applied(study: Study, transcript: Transcript, turns: Sequence[str] | None = None) -> Transcript:
    """A stored transcript without what was applied to it: everywhere, or in these turns; itself where there is nothing."""
    applied = [one for one in log_of(study, transcript.interview).applied if turns is None or one.place.turn in turns]
    return undo(transcript, applied).transcript if applied else transcript


def lexicons(study: Study) -> LexiconOf:
    """What is known of the words of each language, with the names and terms of the study."""
    known = _known(study)

    @cache
    def lexicon(language: str) -> StudyLexicon:
        spoken = languages.find(language)
        if spoken is None:
            return StudyLexicon(lambda word: kind_of(word, language), known)
        fillers = [word for name in ("fillers", "inside") for word in spoken.disfluencies.get(name, ())]
        said = (*word_lists.read(f"function_words_{spoken.rules}"), *fillers, *spoken.cues.get("backchannel", ()))
        return StudyLexicon(
            lambda word: kind_of(word, language),
            known,
            frozenset(word for word in said if " " not in word and word not in known),
            frozenset(fillers),
            lambda word: vocabulary.is_frequent(word, language),
        )

    return lexicon


def _known(study: Study) -> frozenset[str]:
    """The names of the tables and the terms of study.toml, casefolded; those of tables that cannot be read are not known."""
    terms = {term.casefold() for term in study.config.transcribe.vocabulary}
    try:
        return frozenset(terms.union(name.casefold() for one in study.interviews for name in study.names(one)))
    except UserError:
        return frozenset(terms)


# Writing.


@dataclass(frozen=True)
class OfferNotice:
    """What a person is told of corrections: counts by interview, no word. `kept_copy` is a filled-in table that was kept."""

    found: int
    waiting: int
    interviews: tuple[tuple[str, int], ...]
    kept_copy: str | None = None

    def lines(self) -> list[str]:
        """Lines for the user, none where nothing waits for a decision."""
        told = []
        if self.waiting:
            by_interview = ", ".join(f"{interview} {count}" for interview, count in self.interviews)
            places = _count(self.waiting, "place")
            told.append(
                f"{_count(self.found, 'correction')} of names or terms may hold elsewhere: {places} in "
                f"{_count(len(self.interviews), 'interview')} ({by_interview}). Decide in "
                f"restricted/corrections/corrections.xlsx; read it back with `{COMMAND}`."
            )
        if self.kept_copy:
            told.append(
                f"the table of corrections held decisions that were not read back; it is kept as {self.kept_copy}."
            )
        return told


def note_corrections(study: Study, before: Transcript, after: Transcript) -> OfferNotice | None:
    """Log the corrections of names and terms that made `after` of `before`, and offer them; None if there are none.

    The notice is about those of this interview; the workbook has all of the study.
    """
    found = find_corrections(before, after, lexicons(study)(after.language))
    if not found:
        return None
    with locks.shared(study, "corrections"):
        log = log_of(study, after.interview)
        known = {(key_of(one), one.breadth) for one in log.found}
        new = tuple(one for one in found if (key_of(one), one.breadth) not in known)
        if new:
            log = log.model_copy(update={"found": (*log.found, *new)})
            storage.write(study.corrections(after.interview), log, private=True)
    every = offered(study)
    copy = write_table(study, every)
    mine = {key_of(one) for one in found}
    return notice([one for one in every if key_of(one.correction) in mine], copy)


def notice(offered_now: Sequence[CorrectionOffer], kept_copy: str | None = None) -> OfferNotice:
    """What is told of offers: those that wait for a decision, counted."""
    waiting = [one for one in offered_now if one.waiting]
    counted: dict[str, int] = {}
    for one in waiting:
        for interview, count in one.counts.items():
            counted[interview] = counted.get(interview, 0) + count
    return OfferNotice(len(waiting), sum(counted.values()), tuple(counted.items()), kept_copy)


def write_table(study: Study, every: Sequence[CorrectionOffer]) -> str | None:
    """Write the workbook anew; returns the name of the copy of a filled-in one that was not read back, if one is kept."""
    with locks.shared(study, "corrections"):
        return _write_table(study, every)


def _write_table(study: Study, every: Sequence[CorrectionOffer]) -> str | None:
    path, copy = study.corrections_table, None
    if path.exists() and _holds_more(path, every):
        content = path.read_bytes()
        kept = file_names.kept_copy(path, "filled", content)
        storage.write_bytes(kept, content, private=True)
        copy = kept.name
    storage.write_bytes(path, to_xlsx(every, study.config.document_language), private=True)
    return copy


def _holds_more(path: Path, every: Sequence[CorrectionOffer]) -> bool:
    try:
        return any(unread_rows(load_table(path), every))
    except UserError:
        return True


def add_decisions(study: Study, decisions: Sequence[CorrectionDecision], every: Sequence[CorrectionOffer]) -> None:
    """Append decisions to the logs of the interviews in which the corrections were made."""
    where = {key_of(one.correction): one.found_in for one in every}
    with locks.shared(study, "import corrections"):
        for interview in dict.fromkeys(one for ids in where.values() for one in ids):
            mine = tuple(one for one in decisions if interview in where[key_of(one)])
            if mine:
                log = log_of(study, interview)
                log = log.model_copy(update={"decisions": (*log.decisions, *mine)})
                storage.write(study.corrections(interview), log, private=True)


def store_applied(study: Study, interview: str, applied: Sequence[AppliedCorrection]) -> None:
    """Store what is applied to an interview now. It is written before the transcript: a crash between leaves nothing lost."""
    with locks.shared(study, "corrections"):
        log = log_of(study, interview)
        if log.applied != tuple(applied):
            log = log.model_copy(update={"applied": tuple(applied)})
            storage.write(study.corrections(interview), log, private=True)


def for_draft(study: Study, transcript: Transcript) -> Transcript:
    """A draft that was made just now, with the corrections that hold everywhere; what was applied is stored."""
    if not logs_of(study):
        return transcript
    try:
        others = [one for one in corrected_interviews(study) if one.id != transcript.interview]
        log = log_of(study, transcript.interview).model_copy(update={"applied": ()})
        new = CorrectedInterview(transcript, log)
        corrected, applied = settled(new, for_new_drafts(offers([*others, new], lexicons(study))))
        store_applied(study, transcript.interview, applied)
    except UserError as error:  # another interview is damaged: no reason to lose an hour of transcription
        events.warn(f"{transcript.interview}: corrections of other interviews are not written in it: {error.what}")
        return transcript
    return corrected


def tell_of_draft(study: Study, interview: str) -> None:
    """Tell what was written in a draft that was made and stored just now, and offer the places that are to be decided on."""
    if not logs_of(study):
        return
    try:
        every = offered(study)
        copy = write_table(study, every)
    except UserError as error:
        events.warn(f"{interview}: corrections of other interviews are not offered for it: {error.what}")
        return
    written = len(log_of(study, interview).applied)
    if written:
        events.notice(f"{interview}: corrections that hold everywhere were written at {_count(written, 'place')}.")
    here = [one for one in every if interview in one.counts]
    for line in notice(here, copy).lines():
        events.notice(f"{interview}: {line}")


# When somebody withdraws.


def delete_workbooks(study: Study) -> list[str]:
    """Delete the workbook of corrections and its copies, which hold several interviews; returns their names.

    Raises UserError (REFUSED) if one holds decisions that were not read back.
    """
    path = study.corrections_table
    there = table_copies.copies(path.parent, path.stem)
    every = offered(study) if there else ()
    theirs = [path, *(one for one in there if table_copies.can_hold_decisions(one) and one.suffix != path.suffix)]
    if kept := [one.name for one in theirs if one in there and _holds_more(one, every)]:
        raise UserError(
            f"{', '.join(kept)}: there are decisions that were not read back.",
            f"Read them first (`{COMMAND}`), or move the file out of the study.",
            ExitCode.REFUSED,
        )
    table_copies.tell_open(there)
    for one in there:
        storage.delete(one)
    return [one.name for one in there]


def forget_places(study: Study, interviews: Collection[str]) -> None:
    """Drop decisions on places of interviews that were withdrawn: they quote the words on either side."""
    for log in logs_of(study):
        kept = tuple(one for one in log.decisions if one.interview not in interviews)
        if kept != log.decisions:
            storage.write(study.corrections(log.interview), log.model_copy(update={"decisions": kept}), private=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
