"""Text normalisation for search: views of a text that undo everything that hides a name from a search but not from a reader.

Invisible characters, full-width letters and our own marks inside a word are always removed. Homoglyphs, spaced letters,
hyphens and emphasis inside a word, words run together and escapes give further views, made only where there is such a
thing. All patterns are linear in the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ipstranscribe.release.search import signs
from ipstranscribe.release.search.escapes import unescaped, without_css
from ipstranscribe.text.conventions import without_marks

_PARTED = re.compile(r"\u00ad[ \t]{0,3}\r?\n[ \t]{0,3}")
"""A soft hyphen followed by a line break."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1f\x85]")
"""Control characters that end a line or page (form feed, NEL): Unicode separates words there, some programs show nothing."""
_WIDE = re.compile(r"[^\S\n]{2,}|[^\S\n ]|[^\S\n]*\n\s+|[^\S\n]+\n")
"""Wide gaps and unusual blanks: a name across them is still one name."""
_CONTINUED = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_MISREAD = re.compile(rf"[\u00c2-\u00df]{_CONTINUED}|[\u00e0-\u00ef]{_CONTINUED}{{2}}")
"""Mojibake: one letter in UTF-8 that was misread as two or three in Windows-1252 (`BjÃ¸rn`)."""
_LETTER = r"[^\W\d_]"
_OF_SUBTITLES = re.compile(rf"(?<={_LETTER})\{{(?:\\[a-z]{{1,5}}[\d&(][\w&.,()]{{0,20}}|/?[bius])\}}(?={_LETTER})")
"""Formatting of subtitles inside a word (`{\\b1}`, `{/i}`)."""
_JOINTS = rf"(?<={_LETTER})(?:[-%s][ \t]{{0,3}}\r?\n?[ \t]{{0,3}}|[_^|\\{{}}%s]{{1,4}})(?={_LETTER})"
_EMPHASIS = r"(?<=[^\W_])[*`~]{1,4}|[*`~]{1,4}(?=[^\W_])"
_INSIDE = re.compile(_JOINTS % ("", "") + f"|{_EMPHASIS}")
"""Characters inside a word that do not separate it for a reader: a hyphen, also at a line's end, emphasis, and
(`_any_inside`) any sign that stands between no two words."""
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
_RUN_TOGETHER = re.compile(
    rf"(?<=[a-zß-ÿα-ωа-я])(?=[A-ZÀ-ÞΑ-ΩА-Я])|(?<=[A-ZÀ-ÞΑ-ΩА-Я])(?=[A-ZÀ-ÞΑ-ΩА-Я][a-zß-ÿα-ωа-я])|(?<={_LETTER}{{3}})(?=\d)|(?<=\d)(?={_LETTER}{{3}})"
)
"""Word boundaries without a space: `HanneNordmo`, `hanne2`. Two letters and a number are an id."""


def normalized(text: str) -> str:
    """Normalise `text`: Unicode form NFKC, without invisible characters and without our own marks."""
    return _normalized(text)[0]


def _normalized(text: str) -> tuple[str, frozenset[str]]:
    """The same, with its different characters; these tell what there is to do much sooner than patterns. Empty for ASCII."""
    seen, different = _CONTROL.sub("", text), frozenset[str]()
    if not seen.isascii():
        different = frozenset(seen)
        if not signs.invisible().isdisjoint(different):
            seen = signs.INVISIBLE.sub("", _PARTED.sub("", seen.replace("\u2028", "\n").replace("\u2029", "\n")))
        composed = unicodedata.normalize("NFKC", _translated(seen, signs.drawn(), different))
        different = different if composed == seen else frozenset(composed)
        seen = composed if signs.marks().isdisjoint(different) else signs.loose_marks().sub("", composed)
        seen = _translated(seen, signs.digits(), different)
    seen = _WIDE.sub(lambda gap: "\n" if "\n" in gap.group() else " ", seen)
    return without_marks(seen) if "(" in seen else seen, different


def base_readings(text: str) -> Iterator[str]:
    """Each normalised reading of `text`, then each with homoglyphs folded to Latin letters."""
    for reading in dict.fromkeys(_readings(text)):
        seen, different = _normalized(reading)
        yield seen
        if different and (latin := _translated(seen, signs.lookalikes(), different)) != seen:
            yield latin


def _readings(text: str) -> Iterator[str]:
    """`text` as written and with escapes decoded; each also with mojibake repaired, and with control breaks removed."""
    for reading in unescaped(text):
        yield reading
        if not reading.isascii():
            yield _MISREAD.sub(_aright, reading)
            yield from signs.as_seen(reading)
        if _BREAKS.search(reading):
            yield _BREAKS.sub("", reading)
        if "\u202e" in reading:
            yield _OVERRIDDEN.sub(lambda shown: shown[1][::-1], reading)
        yield without_css(reading)


def _inside(text: str) -> re.Pattern[str]:
    """What is joined inside words of `text`; the long pattern is for texts that hold any of its signs."""
    plain = text.isascii() or signs.ornaments().isdisjoint(text)
    return _INSIDE if plain else _any_inside()


@cache
def _any_inside() -> re.Pattern[str]:
    every = (signs.inside_class(signs.dashes()), signs.inside_class(signs.ornaments()))
    return re.compile(_JOINTS % every + f"|{_EMPHASIS}")


def search_views(base: str) -> Iterator[tuple[str, bool]]:
    """Views of one base reading with words joined and split as a reader might; True while numbers are still whole."""
    yield base, True
    untagged = _OF_SUBTITLES.sub("", base) if "{" in base else base
    joined = _SPACED.sub(lambda run: _GAPS.sub("", run.group()), _inside(base).sub("", untagged))
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


def _aright(pair: re.Match[str]) -> str:
    """Repair mojibake: the letter in UTF-8 that was misread as Windows-1252 or Latin-1."""
    for code in ("cp1252", "latin-1"):
        try:
            return pair.group().encode(code).decode("utf-8")
        except UnicodeError:
            continue
    return pair.group()


def _translated(text: str, table: dict[int, str], different: frozenset[str]) -> str:
    """`text.translate(table)`; most texts have none of its characters, which their different characters tell sooner."""
    return text if table.keys().isdisjoint(map(ord, different)) else text.translate(table)
