"""Names of languages as people write them: `Norwegian`, `bokmål`, `nb-NO`, `nob` and `no` are one."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

EXAMPLES = "en (English), nb (Norwegian bokmål), nn (Norwegian nynorsk)"
"""Examples for error messages."""


_ODD = re.compile(r"[^\w\s().,/-]")
"""Signs that stand in no name of a language."""


def code_of(name: str) -> str | None:
    """The code of a language by its code (with a region or not) or its name; None if there is none of this name.

    `Norwegian` and `no` are bokmål, as Whisper has it.
    """
    if _ODD.search(name):
        return None
    wanted = _plain(unicodedata.normalize("NFKC", name))
    known = _codes()
    return known.get(wanted) or known.get(_plain(re.split(r"[-_(/,]", name.strip(), maxsplit=1)[0]))


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold()))


def is_heard(code: str) -> bool:
    """Whether recordings in the language with this code can be transcribed."""
    return code in _tables()["names"]


@cache
def _codes() -> dict[str, str]:
    return {
        _plain(name): code for table in _tables().values() for code, called in table.items() for name in (code, *called)
    }


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = (resources.files(__package__) / "data" / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
