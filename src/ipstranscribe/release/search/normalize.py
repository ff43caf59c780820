"""Text normalisation for search: views of a text that undo everything that hides a name from a search but not from a reader.

Invisible characters, full-width letters and our own marks inside a word are always removed. Homoglyphs, spaced letters,
hyphens and emphasis inside a word, words run together and escapes give further views, made only where there is such a
thing. All patterns are linear in the text.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ipstranscribe.text.conventions import without_marks

_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
"""Invisible characters: format characters, fillers, variation selectors (Unicode, Default_Ignorable)."""
_PARTED = re.compile(r"\u00ad[ \t]{0,3}\r?\n[ \t]{0,3}")
"""A soft hyphen followed by a line break."""
_OVERLAID = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0]")
"""Combining marks that do not compose with a letter, such as strike-through overlays."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]")
"""Control characters that end a line or page (form feed, NEL): Unicode separates words there, some programs show nothing."""
_WIDE = re.compile(r"[^\S\n]{2,}|[^\S\n ]|[^\S\n]*\n\s+|[^\S\n]+\n")
"""Wide gaps and unusual blanks: a name across them is still one name."""
_CONTINUED = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = re.compile(rf"[\u00c2-\u00df]{_CONTINUED}|[\u00e0-\u00ef]{_CONTINUED}{{2}}")
"""Mojibake: one letter in UTF-8 that was misread as two or three in Windows-1252 (`BjÃ¸rn`)."""
_ESCAPES = re.compile(r"%[0-9A-Fa-f]{2}|\\[ux][0-9A-Fa-f]{2,4}|&#?\w{1,10};|=[0-9A-F]{2}")
_ESCAPED_BYTES = re.compile(r"(?:\\x[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+|(?:%[0-9A-Fa-f]{2})+")
_TIMES_ESCAPED = 3
"""Maximum nesting of escapes (`%2541`, `&amp;#65;`); programs never nest deeper."""
_LETTER = r"[^\W\d_]"
_INSIDE = re.compile(
    rf"(?<={_LETTER})(?:[-‐‑‒–—−][ \t]{{0,3}}\r?\n?[ \t]{{0,3}}|[_^|\\{{}}]{{1,4}})(?={_LETTER})"
    r"|(?<=[^\W_])[*`~]{1,4}|[*`~]{1,4}(?=[^\W_])"
)
"""Characters inside a word that do not separate it for a reader: a hyphen, also at a line's end, and emphasis."""
_SPACED = re.compile(rf"(?<!\w){_LETTER}(?:[ .·_-]{{1,2}}{_LETTER}){{2,60}}(?!\w)")
_SPELLED = re.compile(rf"(?<![^\W_]){_LETTER}(?P<gap>[\W_]{{1,5}}){_LETTER}(?:(?P=gap){_LETTER}){{1,60}}(?![^\W_])")
"""Letters one by one with the same signs between all of them: `H/a/n/n/e`, `H, a, n, n, e`, one a line."""
_AROUND = 2  # letters beside a spelled name that are words of their own: `I H a n n e`
_GAPS = re.compile(r"[\W_]+")
_LONG_NAME = re.compile(rf"(?<!\w)[A-ZÀ-Þ]{_LETTER}{{7,60}}(?!\w)")
_HEADS = re.compile(
    rf"({_LETTER}{{5,40}}?)("
    r"(?:mamma|pappa|mor|far|bror|søster|syster|kone|mann|barn|familie|venn|nabo|hus|gård|gate|vei|veg|skole|skule"
    r"|barnehage|sykehus|sjukehus|klinikk|kommune|bokhandel|butikk|kontor|firma|bedrift|klubb|senter)"
    r"(?:en|n|a|et|ene|er|ne)?s?)"
)
"""A name in front of a Norwegian word for somebody or something of theirs: `Hannesmamma`, `Tindevikbokhandelen`."""
_OVERRIDDEN = re.compile(r"\u202e([^\u202c\n]{2,2000})")
"""Text that is shown from right to left."""
_CSS_ESCAPED = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{1,6})[ \t]?)")
"""Escapes of style sheets (`\\48 anne`) and of newer JavaScript (`\\u{48}anne`)."""
_RUN_TOGETHER = re.compile(
    rf"(?<=[a-zß-ÿα-ωа-я])(?=[A-ZÀ-ÞΑ-ΩА-Я])|(?<=[A-ZÀ-ÞΑ-ΩА-Я])(?=[A-ZÀ-ÞΑ-ΩА-Я][a-zß-ÿα-ωа-я])|(?<={_LETTER}{{3}})(?=\d)|(?<=\d)(?={_LETTER}{{3}})"
)
"""Word boundaries without a space: `HanneNordmo`, `hanne2`. Two letters and a number are an id."""


