"""Spellings of a word without its special letters, for forms and for texts alike: `Işık` as `Isik`, `Ħanna` as `Hanna`.

The base letter of a Latin letter is told by Unicode: by its decomposition (é: e), else by its name (LATIN SMALL LETTER H
WITH STROKE: h). Letters with a name of their own follow published transliterations (CLDR, Latin-ASCII; the letters of the
Nordic countries, German, Turkish, Azerbaijani and African languages), several where there are several: ø as oe or o.
Greek and Cyrillic letters lose their accents. Nothing here goes from one script to another.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product

_WORDS = 50_000  # cached: the different words of some hundred interviews
_MOST = 64  # spellings of one word; a name with more letters of several readings is found by the first of each
_LONGEST = 60  # letters; nobody's name is longer

_NORDIC = {"å": "aa", "ø": "oe", "æ": "ae", "ä": "ae", "ö": "oe", "ü": "ue"}
"""Letters that are spelt out, and otherwise lose what makes words differ: `stale` is a word and `Ståle` a name."""
_OF_TEXTS = frozenset("åøæ")
"""Letters of Norwegian: in a text they are written where they are meant, so that `tør` is never read as `Tor`."""

_SEVERAL: dict[str, tuple[str, ...]] = {
    "ß": ("ss", "s"), "œ": ("oe", "o"), "þ": ("th", "t"), "ð": ("d", "dh", "th"), "đ": ("d", "dj"), "ŋ": ("n", "ng"),
    "ə": ("e", "a"), "ĸ": ("q", "k"), "ŉ": ("n",), "ı": ("i",), "ſ": ("s",),
    "č": ("c", "ch"), "ć": ("c", "ch"), "ç": ("c", "ch"), "š": ("s", "sh"), "ş": ("s", "sh"), "ž": ("z", "zh"),
}  # fmt: skip
_NAMED: dict[str, tuple[str, ...]] = {
    "AE": ("ae",), "AIN": ("",), "ALEF": ("",), "ALPHA": ("a",), "BETA": ("b",), "CHI": ("ch", "x"), "DELTA": ("d",),
    "DEZH": ("dzh", "dz"), "ENG": ("n", "ng"), "EPSILON": ("e",), "ESH": ("s", "sh"), "ETH": ("d", "dh", "th"),
    "EZH": ("z", "zh"), "FENG": ("fng",), "GAMMA": ("g", "gh"), "HENG": ("h",), "HORN": ("o", "u"), "HWAIR": ("hw", "hv"),
    "IOTA": ("i",), "KRA": ("q", "k"), "LAMBDA": ("l",), "LEZH": ("l", "lzh"), "OE": ("oe", "o"), "OI": ("gh", "g"),
    "OMEGA": ("o",), "OU": ("ou", "u"), "PHI": ("f", "ph"), "SALTILLO": ("",), "SCHWA": ("e", "a"), "STOP": ("",),
    "TESH": ("ch", "tsh"), "THORN": ("th", "t"), "UPSILON": ("u", "v"), "WYNN": ("w",), "YOGH": ("y", "gh", "z"),
    "YR": ("r",),
}  # fmt: skip
"""Readings of letters by the last word of their name in Unicode."""
_KINDS = frozenset({"LATIN", "SMALL", "CAPITAL", "LETTER", "LIGATURE", "EPIGRAPHIC", "MODIFIER", "SUBSCRIPT"})
_SILENT = frozenset(map(chr, (*range(0x2B9, 0x2C2), *range(0x2C6, 0x2D2), 0x2EC, 0x2EE, 0x7F4, 0x7F5)))
"""Apostrophes and accents that count as letters: `ʻAlī`, and what is left of `ŉ` in capitals."""
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER LETTER")


def spellings(word: str) -> Mapping[str, bool]:
    """The spellings of a word of a name, except the one in hand (casefolded).

    False for one that counts only with a capital letter, because a letter of its own is written as another one.
    """
    return _spelt(word, frozenset())


def readings(word: str) -> Mapping[str, bool]:
    """What a word of a text may be a spelling of, as `spellings`; å, ø and æ are no other letters there."""
    return _spelt(word, _OF_TEXTS)


@lru_cache(maxsize=_WORDS)
def _spelt(word: str, kept: frozenset[str]) -> Mapping[str, bool]:
    if word.isascii() or len(word) > _LONGEST:
        return {}
    letters = [_of_letter(letter, letter in kept) for letter in word.lower() if not unicodedata.combining(letter)]
    count = 1
    for at, of_it in enumerate(letters):
        count *= len(of_it)
        if count > _MOST:
            letters[at:] = [one[:1] for one in letters[at:]]
            break
    found: dict[str, bool] = {}
    for chosen in product(*letters):
        spelt = "".join(text for text, _ in chosen).casefold()  # ς is σ, as in the words of a text
        found[spelt] = found.get(spelt, False) or all(certain for _, certain in chosen)
    own = word.casefold()
    return {spelt: certain for spelt, certain in found.items() if spelt and spelt != own}


@cache
def _of_letter(letter: str, kept: bool) -> tuple[tuple[str, bool], ...]:
    """The readings of a small letter, and whether each is certain. What has none stays as it is."""
    if letter.isascii():
        return ((letter, True),)
    if letter in _NORDIC:
        plain = unicodedata.normalize("NFD", letter)[0]
        bare = {"ø": "o"}.get(letter, plain)
        spelt = (_NORDIC[letter], True)
        return (spelt,) if kept or not bare.isascii() else (spelt, (bare, False))
    if letter in _SEVERAL:
        return tuple((text, True) for text in _SEVERAL[letter])
    if letter in _SILENT:
        return (("", True),)
    return tuple((text, True) for text in _by_unicode(letter)) or ((letter, True),)


def _by_unicode(letter: str) -> tuple[str, ...]:
    """The base letter by decomposition, else by the name of the letter."""
    name = unicodedata.name(letter, "")
    if not any(script in name for script in _ACCENTED):
        return ()
    base = "".join(c for c in unicodedata.normalize("NFKD", letter).lower() if c.isalpha() and c not in _SILENT)
    if base != letter:
        parts = [tuple(text for text, _ in _of_letter(c, kept=False)) for c in base]
        return tuple("".join(chosen) for chosen in product(*parts))
    if "LATIN" not in name and not name.startswith("MODIFIER"):
        return ()
    words = [word for word in name.split(" WITH ")[0].split() if word not in _KINDS]
    for word in reversed(words):
        if word in _NAMED:
            return _NAMED[word]
    short = [word for word in words if len(word) <= 2]
    return (short[0].lower(),) if short else ()
