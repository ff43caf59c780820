"""How a person, a program or an accident may write an identifier otherwise, so that a reader still sees who is meant.

A variant is a function from an identifier to a text, None where it does not apply: a number has no genitive, and nobody
hyphenates a name of two letters. A new variant is a line of a table.
"""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from ipstranscribe.model import Category

from .identifiers import Identifier

Variant = Callable[[Identifier], str | None]

NAMES: frozenset[Category] = frozenset({"person", "organisation", "place"})
_MARKS = "".join(map(chr, (*range(0xAD, 0xAE), *range(0x200B, 0x2010), *range(0x202A, 0x202F))))
"""What identifiers may hold that nobody sees."""
_WORD = re.compile(r"[^\W\d_]+")
_CASED = re.compile("[a-zß-ÿα-ωа-я]")
_LONG = 5  # letters; shorter words are not broken at a line end, and too short for spaced letters to say a name
_GLUED = 6  # letters of a name that is recognised inside a longer word
_CYRILLIC = str.maketrans("aceiopxyABCEHKMOPTXjs", "асеіорхуАВСЕНКМОРТХјѕ")
_GREEK = str.maketrans("oviABEHIKMNOPTXZY", "ονιΑΒΕΗΙΚΜΝΟΡΤΧΖΥ")
_SPELLED_OUT = str.maketrans(
    {"ø": "oe", "å": "aa", "æ": "ae", "ü": "ue", "ö": "oe", "ß": "ss", "Ø": "Oe", "Å": "Aa", "Æ": "Ae"}
)
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ł": "l", "Ł": "L", "ð": "d", "þ": "th", "Þ": "Th", "ß": "ss"}
)


def _name(write: Callable[[str], str]) -> Variant:
    """A variant of names of people, employers and places."""
    return lambda one: write(one.text) if one.category in NAMES else None


def _all(write: Callable[[str], str]) -> Variant:
    return lambda one: write(one.text)


def _in_words(change: Callable[[str], str], shortest: int = 2) -> Variant:
    """A variant of names that changes every word, so that none is left by which the name would be found anyway.

    None where a word is shorter than `shortest` letters: so little is no trace of a name any more.
    """

    def write(one: Identifier) -> str | None:
        if one.category not in NAMES or min(map(len, _WORD.findall(_bare(one.text)))) < shortest:
            return None
        return _WORD.sub(lambda match: change(match.group()), _bare(one.text))

    return write


def _inside(mark: str, after: str = "", shortest: int = 2) -> Variant:
    """`mark` in the middle of every word, and `after` after the next letter."""

    def change(word: str) -> str:
        at = len(word) // 2
        return word[:at] + mark + word[at : at + 1] + after + word[at + 1 :]

    return _in_words(change, shortest)


def _spaced(sign: str, gap: str) -> Variant:
    """The letters of a name one by one; None for a name that has too few for that."""

    def variant(one: Identifier) -> str | None:
        words = _WORD.findall(_bare(one.text))
        short = one.category not in NAMES or min(map(len, words)) < _LONG
        return None if short else gap.join(sign.join(word) for word in words)

    return variant


def _glued(write: Callable[[str], str]) -> Variant:
    """A variant that runs words together; None for a name of so few letters that they might be part of any word."""

    def variant(one: Identifier) -> str | None:
        letters = sum(map(len, _WORD.findall(one.text)))
        return write(_bare(one.text)) if one.category in NAMES and letters >= _GLUED else None

    return variant


def _bare(text: str) -> str:
    """A name without invisible marks, as people and programs that write it anew write it."""
    return text.translate(dict.fromkeys(map(ord, _MARKS)))