def normalized(text: str) -> str:
    """Normalise `text`: Unicode form NFKC, without invisible characters and without our own marks."""
    seen = _CONTROL.sub("", text)
    if not seen.isascii():
        seen = _INVISIBLE.sub("", _PARTED.sub("", seen.replace("\u2028", "\n").replace("\u2029", "\n")))
        composed = unicodedata.normalize("NFKC", _translated(seen, _enclosed()))
        seen = _translated(_OVERLAID.sub("", composed), _digits())
    seen = _WIDE.sub(lambda gap: "\n" if "\n" in gap.group() else " ", seen)
    return without_marks(seen) if "(" in seen else seen


def base_readings(text: str) -> Iterator[str]:
    """Each normalised reading of `text`, then each with homoglyphs folded to Latin letters."""
    for reading in dict.fromkeys(_readings(text)):
        seen = normalized(reading)
        yield seen
        if not seen.isascii() and (latin := _translated(seen, _lookalikes())) != seen:
            yield latin


def _readings(text: str) -> Iterator[str]:
    """`text` as written and with escapes decoded; each also with mojibake repaired, and with control breaks removed."""
    for reading in _unescaped(text):
        yield reading
        if not reading.isascii():
            yield _MISREAD.sub(_aright, reading)
        if _BREAKS.search(reading):
            yield _BREAKS.sub("", reading)
        if "\u202e" in reading:
            yield _OVERRIDDEN.sub(lambda shown: shown[1][::-1], reading)
        if "\\" in reading and _CSS_ESCAPED.search(reading):
            yield _CSS_ESCAPED.sub(_of_css, reading)


def search_views(base: str) -> Iterator[tuple[str, bool]]:
    """Views of one base reading with words joined and split as a reader might; True while numbers are still whole."""
    yield base, True
    joined = _SPACED.sub(lambda run: _GAPS.sub("", run.group()), _INSIDE.sub("", base))
    if joined != base:
        yield joined, True
    if (spelled := _SPELLED.sub(_of_letters, base)) != base:
        yield spelled, False
    parted = _LONG_NAME.sub(_before_head, _RUN_TOGETHER.sub(" ", joined))
    if parted != joined:
        yield parted, False


def _of_letters(run: re.Match[str]) -> str:
    """A run of single letters as words: the whole, and without one or two letters at its ends, far from each other."""
    letters = _GAPS.sub("", run.group())
    ends = range(len(letters), max(len(letters) - _AROUND, 2) - 1, -1)
    return " / / / ".join(letters[start:end] for start in range(_AROUND + 1) for end in ends if end - start > 2)


def _before_head(word: re.Match[str]) -> str:
    """A compound that begins with a capital, as names do, in two words."""
    parts = _HEADS.fullmatch(word.group())
    return f"{parts[1]} {parts[2]}" if parts else word.group()


def _of_css(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _unescaped(text: str) -> Iterator[str]:
    """`text` with its escapes decoded zero, one, two, … times."""
    yield text
    for _ in range(_TIMES_ESCAPED):
        if not _ESCAPES.search(text):
            return
        characters = re.sub(r"(?:\\u[0-9A-Fa-f]{4})+", _of_pairs, text)
        text = html.unescape(_ESCAPED_BYTES.sub(_of_bytes, characters))
        yield text


def _of_pairs(run: re.Match[str]) -> str:
    """Decode escaped UTF-16 units; surrogate pairs give one character."""
    return bytes.fromhex(run.group().replace("\\u", "")).decode("utf-16-be", "replace")


def _of_bytes(run: re.Match[str]) -> str:
    r"""Decode escaped bytes (`\xc3\xb8`, `=C3=B8`, `%C3%B8`) as UTF-8, or else Latin-1."""
    data = bytes.fromhex(re.sub(r"[\\x=%]", "", run.group()))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _aright(pair: re.Match[str]) -> str:
    """Repair mojibake: the letter in UTF-8 that was misread as Windows-1252 or Latin-1."""
    for code in ("cp1252", "latin-1"):
        try:
            return pair.group().encode(code).decode("utf-8")
        except UnicodeError:
            continue
    return pair.group()


def _translated(text: str, table: dict[int, str]) -> str:
    """`text.translate(table)`; most texts have none of its characters, which their different characters tell sooner."""
    return text if table.keys().isdisjoint(map(ord, set(text))) else text.translate(table)


@cache
def _digits() -> dict[int, str]:
    """Digits of every script → ASCII digits."""
    every = (chr(code) for code in range(0x80, 0x110000))
    return {ord(sign): str(unicodedata.decimal(sign)) for sign in every if sign.isdecimal()}


@cache
def _enclosed() -> dict[int, str]:
    """Letters in brackets, circles and squares that Unicode's forms leave as they are, or turn into brackets → letters."""
    starts = {0x249C: "a", 0x1F110: "A", 0x1F130: "A", 0x1F150: "A", 0x1F170: "A", 0x1F1E6: "A"}
    return {start + at: chr(ord(first) + at) for start, first in starts.items() for at in range(26)}


@cache
def _lookalikes() -> dict[int, str]:
    """Homoglyphs: letter of another script → similar Latin letter; from Unicode's list, by training/lookalikes.py."""
    source = files(__package__).joinpath("lookalikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in source.splitlines())
    return {ord(letter): latin for latin, letters in rows for letter in letters}
