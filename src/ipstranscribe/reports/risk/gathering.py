"""Compiles the disclosure risk report: what could still identify participants, and only a person can judge."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from ipstranscribe.model import DIRECT, Category
from ipstranscribe.release.search.remaining import remaining
from ipstranscribe.reports.risk.rarity import Attribute, Rarity, comparable_attributes, rarity
from ipstranscribe.reports.risk.values import (
    ApprovalRecord,
    DecisionCounts,
    DecisionTally,
    FoundIdentifier,
    InterviewRisk,
    LeftState,
    OtherPerson,
    RemainingIdentifiers,
    RemainingInInterview,
    RemainingWord,
    RiskMaterial,
    RiskReport,
)

Names = Callable[[str], bool]
"""A test for whether a text contains a written form of a known identifier."""
Signed = TypeVar("Signed", DecisionTally, ApprovalRecord)

NOT_TOLD = ""
"""Placeholder for a value that must not be shown."""

_TELLING: tuple[Category, ...] = ("fact", "occupation", "other", "age", "date", "place", "organisation")
"""Categories that identify somebody in combination (indirect identifiers), the most identifying first."""
_REASONS: tuple[LeftState, ...] = ("left", "open_standing", "open_replaced")
_MANY_DIGITS = 5  # digits from which a value is rather a date of birth, a postcode or a case number than a description
_LONG = 60  # characters; a longer value is a note about somebody
_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zß-ÿ]+ [A-ZÀ-Þ][a-zß-ÿ]+\b")


def report(given: RiskMaterial) -> RiskReport:
    """Compile the risk report from what is there; unfinished interviews are named and reported as far as they are done."""
    done = tuple(i for i in given.interviews if i.text)
    interviewed = {one for i in given.interviews for one in i.participants}
    people = comparable_attributes([p for p in given.participants if p.id in interviewed], given.columns)
    finds = [(i.id, find) for i in done for find in i.finds]
    return RiskReport(
        head=replace(given.head, title=NOT_TOLD if given.names(given.head.title) else given.head.title),
        interviews=given.interviews,
        missing=tuple(i.id for i in given.interviews if not i.text),
        rarity=_without_names(rarity(people, given.head.k), given.names),
        third={i.id: tuple(_third_persons(i, given.names)) for i in done},
        left=tuple(_left_in(finds)),
        replaced=Counter(find.category for _, find in finds if find.state == "automatic" and find.category in _TELLING),
        words=tuple(_words(i, given.names) for i in done),
        looked=_looked([find for _, find in finds]),
        decisions=tuple(_told(given.decisions, given.names)),
        approvals=tuple(_told(given.approvals, given.names)),
        direct=Counter(why for _, find in finds if find.category in DIRECT and (why := _why(find))),
    )


# Withholding of attributes and roles that may be names.


def _without_names(found: Rarity, names: Names) -> Rarity:
    """`found` without directly identifying values; a column with such a name is shown by its number."""
    columns = {name: f"({place})" if names(name) else name for place, name in enumerate(found.columns, 1)}

    def told(attribute: Attribute) -> Attribute:
        value = NOT_TOLD if _may_name(attribute.value, names) else attribute.value
        return Attribute(columns[attribute.column], value)

    return replace(
        found,
        columns=tuple(columns.values()),
        rare=tuple(replace(one, attributes=tuple(map(told, one.attributes))) for one in found.rare),
        groupings=tuple(replace(one, names=tuple(columns[name] for name in one.names)) for one in found.groupings),
    )


def _may_name(value: str, names: Names) -> bool:
    """Whether a value may identify somebody directly: a name, a number or a note rather than a description."""
    digits = sum(map(str.isdigit, value))
    banded = "–" in value and digits <= 2 * 4
    return (
        len(value) > _LONG or (digits >= _MANY_DIGITS and not banded) or bool(_FULL_NAME.search(value)) or names(value)
    )


def _told(signed: Iterable[Signed], names: Names) -> Iterator[Signed]:
    """Decisions or approvals, with a role that is a name withheld."""
    return (replace(one, by=NOT_TOLD) if names(one.by) else one for one in signed)


# Other people, remaining identifiers, and remaining words.


def _third_persons(interview: InterviewRisk, names: Names) -> list[OtherPerson]:
    """Third persons: everybody except the participants whom the interview mentions, the most frequent first."""
    asked = {f"[{one}]" for one in interview.participants}
    spoken: Counter[tuple[str, str]] = Counter()
    for turn in interview.text.turns if interview.text else ():
        for one in turn.replacements:
            who = turn.text[one.char_start : one.char_end]
            if one.category == "person" and who not in asked:
                spoken[one.entity, who] += 1
    return [
        OtherPerson(entity, None if names(who) else who, times, (interview.id,))
        for (entity, who), times in sorted(spoken.items(), key=lambda one: (-one[1], one[0]))
    ]


def _left_in(finds: Sequence[tuple[str, FoundIdentifier]]) -> Iterator[RemainingIdentifiers]:
    """Remaining or undecided indirect identifiers, by interview, category and reason."""
    turns: dict[tuple[str, Category, LeftState], list[str]] = defaultdict(list)
    for interview, find in finds:
        if find.category in _TELLING and (why := _why(find)):
            turns[interview, find.category, why].append(find.turn)
    order = {interview: place for place, interview in enumerate(dict.fromkeys(i for i, _ in finds))}
    for key in sorted(turns, key=lambda one: (order[one[0]], _TELLING.index(one[1]), _REASONS.index(one[2]))):
        yield RemainingIdentifiers(*key, tuple(turns[key]))


def _why(find: FoundIdentifier) -> LeftState | None:
    if find.state == "rejected":
        return "left"
    if find.state == "suggested":
        return "open_replaced" if find.masked else "open_standing"
    return None


def _words(interview: InterviewRisk, names: Names) -> RemainingInInterview:
    """Remaining words and numbers in an interview's text, without written forms of known identifiers."""
    words: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[str]] = defaultdict(list)
    for turn in interview.text.turns if interview.text else ():
        left = remaining(turn.text)
        for found, counted in ((words, left.words), (numbers, left.numbers)):
            for what, times in counted:
                found[what] += [turn.id] * times
    known = {what for what in (*words, *numbers) if names(what)}
    return RemainingInInterview(
        interview.id,
        _noticed(interview.id, words, known),
        _noticed(interview.id, numbers, known),
        sum(len(found.get(what, ())) for what in known for found in (words, numbers)),
    )


def _noticed(interview: str, found: Mapping[str, Sequence[str]], known: set[str]) -> tuple[RemainingWord, ...]:
    told = [RemainingWord(interview, what, tuple(turns)) for what, turns in found.items() if what not in known]
    return tuple(sorted(told, key=lambda one: (-len(one.turns), one.what)))


def _looked(finds: Sequence[FoundIdentifier]) -> DecisionCounts:
    decided = {find.entity for find in finds if find.decided}
    replaced = [find for find in finds if find.state == "automatic"]
    entities = {find.entity for find in finds}
    return DecisionCounts(
        len(entities), len(decided & entities), len(replaced), sum(not find.decided for find in replaced)
    )
