"""Answers in JSON, errors among them: what happened and what to do, never a word of a transcript."""

from starlette.responses import JSONResponse, Response

from ipstranscribe.errors import ExitCode, UserError

AnswerBody = dict[str, object]
"""What an answer holds, as JSON has it."""


class NotDone(UserError):
    """What the page asked for and cannot have now; `word` is what the page tells it by, `status` that of HTTP."""

    def __init__(self, word: str, what: str, fix: str = "", status: int = 409) -> None:
        super().__init__(what, fix, ExitCode.BAD_INPUT)
        self.word = word
        self.status = status


_WORDS = {
    ExitCode.USAGE: ("bad_request", 400),
    ExitCode.BAD_INPUT: ("bad_input", 400),
    ExitCode.BAD_STUDY: ("bad_study", 409),
    ExitCode.WRONG_FILE: ("wrong_file", 409),
    ExitCode.REFUSED: ("not_now", 409),
    ExitCode.KEY: ("key", 409),
    ExitCode.MISSING_MODEL: ("missing_model", 409),
    ExitCode.CANNOT_WRITE: ("cannot_write", 500),
}
"""Exit codes that a command would have → the word and the status of the answer."""


def told(body: AnswerBody) -> Response:
    """An answer with what was asked for."""
    return JSONResponse(body)


def error(what: str, fix: str, word: str, status: int) -> Response:
    """An answer that says what happened, and what to do."""
    return JSONResponse({"what": what, "fix": fix, "code": word}, status)


def of_error(failure: UserError) -> Response:
    """The answer for an error that the user can mend."""
    if isinstance(failure, NotDone):
        return error(failure.what, failure.fix, failure.word, failure.status)
    return error(failure.what, failure.fix, *_WORDS.get(failure.code, ("inside", 500)))


def of_failure(failure: UserError) -> AnswerBody:
    """What an answer tells of an error where the request itself was answered."""
    word, _ = _WORDS.get(failure.code, ("inside", 500))
    return {"what": failure.what, "fix": failure.fix, "code": word}


def refused() -> Response:
    """The answer to whoever may not ask; it does not say why."""
    return error("Refused.", "", "refused", 403)


def unexpected(place: str) -> Response:
    """The answer where the program itself is wrong, at `place` (a type of error and a line of ours)."""
    return error(f"Something went wrong inside the program: {place}", "Please report that line.", "inside", 500)
