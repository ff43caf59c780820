"""Errors shown to the user, with exit codes: one line for what happened, one for what to do."""

import re
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


def origin(error: BaseException) -> str:
    """The type of an unexpected error and its origin in our code, without its message, which may quote a transcript."""
    place, trace = "", error.__traceback__
    while trace:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("ipstranscribe"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


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
    def is_ours(self) -> bool:
        """Whether the sentence is one of ours, not pydantic's."""
        return self.message.startswith(_OURS)

    @property
    def what(self) -> str:
        """What is wrong, as the end of a sentence that begins with the place: `must be a whole number, such as 2`."""
        if self.is_ours:
            return self.message.removeprefix(_OURS)
        for kind, said in _PLAIN:
            if re.fullmatch(kind, self.kind):
                return said
        return plain(self.message)


def plain(message: str) -> str:
    """A message of pydantic in plain words: `must be at least 1` for `Input should be greater than or equal to 1`."""
    message = re.sub(
        r"Input should be (?=greater|less|at)", "must be ", message.removeprefix(_OURS).replace(f": {_OURS}", ": ")
    )
    for theirs, ours in (
        (r"Input should be a valid integer.*", "must be a whole number, such as 2"),
        (r"Input should be a valid number.*", "must be a number, such as 2.5"),
        (r"Input should be (?=')", "must be one of "),
        (r"Input should be ", "must be "),
        ("greater than or equal to", "at least"),
        ("less than or equal to", "at most"),
        ("greater than", "more than"),
    ):
        message = re.sub(theirs, ours, message, flags=re.DOTALL)
    return message


_OURS = "Value error, "
"""What pydantic puts before sentences of ours."""
_PLAIN = (
    ("missing", "is missing"),
    ("extra_forbidden", "is not an entry that there is"),
    ("string_pattern_mismatch", "may have letters, digits, - and _ only, such as P1, and no more than 31 of them"),
    ("string_too_(short|long)", "is too short or too long"),
    ("string_.*", 'must be text in quotation marks, such as "text"'),
    ("int_.*", "must be a whole number, such as 2"),
    ("(float|decimal)_.*", "must be a number, such as 2.5"),
    ("bool_.*", "must be true or false"),
    ("date_.*", "must be a day, such as 2027-12-31"),
    ("(tuple|list|set|iterable)_.*", 'must be a list, such as ["A", "B"]'),
    ("(dict|model|dataclass)_.*", "must be a section of its own, with its entries below it"),
)
"""Kinds of pydantic's errors → what is wrong, in words of people; an error of another kind says what is right."""


def first_mistake(error: "ValidationError") -> Mistake:
    """The first of pydantic's errors: users are shown one at a time."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return Mistake(tuple(map(str, first["loc"])), first["type"], first["msg"])
