"""Results of the pseudonymization stage: texts with replacements, spans, the key, and suggestions to decide on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Generic, Literal, NamedTuple, TypeVar

from ipstranscribe import __version__
from ipstranscribe.model import (
    Decision,
    Identifier,
    Identifiers,
    Key,
    MadeBy,
    Occurrence,
    PseudonymizedTranscript,
    Turn,
)
from ipstranscribe.pseudonymize.entities import linking
from ipstranscribe.pseudonymize.entities.apply_decisions import Rulings
from ipstranscribe.pseudonymize.entities.decisions import Ruling, Suggestion, scope_key
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register, RegisterDraft
from ipstranscribe.pseudonymize.entities.scoped_decisions import BY_DECISION
from ipstranscribe.pseudonymize.inputs import SourceInterview, kept_nowhere
from ipstranscribe.pseudonymize.redaction import generalize
from ipstranscribe.pseudonymize.redaction.replace import replace_identifiers
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.study import storage
from ipstranscribe.text.occurrences import starts, words_around


@dataclass(frozen=True)
class Pseudonymized:
    """Results of the stage: pseudonymized text and spans per interview; key and suggestions for the whole study.

    The texts, with the times of all words, and the spans are made interview by interview, when they are asked for.
    """

    transcripts: Mapping[str, PseudonymizedTranscript]
    identifiers: Mapping[str, Identifiers]
    key: Key
    suggestions: tuple[Suggestion, ...]
    made_of: Mapping[str, str] = field(default_factory=dict)
    """By interview: the checksum of all that its text is made of, beside the transcript."""


_Kept = TypeVar("_Kept")


class MadeWhenAsked(Mapping[str, _Kept], Generic[_Kept]):
    """Values by name, results by interview: each is made when it is asked for, and not held."""

    def __init__(self, makers: dict[str, Callable[[], _Kept]]) -> None:
        self._makers = makers

    def __getitem__(self, name: str) -> _Kept:
        return self._makers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


@dataclass(frozen=True)
class Context:
    """Inputs of the results beside the mentions: `key` of earlier runs, `listed` ids of the entities in the tables."""

    key: Key
    listed: frozenset[str]
    settings: PseudonymizeSettings
    inputs: str
    rulings: Rulings


class JudgedMention(NamedTuple):
    """A mention that was chosen, and what becomes of it (`Identifier`). Half a million in a large study: a small value."""

    mention: Mention
    state: Literal["automatic", "suggested", "rejected"]
    masked: bool


@dataclass(frozen=True)
class Settled:
    """The chosen mentions judged, the register with the forms that they confirm, and the key that comes of it."""

    judged: Sequence[JudgedMention]
    known: RegisterDraft
    key: Key


def settle(chosen: Sequence[Mention], register: Register, context: Context) -> Settled:
    """Judge the chosen mentions (in order, without overlap)."""
    judged: list[JudgedMention] = []
    known = register.draft()
    for mention in chosen:
        ruling = context.rulings(mention)
        judged.append(one := _judged(mention, ruling))
        # The release gate searches for every form as written. Doubtful ones block it; what is meant in one place stays there.
        narrow = mention.found.found_by == BY_DECISION or ruling.scope is not None
        if one.state == "automatic" and not narrow and not register.entities[mention.entity].is_local:
            known.add_form(known.entities[mention.entity], mention.written, with_parts=False)
    key = known.key(context.key, {mention.entity for mention in chosen} | context.listed)
    return Settled(judged, known, key)


def build_results(
    sources: Sequence[SourceInterview], settled: Settled, register: Register, context: Context
) -> Pseudonymized:
    """Build the results of a run from what is settled."""
    judged = settled.judged
    turns = [(source.transcript.interview, source.transcript.turns) for source in sources]
    lost = [d for interview, of_it in turns for d in lost_places(interview, of_it, judged, context.rulings)]
    by_interview: dict[str, list[JudgedMention]] = defaultdict(list)
    for one in judged:
        by_interview[one.mention.interview].append(one)
    texts: dict[str, Callable[[], PseudonymizedTranscript]] = {}
    spans: dict[str, Callable[[], Identifiers]] = {}
    made_of: dict[str, str] = {}
    for source in sources:
        interview, mine = source.transcript.interview, by_interview[source.transcript.interview]
        names = tuple(r.name for r in source.recognizers)
        made = _Made.with_recognizers(names, context, source)
        spans[interview] = found = partial(_identifiers, interview, mine, names, made.by)
        entities = {one.mention.entity for one in mine}
        wording = {one: _wording(one, source.participant, register, context) for one in entities}
        pending = _pending(mine, context.rulings) + sum(d.interview == interview for d in lost)
        made_of[interview] = _made_of(source, found(), wording, made, pending)
        bare = replace(source, recognizers=(), recall=dict, keep=kept_nowhere)
        texts[interview] = partial(_replaced, bare, found, wording, made, pending)
    suggestions = build_suggestions(judged, lost, settled.known, context)
    return Pseudonymized(MadeWhenAsked(texts), MadeWhenAsked(spans), settled.key, suggestions, made_of=made_of)


def lost_places(
    interview: str, turns: Sequence[Turn], judged: Iterable[JudgedMention], rulings: Rulings
) -> list[Decision]:
    """The decisions on places of an interview that no longer fit, and for which no mention in their turn asks anew."""
    lapsed = rulings.lapsed(interview, turns)
    if not lapsed:
        return []
    asked = {(m.turn.id, m.written) for m, state, _ in judged if state == "suggested" and m.interview == interview}
    return [d for d in lapsed if (scope_key(d.scope)[1], d.form) not in asked]


def _wording(entity: str, participant: str, register: Register, context: Context) -> str:
    """The replacement of an entity in an interview of the scope `participant`, at the profile's level of generalisation."""
    known, settings = register.entities[entity], context.settings
    if known.worded:
        return known.replacement
    shift = generalize.shift_of(context.key, participant)
    return generalize.generalized_replacement(known, settings.levels, settings.document_language, shift)


