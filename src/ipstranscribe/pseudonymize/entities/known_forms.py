"""Second pass of entity linking: dictionary search for every known form in all interviews.

A form that was found once is found everywhere, whatever its case, hyphenation or genitive.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Entity, Turn
from ipstranscribe.model.scopes import meets, owners
from ipstranscribe.pseudonymize.entities import initials
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES, NUMBERS
from ipstranscribe.pseudonymize.entities.linking import KNOWN_FORM, LinkedMentions, Mention
from ipstranscribe.pseudonymize.entities.register import Register, RegisterDraft
from ipstranscribe.pseudonymize.lexicon import ambiguous_names, casing, edge_signs, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.second_opinion import NAMED, NamesJudged, OddsOfParts
from ipstranscribe.text.phrase_index import FormIndex, Hit, digit_runs, words_of


@dataclass(frozen=True, slots=True)
class SearchedTurn:
    """A turn to search, with its interview and scope (`scopes`), language, and whether the interviewer speaks."""

    interview: str
    scope: str
    language: str
    turn: Turn
    by_interviewer: bool = False


@dataclass(frozen=True)
class Confirmed:
    """Evidence that makes a known form more than a suggestion.

    `entities` are confirmed by the tables, a recognizer or a person; `names` are positions (interview, turn,
    char_start) where a names model found a name, even if the word is also an ordinary one.
    """

    entities: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str, int]] = frozenset()


class _Meant:
    """The entities that a form means, by the scope in which it means them (None: in every interview), in order."""

    __slots__ = ("_by_scope", "_joint", "firsts")

    def __init__(self) -> None:
        self._by_scope: dict[str | None, list[str]] = {}
        self._joint = False
        self.firsts: list[str] = []
        """The id of the first entity of every scope."""

    def add(self, entity: Entity) -> None:
        """Add an entity that has the form; one after the other, so that the latest is not added twice."""
        ids = self._by_scope.get(entity.scope)
        if ids is None:
            self._by_scope[entity.scope] = [entity.id]
            self.firsts.append(entity.id)
            self._joint |= len(owners(entity.scope or "")) > 1
        elif ids[-1] != entity.id:
            ids.append(entity.id)

    def inside(self, scope: str) -> Iterator[str]:
        """The ids of those that it means in an interview of `scope`.

        They are looked up, because in a large study hundreds of interviews tell of somebody with the same first name.
        """
        yield from self._by_scope.get(None, ())
        if not self._joint and len(owners(scope)) == 1:
            yield from self._by_scope.get(scope, ())
            return
        for one, ids in self._by_scope.items():
            if one is not None and meets(one, scope):
                yield from ids

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all."""
        return (one for ids in self._by_scope.values() for one in ids)


@dataclass(frozen=True, slots=True)
class TurnHits:
    """Known forms found in a turn: span → ids of the entities they can mean in this interview, or else of others."""

    place: SearchedTurn
    here: dict[tuple[int, int], list[str]]
    elsewhere: dict[tuple[int, int], Sequence[str]]
    words: frozenset[tuple[int, int]] = frozenset()
    """Spans of ordinary words that are a name only if its special letters were left out: `Stale`, of Ståle."""


def find_hits(places: Iterable[SearchedTurn], register: Register) -> Iterator[TurnHits]:
    """Find every occurrence of every form that is known now, turn by turn, each turn when it is asked for.

    To be asked for before the register changes.
    """
    known = _Known()
    for entity in register.entities.values():
        known.add(entity, register.searched(entity))
        known.add(entity, register.searched_with_capital(entity), capital=True)
    return (_in_turn(place, known, register) for place in places)


def resolve_hits(hits: Iterable[TurnHits], register: Register, confirmed: Confirmed) -> LinkedMentions:
    """Resolve hits to mentions of entities. Unconfirmed entities give suggestions only."""
    draft = register.draft()
    mentions = [mention for one in hits for mention in _meant(one, draft, confirmed)]
    return LinkedMentions(mentions, draft.changes)


