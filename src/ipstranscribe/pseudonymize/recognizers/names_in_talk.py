"""Recognizer of names by a small trained network, which reads them by what is said around them, with capitals or without.

It is at its best where lists end: names that are words (`will`, `hope`), names on no list, and names that were misheard as
words. What it learnt from, and how good it is: training/spoken_names/README.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ipstranscribe.languages import record, rules_for
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.organisations import tells_kind
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_value
from ipstranscribe.pseudonymize.recognizers.talk_network import KINDS, TAGS, NetworkArray, ReadWords, read
from ipstranscribe.pseudonymize.recognizers.talk_words import TalkWord, known
from ipstranscribe.text.phrase_index import tokenize

SURE, LIKELY = 0.75, 0.25
"""Probability of a name from which it is replaced without asking, and from which a person is asked."""
SURE_WITH_CAPITAL, LIKELY_WITH_CAPITAL = 0.8, 0.4
"""The same in text with capitals, where the other recognizers miss less."""
LIKELY_GIVEN_NAME = 0.2
"""Probability from which a person is asked about a listed given name with a capital (`Bud.`, `Dawn, some.`)."""
SURE_OF_WORDS, LIKELY_OF_WORDS = 0.98, 0.85
"""The same for ordinary words that are on no list of names: a firm called `Two Ridges`, or a name heard as words."""
LIKELY_FIRM_OF_WORDS = 0.95
"""The same for a firm or place of ordinary words in text without capitals: mostly `leisure centres` and `county handed`."""
SURE_IF_MET, LIKELY_IF_MET = 0.2, 0.06
"""The same for a word that is surely a name elsewhere in the same interview, or in the tables (benchmarks/met_names.py)."""
UNLIKELY = 0.03
"""Probability of a name below which what another recognizer only supposed is no question to anybody."""

UNLIKELY_OF_WORDS = 0.15
"""The same for an ordinary word alone that is on no list of names: seldom a misheard name, mostly `lorry` or `leaflet`."""

_FIRST = np.array([tag.startswith("B-") for tag in TAGS])
_OF_KIND = np.array([[tag.endswith(kind) for kind in KINDS] for tag in TAGS], np.float32)
_NEVER = 2.0
_MORE_LIKELY_THAN_NOT = 0.5
_NAMES = slice(0, 3)  # the columns of a word that say that a list of names has it


class NamesInTalk:
    """People, places and organisations by the words around them."""

    name = "names in talk"

    def __init__(self, language: str) -> None:
        self._language = rules_for(language)
        cues = record(self._language).cues
        self._answers = frozenset((*cues["backchannel"], *cues["fillers"]))

    def find(self, text: str) -> Iterable[Found]:
        """Find names: certain ones, and likely ones as suggestions. In text with capitals a name has one."""
        seen = read(text, self._language)
        uncased = casing.is_uncased(text)
        spans = [*_spans(seen.tags, LIKELY if uncased else LIKELY_GIVEN_NAME)]
        goes_on = {begin - 1 for begin, _ in spans}  # `sunniva ellers` before `rud`
        for begin, last in spans:
            if uncased:
                first, end = (begin, last) if last in goes_on else self._bared(seen, begin, last)
            else:
                first, end = begin, _last_of_name(text, seen, begin, last)
            first, end = _without_titles(seen, first, end)
            words = seen.words[first : end + 1]
            if not words:
                continue  # `Dr.` alone, before a name that it knows or does not know
            if _is_number(text[words[0].start : words[-1].end], self._language):
                continue
            if all(word.low in vocabulary.brands() - vocabulary.given_names() for word in words):
                continue  # mentioned by everybody, and nobody's employer more than others
            if all(len(word.low) == 1 for word in words):
                continue  # letters alone are no name; initials have a recognizer of their own
            if uncased and len(words) == 1 and words[0].low in self._answers:
                continue  # `jo`: in small letters only the tables, or somebody met elsewhere, can say that it is one
            if uncased or text[words[0].start].isupper():
                found = _found(
                    seen, first, end, self._thresholds(words, _kind(seen.tags[first : end + 1]), uncased=uncased)
                )
                if found:
                    yield found

    def _bared(self, seen: ReadWords, first: int, last: int) -> tuple[int, int]:
        """The first and last word without words of grammar at the edges: `og nitro`, `bakken omsorgssenter so`."""
        never = word_lists.read("no_piece_of_a_name")
        while first < last and not tells_kind(_written(seen.words[first : last + 1]), self._language):
            low = seen.words[last].low
            if low not in never and not _is_small(low, self._language):
                break
            last -= 1
        while first < last and seen.words[first].low in never:
            first += 1
        return first, last

    def _thresholds(self, words: list[TalkWord], kind: Category, *, uncased: bool) -> tuple[float, float]:
        if not uncased and len(words) == 1 and self._is_rare_given_name(words[0].low):
            return SURE_WITH_CAPITAL, LIKELY_GIVEN_NAME
        if uncased and len(words) == 1 and self._is_word_and_surname(words[0].low):
            return SURE_OF_WORDS, LIKELY_OF_WORDS
        if any(self._says_name(word.low) for word in words):
            return (SURE, LIKELY) if uncased else (SURE_WITH_CAPITAL, LIKELY_WITH_CAPITAL)
        if len(words) > 1:
            said = kind == "person" or not uncased or tells_kind(_written(words), self._language)
            return SURE_OF_WORDS, LIKELY_OF_WORDS if said else LIKELY_FIRM_OF_WORDS
        word = words[0].low
        too_common = vocabulary.is_common(word, self._language) or _is_small(word, self._language)
        return _NEVER, _NEVER if too_common else LIKELY_OF_WORDS

    def _is_rare_given_name(self, word: str) -> bool:
        common = vocabulary.is_common(word, self._language)
        return vocabulary.is_given_name(word) and not common and self._says_name(word)

    def _is_word_and_surname(self, word: str) -> bool:
        """Whether a word is a frequent one, and a name only behind a given name (`park`, `mile`, `winter`)."""
        return vocabulary.is_frequent(word, self._language) and not vocabulary.is_given_name(word)

    def _says_name(self, word: str) -> bool:
        """Whether a list of names has the word, or no list at all. Many small words are names somewhere (`em`)."""
        if not word.isalpha() or _is_small(word, self._language):
            return False
        return any(known(word, self._language).listed[_NAMES]) or not vocabulary.is_ordinary(word, self._language)


def _written(words: Sequence[TalkWord]) -> str:
    return " ".join(word.low for word in words)


def _is_number(written: str, language: str) -> bool:
    """Whether a number is said: the `tredve` of `to og tredve`. With a capital `Seven` is a name somewhere."""
    return written.islower() and number_value(written, language) is not None


def _is_small(word: str, language: str) -> bool:
    """Whether a word is one of grammar or of speech (`them`, `gonna`), and not one that is known to be a name as well."""
    known_name = word in word_lists.read(f"names_that_are_words_{language}")
    return not known_name and (
        word in word_lists.read(f"function_words_{language}") or word in vocabulary.spoken(language)
    )


def met_again(text: str, met: frozenset[str], language: str) -> Iterator[Found]:
    """Find the words of `met` (casefolded), names of people elsewhere, where the words around allow it.

    In text with capitals a name has one.
    """
    if met.isdisjoint(token.word for token in tokenize(text)):
        return
    seen, uncased = read(text, language), casing.is_uncased(text)
    for number, word in enumerate(seen.words):
        if word.low in met and (uncased or text[word.start].isupper()):
            found = _found(seen, number, number, (SURE_IF_MET, LIKELY_IF_MET))
            if found:
                yield replace(found, category="person")


def is_unlikely(found: Found, text: str, language: str) -> bool:
    """Whether every word of what another recognizer supposed is hardly ever a name where it stands."""
    seen = read(text, language)
    inside = [n for n, word in enumerate(seen.words) if found.char_start < word.end and word.start < found.char_end]
    rules = rules_for(language)
    alone = seen.words[inside[0]].low if len(inside) == 1 else ""
    ordinary = alone and not any(known(alone, rules).listed[_NAMES]) and vocabulary.is_ordinary(alone, rules)
    return bool(inside) and float((1 - seen.tags[inside, 0]).max()) < (UNLIKELY_OF_WORDS if ordinary else UNLIKELY)


def _found(seen: ReadWords, first: int, last: int, thresholds: tuple[float, float]) -> Found | None:
    tags: NetworkArray = seen.tags[first : last + 1]
    named = float((1 - tags[:, 0]).mean())
    if named < thresholds[1]:
        return None
    start, end = seen.words[first].start, seen.words[last].end
    return Found(start, end, _kind(tags), NamesInTalk.name, round(named, 2), certain=named >= thresholds[0])


def _last_of_name(text: str, seen: ReadWords, first: int, last: int) -> int:
    """The last word of a name in text with capitals: of a person one with a capital (`Grete hung it up`)."""
    if _kind(seen.tags[first : last + 1]) == "person":
        while last > first and not text[seen.words[last].start].isupper():
            last -= 1
    return last


def _without_titles(seen: ReadWords, first: int, last: int) -> tuple[int, int]:
    """The first and last word without titles around them; a firm keeps its own (`Dr. Dropin`), not one that is no more."""
    titles = word_lists.titles()
    bare = [n for n in range(first, last + 1) if seen.words[n].low not in titles and seen.words[n].low[0].isalnum()]
    if not bare:
        return first, first - 1
    return (first, last) if _kind(seen.tags[first : last + 1]) == "organisation" else (bare[0], bare[-1])


def _kind(tags: NetworkArray) -> Category:
    return KINDS[int((tags @ _OF_KIND).sum(axis=0).argmax())]


def _spans(tags: NetworkArray, least: float) -> Iterator[tuple[int, int]]:
    """The first and last word of each likely name. A word less likely than not makes a firm longer only.

    `least` is the probability from which a word alone counts.
    """
    chance = 1 - tags[:, 0]
    inside_likely = np.pad(chance >= _MORE_LIKELY_THAN_NOT, 1)
    alone = ~(inside_likely[:-2] | inside_likely[2:])
    of_a_firm = (tags @ _OF_KIND).argmax(axis=1) == KINDS.index("organisation")
    beside = (chance >= LIKELY) & (inside_likely[1:-1] | of_a_firm)
    named = beside | ((chance >= least) & alone)
    begins = tags[:, _FIRST].sum(axis=1) >= tags[:, ~_FIRST][:, 1:].sum(axis=1)
    start: int | None = None
    for number, inside in enumerate(named):
        if start is not None and (not inside or begins[number]):
            yield start, number - 1
            start = None
        if inside and start is None:
            start = number
    if start is not None:
        yield start, len(named) - 1
