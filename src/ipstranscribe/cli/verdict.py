"""How the gate's verdict is shown: places and numbers, never a word of what was found."""

from typing import TYPE_CHECKING

from ipstranscribe import console

if TYPE_CHECKING:
    from ipstranscribe.release.gate import Verdict


def show(verdict: "Verdict") -> None:
    """Findings first; then what may still be looked at by a person."""
    if verdict.findings:
        console.table(
            ("file", "part", "what", "times"), [(f.file, f.part, f.what, str(f.times)) for f in verdict.findings]
        )
        return
    console.say(f"{verdict.files} files looked through, no known identifier found. This is not a guarantee.")
    if verdict.remains:
        console.table(
            ("file", "capitalised words left", "numbers left"),
            [(r.file, str(r.capitalised), str(r.numbers)) for r in verdict.remains],
        )
