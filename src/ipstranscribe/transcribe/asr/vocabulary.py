"""Vocabulary correction: misrecognized names and terms get the spelling of the study.

Given to the recognizer as a prompt, terms make small models drop and repeat passages and write terms that nobody said
(docs/benchmarks.md). So the text is decoded without them. Then, where a word is spelt like a term and is neither a name
nor a word itself, the text with the term in its place is compared with what was heard: it stands only if it fits the sound
better. What was heard is kept with the word (`RecognizedWord.heard`). A term that fits a little worse is only proposed to
the person who listens: names are rare, so that likelihoods are against them, and only a person can tell.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ipstranscribe.audio.samples import Samples
from ipstranscribe.transcribe.asr.engines import Engine, Passage, RecognizedWord

LOWEST_SIMILARITY = 75.0
"""String similarity in percent (letters in common, in order) from which on a word may be a misrecognized term."""

LARGEST_LOSS = 8.0
"""Largest loss of log likelihood with which a term is still proposed. In two interviews misrecognized names lost 0 to 8,
and terms that nobody had said mostly 9 and more."""

MOST_WORDS = 3
"""Most words that one term may have been recognized as: "in Vild scar" for one name."""

SHORTEST_TERM = 3
"""Fewest letters of a term; shorter ones resemble too many words."""

TEXTS_PER_BATCH = 8
"""Texts that are scored together."""

WordKind = Literal["name", "word", "unknown"]
"""What a heard word is by the lists of names and the vocabulary of its language."""

_CORE = re.compile(r"^(\W*)(.*?)((?:['’]s)?\W*)$", re.DOTALL)


@dataclass(frozen=True)
class TermCandidate:
    """A term that may be the right reading of words `first` to `last` (exclusive)."""

    first: int
    last: int
    term: str

    def proposed(self, words: Sequence[RecognizedWord]) -> tuple[RecognizedWord, ...]:
        """The words as they were heard, with the term proposed for its place."""
        first = replace(words[self.first], heard=self._heard(words), similar=self.term)
        return (*words[: self.first], first, *words[self.first + 1 :])

    def _heard(self, words: Sequence[RecognizedWord]) -> str:
        """What stands in its place, without punctuation around it."""
        old = words[self.first : self.last]
        before, after = _parts(old[0].text)[0], _parts(old[-1].text)[2]
        return _text(old)[len(before) : len(_text(old)) - len(after)]

    def applied(self, words: Sequence[RecognizedWord]) -> tuple[RecognizedWord, ...]:
        """The words with the term in place of the old ones, over their time."""
        old = words[self.first : self.last]
        before, after = _parts(old[0].text)[0], _parts(old[-1].text)[2]
        new = RecognizedWord(
            f"{before}{self.term}{after}",
            old[0].start,
            old[-1].end,
            min(word.probability for word in old),
            heard=self._heard(words),
        )
        return (*words[: self.first], new, *words[self.last :])


@dataclass(frozen=True)
class Speller:
    """What is known of spelling in one recording: the `terms` of the study, the `engine` and its code of the `language`.

    `kind_of` says of a heard word, as it stands in the text, whether it is a name, an everyday word, or neither.
    """

    terms: Sequence[str]
    engine: Engine
    language: str
    kind_of: Callable[[str], WordKind] = lambda word: "unknown"

    def corrected(self, passage: Passage, window: Samples) -> Passage:
        """Correct misrecognized terms to the study's spelling; `window` is the sound that `passage` was decoded from.

        A term has to fit better than what was heard, by however little: see docs/decisions/0031.
        """
        candidates = list(find_candidates(passage.words, self.terms, self._kind))
        if not candidates:
            return passage
        texts = [_text(passage.words), *(_text(candidate.applied(passage.words)) for candidate in candidates)]
        heard, *fits = self._fits(window, texts)
        words, taken = passage.words, [False] * len(passage.words)
        # best first; applied from the end, so that the positions of the others stay valid
        chosen = []
        for fit, candidate in sorted(zip(fits, candidates, strict=True), key=lambda pair: -pair[0]):
            place = slice(candidate.first, candidate.last)
            if fit >= heard - LARGEST_LOSS and not any(taken[place]):
                taken[place] = [True] * (candidate.last - candidate.first)
                chosen.append((candidate, fit > heard))
        for candidate, better in sorted(chosen, key=lambda pair: -pair[0].first):
            words = candidate.applied(words) if better else candidate.proposed(words)
        return replace(passage, words=words)

    def _kind(self, word: str) -> WordKind:
        kind = self.kind_of(word)
        return "word" if kind == "unknown" and self.engine.is_common(word) else kind

    def _fits(self, window: Samples, texts: Sequence[str]) -> list[float]:
        """How well each text fits the sound: its log likelihood."""
        return [
            fit
            for first in range(0, len(texts), TEXTS_PER_BATCH)
            for fit in self.engine.likelihoods(window, texts[first : first + TEXTS_PER_BATCH], self.language)
        ]


def find_candidates(
    words: Sequence[RecognizedWord], terms: Sequence[str], kind_of: Callable[[str], WordKind]
) -> Iterator[TermCandidate]:
    """Find words that resemble a term. A term itself is left alone, and so is any name, and what is everyday words only.

    Of candidates that contain one another the most similar is taken: "met Engvild" resembles "Ingvild" because
    "Engvild" does.
    """
    from rapidfuzz import fuzz

    places = list(_places(words, {term.casefold() for term in terms}, kind_of))
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
    words: Sequence[RecognizedWord], known: set[str], kind_of: Callable[[str], WordKind]
) -> Iterator[tuple[int, int, str]]:
    """Up to `MOST_WORDS` consecutive words that may be one: first, last (exclusive), and their letters."""
    parts = [_parts(word.text) for word in words]
    for first in range(len(words)):
        for last in range(first + 1, min(first + MOST_WORDS, len(words)) + 1):
            heard = [core for _, core, _ in parts[first:last]]
            if any(after for _, _, after in parts[first : last - 1]) or not all(heard):
                break  # punctuation in between: not one word
            kinds = {"name" if core.casefold() in known else kind_of(core) for core in heard}
            if "name" not in kinds and kinds != {"word"}:
                yield first, last, "".join(heard).casefold()


def _parts(text: str) -> tuple[str, str, str]:
    """Punctuation before a word, the word, and what follows it: punctuation and an English genitive."""
    match = _CORE.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _text(words: Sequence[RecognizedWord]) -> str:
    return " ".join(word.text for word in words)
