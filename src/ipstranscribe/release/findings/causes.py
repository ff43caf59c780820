"""Causes: why the gate refuses a word, grouped so that what one decision settles is one cause, with all its places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ipstranscribe.model import Category, Decision, Decisions, Entity, Key
from ipstranscribe.release.findings.places import PlaceKind, RefusedPlace, SourceText, joined, located, place_order
from ipstranscribe.release.gate import GateFinding
from ipstranscribe.release.search.decided import decisions_in_force
from ipstranscribe.release.search.sighting import FileSighting, Sighting
from ipstranscribe.text.phrase_index import words_of

RefusalReason = Literal[
    "known", "decided", "number decided", "rejected elsewhere", "rejected in other letters", "accepted elsewhere",
    "looks like", "unread",
]  # fmt: skip
"""Why the gate refuses: the word is known and undecided, decided on and still there, a number that was decided on, rejected
for other places only or in other letters only, replaced at other places only; it looks like a number or address; or the
file cannot be read."""

_LOOKS_LIKE: Mapping[str, Category] = {
    "id number": "id",
    "e-mail address": "email",
    "e-mail address as said": "email",
    "phone number": "phone",
}
"""What a number or address that nobody knows looks like → the category that it would have."""


@dataclass(frozen=True)
class Cause:
    """Why the gate refuses a word, and where: what one decision settles, or one change at its source.

    `entity` is the id of the entity that it would mean, empty if there is none or nobody knows which; `replacement` what
    stands for that. `decisions` are those that there are on this word, the latest last. `why` says more of a file that
    cannot be read.
    """

    reason: RefusalReason
    kind: PlaceKind
    word: str = field(repr=False)
    places: tuple[RefusedPlace, ...]
    category: Category | None = None
    entity: str = ""
    replacement: str = field(default="", repr=False)
    decisions: tuple[Decision, ...] = field(default=(), repr=False)
    why: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The files in which it was found, each once."""
        return tuple(dict.fromkeys(file for place in self.places for file in place.files))

    @property
    def interviews(self) -> tuple[str, ...]:
        """The interviews in which it was found, each once."""
        return tuple(dict.fromkeys(place.interview for place in self.places if place.interview))


class GateRefusals(NamedTuple):
    """What the gate refused: the sightings, and the files that it could not look into."""

    sightings: Sequence[FileSighting]
    unread: Sequence[GateFinding] = ()


@dataclass(frozen=True)
class KnownHere:
    """What is known of the study that was searched: key, decisions, source texts; which files name which interviews."""

    key: Key
    decisions: Decisions
    sources: Sequence[SourceText] = ()
    named: Mapping[str, Set[str]] = field(default_factory=dict)


def causes_of(refused: GateRefusals, known: KnownHere) -> tuple[Cause, ...]:
    """The causes of what the gate refused, those with most places first; files that cannot be read last."""
    entities, standing = {one.id: one for one in known.key.entities}, _Standing(known.decisions)
    groups: dict[tuple[RefusalReason, PlaceKind, str], _Group] = {}
    for seen, places in located(refused.sightings, known.sources, known.named):
        one = seen.sighting
        decided = standing.on(one)
        reason = _reason(one, decided, entities)
        for place in places:
            group = groups.setdefault((reason, place.kind, one.word), _Group(one.what))
            group.places.append(place)
            group.decisions |= dict.fromkeys(decided)
            group.meant |= {entity: entities[entity] for entity in one.entities if entity in entities}
    found = [group.cause(*named) for named, group in groups.items()]
    found.sort(key=lambda one: (-len(one.places), place_order(one.places[0]), one.word))
    return (*found, *(_unread(one) for one in refused.unread))


@dataclass
class _Group:
    """What is collected of one cause: one word may be known in several forms and mean several entities."""

    what: str
    places: list[RefusedPlace] = field(default_factory=list)
    decisions: dict[Decision, None] = field(default_factory=dict)
    meant: dict[str, Entity] = field(default_factory=dict)

    def cause(self, reason: RefusalReason, kind: PlaceKind, word: str) -> Cause:
        known = list(self.meant.values())
        return Cause(
            reason,
            kind,
            word,
            joined(self.places),
            category=next(self._categories(), None),
            entity=known[0].id if len(known) == 1 else "",
            replacement=", ".join(dict.fromkeys(entity.replacement for entity in known)),
            decisions=tuple(self.decisions),
        )

    def _categories(self) -> Iterator[Category]:
        yield from (entity.category for entity in self.meant.values())
        yield from (decision.category for decision in self.decisions if decision.category)
        if self.what in _LOOKS_LIKE:
            yield _LOOKS_LIKE[self.what]


class _Standing:
    """The decisions in force by the words of their form."""

    def __init__(self, decisions: Decisions) -> None:
        self._by_words: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
        for one in decisions_in_force(decisions):
            self._by_words[words_of(one.form)].append(one)

    def on(self, one: Sighting) -> tuple[Decision, ...]:
        """Those on the word as it was found, in whatever letters, or on the form that it matches."""
        keys = dict.fromkeys(words for words in (words_of(one.word), words_of(one.form)) if words)
        return tuple(decision for words in keys for decision in self._by_words.get(words, ()))


def _reason(one: Sighting, decided: Sequence[Decision], entities: Mapping[str, Entity]) -> RefusalReason:
    if one.what in _LOOKS_LIKE and not decided:
        return "looks like"
    if one.what == "decided on":
        of_age = any(entities[entity].category == "age" for entity in one.entities if entity in entities)
        of_age = of_age or any(decision.category == "age" for decision in decided)
        return "number decided" if of_age or one.form.isdecimal() else "decided"
    rejected = [decision.form for decision in decided if decision.verdict == "reject"]
    if rejected:
        same = one.word in (*rejected, *map(str.lower, rejected))
        return "rejected elsewhere" if same else "rejected in other letters"
    return "accepted elsewhere" if decided else "known"


def _unread(finding: GateFinding) -> Cause:
    place = RefusedPlace("unread", "", finding.file, "", files=(finding.file,))
    return Cause("unread", "unread", "", (place,), why=finding.what)


def counted(causes: Iterable[Cause]) -> Iterator[tuple[RefusalReason, PlaceKind, int, int, int]]:
    """Reason, kind of place, and the numbers of causes, places and files: what may be shown anywhere."""
    groups: dict[tuple[RefusalReason, PlaceKind], list[Cause]] = defaultdict(list)
    for one in causes:
        groups[one.reason, one.kind].append(one)
    for (reason, kind), of_it in groups.items():
        files = {file for one in of_it for file in one.files}
        yield reason, kind, len(of_it), sum(len(one.places) for one in of_it), len(files)
