"""Words of the identifiers' workbook in each language: headings, categories, states, and what its second sheet says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.languages import LANGUAGES, worded


def column_names() -> Mapping[str, str]:
    """Heading in any language, in small letters → the program's name of the column, which is a heading as well."""
    told = [words(code)["columns"] for code in LANGUAGES]
    now = {said.casefold(): name for columns in told for name, heading in columns.items() for said in (heading, name)}
    return words("earlier") | now


def column_label(column: str) -> str:
    """A column as messages name it: by the program's name, and as the workbook heads it in each language."""
    return f"{column} ({', '.join(dict.fromkeys(words(code)['columns'][column] for code in LANGUAGES))})"


def category_names() -> Mapping[str, str]:
    """Word for a category in any language, in small letters → the program's name of it."""
    return {word.casefold(): name for code in LANGUAGES for name, word in words(code)["categories"].items()}


@cache
def words(language: str) -> dict[str, Any]:
    """What the workbook says in a language."""
    text = (resources.files(__package__) / "workbook.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = worded(tomllib.loads(text), language)
    return told
