"""The pseudonymization stage: all interviews of a study together, so that a person has the same pseudonym everywhere."""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from ipstranscribe.model import Category, Decisions, Progress, Reach, Transcript, Turn
from ipstranscribe.pseudonymize.entities import (
    added_forms,
    addresses_in_dialogue,
    ages_in_dialogue,
    compound_names,
    fact_allusions,
    garbled_openers,
    genitives,
    initial_mentions,
    introductions,
    kind_evidence,
    known_forms,
    linking,
    name_kinds,
    names_by_context,
    namesakes,
    no_names,
    numbers_in_dialogue,
)
from ipstranscribe.pseudonymize.entities.apply_decisions import Rulings, apply_to_register, give_entities
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.kin_roles import KinRoles
from ipstranscribe.pseudonymize.entities.known_forms import Confirmed, SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import LinkedMentions, Mention
from ipstranscribe.pseudonymize.entities.misheard_forms import MisheardNames
from ipstranscribe.pseudonymize.entities.name_evidence import NameEvidence
from ipstranscribe.pseudonymize.entities.names_as_words import NamesAsWords
from ipstranscribe.pseudonymize.entities.names_in_pieces import NamesInPieces
from ipstranscribe.pseudonymize.entities.overlaps import join_neighbours, resolve_overlaps
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.entities.scoped_decisions import apply_scoped
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.lexicon import casing, edge_signs
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.guard import guarded, read_ahead
from ipstranscribe.pseudonymize.recognizers.second_opinion import judge_among
from ipstranscribe.pseudonymize.results import Context, Pseudonymized, Settled, build_results, settle
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.text.phrase_index import clear_cache, tokenize

_ROUNDS = 5
"""Most rounds. Usually one round learns forms and the next finds nothing new; a third is rare."""

_AT_ONCE = 64
"""Turns that are read ahead together."""


def pseudonymize(
    sources: Sequence[SourceInterview],
    known: PriorKnowledge,
    settings: PseudonymizeSettings,
    inputs: str,
    on_progress: Progress,
) -> Pseudonymized:
    """Pseudonymize interviews: recognize, link, apply decisions, replace. `inputs` is the fingerprint of all inputs.

    Linking is repeated until it learns no new form, so that a second run changes nothing.
    """
    with _no_search_for_circles():
        found = compound_names.joined(_find(sources, known.roster, on_progress))
        evidence = NameEvidence.of([place for source in sources for place in _places(source)])
        found = [one for one in found if not evidence.is_no_name(one)]
        forms = frozenset(form.casefold() for known_one in known.roster.known for form in known_one.forms)
        found = kind_evidence.by_evidence(found, [place for source in sources for place in _places(source)], forms)
        key = known.key
        for left in reversed(range(_ROUNDS)):
            made = _round(_Searched(sources, found, evidence.reach), replace(known, key=key), settings, inputs)
            if made[0].key == key or not left:
                found.clear()
                return build_results(sources, *made)
            key = made[0].key
            del made  # else two rounds would be held at a time
    raise AssertionError("the last round returns")