def _plain_letters(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(c for c in bare if not unicodedata.combining(c))


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _mathematical(text: str) -> str:
    """Bold letters of mathematics, as people decorate names on the web."""
    small, large = 0x1D41A - ord("a"), 0x1D400 - ord("A")
    return "".join(chr(ord(c) + (small if c.islower() else large)) if c.isascii() and c.isalpha() else c for c in text)


def _camel(text: str) -> str:
    words = re.findall(r"\w+", text)
    return "".join(word[0].upper() + word[1:] for word in words) + "Intervju"


def _surname_first(text: str) -> str:
    given, _, surname = text.rpartition(" ")
    return f"{surname}, {given}"


def _misread(text: str) -> str:
    """Letters of Europe, which are two bytes of UTF-8, as old programs show them."""
    return "".join(c.encode().decode("latin-1") if ord(c) < 0x800 else c for c in text)


# --- numbers, addresses of the net ------------------------------------------------------------------------------------


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _grouped(sign: str, *sizes: int) -> Callable[[str], str]:
    """The digits in groups of these sizes, the last one again and again."""

    def write(text: str) -> str:
        left, groups, size = _digits(text), [], iter(sizes)
        while left:
            n = next(size, sizes[-1])
            groups.append(left[:n])
            left = left[n:]
        return sign.join(groups)

    return write


def _phone(write: Callable[[str], str]) -> Variant:
    return lambda one: write(one.text) if one.category == "phone" else None


def _national(write: Callable[[str], str]) -> Variant:
    """A variant of phone numbers that are written without a country code."""
    return lambda one: write(one.text) if one.kind == "phones" and len(_digits(one.text)) == 8 else None


def _number(write: Callable[[str], str]) -> Variant:
    return lambda one: write(one.text) if one.kind in ("phones", "national identity numbers") else None


def _email(write: Callable[[str], str]) -> Variant:
    return lambda one: write(one.text) if one.category == "email" else None


def _plate(write: Callable[[str], str]) -> Variant:
    return lambda one: write(one.text) if one.kind == "number plates" else None


def _arabic(text: str) -> str:
    return "".join(chr(0x0660 + int(c)) if c.isascii() and c.isdigit() else c for c in text)


_TABLE: dict[str, Variant] = {
    "as it is": _all(str),
    "small letters": _all(str.lower),
    "capitals": _all(str.upper),
    "Norwegian genitive": _name(lambda text: _bare(text).rstrip('?*)"') + "s"),
    "genitive with an apostrophe": _name(lambda text: text + "’s"),
    "hyphenated at a line end": _inside("-\n", shortest=_LONG),
    "hyphenated at a line end of Windows": _inside("-\r\n", shortest=_LONG),
    "hyphenated with the hyphen of Unicode": _inside("\u2010\n", shortest=_LONG),
    "over a line end": _all(lambda text: text.replace(" ", "\n")),
    "hyphens dropped": _name(lambda text: text.replace("-", " ")),
    "hyphens dropped, words joined": _name(lambda text: text.replace("-", "")),
    "hyphens added": _name(lambda text: re.sub(r"(?<=\w) (?=\w)", "-", text)),
    "dashes for hyphens": _all(lambda text: text.replace("-", "–")),
    "no-break hyphens": _all(lambda text: text.replace("-", "\u2011")),
    "decomposed letters": _all(lambda text: unicodedata.normalize("NFD", text)),
    "full-width letters": _all(_wide),
    "letters of mathematics": _name(_mathematical),
    "zero-width space inside": _inside("\u200b"),
    "zero-width joiner inside": _inside("\u200d"),
    "word joiner inside": _inside("\u2060"),
    "soft hyphen inside": _inside("\u00ad"),
    "right-to-left mark inside": _inside("\u200f"),
    "directional isolates inside": _inside("\u2068", "\u2069"),
    "grapheme joiner inside": _inside("\u034f"),
    "variation selector inside": _inside("\ufe0f"),
    "tag characters inside": _inside("\U000e0061"),
    "invisible marks left out": _name(_bare),
    "no-break spaces": _all(lambda text: text.replace(" ", "\u00a0")),
    "thin spaces": _all(lambda text: text.replace(" ", "\u2009")),
    "wide gaps": _all(lambda text: text.replace(" ", " " * 8)),
    "tabs": _all(lambda text: text.replace(" ", "\t")),
    "letters spaced out": _spaced(" ", "   "),
    "letters with dots": _spaced(".", " "),
    "letters with hyphens": _spaced("-", " "),
    "bold of Markdown inside": _inside("**", "**"),
    "emphasis of Markdown inside": _inside("*", "*"),
    "underscores of Markdown inside": _inside("_", "_"),
    "backquotes inside": _inside("`", "`"),
    "backslashes before spaces": _name(lambda text: text.replace(" ", "\\ ")),
    "inline tags inside": _inside("<b>", "</b>"),
    "comment of HTML inside": _inside("<!-- x -->"),
    "entities": _name(lambda text: "".join(f"&#{ord(c)};" for c in text)),
    "entities for some letters": _in_words(lambda word: word.encode("ascii", "xmlcharrefreplace").decode()),
    "percent signs": _in_words(quote),
    "escapes of JSON": _name(lambda text: "".join(rf"\u{ord(c):04x}" for c in text)),
    "escapes of Python": _in_words(lambda word: word.encode("unicode_escape").decode()),
    "UTF-8 read as Latin-1": _in_words(_misread),
    "Cyrillic letters that look alike": _in_words(lambda word: word.translate(_CYRILLIC)),
    "Greek letters that look alike": _in_words(lambda word: word.translate(_GREEK)),
    "accents dropped": _in_words(_plain_letters, 4),
    "letters spelled out": _in_words(lambda word: word.translate(_SPELLED_OUT), 4),
    "underscores": _name(lambda text: text.replace(" ", "_")),
    "dots": _name(lambda text: text.replace(" ", ".")),
    "camel case": lambda one: _glued(_camel)(one) if _CASED.search(one.text) else None,
    "words glued": _glued(lambda text: re.sub(r"\W", "", text).lower()),
    "beside digits": _glued(lambda text: text + "2"),
    "surname first": lambda one: _surname_first(one.text) if one.category == "person" and " " in one.text else None,
    "digits without groups": _number(_digits),
    "digits in pairs": _number(_grouped(" ", 2)),
    "digits in threes": _number(_grouped(" ", 3)),
    "digits with hyphens": _number(_grouped("-", 3, 2, 3)),
    "digits with dots": _number(_grouped(".", 2)),
    "digits with slashes": _number(_grouped("/", 4)),
    "digits with brackets": _phone(lambda text: f"({_digits(text)[:3]}) {_grouped(' ', 2, 3)(_digits(text)[3:])}"),
    "digits with no-break spaces": _number(_grouped("\u00a0", 3, 2, 3)),
    "digits one by one": _number(_grouped(" ", 1)),
    "digits with commas": _number(_grouped(", ", 2)),
    "digits over a line end": _number(_grouped("\n", 4)),
    "full-width digits": _number(_wide),
    "Arabic digits": _number(_arabic),
    "digits glued to a word": _number(lambda text: f"tlf{_digits(text)}"),
    "digits before a unit": _number(lambda text: f"{_digits(text)}x"),
    "underscores between digits": _number(_grouped("_", 3, 2, 3)),
    "country code": _national(lambda text: f"+47 {text}"),
    "country code with zeros": _national(lambda text: f"0047{_digits(text)}"),
    "country code in brackets": _national(lambda text: f"(+47){_digits(text)}"),
    "(at)": _email(lambda text: text.replace("@", "(at)")),
    "[at]": _email(lambda text: text.replace("@", " [at] ")),
    "at": _email(lambda text: text.replace("@", " at ")),
    "(at) and (dot)": _email(lambda text: text.replace("@", " (at) ").replace(".", " (dot) ")),
    "spoken in Norwegian": _email(lambda text: text.replace("@", " krøllalfa ").replace(".", " punktum ")),
    "spaces around @": _email(lambda text: text.replace("@", " @ ")),
    "mailto": _email(lambda text: "mailto:" + text.replace("@", "%40")),
    "between letters of a script without spaces": lambda one: f"我叫{one.text}很好" if "王" in one.text else None,
    "plate without a space": _plate(lambda text: re.sub(r"\W", "", text)),
    "plate with a hyphen": _plate(lambda text: re.sub(r"(?<=[A-Z])\W?(?=\d)", "-", text)),
}


def _that_differs(variant: Variant) -> Variant:
    """The variant where it changes anything; as it is, an identifier is planted anyway."""

    def changed(one: Identifier) -> str | None:
        text = variant(one)
        return None if text == one.text else text

    return changed


MARKED_UP = ("inline tags inside", "comment of HTML inside")
"""Variants that are markup only where a text is read as it stands; a Word document would show the signs."""

VARIANTS: dict[str, Variant] = {
    name: variant if name == "as it is" else _that_differs(variant) for name, variant in _TABLE.items()
}
"""Name → how it writes an identifier, None where it does not apply or changes nothing."""
