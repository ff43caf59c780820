"""Guide import: writes `guide.toml` from the researchers' own file, and checks the guide before use."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.guide import read_text, read_word
from ipstranscribe.guide.check import Flag, check
from ipstranscribe.guide.classify import ClassifiedGuide, classify_lines
from ipstranscribe.guide.lines import GuideSource
from ipstranscribe.guide.write_toml import guide_toml
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.init import template
from ipstranscribe.workflow.split import LazyVectors

LARGEST = 50_000_000
"""Maximum size in bytes of a Word file opened as a guide; pictures make it large."""


@dataclass(frozen=True)
class ImportedGuide:
    """The result of a guide import: the source format, and the classified guide."""

    form: str
    found: ClassifiedGuide
    strangers: tuple[str, ...]
    """Branches of the guide that no participant belongs to."""
    known: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Lines for the user, without any text of the guide except branch names."""
        questions = self.found.questions
        counted = Counter(question.branch for question in questions)
        by_branch = ", ".join(f"{name} {times}" for name, times in counted.items())
        followups = sum(len(question.followups) for question in questions)
        yield f"Read as {self.form}, language {self.found.language}."
        yield f"{len(questions)} questions ({by_branch}), {len(counted.keys() - {'all'})} branches, {followups} follow-ups."
        yield f"{len(self.found.notes)} lines are no question and stand as comments at their place."
        for name in self.strangers:
            yield f"No participant has the branch {name}: its questions are asked of nobody."
        if self.strangers:
            used = ", ".join(self.known) or "none so far"
            yield f"  → Write the same names into participants.csv (column branch; there: {used}) and guide.toml."
        yield "Look through guide.toml, add keywords, then `ipstranscribe guide check`."


@locks.holding_shared("import guide")
def import_guide(study: Study, file: Path, *, language: str = "", overwrite: bool = False) -> ImportedGuide:
    """Write `guide.toml` from an interview guide in Word, Markdown or plain text.

    Raises UserError for a file that cannot be read or holds no question, and (REFUSED) where there is a guide.toml that is
    not the one of `init`, unless `overwrite` is set.
    """
    if language and language not in LANGUAGES:
        raise UserError(f"Guides are not read in {language}.", f"Say one of: {', '.join(LANGUAGES)}.", ExitCode.USAGE)
    if not overwrite and not _is_untouched(study):
        raise UserError(
            "There is a guide.toml that somebody has worked on.",
            "Add --replace to put the imported guide in its place.",
            ExitCode.REFUSED,
        )
    source = read(file)
    branches = tuple(_branches(study))
    found = classify_lines(source, branches, language)
    found.title = found.title or study.config.title
    if not found.questions:
        raise UserError(
            "No question was found in the file.",
            "Number the main questions (1. 2. …), or end them with a question mark, and import it again.",
        )
    text = guide_toml(found)
    guides.parse(text)  # check that the result can be read
    storage.write_bytes(study.guide, text.encode())
    strangers = dict.fromkeys(q.branch for q in found.questions if q.branch != "all" and q.branch not in branches)
    return ImportedGuide(source.form, found, tuple(strangers), branches)


def read(file: Path) -> GuideSource:
    """Read the lines of a guide by its file suffix; raises UserError."""
    kind = file.suffix.lower()
    if kind not in (".docx", ".docm", ".md", ".markdown", ".txt"):
        raise UserError(
            f"A guide cannot be read from a file of the type {kind or 'without an ending'}.",
            "Save it as .docx (Word), .md or .txt.",
        )
    try:
        if not file.is_file():
            raise UserError("There is no such file.", "Check the name.")
        if file.stat().st_size > LARGEST:
            raise UserError("The file is too large for an interview guide.", "Take the pictures out.")
        data = file.read_bytes()
    except OSError as error:
        raise UserError(f"The file cannot be read ({error.strerror}).", "Close it in other programs.") from None
    if kind.startswith(".doc"):
        return read_word.read(data)
    return read_text.read(data, markdown=kind != ".txt")


def _is_untouched(study: Study) -> bool:
    if not study.guide.exists():
        return True
    return study.guide.read_bytes().replace(b"\r\n", b"\n") == template("guide.toml").encode()


def _branches(study: Study) -> Iterator[str]:
    """The branches of the participants, each once."""
    yield from dict.fromkeys(p.branch for p in study.participants if p.branch and p.branch != "all")


def check_guide(study: Study, *, lexical: bool = False) -> list[Flag]:
    """All findings on the study's guide; raises UserError (MISSING_MODEL) without the sentence model."""
    guide = guides.load(study.guide)
    return [*similar_question_flags(study, LazyVectors(), lexical=lexical), *check(guide, set(_branches(study)))]


def similar_question_flags(study: Study, vectors: LazyVectors, *, lexical: bool = False) -> list[Flag]:
    """Findings on too similar questions, by the sentence model or, with `lexical`, by shared words."""
    from ipstranscribe.split.questions.similar import similar_questions

    settings = study.config.split.model_copy(update={"lexical": lexical or study.config.split.lexical})
    return similar_questions(guides.load(study.guide), vectors.get(settings))
