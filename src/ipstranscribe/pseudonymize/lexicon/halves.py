"""Names that were heard as two words, `lille hammer`, or divided at the end of a line: whether two words can be one."""

from collections.abc import Sequence

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.text.word_tree import WordToken

_SHORTEST = 6  # letters of both together
_BETWEEN = frozenset({" ", "-", "- "})


def are_halves(text: str, pair: Sequence[WordToken], language: str) -> bool:
    """Whether two neighbours may be the halves of a name: together they are no word, and not both are small ones."""
    one, other = pair
    whole, halves, rules = one.word + other.word, (one.word, other.word), rules_for(language)
    if text[one.end : other.start] not in _BETWEEN or len(whole) < _SHORTEST or not whole.isalpha():
        return False
    small, never = word_lists.read(f"function_words_{rules}"), word_lists.read("no_piece_of_a_name")
    if min(map(len, halves)) < 2 or any(half in never for half in halves) or all(half in small for half in halves):
        return False
    return not vocabulary.is_ordinary(whole, language)
