"""Index of a register: the ids of the entities that a form, a word, a number or a sound may mean."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import TypeVar, get_args

from ipstranscribe.model import Category, Entity
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES, NUMBERS
from ipstranscribe.pseudonymize.entities.initials import runs
from ipstranscribe.pseudonymize.entities.phonetics import PhoneticIndex
from ipstranscribe.text.letters import readings, spellings
from ipstranscribe.text.phrase_index import digits_of, words_of

FormWords = tuple[str, ...]


K = TypeVar("K")

_MOST_SPELLINGS, _MOST_WORDS = 200, 6


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
    respelt: dict[FormWords, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """Names in all their spellings (`text.letters`), the one in hand among them."""
    local: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """Entities that some places alone mean, by the first of their forms."""
    initials: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    """People by each of their initials."""

    def copy(self) -> "RegisterIndex":
        """A copy, to be added to."""
        return RegisterIndex(
            _copied(self.whole),
            _copied(self.words),
            _copied(self.forms),
            _copied(self.numbers),
            self.sounds.copy(),
            dict(self.found),
            _copied(self.respelt),
            _copied(self.local),
            _copied(self.initials),
        )

    def add(self, entity: Entity, forms: Collection[str]) -> None:
        """Index `forms` of `entity`, and those that mean it where they were found. Dictionaries serve as ordered sets."""
        for form in entity.local_forms[:1]:
            self.local[form][entity.id] = None
        is_named = bool(forms) and entity.category == "person"
        for letter in {letter for run in runs(entity) for letter in run} if is_named else ():
            self.initials[letter][entity.id] = None
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
                for spelt in _spelt(words, spellings):
                    self.respelt[spelt][entity.id] = None

    def has_words(self, words: FormWords) -> bool:
        """Whether a form of any entity has exactly these words."""
        return bool(words) and any(self.whole.get((category, words)) for category in get_args(Category))

    def in_other_letters(self, words: FormWords) -> list[str]:
        """The ids of entities whose name is written otherwise: `isik` is Işık, `håkon` Haakon."""
        return list(dict.fromkeys(one for spelt in _spelt(words, readings) for one in self.respelt.get(spelt, ())))


def _spelt(words: FormWords, others: Callable[[str], Iterable[str]]) -> Iterator[FormWords]:
    """The words in all spellings; those of a very long form only as they are."""
    alternatives = [(word, *others(word)) for word in words]
    yield from islice(product(*alternatives), _MOST_SPELLINGS) if len(words) <= _MOST_WORDS else [words]
