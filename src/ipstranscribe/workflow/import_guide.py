"""Guide import: writes `guide.toml` from the researchers' own file, and checks the guide before use."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.guide import read_text, read_word, refused
from ipstranscribe.guide.check import Flag, check
from ipstranscribe.guide.classify import ClassifiedGuide, classify_lines
from ipstranscribe.guide.lines import GuideSource
from ipstranscribe.guide.talk import is_talk
from ipstranscribe.guide.write_toml import guide_toml
from ipstranscribe.languages import LANGUAGES, named_rules, of_documents
from ipstranscribe.model import Transcript, branch_key, same_branch
from ipstranscribe.study import file_names, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of
from ipstranscribe.workflow import given_files
from ipstranscribe.workflow.init import template
from ipstranscribe.workflow.split import LazyVectors
from ipstranscribe.workflow.table_values import is_no_name

_WORD = (".docx", ".docm", ".dotx")
_TEXT = (".txt", ".text")
_READ = (*_WORD, *_TEXT, ".md", ".markdown")
LARGEST = 50_000_000
"""Maximum size in bytes of a Word file opened as a guide; pictures make it large."""

_LONG, _SAID_LINES = 6, 3
"""Words of a line, and number of such lines, by which a file is known as what was said in an interview."""


@dataclass(frozen=True)
class ImportedGuide:
    """The result of a guide import: the source format, and the classified guide."""

    form: str
    found: ClassifiedGuide
    strangers: tuple[str, ...]
    """Branches of the guide that no participant belongs to."""
    known: tuple[str, ...]

    left_out: int = 0
    kept: str = ""
    """The file that keeps the guide which was replaced, below the study folder; empty if there was none."""

    def lines(self) -> Iterator[str]:
        """Lines for the user, without any text of the guide except branch names."""
        questions = self.found.questions
        counted = Counter(question.branch for question in questions)
        by_branch = ", ".join(f"{name} {times}" for name, times in counted.items())
        followups = sum(len(question.followups) for question in questions)
        yield f"Read as {self.form}, language {self.found.language}."
        yield f"{len(questions)} questions ({by_branch}), {len(counted.keys() - {'all'})} branches, {followups} follow-ups."
        yield f"{len(self.found.notes)} lines are no question and stand as comments at their place."
        if asking := sum("?" in note for note in self.found.notes):
            yield f"  {asking} of them have a question mark: look whether they are to be asked."
        if self.kept:
            yield f"The guide that was there is kept as {self.kept}."
        if self.left_out:
            yield f"{self.left_out} control characters, which stand for nothing, were left out."
        for name in self.strangers:
            yield f"No participant has the branch {name}: its questions are asked of nobody."
        if self.strangers:
            used = ", ".join(self.known) or "none so far"
            yield f"  → Write the same names into participants.csv (column branch; there: {used}) and guide.toml."
        yield "Look through guide.toml, add keywords, then `ipstranscribe guide check`."


@locks.holding_shared("import guide")
def import_guide(study: Study, file: Path, *, language: str = "", overwrite: bool = False) -> ImportedGuide:
    """Write `guide.toml` from an interview guide in Word, Markdown or plain text.

    Raises UserError for a file that cannot be read, holds no question or is a transcript, and (REFUSED) where there is a
    guide.toml that is not the one of `init`, unless `overwrite` is set: then that one is kept under the day's date.
    """
    language = _language(language)
    if not overwrite and not _is_untouched(study):
        raise UserError(
            "There is a guide.toml that somebody has worked on.",
            "Add --replace to put the imported guide in its place.",
            ExitCode.REFUSED,
        )
    source = read(file)
    if _is_said_here(study, source):
        raise refused.a_transcript(file.name)
    branches = tuple(_branches(study))
    found = classify_lines(source, branches, language)
    found.title = found.title or study.config.title
    if not found.questions:
        raise UserError(
            f"No question was found in {file.name}.",
            "Number the main questions (1. 2. …), or end them with a question mark, and import it again.",
        )
    text = guide_toml(found)
    guides.parse(text)  # check that the result can be read
    kept = "" if _is_untouched(study) else _keep(study, text.encode())
    storage.write_bytes(study.guide, text.encode())
    named = dict.fromkeys(q.branch for q in found.questions if q.branch != "all")
    strangers = [one for one in named if not any(same_branch(one, other) for other in branches)]
    shown = tuple(branch for branch in branches if is_no_name(study, branch))
    return ImportedGuide(source.form, found, tuple(strangers), shown, source.left_out, kept)


def _language(name: str) -> str:
    try:
        return of_documents(name) if name else ""
    except ValueError:
        raise UserError(
            f"--language: guides are not read in {name}.",
            f"Say one of {named_rules()}, or leave it out: it is found out.",
            ExitCode.USAGE,
        ) from None


def read(file: Path) -> GuideSource:
    """Read the lines of a guide by its file suffix; raises UserError, which says what a file is that is no guide."""
    kind = file.suffix.lower()
    data = _content(file)
    if kind not in _READ:
        raise refused.other_program(file.name, kind)
    if other := refused.other_content(file.name, data):
        raise other
    source = read_text.read(data, markdown=kind not in _TEXT) if kind not in _WORD else read_word.read(data)
    if _is_ours(source) or refused.is_transcript(source.lines) or is_talk([line.text for line in source.lines]):
        raise refused.a_transcript(file.name)
    return source


def _is_ours(source: GuideSource) -> bool:
    """Whether it is a transcript that this program wrote: its title says so."""
    wordings = [wording_of(language) for language in LANGUAGES]
    titles = tuple(name for one in wordings for name in (one.draft_transcript, one.pseudonymized_transcript))
    return any(line.text.strip().endswith(titles) for line in source.lines[:3])


def _is_said_here(study: Study, source: GuideSource) -> bool:
    """Whether lines of the file were said in an interview of this study, whatever the form in which they stand there."""
    told = {_plain(line.text) for line in source.lines if len(line.text.split()) >= _LONG}
    if len(told) < _SAID_LINES:
        return False
    for interview in study.interviews:
        if study.transcript(interview.id).exists():
            turns = storage.read(study.transcript(interview.id), Transcript).turns
            said = "\n".join(_plain(turn.text) for turn in turns)
            if sum(line in said or _plain_said(line) in said for line in told) >= _SAID_LINES:
                return True
    return False


def _plain(text: str) -> str:
    """The words of a text, in small letters."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _plain_said(line: str) -> str:
    """The same without a label of one word before it."""
    return line.partition(" ")[2]


