"""Wording of replacements in the language of the study's documents."""

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


def numbered_replacement(category: Category, number: int, language: str, role: str = "") -> str:
    """A numbered replacement: `[place 2]`, `[employer 1]`. Numbers are unique in the study."""
    return f"[{role or record(language).replacements.labels[category]} {number}]"


def role_replacement(role: str, of: str, language: str) -> str:
    """A replacement by role: `[employment specialist]`, `[P1's husband]`, `[P1s ektemann]`."""
    if not of:
        return f"[{role}]"
    return f"[{record(language).replacements.owned.format(of=of, role=role)}]"
