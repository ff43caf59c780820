"""The second pass: every occurrence of every known form in all interviews, and what sounds like one.

Found once is found everywhere, whatever the case, hyphenation or genitive.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.forms import FormIndex, Token, digit_runs, tokens_of, words_of
from ipstranscribe.model import Entity, Turn
from ipstranscribe.pseudonymize import ambiguous, casing, lexicon, word_lists
from ipstranscribe.pseudonymize.likeness import ALIKE_IN_TWO, SHORTEST, SURE
from ipstranscribe.pseudonymize.linking import KNOWN_FORM, Mention
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.register import NAMES, Register

_LONG_ENOUGH_FOR_TWO = 6
MISHEARD = "sounds like a known name"
"""What the record says found a mention that is no known form, but sounds like one."""


@dataclass(frozen=True)
class Place:
    """A turn, whose interview it is in, which language is spoken there, and whether the interviewer speaks."""

    interview: str
    scope: str
    language: str
    turn: Turn
    by_interviewer: bool = False


@dataclass(frozen=True)
class Confirmed:
    """What makes a known form more than a suggestion.

    `entities` are those that the tables, a recognizer or a person vouch for; `names` are places (interview, turn,
    char_start) where a names model saw a name, even if the word is one that is also an ordinary word.
    """

    entities: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str, int]] = frozenset()


@dataclass(frozen=True)
class Hits:
    """Where known forms stand in a turn: span → ids of those who can be meant in this interview, and of others."""

    place: Place
    here: dict[tuple[int, int], list[str]]
    elsewhere: dict[tuple[int, int], list[str]]


def hits(places: Iterable[Place], register: Register) -> list[Hits]:
    """Every occurrence of every known form, turn by turn."""
    known = _Known()
    for entity in register.entities.values():
        known.add(entity, register.searched(entity))
    return [_in_turn(place, known, register) for place in places]


def mentions(hits: Iterable[Hits], register: Register, confirmed: Confirmed) -> list[Mention]:
    """What the hits mean. Entities that nothing has confirmed give suggestions only."""
    return [mention for one in hits for mention in _meant(one, register, confirmed)]


_LONGEST_FORM = 60
"""Words; a longer stretch (a page of digits) is masked where it was found and looked for nowhere else."""


@dataclass
class _Known:
    """Every known form once, and whom it means: in every interview (scope None), or in that of one participant."""

    index: FormIndex[dict[str | None, list[str]]] = field(default_factory=FormIndex)
    _of_form: dict[tuple[str, ...], dict[str | None, list[str]]] = field(default_factory=dict)

    def add(self, entity: Entity, forms: Iterable[str]) -> None:
        """Let `forms` mean `entity`."""
        for form in forms:
            words = words_of(form)
            if len(words) > _LONGEST_FORM:
                continue
            if words not in self._of_form:
                self._of_form[words] = defaultdict(list)
                self.index.add(form, self._of_form[words])
            ids = self._of_form[words][entity.scope]
            if entity.id not in ids[-1:]:
                ids.append(entity.id)


def _in_turn(place: Place, known: _Known, register: Register) -> Hits:
    here: dict[tuple[int, int], list[str]] = defaultdict(list)
    elsewhere: dict[tuple[int, int], list[str]] = defaultdict(list)
    for hit in known.index.find(place.turn.text):
        span = hit.char_start, hit.char_end
        here[span] += (*hit.payload.get(None, ()), *hit.payload.get(place.scope, ()))
        elsewhere[span] += (next(iter(ids)) for ids in hit.payload.values() if ids)
    for start, end, digits in digit_runs(place.turn.text):
        here[start, end] += (entity.id for entity in register.with_number(digits))
    return Hits(place, here, elsewhere)


def _meant(hits: Hits, register: Register, confirmed: Confirmed) -> Iterator[Mention]:
    place = hits.place
    for (start, end), ids in hits.here.items():
        written = place.turn.text[start:end]
        others = hits.elsewhere.get((start, end), [])
        if not ids and not others:
            continue
        first = register.entities[(ids or others)[0]]
        is_name, masked = _as_name(place, start, written, first, confirmed)
        if not masked and first.id not in confirmed.entities:
            continue  # an ordinary word like a name that nobody vouches for
        if ids or not masked:
            entity, sure = _meant_here(written, [register.entities[i] for i in dict.fromkeys(ids or others)], place)
        else:
            entity, sure = _met_anew(written, [register.entities[i] for i in dict.fromkeys(others)], place, register)
        certain = sure and is_name and entity.id in confirmed.entities
        found = Found(start, end, entity.category, KNOWN_FORM, 0.9 if certain else 0.5, certain=certain)
        yield Mention(place.interview, place.scope, place.turn, found, entity.id, masked)


def _meant_here(written: str, entities: Sequence[Entity], place: Place) -> tuple[Entity, bool]:
    """Which of the entities that have this form in this interview is meant, and whether that is sure.

    A surname that a family shares means the participant where the interviewer says it.
    """
    participant = [e for e in entities if e.replacement == f"[{place.scope}]"]
    if participant and place.by_interviewer:
        return participant[0], True
    primary = [e for e in entities if words_of(e.forms[0]) == words_of(written)]
    return (primary or participant or entities)[0], len(entities) == 1


def _met_anew(written: str, entities: Sequence[Entity], place: Place, register: Register) -> tuple[Entity, bool]:
    """Who a form means that is known from other interviews: a whole name the same person, else somebody else, as far as
    anybody knows.
    """
    if len(words_of(written)) > 1:
        return entities[0], len(entities) == 1
    category = entities[0].category
    return register.named(category, written, place.scope) or register.add(category, written, place.scope), True


def _as_name(place: Place, start: int, written: str, entity: Entity, confirmed: Confirmed) -> tuple[bool, bool]:
    """Whether this is certainly the name and not the word (`Will`, `will`), and whether the working copy masks it."""
    if entity.category not in NAMES or (place.interview, place.turn.id, start) in confirmed.names:
        return True, True
    rules = word_lists.rules_for(place.language)
    if written.casefold() not in word_lists.also_words(rules) and not _is_word(written, place.language):
        return True, True
    likely = ambiguous.reads_as_name(place.turn.text, start, start + len(written), place.language)
    if written.islower():
        return False, likely
    return likely or not casing.starts_sentence(place.turn.text, start), True


def _is_word(written: str, language: str) -> bool:
    return " " not in written and "-" not in written and lexicon.is_ordinary(written, language)


# --- what sounds like a known name ------------------------------------------------------------------------------------


@dataclass
class Misheard:
    """Finds words that are no words of the language and sound like a name that is known.

    A name of the tables has to be found even where no recognizer sees a name: in text without capitals, misspelt, in two.
    """

    register: Register
    vouched: frozenset[str]
    """Entities of the tables: what is said to be one of them is not looked at again."""
    _heard: dict[tuple[str, str], tuple[str, float] | None] = field(default_factory=dict)

    def search(self, places: Iterable[Place], found: Iterable[Mention]) -> list[Mention]:
        """Such words, single or two together, beside what was `found`."""
        here: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in found:
            here[mention.interview, mention.turn.id].append(mention)
        return [m for place in places for m in self._in_turn(place, here[place.interview, place.turn.id])]

    def _in_turn(self, place: Place, found: Sequence[Mention]) -> Iterator[Mention]:
        text, tokens = place.turn.text, tokens_of(place.turn.text)
        strange = [_could_be_a_name(text, token, place.language) for token in tokens]
        taken = [m.found for m in found if m.entity in self.vouched or m.found.category not in NAMES]
        met = {m.found.char_start for m in found}
        at = -1
        for number, token in enumerate(tokens):
            if not any(strange[number : number + 2]) or token.start < at or _is_in(token, taken):
                continue
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            heard = self._heard_here(text, token, None if after and _is_in(after, taken) else after, place)
            if heard and (heard[1] > token.end or token.start not in met):
                start, end, entity, likeness, sure = heard
                found_here = Found(start, end, entity.category, MISHEARD, round(likeness, 2), certain=sure)
                yield Mention(place.interview, place.scope, place.turn, found_here, entity.id)
                at = end

    def _heard_here(
        self, text: str, token: Token, after: Token | None, place: Place
    ) -> tuple[int, int, Entity, float, bool] | None:
        """The name that the word, or it and the next, sound like: where from and to, who, how alike, and whether surely."""
        single = self._single(text, token, place)
        if after is not None and _could_be_one_name(text, token, after, place.language):
            both = self._like(token.word + after.word, place.scope)
            if both and both[1] >= ALIKE_IN_TWO and not self._is_whole_by_itself(both[0], token, after, place):
                return token.start, after.end, self.register.entities[both[0]], both[1], both[1] >= SURE
        if single is None:
            return None
        sure = single[1] >= SURE and not lexicon.is_ordinary(token.word, place.language)
        end = token.end - (token.word.endswith("s") and single[2])
        return token.start, end, self.register.entities[single[0]], single[1], sure

    def _is_whole_by_itself(self, entity: str, token: Token, after: Token, place: Place) -> bool:
        """Whether one of two words is the name already, so that the other is only its neighbour."""
        return any(entity in self.register.sounding_like(t.word, place.scope) for t in (token, after))

    def _single(self, text: str, token: Token, place: Place) -> tuple[str, float, bool] | None:
        """What one word sounds like; the last value says that it was taken for a genitive."""
        if not _could_be_a_name(text, token, place.language):
            return None
        heard = [(like, False)] if (like := self._like(token.word, place.scope)) else []
        if token.word.endswith("s") and (like := self._like(token.word[:-1], place.scope)):
            heard.append((like, True))
        best = max(heard, key=lambda pair: (pair[0][1], not pair[1]), default=None)
        return (*best[0], best[1]) if best else None

    def _like(self, word: str, scope: str) -> tuple[str, float] | None:
        """The one entity that `word` sounds like most, None if there is none or two are equally alike."""
        if (word, scope) not in self._heard:
            alike = self.register.sounding_like(word, scope)
            best = max(alike.values(), default=0.0)
            first = sorted(i for i, likeness in alike.items() if likeness == best)
            listed = [i for i in first if i in self.vouched]
            meant = listed if len(listed) == 1 else first
            self._heard[word, scope] = (meant[0], best) if len(meant) == 1 else None
        return self._heard[word, scope]


def _is_in(token: Token, taken: Iterable[Found]) -> bool:
    return any(found.char_start < token.end and token.start < found.char_end for found in taken)


def _could_be_one_name(text: str, token: Token, after: Token, language: str) -> bool:
    """Whether two words could be one name that was heard as two: side by side, one of them strange, none a small word."""
    if text[token.end : after.start] not in (" ", "-") or len(token.word) + len(after.word) <= _LONG_ENOUGH_FOR_TWO:
        return False
    small = word_lists.read(f"function_words_{word_lists.rules_for(language)}")
    words = (token.word, after.word)
    if any(w in small or len(w) < 2 or not w.isalpha() for w in words):
        return False
    return any(not lexicon.is_ordinary(w, language) for w in words)


def _could_be_a_name(text: str, token: Token, language: str) -> bool:
    """No ordinary word; the capital inside a sentence makes a rare ordinary word one as well."""
    if len(token.word) < SHORTEST or not token.word.isalpha():
        return False
    if not lexicon.is_ordinary(token.word, language):
        return True
    capital = text[token.start].isupper() and not casing.starts_sentence(text, token.start)
    return capital and not lexicon.is_frequent(token.word, language)


# --- choosing ---------------------------------------------------------------------------------------------------------


def choose(mentions: Iterable[Mention], rejected: Callable[[Mention], bool] = lambda _: False) -> list[Mention]:
    """Mentions that do not overlap, turn by turn. Whole known names win, then the longer of two.

    What a person `rejected` hides nothing else.
    """

    def rank(mention: Mention) -> tuple[object, ...]:
        found = mention.found
        genitive = mention.written.endswith("s")  # makes no longer name
        length = found.char_end - found.char_start - genitive
        weak = (rejected(mention), not mention.masked)
        in_two = found.found_by == MISHEARD and " " in mention.written  # its halves may look like names themselves
        known_name = found.certain and found.found_by == KNOWN_FORM and " " in mention.written
        by_trust = (found.category == "other", not found.certain, found.char_start, -found.confidence, found.found_by)
        return (*weak, not in_two, not known_name, -length, *by_trust)

    chosen: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=rank):
        here = chosen.setdefault((mention.interview, mention.turn.id), [])
        if not any(_overlap(mention.found, other.found) for other in here):
            here.append(mention)
    return [m for here in chosen.values() for m in sorted(here, key=lambda m: m.found.char_start)]


def _overlap(one: Found, other: Found) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end


_JOINTS = (" ", "-", " - ")


def joined(chosen: Iterable[Mention]) -> list[Mention]:
    """Mentions in order, neighbours that name the same made one: first name and misheard surname, a name with a gap."""
    whole: list[Mention] = []
    for mention in chosen:
        last = whole[-1] if whole else None
        if last is not None and _is_one_name(last, mention):
            certain = last.found.certain or mention.found.certain  # a sure half says who the other one is
            found = replace(last.found, char_end=mention.found.char_end, certain=certain)
            whole[-1] = replace(last, found=found)
        else:
            whole.append(mention)
    return whole


def _is_one_name(one: Mention, other: Mention) -> bool:
    same = (one.interview, one.turn.id, one.entity) == (other.interview, other.turn.id, other.entity)
    between = other.turn.text[one.found.char_end : other.found.char_start]
    return same and one.found.category in NAMES and one.masked and other.masked and between in _JOINTS
