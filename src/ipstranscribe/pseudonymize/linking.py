"""From mentions to entities: which person, place or number a stretch of text means, over all interviews.

One pass gives every mention that a recognizer found an entity, whole names before single ones. A second pass searches
all interviews for every form that is now known: found once is found everywhere. Where two entities could be meant, a
person is asked; nothing is merged silently.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ipstranscribe.forms import FormIndex, digit_runs, digits_of, words_of
from ipstranscribe.model import Category, Entity, Turn
from ipstranscribe.pseudonymize import word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.register import Register

# How alike a misheard name must be (1 is equal). Below LIKELY it is another name; from SURE on nobody is asked. Set by
# looking at what small Whisper models make of Scandinavian names; see docs/decisions/0006-two-tiers.md.
LIKELY, SURE = 0.72, 0.84
KNOWN_FORM = "known form"
"""What the record says found a mention of a form that was known already."""
_NAMES: tuple[Category, ...] = ("person", "organisation", "place", "other")
_MISHEARD_AS: dict[Category, tuple[Category, ...]] = defaultdict(
    tuple,
    {
        "person": ("person",),
        "organisation": ("organisation", "place"),
        "place": ("place", "organisation"),
        "other": ("person", "organisation", "place"),
    },
)
"""Of which category a known name can be that a mention of a category is a misheard form of."""
_MIN_MISHEARD = 4  # letters; shorter names resemble too many words


@dataclass(frozen=True)
class Mention:
    """A found stretch of a turn. `scope` is the participant interviewed; `entity` is empty until it is linked."""

    interview: str
    scope: str
    turn: Turn
    found: Found
    entity: str = ""
    masked: bool = True

    @property
    def written(self) -> str:
        """The form as it stands in the text."""
        return self.turn.text[self.found.char_start : self.found.char_end]


def link(found: Iterable[Mention], register: Register) -> list[Mention]:
    """Give every mention an entity; new entities and forms go into `register`."""
    in_order = sorted(enumerate(found), key=lambda pair: (-len(words_of(pair[1].written)), pair[0]))
    linked = [(number, _linked(mention, register)) for number, mention in in_order]
    return [mention for _, mention in sorted(linked, key=lambda pair: pair[0])]


def _linked(mention: Mention, register: Register) -> Mention:
    category, form = mention.found.category, mention.written
    if category in _NAMES:
        entity, sure = _by_name(mention, register)
    else:
        entity, sure = register.named(category, form, mention.scope) or register.named(category, form, None), True
    if entity is None:
        entity = register.add(category, form, mention.scope)
    elif sure:
        entity = register.add_form(entity, form)
        if entity.category == "person" and entity.scope not in (None, mention.scope):
            entity = register.widen(entity)
    certain = mention.found.certain and sure
    return replace(mention, entity=entity.id, found=replace(mention.found, certain=certain, category=entity.category))


def _by_name(mention: Mention, register: Register) -> tuple[Entity | None, bool]:
    """The entity meant and whether that is sure; None for a name not met before."""
    own = mention.found.category
    for category in (own, *(c for c in _NAMES if c != own)):
        meant = register.meaning(category, mention.written, mention.scope)
        if meant:
            return meant[0], len(meant) == 1  # two could be meant: a person decides
    alike = sorted(((_likeness(mention, e), e.id) for e in register.entities.values()), reverse=True)[:2]
    if alike and alike[0][0].mean >= LIKELY and (len(alike) == 1 or alike[0][0] > alike[1][0]):
        return register.entities[alike[0][1]], alike[0][0].least >= SURE
    return None, True


def may_be(mention: Mention, register: Register) -> list[Entity]:
    """Whose misheard name this could be: shown to the person who decides."""
    others = (e for e in register.entities.values() if e.id != mention.entity)
    return [entity for entity in others if _likeness(mention, entity).mean >= LIKELY]


class Likeness(NamedTuple):
    """How much a mention sounds like a name: over its words on average, and for the least alike of them."""

    mean: float
    least: float


_UNLIKE = Likeness(0.0, 0.0)


def _likeness(mention: Mention, entity: Entity) -> Likeness:
    """How much the words of a mention sound like the names of an entity, each held against its best partner.

    The mean tells that `Hannah Linfist` may well be Hannah Lindqvist; only the least tells that nobody has to be asked.
    """
    if entity.category not in _MISHEARD_AS[mention.found.category] or entity.scope not in (None, mention.scope):
        return _UNLIKE
    names = {word for form in entity.forms for word in words_of(form) if len(word) >= _MIN_MISHEARD}
    words = [word for word in words_of(mention.written) if len(word) >= _MIN_MISHEARD]
    if not words or not names:
        return _UNLIKE
    best = [max(_alike(word, name) for name in names) for word in words]
    return Likeness(sum(best) / len(best), min(best))


def _alike(word: str, name: str) -> float:
    return float(Levenshtein.normalized_similarity(_sound(word), _sound(name)))


_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("x", "ks"), ("aa", "å"),
           ("ae", "æ"), ("oe", "ø"), ("ö", "ø"), ("ä", "æ"), ("hj", "j"), ("gj", "j"), ("y", "i"), ("h", ""))  # fmt: skip


def _sound(word: str) -> str:
    """Spellings that recognizers mix up, made the same; doubled letters single."""
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", word)


# --- second pass ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A turn, whose interview it is in, and which language is spoken there."""

    interview: str
    scope: str
    language: str
    turn: Turn


