"""Passphrases of the key: proposed, judged and asked for; kept in the system's keyring. No error holds one.

A new one is judged by zxcvbn (Wheeler 2016, "zxcvbn: Low-budget password strength estimation"), which knows the words that
people use and is told those of the study. Letters are brought to one Unicode form (NFC), since keyboards differ in it.
"""

import os
import secrets
import time
import unicodedata
from collections.abc import Sequence
from typing import Any

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study.folder import Study

PASSPHRASE = "IPSTRANSCRIBE_PASSPHRASE"  # noqa: S105 - the name of the environment variable
NEW_PASSPHRASE = "IPSTRANSCRIBE_NEW_PASSPHRASE"  # noqa: S105 - the same
HANDOVER = "IPSTRANSCRIBE_HANDOVER_PASSPHRASE"
SHORTEST = 12
"""Fewest characters of a new passphrase."""
_TRIES = 3
_SURE = 3
"""Least score of zxcvbn, 0 to 4: 10^8 guesses and more, each of which takes a second with the key's work factor."""
_FURTHER = 6
"""Fewest letters and digits besides the words of the study."""
_JUDGED = 72
"""Characters that zxcvbn looks at."""
_SERVICE = "ipstranscribe"
_CONSONANTS, _VOWELS = "bdfghjklmnprstvz", "aeiou"


def of_study(study: Study) -> str:
    """The passphrase of a key that there is: from the environment, else the system's keyring, else by asking.

    Raises UserError (KEY) where nobody can be asked.
    """
    given = os.environ.get(PASSPHRASE) or from_keyring(study)
    return given or _asked(_PROMPT, f"{_SET}, or store it with `ipstranscribe key remember`.")


def at_hand(study: Study) -> str | None:
    """The passphrase where nobody has to be asked for it: from the environment or the system's keyring; else None."""
    return os.environ.get(PASSPHRASE) or from_keyring(study)


def new(study: Study) -> str:
    """A passphrase for a key that is made now: from the environment or keyring, else chosen by a person.

    Raises UserError (KEY) for one that is easy to guess, and where nobody can be asked.
    """
    given = os.environ.get(PASSPHRASE) or from_keyring(study)
    return accepted(given, study) if given else chosen(study)


def for_handover(study: Study) -> str:
    """A new passphrase for a handed-over study: from its environment variable, else chosen by a person; raises UserError."""
    given = os.environ.get(HANDOVER)
    return accepted(given, study) if given else chosen(study, HANDOVER, "The handover")


def of_handover() -> str:
    """The passphrase of a handed-over study: from its environment variable, else by asking; raises UserError (KEY)."""
    return os.environ.get(HANDOVER) or _asked("Passphrase of the handover", f"Set {HANDOVER}.")


def to_remember(study: Study, *, new: bool) -> str:
    """The passphrase that the keyring is to hold: from the environment or a person; raises UserError (KEY)."""
    given = os.environ.get(PASSPHRASE)
    if new:
        return accepted(given, study) if given else chosen(study)
    return given or _asked(_PROMPT, f"{_SET}.")


def next_one(study: Study) -> str:
    """The new passphrase for a change: from its environment variable, else chosen by a person; raises UserError (KEY)."""
    given = os.environ.get(NEW_PASSPHRASE)
    return accepted(given, study) if given else chosen(study, NEW_PASSPHRASE)


def chosen(study: Study, variable: str = PASSPHRASE, what: str = "The key of this study") -> str:
    """A new passphrase that a person chooses, or takes as proposed; asks again for one that is easy to guess."""
    proposal = proposed()
    events.warn(
        f"{what} gets a passphrase: at least {SHORTEST} characters that nobody can guess, best several words\n"
        "that do not belong together. Nobody can recover it, and without it what it seals is lost: write it down now, and\n"
        "keep it somewhere else.\n"
        f"  Proposed: {proposal}"
    )
    question = events.UserQuestion(
        "New passphrase (Enter takes the proposed one)", secret=True, twice=True, empty=proposal
    )
    for left in reversed(range(_TRIES)):
        answer = events.ask(question)
        if answer is None:
            raise _nobody(f"Set {variable}.")
        try:
            return accepted(answer, study)
        except UserError as error:
            if not left:
                raise
            events.failed(error)
    raise AssertionError("one of the tries returns or raises")


def proposed() -> str:
    """A passphrase of six made-up words, easy to write down and to type on any keyboard; 76 bits of chance."""
    syllables = [secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(12)]
    return "-".join(a + b for a, b in zip(syllables[::2], syllables[1::2], strict=True))


