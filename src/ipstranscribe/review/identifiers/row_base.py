"""The base of a row of the decision table: what was decided on it when the table was written, so that a returned row is
compared with that, and not with what somebody else has decided since.
"""

import hashlib

from ipstranscribe.documents import tables
from ipstranscribe.documents.table_layout import TableRow

COLUMN = "as_written"
"""Name of the column, which the workbook hides."""
_DECIDING = ("decision", "replacement", "scope")
_SIGNS = 10
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def of_row(row: TableRow, verdict: str) -> str:
    """The base of a row that is written like this: a short hash of its `verdict` and of the other cells that decide."""
    cells = (tables.from_text_cell(row.get(name, "")) for name in _DECIDING[1:])
    told = "\n".join((verdict, *(" ".join(cell.split()) for cell in cells)))
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)


def is_untouched(row: TableRow, verdict: str) -> bool:
    """Whether nobody has decided anything in this row since the program wrote it."""
    return row.get(COLUMN, "") == of_row(row, verdict)
