"""Addresses in answers without capitals: after *where shall I post it* a number and the words beside it are a house.

There nothing else tells a street that is on no list and ends in no word for one: `fourteen heol y graig`, `twenty six green
gate`, `moltemyra sju b`. Postcodes that are spelled after they were asked for: `s a nine`, `nine zed zed`. All are questions.
"""

import re
from collections.abc import Iterator, Sequence

from ipstranscribe.languages import patterns_of, record, rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.addresses import Addresses
from ipstranscribe.pseudonymize.recognizers.number_runs import number_runs
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_words

_THING = {
    "en": (
        r"(?:it|that|this|them|these|those|something|things|(?:you|the|your|a|an|our|my)(?:\s[\w'’]+){0,3}?\s(?:voucher|vouchers|card|money|"
        r"cheque|form|forms|letter|copy|transcript|summary|parcel|pack|kit|booklet|book|thing|things|papers?|stuff|sheet|invite|diary)|you\sthe\s\w+)"
    ),
    "nb": (
        r"(?:det|den|dette|de\sder|noe|noko|(?:deg\s|dere\s|dæ\s)?(?:et\s|en\s|eit\s|ein\s|ei\s)?(?:gavekort\w*|kort\w*|skjema\w*|brev\w*|pakk\w*|utskrift\w*|teksten|"
        r"pengene|pengane|takk\w*|hefte\w*|boka|papir\w*|kopi\w*|sjekk\w*|greiene|greiene|oppsummering\w*))"
    ),
}
_ASKED = {
    "en": re.compile(
        rf"\b(?:(?:send|post|mail|pop|drop|get|deliver|bring)\s{_THING['en']}(?:\s(?:out|off|on|over|round))?(?:\s(?:to|in\sthe\spost|by\spost)\b|\s*\??\s*$)|"
        r"(?:(?:some)?where|whereabouts)\b(?:\s[\w'’]+){0,5}\s(?:to\s)?(?:send|post|mail|live|living|lives|stay|staying|based|deliver)\b|"
        rf"where\s(?:(?:does|shall|should|will|do|can|would)\s(?:i\s|we\s)?){_THING['en']}\s(?:go|be\sgoing)\b|to\s(?:send|post|mail)\s{_THING['en']}|"
        r"(?:your|the|an|full|home|postal|what)\saddress|(?:(?:what|which)['’]?s?|your|the|house|door|flat)\s(?:house\s|door\s|flat\s)?number|"
        r"(?:what|which)\s(?:street|road|flat|house)|find\s(?:you|the\shouse|your\shouse|us)\b)",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        rf"(?:\b(?:hvor|kor|koss?en)\b(?:\s\w+){{0,5}}\s(?:sende\w*|poste\w*|bor|bur|bodde|budde|holder\stil|held\stil|levere\w*|finner|finn|når)\b|"
        rf"\b(?:sende?|poste|levere)\s(?:\w+\s)?{_THING['nb']}|{_THING['nb']},?\s(?:hvor|kor)\b|\b(?:hvor|kor)\s(?:skal|ska)\s(?:\w+\s){{0,2}}?(?:hen)?\s*\??\s*$|"
        r"\badress\w+|\b(?:hus|gate|vei|veg)nummer\w*|\b(?:hvilket|kva|ka|hva\sfor(?:\set)?)\snummer|\b(?:hvilken|kva|ka\sfor|hva\sfor(?:\sen)?)\s(?:gate|vei|veg)\b)",
        re.IGNORECASE,
    ),
}
"""Where somebody lives is asked for, mostly to send something."""
_POSTCODE = re.compile(r"\b(?:post\s?(?:al\s)?code|zip(?:\scode)?|postnummer\w*|postadress\w*)\b", re.IGNORECASE)
_FOR_A_LETTER = frozenset({"zed", "zee", "aitch", "double", "triple"})
_NO_LETTER = frozenset({"a", "i", "å", "e", "æ"})
"""Letters that are words as well, at the end of a row."""
_STREET = re.compile(
    r"[a-zæøå]*(?:veien|vegen|vei|veg|gata|gaten|gate|bakken|bakka|svingen|stien|kroken|haugen|lia|tunet|løkka|brekka|åsen|toppen|ringen|"
    r"jordet|myra|moen|faret|grenda|vangen|kleiva|kollen|neset|vika|bukta|brygga|plassen)"
)
_JOINTS = frozenset({"y", "yr", "of", "the", "na", "an"})
"""What may stand inside the name of a street."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HOUSE_LETTER = re.compile(r"\s[a-f](?!\w|['’])")
_MOST, _MOST_DIGITS, _TURNS = 3, 3, 2
"""Words of a street, digits of a house, and turns after the question in which it is told."""


def answered(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """Houses with their street, and postcodes, that overlap nothing certain of `found`; by turns in their order."""
    rules = rules_for(language)
    spoken = patterns_of(rules)
    certain = {
        (turn.id, at) for turn, one in found if one.certain for at in range(one.char_start, one.char_end) if one.category != "place"
    }
    since = code_since = _TURNS
    asking = ""
    for turn in turns:
        if casing.is_uncased(turn.text) and turn.speaker != asking or since:
            spans = [*(_houses(turn.text, rules) if since < _TURNS else ()), *(_codes(turn.text, rules) if code_since < _TURNS else ())]
            for start, end in spans if casing.is_uncased(turn.text) else ():
                if not any((turn.id, at) in certain for at in range(start, end)):
                    yield turn, Found(start, end, "address", Addresses.name, 0.5, certain=False)
        asked, coded = bool(_ASKED[spoken].search(turn.text)), bool(_POSTCODE.search(turn.text))
        since, code_since = (0 if asked or coded else since + 1), (0 if coded else code_since + 1)
        asking = turn.speaker if asked or coded else asking


def _houses(text: str, rules: str) -> Iterator[tuple[int, int]]:
    """Numbers of houses with the words of the street after them (English), or before them (Norwegian)."""
    for run in number_runs(text, rules):
        start, end = run[0].start, run[-1].end
        if sum(len(group.digits) for group in run) > _MOST_DIGITS or any(group.quantity for group in run):
            continue
        if unit_follows(text, end):
            continue
        letter = _HOUSE_LETTER.match(text, end)
        end = letter.end() if letter else end
        if patterns_of(rules) == "nb":
            street = _street_before(text, start, rules)
            if street is not None:
                yield street, end
        elif _opens(text, start, rules) and (last := _street_after(text, end, rules)):
            yield start, last


def _opens(text: str, start: int, rules: str) -> bool:
    """Whether only small words stand before the number: it is what was asked for."""
    return all(_is_small(word.group().casefold(), rules) for word in _WORD.finditer(text, 0, start))


def _street_after(text: str, end: int, rules: str) -> int | None:
    last, at = None, end
    for number in range(_MOST + 1):
        word = _WORD.match(text, at + 1) if text[at : at + 1] == " " else None
        low = word.group().casefold() if word else ""
        if not word or "'" in low or "’" in low or low in number_words(rules):
            break
        if low in _JOINTS and number:
            at = word.end()
            continue
        if _is_small(low, rules) or number == _MOST:
            break
        last = at = word.end()
    return last


def _street_before(text: str, start: int, rules: str) -> int | None:
    words = [word for word in _WORD.finditer(text, max(0, start - 60), start)]
    if not words or text[words[-1].end() : start] not in (" ", " nummer "):
        return None
    first: int | None = None
    for number, word in enumerate(reversed(words[-2:])):
        low = word.group().casefold()
        if _is_small(low, rules) or low in number_words(rules):
            break
        if number == 0 and not (_STREET.fullmatch(low) or not vocabulary.is_frequent(low, rules)):
            break
        if number and vocabulary.is_frequent(low, rules) and not vocabulary.is_listed_name(low):
            break
        first = word.start()
    return first


def _codes(text: str, rules: str) -> Iterator[tuple[int, int]]:
    """Rows of letters and numbers that are spelled, with one number at least."""
    numbers = number_words(rules)
    row: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        low = word.group().casefold() if word else ""
        part = len(low) == 1 or low in _FOR_A_LETTER or low in numbers or low.isdigit()
        if part and word and (not row or text[row[-1].end() : word.start()] == " "):
            row.append(word)
            continue
        yield from _code(row, numbers)
        row = [word] if part and word else []


def _code(row: list[re.Match[str]], numbers: dict[str, str]) -> Iterator[tuple[int, int]]:
    own = list(row)
    while own and own[-1].group().casefold() in _NO_LETTER:
        own.pop()
    said = [word.group().casefold() for word in own]
    if len(own) > 1 and any(low in numbers or low.isdigit() for low in said):
        yield own[0].start(), own[-1].end()


def _is_small(word: str, rules: str) -> bool:
    cues = record(rules).cues
    return (
        word.split("'")[0].split("’")[0] in word_lists.read(f"function_words_{rules}")
        or word in word_lists.read(f"function_words_{rules}")
        or word in cues["backchannel"]
        or word in cues["fillers"]
        or word in vocabulary.dialect_words(rules)
    )