def masked_where_named(mentions: Iterable[Mention], judges: Mapping[str, NamesJudged]) -> list[Mention]:
    """The mentions; of those that are left in the text, as the word is an ordinary one, the likely names are masked.

    That is told by the judge of the interview, if it has one, in text without capitals; each text is read once.
    """

    @cache
    def odds_in(interview: str, text: str) -> OddsOfParts | None:
        judge = judges.get(interview)
        calm = casing.calmed(edge_signs.bared(text), judge.language) if judge else ""
        return judge.odds_of(calm) if judge and casing.is_uncased(calm) else None

    def is_named(mention: Mention) -> bool:
        odds = odds_in(mention.interview, mention.turn.text)
        return odds is not None and odds.likeliest(mention.found.char_start, mention.found.char_end) >= NAMED

    return [replace(one, masked=True) if not one.masked and is_named(one) else one for one in mentions]


_SINGLES = frozenset({".", "-", " "})
"""What follows the first letter of initials."""
_HALF = re.compile(r"['’]t\b")
"""What follows the first half of an English contraction: the `don` of "don't" is nobody."""
_LONGEST_FORM = 60
"""Words; a longer form (a page of digits) is masked where it was found but not searched for elsewhere."""


@dataclass
class _Known:
    """Every known form, and the entities it means: in every interview (scope None), or in those of one scope.

    `capital` is the index of forms that mean it with a capital letter only.
    """

    index: FormIndex[_Meant] = field(default_factory=lambda: FormIndex(respelt=True))
    capital: FormIndex[_Meant] = field(default_factory=lambda: FormIndex(respelt=True))
    _of_form: dict[tuple[bool, tuple[str, ...]], _Meant] = field(default_factory=dict)

    def add(self, entity: Entity, forms: Iterable[str], *, capital: bool = False) -> None:
        """Add `forms` of `entity`."""
        for form in forms:
            words = words_of(form)
            if len(words) > _LONGEST_FORM:
                continue
            if (capital, words) not in self._of_form:
                self._of_form[capital, words] = _Meant()
                (self.capital if capital else self.index).add(form, self._of_form[capital, words])
            self._of_form[capital, words].add(entity)


def _in_turn(place: SearchedTurn, known: _Known, register: Register) -> TurnHits:
    here: dict[tuple[int, int], list[str]] = defaultdict(list)
    elsewhere: dict[tuple[int, int], Sequence[str]] = {}
    text = place.turn.text
    in_capitals = (hit for hit in known.capital.find(text) if _may_mean_a_name(hit, place, register))
    hits = (*known.index.find(text), *in_capitals)
    exact = {(hit.char_start, hit.char_end) for hit in hits if not hit.respelt}
    words: set[tuple[int, int]] = set()
    for hit in hits:
        span = hit.char_start, hit.char_end
        if _HALF.match(text, hit.char_end):
            continue
        if hit.respelt:
            word = _is_word(text[slice(*span)], place.language)
            unlikely = word and not _could_be_name(text, *span, place)
            if span in exact or unlikely or not _is_of_name(hit.payload, register):
                continue
            words.update([span] if word else [])
        if text[hit.char_start + 1 : hit.char_start + 2] in _SINGLES and initials.are_letters(text[slice(*span)]):
            if not initials.is_run(text, *span):
                continue
            span = hit.char_start, initials.with_stop(text, hit.char_end)
        here[span] += hit.payload.inside(place.scope)
        others = hit.payload.firsts
        elsewhere[span] = [*elsewhere[span], *others] if span in elsewhere else others
    numbered: set[int] = set()
    for start, end, digits in digit_runs(text):
        if (meant := register.with_number(digits)) and numbered.isdisjoint(range(start, end)):
            here[start, end] += (entity.id for entity in meant)
            numbered.update(range(start, end))
    return TurnHits(place, here, elsewhere, frozenset(words))


