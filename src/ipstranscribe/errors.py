"""Errors shown to the user, with exit codes: one line for what happened, one for what to do."""

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pydantic import ValidationError


class ExitCode(IntEnum):
    """Exit codes, one per cause; documented in docs/exit-codes.md. 2 is typer's own, for a wrong option."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    BAD_INPUT = 3
    """A recording, document or table that cannot be read or lacks something."""
    MISSING_MODEL = 4
    BAD_STUDY = 5
    """The study folder, `study.toml` or `guide.toml` is missing or wrong."""
    WRONG_FILE = 6
    """A file of the wrong kind, a newer version, or damaged."""
    REFUSED = 7
    """The gate refused a release."""
    INCOMPLETE = 8
    """Some interviews failed; the others were done."""
    KEY = 9
    """The key is missing, damaged, misplaced, or the passphrase is wrong."""
    CANNOT_WRITE = 10
    NOTHING_SAID = 11
    """No speech was found in the recording."""
    INTERRUPTED = 130


class UserError(Exception):
    """An error that the user can fix. Neither line may contain words of a transcript or a name."""

    def __init__(self, what: str, fix: str, code: ExitCode = ExitCode.BAD_INPUT) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix
        self.code = code


class Mistake(NamedTuple):
    """A validation error of pydantic, without the given value, which may be somebody's words."""

    path: tuple[str, ...]
    """Field names and list positions, from the outside in; empty for the value as a whole."""
    kind: str
    """pydantic's type of the error, such as `string_pattern_mismatch`."""
    message: str
    """pydantic's message; our own sentences follow `Value error, `."""

    @property
    def where(self) -> str:
        """The path as text (`levels.place`); empty for the value as a whole."""
        return ".".join(self.path)

    @property
    def what(self) -> str:
        """The message without pydantic's prefix."""
        return self.message.removeprefix("Value error, ")


def first_mistake(error: "ValidationError") -> Mistake:
    """The first of pydantic's errors: users are shown one at a time."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return Mistake(tuple(map(str, first["loc"])), first["type"], first["msg"])
