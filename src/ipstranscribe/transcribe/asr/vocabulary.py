"""Names and terms of the study, written as the study writes them where they were said and misheard.

Told to the recognizer beforehand, terms make small models drop and repeat stretches and write terms that nobody said
(docs/benchmarks.md). So the text is decoded without them. Then, where it holds a word that is spelt like a term and is no
common word, the recognizer is asked how well the same sound fits the text with the term in its place. A term can so only
stand where something like it was heard.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.audio.samples import Samples
from ipstranscribe.transcribe.asr.engines import Engine, Passage, RecognizedWord

LOWEST_SIMILARITY = 75.0
"""Percent of letters in common, in order, from which on a word may be a misheard term."""

LARGEST_LOSS = 8.0
"""By so much the log probability of the text may fall with the term in it: a name is rare, which the recognizer holds
against it. In two interviews misheard names lay at 0 to 8, and terms that nobody had said at 9 and more."""

MOST_WORDS = 3
"""Words that a term may have been heard as: "in Vild scar" for one name."""

SHORTEST_TERM = 3
"""Letters of a term; shorter ones are like too many words."""

TEXTS_PER_BATCH = 8
"""Texts whose probability is asked for together."""

_CORE = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)


@dataclass(frozen=True)
class TermCandidate:
    """A term that may have been said where words `first` to `last` (not included) were heard."""

    first: int
    last: int
    term: str

    def applied(self, words: Sequence[RecognizedWord]) -> tuple[RecognizedWord, ...]:
        """The words with the term in place, over the time of those it stands for."""
        old = words[self.first : self.last]
        before, after = _parts(old[0].text)[0], _parts(old[-1].text)[2]
        new = RecognizedWord(
            f"{before}{self.term}{after}", old[0].start, old[-1].end, min(word.probability for word in old)
        )
        return (*words[: self.first], new, *words[self.last :])


def correct_terms(passage: Passage, window: Samples, terms: Sequence[str], engine: Engine, language: str) -> Passage:
    """The passage with misheard terms written as `terms` has them. `window` is the sound it was decoded from."""
    candidates = list(find_candidates(passage.words, terms, engine.is_common))
    if not candidates:
        return passage
    texts = [_text(passage.words), *(_text(candidate.applied(passage.words)) for candidate in candidates)]
    fits = [
        fit
        for first in range(0, len(texts), TEXTS_PER_BATCH)
        for fit in engine.likelihoods(window, texts[first : first + TEXTS_PER_BATCH], language)
    ]
    words, taken = passage.words, [False] * len(passage.words)
    # the best first, and from the end, so that the places of the others stay
    chosen = []
    for fit, candidate in sorted(zip(fits[1:], candidates, strict=True), key=lambda pair: -pair[0]):
        place = slice(candidate.first, candidate.last)
        if fit >= fits[0] - LARGEST_LOSS and not any(taken[place]):
            taken[place] = [True] * (candidate.last - candidate.first)
            chosen.append(candidate)
    for candidate in sorted(chosen, key=lambda candidate: -candidate.first):
        words = candidate.applied(words)
    return replace(passage, words=words)


def find_candidates(
    words: Sequence[RecognizedWord], terms: Sequence[str], is_common: Callable[[str], bool]
) -> Iterator[TermCandidate]:
    """Where something like a term was heard. Words that are a term already, or all common, are left alone.

    Of places that lie in one another, the one most alike is taken: "met Engvild" is like "Ingvild" because "Engvild" is.
    """
    from rapidfuzz import fuzz

    places = list(_places(words, {term.casefold() for term in terms}, is_common))
    for term in terms:
        if len(term) < SHORTEST_TERM:
            continue
        alike = {
            (first, last): likeness
            for first, last, heard in places
            if (likeness := fuzz.ratio(heard, term.casefold(), score_cutoff=LOWEST_SIMILARITY))
        }
        for (first, last), likeness in alike.items():
            inside = [value for (a, b), value in alike.items() if first <= a and b <= last and (a, b) != (first, last)]
            if likeness > max(inside, default=0.0):
                yield TermCandidate(first, last, term)


def _places(
    words: Sequence[RecognizedWord], known: set[str], is_common: Callable[[str], bool]
) -> Iterator[tuple[int, int, str]]:
    """Up to `LONGEST` words on end that may be one: first, last (not included), and their letters."""
    parts = [_parts(word.text) for word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            heard = [core for _, core, _ in parts[first:last]]
            if any(after for _, _, after in parts[first : last - 1]) or not all(heard):
                break  # a mark in between: not one word
            if not any(core.casefold() in known for core in heard) and not all(map(is_common, heard)):
                yield first, last, "".join(heard).casefold()


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before a word, the word, and what stands after it, an English genitive included."""
    match = _CORE.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _text(words: Sequence[RecognizedWord]) -> str:
    return " ".join(word.text for word in words)
