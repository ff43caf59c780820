"""Canaries: invented identifiers, the places of files that can hold them, and the ways in which they can be written.

A new format is a new file of carriers and a line in `CARRIERS`, or in `CARRIERS_REFUSED` where files of its kind are never
let through. What the program exports is there by itself.
"""

from ipstranscribe.release.gate import Gate, GateFinding, verdict

from .archives import ARCHIVES, UNSOUND
from .carrying import Carrier, Files, amid
from .excel import EXCEL
from .exported import EXPORTED
from .identifiers import IDENTIFIERS, KINDS, Identifier, gate_of, key_of, of_kind
from .pictures import REFUSED
from .plain import PLAIN
from .variants import MARKED_UP, VARIANTS, Variant
from .word import WORD

__all__ = [
    "CARRIERS",
    "CARRIERS_PLAIN",
    "CARRIERS_REFUSED",
    "IDENTIFIERS",
    "KINDS",
    "REPLACEMENT",
    "VARIANTS",
    "Carrier",
    "Files",
    "Identifier",
    "Variant",
    "amid",
    "escapes",
    "gate_of",
    "key_of",
    "leaks",
    "of_kind",
    "places_for",
    "refusals",
]

CARRIERS: dict[str, Carrier] = EXPORTED | WORD | EXCEL | PLAIN | ARCHIVES
"""Place → what puts a text there, for files that can be let through."""
CARRIERS_REFUSED: dict[str, Carrier] = REFUSED | UNSOUND
"""The same for files that never are: what can be read of them is searched all the same."""
CARRIERS_PLAIN = ("txt", "md", "csv cell", "json value", "html text", "docx body", "xlsx shared string")
"""Places that show a text as it is: where variants are planted."""
TYPED = ("txt", "md", "csv cell", "json value")
REPLACEMENT = "[person 1]"
"""What stands in place of an identifier in a clean file."""
_UNREADABLE = "cannot be looked into"


def places_for(variant: str) -> tuple[str, ...]:
    """Where an identifier in this way of writing is planted."""
    return tuple(place for place in CARRIERS_PLAIN if variant not in MARKED_UP or place in TYPED)


def escapes(carrier: Carrier, identifier: Identifier, text: str | None = None) -> bool:
    """Whether `identifier`, written as `text`, gets past a gate that knows nothing but it."""
    files = carrier(identifier.text if text is None else text)
    return bool(files) and not leaks(files, gate_of(identifier))


def leaks(files: Files, gate: Gate) -> list[GateFinding]:
    """What the gate finds to be an identifier."""
    return [finding for finding in _findings(files, gate) if _UNREADABLE not in finding.what]


def refusals(files: Files, gate: Gate) -> list[GateFinding]:
    """What the gate refuses because it cannot look into it."""
    return [finding for finding in _findings(files, gate) if _UNREADABLE in finding.what]


def _findings(files: Files, gate: Gate) -> tuple[GateFinding, ...]:
    return verdict(gate, [gate.search_file(name, data) for name, data in files.items()]).findings
