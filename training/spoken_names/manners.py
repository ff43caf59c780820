"""The four manners in which talk is written: with capitals, in small letters, without punctuation, and misheard."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from misheard import Misheard
from talk import Names, Sentence

from ipstranscribe.pseudonymize.recognizers.talk_network import TAGS
from ipstranscribe.pseudonymize.recognizers.talk_words import words_of_talk

FILLERS = {
    "en": ("um", "uh", "you know", "like", "i mean", "er", "well", "so", "kind of"),
    "nb": ("eh", "altså", "liksom", "øh", "på en måte", "ja", "da"),
}
_NO_SPACE = re.compile(r"[.,?!;:)»]|['’](?:s|m|d|t|ll|re|ve|em)")
_HELD = re.compile(r"[-(«/]")


@dataclass(frozen=True)
class Manner:
    """How a turn is written."""

    small: bool
    plain: bool
    """Without punctuation."""
    misheard: float
    """Share of the names that are misheard."""


MANNERS = (
    (0.36, Manner(small=False, plain=False, misheard=0.06)),
    (0.10, Manner(small=True, plain=False, misheard=0.2)),
    (0.42, Manner(small=True, plain=True, misheard=0.4)),
    (0.12, Manner(small=False, plain=True, misheard=0.1)),
)
CASED, SMALL = MANNERS[0][1], Manner(small=True, plain=True, misheard=0.0)


class Writer:
    """Writes turns by chance in one of the manners, with other names and with fillers."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language, self.chance = language, chance
        self._misheard = Misheard(language, chance)
        self._names = Names(language, chance)

    def turn(self, sentences: Sequence[Sentence], *, swapped: float) -> tuple[str, list[int]]:
        """A text, and the tag of each of its words; `swapped` is the share of names that others take the place of."""
        shares, manners = [share for share, _ in MANNERS], [manner for _, manner in MANNERS]
        manner = self.chance.choices(manners, shares)[0]
        pieces: Sentence = []
        for sentence in sentences:
            named = self._renamed(sentence, swapped, manner.misheard)
            pieces += self._hesitating(named) if self.chance.random() < 0.6 else named
        return written(pieces, manner, drop_apostrophes=manner.plain and self.chance.random() < 0.5)

    def _renamed(self, sentence: Sentence, swapped: float, misheard: float) -> Sentence:
        done: Sentence = []
        at = 0
        while at < len(sentence):
            word, tag = sentence[at]
            end = at + 1
            if tag is None:
                done.append((word, None))
                at = end
                continue
            while end < len(sentence) and (sentence[end][1] or "").startswith("I-"):
                end += 1
            words, kind = [one for one, _ in sentence[at:end]], tag[2:]
            if self.chance.random() < swapped:
                words = self._another(words, kind)
            if self.chance.random() < misheard:
                words = [
                    _like(new, words[0])
                    for new in self._misheard.name([w.casefold() for w in words if w.isalnum()] or words)
                ]
            done += [(one, f"{'I' if number else 'B'}-{kind}") for number, one in enumerate(words)]
            at = end
        return done

    def _another(self, words: list[str], kind: str) -> list[str]:
        genitive = "s" if self.language == "nb" and words[-1].endswith("s") and self.chance.random() < 0.3 else ""
        if kind == "person":
            short = len(words) == 1 or self.chance.random() < 0.3
            given = short and self.chance.random() < 0.85
            longer = self._names.full if len(words) > 1 else self._names.surname
            new = self._names.given() if given else longer()
        elif kind == "place":
            new = self._names.place()
        elif self.chance.random() < 0.5:
            new = self._names.organisation()
        else:
            return words
        return [*(one.capitalize() for one in new[:-1]), new[-1].capitalize() + genitive]

    def _hesitating(self, sentence: Sentence) -> Sentence:
        done: Sentence = []
        for number, (word, tag) in enumerate(sentence):
            inside = (tag or "").startswith("I-")
            free = not inside and not _NO_SPACE.fullmatch(word)
            if free and self.chance.random() < 0.035:
                done += [(one, None) for one in self.chance.choice(FILLERS[self.language]).split()]
            done.append((word, tag))
            last = number + 1 == len(sentence) or not (sentence[number + 1][1] or "").startswith("I-")
            if free and word.isalpha() and last and (tag or "B").startswith("B") and self.chance.random() < 0.015:
                done.append((word, tag))
        return done


def _like(word: str, model: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def written(pieces: Sentence, manner: Manner, *, drop_apostrophes: bool) -> tuple[str, list[int]]:
    """The text of a turn in a manner, and the number of the tag of each of its words."""
    text, spans, glued = "", [], True
    for word, tag in pieces:
        said = word.lower() if manner.small else word
        if manner.plain:
            said = re.sub(r"[^\w'’\s]", " ", said).strip()
            if drop_apostrophes:
                said = re.sub(r"['’]", "", said)
        if not said or (manner.plain and not any(letter.isalnum() for letter in said)):
            continue
        joined = word.startswith(("'", "’")) or _NO_SPACE.fullmatch(said)
        text += "" if glued or joined or not text else " "
        start = spans[-1][0] if joined and manner.plain and drop_apostrophes and spans and spans[-1][2] else len(text)
        text += said
        if tag:
            spans.append((len(text) - len(said), len(text), tag))
        elif start != len(text) - len(said):  # `joys`: the name and its s are one word
            spans[-1] = (start, len(text), spans[-1][2])
        glued = bool(_HELD.fullmatch(said)) or (glued and not text)
    return text, [_tag(one.start, one.end, spans) for one in words_of_talk(text)]


def _tag(start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> int:
    for begin, stop, tag in spans:
        if begin <= start and end <= stop:
            return TAGS.index(tag if start == begin or tag[0] == "I" else f"I{tag[1:]}")
    return 0
