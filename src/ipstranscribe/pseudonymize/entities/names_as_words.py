"""Known people whose name was heard as an ordinary word, in Norwegian without capitals: `han gåre` is Kåre, `ho merit` Marit.

A word that sounds like a name is nobody in most places. It is asked about where what stands beside it is said of people; in
most dialects *han* and *ho* stand before names. English has nothing like it: there it found nobody.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.phonetics import phonetic_key
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import tokenize, words_of

HEARD_AS_WORD = "known name heard as a word"
"""`found_by` of such a mention."""
_BEFORE = re.compile(
    r"\b(?:han|ho|hun|hu|hos|ringte|ringde|møtte|traff|spurte|besøkte|hei|kjære|takk|heter|heiter|heite|hette|"
    r"(?:mannen|kona|samboeren|sønnen|sønen|guten|gutten|jenta|dattera|dottera|broren|bror|søstera|syster|søster|sjefen|naboen|onkel|"
    r"tante|kompisen|venninna|faren|mora)(?:\s(?:min|mi|vår|din|di|hans|hennes|hennar))?)\s$"
)
_AFTER = re.compile(r"\s(?:sa|sier|seier|ringte|ringde|spurte|mente|meinte|lo|lurte)\b")
"""What is said before and after people, and of little else."""
_NEAR = 40  # characters
_VOWELS = re.compile(r"[aeiouyæøå]+")
_ALIKE = str.maketrans("gdbvwzj", "ktpffsi")
_SHORTEST, _FEWEST_CONSONANTS = 3, 2


@dataclass
class NamesAsWords:
    """Finds ordinary words that stand for somebody known; always questions."""

    register: Register
    _by_scope: dict[str, dict[str, str]] = field(default_factory=dict)

    def search(self, places: Iterable[SearchedTurn], found: Iterable[Mention]) -> Iterator[Mention]:
        """Find them beside the mentions already `found`."""
        taken: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for mention in found:
            taken[mention.interview, mention.turn.id].append(mention.found)
        for place in places:
            if patterns_of(rules_for(place.language)) == "nb" and casing.is_uncased(place.turn.text):
                yield from self._in_turn(place, taken[place.interview, place.turn.id])

    def _in_turn(self, place: SearchedTurn, taken: list[Found]) -> Iterator[Mention]:
        text, rules = place.turn.text, rules_for(place.language)
        for token in tokenize(text):
            if len(token.word) < _SHORTEST or not token.word.isalpha() or _says_nothing(token.word, rules):
                continue
            entity = self._known(place.scope, rules).get(sound(token.word))
            if entity is None or any(one.char_start < token.end and token.start < one.char_end for one in taken):
                continue
            if _BEFORE.search(text, max(0, token.start - _NEAR), token.start) or _AFTER.match(text, token.end):
                here = Found(token.start, token.end, "person", HEARD_AS_WORD, 0.4, certain=False)
                yield Mention(place.interview, place.scope, place.turn, here, entity)

    def _known(self, scope: str, rules: str) -> dict[str, str]:
        """Sound of each word of a person's name that may be meant in an interview → the first who has it."""
        if scope not in self._by_scope:
            first: dict[str, str] = {}
            for entity in self.register.entities.values():
                if entity.category == "person" and reaches(entity.scope, scope):
                    for word in {word for form in entity.forms for word in words_of(form)}:
                        if len(word) >= _SHORTEST and not _says_nothing(word, rules) and _is_told_apart(sound(word)):
                            first.setdefault(sound(word), entity.id)
            self._by_scope[scope] = first
        return self._by_scope[scope]


def sound(word: str) -> str:
    """The phonetic key of a casefolded word: what recognizers confuse is alike, and a last vowel is dropped."""
    alike = phonetic_key(word).translate(_ALIKE)
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub(".", alike)).removesuffix(".")


def _is_told_apart(heard: str) -> bool:
    return len(heard.replace(".", "")) >= _FEWEST_CONSONANTS


def _says_nothing(word: str, rules: str) -> bool:
    return vocabulary.is_common(word, rules) or word in word_lists.titles()