def _meant(hits: TurnHits, register: RegisterDraft, confirmed: Confirmed) -> Iterator[Mention]:
    place = hits.place
    for (start, end), ids in hits.here.items():
        written = place.turn.text[start:end]
        others = hits.elsewhere.get((start, end), ())
        if not ids and not others:
            continue
        first = register.entities[(ids or others)[0]]
        is_name, masked = _as_name(place, start, written, first, confirmed)
        if not masked and first.id not in confirmed.entities:
            continue  # an ordinary word that equals an unconfirmed name
        if ids or not masked:
            entity, sure = _meant_here(written, [register.entities[i] for i in dict.fromkeys(ids or others)], place)
        else:
            entity, sure = _met_anew(written, others, place, register)
        named = is_name and entity.id in confirmed.entities and (start, end) not in hits.words
        certain = named and sure
        with_plus = entity.category in NUMBERS and place.turn.text[:start].endswith("+")
        found = Found(start - with_plus, end, entity.category, KNOWN_FORM, 0.9 if certain else 0.5, certain=certain)
        yield Mention(place.interview, place.scope, place.turn, found, entity.id, masked, named)


def _meant_here(written: str, entities: Sequence[Entity], place: SearchedTurn) -> tuple[Entity, bool]:
    """Disambiguate a form among the entities that have it in this interview; returns the entity and whether it is sure.

    A family's surname means the participant if the interviewer says it; which of several, nobody can tell.
    """
    asked = {f"[{one}]" for one in owners(place.scope)}
    participant = [e for e in entities if e.replacement in asked]
    if participant and place.by_interviewer:
        return participant[0], len(participant) == 1
    primary = [e for e in entities if words_of(e.originals[0]) == words_of(written)]
    return (primary or participant or entities)[0], len(entities) == 1


def _met_anew(written: str, others: Sequence[str], place: SearchedTurn, register: RegisterDraft) -> tuple[Entity, bool]:
    """The entity of a form that is known from other interviews only (ids): a full name means the same person, a single
    word a new one.
    """
    first = register.entities[others[0]]
    if len(words_of(written)) > 1:
        return first, all(one == first.id for one in others)
    category = first.category
    return register.named(category, written, place.scope) or register.add(category, written, place.scope), True


def _as_name(place: SearchedTurn, start: int, written: str, entity: Entity, confirmed: Confirmed) -> tuple[bool, bool]:
    """Whether this is certainly a name and not an ordinary word (`Will`, `will`), and whether the working copy masks it."""
    if entity.category not in NAMES or (place.interview, place.turn.id, start) in confirmed.names:
        return True, True
    rules = rules_for(place.language)
    if written.casefold() not in word_lists.also_words(rules) and not _is_word(written, place.language):
        return True, True
    likely = ambiguous_names.reads_as_name(place.turn.text, start, start + len(written), place.language)
    if written.islower():
        return False, likely
    return likely or not casing.starts_sentence(place.turn.text, start), True


def _may_mean_a_name(hit: Hit[_Meant], place: SearchedTurn, register: Register) -> bool:
    """Whether a word that means somebody only with a capital does so here: at the start of a sentence if a person said so."""
    text, start, end = place.turn.text, hit.char_start, hit.char_end
    settled = (register.is_settled(register.entities[one], text[start:end]) for one in hit.payload.ids)
    return _could_be_name(text, start, end, place) or (_has_capital(text, start) and any(settled))


def _could_be_name(text: str, start: int, end: int, place: SearchedTurn) -> bool:
    """Whether an ordinary word has a capital that says something: not the first of a sentence, unless what follows does."""
    if not _has_capital(text, start):
        return False
    return not casing.starts_sentence(text, start) or ambiguous_names.reads_as_name(text, start, end, place.language)


def _has_capital(text: str, start: int) -> bool:
    """Whether a word has a capital in a turn that is not all in capitals."""
    return text[start].isupper() and not text.isupper()


def _is_of_name(meant: _Meant, register: Register) -> bool:
    """Whether a form is a name of any entity: only names are written without their special letters."""
    return any(register.entities[one].category in NAMES for one in meant.ids)


def _is_word(written: str, language: str) -> bool:
    return " " not in written and "-" not in written and vocabulary.is_ordinary(written, language)
