"""Spots: where in an XML part a text stands, said so that the same words of two documents of ours have the same spot.

A spot is the path of the element; a paragraph with its style, a table with its style and width, a cell with its column
and with its row, counted from the top for headings and from the end for sums; a sheet with its place from the end.
"""

import re
from itertools import islice
from typing import Any

_HEAD = 2
"""Rows of a sheet that our workbooks have before the first row of content: the mark and the names of columns."""
_FOOT = 10
"""Rows that are counted from the end: those of our sheet of instructions, and the sums of a table."""
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)


def of_text(element: Any) -> str:
    """The spot of the text of an element."""
    path = [_label(element), *(_label(above) for above in element.iterancestors())]
    return "/".join(reversed(path))


def of_attribute(element: Any, name: str) -> str:
    """The spot of the value of an attribute: its element, and the one above that."""
    above = element.getparent()
    start = f"{_local(above.tag)}/" if above is not None else ""
    own = _label(element) if _local(element.tag) == "sheet" else _local(element.tag)
    return f"{start}{own}@{_local(name)}"


def _label(element: Any) -> str:
    """What tells an element from others of its name."""
    name = _local(element.tag)
    tell = _TOLD_APART.get(name)
    return f"{name}({tell(element)})" if tell else name


def _style(paragraph: Any) -> str:
    found = paragraph.find("{*}pPr/{*}pStyle")
    return next(iter(found.attrib.values()), "") if found is not None else ""


def _table(table: Any) -> str:
    found = table.find("{*}tblPr/{*}tblStyle")
    style = next(iter(found.attrib.values()), "") if found is not None else ""
    grid = table.find("{*}tblGrid")
    return f"{style} {len(grid) if grid is not None else 0}"


def _column(cell: Any) -> str:
    return str(sum(1 for _ in cell.itersiblings("{*}tc", preceding=True)))


def _cell(cell: Any) -> str:
    found = _CELL.fullmatch(cell.get("r", ""))
    if not found:
        return "?"
    if int(found[2]) <= _HEAD:
        return found[0]
    after = sum(1 for _ in islice(cell.getparent().itersiblings("{*}row"), _FOOT))
    return f"{found[1]}, {after} before the last" if after < _FOOT else f"{found[1]} below"


def _from_the_end(sheet: Any) -> str:
    return str(sum(1 for _ in sheet.itersiblings("{*}sheet")))


_TOLD_APART = {"p": _style, "tbl": _table, "tc": _column, "c": _cell, "sheet": _from_the_end}


def _local(name: Any) -> str:
    return name.rpartition("}")[2] if isinstance(name, str) else ""
