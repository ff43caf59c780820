"""Kinds of categories: which are names, which are numbers, and whose forms mean somebody else in every interview."""

from ipstranscribe.model import Category

SCOPED: frozenset[Category] = frozenset({"person", "age", "date", "other", "fact"})
"""Categories whose written forms mean a different entity in every interview: two people called Jonas."""
NAMES: frozenset[Category] = frozenset({"person", "organisation", "place", "other"})
"""Categories of names, which are inflected, shortened and misheard."""
NUMBERS: frozenset[Category] = frozenset({"phone", "id"})
"""Categories of numbers, which are the same in any grouping, with and without the code of a country."""
