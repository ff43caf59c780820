"""Recognizer of letters and digits together that are one code: `N97 XQ04`, `191 QK 2207`, `D F, three three oh nine`.

No list of the forms of plates and postcodes of all countries is needed: nobody says such a row of letters and digits of
anything but something that was numbered.
"""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.recognizers.spelled import Part, Spelled, in_one_sentence, is_letter, spelled_runs
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_ANY = re.compile(
    r"(?<![^\W_])(?:[B-HJ-ZÆØb-hj-zæø](?![^\W_'’])|[A-ZÆØÅ]{2}(?![^\W_])|[Zz]e[de](?![^\W_])|"
    r"(?=[A-Za-z0-9]*\d)[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*(?![^\W_]))"
)
_FEWEST_LETTERS, _FEWEST_DIGITS, _SHORTEST, _LONGEST = 2, 2, 6, 16
_FEWEST_AROUND = 5
"""Digits around a single letter: `one six K, zero two one seven`."""
_FEWEST_ALONE = 6
"""Digits from which one side of the letter may be a number by itself."""
_ROW = 3
"""Parts in capitals and digits from which it needs no word before: `191 QK 2207`."""
_LEVEL = re.compile(r"[A-Za-z]\d{1,2}")
"""A vertebra, a diagnosis, a language level: `L4`, `M79`, `B1`. A row of these alone is no code."""
_SURE = re.compile(
    r"\b(?:number|no|nr|code|post\s?code|eircode|zip|plates?|reg(?:istration)?|licen[cs]e|car|van|truck|parked|member\w*|"
    r"card|chart|ref\w*|union|"
    r"hospital|passport|policy|nummer\w*|\w+nummer\w*|koden?|skilt\w*|bil\w*|parkert|kort\w*|medlem\w*|sak\w*|"
    r"pass\w*)\b[^?!]{0,60}$",
    re.IGNORECASE,
)
_NEAR = 90


class SpelledCodes:
    """Codes of letters and digits: certain in capitals after a word for what is numbered, else suggestions."""

    name = "code"

    def __init__(self, language: str, beside: tuple[Recognizer, ...] = ()) -> None:
        self._language = language
        self._beside = beside

    def find(self, text: str) -> Iterable[Found]:
        """Find the rows. What the recognizers `beside` are certain of (dates, other codes) is taken out first."""
        if not _ANY.search(text):
            return
        text = without_certain(text, self._beside)
        for run in spelled_runs(text, self._language):
            own = _own(run, text)
            within = bool(own) and _is_letter_within(own, text)
            if own and (within or _is_code(own, text)):
                start, end = own[0].start, own[-1].end
                capitals = not any(part.letters.islower() for part in own)
                named = bool(_SURE.search(text, max(0, start - _NEAR), start))
                certain = named if within else capitals and (named or len(own) >= _ROW)
                yield Found(start, end, "id", self.name, 0.9 if certain else 0.4, certain=certain)


def _own(run: Spelled, text: str) -> list[Part]:
    """The parts without what belongs to the words around: the `s` of `it's`, the word `I` or `a`, the letter of `two o's`."""
    parts = list(run.parts)
    if text[parts[-1].end : parts[-1].end + 2] in ("'s", "’s"):
        parts = parts[: -2 if len(parts) > 1 and parts[-2].group else -1]
    while parts and (
        text[parts[0].start - 1 : parts[0].start] in ("'", "’") or parts[0].letters in ("I", "a", "i", "å", "A")
    ):
        parts = parts[1:]
    return parts


def _is_code(parts: list[Part], text: str) -> bool:
    letters, digits = "".join(p.letters for p in parts), "".join(p.digits for p in parts)
    if not (
        len(letters) >= _FEWEST_LETTERS
        and len(digits) >= _FEWEST_DIGITS
        and _SHORTEST <= len(letters + digits) <= _LONGEST
    ):
        return False
    if any(part.group is not None and part.group.quantity for part in parts):
        return False
    if any(len(part.letters) > _FEWEST_LETTERS and not part.digits for part in parts):
        return False  # a word or the name of a scale in capitals before its number
    return not all(_LEVEL.fullmatch(text[part.start : part.end]) for part in parts)


def _is_letter_within(parts: list[Part], text: str) -> bool:
    """Whether the parts are digits said one by one, or alike, with one letter among them; neither side is a number alone."""
    letters = [number for number, part in enumerate(parts) if part.letters]
    if len(letters) != 1 or not is_letter(parts[letters[0]]) or not in_one_sentence(parts, text):
        return False
    sides = parts[: letters[0]], parts[letters[0] + 1 :]
    singly = all(part.group and part.group.spoken and len(set(part.digits)) == 1 for side in sides for part in side)
    sizes = [sum(len(part.digits) for part in side) for side in sides]
    return singly and sum(sizes) >= _FEWEST_AROUND and all(0 < size < _FEWEST_ALONE for size in sizes)
