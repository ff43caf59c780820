"""The gate on a few files, in this process; the program looks at each file in a process of its own."""

from collections.abc import Mapping

from ipstranscribe.model import Decisions, Key
from ipstranscribe.release.gate import Gate, Verdict, verdict


def look_through(
    files: Mapping[str, bytes], key: Key, decisions: Decisions, interviews: Mapping[str, str] | None = None
) -> Verdict:
    """Search every text of `files` (name → content) for every known form that no decision covers."""
    gate = Gate.of(key, decisions, interviews)
    return verdict(gate, [gate.search_file(name, files[name]) for name in sorted(files)])
