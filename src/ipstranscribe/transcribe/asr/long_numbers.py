"""Long numbers: where small numbers are decoded as words, runs of five digits and more are put back in digits.

A telephone, case or identity number that is spelled out ("one hundred forty eight thousand nine hundred …") is prose that
nothing recognises any more, and grouped as nobody said it. So where the words of a passage hold such a number, or letters
with a number ("EQ five D"), the passage is decoded once more with digits allowed, and that place alone is taken from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ipstranscribe.languages import RECORDS
from ipstranscribe.text.alignment import common
from ipstranscribe.transcribe.asr.engines import RecognizedWord

LONG = 5
"""Digits from which on a number is written in digits. Shorter ones are years and amounts, as people say them."""

ROUND = 2
"""Digits before the zeros up to which a single large number is an amount: "two hundred thousand" stays as it is said."""

MOST_OTHER_WORDS = 2
"""Most words on either side of a number that the second decoding may have heard differently."""

_SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6,
    "hundre": 100, "tusen": 1000, "millioner": 10**6, "millionar": 10**6,
}  # fmt: skip
_LINKS = frozenset({"and", "og"})
"""Words inside a number, after a hundred or a thousand."""
_REPEATS = {"double": 2, "triple": 3, "dobbel": 2, "dobbelt": 2}
_WORDS_OF_ONE_LETTER = frozenset({"a", "i", "o", "å", "e", "u", "y"})
"""Single letters that are words of some language, and spell nothing."""

NumberSpan = tuple[int, int]
"""First word and last, exclusive."""


def long_numbers(words: Sequence[str], language: str) -> list[NumberSpan]:
    """Where words of `language` (Whisper's code) hold a long number, or letters with a number, at least partly in words."""
    known = _values(language)
    if not known:
        return []
    bare = [_bare(word) for word in words]
    return [
        place
        for place in _runs(words, bare, known)
        if _in_words(bare[slice(*place)], known) and _is_long(words[slice(*place)], bare[slice(*place)], known)
    ]


def with_digits(
    words: Sequence[RecognizedWord], again: Sequence[RecognizedWord], places: Sequence[NumberSpan]
) -> tuple[RecognizedWord, ...]:
    """`words` with each of `places` taken from `again`, where the words around it agree and it really has digits there."""
    agreeing = list(common([_bare(word.text) for word in words], [_bare(word.text) for word in again]))
    edges = [(-1, -1), *agreeing, (len(words), len(again))]
    result = list(words)
    for first, last in reversed(places):
        before = max(edge for edge in edges if edge[0] < first)
        after = min(edge for edge in edges if edge[0] >= last)
        new = again[before[1] + 1 : after[1]]
        others = (first - before[0] - 1) + (after[0] - last)
        if others <= MOST_OTHER_WORDS and _has_digits([word.text for word in new]):
            result[before[0] + 1 : after[0]] = new
    return tuple(result)


def _has_digits(texts: Sequence[str]) -> bool:
    """Whether there is a long number in digits, or a group of letters and digits."""
    joined = "".join(texts)
    digits = sum(sign.isdigit() for sign in joined)
    return digits >= LONG or (digits > 0 and any(_is_letters(text) for text in texts))


def _is_letters(text: str) -> bool:
    """Whether a word spells letters: capitals alone, perhaps with digits."""
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign.isupper() for sign in letters)


@dataclass(frozen=True)
class _Known:
    """Number words of a language with their values; `compounds` says that they are written together."""

    values: Mapping[str, int]
    compounds: bool

    def parts(self, word: str) -> list[int]:
        """The values in a word: one, or those of its parts; empty if it is no number."""
        if word in self.values:
            return [self.values[word]]
        pieces = word.split("-")
        if len(pieces) > 1 and all(piece in self.values for piece in pieces):
            return [self.values[piece] for piece in pieces]
        return list(self._split(word)) if self.compounds and len(word) > 4 else []

    def _split(self, word: str) -> tuple[int, ...]:
        for cut in range(len(word) - 1, 1, -1):
            head, rest = word[:cut], word[cut:].removeprefix("og")
            if head in self.values:
                tail = (self.values[rest],) if rest in self.values else self._split(rest)
                if tail:
                    return (self.values[head], *tail)
        return ()


