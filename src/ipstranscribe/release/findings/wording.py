"""What is said of a finding, in each language of documents: why it is refused, where it comes from, what would settle it."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.languages import LANGUAGES, worded
from ipstranscribe.model import Decision, Occurrence
from ipstranscribe.release.findings.causes import Cause
from ipstranscribe.release.findings.places import RefusedPlace


@cache
def words(language: str) -> dict[str, Any]:
    """The words of the findings list in a language (en, nb, nn)."""
    text = (resources.files(__package__) / "words.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = worded(tomllib.loads(text), language)
    return told


_MOST_FILES = 4
OWN_COLUMNS = ("number", "where", "why", "settle", "decided", "meant", "files")
"""The columns of the list that the table of identifiers does not have."""


@cache
def column_names() -> dict[str, str]:
    """Heading in any language, in small letters → the program's name of the column, which is a heading as well."""
    told = [words(code)["list"] for code in LANGUAGES]
    return {said.casefold(): name for one in told for name in OWN_COLUMNS for said in (one[name], name)}


def why(cause: Cause, language: str) -> str:
    """Why it is refused, a sentence."""
    told = words(language)
    return str(told["unread"].format(why=cause.why)) if cause.why else str(told["reasons"][cause.reason])


def settles(cause: Cause, language: str) -> str:
    """What would settle it: decisions for talk, a change at the source for everything else."""
    told = words(language)
    where = cause.places[0].where
    if cause.kind == "turn":
        return str(told["settles_talk"][cause.reason])
    return str(told["settles"][cause.kind].format(where=where))


def where(place: RefusedPlace, language: str) -> str:
    """Where it stands: interview and turn, a question of the guide, a part of a file."""
    said = words(language)["where"][place.kind]
    number = f" #{place.number}" if place.number else ""
    return str(said.format(interview=place.interview, where=f"{place.where}{number}"))


def summary(cause: Cause, language: str) -> str:
    """Where a cause was found: interviews, and how many places in how many files."""
    told = words(language)
    kinds = ", ".join(cause.interviews) or told["kinds"][cause.kind]
    return str(told["summary"].format(where=kinds, places=len(cause.places), files=len(cause.files)))


def files(names: Sequence[str]) -> str:
    """The first names of files, and how many more there are."""
    more = f" + {len(names) - _MOST_FILES}" if len(names) > _MOST_FILES else ""
    return ", ".join(names[:_MOST_FILES]) + more


def decided(decision: Decision, language: str) -> str:
    """A decision as people know it: what, how far, by whom and when."""
    told = words(language)
    scope = decision.scope
    far = f"{scope.turn} #{scope.number}" if isinstance(scope, Occurrence) else scope or told["everywhere"]
    about = f" ({decision.entity})" if decision.entity else ""
    return f"{decision.form}{about}: {told['verdicts'][decision.verdict]}, {far}; {decision.by}, {decision.when}"


def reason_on_screen(reason: str, kind: str) -> tuple[str, str]:
    """Reason and kind of place in the words of the screen, which hold no word of the study."""
    told = words("en")
    return str(told["screen"][reason]), str(told["kinds"][kind])
