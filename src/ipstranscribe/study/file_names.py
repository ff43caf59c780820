"""File names: built from an interview's id, and parsed for the interviews that they name."""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import NamedTuple

from ipstranscribe import system
from ipstranscribe.study import storage

_AFTER_ID = re.compile(r"[_.]")


def transcript_draft(of: str) -> str:
    """File name of the transcript's Word draft, for an interview or a recording."""
    return f"{of}_transcript_draft.docx"


def transcript_partial(of: str) -> str:
    """File name of the partial transcript, written during transcription."""
    return f"{of}_transcript_partial.txt"


def kept_copy(path: Path, why: str, content: bytes) -> Path:
    """The path, beside `path`, for a copy of a file that a person changed; the same `content` gives the same path."""
    return path.with_name(f"{path.stem}_{why}_{storage.digest_of(content)[:8]}{path.suffix}")


def interviews_of(path: str, interviews: Iterable[str]) -> frozenset[str]:
    """The interviews that a file is named after: `P10_and_P1.csv` after two, `P1_b_units.csv` after P1_b if that exists.

    Empty, unless its name, or that of a folder in `path`, starts with one of `interviews`.
    """
    path = unicodedata.normalize("NFC", path)
    known = _known(tuple(interviews))
    if not any(known.begins(part) for part in path.split("/")):
        return frozenset()
    return frozenset(known.ids[one.casefold()] for one in known.inside.findall(path))


class _KnownIds(NamedTuple):
    """The ids of a study as file names are compared with them: made once, since a study has thousands of files."""

    ids: Mapping[str, str]
    exact: frozenset[str]
    inside: re.Pattern[str]

    def begins(self, part: str) -> bool:
        """Whether the name of a file or folder starts with one of the ids, and with nothing longer."""
        ends = (*(match.start() for match in _AFTER_ID.finditer(part)), len(part))
        return any(part[:end] in self.exact for end in ends)


@lru_cache(maxsize=8)
def _known(interviews: tuple[str, ...]) -> _KnownIds:
    ids = {one.casefold(): one for one in interviews}
    either = "|".join(sorted(map(re.escape, ids.values()), key=len, reverse=True))
    inside = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
    return _KnownIds(ids, frozenset(ids.values()), inside)


def named_in(path: str, ids: Iterable[str]) -> frozenset[str]:
    """Those of `ids` that a file or a folder of its path is named after in some way: `Copy of P1.docx`, `.~lock.p1.odt#`.

    Further than `interviews_of`, for what must not be overlooked. Names are compared in Unicode form NFC, whatever case. An
    id that could be a word or a count in any name (`1`, `A`) is not looked for inside of names.
    """
    telling = {system.folded(one): one for one in ids if len(one) > 1 and not one.isdecimal()}
    if not telling:
        return frozenset()
    either = "|".join(sorted(map(re.escape, telling), key=len, reverse=True))
    return frozenset(telling[one] for one in re.findall(rf"(?<![^\W_])(?:{either})(?![^\W_])", system.folded(path)))


def is_copy_of(name: str, what: str) -> bool:
    """Whether a file name is `what`, or that of a copy, part or lock of it: `identifiers (1).ods`, `~$identifiers.xlsx`."""
    return bool(re.search(rf"(?<![^\W_]){re.escape(system.folded(what))}(?![^\W\d_])", system.folded(name)))


def below(folder: Path) -> list[Path]:
    """Every file, folder and link below `folder`, links not followed, in the order of their paths; as `Path.rglob` has it.

    What another command deletes while it is listed is passed over, where that ends in an error.
    """
    walked = os.walk(folder, onerror=_unless_gone)
    return sorted(Path(place, name) for place, folders, files in walked for name in (*folders, *files))


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, (FileNotFoundError, NotADirectoryError, PermissionError)):
        raise error


def found_in(folder: Path, name: str) -> Path:
    """The path of `name` below `folder` as the file system spells it: macOS takes `å` apart, tables do not.

    Names are compared in Unicode form NFC. A file that is not there has the path that was asked for.
    """
    path = folder
    for part in PurePath(name).parts:
        exact, wanted = path / part, unicodedata.normalize("NFC", part)
        same = () if exact.exists() or not path.is_dir() else sorted(path.iterdir())
        path = next((there for there in same if unicodedata.normalize("NFC", there.name) == wanted), exact)
    return path
