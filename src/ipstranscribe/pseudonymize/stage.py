"""Pseudonymize all interviews of a study together, so that one person has one code everywhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ipstranscribe import __version__
from ipstranscribe.model import (
    Decision,
    Decisions,
    Identifier,
    Identifiers,
    Key,
    MadeBy,
    Progress,
    PseudonymizedTranscript,
    Transcript,
)
from ipstranscribe.pseudonymize import kinds, linking, searching
from ipstranscribe.pseudonymize.deciding import effective
from ipstranscribe.pseudonymize.decisions import Suggestion, applying
from ipstranscribe.pseudonymize.linking import Mention
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.register import Register
from ipstranscribe.pseudonymize.replacing import replaced
from ipstranscribe.pseudonymize.roles import Roles
from ipstranscribe.pseudonymize.roster import Roster
from ipstranscribe.pseudonymize.searching import Confirmed, Misheard, Place
from ipstranscribe.settings import PseudonymizeSettings

_CONTEXT = 60  # characters either side that a person sees of a suggestion


@dataclass(frozen=True)
class Source:
    """A transcript, and whose interview it is."""

    transcript: Transcript
    participant: str
    branch: str | None
    recognizers: tuple[Recognizer, ...]


@dataclass(frozen=True)
class Known:
    """What is known before the search: the tables, the key of earlier runs, and what people decided."""

    roster: Roster
    key: Key
    decisions: Decisions


@dataclass(frozen=True)
class Pseudonymized:
    """What the stage gives: per interview the text without originals and the spans; over the study the key and the table."""

    transcripts: dict[str, PseudonymizedTranscript]
    identifiers: dict[str, Identifiers]
    key: Key
    suggestions: tuple[Suggestion, ...]


def pseudonymize(
    sources: Sequence[Source], known: Known, settings: PseudonymizeSettings, inputs: str, on_progress: Progress
) -> Pseudonymized:
    """Find, link, decide, replace. `inputs` is the fingerprint of all that goes in."""
    register = Register.start(known.key, known.roster, settings.document_language)
    decisions = effective(known.decisions, register)
    decided = _decider(decisions)
    mentions = _mentions(sources, register, decisions, _in_tables(register, known), on_progress)
    _reword(register, mentions, decided)
    chosen = searching.choose(mentions, rejected=lambda m: _verdict(decided(m)) == "reject")
    return _result(sources, searching.joined(chosen), register, _Context(known, settings, inputs, decided))


def _mentions(
    sources: Sequence[Source], register: Register, decisions: Decisions, listed: frozenset[str], on_progress: Progress
) -> list[Mention]:
    """Every mention of anything, overlapping ones included: found, then found again by its form, then by its sound."""
    places = [
        Place(s.transcript.interview, s.participant, s.transcript.language, t)
        for s in sources
        for t in s.transcript.turns
    ]
    found = _find(sources, on_progress)
    names = frozenset((m.interview, m.turn.id, m.found.char_start) for m in found if _is_seen_as_name(m.found))
    known = searching.search(places, register, Confirmed(listed, names))
    roles = Roles.of([s.transcript for s in sources], register.language)
    linked = linking.link((m for m in searching.choose(found + known) if not m.entity), register, roles)
    certain = frozenset(m.entity for m in linked if m.found.certain)
    confirmed = Confirmed(listed | certain | _accepted(decisions, register), names)
    everywhere = searching.search(places, register, confirmed)
    misheard = Misheard(register, listed).search(places, linked + everywhere)
    return linked + everywhere + misheard


def _is_seen_as_name(found: Found) -> bool:
    """A names model saw a name here; that the word is an ordinary one elsewhere does not matter."""
    return found.certain and found.category in ("person", "place")


def _find(sources: Sequence[Source], on_progress: Progress) -> list[Mention]:
    mentions = []
    total = sum(len(s.transcript.turns) for s in sources) or 1
    done = 0
    for source in sources:
        transcript = source.transcript
        for turn in transcript.turns:
            for recognizer in source.recognizers:
                for found in recognizer.find(turn.text):
                    kind = kinds.judged(found, turn.text, transcript.language)
                    mentions.append(Mention(transcript.interview, source.participant, turn, kind))
            done += 1
            on_progress(done / total)
    return mentions


def _in_tables(register: Register, known: Known) -> frozenset[str]:
    """The entities that the tables list."""
    listed = [(k.category, k.forms[0], k.scope) for k in known.roster.known]
    return frozenset(entity.id for row in listed if (entity := register.named(*row)))


def _accepted(decisions: Decisions, register: Register) -> frozenset[str]:
    """The entities of which a person has accepted a form."""
    accepted = [d for d in decisions.decisions if d.verdict in ("accept", "change")]
    return frozenset(e.id for d in accepted for e in register.having(d.form) if d.entity in (None, e.id))


Decider = Callable[[Mention], Decision | None]


def _decider(decisions: Decisions) -> Decider:
    """What was decided on a mention. Who says that `Day` is no name has said so of `day`; not the other way round."""
    rejected = {(d.entity, d.form.lower()) for d in decisions.decisions if d.verdict == "reject"}

    def decided(mention: Mention) -> Decision | None:
        said = applying(decisions, mention.entity, mention.written)
        if said is None and rejected and mention.written.islower():
            for entity in (mention.entity, None):
                if (entity, mention.written) in rejected:
                    return next(
                        d for d in decisions.decisions if (d.entity, d.form.lower()) == (entity, mention.written)
                    )
        return said

    return decided


def _verdict(decision: Decision | None) -> str:
    return decision.verdict if decision else ""


def _reword(register: Register, mentions: Sequence[Mention], decided: Decider) -> None:
    for mention in mentions:
        decision = decided(mention)
        if decision and decision.verdict == "change" and decision.replacement:
            register.replace_by(mention.entity, decision.replacement)


@dataclass(frozen=True)
class _Context:
    known: Known
    settings: PseudonymizeSettings
    inputs: str
    decided: Decider


def _result(
    sources: Sequence[Source], chosen: Sequence[Mention], register: Register, context: _Context
) -> Pseudonymized:
    judged = [(mention, _identifier(mention, context.decided(mention))) for mention in chosen]
    by_interview = {
        source.transcript.interview: [(m, i) for m, i in judged if m.interview == source.transcript.interview]
        for source in sources
    }
    wording = {entity.id: entity.replacement for entity in register.entities.values()}
    transcripts, identifiers = {}, {}
    for source in sources:
        interview, pairs = source.transcript.interview, by_interview[source.transcript.interview]
        names = tuple(r.name for r in source.recognizers)
        made = _Made.with_recognizers(names, context)
        spans = tuple(i for _, i in pairs)
        identifiers[interview] = Identifiers(interview=interview, identifiers=spans, recognizers=names, made_by=made.by)
        transcripts[interview] = _replaced(source, pairs, wording, made)
    for mention, identifier in judged:
        if (
            identifier.state == "automatic"
        ):  # the gate knows every form as it was written; a doubtful one blocks release
            register.add_form(register.entities[mention.entity], mention.written, with_parts=False)
    meant = {mention.entity for mention in chosen} | {e.id for e in context.known.key.entities}
    key = register.key(context.known.key.study, meant | _in_tables(register, context.known))
    return Pseudonymized(transcripts, identifiers, key, _suggestions(judged, register))


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
    """What made a result, and what the user chose to go on without."""

    by: MadeBy
    notes: tuple[str, ...]

    @classmethod
    def with_recognizers(cls, names: tuple[str, ...], context: _Context) -> "_Made":
        settings = {"recognizers": ", ".join(names), "document_language": context.settings.document_language}
        settings |= {"rules_only": "yes"} if context.settings.rules_only else {}
        notes = ("names found by rules alone, without a language model",) if context.settings.rules_only else ()
        return cls(MadeBy(program=f"ipstranscribe {__version__}", inputs=context.inputs, settings=settings), notes)


def _replaced(
    source: Source, pairs: Sequence[tuple[Mention, Identifier]], wording: Mapping[str, str], made: "_Made"
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
            replaced(turn, by_turn.get(turn.id, ()), wording, transcript.language) for turn in transcript.turns
        ),
        pending=_pending(pairs),
        notes=made.notes,
        made_by=made.by,
    )


def _suggestions(judged: Sequence[tuple[Mention, Identifier]], register: Register) -> tuple[Suggestion, ...]:
    ordered = sorted(judged, key=lambda pair: (pair[0].entity, pair[0].written))
    return tuple(
        _suggestion([m for m, _ in group], identifiers=[i for _, i in group], register=register)
        for _, group in ((k, list(g)) for k, g in groupby(ordered, key=lambda pair: (pair[0].entity, pair[0].written)))
    )


def _suggestion(mentions: list[Mention], identifiers: list[Identifier], register: Register) -> Suggestion:
    first, entity = mentions[0], register.entities[mentions[0].entity]
    states = {i.state for i in identifiers}
    return Suggestion(
        form=first.written,
        entity=entity.id,
        category=entity.category,
        state="suggested" if "suggested" in states else states.pop(),
        proposed=entity.replacement,
        times=len(mentions),
        interviews=tuple(dict.fromkeys(m.interview for m in mentions)),
        found_by=first.found.found_by,
        confidence=min(i.confidence for i in identifiers),
        may_be=tuple(e.replacement for e in linking.may_be(first, register)),
        context=_context(first),
    )


def _context(mention: Mention) -> str:
    text, found = mention.turn.text, mention.found
    before, after = text[max(0, found.char_start - _CONTEXT) : found.char_start], text[found.char_end :][:_CONTEXT]
    return f"{before}»{mention.written}«{after}".replace("\n", " ")