def _judged(mention: Mention, ruling: Ruling) -> JudgedMention:
    if ruling.decision is not None:
        rejected = ruling.verdict == "reject"
        return JudgedMention(mention, "rejected" if rejected else "automatic", not rejected)
    if ruling.lapsed is not None:
        return JudgedMention(mention, "suggested", mention.masked or ruling.lapsed.verdict != "reject")
    return JudgedMention(mention, "automatic" if mention.found.certain else "suggested", mention.masked)


def _identifiers(
    interview: str, judged: Sequence[JudgedMention], recognizers: tuple[str, ...], made_by: MadeBy
) -> Identifiers:
    spans = tuple(map(_identifier, judged))
    return Identifiers(interview=interview, identifiers=spans, recognizers=recognizers, made_by=made_by)


def _identifier(judged: JudgedMention) -> Identifier:
    mention, found = judged.mention, judged.mention.found
    return Identifier.model_validate(
        {
            "turn": mention.turn.id, "char_start": found.char_start, "char_end": found.char_end,
            "category": found.category, "entity": mention.entity, "found_by": found.found_by,
            "confidence": found.confidence, "state": judged.state, "masked": judged.masked,
        }
    )  # fmt: skip


def _pending(judged: Sequence[JudgedMention], rulings: Rulings) -> int:
    return len({(m.entity, m.written, rulings(m).scope) for m, state, _ in judged if state == "suggested"})


@dataclass(frozen=True)
class _Made:
    """Provenance of a result, and notes on what the user chose to go without."""

    by: MadeBy
    notes: tuple[str, ...]

    @classmethod
    def with_recognizers(cls, names: tuple[str, ...], context: Context, source: SourceInterview) -> "_Made":
        settings = {"recognizers": ", ".join(names), "document_language": context.settings.document_language}
        settings |= {f"level_{what}": level for what, level in context.settings.levels.model_dump().items()}
        settings |= {"rules_only": "yes"} if context.settings.rules_only else {}
        settings |= {"rules_of": source.rules} if source.rules else {}
        by_rules = "names found by rules alone, without a language model" if context.settings.rules_only else ""
        notes = tuple(filter(None, (by_rules, source.remark)))
        return cls(
            MadeBy(program=f"ipstranscribe {__version__}", inputs=source.inputs or context.inputs, settings=settings),
            notes,
        )


