"""Results of the pseudonymization stage: texts with replacements, spans, the key, and suggestions to decide on."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ipstranscribe import __version__
from ipstranscribe.model import Decision, Identifier, Identifiers, Key, MadeBy, PseudonymizedTranscript
from ipstranscribe.pseudonymize.entities import linking
from ipstranscribe.pseudonymize.entities.decisions import Suggestion
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.inputs import SourceInterview
from ipstranscribe.pseudonymize.redaction import generalize
from ipstranscribe.pseudonymize.redaction.replace import replace_identifiers
from ipstranscribe.settings import PseudonymizeSettings

_CONTEXT = 60  # characters either side that a person sees of a suggestion

DecisionLookup = Callable[[Mention], Decision | None]
"""Mention → a person's decision on it, None if there is none."""


@dataclass(frozen=True)
class Pseudonymized:
    """Results of the stage: pseudonymized text and spans per interview; key and suggestions for the whole study."""

    transcripts: dict[str, PseudonymizedTranscript]
    identifiers: dict[str, Identifiers]
    key: Key
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Context:
    """Inputs of the results beside the mentions: `key` of earlier runs, `listed` ids of the entities in the tables."""

    key: Key
    listed: frozenset[str]
    settings: PseudonymizeSettings
    inputs: str
    decided: DecisionLookup


def build_results(
    sources: Sequence[SourceInterview], chosen: Sequence[Mention], register: Register, context: Context
) -> Pseudonymized:
    """Build the results of a run from the chosen mentions (in order, without overlap)."""
    judged = [(mention, _identifier(mention, context.decided(mention))) for mention in chosen]
    by_interview: dict[str, list[tuple[Mention, Identifier]]] = defaultdict(list)
    for mention, identifier in judged:
        by_interview[mention.interview].append((mention, identifier))
    transcripts, identifiers = {}, {}
    for source in sources:
        interview, pairs = source.transcript.interview, by_interview[source.transcript.interview]
        names = tuple(r.name for r in source.recognizers)
        made = _Made.with_recognizers(names, context, source)
        spans = tuple(i for _, i in pairs)
        identifiers[interview] = Identifiers(interview=interview, identifiers=spans, recognizers=names, made_by=made.by)
        wording = {e: _wording(e, source.participant, register, context) for e in {i.entity for i in spans}}
        transcripts[interview] = _replaced(source, pairs, wording, made)
    known = register.draft()
    for mention, identifier in judged:
        if (
            identifier.state == "automatic"
        ):  # the release gate searches for every form as written; doubtful ones block it
            known.add_form(known.entities[mention.entity], mention.written, with_parts=False)
    key = known.key(context.key, {mention.entity for mention in chosen} | context.listed)
    return Pseudonymized(transcripts, identifiers, key, build_suggestions(judged, known, context))


def _wording(entity: str, participant: str, register: Register, context: Context) -> str:
    """The replacement of an entity in the interview of `participant`, at the profile's level of generalisation."""
    known, settings = register.entities[entity], context.settings
    if known.worded:
        return known.replacement
    shift = context.key.shifts.get(participant, 0)
    return generalize.generalized_replacement(known, settings.levels, settings.document_language, shift)


def _identifier(mention: Mention, decision: Decision | None) -> Identifier:
    found = mention.found
    if decision is not None:
        state, masked = ("rejected", False) if decision.verdict == "reject" else ("automatic", True)
    else:
        state, masked = ("automatic" if found.certain else "suggested"), mention.masked
    return Identifier.model_validate(
        {
            "turn": mention.turn.id, "char_start": found.char_start, "char_end": found.char_end,
            "category": found.category, "entity": mention.entity, "found_by": found.found_by,
            "confidence": found.confidence, "state": state, "masked": masked,
        }
    )  # fmt: skip


def _pending(pairs: Sequence[tuple[Mention, Identifier]]) -> int:
    return len({(m.entity, m.written) for m, i in pairs if i.state == "suggested"})


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
        return cls(MadeBy(program=f"ipstranscribe {__version__}", inputs=context.inputs, settings=settings), notes)


def _replaced(
    source: SourceInterview, pairs: Sequence[tuple[Mention, Identifier]], wording: Mapping[str, str], made: _Made
) -> PseudonymizedTranscript:
    by_turn = {turn: list(group) for turn, group in groupby((i for _, i in pairs), key=lambda i: i.turn)}
    transcript = source.transcript
    return PseudonymizedTranscript(
        interview=transcript.interview,
        language=transcript.language,
        branch=source.branch,
        duration=transcript.duration,
        speakers=transcript.speakers,
        turns=tuple(
            replace_identifiers(turn, by_turn.get(turn.id, ()), wording, transcript.language)
            for turn in transcript.turns
        ),
        pending=_pending(pairs),
        notes=made.notes,
        made_by=made.by,
        rules=source.rules,
        heard=transcript.recognition,
    )


def build_suggestions(
    judged: Sequence[tuple[Mention, Identifier]], register: Register, context: Context
) -> tuple[Suggestion, ...]:
    """Build the rows that a person decides on: one for each entity and written form."""
    ordered = sorted(judged, key=lambda pair: (pair[0].entity, pair[0].written))
    return tuple(
        _suggestion([m for m, _ in group], [i for _, i in group], register, context)
        for _, group in ((k, list(g)) for k, g in groupby(ordered, key=lambda pair: (pair[0].entity, pair[0].written)))
    )


def _suggestion(
    mentions: list[Mention], identifiers: list[Identifier], register: Register, context: Context
) -> Suggestion:
    first, entity = mentions[0], register.entities[mentions[0].entity]
    states = {i.state for i in identifiers}
    return Suggestion(
        form=first.written,
        entity=entity.id,
        category=entity.category,
        state="suggested" if "suggested" in states else states.pop(),
        proposed=_wording(entity.id, first.scope, register, context),
        times=len(mentions),
        interviews=tuple(dict.fromkeys(m.interview for m in mentions)),
        found_by=first.found.found_by,
        confidence=min(i.confidence for i in identifiers),
        may_be=tuple(e.replacement for e in linking.candidate_entities(first, register)),
        context=_context(first),
    )


def _context(mention: Mention) -> str:
    text, found = mention.turn.text, mention.found
    before, after = text[max(0, found.char_start - _CONTEXT) : found.char_start], text[found.char_end :][:_CONTEXT]
    return f"{before}»{mention.written}«{after}".replace("\n", " ")
