"""Postcodes by their form: British, Canadian, American, Dutch, Nordic and others with their place or country.

Forms as the Universal Postal Union lists them. Four or five bare digits are none; with a place behind them they are.
"""

import re
from collections.abc import Iterator

from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows

CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĘĚĞĢĪĶŁŃŇŐŒŘŚŠŞŤŪŮŰŹŻŽ]"
WORD = rf"{CAPITAL}[\w'’.-]*\w"
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|"
    "TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|AA|AE|AP"
)
_CERTAIN = re.compile(
    rf"(?<![\w-])(?:{WORD}\s){{0,2}}(?<![\w-])(?:GIR\s?0AA|[A-Z]{{1,2}}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{{2}})(?!\w)"  # British
    r"|(?<![\w-])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][\s-]?\d[ABCEGHJ-NPRSTV-Z]\d(?!\w)"  # Canadian
    rf"|(?<!\w)(?:{_STATES})\s\d{{5}}(?:-\d{{4}})?(?![\w-])"  # American, with the state
    r"|(?<![\w-])\d{5}-\d{4}(?![\w-])"  # American, with four digits more
    r"|(?<![\w-])(?:AT|BE|BG|CH|CZ|DE|DK|EE|ES|FI|FIN|FR|HR|HU|IE|IS|IT|LT|LU|LV|NL|NO|PL|PT|RO|SE|SI|SK|[ABDFHILNPS])-\d{3,5}"
    rf"(?:\s\d{{2}})?(?!\w|[-/.,]\d)(?:\s{WORD})?"
    rf"|(?<![\w-])\d{{2}}-\d{{3}}\s{WORD}"  # Polish
    rf"|(?<![\w.,-])[1-9]\d{{3}}\s?[A-Z]{{2}}(?=[\s,]{{1,2}}{WORD})"  # Dutch
    rf"|(?<![\w.,-])[1-9]\d{{2}}\s\d{{2}}\s(?={CAPITAL}){WORD}"  # Swedish, Czech, Slovak, Greek
)
_BEFORE_PLACE = re.compile(
    rf"(?<![\w.,/-])(?P<digits>\d{{4,5}})[\s,]\s?(?P<place>{WORD}(?:\s{WORD})?(?:"
    rf"\s{CAPITAL}(?![\w'’.]))?)"
)
_AFTER_PLACE = re.compile(
    rf"(?P<place>{WORD}(?:\s{WORD}){{0,2}})[\s,]{{1,3}}(?P<digits>\d{{5}}|\d{{4}})(?![\w-]|[.,]\d)"
)
_YEAR = re.compile(r"(?:19|20)\d\d|\d+00")
_MONEY = frozenset({"kroner", "nok", "euro", "euros", "dollars", "pounds"})
_UK_SPOKEN = re.compile(r"(?<![\w-])[a-z]{1,2}\d[a-z\d]?\s\d[a-z]{2}(?!\w)")


def postcodes(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """Start, end and certainty of every postcode in `text`, with its place where that follows."""
    if not any(map(str.isdigit, text)):
        return
    for match in _CERTAIN.finditer(text):
        yield (*match.span(), True)
    for match in _UK_SPOKEN.finditer(text):
        yield (*match.span(), False)
    for match in _BEFORE_PLACE.finditer(text):
        if (sure := _is_place(match["place"], language)) is not None and not unit_follows(text, match.end("digits")):
            end = match.end("place")
            yield match.start(), end, sure and not _YEAR.fullmatch(match["digits"])
    for match in _AFTER_PLACE.finditer(text):
        first = match["place"].rsplit(maxsplit=1)[-1].casefold()
        named = {match["place"].casefold(), first, " ".join(match["place"].casefold().split()[-2:])}
        if (
            named & (places.names() | frozenset(word_lists.lines("countries")))
            and not _YEAR.fullmatch(match["digits"])
            and not unit_follows(text, match.end())
        ):
            yield (*match.span("digits"), len(match["digits"]) == 5)


def _is_place(written: str, language: str) -> bool | None:
    """Whether the word after the digits is a place: for sure, perhaps, or not at all (None)."""
    first = written.split(maxsplit=1)[0].casefold()
    if first in _MONEY or first in word_lists.never_names(language):
        return None
    if first in frozenset(word_lists.lines("countries")):
        return False
    if first in places.names() or written.casefold() in places.names() or not vocabulary.is_ordinary(first, language):
        return True
    return False if written.isupper() else None
