"""Words of the condensation workbook in each language of documents: titles, headings, and what its first sheet says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.languages import LANGUAGES, worded


@cache
def words(language: str) -> dict[str, Any]:
    """What the workbook says in a language (en, nb, nn)."""
    told: dict[str, Any] = tomllib.loads((resources.files(__package__) / "words.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = worded(told, language)
    return found


@cache
def column_names() -> Mapping[str, str]:
    """Heading in any language, in small letters → the program's name of the column, which is a heading as well."""
    told = [words(code)["columns"] for code in LANGUAGES]
    return {said.casefold(): name for columns in told for name, heading in columns.items() for said in (heading, name)}


def label(column: str) -> str:
    """A column as messages name it: as the workbook heads it in each language."""
    return "/".join(dict.fromkeys(words(code)["columns"][column] for code in LANGUAGES))
