"""Reader of TOML files that people edit: mistakes are told by line and column, and never by what stands there."""

import re
import tomllib
from typing import Any

TomlPath = tuple[str | int, ...]
"""Where an entry is: its sections and its name; of sections in double brackets also their number, from 1."""

_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|(end) of document)\)")
_TWICE = re.compile(r"twice|overwrite|mutate|declare|define", re.IGNORECASE)
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_ENTRY = re.compile(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+(?:\s*\.\s*[\w-]+)*))\s*=""")


class NotToml(ValueError):
    """A text is not valid TOML; the message says where, and quotes nothing."""


def parse(text: str) -> dict[str, Any]:
    """The content of a TOML text; raises NotToml, whose message goes on a sentence: `it is not valid TOML at line 3`."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NotToml("it has too many brackets") from None
    except tomllib.TOMLDecodeError as error:
        raise NotToml(_told(str(error))) from None


def _told(message: str) -> str:
    """The place in a message of the library, and whether an entry stands there twice; the rest may quote a key."""
    place = _PLACE.search(message)
    where = "" if place is None else " at its end" if place[3] else f" at line {place[1]}, column {place[2]}"
    before = message[: place.start()] if place else message
    if _TWICE.search(re.sub(r"\(.*\)", "", before)):
        return f"an entry or section stands there twice, or an entry has the name of a section{where}"
    return f"it is not valid TOML{where}"


def lines_of(text: str) -> dict[TomlPath, int]:
    """The line of every section and entry, as far as they are written in the usual way: one entry on a line."""
    lines: dict[TomlPath, int] = {}
    times: dict[TomlPath, int] = {}
    section: TomlPath = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            section = tuple(part.strip(" \"'") for part in header[2].split("."))
            if header[1] == "[[":
                times[section] = times.get(section, 0) + 1
                section = (*section, times[section])
            lines.setdefault(section, number)
        elif entry := _ENTRY.match(line):
            name = next(part for part in entry.groups() if part is not None)
            names = [part.strip() for part in name.split(".")] if entry[3] else [name]
            lines.setdefault((*section, *names), number)
            lines.setdefault((*section, names[0]), number)
    return lines
