"""Checks of an interview guide: what will make its questions hard to recognise, each finding with a fix."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from ipstranscribe.guide.question_signs import EMPTY, words
from ipstranscribe.model import Guide, Question, Value, same_branch

FEWEST_WORDS = 3
"""Minimum number of content words of a question without keywords: "And then?" is asked everywhere."""


class Flag(Value):
    """A finding about the guide: the ids of the questions, the problem, and the fix. No words of the guide."""

    questions: tuple[str, ...]
    what: str
    fix: str


def check(guide: Guide, branches: Collection[str]) -> list[Flag]:
    """All findings on `guide`. `branches` are those of the participants; empty if they are not known yet."""
    return [*_short(guide), *_same_texts(guide), *_repeated(guide), *_branches(guide, branches), *_ids(guide)]


def _short(guide: Guide) -> Iterator[Flag]:
    for question in guide.questions:
        telling = {word for text in _texts(question) for word in words(text)} - EMPTY
        if not question.keywords and len(telling) < FEWEST_WORDS:
            what = f"has no keywords, and only {len(telling)} words that say what it is about"
            yield Flag(questions=(question.id,), what=what, fix='Write keywords = ["…"] with what it is about.')


def _texts(question: Question) -> tuple[str, ...]:
    return (question.text, *question.variants, *question.followups)


def _same_texts(guide: Guide) -> Iterator[Flag]:
    """Duplicate questions: the same words, asked of the same participants."""
    for first, second in pairs(guide):
        if _same(first.text) == _same(second.text):
            yield Flag(
                questions=(first.id, second.id),
                what="are the same words, asked of the same participants",
                fix="Remove one of them, or say how they differ.",
            )


def pairs(guide: Guide) -> Iterator[tuple[Question, Question]]:
    """All pairs of questions that can be asked of the same participant."""
    for number, first in enumerate(guide.questions):
        for second in guide.questions[number + 1 :]:
            if "all" in (first.branch, second.branch) or first.branch == second.branch:
                yield first, second


def _repeated(guide: Guide) -> Iterator[Flag]:
    """Follow-ups that occur under two questions of one participant, or repeat a main question."""
    under: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs(guide):
        shared = {_same(one) for one in first.followups} & {_same(one) for one in second.followups}
        for one in sorted(shared):
            under[one] += [id_ for id_ in (first.id, second.id) if id_ not in under[one]]
    for ids in under.values():
        yield Flag(
            questions=tuple(ids),
            what="have a follow-up in common, which then says nothing about which of them it belongs to",
            fix="Keep it under one of them, or name the topic in each.",
        )
    for first, second in pairs(guide):
        for main, other in ((first, second), (second, first)):
            if _same(main.text) in {_same(one) for one in other.followups}:
                yield Flag(
                    questions=(main.id, other.id),
                    what=f"{main.id} stands as a follow-up under {other.id} as well",
                    fix="Keep it as one of the two.",
                )


def _branches(guide: Guide, branches: Collection[str]) -> Iterator[Flag]:
    used = list(dict.fromkeys(q.branch for q in guide.questions))
    for name in used:
        if name != "all" and branches and not _is_among(name, branches):
            ids = tuple(q.id for q in guide.questions if q.branch == name)
            fix = f"participants.csv has: {', '.join(sorted(branches))}. Use the same names."
            if near := get_close_matches(name, branches, 1):
                fix = f"Write {near[0]}, or correct the column branch of participants.csv."
            yield Flag(questions=ids, what=f"cannot be asked: no participant has the branch {name}", fix=fix)
    for name in sorted(one for one in branches if not _is_among(one, used)):
        common = sum(q.branch == "all" for q in guide.questions)
        what = f"The branch {name} of participants.csv has no question of its own"
        if not common:
            yield Flag(
                questions=(), what=f"{what}, and there is none for all", fix="Add questions, or correct the name."
            )
        elif set(used) - {"all"}:
            yield Flag(questions=(), what=what, fix="That may be meant; otherwise correct the name of the branch.")


def _is_among(name: str, names: Collection[str]) -> bool:
    return any(same_branch(name, one) for one in names)


def _ids(guide: Guide) -> Iterator[Flag]:
    folded: dict[str, list[str]] = defaultdict(list)
    for question in guide.questions:
        folded[unicodedata.normalize("NFKC", question.id).casefold().replace(" ", "")].append(question.id)
        if not re.fullmatch(r"\w[\w.-]{0,11}", question.id):
            yield Flag(
                questions=(question.id,),
                what="is an id with unusual signs, or a long one; it stands in every table",
                fix="Use a letter and a number: Q1.",
            )
        if question.id.casefold() in ("untagged", "none", "leftover", "leftovers"):
            yield Flag(
                questions=(question.id,),
                what="is an id that says something else in tables",
                fix="Call it Q1 or the like.",
            )
    for ids in folded.values():
        if len(ids) > 1:
            yield Flag(questions=tuple(ids), what="are ids that differ by case or blanks only", fix="Number them anew.")
    numbers = [int(m.group(1)) for q in guide.questions if (m := re.fullmatch(r"[Qq](\d{1,6})", q.id))]
    if len(numbers) == len(guide.questions) and numbers != sorted(numbers):
        yield Flag(
            questions=(),
            what="The ids are not in the order of the questions; the order of the file is taken for that of the interview",
            fix="Put the questions in the order in which they are asked.",
        )


def _same(text: str) -> str:
    return " ".join(words(text))
