"""First pass of entity linking: every mention that a recognizer found gets an entity, full names before single words.

The second pass, `known_forms`, searches for every known form in all interviews. If two entities could be meant, a
person is asked; nothing is merged silently.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from ipstranscribe.model import Category, Entity, Turn
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES, NUMBERS
from ipstranscribe.pseudonymize.entities.phonetics import LIKELY, LIKELY_IN_TWO, SHORTEST_WORD, SURE, SURE_OF_A_NAME
from ipstranscribe.pseudonymize.entities.register import Register, RegisterChanges, RegisterDraft
from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spelled_names import SpelledNames, spells
from ipstranscribe.text.phrase_index import digits_of, words_of

KNOWN_FORM = "known form"
"""`found_by` of a mention that was found as a known form."""
_MISHEARD_AS: dict[Category, tuple[Category, ...]] = {
    "person": ("person",),
    "organisation": ("organisation", "place"),
    "place": ("place", "organisation"),
    "other": ("person", "organisation", "place"),
}
"""Category of a mention → categories of the known names it may be a misheard form of."""

RoleOf = Callable[["Mention"], str]
"""Mention of a person → their role according to the text there (`P1's husband`), empty if it does not say."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an identifier in a turn. `scope` is that of the interview; `entity` is empty until it is linked.

    `named` says that it surely is a name, whoever bears it.
    """

    interview: str
    scope: str
    turn: Turn
    found: Found
    entity: str = ""
    masked: bool = True
    named: bool = False

    @property
    def place(self) -> tuple[str, str, int, int]:
        """Interview, turn, start and end offset."""
        return self.interview, self.turn.id, self.found.char_start, self.found.char_end

    @property
    def written(self) -> str:
        """The written form in the text."""
        return self.turn.text[self.found.char_start : self.found.char_end]


class LinkedMentions(NamedTuple):
    """Mentions with their entities, and the changes to the register that this makes: new entities and forms."""

    mentions: list[Mention]
    changes: RegisterChanges = ()


def link_mentions(
    found: Iterable[Mention], register: Register, roles: RoleOf = lambda _: "", namings: Iterable[Mention] = ()
) -> LinkedMentions:
    """Link every mention to an entity, full names first.

    `namings` are further places at which their first words stand: what these tell of roles counts as well.
    """
    draft, mentions = register.draft(), list(found)
    told = _roles_told(chain(namings, mentions), roles)

    def role(mention: Mention) -> str:
        first = words_of(mention.written)[:1]
        return roles(mention) or told.get((mention.scope, *first), "")

    def length(mention: Mention) -> int:
        return 0 if mention.found.found_by == SpelledNames.name else len(words_of(mention.written))

    # a short name means somebody whose full name was linked before it, and a spelled one whoever has been named
    in_order = sorted(enumerate(mentions), key=lambda pair: (-length(pair[1]), pair[0]))
    linked = [(number, _linked(mention, draft, role)) for number, mention in in_order]
    return LinkedMentions([mention for _, mention in sorted(linked, key=lambda pair: pair[0])], draft.changes)


def first_words(found: Iterable[Mention]) -> set[tuple[str, str]]:
    """Participant and first word of each person's name, casefolded."""
    people = (m for m in found if m.found.category == "person")
    return {(m.scope, words[0]) for m in people if (words := words_of(m.written))}


def _roles_told(mentions: Iterable[Mention], roles: RoleOf) -> dict[tuple[str, ...], str]:
    """Participant and first word of a person's name → the role that the text tells first, at any mention."""
    told: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        if mention.found.category == "person" and (role := roles(mention)):
            told.setdefault((mention.scope, *words_of(mention.written)[:1]), role)
    return told


def _linked(mention: Mention, register: RegisterDraft, roles: RoleOf) -> Mention:
    category, form = mention.found.category, mention.written
    if category in NAMES:
        spelled = mention.found.found_by == SpelledNames.name
        entity, sure = (_by_letters if spelled else _by_name)(mention, register)
        if entity is None:  # a word that carries nowhere, found before
            entity = register.named(category, form, mention.scope) or register.named(category, form, None)
    else:
        same = (
            register.with_number(digits_of(form)) if category in NUMBERS else []
        )  # with and without the country's code
        known = register.named(category, form, mention.scope) or register.named(category, form, None)
        entity, sure = known or (same[0] if same else None), True
    if entity is None:
        entity = register.add(category, form, mention.scope, roles(mention) if category == "person" else "")
    elif sure:
        spelled = mention.found.found_by == SpelledNames.name
        in_two = category in NAMES and (spelled or _is_one_heard_as_two(mention, entity, register))
        entity = register.add_form(entity, form, with_parts=not in_two)
        if entity.category == "person" and not reaches(entity.scope, mention.scope):
            entity = register.widen(entity)
    surely = mention.found.certain
    found = replace(mention.found, certain=surely and sure, category=entity.category)
    return replace(mention, entity=entity.id, found=found, named=surely)


