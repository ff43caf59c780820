"""Code pages of before Unicode, told apart by the letters that they give in the words they stand in; never guessed.

The same byte is `ø` in one page, `õ` in a second and a sign in a third. Every page is tried. A reading is *impossible* where
it gives something that no hand writes: a currency or box sign inside a word, a capital inside a lower-case word. It is
*sound* where every letter and sign stands where it may. A text is read only if exactly one reading is possible and that one
is sound, or if exactly one holds words that a language in `languages/` is known by (`på`, `don’t`, `Kåre`).
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from ipstranscribe import languages

PAGES = ("cp1252", "mac_roman", "cp850", "cp865")
"""Python's names of Windows-1252, Mac Roman, DOS Western European and DOS Nordic."""

_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (850)", "cp865": "DOS (865)"}
_ADVICE = 'save it again as "CSV UTF-8" (a table) or UTF-8 (a text)'


class Undecided(ValueError):
    """Bytes that no page, or more than one, gives a meaning; the message says what to do, and quotes nothing."""


class _Grade(IntEnum):
    IMPOSSIBLE = 0
    POSSIBLE = 1
    SOUND = 2


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and its code page; raises Undecided where its letters could be read otherwise, or not at all."""
    readings = _readings(data)
    grades = {text: _grade(text) for text in readings}
    possible = [text for text, grade in grades.items() if grade]
    if not possible:
        raise Undecided(f"its characters are in no known encoding; {_ADVICE}")
    known = [text for text in possible if _known_words(text)]
    chosen = known if len(known) == 1 else possible
    if len(chosen) > 1:
        named = " or ".join(_NAMES[readings[text]] for text in possible)
        raise Undecided(f"its letters could be read as {named}, and mean something else in each; {_ADVICE}")
    if grades[chosen[0]] is not _Grade.SOUND:
        raise Undecided(f"some of its letters stand where none are expected; {_ADVICE}")
    return chosen[0], readings[chosen[0]]


def is_accident(text: str, data: bytes) -> bool:
    """Whether `text`, decoded from `data` as UTF-8, is that by accident: a few letters of two scripts in one word."""
    beyond = [at for at, sign in enumerate(text) if not sign.isascii()]
    if not beyond or len(beyond) > _FEW or not all(_is_mixed_in(text, at) for at in beyond):
        return False
    return any(_grade(reading) for reading in _readings(data))


_FEW = 3


def _is_mixed_in(text: str, at: int) -> bool:
    """Whether something other than a Latin letter stands beside a letter."""
    if unicodedata.name(text[at], "").startswith("LATIN"):
        return False
    return any(one.isascii() and one.isalpha() for one in (text[at - 1 : at], text[at + 1 : at + 2]))


def _readings(data: bytes) -> dict[str, str]:
    """The texts that the pages make of `data`, each with the first page that gives it."""
    readings: dict[str, str] = {}
    for page in PAGES:
        try:
            readings.setdefault(data.decode(page), page)
        except UnicodeDecodeError:
            continue
    return readings


# Words that tell.

_ENOUGH = 4
"""Letters that words which tell must have together: two words of two letters, or one of four."""
_APOSTROPHE = re.compile(r"[OD]’[^\W\d_a-z][a-z]+|[A-Za-z]+[ykwhx]’s")
"""`O’Brien` and `Mary’s`: no language has an accented letter in this place."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(word for word in languages.words_with_letters_of_its_own() if len(word) > 1)


def _known_words(text: str) -> bool:
    """Whether the text holds a word that a language is known by, in one of the ways in which words are written."""
    told = {word for word in _WORD.findall(text) if not word.isascii() and _tells(word)}
    return sum(map(len, told)) >= _ENOUGH


def _tells(word: str) -> bool:
    if _APOSTROPHE.fullmatch(word):
        return True
    return word.lower() in _telling_words() and word in (word.lower(), word.capitalize(), word.upper())


# How letters and signs stand.

