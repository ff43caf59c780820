"""Third pass of entity linking: phonetic matching of words outside the vocabulary with known names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ipstranscribe.model import Entity
from ipstranscribe.pseudonymize.entities import no_names
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.phonetics import LIKELY_IN_TWO, SHORTEST_WORD, SURE
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary
from ipstranscribe.pseudonymize.lexicon.halves import are_halves
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import tokenize
from ipstranscribe.text.word_tree import WordToken

_THE_SAME = 0.95
"""Likeness of what is the name itself, or half of it."""
MISHEARD = "sounds like a known name"
"""`found_by` of a mention that is not a known form, but sounds like one."""


@dataclass
class MisheardNames:
    """Finds words outside the vocabulary that sound like a known name.

    A name of the tables must be found even where no recognizer sees one: without capitals, misspelt, or split in two.
    """

    register: Register
    vouched: frozenset[str]
    """Entities of the tables; mentions of them are not checked again."""
    _heard: dict[tuple[str, str], tuple[str, float] | None] = field(default_factory=dict)

    def search(self, places: Iterable[SearchedTurn], found: Iterable[Mention]) -> list[Mention]:
        """Find misheard names, of one word or two, beside the mentions already `found`."""
        here: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        for mention in found:
            here[mention.interview, mention.turn.id].append(mention)
        return [m for place in places for m in self._in_turn(place, here[place.interview, place.turn.id])]

    def _in_turn(self, place: SearchedTurn, found: Sequence[Mention]) -> Iterator[Mention]:
        text, tokens = place.turn.text, tokenize(place.turn.text)
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
                other = likeness < _THE_SAME and entity.id not in self.vouched
                if other and no_names.names_nobody(found_here, text, place.language):
                    continue  # a disease or a brand that sounds like somebody
                yield Mention(place.interview, place.scope, place.turn, found_here, entity.id)
                at = end

    def _heard_here(
        self, text: str, token: WordToken, after: WordToken | None, place: SearchedTurn
    ) -> tuple[int, int, Entity, float, bool] | None:
        """The name that the word, or it and the next, sound like: start, end, entity, similarity, and whether it is sure."""
        single = self._single(text, token, place)
        if after is not None and are_halves(text, (token, after), place.language):
            both = self._like(token.word + after.word, place.scope)
            if both and both[1] >= LIKELY_IN_TWO and not self._is_whole_by_itself(both[0], token, after, place):
                return token.start, after.end, self.register.entities[both[0]], both[1], both[1] >= SURE
        if single is None:
            return None
        capital = text[token.start].isupper() or single[0] in self.vouched or casing.is_uncased(text)
        if not capital and single[1] < SURE:
            return None  # in text with capitals a word written small is a name only if it sounds just like one
        sure = capital and single[1] >= SURE and not vocabulary.is_ordinary(token.word, place.language)
        end = token.end - (token.word.endswith("s") and single[2])
        return token.start, end, self.register.entities[single[0]], single[1], sure

    def _is_whole_by_itself(self, entity: str, token: WordToken, after: WordToken, place: SearchedTurn) -> bool:
        """Whether one of two words alone matches the name, so that the other does not belong to it."""
        return any(entity in self.register.sounding_like(t.word, place.scope) for t in (token, after))

    def _single(self, text: str, token: WordToken, place: SearchedTurn) -> tuple[str, float, bool] | None:
        """The entity that one word sounds like, the similarity, and whether the word was read as a genitive."""
        if not _could_be_a_name(text, token, place.language):
            return None
        heard = [(like, False)] if (like := self._like(token.word, place.scope)) else []
        if token.word.endswith("s") and (like := self._like(token.word[:-1], place.scope)):
            heard.append((like, True))
        best = max(heard, key=lambda pair: (pair[0][1], not pair[1]), default=None)
        return (*best[0], best[1]) if best else None

    def _like(self, word: str, scope: str) -> tuple[str, float] | None:
        """The most similar entity and its similarity, None if there is none or two are equal."""
        if (word, scope) not in self._heard:
            alike = self.register.sounding_like(word, scope)
            best = max(alike.values(), default=0.0)
            first = sorted(i for i, likeness in alike.items() if likeness == best)
            listed = [i for i in first if i in self.vouched]
            meant = listed if len(listed) == 1 else first
            self._heard[word, scope] = (meant[0], best) if len(meant) == 1 else None
        return self._heard[word, scope]


def _is_in(token: WordToken, taken: Iterable[Found]) -> bool:
    return any(found.char_start < token.end and token.start < found.char_end for found in taken)


def _could_be_a_name(text: str, token: WordToken, language: str) -> bool:
    """Whether a word is outside the vocabulary, or is a rare word with a capital inside a sentence."""
    if len(token.word) < SHORTEST_WORD or not token.word.isalpha():
        return False
    if not vocabulary.is_ordinary(token.word, language):
        return True
    capital = text[token.start].isupper() and not casing.starts_sentence(text, token.start)
    return capital and not vocabulary.is_frequent(token.word, language)
