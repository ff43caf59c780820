"""Which words of an earlier text are those of a later one: a longest common subsequence, and when two words are the same."""

import re
from collections.abc import Hashable, Iterator, Sequence

_REPLACEMENT = "[]"
_SIGNS = re.compile(r"[\W_]+")
_EDGES = re.compile(r"^\W+|\W+$")


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Longest common subsequence: pairs of positions (before, after), in order."""
    from rapidfuzz.distance import LCSseq

    for step in LCSseq.opcodes(before, after):
        if step.tag == "equal":
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def bare_word(word: str) -> str:
    """What makes two words of units the same: not case, nor any sign, also inside the word.

    All replacements (`[bank 1]`, `[employer 1]`) are the same: another wording of one makes no other text.
    """
    if word.startswith("[") and "]" in word:
        return _REPLACEMENT
    return _SIGNS.sub("", word).casefold() or word


def trimmed_word(word: str) -> str:
    """What makes two words of a transcript and its corrected draft the same: not case, punctuation around them or the
    kind of apostrophe. Signs inside a word count, and so does what a bracket holds.
    """
    plain = word.casefold().replace("’", "'").replace("‘", "'")
    return _EDGES.sub("", plain) or plain