_VOWELS = frozenset("aeiouyıæøåäöüáàâãéèêëíìîïóòôõúùûýœ")
_LETTERS = frozenset("æøåäöüáàâãéèêëíìîïóòôõúùûñçßðþýÿšžœı")
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "æøåäöüéèêóòôàáï",  # Norwegian, Swedish, Danish, Sámi
            "áíóúýðþæöøéå",  # Icelandic, Faroese
            "äöüßõšžéàâê",  # German, Finnish, Estonian
            "àâæçéèêëïîôùûüÿœñ",  # French, Breton
            "áéíóúüñàèòïç",  # Spanish, Catalan, Galician
            "áâãàçéêíóôõúü",  # Portuguese
            "àèéìíòóùúáî",  # Italian, Irish, Scottish Gaelic
            "çöüıâîû",  # Turkish
            "áéíóúýôäöüšžë",  # Slavic, Hungarian and Albanian names, as far as the pages hold them
            "ëïéèêäöüçâôîû",  # Dutch, Welsh, Albanian
        ),
    )
)
"""Letters beyond a to z that stand together in words of one language or its neighbours."""
_CORE = frozenset("ÆØÅÄÖÜÉ")
"""Capitals that may stand inside a name of two words run together (`NordØst`)."""
_ALONE = frozenset("åøæàéèêóòíáýúäöüë")
"""Letters that are words by themselves."""
_CHUNK = re.compile(r"[^\x00-\x20;|\"/()\[\]<>=]*[^\x00-\x7f][^\x00-\x20;|\"/()\[\]<>=]*")
_PARTNERS = {
    "¿": "?",
    "¡": "!",
    "“": "„”",
    "”": "“„”",
    "»": "«»",
    "«": "»«",
    "›": "‹",
    "‹": "›",
    "‘": "’‚",
    "„": "“”",
    "‚": "‘’",
}
_SIGNS_ALONE = frozenset("–—…°½¼¾§©®™†‡•·«»‹›“”„‘’‚£€¥±×÷µ²³¹‰¶ºª¿¡\u00a0")
"""Signs that people write; any other one is a sign of a wrong page."""
_JOINS = frozenset("’–—…\u00a0·")
"""Signs that may stand between two letters."""
_AFTER_LETTER = frozenset("’”»›“‘«™®©²³¹ºª°…–—\u00a0")
_BEFORE_LETTER = frozenset("“‘„‚«‹’”»¿¡•…–—\u00a0µ°")
_NEVER_FIRST = frozenset("ÿÏßðãı")
"""These begin no word; `ï` does not as a capital."""


def _grade(text: str) -> _Grade:
    """How well the letters and signs beyond ASCII stand in a reading; the worst place counts."""
    grade = _Grade.SOUND
    signs = frozenset(text)
    for chunk in dict.fromkeys(_CHUNK.findall(unicodedata.normalize("NFC", text))):
        for found in (*_words(chunk), *_signs(chunk, signs, text)):
            grade = min(grade, found)
            if not grade:
                return grade
    return grade


def _words(chunk: str) -> Iterator[_Grade]:
    for found in _WORD.finditer(chunk):
        for word in re.split("['’]", found.group()):
            if not word.isascii():
                yield _Grade.SOUND if _in_one_alphabet(word) else _Grade.POSSIBLE
                yield min(_shape(word), *(_letter(word, at) for at, sign in enumerate(word) if not sign.isascii()))
                before = chunk[: found.start()][-1:]
                if len(word) == 1 and word.lower() not in _ALONE:
                    yield _Grade.POSSIBLE if before else _Grade.IMPOSSIBLE


_SOUND_SHAPE = re.compile(r"[lm]+|[UV]+|[UV][lm]+")
_RUN_TOGETHER = re.compile(r"[UV][lm]+(?:[UC][lm]+)+|U{2,}[lm]+|[lm]+U[lm]+|U{2,}(?:[UV]*k[UV]*)+|Uk+U[UkV]*")
"""`NordØst`, `TVene`, `deMän`, and what old programs made of capitals: `TROMSø`."""


def _shape(word: str) -> _Grade:
    """Capitals and small letters: U, l of ASCII; V, m beyond it; C, k those beyond it that are common."""
    shape = "".join(_case(sign) for sign in word)
    if _SOUND_SHAPE.fullmatch(shape.replace("C", "V").replace("k", "m")):
        return _Grade.SOUND
    if any(_RUN_TOGETHER.fullmatch(one) for one in _shape_readings(shape)):
        return _Grade.POSSIBLE
    return _Grade.IMPOSSIBLE