@cache
def _values(language: str) -> _Known | None:
    record = next((one for one in RECORDS.values() if one.whisper == language), None)
    if record is None:
        return None
    numbers = record.numbers
    counted = (*numbers.units, *numbers.teens, *numbers.tens)
    values = [*range(10), *range(10, 20), *range(20, 100, 10)]
    table = dict(zip(counted, values, strict=True)) | dict(numbers.also) | dict(numbers.close_units)
    return _Known(table | _SCALES, "" in numbers.joints)


def _bare(word: str) -> str:
    return word.strip(".,;:!?…\"'“”«»()").casefold()


def _runs(words: Sequence[str], bare: Sequence[str], known: _Known) -> Iterator[NumberSpan]:
    """Stretches of numbers and spelled letters; a sentence ends one, and so does any other word."""
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and _belongs(last, first, words, bare, known):
            last += 1
            if _ends_here(words[last - 1]):
                break
        while last > first and (bare[last - 1] in _LINKS or bare[last - 1] in _REPEATS):
            last -= 1
        if last > first:
            yield first, last
        first = max(last, first + 1)


def _ends_here(word: str) -> bool:
    """Whether a run ends after `word`: a sentence does, or "my GP, two weeks ago"; "M." and "four, five" do not."""
    letters = sum(map(str.isalpha, word))
    return (word[-1] in ".?!" and letters != 1) or (_is_spelled(word) and letters > 1 and word[-1] in ",;:")


def _belongs(at: int, first: int, words: Sequence[str], bare: Sequence[str], known: _Known) -> bool:
    word = bare[at]
    if word in _LINKS:
        return at > first and any(part in (100, 1000) for part in known.parts(bare[at - 1]))
    if word in _REPEATS or known.parts(word) or any(sign.isdigit() for sign in word):
        return True
    return _is_spelled(words[at])


def _is_spelled(word: str) -> bool:
    """Whether a word is letters that somebody spells: up to three capitals."""
    bare = word.strip(".,;:!?-")
    return 0 < len(bare) <= 3 and bare.isalpha() and bare.isupper() and bare.casefold() not in _WORDS_OF_ONE_LETTER


def _in_words(bare: Sequence[str], known: _Known) -> bool:
    return any(known.parts(word) for word in bare)


def _is_long(words: Sequence[str], bare: Sequence[str], known: _Known) -> bool:
    if any(_is_spelled(word) for word in words):
        return True
    groups = _groups(bare, known)
    if len(groups) == 1 and len(groups[0].rstrip("0")) <= ROUND:
        return False
    return sum(map(len, groups)) >= LONG


def _groups(bare: Sequence[str], known: _Known) -> list[str]:
    """The digits of each number in a run, as it would be written: "forty", "two" are one, "two", "forty" are two."""
    groups: list[str] = []
    parts: list[int] = []
    repeat = 1
    for word in bare:
        found = known.parts(word)
        if word in _REPEATS:
            repeat = _REPEATS[word]
        elif found:
            parts += found * repeat
            repeat = 1
        elif any(sign.isdigit() for sign in word):
            groups += [*_written(parts), "".join(sign for sign in word if sign.isdigit())]
            parts = []
    return [*groups, *_written(parts)]


def _written(parts: Sequence[int]) -> Iterator[str]:
    """Numbers from the values of their words: 40, 2 → 42; 1, 100, 48, 1000 → 148000; 7, 9 → 7 and 9."""
    if not parts:
        return
    total, current = 0, parts[0]
    for before, value in pairwise(parts):
        if value == 100 and current < 100:
            current *= 100
        elif value >= 1000 and current < 1000:
            total, current = total + current * value, 0
        elif before >= 1000 or (before == 100 and value < 100) or (before in range(20, 100, 10) and value < 10):
            current += value
        else:
            yield str(total + current)
            total, current = 0, value
    yield str(total + current)
