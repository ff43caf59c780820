"""Vocabulary correction: misrecognized names and terms get the spelling of the study.

Given to the recognizer as a prompt, terms make small models drop and repeat passages and write terms that nobody said
(docs/benchmarks.md). So the text is decoded without them. Then, where a word is spelt like a term and is not a common
word, the text with the term in its place is scored against the same sound. So a term can only stand where something
similar was recognized.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.audio.samples import Samples
from ipstranscribe.transcribe.asr.engines import Engine, Passage, RecognizedWord

LOWEST_SIMILARITY = 75.0
"""String similarity in percent (letters in common, in order) from which on a word may be a misrecognized term."""

LARGEST_LOSS = 8.0
"""Largest loss of log likelihood with the term in the text: a name is rare, so its prior is low. In two interviews
misrecognized names lost 0 to 8, and terms that nobody had said 9 and more."""

MOST_WORDS = 3
"""Most words that one term may have been recognized as: "in Vild scar" for one name."""

SHORTEST_TERM = 3
"""Fewest letters of a term; shorter ones resemble too many words."""

TEXTS_PER_BATCH = 8
"""Texts that are scored together."""

_CORE = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)


@dataclass(frozen=True)
class TermCandidate:
    """A term that may be the right reading of words `first` to `last` (exclusive)."""

    first: int
    last: int
    term: str

    def applied(self, words: Sequence[RecognizedWord]) -> tuple[RecognizedWord, ...]:
        """The words with the term in place of the old ones, over their time."""
        old = words[self.first : self.last]
        before, after = _parts(old[0].text)[0], _parts(old[-1].text)[2]
        new = RecognizedWord(
            f"{before}{self.term}{after}", old[0].start, old[-1].end, min(word.probability for word in old)
        )
        return (*words[: self.first], new, *words[self.last :])


def correct_terms(passage: Passage, window: Samples, terms: Sequence[str], engine: Engine, language: str) -> Passage:
    """Correct misrecognized terms to the spelling in `terms`; `window` is the sound that `passage` was decoded from."""
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
    # best first; applied from the end, so that the positions of the others stay valid
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
    """Find words that resemble a term. Words that are a term already, or all common, are left alone.

    Of candidates that contain one another the most similar is taken: "met Engvild" resembles "Ingvild" because
    "Engvild" does.
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
    """Up to `MOST_WORDS` consecutive words that may be one: first, last (exclusive), and their letters."""
    parts = [_parts(word.text) for word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            heard = [core for _, core, _ in parts[first:last]]
            if any(after for _, _, after in parts[first : last - 1]) or not all(heard):
                break  # punctuation in between: not one word
            if not any(core.casefold() in known for core in heard) and not all(map(is_common, heard)):
                yield first, last, "".join(heard).casefold()


def _parts(text: str) -> tuple[str, str, str]:
    """Punctuation before a word, the word, and what follows it: punctuation and an English genitive."""
    match = _CORE.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _text(words: Sequence[RecognizedWord]) -> str:
    return " ".join(word.text for word in words)
