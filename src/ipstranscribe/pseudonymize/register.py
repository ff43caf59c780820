"""The entities of a study while a run works on them: looking up, adding, wording replacements. Starts from the key.

An id or a replacement that the key holds is never given anew, and never changed except by a person's decision.
"""

import re
from dataclasses import dataclass, field

from ipstranscribe.forms import words_of
from ipstranscribe.model import Category, Entity, Key
from ipstranscribe.pseudonymize import labels, word_lists
from ipstranscribe.pseudonymize.roster import Known, Roster

_SCOPED: frozenset[Category] = frozenset({"person", "age", "date", "other"})
"""Categories whose written forms mean something else in every interview: two people called Jonas."""


@dataclass
class Register:
    """Entities by id. `language` is that in which replacements are worded."""

    language: str
    entities: dict[str, Entity] = field(default_factory=dict)

    @classmethod
    def start(cls, key: Key, roster: Roster, language: str) -> "Register":
        """What the key knows, and what the tables add."""
        register = cls(language, {entity.id: entity for entity in key.entities})
        for known in roster.known:
            register._add_known(known)
        return register

    def key(self, study: str) -> Key:
        """The entities as a key; forms in a fixed order, so that the same entities make the same key."""
        return Key(study=study, entities=tuple(self.entities.values()))

    def named(self, category: Category, form: str, scope: str | None) -> Entity | None:
        """The entity that has exactly this form in this scope."""
        folded = form.casefold()
        for entity in self.entities.values():
            if entity.category == category and entity.scope == scope and folded in map(str.casefold, entity.forms):
                return entity
        return None

    def meaning(self, category: Category, form: str, scope: str) -> list[Entity]:
        """The entities that `form` can mean in the interview of participant `scope`: by a whole form, else by a part.

        Several mean that a person must choose. Whole names of two words or more are the same person everywhere.
        """
        words = words_of(form)
        same = [e for e in self.entities.values() if e.category == category and self._reaches(e, scope, len(words) > 1)]
        whole = [e for e in same if any(words_of(f) == words for f in e.forms)]
        if whole or len(words) > 1:
            return whole
        return [e for e in same if any(words[0] in words_of(f) for f in e.forms)]

    @staticmethod
    def _reaches(entity: Entity, scope: str, whole_name: bool) -> bool:
        return whole_name or entity.scope in (None, scope)

    def add_form(self, entity: Entity, form: str) -> Entity:
        """`entity` with one more form, and the parts of it that are searched for."""
        known = {known.casefold() for known in entity.forms}
        new = [f for f in dict.fromkeys((form, *parts(form, entity.category))) if f.casefold() not in known]
        forms = (*entity.forms, *new)
        self.entities[entity.id] = entity.model_copy(update={"forms": forms})
        return self.entities[entity.id]

    def add(self, category: Category, form: str, scope: str) -> Entity:
        """A new entity, met in the interview of participant `scope`."""
        return self._new(category, self._numbered(category), scope if category in _SCOPED else None, form)

    def widen(self, entity: Entity) -> Entity:
        """`entity` as known to every interview: its whole name was said in a second one."""
        self.entities[entity.id] = entity.model_copy(update={"scope": None})
        return self.entities[entity.id]

    def add_decided(self, form: str) -> None:
        """Make a form known that a person decided to replace and nothing else knows."""
        if not any(form.casefold() in map(str.casefold, entity.forms) for entity in self.entities.values()):
            self._new("other", self._numbered("other"), None, form)

    def replace_by(self, entity_id: str, replacement: str) -> None:
        """Word the replacement of an entity as a person decided."""
        wording = f"[{replacement.strip().strip('[]').strip()}]"
        self.entities[entity_id] = self.entities[entity_id].model_copy(update={"replacement": wording})

    def _add_known(self, known: Known) -> None:
        entity = self.named(known.category, known.forms[0], known.scope)
        if entity is None:
            entity = self._new(known.category, self._wording(known), known.scope, known.forms[0])
        for form in known.forms:
            entity = self.add_form(entity, form)

    def _new(self, category: Category, replacement: str, scope: str | None, form: str) -> Entity:
        entity = Entity(
            id=f"E{len(self.entities) + 1:04d}", category=category, replacement=replacement, scope=scope, forms=()
        )
        return self.add_form(entity, form)

    def _wording(self, known: Known) -> str:
        if known.participant:
            return f"[{known.participant}]"
        if known.category != "person" or not known.role:
            return self._numbered(known.category, known.role)
        wording = labels.by_role(known.role, known.scope or "", self.language)
        return self._unlike_others(wording)

    def _numbered(self, category: Category, role: str = "") -> str:
        number, taken = 1, {entity.replacement for entity in self.entities.values()}
        while labels.numbered(category, number, self.language, role) in taken:
            number += 1
        return labels.numbered(category, number, self.language, role)

    def _unlike_others(self, wording: str) -> str:
        taken = {entity.replacement for entity in self.entities.values()}
        number, unlike = 1, wording
        while unlike in taken:
            number += 1
            unlike = f"{wording[:-1]} {number}]"
        return unlike


def parts(form: str, category: Category) -> list[str]:
    """The words of a name that can stand for the whole: first name and surname, the first word of a firm's name.

    Initials, titles and, in firms, ordinary words (`The`, `Work`) cannot.
    """
    unnamed = word_lists.titles() | word_lists.read("name_particles")
    words = [word for word in re.findall(r"\w+", form) if len(word) >= 2 and word.casefold() not in unnamed]
    hyphenated = re.findall(r"\w+(?:-\w+)+", form)
    if category == "person":
        return [*words, *hyphenated]
    ordinary = word_lists.not_names("en") | word_lists.not_names("nb")
    if category == "organisation" and len(words) > 1 and words[0].casefold() not in ordinary and len(words[0]) >= 5:
        return [words[0]]
    return []
