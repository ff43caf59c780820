"""Annotated interviews as speech recognition might write them: small letters, no punctuation, misheard names.

    python benchmarks/distortion.py FOLDER OUT [--share 0.5] [--seed 1]

Everything is lower-cased. Apostrophes inside words stay (`i'm`), other punctuation between two letters or digits becomes
a space (`liv-torunn` → `liv torunn`), the rest goes. Of the mentions of persons, places and organisations every one is,
with probability `share`, changed in one place by one rule of `RULES` that fits; names of up to three letters are left.
The same interview, seed and share always give the same text. Annotations move along, so the result is as valid as what
was given. Real recognizers garble names more, but not so that one could say what is right.
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from annotated import Json, files

SHARE = 0.5
NAMES = frozenset({"person", "place", "org"})
SHORTEST = 4
"""Letters; a shorter name is left as it is."""
LONG = 7
"""Letters; a name as long may be heard as two words, each of three letters or more."""
SPANS = ("identifiers", "units")
"""What of a turn points into its text."""

_VOWELS = {"e": "iaæ", "i": "e", "o": "uåø", "u": "o", "a": "e", "å": "o", "ø": "o", "æ": "e"}
_CONSONANTS = {"c": ("k",), "k": ("c", "g"), "g": ("k",), "v": ("w", "f"), "w": ("v", "f"), "f": ("v", "w")}
_CONSONANTS |= {"d": ("t",), "t": ("d", "th"), "th": ("t",), "s": ("z",), "z": ("s",)}

Rule = Callable[[str], Iterable[str]]
"""A name in small letters → every way in which the rule can change it in one place; none if it does not fit."""


def main() -> None:
    """Write the distorted interviews of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=SHARE)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for one in files(options.folder):
        text = json.dumps(distorted(one, seed=options.seed, share=options.share), ensure_ascii=False, indent=1)
        (options.out / f"{one['id']}.json").write_text(text, encoding="utf-8")


def distorted(interview: Json, *, seed: int = 1, share: float = SHARE) -> Json:
    """`interview` (format: annotated.py) with other texts and the same annotations at their new places."""
    chance = random.Random(f"{seed} {interview['id']}")
    return {**interview, "turns": [_distorted(turn, chance, share) for turn in interview["turns"]]}


def _distorted(turn: Json, chance: random.Random, share: float) -> Json:
    """Letters and punctuation first, then the names; where every character of the old text went is kept along."""
    plain, places = _plain(turn["text"])
    pieces, grown = [], [0] * (len(plain) + 1)  # by how much the text before an offset of `plain` has grown
    at = 0
    for one in sorted(turn["identifiers"], key=lambda one: int(one["start"])):
        start, end = _trimmed(plain, places[one["start"]], places[one["end"]])
        heard = plain[start:end]
        if one["type"] in NAMES and chance.random() < share:
            heard = misheard(heard, chance)
        pieces += [plain[at:start], heard]
        grown[end] += len(heard) - (end - start)
        at = end
    shifts = list(accumulate(grown))
    text = "".join([*pieces, plain[at:]])
    moved = [place + shifts[place] for place in places]
    return {**turn, "text": text, **{what: _moved(turn[what], text, moved) for what in SPANS if what in turn}}


def _moved(spans: Iterable[Json], text: str, moved: list[int]) -> list[Json]:
    """Spans of the old text as spans of `text`; what held nothing but punctuation is left out."""
    kept = []
    for span in spans:
        start, end = _trimmed(text, moved[span["start"]], moved[span["end"]])
        if start < end:
            kept.append({**span, "start": start, "end": end, **({"text": text[start:end]} if "text" in span else {})})
    return kept


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


# --- letters and punctuation ------------------------------------------------------------------------------------------


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` without capitals and punctuation, and where each of its characters, and its end, went."""
    written: list[str] = []
    places = []
    for at in range(len(text)):
        places.append(len(written))
        one = _written(text, at)
        written += "" if one == " " and (not written or written[-1] == " ") else one
    if written and written[-1] == " ":
        written.pop()
    return "".join(written), [min(place, len(written)) for place in [*places, len(written)]]


def _written(text: str, at: int) -> str:
    here, beside = text[at], text[max(0, at - 1) : at + 2]
    if here.isalnum():
        return here.lower()
    if here.isspace():
        return " "
    if len(beside) < 3 or not (beside[0].isalnum() and beside[2].isalnum()):
        return ""
    return here if here in "'’" else " "


# --- names ------------------------------------------------------------------------------------------------------------


def misheard(name: str, chance: random.Random) -> str:
    """`name` (small letters) changed in one place, or as it is if no rule fits."""
    fitting = [found for rule in RULES if (found := sorted({*rule(name)} - {name}))]
    return chance.choice(chance.choice(fitting)) if fitting else name


def _in_a_word(change: Callable[[str], Iterable[str]]) -> Rule:
    """The rule that changes one word of a name; short words and words with digits are left."""

    def rule(name: str) -> Iterator[str]:
        for word in re.finditer(rf"[^\W\d_]{{{SHORTEST},}}", name):
            for changed in change(word.group()):
                yield name[: word.start()] + changed + name[word.end() :]

    return rule


def _single_for_double(word: str) -> Iterator[str]:
    for double in re.finditer(r"(.)\1", word):
        yield word[: double.start()] + word[double.start() + 1 :]


def _double_for_single(word: str) -> Iterator[str]:
    for single in re.finditer(r"(?<=.)([bdfgklmnprst])(?<!\1\1)(?!\1)", word):
        yield word[: single.end()] + word[single.start() :]


def _neighbouring_vowel(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        yield from (word[:at] + other + word[at + 1 :] for other in _VOWELS.get(letter, ""))


def _like_consonant(word: str) -> Iterator[str]:
    for consonant in re.finditer("th|[ckgvwfdtsz]", word):
        for other in _CONSONANTS[consonant.group()]:
            yield word[: consonant.start()] + other + word[consonant.end() :]


def _silent_h(word: str) -> Iterator[str]:
    """Dropped after or before a consonant and at the end, added after a last a."""
    for silent in re.finditer(r"(?<=[^aeiouyæøå])h|h(?=[^aeiouyæøå]|$)", word):
        yield word[: silent.start()] + word[silent.end() :]
    if word.endswith("a"):
        yield word + "h"


def _last_letter_dropped(word: str) -> Iterator[str]:
    yield word[:-1]


def _heard_as_two(word: str) -> Iterator[str]:
    if len(word) >= LONG:
        yield from (f"{word[:at]} {word[at:]}" for at in range(3, len(word) - 2))


def _heard_as_one(name: str) -> Iterator[str]:
    """Two words joined."""
    if re.fullmatch(r"[^\W\d_]{2,} [^\W\d_]{2,}", name):
        yield name.replace(" ", "")


RULES: tuple[Rule, ...] = (
    _in_a_word(_single_for_double),
    _in_a_word(_double_for_single),
    _in_a_word(_neighbouring_vowel),
    _in_a_word(_like_consonant),
    _in_a_word(_silent_h),
    _in_a_word(_last_letter_dropped),
    _in_a_word(_heard_as_two),
    _heard_as_one,
)
"""One is chosen among those that fit, then one of its ways; all alike likely."""

if __name__ == "__main__":
    main()