def _keep(study: Study, new: bytes) -> str:
    """Keep the guide that is there under the day's date, unless it is the `new` one; returns the file's name."""
    old = study.guide.read_bytes()
    if old == new:
        return ""
    kept = file_names.kept_copy(study.guide, datetime.date.today().isoformat(), old)
    storage.write_bytes(kept, old)
    return kept.name


def _content(file: Path) -> bytes:
    try:
        given_files.expect_file(file)
        if file.stat().st_size > LARGEST:
            raise UserError(f"{file.name} is too large for an interview guide.", "Take the pictures out.")
        return file.read_bytes()
    except OSError as error:
        raise UserError(f"{file.name} cannot be read ({error.strerror}).", "Close it in other programs.") from None


def _is_untouched(study: Study) -> bool:
    if not study.guide.exists():
        return True
    return study.guide.read_bytes().replace(b"\r\n", b"\n") == template("guide.toml").encode()


def _branches(study: Study) -> Iterator[str]:
    """The branches of the participants, each once, as it is spelt first."""
    seen: dict[str, str] = {}
    for participant in study.participants:
        if participant.branch and participant.branch != "all":
            seen.setdefault(branch_key(participant.branch), participant.branch)
    yield from seen.values()


def check_guide(study: Study, *, lexical: bool = False) -> list[Flag]:
    """All findings on the study's guide; raises UserError (MISSING_MODEL) without the sentence model."""
    guide = guides.load(study.guide)
    shown = {branch for branch in _branches(study) if is_no_name(study, branch)}
    return [*similar_question_flags(study, LazyVectors(), lexical=lexical), *check(guide, shown)]


def similar_question_flags(study: Study, vectors: LazyVectors, *, lexical: bool = False) -> list[Flag]:
    """Findings on too similar questions, by the sentence model or, with `lexical`, by shared words."""
    from ipstranscribe.split.questions.similar import similar_questions

    settings = study.config.split.model_copy(update={"lexical": lexical or study.config.split.lexical})
    guide = guides.load(study.guide)
    return similar_questions(guide, vectors.get(settings, (guide.language,)))
