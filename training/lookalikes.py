"""Makes the table of letters that look like Latin ones from Unicode's list of confusable characters.

    python training/lookalikes.py confusables.txt

The list is https://www.unicode.org/Public/security/latest/confusables.txt (Unicode Technical Standard 39, Unicode License).
Single letters of other scripts whose look is that of one Latin letter are kept; accented Latin letters are letters of
their own in many languages and are not. Small letters that look like a Latin capital are added.
"""

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "ipstranscribe" / "release" / "search" / "lookalikes.tsv"
SMALL_CAPITALS = {"вʙ": "b", "нʜ": "h", "кκᴋ": "k", "мᴍ": "m", "тτᴛ": "t", "гᴦ": "r", "пηɴ": "n", "яʀ": "r", "ωѡ": "w"}
"""Small letters that are drawn like a capital or nearly so; Unicode's list has them look like each other only."""
ACCENTED = range(0xC0, 0x180)
DOTLESS = "ı"


def looks_like(letter: str, prototype: str) -> str | None:
    """The Latin letter that `letter` looks like in Unicode's list, None if it is none of those wanted."""
    if len(letter) != 1 or len(prototype) != 1 or letter.isascii() or not prototype.isascii():
        return None
    if not letter.isalpha() or not prototype.isalpha() or unicodedata.normalize("NFKC", letter) != letter:
        return None
    if ord(letter) in ACCENTED and letter != DOTLESS:
        return None
    # One prototype stands for l and I alike; a capital looks like I.
    return "i" if prototype == "l" and letter.isupper() else prototype.lower()


def main(source: Path) -> None:
    """Write the table: a Latin letter, a tab, the letters that look like it."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in source.read_text(encoding="utf-8-sig").splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) < 2:
            continue
        letter, prototype = ("".join(chr(int(c, 16)) for c in f.split()) for f in fields[:2])
        if latin := looks_like(letter, prototype):
            found[latin].add(letter)
    for letters, latin in SMALL_CAPITALS.items():
        found[latin].update(letters)
    rows = (f"{latin}\t{''.join(sorted(letters))}\n" for latin, letters in sorted(found.items()))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
