"""Guarded run of a recognizer: a failure or time-out stops the run with its name and the turn id, never with text."""

import time

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer

LIMIT = 60.0
"""Time limit of a recognizer for a turn in seconds, plus a millisecond for each character.

The slowest, a language model, takes about 0.1 ms a character; one that needs ten times that cannot process the text,
and its result is not relied upon.
"""
_PER_CHARACTER = 0.001
_FIX = "Nothing was stored. Correct that turn if it is garbled, or report this line."


def run_recognizer(recognizer: Recognizer, turn: Turn) -> list[Found]:
    """Run `recognizer` on `turn`; raises UserError if it fails or is too slow."""
    begun = time.monotonic()
    try:
        found = list(recognizer.find(turn.text))
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, its message may quote the turn
        what = f"{recognizer.name} failed at {turn.id} ({type(error).__name__})."
        raise UserError(what, _FIX, ExitCode.UNEXPECTED) from None
    if time.monotonic() - begun > LIMIT + _PER_CHARACTER * len(turn.text):
        raise UserError(f"{recognizer.name} took too long at {turn.id}.", _FIX, ExitCode.UNEXPECTED)
    return found
