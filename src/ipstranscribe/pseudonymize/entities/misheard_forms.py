"""The third pass: words that are no words, and sound like a name that is known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Entity
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.phonetics import LIKELY_IN_TWO, SHORTEST_WORD, SURE
from ipstranscribe.pseudonymize.entities.register import NAMES, Register
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import WordToken, tokenize

_LONG_ENOUGH_FOR_TWO = 6  # letters that two words have more than together, if they could be one name
MISHEARD = "sounds like a known name"
"""What the record says found a mention that is no known form, but sounds like one."""


@dataclass
class MisheardNames:
    """Finds words that are no words of the language and sound like a name that is known.

    A name of the tables has to be found even where no recognizer sees a name: in text without capitals, misspelt, in two.
    """

    register: Register
    vouched: frozenset[str]
    """Entities of the tables: what is said to be one of them is not looked at again."""
    _heard: dict[tuple[str, str], tuple[str, float] | None] = field(default_factory=dict)

    def search(self, places: Iterable[SearchedTurn], found: Iterable[Mention]) -> list[Mention]:
        """Such words, single or two together, beside what was `found`."""
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
                yield Mention(place.interview, place.scope, place.turn, found_here, entity.id)
                at = end

    def _heard_here(
        self, text: str, token: WordToken, after: WordToken | None, place: SearchedTurn
    ) -> tuple[int, int, Entity, float, bool] | None:
        """The name that the word, or it and the next, sound like: where from and to, who, how alike, and whether surely."""
        single = self._single(text, token, place)
        if after is not None and _could_be_one_name(text, token, after, place.language):
            both = self._like(token.word + after.word, place.scope)
            if both and both[1] >= LIKELY_IN_TWO and not self._is_whole_by_itself(both[0], token, after, place):
                return token.start, after.end, self.register.entities[both[0]], both[1], both[1] >= SURE
        if single is None:
            return None
        sure = single[1] >= SURE and not vocabulary.is_ordinary(token.word, place.language)
        end = token.end - (token.word.endswith("s") and single[2])
        return token.start, end, self.register.entities[single[0]], single[1], sure

    def _is_whole_by_itself(self, entity: str, token: WordToken, after: WordToken, place: SearchedTurn) -> bool:
        """Whether one of two words is the name already, so that the other is only its neighbour."""
        return any(entity in self.register.sounding_like(t.word, place.scope) for t in (token, after))

    def _single(self, text: str, token: WordToken, place: SearchedTurn) -> tuple[str, float, bool] | None:
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


def _is_in(token: WordToken, taken: Iterable[Found]) -> bool:
    return any(found.char_start < token.end and token.start < found.char_end for found in taken)


def _could_be_one_name(text: str, token: WordToken, after: WordToken, language: str) -> bool:
    """Whether two words could be one name that was heard as two: side by side, one of them strange, none a small word."""
    if text[token.end : after.start] not in (" ", "-") or len(token.word) + len(after.word) <= _LONG_ENOUGH_FOR_TWO:
        return False
    small = word_lists.read(f"function_words_{rules_for(language)}")
    words = (token.word, after.word)
    if any(w in small or len(w) < 2 or not w.isalpha() for w in words):
        return False
    return any(not vocabulary.is_ordinary(w, language) for w in words)


def _could_be_a_name(text: str, token: WordToken, language: str) -> bool:
    """No ordinary word; the capital inside a sentence makes a rare ordinary word one as well."""
    if len(token.word) < SHORTEST_WORD or not token.word.isalpha():
        return False
    if not vocabulary.is_ordinary(token.word, language):
        return True
    capital = text[token.start].isupper() and not casing.starts_sentence(text, token.start)
    return capital and not vocabulary.is_frequent(token.word, language)
