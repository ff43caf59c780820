"""Known names that a recognizer heard as several words: `car tick`, `la van ya`, `comma she`.

Whoever stands in the tables is known by name, so that even ordinary words are a question where together they sound like it.
Vowels are what recognizers confuse first; they all count as the same here.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ipstranscribe.languages import rules_for
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.phonetics import phonetic_key
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.lexicon import word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import tokenize, words_of
from ipstranscribe.text.word_tree import WordToken

IN_PIECES = "sounds like a known name in pieces"
"""`found_by` of such a mention."""
_MOST_PIECES = 3
_ALIKE, _ALIKE_IN_SMALL_WORDS = 0.84, 0.99
"""Least similarity without regard to vowels; with a word of grammar among the pieces they have to sound the same."""
_SHORTEST = 5
"""Fewest letters of a name, and of the pieces together."""
_FEWEST_CONSONANTS = 3
_VOWELS = re.compile(r"[aeiouyæøåäöéü]+")


@dataclass
class NamesInPieces:
    """Finds names of the tables that were heard as two or three words; always suggestions."""

    register: Register
    listed: frozenset[str]
    """Entities of the tables."""
    _by_scope: dict[str, dict[str, str]] = field(default_factory=dict)

    def search(self, places: Iterable[SearchedTurn], found: Iterable[Mention]) -> list[Mention]:
        """Find them beside the certain names already `found`."""
        if not self.listed:
            return []
        taken: dict[tuple[str, str], list[Found]] = defaultdict(list)
        for mention in found:
            if mention.found.certain:
                taken[mention.interview, mention.turn.id].append(mention.found)
        return [m for place in places for m in self._in_turn(place, taken[place.interview, place.turn.id])]

    def _in_turn(self, place: SearchedTurn, taken: Sequence[Found]) -> Iterator[Mention]:
        known = self._known(place.scope)
        text = place.turn.text
        tokens = tokenize(text) if known else []
        at = -1
        for number, first in enumerate(tokens):
            if first.start < at:
                continue
            best = max(self._from(text, tokens[number : number + _MOST_PIECES], known, place.language), default=None)
            if best is None:
                continue
            likeness, end, entity = best
            inside = [one for one in taken if one.char_start < end and first.start < one.char_end]
            if not inside or (
                likeness == 1 and all(first.start <= one.char_start and one.char_end <= end for one in inside)
            ):
                category = self.register.entities[entity].category
                sure = bool(inside)  # one of the pieces surely is a name already
                here = Found(first.start, end, category, IN_PIECES, round(min(likeness, 0.9), 2), certain=sure)
                yield Mention(place.interview, place.scope, place.turn, here, entity)
                at = end

    def _from(
        self, text: str, tokens: Sequence[WordToken], known: dict[str, str], language: str
    ) -> Iterator[tuple[float, int, str]]:
        """Similarity, end and entity of each row of two words or more at the start that sounds like a known name."""
        small, never = word_lists.read(f"function_words_{rules_for(language)}"), word_lists.read("no_piece_of_a_name")
        for count in range(2, len(tokens) + 1):
            row = tokens[:count]
            words = [token.word for token in row]
            if text[row[-2].end : row[-1].start] not in (" ", "-") or not all(map(str.isalpha, words[-2:])):
                return
            joined, of_grammar = "".join(words), [word in small for word in words]
            if len(joined) < _SHORTEST or words[0] in never or words[-1] in never or all(of_grammar):
                continue
            least = _ALIKE_IN_SMALL_WORDS if any(of_grammar) else _ALIKE
            best = process.extractOne(
                skeleton(joined), known.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=least
            )
            if best:
                yield best[1], row[-1].end, known[best[0]]

    def _known(self, scope: str) -> dict[str, str]:
        """Skeleton of each word of a listed name that may be meant in an interview → its entity; none that two have."""
        if scope not in self._by_scope:
            ids: dict[str, set[str]] = defaultdict(set)
            for entity in map(self.register.entities.__getitem__, sorted(self.listed)):
                if entity.category in NAMES and reaches(entity.scope, scope):
                    for word in {word for form in entity.forms for word in words_of(form)}:
                        heard = skeleton(word)
                        if len(word) >= _SHORTEST and len(heard.replace("a", "")) >= _FEWEST_CONSONANTS:
                            ids[heard].add(entity.id)
            self._by_scope[scope] = {heard: next(iter(of)) for heard, of in ids.items() if len(of) == 1}
        return self._by_scope[scope]


def skeleton(word: str) -> str:
    """The phonetic key of a casefolded word with all vowels alike: `comma she` and Kamakshi hardly differ."""
    return _VOWELS.sub("a", phonetic_key(word))
