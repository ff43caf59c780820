"""Code names for the guide's questions: valid in all coders' programs, unique, and the same in every interview.

NVivo makes codes of headings and refuses some characters in them; MAXQDA takes names of up to 63 characters; every
program needs names that differ, and codes that mean the same need the same name in every interview.
"""

import unicodedata
from collections.abc import Iterable
from itertools import count
from typing import NamedTuple

from ipstranscribe.model import Guide
from ipstranscribe.text.wording import Wording, visible

RESERVED = frozenset('()\\/:*?"<>|')
"""Characters that NVivo refuses in names."""

LONGEST = 63
"""Maximum length of a name in UTF-16 code units, as programs for Windows count: an emoji counts twice."""

_CUT = "…"


class RestHeadings(NamedTuple):
    """The headings of units and leftovers that answer no question."""

    untagged: str
    leftovers: str


def question_headings(guide: Guide) -> dict[str, str]:
    """Question id → heading, in guide order. Headings depend on the guide alone, so they are the same in every interview."""
    texts = [f"{question.id}. {question.text}" for question in guide.questions]
    return dict(zip((question.id for question in guide.questions), unique_names(texts), strict=True))


def rest_headings(guide: Guide, wording: Wording) -> RestHeadings:
    """The headings of untagged units and of leftovers, different from those of all questions."""
    return RestHeadings(*unique_names([*question_headings(guide).values(), wording.untagged, wording.leftovers])[-2:])


def unique_names(texts: Iterable[str]) -> list[str]:
    """A valid, unique name for every text; duplicates (letter case ignored) are numbered."""
    taken: dict[str, str] = {}
    for text in map(_safe, texts):
        numbered = (f" {number}" if number > 1 else "" for number in count(1))
        candidates = (_shortened(text, LONGEST - len(end)) + end for end in numbered)
        name = next(one for one in candidates if one.casefold() not in taken)
        taken[name.casefold()] = name
    return list(taken.values())


def _safe(text: str) -> str:
    """The text on one line, without reserved and invisible characters."""
    kept = (" " if _parts_words(sign) else sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cs"))
    return visible(" ".join(unicodedata.normalize("NFC", "".join(kept)).split()))


def _parts_words(sign: str) -> bool:
    return sign in RESERVED or unicodedata.category(sign) in ("Cc", "Zs", "Zl", "Zp")


def _shortened(text: str, longest: int) -> str:
    """The text cut to at most `longest`, between two words if possible, never between a letter and its combining marks."""
    if _length(text) <= longest:
        return text
    end = longest - len(_CUT)
    while _length(text[:end]) > longest - len(_CUT) or unicodedata.category(text[end]).startswith("M"):
        end -= 1
    blank = text.rfind(" ", 0, end + 1)
    return text[: blank if blank > longest // 2 else end].rstrip(" .,;–-") + _CUT


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
