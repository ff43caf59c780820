"""Identifying facts beside what else is found, and allusions to them.

Who told of *a bullock that came in through the window* says *the bullock* elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.facts import IdentifyingFacts
from ipstranscribe.text.phrase_index import tokenize
from ipstranscribe.text.word_tree import WordToken

_FEWEST = 6
"""Letters of a word that alone recalls a fact."""
_OFTEN = 6
"""Places at which a word is what the interview is about, and recalls nothing."""
_ARTICLES = frozenset(
    ["the", "a", "an", "that", "this", "den", "det", "dette", "denne", "en", "ei", "et", "eit", "ein"]
)


def alluded(found: Sequence[FoundInTurn], turns: Iterable[Turn], language: str) -> Iterator[FoundInTurn]:
    """The places at which a rare word of a fact stands again, with its article; never certain.

    Only of facts that a pattern found: those of the model tell of one thing in many words, most of which recall nothing.
    """
    told = [(turn, one) for turn, one in found if one.found_by == IdentifyingFacts.name]
    words = {
        t.word for turn, one in told for t in tokenize(turn.text) if _inside(t, one) and _recalls(t.word, language)
    }
    if not words:
        return
    taken: dict[str, list[Found]] = {}
    for turn, one in found:
        taken.setdefault(turn.id, []).append(one)
    places: dict[str, list[tuple[Turn, WordToken, int]]] = {}
    for turn in turns:
        tokens = tokenize(turn.text)
        for number, token in enumerate(tokens):
            if token.word in words:
                start = tokens[number - 1].start if number and tokens[number - 1].word in _ARTICLES else token.start
                places.setdefault(token.word, []).append((turn, token, start))
    for at in places.values():
        for turn, token, start in at if len(at) <= _OFTEN else ():
            if not any(_inside(token, one) for one in taken.get(turn.id, ())):
                yield turn, Found(start, token.end, "fact", IdentifyingFacts.name, 0.3, certain=False)


def beside_certain(found: Sequence[FoundInTurn]) -> Iterator[FoundInTurn]:
    """What was found, with facts that end where something certain begins of which they would cover one half only.

    The longer of two finds wins, and half of a date would stay readable.
    """
    certain: dict[str, list[Found]] = {}
    for turn, one in found:
        if one.certain:
            certain.setdefault(turn.id, []).append(one)
    for turn, one in found:
        start, end = one.char_start, one.char_end
        for other in certain.get(turn.id, ()) if one.category == "fact" else ():
            if other.char_start < start < other.char_end < end:
                start = other.char_end + 1
            elif start < other.char_start < end < other.char_end:
                end = other.char_start - 1
        if start < end:
            yield turn, replace(one, char_start=start, char_end=end)


def _inside(token: WordToken, one: Found) -> bool:
    return one.char_start <= token.start and token.end <= one.char_end


def _recalls(word: str, language: str) -> bool:
    """Whether a word is rare enough, and no word of grammar: what is said in every interview recalls nothing."""
    small = word in word_lists.read(f"function_words_{rules_for(language)}")
    return len(word) >= _FEWEST and word.isalpha() and not small and not vocabulary.is_frequent(word, language)
