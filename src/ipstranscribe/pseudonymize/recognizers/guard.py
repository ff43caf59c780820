"""A recognizer that breaks or takes for ever: the run is refused, and says which one and at which turn, never over what."""

import time

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer

LIMIT = 60.0
"""Seconds that a recognizer may take for a turn, and a millisecond more for each of its characters.

The slowest, a language model, takes about 0.1 ms a character: what needs ten times that has run into a text that it
cannot deal with, and what it says of that text is not relied upon.
"""
_PER_CHARACTER = 0.001
_FIX = "Nothing was stored. Correct that turn if it is garbled, or report this line."


def run_recognizer(recognizer: Recognizer, turn: Turn) -> list[Found]:
    """All that `recognizer` finds in `turn`; raises UserError if it fails or is too slow."""
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
