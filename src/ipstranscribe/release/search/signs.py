"""Signs by what a reader makes of them, from Unicode's data: unseen ones, those over a letter, those between no two words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby

_LAST = 0x20000
"""Beyond this, Unicode has ideographs and the invisible signs of `INVISIBLE` only."""
_OF_TEXT = frozenset("…‥—–―“”„‟‘’‚‛«»‹›¡¿、。，．：；？！")
"""Signs that stand between two words without a space in ordinary text."""

_OF_NOTES = frozenset(map(chr, range(0x1D165, 0x1D173)))
"""The stems and flags of notes, which Unicode takes apart from their heads."""
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef]"
)
"""Format characters, fillers and variation selectors (Unicode, Cf and Default_Ignorable)."""
_VOWELS = (
    r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
"""Vowel signs of Hebrew and Arabic, and the stroke that lengthens an Arabic word: left out as often as written."""
_THIN = "\u2006\u2009\u200a\u202f"
_THIN_GAP = re.compile(rf"(?<=[^\W\d_])[{_THIN}]+(?=[^\W\d_])")
_TAG = re.compile("[\U000e0020-\U000e007e]")
_OVERLAID = r"\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
_EUROPEAN = r"A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
"""Letters of Latin, Greek and Cyrillic: marks on these that belong to other scripts are decoration."""
_DRAWN = re.compile(r"(?:.*\bLATIN (?:CAPITAL|SMALL) LETTER|REGIONAL INDICATOR SYMBOL LETTER) (?P<letter>[A-Z])")


@cache
def invisible() -> frozenset[str]:
    """The signs of `INVISIBLE`, and those that end a line or paragraph in the middle of a line."""
    every = map(chr, (*range(0x80, _LAST), *range(0xE0000, 0xE0200)))
    return frozenset("\u2028\u2029").union(sign for sign in every if INVISIBLE.match(sign))


@cache
def marks() -> frozenset[str]:
    """All marks that are written over, under or around a letter, and the stroke that lengthens an Arabic one."""
    return frozenset("\u0640").union(*(map(chr, _by_category()[category]) for category in ("Mn", "Mc", "Me")))


@cache
def loose_marks() -> re.Pattern[str]:
    """Marks that do not compose with the letter before them: strike-through, any mark on a letter of Europe, vowel signs."""
    return re.compile(rf"(?<=[{_EUROPEAN}])[{inside_class(marks())}]+|[{_OVERLAID}{_VOWELS}]")


@cache
def dashes() -> frozenset[str]:
    """All dashes beyond ASCII."""
    return frozenset(map(chr, _by_category()["Pd"])) | frozenset("−\u2011\u2043")


@cache
def ornaments() -> frozenset[str]:
    """Signs beyond ASCII that separate no words, dashes among them: `Han•ne`, `Han·ne`."""
    every = (chr(code) for category, codes in _by_category().items() if category[0] in "PS" for code in codes)
    return (frozenset(every) - _OF_TEXT) | dashes() | _OF_NOTES


@cache
def digits() -> dict[int, str]:
    """Digits of every script, and drawn ones → ASCII digits."""
    every = ((code, unicodedata.digit(chr(code), None)) for code in range(0x80, _LAST))
    return {code: str(value) for code, value in every if value is not None}


@cache
def drawn() -> dict[int, str]:
    """What Unicode's forms leave, or turn into brackets or blanks: letters in circles and squares, accents by themselves."""
    every = (code for start, end in ((0x249C, 0x2500), (0x1F100, 0x1F200)) for code in range(start, end))
    named = {code: _DRAWN.fullmatch(unicodedata.name(chr(code), "")) for code in every}
    accents = (code for category in ("Sk", "Po", "Pd", "Lm") for code in _by_category()[category])
    apart = {code: "·" for code in accents if unicodedata.normalize("NFKC", chr(code))[0] == " "}
    return apart | {code: found["letter"] for code, found in named.items() if found}


@cache
def lookalikes() -> dict[int, str]:
    """Homoglyphs: letter of another script → similar Latin letter; from Unicode's list, by training/lookalikes.py."""
    source = files(__package__).joinpath("lookalikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines())
    return {ord(letter): latin for latin, letters in rows for letter in letters}


def as_seen(text: str) -> Iterator[str]:
    """`text` without spaces in which a reader sees none; and with what is written in tags, which nobody sees."""
    if any(space in text for space in _THIN):
        yield _THIN_GAP.sub("", text)
    if _TAG.search(text):
        yield _TAG.sub(lambda tag: chr(ord(tag.group()) - 0xE0000), text)


@cache
def _by_category() -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for code in range(0x80, _LAST):
        found[unicodedata.category(chr(code))].append(code)
    return found


def inside_class(signs: Iterable[str]) -> str:
    """Signs as the inside of a character class, in ranges."""
    in_order = enumerate(sorted(map(ord, set(signs))))
    runs = [[code for _, code in run] for _, run in groupby(in_order, key=lambda pair: pair[1] - pair[0])]
    return "".join(f"\\U{run[0]:08x}-\\U{run[-1]:08x}" for run in runs)
