"""The journal of edits: every edit of an interview on the review page, on the disk before the page is told that it was made.

One JSON value a line, only ever added to. A line that a crash left unfinished is at the end, was never answered, and is
dropped. Holds what people said: it lies under `restricted`, for its owner alone.
"""

import io
import json
import os
from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ipstranscribe.model.edits import JournalLine, JournalStart
from ipstranscribe.study import storage
from ipstranscribe.study.damaged import Damaged

_LINE: TypeAdapter[JournalLine] = TypeAdapter(JournalLine)


class EditJournal:
    """The journal of one interview, open for adding lines. Whoever has it open holds the interview."""

    def __init__(self, path: Path, file: io.FileIO) -> None:
        self.path = path
        self._file = file

    @classmethod
    def begin(cls, path: Path, start: JournalStart) -> "EditJournal":
        """A new journal in the place of whatever is there."""
        storage.write_bytes(path, _written([start]), private=True)
        return cls.resume(path)

    @classmethod
    def resume(cls, path: Path) -> "EditJournal":
        """Go on with the journal at `path`; what a crash left unfinished at its end is cut off."""
        try:
            whole = _whole(path.read_bytes())
            file = io.FileIO(path, "r+")
            file.truncate(len(whole))
            file.seek(len(whole))
        except OSError as error:
            raise storage.cannot_write(path, error) from None
        return cls(path, file)

    def add(self, lines: Sequence[JournalLine]) -> None:
        """Add lines; they are on the disk when this returns.

        Raises UserError (CANNOT_WRITE) where that is not possible; nothing of them is kept then.
        """
        before = self._file.tell()
        data = _written(lines)
        try:
            if self._file.write(data) != len(data):
                raise OSError(28, os.strerror(28))  # noqa: TRY301 - a full disk that took a part
            os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(before)
            self._file.seek(before)
            raise storage.cannot_write(self.path, error) from None

    def close(self) -> None:
        """Close the file; it stays."""
        self._file.close()


def read(path: Path) -> tuple[JournalLine, ...]:
    """All whole lines of a journal. Raises UserError for one that is damaged: a line inside of it cannot be read."""
    try:
        lines = tuple(map(_LINE.validate_json, _whole(path.read_bytes()).split(b"\n")[:-1]))
    except ValidationError:
        raise Damaged(path.name, ": a line of it cannot be read") from None
    except OSError as error:
        raise storage.cannot_write(path, error) from None
    if not lines or not isinstance(lines[0], JournalStart):
        raise Damaged(path.name, ": it does not say which transcript it is about")
    return lines


def _written(lines: Sequence[JournalLine]) -> bytes:
    return b"".join(json.dumps(one.model_dump(mode="json"), ensure_ascii=False).encode() + b"\n" for one in lines)


def _whole(content: bytes) -> bytes:
    """A journal without an unfinished end: a part of a line, or a block that the disk never got."""
    end = content.rfind(b"\n") + 1
    while end:
        begin = content.rfind(b"\n", 0, end - 1) + 1
        try:
            json.loads(content[begin:end])
        except ValueError:
            end = begin
        else:
            break
    return content[:end]
