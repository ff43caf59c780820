"""Words of the corrections' workbook in each language: headings, scopes, verdicts, and what its second sheet says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from ipstranscribe.languages import LANGUAGES, worded
from ipstranscribe.review.verdicts import VerdictWords

ScopeWord = Literal["everywhere", "listed", "interview", "place", "vocabulary"]
SCOPES: tuple[ScopeWord, ...] = ("everywhere", "listed", "interview", "place", "vocabulary")
"""Where a decision holds, as the column `scope` says it."""


@cache
def words(language: str) -> dict[str, Any]:
    """What the workbook says in a language (en, nb, nn)."""
    text = (resources.files(__package__) / "table.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = worded(tomllib.loads(text), language)
    return told


VERDICTS = VerdictWords[Literal["yes", "no"]](
    {
        "yes": (*(words(code)["yes"] for code in LANGUAGES), "y", "j", "x", "1", "true", "sann", "accept", "godta"),
        "no": (*(words(code)["no"] for code in LANGUAGES), "n", "0", "false", "usann", "reject", "avvis"),
    }
)
"""Words for yes and no in the columns `decision` and `vocabulary`."""

SCOPE_WORDS = VerdictWords[ScopeWord](
    {scope: (*(words(code)[scope] for code in LANGUAGES), f"this {scope}") for scope in SCOPES}
)
"""Words for where a decision holds."""


def column_names() -> Mapping[str, str]:
    """Heading in any language, in small letters → the program's name of the column, which is a heading as well."""
    told = [words(code)["columns"] for code in LANGUAGES]
    return {said.casefold(): name for columns in told for name, heading in columns.items() for said in (heading, name)}


def column_label(column: str) -> str:
    """A column as messages name it: by the program's name, and as the workbook heads it in each language."""
    return f"{column} ({', '.join(dict.fromkeys(words(code)['columns'][column] for code in LANGUAGES))})"