def search(places: Iterable[Place], register: Register, confirmed: frozenset[str]) -> list[Mention]:
    """Every occurrence of every known form. Entities that nobody and nothing has `confirmed` give suggestions only."""
    index: FormIndex[str] = FormIndex()
    for entity in register.entities.values():
        for form in entity.forms if entity.category != "age" else ():  # a number said elsewhere is no age
            index.add(form, entity.id)
    return [mention for place in places for mention in _search_turn(place, index, register, confirmed)]


def _search_turn(
    place: Place, index: FormIndex[str], register: Register, confirmed: frozenset[str]
) -> Iterable[Mention]:
    meant: dict[tuple[int, int], list[str]] = {}
    for hit in index.find(place.turn.text):
        meant.setdefault((hit.char_start, hit.char_end), []).append(hit.payload)
    for start, end, digits in digit_runs(place.turn.text):
        meant.setdefault((start, end), []).extend(e.id for e in register.entities.values() if _has_number(e, digits))
    meant = {span: ids for span, ids in meant.items() if ids}
    for (start, end), ids in meant.items():
        written = place.turn.text[start:end]
        entity, sure = _meant_here(written, [register.entities[i] for i in dict.fromkeys(ids)], place, register)
        is_name, masked = _as_name(place, start, written, entity)
        certain = sure and is_name and entity.id in confirmed
        found = Found(start, end, entity.category, KNOWN_FORM, 0.9 if certain else 0.5, certain=certain)
        yield Mention(place.interview, place.scope, place.turn, found, entity.id, masked)


def _has_number(entity: Entity, digits: str) -> bool:
    return entity.category in ("phone", "id") and digits in map(digits_of, entity.forms)


def _meant_here(written: str, entities: Sequence[Entity], place: Place, register: Register) -> tuple[Entity, bool]:
    """Which of the entities that have this form is meant, and whether that is sure."""
    here = [e for e in entities if e.scope in (None, place.scope)]
    if here:
        primary = [e for e in here if words_of(e.forms[0]) == words_of(written)]
        return (primary or here)[0], len(here) == 1
    if len(words_of(written)) > 1:
        return entities[0], len(entities) == 1
    # A name known from another interview: somebody else, as far as anybody knows.
    category = entities[0].category
    own = register.named(category, written, place.scope) or register.add(category, written, place.scope)
    return own, True


def _as_name(place: Place, start: int, written: str, entity: Entity) -> tuple[bool, bool]:
    """Whether this is certainly the name and not the word (`Will`, `will`), and whether the working copy masks it."""
    if entity.category not in _NAMES or written.casefold() not in word_lists.also_words(
        word_lists.rules_for(place.language)
    ):
        return True, True
    if written.islower():
        return False, False
    before = place.turn.text[:start].rstrip()
    starts_sentence = not before or before[-1] in '.?!…:"“«'
    return not starts_sentence, True


def choose(mentions: Iterable[Mention], rejected: Callable[[Mention], bool] = lambda _: False) -> list[Mention]:
    """Mentions that do not overlap, turn by turn. Whole known names win, then the longer of two.

    What a person `rejected` hides nothing else.
    """

    def rank(mention: Mention) -> tuple[object, ...]:
        found = mention.found
        genitive = mention.written.endswith("s")  # makes no longer name
        length = found.char_end - found.char_start - genitive
        weak = (rejected(mention), not mention.masked)
        known_name = found.certain and found.found_by == KNOWN_FORM and " " in mention.written
        by_trust = (found.category == "other", not found.certain, found.char_start, -found.confidence, found.found_by)
        return (*weak, not known_name, -length, *by_trust)

    chosen: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=rank):
        here = chosen.setdefault((mention.interview, mention.turn.id), [])
        if not any(_overlap(mention.found, other.found) for other in here):
            here.append(mention)
    return [m for here in chosen.values() for m in sorted(here, key=lambda m: m.found.char_start)]


def _overlap(one: Found, other: Found) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end
