"""Copies of the program's tables under other names: saved by LibreOffice or Numbers, copied by hand, left by a program."""

from collections.abc import Iterable
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.study.file_names import is_copy_of

_OFFICE_LOCKS = (".~lock.", "~$")
"""What LibreOffice and Microsoft Office put before the name of a file that is open there."""
_TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".csv", ".tsv", ".numbers", ".bak", ".old", ".tmp")
_PAGES = (".html", ".htm", ".pdf")


def copies(folder: Path, *names: str) -> list[Path]:
    """Every file below `folder` that is one of the tables or lists called `names`, or a copy, part or lock of it."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_copy(path.name, names)]


def can_hold_decisions(path: Path) -> bool:
    """Whether people can have decided in a copy: not in a page, a part, or what says that a program has it open."""
    name = path.name.casefold()
    return not (name.startswith(_OFFICE_LOCKS) or name.endswith((*_PAGES, ".part")))


def tell_open(paths: Iterable[Path]) -> None:
    """Say which of these files another program seems to have open: it would write them again."""
    for path in paths:
        if path.name.startswith(_OFFICE_LOCKS):
            name = path.name.removeprefix(".~lock.").removeprefix("~$").removesuffix("#")
            events.warn(
                f"{name} seems to be open in another program.\n  → Close it there without saving, or it comes back."
            )


def _is_copy(name: str, tables: tuple[str, ...]) -> bool:
    folded = name.casefold()
    is_table = folded.startswith(_OFFICE_LOCKS) or folded.endswith((*_TABLES, *_PAGES, ".part", "~"))
    return is_table and any(is_copy_of(name, one) for one in tables)