def _by_name(mention: Mention, register: Register) -> tuple[Entity | None, bool]:
    """The entity of a name and whether that is sure; None for a new name."""
    own = mention.found.category
    for category in (own, *sorted(NAMES - {own})):
        meant = register.meaning(category, mention.written, mention.scope)
        if meant:  # of several a person decides; who is called so above all, then one of this interview, is shown first
            called = [one for one in meant if words_of(one.originals[0]) == words_of(mention.written)]
            return min(called or meant, key=lambda entity: entity.scope is None), len(meant) == 1
    if meant := register.in_other_letters(mention.written, mention.scope):
        return min(meant, key=lambda entity: entity.scope is None), len(meant) == 1 and not _is_word(mention.written)
    if own == "person" and len(short := _by_short_name(mention, register)) == 1:
        return short[0], True
    likeness, entity = closest(mention, register) or (Likeness(0.0, 0.0), None)
    if entity is None or likeness.mean < LIKELY:
        return None, True
    if likeness.least < 1 and _is_a_name_of_its_own(mention.written):
        return (entity, False) if likeness.least >= SURE else (None, True)
    misheard = mention.found.certain and not is_listed(mention.written)
    return entity, likeness.least >= (SURE_OF_A_NAME if misheard else SURE)


def _by_letters(mention: Mention, register: Register) -> tuple[Entity | None, bool]:
    """The entity whose name is spelled letter by letter and whether that is sure; None for a new name."""
    heard = (register.meaning("person", word, mention.scope) for word in spells(mention.written))
    meant = next(filter(None, heard), [])
    return (meant[0], len(meant) == 1) if meant else (None, True)


def _is_word(written: str) -> bool:
    """Whether a name without its special letters is an ordinary word: `Stale` may be no Ståle."""
    return any(vocabulary.is_ordinary(word, language) for word in words_of(written) for language in ("en", "nb"))


def _is_one_heard_as_two(mention: Mention, entity: Entity, register: Register) -> bool:
    """Whether two words together sound like one word of the entity, so that neither is a name: `tveter sund`."""
    words = words_of(mention.written)
    if len(words) != 2 or any(entity.id in register.sounding_like(word, mention.scope) for word in words):
        return False
    return entity.id in register.sounding_like("".join(words), mention.scope)


def is_listed(written: str) -> bool:
    """Whether a word of the form is on a list of names: `Johnsen` may be somebody else than Johansen."""
    return any(vocabulary.is_given_name(word) or word in vocabulary.surnames() for word in words_of(written))


def _is_a_name_of_its_own(written: str) -> bool:
    """Whether the form consists of real given names: `Marita` is as likely a name of its own as a misheard `Marit`."""
    return all(vocabulary.is_given_name(word) for word in words_of(written))


def candidate_entities(mention: Mention, register: Register) -> list[Entity]:
    """Candidate entities: those of which this could be a misheard, short or long form, for the person who decides."""
    alike = [entity for _, entity in _alike(mention, register) if entity.id != mention.entity]
    if mention.found.category != "person":
        return alike
    short = _by_short_name(mention, register)
    shared = register.meaning("person", mention.written, mention.scope)  # people who have the name that is written
    return list({e.id: e for e in (*shared, *alike, *short) if e.id != mention.entity}.values())


def _by_short_name(mention: Mention, register: Register) -> list[Entity]:
    """The people of whose name each word is a short or a full form: `Liz` of Elizabeth."""
    names = (name for word in words_of(mention.written) for name in sorted(vocabulary.nicknames(word)))
    meant = (entity for name in names for entity in register.meaning("person", name, mention.scope))
    return list({entity.id: entity for entity in meant}.values())


class Likeness(NamedTuple):
    """Phonetic similarity of a mention to a name: mean over its words, and that of the least similar word."""

    mean: float
    least: float


def closest(mention: Mention, register: Register) -> tuple[Likeness, Entity] | None:
    """The known name that a mention sounds most like; None if there is none, or two are equally like it."""
    alike = _alike(mention, register)[:2]
    return None if not alike or (len(alike) == 2 and alike[0][0] == alike[1][0]) else alike[0]


def _alike(mention: Mention, register: Register) -> list[tuple[Likeness, Entity]]:
    """Entities by phonetic similarity to a mention, each word compared with its best match; the best first.

    A high mean says that `Hannah Linfist` may be Hannah Lindqvist; only a high minimum makes it sure.
    """
    written = words_of(mention.written)
    words = [word for word in written if len(word) >= SHORTEST_WORD]
    heard = [register.sounding_like(word, mention.scope) for word in words]
    for short in (word for word in written if len(word) < SHORTEST_WORD) if words else ():
        heard.append(dict.fromkeys(register.with_word(short, mention.scope), 1.0))  # too short to be misheard
    likenesses = {}
    for entity in sorted({i for likes in heard for i in likes}):
        best = [likes.get(entity, 0.0) for likes in heard]
        likenesses[entity] = Likeness(sum(best) / len(best), min(best))
    if len(written) == 2:  # one name that was heard as two words
        for entity, likeness in register.sounding_like("".join(written), mention.scope).items():
            if likeness >= LIKELY_IN_TWO and entity not in likenesses:
                likenesses[entity] = Likeness(likeness, likeness)
    categories = _MISHEARD_AS.get(mention.found.category, ())
    named = ((like, register.entities[entity]) for entity, like in likenesses.items())
    near = [(like, e) for like, e in named if like.mean >= LIKELY and e.category in categories]
    return sorted(near, key=lambda pair: (pair[0], pair[1].id), reverse=True)