def accepted(given: str, study: Study) -> str:
    """A new passphrase in its one Unicode form; raises UserError (KEY) for one that is short or easy to guess."""
    from zxcvbn import zxcvbn

    normal, own, why = unicodedata.normalize("NFC", given), _own_words(study), ""
    if len(normal) < SHORTEST:
        why = f"it has fewer than {SHORTEST} characters"
    elif zxcvbn(normal[:_JUDGED], user_inputs=own)["score"] < _SURE or _without(normal, own) < _FURTHER:
        why = "it is made of what others would try first: known passwords, names, rows of keys, or words of this study"
    if why:
        raise UserError(
            f"This passphrase is easy to guess: {why}.",
            f"Take several words that do not belong together, at least {SHORTEST} characters in all.",
            ExitCode.KEY,
        )
    return normal


def ways_to_write(given: str) -> tuple[str, ...]:
    """The Unicode forms in which a key may have been sealed with this passphrase, likeliest first, each once."""
    return tuple(dict.fromkeys((unicodedata.normalize("NFC", given), given, unicodedata.normalize("NFD", given))))


def sealed(content: bytes, secret: str) -> bytes:
    """Seal `content` in the age format with a passphrase, in its one Unicode form."""
    import pyrage

    closed: bytes = pyrage.passphrase.encrypt(content, ways_to_write(secret)[0])
    return closed


_BUSY, _BUSY_SECONDS, _AGAIN = "Excessive work", 60.0, 0.5
"""How the library says that a file takes too long to open, how long that is not believed, and how soon it is tried again.

It measures the machine for a moment and refuses what would take sixteen times as long as sealing should: its own file of a
minute ago, where other programs are at work.
"""


def opened(content: bytes, secret: str) -> bytes | None:
    """What is sealed in `content`; None where no way to write the passphrase opens it.

    Raises UserError (KEY) where the machine is too busy to open anything.
    """
    until = time.monotonic() + _BUSY_SECONDS
    found = (_decrypted(content, one, until) for one in ways_to_write(secret))
    return next((inside for inside in found if inside is not None), None)


def _decrypted(content: bytes, secret: str, until: float) -> bytes | None:
    import pyrage

    while True:
        try:
            inside: bytes = pyrage.passphrase.decrypt(content, secret)
        except pyrage.DecryptError as error:
            if _BUSY not in str(error):
                return None
            if time.monotonic() >= until:
                raise UserError(
                    "This computer is too busy to open what is sealed with a passphrase.",
                    "Close other programs, and try again. Nothing is known to be wrong with the passphrase or the file.",
                    ExitCode.KEY,
                ) from None
            time.sleep(_AGAIN)
        else:
            return inside


def _without(given: str, words: Sequence[str]) -> int:
    """The number of letters and digits of a passphrase besides these words."""
    rest = given.casefold()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word.casefold(), " ")
    return sum(map(str.isalnum, rest))


def _own_words(study: Study) -> list[str]:
    """Words that whoever knows the study would try: title, ids, and what the tables say of people."""
    told = [study.config.title, study.config.id, study.root.name, "ipstranscribe"]
    try:
        told += [value for one in study.participants for value in (one.id, one.name, *one.aliases)]
        told += [value for one in study.people for value in (one.name, *one.aliases)]
    except UserError:  # a damaged table is told of elsewhere
        pass
    words = (word for value in told for word in (value, *value.replace("-", " ").split()))
    return [word for word in dict.fromkeys(words) if len(word) > 1]


# Asking.

_PROMPT = "Passphrase for the key of this study"
_SET = f"Set {PASSPHRASE}"


def _asked(prompt: str, fix: str) -> str:
    answer = events.ask(events.UserQuestion(prompt, secret=True))
    if answer is None:
        raise _nobody(fix)
    return answer


def _nobody(fix: str) -> UserError:
    return UserError("The key needs a passphrase, and there is no terminal to ask for it.", fix, ExitCode.KEY)


# The system's keyring.


def from_keyring(study: Study) -> str | None:
    """The passphrase of `study` in the system's keyring; None if there is none, or no keyring."""
    try:
        keyring = _keyring()
    except UserError:
        return None
    try:
        found = keyring.get_password(_SERVICE, study.config.id)
    except keyring.errors.KeyringError:
        return None
    return str(found) if found else None


def remember(study: Study, secret: str) -> None:
    """Store the passphrase of `study` in the system's keyring; raises UserError (KEY) if that does not work."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, study.config.id, secret)
    except keyring.errors.KeyringError:
        raise _no_keyring() from None


def forget(study: Study) -> bool:
    """Remove the passphrase of `study` from the system's keyring; returns whether it was there."""
    keyring = _keyring()
    try:
        keyring.delete_password(_SERVICE, study.config.id)
    except keyring.errors.PasswordDeleteError:
        return False
    except keyring.errors.KeyringError:
        raise _no_keyring() from None
    return True


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        fix = f"Install `ipstranscribe[keyring]`, or set {PASSPHRASE}."
        raise UserError("The library that speaks to the system's keyring is not here.", fix, ExitCode.KEY) from None
    return keyring


def _no_keyring() -> UserError:
    return UserError("The system's keyring cannot be used.", f"Unlock it, or set {PASSPHRASE}.", ExitCode.KEY)
