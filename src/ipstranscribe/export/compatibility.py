"""Compatibility check before export: names, characters, times and omissions that coders' programs would not accept.

It refers to interviews and questions by their ids, and to talk only by counts. Sources of the rules: docs/programs.md.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ipstranscribe.export.content.code_names import RESERVED, question_headings
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.dialects.names import LONGEST, safe_name
from ipstranscribe.export.transcript_subtitles import untimed_turns
from ipstranscribe.model import Question
from ipstranscribe.settings import ExportSettings

_Finding = tuple[str, str]
"""A problem, and what was done or has to be done about it."""


class Pitfall(NamedTuple):
    """A compatibility problem: what `programs` (or formats) would refuse or lose; `done` is what was or should be done."""

    programs: tuple[str, ...]
    what: str
    done: str

    def __str__(self) -> str:
        return f"{', '.join(self.programs)}: {self.what} {self.done}"


def has_pitfalls(settings: ExportSettings) -> bool:
    """Whether any chosen format or program has checks. Usual documents accept everything as it is."""
    return any(name in _CHECKS for name in (*settings.programs, *settings.formats))


def pitfalls(document: StudyDocument, settings: ExportSettings) -> tuple[Pitfall, ...]:
    """All compatibility problems of the chosen programs and formats, in their order, each once."""
    found: dict[_Finding, list[str]] = {}
    for name in (*settings.programs, *settings.formats):
        for one in (one for check in _CHECKS.get(name, ()) for one in check(document)):
            found.setdefault(one, []).append(name)
    return tuple(Pitfall(tuple(names), *one) for one, names in found.items())


# Names.


def _headings(document: StudyDocument) -> Iterator[_Finding]:
    """Question texts as code names: those that had to be changed."""
    questions = document.guide.questions
    long = [q.id for q in questions if len(_name(q).encode("utf-16-le")) > 2 * LONGEST]
    if long:
        yield f"{_listed(long)}: longer than {LONGEST} characters.", "The name is cut; the id in front tells it apart."
    if reserved := [q.id for q in questions if q.id not in long and RESERVED & set(_name(q).rstrip("? "))]:
        yield f"{_listed(reserved)}: with signs that names may not have.", "The name is written without them."
    yield from _alike({q.id: q.text for q in questions}, "have the same words", "They are told apart by their ids.")
    names = {question: safe_name(name) for question, name in question_headings(document.guide).items()}
    yield from _alike(names, "have the same name", "Give one of them another id in guide.toml: they become one code.")


def _ids(document: StudyDocument) -> Iterator[_Finding]:
    """Question ids as code names: those that had to be changed, or are not unique."""
    ids = [question.id for question in document.guide.questions]
    changed = [one for one in ids if safe_name(one) != one]
    if changed:
        yield f"{_listed(changed)}: ids that no code can have.", "They are written without the signs in question."
    same = "have the same id for this program"
    yield from _alike({one: safe_name(one) for one in ids}, same, "Give one of them another id in guide.toml.")


def _marks(document: StudyDocument) -> Iterator[_Finding]:
    ids = [question.id for question in document.guide.questions]
    if others := [one for one in ids if not safe_name(one).startswith("Q")]:
        yield (
            f"{_listed(others)}: ids that do not begin with Q.",
            "`Q ` is put before them, so that one pattern finds all.",
        )
    labels = _labels(document)
    if like := [one for one, speakers in labels.items() if any(safe_name(label).startswith("Q") for label in speakers)]:
        yield f"{_listed(like)}: a speaker's label begins like a question.", "`S ` is put before it."


def _speakers(document: StudyDocument) -> Iterator[_Finding]:
    labels = _labels(document)
    if changed := [one for one, speakers in labels.items() if any(safe_name(label) != label for label in speakers)]:
        yield (
            f"{_listed(changed)}: a speaker's label is longer than {LONGEST} characters, or has signs that no name may have.",
            "It is cut, and written without them.",
        )
    if merged := [
        one for one, speakers in labels.items() if len({safe_name(s).casefold() for s in speakers}) < len(speakers)
    ]:
        yield f"{_listed(merged)}: two speakers get the same name.", "Give them shorter labels in the transcript."


def _colons(document: StudyDocument) -> Iterator[_Finding]:
    texts = {
        one.transcript.interview: (one.header.project, *one.transcript.notes, *one.units.notes)
        for one in _ready(document)
    }
    if having := [one for one, told in texts.items() if any(":" in text for text in told)]:
        yield (
            f"{_listed(having)}: a colon in the header, by which a line is taken for a speaker's.",
            "It is written as a dash.",
        )


def _zeros(document: StudyDocument) -> Iterator[_Finding]:
    if having := [part.interview for part in document.parts if re.fullmatch(r"0\d+", part.interview)]:
        yield (
            f"{_listed(having)}: ids that a spreadsheet program takes for numbers, and shortens.",
            "Import the table as it is, without opening and saving it.",
        )


# Omissions.


def _not_ready(document: StudyDocument) -> Iterator[_Finding]:
    if missing := [part.interview for part in document.parts if part.document is None]:
        yield (
            f"{_listed(missing)}: not split, or out of date.",
            "Left out; run `ipstranscribe split`, then export again.",
        )


def _branches(document: StudyDocument) -> Iterator[_Finding]:
    if not document.tells_branch:
        return
    if unknown := [part.interview for part in document.parts if not part.told_branch]:
        yield f"{_listed(unknown)}: the branch is not known.", "Left empty; it can be given in participants.csv."
    if changed := sorted(
        {
            part.interview
            for part in document.parts
            for branch in (part.branch, *part.branches.values())
            if branch and safe_name(branch) != branch
        }
    ):
        yield (
            f"{_listed(changed)}: the name of the branch has signs that no code can have.",
            "It is written without them.",
        )


def _times(document: StudyDocument) -> Iterator[_Finding]:
    for one in _ready(document):
        missing, turns = len(untimed_turns(one)), len(one.transcript.turns)
        if missing:
            known = "no times are known" if missing == turns else f"{missing} of {turns} turns have no times"
            yield (
                f"{one.transcript.interview}: {known}.",
                "Not shown; the file names the turns. Use another format for them.",
            )


def _hidden(document: StudyDocument) -> Iterator[_Finding]:
    for one in _ready(document):
        if count := sum(one.spot(unit) is None for unit in one.units.units):
            yield (
                f"{one.transcript.interview}: {_times_of(count, 'unit')} left out of the text by the convention.",
                "They stand in the tables of units; `verbatim` shows everything.",
            )


# Talk that would act as markup.


def _said(sign: str, what: str) -> Callable[[StudyDocument], Iterator[_Finding]]:
    """Make a check for turns whose talk holds a character that the program reads as markup."""
    found = re.compile(sign)

    def check(document: StudyDocument) -> Iterator[_Finding]:
        having = {
            one.transcript.interview: sum(bool(found.search(one.said(turn))) for turn in one.transcript.turns)
            for one in _ready(document)
        }
        if told := [f"{interview} ({count})" for interview, count in having.items() if count]:
            yield f"Signs that act as markup in turns of {_listed(told)}.", what

    return check


_WIDE = "They are written in full width there, which no program takes for its own."

_CHECKS: Mapping[str, tuple[Callable[[StudyDocument], Iterable[_Finding]], ...]] = {
    "nvivo": (_headings, _zeros, _branches),
    "maxqda": (_headings, _speakers, _colons, _not_ready, _hidden, _said("#", _WIDE)),
    "atlasti": (_ids, _marks, _speakers, _hidden, _said("@", _WIDE)),
    "qualcoder": (_ids, _speakers, _branches, _hidden),
    "dedoose": (_zeros, _branches),
    "vtt": (_times,),
    "srt": (_times, _said(r"[<>{}]", _WIDE)),
    "qdpx": (_headings, _speakers, _not_ready, _hidden),
    "json": (_hidden,),
    "jsonl": (_hidden,),
}
"""The checks for each program and format. Taguette and tables accept everything as it is."""


def _ready(document: StudyDocument) -> list[Document]:
    return [part.document for part in document.parts if part.document is not None]


def _labels(document: StudyDocument) -> dict[str, list[str]]:
    """The labels of the speakers of each interview."""
    return {one.transcript.interview: [s.label for s in one.transcript.speakers] for one in _ready(document)}


def _name(question: Question) -> str:
    return f"{question.id}. {question.text}"


def _alike(names: Mapping[str, str], how: str, done: str) -> Iterator[_Finding]:
    """Questions whose names differ only in letter case."""
    times = Counter(name.casefold() for name in names.values())
    if alike := [question for question, name in names.items() if times[name.casefold()] > 1]:
        yield f"{_listed(alike)} {how}.", done


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(ids)


def _times_of(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"