@contextmanager
def _no_search_for_circles() -> Iterator[None]:
    """Switch off the garbage collector's search for reference cycles.

    Millions of small values are made here without cycles. The search takes longer the more there are, and would make a
    hundred interviews cost more than a hundred times one.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        clear_cache()
        if on:
            gc.enable()


@dataclass(frozen=True)
class _Searched:
    """The interviews, what the recognizers found in them, and how far a found form carries."""

    sources: Sequence[SourceInterview]
    found: list[Mention]
    reach: Callable[[Category, str], Reach]


def _round(
    searched: _Searched, known: PriorKnowledge, settings: PseudonymizeSettings, inputs: str
) -> tuple[Settled, Register, Context]:
    sources, found = searched.sources, searched.found
    register = Register.start(known.key, known.roster, settings.document_language, searched.reach)
    places = [place for source in sources for place in _places(source)]
    decisions = apply_to_register(added_forms.as_they_stand(known.decisions, places), register)
    participants = {s.transcript.interview: s.participant for s in sources}
    rulings = Rulings(decisions, give_entities(decisions, register, participants), register.entities)
    listed = _in_tables(register, known)
    mentions = _mentions(sources, found, register, listed, listed | _accepted(decisions, register))
    _applied(register, _reworded(register, mentions, rulings))
    mentions = apply_scoped(mentions, places, rulings)
    chosen = resolve_overlaps(mentions, rejected=lambda m: rulings(m).verdict == "reject")
    del mentions
    chosen = join_neighbours(_with_origin(chosen, found))
    context = Context(known.key, listed, settings, inputs, rulings)
    return settle(chosen, register, context), register, context


def _mentions(
    sources: Sequence[SourceInterview],
    found: list[Mention],
    register: Register,
    listed: frozenset[str],
    vouched: frozenset[str],
) -> list[Mention]:
    """All mentions, overlapping ones included: as recognized, then by known form, then by phonetic similarity.

    `listed` are the entities of the tables, `vouched` those and the ones that a person accepted.
    """
    places = [place for source in sources for place in _places(source)]
    names = frozenset((m.interview, m.turn.id, m.found.char_start) for m in found if _is_seen_as_name(m.found))
    hits = known_forms.find_hits(places, register)
    known = _applied(register, known_forms.resolve_hits(hits, register, Confirmed(listed, names)))
    roles = KinRoles.of([s.transcript for s in sources], register.language, [s.searched_as for s in sources])
    _applied(register, _with_namesakes(known, register, roles))
    by_initials = initial_mentions.of_known(places, register)
    unlinked = [m for m in _before_linking(_outside(found, by_initials) + known) if not m.entity]
    linked = _applied(register, linking.link_mentions(unlinked, register, roles, _namings(places, unlinked)))
    certain = frozenset(m.entity for m in linked if m.found.certain)
    hits = known_forms.find_hits(places, register)
    everywhere = _applied(register, known_forms.resolve_hits(hits, register, Confirmed(vouched | certain, names)))
    judges = {s.transcript.interview: judge for s in sources if (judge := judge_among(s.recognizers))}
    everywhere = known_forms.masked_where_named(everywhere, judges)
    misheard = MisheardNames(register, listed).search(places, linked + everywhere)
    misheard += NamesInPieces(register, listed).search(places, linked + everywhere + misheard)
    misheard += NamesAsWords(register).search(places, linked + everywhere + misheard)
    whole = [initial_mentions.with_initials(m, register) for m in linked + everywhere]
    told = [m for m in whole + misheard + by_initials if m.entity in vouched or not _is_well_known(m)]
    return _applied(register, namesakes.separated(told, register, roles))


def _before_linking(mentions: list[Mention]) -> list[Mention]:
    """The mentions without those that others cover. What a supposed fact covers stays: it is somebody, whatever comes of it.

    A person may reject the fact, and the name in it is looked for elsewhere meanwhile.
    """
    supposed, others = list[Mention](), list[Mention]()
    for mention in mentions:
        is_supposed = mention.found.category == "fact" and not mention.found.certain
        (supposed if is_supposed else others).append(mention)
    return resolve_overlaps(others) + resolve_overlaps(supposed)


def _is_well_known(mention: Mention) -> bool:
    """Whether the words of a name are part of a longer one that everybody knows, which nobody said of somebody here."""
    return no_names.is_part_of_public(mention.found, mention.turn.text)


def _namings(places: Iterable[SearchedTurn], found: list[Mention]) -> Iterator[Mention]:
    """Every place at which a first word of the people `found` stands, found there or not."""
    names = linking.first_words(found)
    return (
        Mention(
            p.interview,
            p.scope,
            p.turn,
            Found(token.start, token.end, "person", linking.KNOWN_FORM, 0.5, certain=False),
        )
        for p in places
        for token in tokenize(p.turn.text)
        if (p.scope, token.word) in names
    )


def _outside(found: list[Mention], others: list[Mention]) -> list[Mention]:
    """The finds that overlap none of `others`."""
    taken = {(m.interview, m.turn.id, at) for m in others for at in range(m.found.char_start, m.found.char_end)}
    return [
        m
        for m in found
        if not any((m.interview, m.turn.id, at) in taken for at in range(m.found.char_start, m.found.char_end))
    ]


def _applied(register: Register, linked: LinkedMentions) -> list[Mention]:
    """Apply the changes that a pass returned, the only place that changes a register after its start; the mentions."""
    register.apply(linked.changes)
    return linked.mentions


def _with_origin(mentions: list[Mention], found: list[Mention]) -> list[Mention]:
    """Record for mentions of known forms the recognizer that found them, if one did: a person wants to know the rule."""
    origin: dict[tuple[str, str, int, int], str] = {}
    for mention in sorted(found, key=lambda m: (m.found.certain, m.found.confidence)):
        origin[mention.place] = mention.found.found_by
    return [
        replace(m, found=replace(m.found, found_by=origin[m.place]))
        if m.found.found_by == linking.KNOWN_FORM and m.place in origin
        else m
        for m in mentions
    ]


def _places(source: SourceInterview) -> list[SearchedTurn]:
    transcript = source.transcript
    asking = {s.label for s in transcript.speakers if s.role == "interviewer"}
    return [
        SearchedTurn(transcript.interview, source.participant, source.searched_as, turn, turn.speaker in asking)
        for turn in transcript.turns
    ]


def _with_namesakes(known: list[Mention], register: Register, roles: KinRoles) -> LinkedMentions:
    """Separate namesakes: `my sister Grace` is a new entity, not the Grace known to all interviews; a person is asked."""
    draft = register.draft()
    for mention in known:
        meant = register.entities[mention.entity]
        if meant.category != "person" or meant.scope or " " in mention.written or not roles.is_someone_close(mention):
            continue
        if draft.named("person", mention.written, mention.scope) is None:
            draft.add("person", mention.written, mention.scope, roles(mention))
    return LinkedMentions(known, draft.changes)


def _is_seen_as_name(found: Found) -> bool:
    """Whether a names model found a name here, even if the word is an ordinary one elsewhere."""
    return found.certain and found.category in ("person", "place")


def _find(sources: Sequence[SourceInterview], roster: Roster, on_progress: Progress) -> list[Mention]:
    """Every mention that a recognizer finds; a text that was searched before is not searched again."""
    mentions = []
    total = sum(len(s.transcript.turns) for s in sources) or 1
    done = 0
    with ExitStack() as running:
        sets = {id(source.recognizers): source.recognizers for source in sources}
        search = {number: running.enter_context(guarded(recognizers)) for number, recognizers in sets.items()}
        for recognizers in sets.values():  # whatever comes: nothing more is read ahead, and what was is forgotten
            running.callback(read_ahead, recognizers, ())
        for source in sources:
            transcript = source.transcript
            here: list[tuple[Turn, Found]] = []
            read = [_calm(turn, source.searched_as) for turn in transcript.turns]
            listed = roster.people_of(source.participant)
            said = genitives.said_names(read, listed)
            before = source.recall()
            found_in = _SearchOnce(search[id(source.recognizers)], before)
            for number, (turn, calm) in enumerate(zip(transcript.turns, read, strict=True)):
                if number % _AT_ONCE == 0:
                    coming = read[number : number + _AT_ONCE]
                    read_ahead(source.recognizers, [one for one in coming if one.text not in before])
                everything = [*found_in(calm)]
                if calm is not turn and any(map(str.isdigit, calm.text)):  # a code is no stress: `LB21 XYZ`
                    everything += [one for one in found_in(turn) if one.category not in NAMES]
                bare = genitives.without(everything, calm.text, said, source.searched_as)
                here += [(calm, found) for found in dict.fromkeys(bare)]
                done += 1
                on_progress(done / total)
            here += names_by_context.met_again(here, read, listed, source.searched_as)
            here += numbers_in_dialogue.told_between(here, read, source.recognizers, source.searched_as)
            here += addresses_in_dialogue.told_between(here, read, source.searched_as)
            here += ages_in_dialogue.answered(here, read, source.searched_as)
            here += introductions.introduced(here, read, source.searched_as)
            here += fact_allusions.alluded(here, read, source.searched_as)
            turns = {turn.id: turn for turn in transcript.turns}
            whole = names_by_context.with_openers(here)
            likely = names_by_context.supposed([*fact_allusions.beside_certain([*whole])], source.searched_as)
            for turn, found in garbled_openers.doubted(likely, read, source.searched_as):
                small = no_names.is_small_word(found, turn.text, source.searched_as)
                if not (small or no_names.names_nobody(found, turn.text, source.searched_as)):
                    kind = name_kinds.classify(found, turn.text, source.searched_as)
                    mentions.append(Mention(transcript.interview, source.participant, turns[turn.id], kind))
            source.keep(found_in.found)
    return mentions


@dataclass(frozen=True)
class _SearchOnce:
    """Search of turns that leaves out those of which it is known what was found, in an earlier run or this one."""

    search: Callable[[Turn], list[Found]]
    before: Mapping[str, tuple[Found, ...]]
    found: dict[str, tuple[Found, ...]] = field(default_factory=dict)

    def __call__(self, turn: Turn) -> tuple[Found, ...]:
        text = turn.text
        if text not in self.found:
            self.found[text] = self.before[text] if text in self.before else tuple(self.search(turn))
        return self.found[text]


def texts_read(transcript: Transcript, language: str) -> Iterator[str]:
    """Every text that recognizers read of a transcript searched by the rules of `language`."""
    for turn in transcript.turns:
        yield turn.text
        yield _calm(turn, language).text


def _calm(turn: Turn, language: str) -> Turn:
    """The turn as recognizers read it, without stress in capitals and without signs at the edges of words."""
    calm = casing.calmed(edge_signs.bared(turn.text), language)
    return turn if calm == turn.text else turn.model_copy(update={"text": calm})


def _in_tables(register: Register, known: PriorKnowledge) -> frozenset[str]:
    """The entities that the tables list."""
    listed = [(k.category, k.forms[0], k.scope) for k in known.roster.known]
    return frozenset(entity.id for row in listed if (entity := register.named(*row)))


def _accepted(decisions: Decisions, register: Register) -> frozenset[str]:
    """The entities of which a person accepted a form everywhere."""
    accepted = [d for d in decisions.decisions if d.scope is None and d.verdict in ("accept", "change")]
    return frozenset(e.id for d in accepted for e in register.having(d.form) if d.entity in (None, e.id))


def _reworded(register: Register, mentions: list[Mention], rulings: Rulings) -> LinkedMentions:
    """Word replacements as people decided."""
    draft = register.draft()
    for mention in mentions:
        decision = rulings(mention).decision
        if decision and decision.scope is None and decision.verdict == "change" and decision.replacement:
            draft.replace_by(mention.entity, decision.replacement)
    return LinkedMentions(mentions, draft.changes)
