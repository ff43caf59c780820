"""Preflight checks of the machine: models that are not here, a key that is not where it should be, no room on the disk."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ipstranscribe import languages, system
from ipstranscribe.audio.samples import RATE
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, TalkText
from ipstranscribe.pseudonymize.recognizers import names_model
from ipstranscribe.split.questions import encoders
from ipstranscribe.study import key as keys
from ipstranscribe.study import storage, synced_folders
from ipstranscribe.study.interview_facts import language_of
from ipstranscribe.text.first_few import first_few
from ipstranscribe.transcribe.asr import engines
from ipstranscribe.weights import registry
from ipstranscribe.workflow import borrowed_rules, synced_folder
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding, Severity, tried
from ipstranscribe.workflow.transcribe import left_alone
from ipstranscribe.workflow.transcribe_task import model_name

_BYTES_PER_SECOND = 4 * RATE
"""Of decoded sound, which lies in the study's working folder while an interview is transcribed."""
_SPARE = 200_000_000
"""Bytes that transcripts, documents and temporary files of a study may take besides, with room to spare."""


def place(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A study in a folder that is copied to other machines, or on a network drive."""
    service = synced_folders.service_of(facts.study.root)
    if service and not synced_folder.is_accepted(facts.study, service):
        yield from tried(lambda: synced_folder.refuse(facts.study.root, service))
    yield from _too_deep(facts.study.root)
    if drive := synced_folders.network_drive_of(facts.study.root):
        yield PreflightFinding(
            f"The study lies on a network drive ({drive}): others may be able to read it there.",
            "Leave it if this is the place that your institution has approved.",
            "warns",
        )


_DEEPEST = 110
"""Characters of the longest path below a study: a document of an id of 31 letters in a coder's folder for a program."""


def _too_deep(root: Path) -> Iterator[PreflightFinding]:
    """A study whose files would have longer paths than Windows takes."""
    longest = system.longest_path()
    if longest and len(str(root)) + _DEEPEST > longest:
        yield PreflightFinding(
            f"The path of the study folder has {len(str(root))} characters: some of its files may be too deep for Windows.",
            f"Move it to a folder with a shorter path ({longest - _DEEPEST} characters), or let long paths be allowed.",
            "warns",
        )


def engine(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """An engine whose packages are not installed, as in the lean installation."""
    if facts.untranscribed:
        yield from tried(lambda: engines.refuse_if_absent(facts.study.config.transcribe.engine))


def models(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Models of speech recognition that are not on this machine."""
    needed: dict[str, list[Interview]] = defaultdict(list)
    for interview in facts.interviews:
        if interview.recordings:
            try:
                needed[model_name(facts.study.transcribe_settings(interview))].append(interview)
            except UserError as error:  # a language that the model does not know
                if not _left_alone(facts, interview):
                    yield PreflightFinding(f"{interview.id}: {error.what}", error.fix, code=error.code)
    for name, interviews in needed.items():
        absent = list(_absent(name))
        if absent and not all(_left_alone(facts, one) for one in interviews):  # that reads transcripts
            yield from absent


def _left_alone(facts: PreflightFacts, interview: Interview) -> bool:
    return interview.id in facts.transcribed and left_alone(facts.study, interview) is not None


def _absent(name: str) -> Iterator[PreflightFinding]:
    """The finding of a model that is not on this machine; none if it is."""
    if registry.table_row(name) is None and name not in registry.installed():
        openai = name.endswith("-openai")  # a format of its own
        rows = [row.name for row in registry.TABLE if row.name.startswith("whisper")]
        known = ", ".join(row.removesuffix("-openai") for row in rows if row.endswith("-openai") is openai)
        yield PreflightFinding(
            f"The model {name} is not on this machine, and is none of those that can be fetched.",
            f"Write another into study.toml ({known}), or bring it with `ipstranscribe models import {name} FOLDER`.",
            code=ExitCode.MISSING_MODEL,
        )
    else:
        yield from _not_here(name)


def _not_here(name: str) -> Iterator[PreflightFinding]:
    for one in tried(lambda: registry.model_folder(name)):
        yield PreflightFinding(one.what, one.fix, one.severity, one.code, f"ipstranscribe models fetch {name}")


def names_models(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Languages without rules, and without a model that finds names: after the night's transcription it would stop there."""
    for language, (interviews, severity) in _spoken(facts).items():
        about = f"{first_few(interviews)}: " if interviews else ""
        earlier = "" if languages.find(language) else _earlier(facts, language)
        rules = partial(borrowed_rules.borrowed, facts.study, language, facts.choices.rules_of, earlier)
        without_rules = tried(rules, severity, about)
        yield from without_rules
        if not without_rules and not facts.choices.rules_only:
            for one in tried(partial(names_model.locate, language), severity):
                weights = (languages.find(language) or languages.RECORDS["en"]).names_models.weights
                fetch = f"ipstranscribe models fetch {weights}" if weights and weights in one.fix else ""
                yield PreflightFinding(one.what, one.fix, one.severity, one.code, fetch)


def _earlier(facts: PreflightFacts, language: str) -> str:
    """Whose rules an earlier run used for `language`; empty if for none of the study's texts."""
    paths = [facts.study.pseudonymized(one.id) for one in facts.interviews]
    texts = (storage.read(path, TalkText) for path in paths if path.exists())
    return next((text.rules for text in texts if text.language == language and text.rules), "")


def _spoken(facts: PreflightFacts) -> dict[str, tuple[list[str], Severity]]:
    """The languages of the study with the interviews known to be in them.

    Where nobody has said which language a recording is in, the languages of the guide and of the documents are likely. A
    likely language only warns if another likely one can be worked on.
    """
    found: dict[str, list[str]] = defaultdict(list)
    unsure = False
    for interview in facts.interviews:
        path = facts.study.transcript(interview.id)
        told = interview.language or facts.study.config.transcribe.language
        language = language_of(facts.study, interview.id) if path.exists() else told
        if language:
            found[language].append(interview.id)
        elif interview.recordings:
            unsure = True
    spoken: dict[str, tuple[list[str], Severity]] = {one: (ids, "stops") for one, ids in found.items()}
    if unsure:
        likely = [one for one in _likely(facts) if one not in spoken]
        works = [one for one in _likely(facts) if not tried(partial(names_model.locate, one))]
        spoken |= {one: ([], "warns" if works else "stops") for one in likely}
    return spoken


def _likely(facts: PreflightFacts) -> tuple[str, ...]:
    guide = [] if isinstance(facts.guide, UserError) else [facts.guide.language]
    return tuple(dict.fromkeys((facts.study.config.document_language, *(one for one in guide if languages.find(one)))))


def sentence_model(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """The model that recognises guide questions by meaning: not here, or not for the languages of the study."""
    settings = facts.study.config.split
    if facts.interviews and not (facts.choices.lexical or settings.lexical):
        known = [language for language, (_, severity) in _spoken(facts).items() if severity == "stops"]
        written = [] if isinstance(facts.guide, UserError) else [facts.guide.language]
        for one in tried(lambda: encoders.locate(settings.sentence_model, (*known, *written))):
            name = encoders.to_fetch(settings.sentence_model)
            fetch = f"ipstranscribe models fetch {name}" if name and one.code == ExitCode.MISSING_MODEL else ""
            yield PreflightFinding(one.what, one.fix, one.severity, one.code, fetch)


def key(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A key in a place where it must not be, or gone while there are pseudonymized texts that it belongs to."""
    misplaced = tried(lambda: keys.path(facts.study))
    yield from misplaced
    made = any(facts.study.pseudonymized(one.id).exists() for one in facts.interviews)
    if not misplaced and made and not keys.path(facts.study).exists():
        error = keys.missing(facts.study)
        yield PreflightFinding(error.what, error.fix, code=error.code)


def room(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A disk without room for the decoded sound of the longest interview, or a folder that may not be written."""
    study = facts.study
    if not os.access(study.restricted if study.restricted.exists() else study.root, os.W_OK):
        yield PreflightFinding(
            "The study folder cannot be written.", "Check who may write there.", code=ExitCode.CANNOT_WRITE
        )
    longest = max((_seconds(facts, one) for one in facts.untranscribed), default=0.0)
    needed, free = longest * _BYTES_PER_SECOND + _SPARE, shutil.disk_usage(study.root).free
    if longest and free < needed:
        yield PreflightFinding(
            f"The disk of the study has {_mega(free)} left; about {_mega(needed)} are needed while it transcribes.",
            "Make room there, or move the study folder to a larger disk.",
            code=ExitCode.CANNOT_WRITE,
        )


def _seconds(facts: PreflightFacts, interview: Interview) -> float:
    """The length of an interview's recordings, as their headers tell it; what cannot be heard counts nothing."""
    told = (facts.lengths.get(path) for path in facts.study.recordings(interview))
    return sum(one for one in told if isinstance(one, float))


def _mega(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
