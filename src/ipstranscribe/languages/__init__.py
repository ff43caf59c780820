"""Languages: which there are, which builds on which, and how Whisper calls them. Every other room asks here.

A language is named by its code: `en`, `nb`, `nn`. Both kinds of Norwegian share rules and most lists of words, which stand
under `nb`. `no` is Whisper's code for bokmål, and may come from people too.
"""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

LANGUAGES = ("en", "nb", "nn")
"""Document languages, for labels and replacements. Recordings may be in any language that Whisper knows."""

_BUILDS_ON = {"nn": "nb", "no": "nb"}

RULES = tuple(language for language in LANGUAGES if language not in _BUILDS_ON)
"""Languages that have rules and lists of their own."""

_TO_WHISPER = {"nb": "no"}
_FROM_WHISPER = {code: language for language, code in _TO_WHISPER.items()}


def base(language: str) -> str:
    """The language that `language` builds on, `nb` for all Norwegian; any other is its own."""
    return _BUILDS_ON.get(language, language)


def with_base(language: str) -> tuple[str, ...]:
    """The languages whose lists together serve `language`: the one that it builds on first, if there is one."""
    return (base(language), language) if language in _BUILDS_ON else (language,)


def is_norwegian(language: str) -> bool:
    """Whether `language` is Norwegian of either kind."""
    return base(language) == "nb"


def rules_for(language: str) -> str:
    """The language whose rules and lists are used for `language`: `nb` for Norwegian, `en` for all others."""
    return "nb" if is_norwegian(language) else "en"


def labels_for(language: str) -> str:
    """The language of documents that is nearest to `language`."""
    return language if language in LANGUAGES else rules_for(language)


def entry(table: Mapping[str, T], language: str) -> T:
    """The entry of a table of wordings for `language`; where it has none, that for bokmål, which every such table has."""
    return table.get(language, table["nb"])


def for_whisper(language: str) -> str:
    """`language` as Whisper's own code, which is `no` for bokmål."""
    return _TO_WHISPER.get(language, language)


def from_whisper(code: str) -> str:
    """The language that Whisper's `code` stands for, as documents and readers call it."""
    return _FROM_WHISPER.get(code, code)
