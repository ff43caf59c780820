"""Write the Danish interviews in the form in which `identifiers.py` reads annotated identifiers.

    python -m benchmarks.danish FOLDER

Reads `interviews_da/*.txt` (its README says the form) and writes one JSON file each into FOLDER; `annotated.py` says how.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

INTERVIEWS = Path(__file__).parent / "interviews_da"
_MARK = re.compile(r"<(?P<type>\w+) (?P<direct>direct|quasi) (?P<entity>\w+)\|(?P<words>[^>]*)>")
_LINE = re.compile(r"(?P<speaker>[IP])(?:\([^)]*\))?:\s*(?P<said>.*)")
_UNITS = re.compile(r" // |\[(?:-|Q\w+)\]\s*")


def main() -> None:
    """Write every interview."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(INTERVIEWS.glob("*.txt")):
        text = json.dumps(annotated(path), ensure_ascii=False, indent=1)
        (folder / f"{path.stem}.json").write_text(text, encoding="utf-8")


def annotated(path: Path) -> dict[str, Any]:
    """An interview in the form of `annotated.py`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    participant, aliases, knows = (part.strip() for part in heads["roster"].split("|"))
    said = (_LINE.fullmatch(line) for line in lines if not line.startswith("# "))
    roster = {"participant": participant, "aliases": [aliases], "knows": knows.split(", ")}
    turns = [_turn(match["speaker"], match["said"]) for match in said if match]
    return {"id": heads["id"], "language": heads["language"], "branch": None, "roster": roster, "turns": turns}


def _turn(speaker: str, said: str) -> dict[str, Any]:
    text, marks, rest = "", [], _UNITS.sub(lambda unit: " " if "//" in unit.group() else "", said)
    for part in re.split(r"(<[^>]*>)", rest):
        mark = _MARK.fullmatch(part)
        words = mark["words"] if mark else part
        if mark:
            marks.append({
                "start": len(text), "end": len(text) + len(words), "type": mark["type"],
                "direct": mark["direct"] == "direct", "entity": mark["entity"],
            })  # fmt: skip
        text += words
    return {"speaker": speaker, "text": text, "identifiers": marks}


if __name__ == "__main__":
    main()
