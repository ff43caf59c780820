"""Recognizers of identifiers: their interface, and those that work by rules.

A recognizer is one small file: named patterns or a list, and a pure check. To add one, write a class with a `name` and
a `find`, and add it to `patterns`. It returns spans over the unchanged text; it never links, decides or replaces. A
recognizer that fails raises: nothing is released if a text was not searched completely.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ipstranscribe.model import Category


@dataclass(frozen=True, slots=True)
class Found:
    """A span of text that a recognizer found as an identifier.

    `certain` means it is replaced without asking; otherwise a person is asked, in order of `confidence`.
    """

    char_start: int
    char_end: int
    category: Category
    found_by: str
    confidence: float
    certain: bool


class Recognizer(Protocol):
    """A recognizer of one kind of identifier."""

    @property
    def name(self) -> str:
        """The name that is recorded as `found_by`."""
        ...

    def find(self, text: str) -> Iterable[Found]:
        """Find the identifiers in `text` (NFC). Spans may overlap; the caller resolves that."""
        ...


@runtime_checkable
class ReadsAhead(Protocol):
    """A recognizer that reads many texts at once sooner than one after another; what it finds is the same."""

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Read the texts that `find` will be asked about next; others than these, and earlier ones, may be forgotten."""
        ...


def patterns(language: str) -> tuple[Recognizer, ...]:
    """The rule-based recognizers for a language (`en`, `nb`, `nn`); raises UserError for one without rules."""
    from ipstranscribe.languages import record, rules_for
    from ipstranscribe.pseudonymize.recognizers.addresses import Addresses
    from ipstranscribe.pseudonymize.recognizers.ages import Ages
    from ipstranscribe.pseudonymize.recognizers.birth_names import BirthNames
    from ipstranscribe.pseudonymize.recognizers.capitals import Capitals
    from ipstranscribe.pseudonymize.recognizers.codes import Codes
    from ipstranscribe.pseudonymize.recognizers.contacts import Emails, Urls
    from ipstranscribe.pseudonymize.recognizers.dates import Dates
    from ipstranscribe.pseudonymize.recognizers.dialect import InDialect
    from ipstranscribe.pseudonymize.recognizers.facts import IdentifyingFacts
    from ipstranscribe.pseudonymize.recognizers.introduced import Introduced
    from ipstranscribe.pseudonymize.recognizers.name_list import NameList
    from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
    from ipstranscribe.pseudonymize.recognizers.numbers import IdNumbers
    from ipstranscribe.pseudonymize.recognizers.occupations import Occupations
    from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
    from ipstranscribe.pseudonymize.recognizers.own_patterns import OwnPatterns
    from ipstranscribe.pseudonymize.recognizers.phones import Phones
    from ipstranscribe.pseudonymize.recognizers.plates import Plates
    from ipstranscribe.pseudonymize.recognizers.relative_dates import RelativeDates
    from ipstranscribe.pseudonymize.recognizers.spelled_codes import SpelledCodes
    from ipstranscribe.pseudonymize.recognizers.spelled_names import SpelledNames

    spoken = rules_for(language)
    dates = Dates(spoken)
    beside = (dates, Codes((dates,)))

    def read(recognizer: Recognizer) -> Recognizer:
        return InDialect(recognizer, spoken) if record(spoken).dialect else recognizer

    return (
        Emails(spoken),
        Urls(spoken),
        *beside,  # before those that ask them
        IdNumbers(beside),
        Plates(spoken, beside),
        SpelledCodes(spoken, beside),
        SpelledNames(spoken),
        read(Phones(spoken, beside)),
        read(Introduced(spoken, beside)),
        read(RelativeDates(spoken)),
        read(Ages(spoken)),
        read(BirthNames(spoken)),
        read(Addresses(spoken)),
        read(Organisations(spoken)),
        read(Occupations(spoken)),
        read(IdentifyingFacts(spoken)),
        NameList(spoken),
        NamesInTalk(spoken),
        Capitals(spoken),
        *([OwnPatterns(spoken)] if record(spoken).patterns else []),
    )
