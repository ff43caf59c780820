"""Languages: which there are, which builds on which, and the record of each. Every other room asks here.

A language is named by its code: `en`, `nb`, `nn`. Both kinds of Norwegian share rules and most lists of words, which stand
under `nb`. `no` is Whisper's code for bokmål, and may come from people too. To add a language, write its file (`en.py` is
one) with its lists in `data/`, and add it to `RECORDS`. A language without a record has no rules, and is given none.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import da, en, nb, nn
from ipstranscribe.languages.names import EXAMPLES, code_of
from ipstranscribe.languages.record import Language

T = TypeVar("T")

RECORDS: dict[str, Language] = {one.code: one for one in (en.LANGUAGE, nb.LANGUAGE, nn.LANGUAGE, da.LANGUAGE)}
"""The record of each language, by its code."""

LANGUAGES = tuple(code for code, language in RECORDS.items() if language.documents)
"""Document languages, for labels and replacements. Recordings may be in any language that Whisper knows."""

_BUILDS_ON = {code: language.builds_on for code, language in RECORDS.items() if language.builds_on} | {"no": "nb"}

RULES = tuple(code for code, language in RECORDS.items() if language.rules == code)
"""Languages that have recognizers' patterns and lists of their own."""

_FROM_WHISPER = {language.whisper: code for code, language in RECORDS.items()}


def find(language: str) -> Language | None:
    """The record of `language`, by its code (also with a region: `en-GB`), Whisper's code or its name; None without one."""
    code = language.lower().replace("_", "-").split("-")[0]
    return RECORDS.get(_FROM_WHISPER.get(code, code)) or RECORDS.get(code_of(language) or "")


def spoken(name: str) -> str:
    """The code of the language that people call `name`; raises ValueError, which quotes nothing, for no language."""
    code = code_of(name)
    if code is None:
        raise ValueError(f"is no language that is known; write its code or its English name, for example {EXAMPLES}")
    return code


def of_documents(name: str) -> str:
    """The code of a language that documents can be in; raises ValueError, which quotes nothing, for another."""
    code = code_of(name)
    if code not in LANGUAGES:
        raise ValueError(f"is no language that documents can be in; write one of {named_rules()}")
    return str(code)


def record(language: str) -> Language:
    """The record of `language`; raises UserError if there is none."""
    found = find(language)
    if found is None:
        raise UserError(f"There are no rules for the language {language}.", f"There are rules for {named_rules()}.")
    return found


def base(language: str) -> str:
    """The language that `language` builds on, `nb` for all Norwegian; any other is its own."""
    return _BUILDS_ON.get(language, language)


def with_base(language: str) -> tuple[str, ...]:
    """The languages whose lists together serve `language`: the one that it builds on first, if there is one."""
    return (base(language), language) if language in _BUILDS_ON else (language,)


def country(language: str) -> str:
    """The country whose places come first in talk in `language` (ISO 3166-1); empty for none, or without a record."""
    found = find(language)
    return found.country if found else ""


def day_first(language: str) -> bool:
    """Whether `3/4/2019` is a day in April in `language`; else it is ambiguous."""
    found = find(language)
    return bool(found and found.dates.day_first)


def bare_genitive(language: str) -> bool:
    """Whether names take an s without an apostrophe in `language`: `Klaras`."""
    found = find(language)
    return bool(found and found.bare_genitive)


def is_norwegian(language: str) -> bool:
    """Whether `language` is Norwegian of either kind."""
    return base(language) == "nb"


def rules_for(language: str) -> str:
    """The language whose patterns and lists serve `language`: `nb` for all Norwegian; UserError for one without a record."""
    return record(language).rules


def patterns_of(language: str) -> str:
    """The language for which the recognizers' patterns were written that serve `language`: `nb` for Danish."""
    own = record(rules_for(language))
    return own.like or own.code


def worded(table: Mapping[str, T], language: str) -> T:
    """The wordings of documents in `language`; where there are none yet, those of the language that it is like."""
    return table[language] if language in table else table[record(language).like]


def named_rules() -> str:
    """The languages that have rules, as a sentence names them."""
    return ", ".join(f"{code} ({language.name})" for code, language in RECORDS.items())


def without_rules(name: str) -> str:
    """The code of a language that has no rules; raises ValueError, which quotes nothing, for one that has."""
    code = spoken(name)
    if code in RECORDS:
        raise ValueError(f"the language left of `=` ({code}) has rules of its own; take that line out")
    return code


def with_rules(name: str) -> str:
    """The code of a language that has rules; raises ValueError, which quotes nothing, for another."""
    code = code_of(name)
    if code not in RECORDS:
        raise ValueError(f"there are no rules of the language right of `=`; choose one of {named_rules()}")
    return str(code)


def stated_rules(name: str) -> str:
    """The code of a language with rules that an option names; raises UserError for another."""
    code = code_of(name)
    if code not in RECORDS:
        raise UserError(f"There are no rules of {name}.", f"Choose one of {named_rules()}.", ExitCode.USAGE)
    return str(code)


def labels_for(language: str) -> str:
    """The language in which a transcript in `language` names sounds: its own, or English for one without a record."""
    found = find(language)
    return found.code if found else "en"


def entry(table: Mapping[str, T], language: str) -> T:
    """The entry of a table of wordings for `language`; where it has none, that for bokmål, which every such table has."""
    return table.get(language, table["nb"])


def words_with_letters_of_its_own() -> frozenset[str]:
    """Words with letters beyond a to z that a language is known by, of all languages, in lower case."""
    said: set[str] = set()
    for one in RECORDS.values():
        tables = (one.kinship, one.disfluencies, one.cues, one.guide, one.spelled, one.columns)
        phrases = [phrase for table in tables for words in table.values() for phrase in words]
        phrases += [*one.numbers.recognized, *one.dates.months, *one.dates.ordinals]
        said.update(word for phrase in phrases for word in phrase.lower().split() if word.isalpha() or "’" in word)
    return frozenset(word for word in said if not word.isascii())


def pooled(words: Callable[[Language], Iterable[str]]) -> frozenset[str]:
    """Words of all languages: what `words` gives of each record."""
    return frozenset(word for one in RECORDS.values() for word in words(one))


def column_words(column: str) -> frozenset[str]:
    """The words for a column of the study's tables, of all languages, in lower case: tables mix languages in fact."""
    return frozenset(word for one in RECORDS.values() for word in (*one.columns.get(column, ()), column))


def consent_word(said: str) -> str | None:
    """The scope of consent that a word in any language means (`arkiv` → `archive`); None for another word."""
    plain = " ".join(said.casefold().split())
    for one in RECORDS.values():
        for scope, words in one.consent.items():
            if plain == scope or plain in words:
                return scope
    return None


def for_whisper(language: str) -> str:
    """`language` as Whisper's own code, which is `no` for bokmål."""
    return RECORDS[language].whisper if language in RECORDS else language


def from_whisper(code: str) -> str:
    """The language that Whisper's `code` stands for, as documents and readers call it."""
    return _FROM_WHISPER.get(code, code)
