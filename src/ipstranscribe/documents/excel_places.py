"""Sheet names that Excel accepts, and references to cell ranges."""

import re
from collections.abc import Sequence

from ipstranscribe.text.wording import visible

LONGEST_NAME = 31
"""Maximum length of a sheet name, in UTF-16 code units."""

FIRST_ROW = 3
"""The first data row, below the mark and the column names."""

_LAST = 1000
"""The last row of a list on a sheet: more codes than anybody can use."""

_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_TAKEN_BY_EXCEL = ("history",)


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Valid sheet names for these titles, in order: allowed characters, short enough, and unique."""
    names: list[str] = []
    taken = set(_TAKEN_BY_EXCEL)
    for title in titles:
        safe = visible(_NOT_IN_NAMES.sub(" ", title)).strip().strip("'") or "_"
        name, number = _shortened(safe, LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            end = f" {number}"
            name = _shortened(safe, LONGEST_NAME - len(end)) + end
        names.append(name)
        taken.add(name.casefold())
    return names


def _shortened(text: str, longest: int) -> str:
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip()


def cell_range(title: str, columns: str, rows: str = f"{FIRST_ROW}:{_LAST}") -> str:
    """The reference of a cell range on the sheet `title`: columns `A` or `A:C`, rows `2:2`."""
    (left, _, right), (top, _, bottom) = columns.partition(":"), rows.partition(":")
    quoted = title.replace("'", "''")
    return f"'{quoted}'!${left}${top}:${right or left}${bottom}"