def _shape_readings(shape: str) -> Iterator[str]:
    """A common letter counts as such, and as any letter beyond ASCII."""
    yield shape
    yield shape.replace("k", "m")
    yield shape[:1].replace("C", "V") + shape[1:].replace("k", "m")


def _in_one_alphabet(word: str) -> bool:
    """Whether one language has all letters of a word; else it is more likely one of a page that is not tried."""
    letters = {sign for sign in word.lower() if not sign.isascii()}
    return any(letters <= alphabet for alphabet in _ALPHABETS)


def _case(sign: str) -> str:
    if sign.isascii():
        return "U" if sign.isupper() else "l"
    if sign.isupper():
        return "C" if sign in _CORE else "V"
    return "k" if sign.upper() in _CORE else "m"


def _letter(word: str, at: int) -> _Grade:
    """How well a letter beyond ASCII stands at its place in a word."""
    sign, before = word[at], word[at - 1 : at].lower()
    small = sign.lower()
    if small not in _LETTERS or (at == 0 and sign in _NEVER_FIRST):
        return _Grade.IMPOSSIBLE
    if sign == "Ï" and before not in _VOWELS:
        return _Grade.IMPOSSIBLE
    if small == "œ" and before in _VOWELS and at:
        return _Grade.IMPOSSIBLE
    if small == "ß" and before not in _VOWELS:
        return _Grade.IMPOSSIBLE
    if small == "ÿ":
        return _Grade.SOUND if before in _VOWELS and sign == "ÿ" else _Grade.POSSIBLE
    return _Grade.SOUND


def _signs(chunk: str, all_signs: frozenset[str], text: str) -> Iterator[_Grade]:
    for at, sign in enumerate(chunk):
        if sign in "ªº" or not (sign.isascii() or sign.isalpha()):
            yield _sign(sign, chunk[:at][-1:], chunk[at + 1 :][:1], all_signs, text)


def _sign(sign: str, before: str, after: str, all_signs: frozenset[str], text: str) -> _Grade:
    """How well a sign stands between what is before and after it."""
    if sign not in _SIGNS_ALONE:  # frames of DOS are runs of signs
        return _Grade.POSSIBLE if _is_frame(sign) and _is_frame(after or before) else _Grade.IMPOSSIBLE
    left, right = before.isalpha(), after.isalpha()
    if left and right:
        return _between(sign, before, after)
    if (left and sign not in _AFTER_LETTER) or (right and sign not in _BEFORE_LETTER):
        return _Grade.IMPOSSIBLE
    if sign in "®©¹³ª°" and left:
        return _after_letter(sign, before)
    if sign in _PARTNERS and (left or right):
        return _quotation(sign, text, all_signs)
    return _Grade.SOUND


def _after_letter(sign: str, before: str) -> _Grade:
    """How well a sign that rarely follows a letter stands there: `m³`, `n°`."""
    if sign == "°" and before not in "nN":
        return _Grade.IMPOSSIBLE
    return _Grade.SOUND if sign == "³" and before == "m" else _Grade.POSSIBLE


def _is_frame(sign: str) -> bool:
    return "\u2500" <= sign <= "\u259f"


def _between(sign: str, before: str, after: str) -> _Grade:
    if sign in _JOINS:
        plain = sign != "·" or before == after == "l"
        return _Grade.SOUND if plain else _Grade.IMPOSSIBLE
    return _Grade.POSSIBLE if sign == "‘" and before.lower() in _VOWELS else _Grade.IMPOSSIBLE


def _quotation(sign: str, text: str, all_signs: frozenset[str]) -> _Grade:
    """Quotation marks come in pairs."""
    partners = set(_PARTNERS[sign]) & all_signs
    if sign in partners and text.count(sign) < 2:
        partners.discard(sign)
    if partners:
        return _Grade.SOUND
    return _Grade.POSSIBLE if sign in "“”‘„" else _Grade.IMPOSSIBLE
