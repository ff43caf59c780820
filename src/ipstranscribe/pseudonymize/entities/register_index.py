"""Index of a register: the ids of the entities that a form, a word, a number or a sound may mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ipstranscribe.model import Category, Entity
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES, NUMBERS
from ipstranscribe.pseudonymize.entities.phonetics import PhoneticIndex
from ipstranscribe.text.phrase_index import digits_of, words_of

FormWords = tuple[str, ...]


K = TypeVar("K")


def _copied(index: dict[K, dict[str, None]]) -> dict[K, dict[str, None]]:
    return defaultdict(dict, {key: dict(ids) for key, ids in index.items()})


@dataclass
class RegisterIndex:
    """The entities of a register by whole form, by single word, by digits, by sound, and by what was found in one place."""

    whole: dict[tuple[Category, FormWords], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    words: dict[tuple[Category, str], dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    forms: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    numbers: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    sounds: PhoneticIndex = field(default_factory=PhoneticIndex)
    found: dict[tuple[Category, str, str | None], str] = field(default_factory=dict)

    def copy(self) -> "RegisterIndex":
        """A copy, to be added to."""
        return RegisterIndex(
            _copied(self.whole),
            _copied(self.words),
            _copied(self.forms),
            _copied(self.numbers),
            self.sounds.copy(),
            dict(self.found),
        )

    def add(self, entity: Entity, forms: Iterable[str]) -> None:
        """Index `forms` of `entity`, and those that mean it where they were found. Dictionaries serve as ordered sets."""
        for form in entity.found_forms:
            self.found.setdefault((entity.category, form.casefold(), entity.scope), entity.id)
        own = {form.casefold() for form in (*entity.forms, *entity.capital_forms, *entity.found_forms)}
        for form in forms:
            words = words_of(form)
            self.forms[form.casefold()][entity.id] = None
            self.whole[entity.category, words][entity.id] = None
            if len(words) == 1 or not own.isdisjoint(
                words
            ):  # no word of `tveter sund` is a name: it is one that was heard as two
                for word in words:
                    self.words[entity.category, word][entity.id] = None
            if entity.category in NUMBERS and (digits := digits_of(form)):
                self.numbers[digits][entity.id] = None
            if entity.category in NAMES:
                self.sounds.add((*words, "".join(words)), entity.id)