def _made_of(source: SourceInterview, found: Identifiers, wording: Mapping[str, str], made: _Made, pending: int) -> str:
    """The checksum of all that `_replaced` takes, but for the transcript."""
    told = (sorted(wording.items()), made.notes, pending, source.branch, sorted(source.branches.items()), source.rules)
    return storage.digest(found, repr(told))


def _replaced(
    source: SourceInterview,
    found: Callable[[], Identifiers],
    wording: Mapping[str, str],
    made: _Made,
    pending: int,
) -> PseudonymizedTranscript:
    by_turn = {turn: list(group) for turn, group in groupby(found().identifiers, key=lambda i: i.turn)}
    transcript = source.with_times
    return PseudonymizedTranscript(
        interview=transcript.interview,
        language=transcript.language,
        branch=source.branch,
        branches=dict(source.branches),
        duration=transcript.duration,
        speakers=transcript.speakers,
        turns=tuple(
            replace_identifiers(turn, by_turn.get(turn.id, ()), wording, transcript.language)
            for turn in transcript.turns
        ),
        pending=pending,
        notes=made.notes,
        made_by=made.by,
        rules=source.rules,
        heard=transcript.recognition,
    )


def build_suggestions(
    judged: Sequence[JudgedMention], lost: Iterable[Decision], register: Register, context: Context
) -> tuple[Suggestion, ...]:
    """Build the rows that a person decides on: one for each entity and written form, and for each scope of its own.

    A row for each of the `lost` decisions (`lost_places`) as well.
    """
    rows: dict[tuple[str, str, tuple[str, str, int]], list[JudgedMention]] = defaultdict(list)
    for one in judged:
        mention = one.mention
        rows[mention.entity, mention.written, scope_key(context.rulings(mention).scope)].append(one)
    asked = tuple(_suggestion(rows[row], register, context) for row in sorted(rows))
    return (*asked, *(_lost(decision, register) for decision in lost))


def _suggestion(judged: Sequence[JudgedMention], register: Register, context: Context) -> Suggestion:
    mentions = [one.mention for one in judged]
    first, entity = mentions[0], register.entities[mentions[0].entity]
    states, ruling = {one.state for one in judged}, context.rulings(first)
    stated = ruling.decision if ruling.scope is not None else None
    return Suggestion(
        form=first.written,
        entity=(stated.entity if stated else None) or entity.id,
        category=entity.category,
        state="suggested" if "suggested" in states else states.pop(),
        proposed=_wording(entity.id, first.scope, register, context),
        times=len(mentions),
        interviews=tuple(dict.fromkeys(m.interview for m in mentions)),
        found_by=first.found.found_by,
        confidence=min(one.found.confidence for one in mentions),
        may_be=tuple(e.replacement for e in linking.candidate_entities(first, register)),
        context=_context(first),
        scope=ruling.scope,
        stated=stated,
        shared=register.is_shared(first.written, first.scope),
    )


def _lost(decision: Decision, register: Register) -> Suggestion:
    """The row of a decision on a place that is there no more; its anchor stands for the context."""
    entity, place = register.entities.get(decision.entity or ""), decision.scope
    before, after, at = (
        (place.before, place.after, f"[{place.turn} #{place.number}]")
        if isinstance(place, Occurrence)
        else ((), (), "")
    )
    return Suggestion(
        form=decision.form,
        entity=decision.entity or "",
        category=decision.category or (entity.category if entity else "other"),
        state="suggested",
        proposed="",
        times=0,
        interviews=(decision.interview or "",),
        found_by=BY_DECISION,
        confidence=0,
        may_be=(),
        context=" ".join((at, *before, f"»{decision.form}«", *after)),
        scope=place,
    )


def _context(mention: Mention) -> str:
    """The words around a mention, with the place by which a person can name it: `[P1-014 #2]`."""
    turn, found = mention.turn, mention.found
    at = starts(turn.text, mention.written)
    place = f"[{turn.id} #{at.index(found.char_start) + 1}]" if found.char_start in at else f"[{turn.id}]"
    return f"{place} {words_around(turn.text, found.char_start, found.char_end)}"
