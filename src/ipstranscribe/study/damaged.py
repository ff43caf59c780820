"""Damaged files of a study: said with the place, never with what stands there, and kept: they may be people's work."""

import contextlib
import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from ipstranscribe import model
from ipstranscribe.errors import ExitCode, UserError

STAY: tuple[type[model.Value], ...] = (model.Withdrawals, model.Decisions, model.Deposit)
"""Kinds of files that stay where they are although they are damaged, beside their copy: without them, interviews that were
withdrawn would be worked on, names that people pointed out would not be replaced, and nobody would be told what lies in an
archive."""

_BACKUP = "Put its latest copy of a backup in its place."
_MADE_ANEW = (
    "Where there is none, `ipstranscribe run` makes anew what it can; what people did there has to be done again."
)
_DECIDED_ANEW = "Where there is none, move it away; before anything else, withdraw or decide again what it held."


class Damaged(UserError):
    """Error: a file of the program's is damaged, and cannot be read any more; `why` says where, and quotes nothing."""

    def __init__(self, name: str, why: str, kept: str = "", *, stays: bool = False) -> None:
        told = f" It is kept as {kept}." if kept else ""
        fix = f"{_BACKUP} {_DECIDED_ANEW if stays else _MADE_ANEW}"
        super().__init__(f"{name} is damaged{why}.{told}", fix, ExitCode.WRONG_FILE)
        self.why = why


def place_in(path: Sequence[str]) -> str:
    """Where in a file, by the names that its types have; keys of the file's own are not told."""
    known = {name for kind in vars(model).values() if _is_value(kind) for name in kind.model_fields}
    return ".".join(part if part.isdecimal() or part in known else "…" for part in path) or "its top"


def _is_value(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, model.Value)


def set_aside(path: Path, raw: bytes, kind: type[model.Value]) -> str:
    """Rename a damaged file with the content `raw`, or copy one that stays; returns its new name, empty if it cannot be."""
    aside = path.with_name(f"{path.stem}_damaged_{hashlib.sha256(raw).hexdigest()[:8]}{path.suffix}")
    with contextlib.suppress(OSError):
        if kind not in STAY:
            path.replace(aside)
        elif not aside.exists():
            shutil.copy2(path, aside)  # with its mode
        return aside.name
    return ""
