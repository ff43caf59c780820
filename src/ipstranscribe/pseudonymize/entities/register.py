"""Register of a study's entities during a run: lookup, adding entities and forms, replacements. It starts from the key.

Linking reads it and returns changes, which the stage applies.

An id or a replacement in the key is never reused, and never changed except by a person's decision.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.model import Category, Entity, Key, Reach
from ipstranscribe.model.scopes import meets, owners, reaches, scope_of
from ipstranscribe.pseudonymize.entities import initials
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES, SCOPED
from ipstranscribe.pseudonymize.entities.given_replacements import GivenReplacements, bracketed
from ipstranscribe.pseudonymize.entities.name_parts import name_parts, names_somebody
from ipstranscribe.pseudonymize.entities.register_index import RegisterIndex
from ipstranscribe.pseudonymize.entities.roster import Roster, RosterEntity
from ipstranscribe.text.phrase_index import FEWEST_RESPELT, words_of
from ipstranscribe.text.small_numbers import furthest_reach


class RegisterChange(NamedTuple):
    """A change to a register: the new value of an entity, and the forms that are new to it."""

    entity: Entity
    forms: tuple[str, ...] = ()


def _reaches_everywhere(_category: Category, _form: str) -> Reach:
    return "everywhere"


RegisterChanges = tuple[RegisterChange, ...]
"""Changes to a register in their order, as linking returns them."""


@dataclass
class Register:
    """The entities by id. `language` is that of the replacements.

    Linking reads it and returns the changes to it; whoever works out several that depend on each other writes into a
    `draft`.
    """

    language: str
    entities: dict[str, Entity] = field(default_factory=dict)
    reach: Callable[[Category, str], Reach] = _reaches_everywhere
    """How far the form of a name carries that was found, and stands in no table."""
    forms_known: int = 0
    """Grows with every added form, so that a change shows whether there is something new to search for."""
    _index: RegisterIndex = field(default_factory=RegisterIndex)
    _newest: int = 0
    _given_away: set[tuple[str, str]] = field(default_factory=set)
    _settled: set[tuple[str, str]] = field(default_factory=set)
    _given: GivenReplacements = field(init=False)

    def __post_init__(self) -> None:
        """No replacement is given yet."""
        self._given = GivenReplacements(self.language)

    @classmethod
    def start(
        cls, key: Key, roster: Roster, language: str, reach: Callable[[Category, str], Reach] = _reaches_everywhere
    ) -> "Register":
        """Build the register from the key, with the entities that the tables add."""
        register = cls(language, reach=reach)
        for entity in key.entities:
            register.entities[entity.id] = entity
            register._index.add(entity, (*entity.forms, *entity.capital_forms))
            register._given.take(entity.replacement)
            register._newest = max(register._newest, _number(entity))
        listed = Counter((known.category, known.forms[0].casefold()) for known in roster.known)
        for known in roster.known:
            register._add_known(known, alone=listed[known.category, known.forms[0].casefold()] == 1)
        return register

    def draft(self) -> "RegisterDraft":
        """A copy to write into, which remembers the changes."""
        made = RegisterDraft(
            self.language,
            dict(self.entities),
            self.reach,
            self.forms_known,
            self._index.copy(),
            self._newest,
            set(self._given_away),
            set(self._settled),
        )
        made._given = self._given.copy()
        return made

    def apply(self, changes: RegisterChanges) -> None:
        """Apply changes that were worked out on a draft of this register."""
        for change in changes:
            self._change(change)

    def key(self, old: Key, meant: Collection[str]) -> Key:
        """The pseudonymization key: `old` with the register's entities that are `meant` (ids) or were in it already.

        They are in the order in which they were first found, so that a rerun makes the same key.
        """
        kept = {entity.id for entity in old.entities}.union(meant)
        entities = tuple(e for e in self.entities.values() if e.id in kept)
        return old.model_copy(update={"entities": entities})

    # Lookup.

    def named(self, category: Category, form: str, scope: str | None) -> Entity | None:
        """The entity that has exactly this form in this scope."""
        if found := self._index.found.get((category, form.casefold(), scope)):
            return self.entities[found]
        with_form = [e for e in self._with(self._index.forms.get(form.casefold(), {})) if e.category == category]
        same = (e for e in with_form if e.scope == scope)
        near = (e for e in with_form if scope and e.scope and meets(e.scope, scope))  # of an interview with others
        return next(same, None) or next(near, None)

    def meaning(self, category: Category, form: str, scope: str) -> list[Entity]:
        """The entities that `form` can mean in the interview of participant `scope`: by a whole form, else by a part.

        Several mean that a person must choose. Whole names of two words or more are the same person everywhere.
        """
        words = words_of(form)
        whole = self._reaching(self._index.whole.get((category, words), {}), scope, whole_name=len(words) > 1)
        if whole or len(words) != 1:
            return whole
        return self._reaching(self._index.words.get((category, words[0]), {}), scope, whole_name=False)

    def in_other_letters(self, form: str, scope: str) -> list[Entity]:
        """The entities that `form` can mean if it lacks special letters, or has them and the name lacks them."""
        words = words_of(form)
        if sum(map(len, words)) < FEWEST_RESPELT:
            return []
        ids = dict.fromkeys(self._index.in_other_letters(words))
        return self._reaching(ids, scope, whole_name=len(words) > 1)

    def with_number(self, digits: str) -> list[Entity]:
        """The phone and id numbers with these digits (`phrase_index.digits_of`)."""
        return self._with(self._index.numbers.get(digits, {}))

    def sounding_like(self, word: str, scope: str) -> dict[str, float]:
        """Entity id → phonetic similarity of its most similar name to a casefolded word, for those known in `scope`."""
        alike = self._index.sounds.like(word)
        return {i: likeness for i, likeness in alike.items() if reaches(self.entities[i].scope, scope)}

    def with_word(self, word: str, scope: str) -> set[str]:
        """The ids of the names known in `scope` that have this casefolded word, or begin with it if it is one letter."""
        ids = {i for category in NAMES for i in self._index.words.get((category, word), ())}
        if len(word) == 1:
            ids = set(self._index.initials.get(word, ()))
        return {i for i in ids if reaches(self.entities[i].scope, scope)}

    def _with(self, ids: Iterable[str]) -> list[Entity]:
        return [self.entities[i] for i in ids]

    def _reaching(self, ids: Iterable[str], scope: str, *, whole_name: bool) -> list[Entity]:
        return [e for e in self._with(ids) if whole_name or reaches(e.scope, scope)]

    # Adding.

    def searched(self, entity: Entity) -> list[str]:
        """The forms of `entity` that are looked for in every text. A number said elsewhere is no age."""
        return [one for one in self._kept(entity, entity.forms) if furthest_reach(entity.category, one) == "everywhere"]

    def searched_with_capital(self, entity: Entity) -> list[str]:
        """The forms of `entity` that are looked for with a capital letter."""
        known = [one for one in entity.forms if furthest_reach(entity.category, one) == "capitals"]
        found = [one for one in entity.capital_forms if furthest_reach(entity.category, one) != "nowhere"]
        return self._kept(entity, (*known, *found))

    def _kept(self, entity: Entity, forms: Iterable[str]) -> list[str]:
        return [form for form in forms if (entity.id, form.casefold()) not in self._given_away]

    def add_form(self, entity: Entity, form: str, *, with_parts: bool = True, listed: bool = False) -> Entity:
        """Add a form to `entity`, and the parts of a name that are searched for as well; returns the new value.

        All parts of a form that is `listed` in a table count, and are looked for everywhere; of a form that was only found,
        ordinary words do not count, and it is looked for as far as it carries.
        """
        own = [part for part in name_parts(form, entity.category) if listed or part == form or names_somebody(part)]
        forms = list(dict.fromkeys((form, *own) if with_parts else (form,)))
        reach = {one: "everywhere" if listed else self.reach(entity.category, one) for one in forms}
        known = {known.casefold() for known in entity.forms}
        new = [one for one in forms if reach[one] == "everywhere" and one.casefold() not in known]
        known |= {one.casefold() for one in (*new, *entity.capital_forms)}
        capital = [one for one in forms if reach[one] == "capitals" and one.casefold() not in known]
        found = [form] if reach[form] == "nowhere" and form not in entity.originals else []
        if not (new or capital or found):
            return self._change(RegisterChange(entity))
        changed = entity.model_copy(
            update={
                "forms": (*entity.forms, *new),
                "capital_forms": (*entity.capital_forms, *capital),
                "found_forms": (*entity.found_forms, *found),
            }
        )
        return self._change(RegisterChange(changed, (*new, *capital)))

    def add(self, category: Category, form: str, scope: str | None, role: str = "") -> Entity:
        """Add a new entity, found in the interview of participant `scope`; `role` words the replacement of a person."""
        wording = self._given.unlike_others(f"[{role}]") if role else self._given.numbered(category)
        return self.add_form(self._new(category, wording, scope if category in SCOPED else None), form)

    def widen(self, entity: Entity) -> Entity:
        """`entity` as known to every interview: its whole name was said in a second one."""
        return self.make_known(entity, None)

    def make_known(self, entity: Entity, scope: str | None) -> Entity:
        """`entity` as known in the interviews of `scope` as well (None: in every one)."""
        if entity.scope is None or (scope and set(owners(scope)) <= set(owners(entity.scope))):
            return entity
        both = None if scope is None else scope_of(list(dict.fromkeys((*owners(entity.scope), *owners(scope)))))
        return self._change(RegisterChange(entity.model_copy(update={"scope": both})))

    def add_decided(self, form: str, category: Category = "other") -> None:
        """Add an entity for a form that a person decided to replace, unless a search for one that is there finds it."""
        if not (self._index.forms.get(form.casefold()) or self._index.has_words(words_of(form))):
            self.add_form(self._new(category, self._given.numbered(category), None), form, listed=True)

    def local(
        self, category: Category, form: str, scope: str, replacement: str = "", *, apart_from: str = ""
    ) -> Entity:
        """The entity that `form` means only where a decision of narrow scope says so; a new one if there is none.

        It has this `replacement`, if one is given, and another id than `apart_from`. No text is searched for its form.
        """
        own, worded = scope if category in SCOPED else None, bracketed(replacement) if replacement else ""
        for entity in self.entities.values():
            here = entity.scope == own or bool(own and entity.scope and meets(entity.scope, own))
            same = entity.category == category and here and form in entity.local_forms
            if same and entity.id != apart_from and (entity.replacement if entity.worded else "") == worded:
                return entity
        new = self._new(category, worded or self._given.numbered(category), own)
        return self._change(RegisterChange(new.model_copy(update={"local_forms": (form,), "worded": bool(worded)})))

    def namesake(self, word: str, scope: str, label: str, role: str = "") -> Entity:
        """The person whom a shared name means only at some places; a new one if there is none. No text is searched for it.

        `label` tells several such people of one name in the interview of participant `scope` apart.
        """
        own = (word, f"{word} ({label})")
        for entity in self._namesakes(word, scope):
            if entity.local_forms[:2] == own:
                return entity
        new = self._new(
            "person", self._given.unlike_others(f"[{role}]") if role else self._given.numbered("person"), scope
        )
        return self._change(RegisterChange(new.model_copy(update={"local_forms": own})))

    def is_shared(self, form: str, scope: str) -> bool:
        """Whether several people have the name `form` in the interview of participant `scope`."""
        return any(True for word in words_of(form)[:1] for _ in self._namesakes(word, scope))

    def _namesakes(self, word: str, scope: str) -> Iterable[Entity]:
        named = self._with(self._index.local.get(word, ()))
        people = (e for e in named if e.is_local and e.category == "person" and e.scope is not None)
        return (e for e in people if meets(e.scope or "", scope))

    def settle(self, entity_id: str, form: str) -> None:
        """Note that a person decided whom a form means."""
        self._settled.add((entity_id, form.casefold()))

    def is_settled(self, entity: Entity, form: str) -> bool:
        """Whether a person decided that the form means this entity."""
        return (entity.id, form.casefold()) in self._settled

    def give_away(self, entity: Entity, form: str) -> None:
        """Let `form` no longer mean `entity`: a person said that it is somebody else's."""
        folded = form.casefold()
        self._given_away.add((entity.id, folded))
        self._index.forms[folded].pop(entity.id, None)
        self._index.whole[entity.category, words_of(form)].pop(entity.id, None)

    def having(self, form: str) -> list[Entity]:
        """The entities that have exactly this form, whatever their category and scope."""
        return self._with(self._index.forms.get(form.casefold(), {}))

    def replace_by(self, entity_id: str, replacement: str) -> None:
        """Word the replacement of an entity as a person decided."""
        wording = {"replacement": bracketed(replacement), "worded": True}
        self._change(RegisterChange(self.entities[entity_id].model_copy(update=wording)))

    def _change(self, change: RegisterChange) -> Entity:
        """Make one change. A form is indexed, and an entity that is now known in more interviews is searched for there."""
        entity, before = change.entity, self.entities.get(change.entity.id)
        self._index.add(entity, change.forms)
        widened = before is not None and before.scope != entity.scope
        self.forms_known += len(change.forms) + widened
        self._newest = max(self._newest, _number(entity))
        self.entities[entity.id] = entity
        self._given.take(entity.replacement)
        return entity

    def _add_known(self, known: RosterEntity, *, alone: bool) -> None:
        """Add what a table lists; `alone` has its name: then it is also who is known in every interview by now."""
        entity = self.named(known.category, known.forms[0], known.scope)
        if entity is None and alone:
            entity = self.named(known.category, known.forms[0], None)
        if entity is None:
            entity = self._new(known.category, self._given.of_known(known), known.scope)
        for form in dict.fromkeys(one for said in known.forms for one in (said, *initials.spellings(said))):
            entity = self.add_form(entity, form, listed=True)

    def _new(self, category: Category, replacement: str, scope: str | None) -> Entity:
        self._newest += 1
        return Entity(id=f"E{self._newest:04d}", category=category, replacement=replacement, scope=scope, forms=())


@dataclass
class RegisterDraft(Register):
    """A copy of a register that is written into while one change depends on another; the register stays as it was."""

    _made: list[RegisterChange] = field(default_factory=list)

    @property
    def changes(self) -> RegisterChanges:
        """What was changed, in this order, for `Register.apply`."""
        return tuple(self._made)

    def _change(self, change: RegisterChange) -> Entity:
        if change.forms or self.entities.get(change.entity.id) is not change.entity:
            self._made.append(change)
        return super()._change(change)


def _number(entity: Entity) -> int:
    """The number in the id of an entity: 7 of E0007."""
    return int(entity.id[1:])
