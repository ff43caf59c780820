"""Wording of replacements in the language of the study's documents."""

from functools import cache

from ipstranscribe.languages import RECORDS, record
from ipstranscribe.model import Category

_WORDS = tuple(language.replacements for language in RECORDS.values())
# Values of the `role` column of people.csv that mean something other than a person. All others are a person's role.
_ROLE_CATEGORIES = {role: category for words in _WORDS for category, roles in words.roles.items() for role in roles}
# Columns of participants.csv with identifiers; the others are descriptions (age, gender, diagnosis) and not searched for.
ATTRIBUTE_CATEGORIES = {column: category for words in _WORDS for column, category in words.columns.items()}


def category_of_role(role: str) -> Category:
    """The category of a row of people.csv by its role."""
    return _ROLE_CATEGORIES.get(role.strip().casefold(), "person")


def role_in(role: str, language: str) -> str:
    """A role of the tables in a language of documents: `sister` is `søster` in a Norwegian study; as it is if not known."""
    said = role.strip().casefold()
    own = record(language)
    if said in _words_for_roles(language):
        return role
    key = next((_words_for_roles(code)[said] for code in RECORDS if said in _words_for_roles(code)), said)
    return (own.kinship.get(key) or (own.replacements.worded.get(key, role),))[0]


def english_role(role: str, language: str) -> str:
    """The English role behind a wording such as `P1s søster`; the wording itself if there is none."""
    known = _words_for_roles(language)
    said = role.casefold()
    return next((known[said[at:]] for at in (0, *_starts(said)) if said[at:] in known), role)


def _starts(words: str) -> list[int]:
    return [at + 1 for at, sign in enumerate(words) if sign == " "]


@cache
def _words_for_roles(language: str) -> dict[str, str]:
    """Word for a role in a language, casefolded → the English role."""
    known = record(language)
    told = [
        (form, role)
        for role, forms in known.kinship.items()
        for form in (*forms, *((role,) if language == "en" else ()))
    ]
    found: dict[str, str] = {}
    for word, role in (*told, *((word, role) for role, word in known.replacements.worded.items())):
        found.setdefault(word.casefold(), role)
    return found


def numbered_replacement(category: Category, number: int, language: str, role: str = "") -> str:
    """A numbered replacement: `[place 2]`, `[employer 1]`. Numbers are unique in the study."""
    return f"[{role or record(language).replacements.labels[category]} {number}]"


def role_replacement(role: str, of: str, language: str) -> str:
    """A replacement by role: `[employment specialist]`, `[P1's husband]`, `[P1s ektemann]`."""
    if not of:
        return f"[{role}]"
    return f"[{record(language).replacements.owned.format(of=of, role=role)}]"
