"""Spellings out of the tables of Unicode: every letter, mark, space, dash, sign and digit that may stand for or in a name."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files

from .trick import NAME, Trick, typed

SIGNS = tuple(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs"))
_BEFORE, _AFTER = "Ba", "dog"
"""Around a letter of a name: `Ba?dog`."""
_OF_NAMES = re.compile(r"(?:.*\bLATIN|REGIONAL INDICATOR|MODIFIER LETTER)\b.*? (?P<letter>[A-Z])(?: WITH .*)?")
"""A letter by the end of its name: LATIN LETTER SMALL CAPITAL H, NEGATIVE CIRCLED LATIN CAPITAL LETTER H."""
_APOSTROPHES = re.compile(
    r"(?<!BY )APOSTROPHE|QUOTATION MARK|PRIME|ACUTE ACCENT|GRAVE ACCENT|TURNED COMMA|SALTILLO|QUOTE"
)
_MARKS = ("Mn", "Mc", "Me")
_PHONE, _EMAIL = "684 41 709", "kari.nordmo@firma.example"


def every() -> Iterator[Trick]:
    """All spellings."""
    yield from _letters()
    yield from _lookalikes()
    yield from _inside()
    yield from _between()
    yield from _digits()
    yield from _cases()
    yield from _scripts()
    yield from _bidirectional()


def _letters() -> Iterator[Trick]:
    """A letter of the name in another shape, by how Unicode comes from one to the other."""
    for sign in SIGNS:
        if sign.isascii():
            continue
        plain, shape = unicodedata.normalize("NFKC", sign), unicodedata.decomposition(sign)
        kind = shape.split(">")[0].lstrip("<") if shape.startswith("<") else "canonical"
        if len(plain) <= 3 and plain.isascii() and plain.isalpha():
            yield typed(f"letters of another shape: {kind}", _name(sign), _in_name(sign), _in_name(plain.lower()))
            continue
        named = _OF_NAMES.fullmatch(_name(sign)) if len(plain) == 1 else None
        if named and not plain.isascii() and not _name(sign).startswith("TAG"):
            what = _kind_of_name(_name(sign))
            yield typed(
                f"letters by their names: {what}", _name(sign), _in_name(sign), _in_name(named["letter"].lower())
            )


def _kind_of_name(name: str) -> str:
    for words in (
        "COMBINING",
        "SMALL CAPITAL",
        "NEGATIVE",
        "SQUARED",
        "CIRCLED",
        "PARENTHESIZED",
        "REGIONAL",
        "MODIFIER",
    ):
        if words in name:
            return words.lower()
    return "with a sign" if " WITH " in name else "turned, open and others"


def _lookalikes() -> Iterator[Trick]:
    """Letters of other scripts that look the same (Unicode's list of confusable letters)."""
    listed = files("ipstranscribe.release.search").joinpath("lookalikes.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        latin, letters = line.split("\t")
        for letter in letters:
            script = (
                "Greek" if "GREEK" in _name(letter) else "Cyrillic" if "CYRILLIC" in _name(letter) else "other scripts"
            )
            yield typed(f"letters that look alike: {script}", _name(letter), _in_name(letter), _in_name(latin))


def _inside() -> Iterator[Trick]:
    """A sign in the midst of the name, and the same sign between all letters."""
    for sign in SIGNS:
        category, name = unicodedata.category(sign), _name(sign)
        plain = unicodedata.normalize("NFKC", sign)
        if _OF_NAMES.fullmatch(name) or (category[0] in "PS" and any(map(str.isalnum, plain))):
            continue  # it is a letter for whoever reads it
        amid = NAME[:2] + sign + NAME[2:]
        if category in _MARKS:
            yield typed("a mark on a letter", name, amid)
            yield typed("a mark on every letter", name, "".join(letter + sign for letter in NAME))
        elif category in ("Cf", "Cc") and not sign.isspace():
            yield typed("an invisible sign inside", name, amid)
            yield typed("invisible signs between letters", name, sign.join(NAME))
        elif category == "Pd":
            yield typed("a dash inside", name, amid)
        elif category == "Zs":
            yield typed(f"a space inside: {'thin' if _is_thin(sign) else 'wide'}", name, amid)
        elif category[0] in "PS":
            kind = "of text" if _OF_TEXT.issuperset(plain) else "other"
            yield typed(f"a sign inside: {kind}", name, amid)
        if category[0] in "PZS":
            yield typed("a sign between all letters", name, sign.join(NAME))


_OF_TEXT = frozenset("!\"#$%&'()+,./:;<=>?@[]…‥—–―“”„‟‘’‚‛«»‹›¡¿、。，．：；？！")
"""Signs that stand between two words without a space in ordinary text."""


def _is_thin(space: str) -> bool:
    return any(word in _name(space) for word in ("THIN", "HAIR", "SIX-PER-EM", "NARROW"))


def _between() -> Iterator[Trick]:
    """Every space, dash, apostrophe and full stop where a name has one."""
    for sign in SIGNS:
        category, name = unicodedata.category(sign), _name(sign)
        if category[0] == "Z" or "BLANK" in name or "FILLER" in name:
            yield typed("a space between the names", name, f"Kari{sign}Nordmo", "Kari Nordmo")
        if category == "Pd" or "HYPHEN" in name or "MINUS SIGN" in name:
            yield typed("a dash between the names", name, f"Siv{sign}Torunn", "Siv-Torunn")
        if (
            _APOSTROPHES.search(name)
            and not _OF_NAMES.fullmatch(name)
            and "IZHITSA" not in name
            and "QUADRUPLE" not in name
        ):
            yield typed("an apostrophe", name, f"O{sign}Rafferty", "O’Rafferty")
        if category in ("Ps", "Pe", "Pi", "Pf"):
            yield typed("brackets and quotes around", name, f"{sign}{NAME}{sign}")


def _digits() -> Iterator[Trick]:
    """A digit of a known number in another shape, and the signs of an address."""
    for sign in SIGNS:
        value, plain = unicodedata.digit(sign, None), unicodedata.normalize("NFKC", sign)
        if value is not None and not sign.isascii() and str(value) in "684170":
            script = "decimal" if unicodedata.category(sign) == "Nd" else "drawn"
            written = _PHONE.replace(str(value), sign)
            yield typed(f"digits: {script}", _name(sign), written, _PHONE, "phone")
        if plain in (".", "@") and sign != plain:
            yield typed("signs of an address", _name(sign), _EMAIL.replace(plain, sign), _EMAIL, "email")


def _cases() -> Iterator[Trick]:
    """A name with every letter that has a case, by every rule of upper and lower case."""
    rules: dict[str, Callable[[str], str]] = {
        **{"upper": str.upper, "lower": str.lower, "title": str.title, "swapped": str.swapcase, "folded": str.casefold}
    }
    for sign in SIGNS:
        if sign.isalpha() and sign.upper() != sign.lower() and unicodedata.normalize("NFKC", sign) == sign:
            form = f"{_BEFORE}{sign}{sign}{_AFTER}"
            for rule, change in rules.items():
                if change(form) != form:
                    yield typed(f"case: {rule}", _name(sign), change(form), form)
    for rule, written in {
        "Turkish upper": "HASİBE IŞIK",
        "Turkish lower": "hasibe ışık",
        "dots lost": "HASIBE ISIK",
    }.items():
        yield typed("case: other rules", rule, written, "Hasibe Işık")
    yield typed("case: other rules", "Dutch ij", "IJsbrand", "Ĳsbrand")
    yield typed("case: other rules", "sharp s in capitals", "WEISSHAUPT", "Weißhaupt")
    yield typed("case: other rules", "capital sharp s", "WEIẞHAUPT", "Weißhaupt")
    yield typed("case: other rules", "final sigma", "ΝΙΚΟΣ", "Νίκος")


def _scripts() -> Iterator[Trick]:
    """A name of the first letters of every script, as it is and in Unicode's other forms of the same letters."""
    letters: dict[str, list[str]] = {}
    for sign in SIGNS:
        if (
            unicodedata.category(sign) in ("Lo", "Ll", "Lu")
            and unicodedata.normalize("NFKC", sign) == sign
            and not sign.isascii()
        ):
            letters.setdefault(_name(sign).split()[0], []).append(sign)
    for script, signs in letters.items():
        if len(signs) >= 6:
            form = "".join(signs[:6:2]) + " " + "".join(signs[1:6:2])
            yield typed("names in every script: as it is", script, form, form)
            yield typed("names in every script: decomposed", script, unicodedata.normalize("NFD", form), form)
            yield typed("names in every script: in quotes", script, f"«{form}»", form)


def _bidirectional() -> Iterator[Trick]:
    """The name from right to left, after every control that turns what follows; and in tags, which nobody sees."""
    yield typed("tags", "the name in tags", "so" + "".join(chr(0xE0000 + ord(letter)) for letter in NAME) + " then")
    for name, sign in (
        ("override", "\u202e"),
        ("override in an isolate", "\u2066\u202e"),
        ("after a mark", "\u200f\u202e"),
    ):
        for end in ("", "\u202c", "\u202c\u2069"):
            yield typed("right to left", f"{name} {end!a}", f"{sign}{NAME[::-1]}{end}")


def _in_name(letter: str) -> str:
    return _BEFORE + letter + _AFTER


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
