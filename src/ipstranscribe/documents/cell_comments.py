"""Comments on cells of a workbook: where they are, never what they say or who wrote them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ipstranscribe.documents import ods_grid, safe_zip, xlsx_grid
from ipstranscribe.errors import UserError

_KINDS = {"comments": "comment", "ThreadedComments": "threadedComment"}
"""Root of a part with comments → its elements. Excel writes a threaded comment as an older one as well."""


def places(path: Path) -> list[str]:
    """The cells of a workbook that have a comment, as spreadsheet programs name them (`H4`), by sheet; none for a text.

    Raises UserError for a workbook that cannot be read.
    """
    reader = {".xlsx": _in_xlsx, ".ods": ods_grid.commented}.get(path.suffix.lower())
    if reader is None:
        return []
    try:
        return list(reader(path.read_bytes()))
    except (safe_zip.Unsafe, *xlsx_grid.DAMAGED):
        raise UserError(f"{path.name} is not a readable workbook.", "Save it again.") from None


def _in_xlsx(raw: bytes) -> Iterator[str]:
    safe_zip.check(raw)
    found: dict[str, list[list[str]]] = {kind: [] for kind in _KINDS}
    for one in safe_zip.members(raw):
        if "comment" in one.name.casefold() and one.name.lower().endswith(".xml"):
            root = safe_zip.xml(one.data)
            kind = _local(root)
            if kind in _KINDS:
                cells = (element.get("ref", "") for element in root.iter() if _local(element) == _KINDS[kind])
                found[kind].append(list(dict.fromkeys(cells)))
    for sheet in found["comments"] or found["ThreadedComments"]:
        yield from sheet


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
