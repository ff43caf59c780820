"""Interviews whose identifiers were annotated by hand: one JSON file each.

    {"id": "P1", "language": "en", "branch": "working",
     "roster": {"participant": "Anna Berg", "aliases": ["Anna"], "knows": ["Nils Moe"]},
     "turns": [{"speaker": "I", "text": "Hello Anna.",
                "identifiers": [{"start": 6, "end": 10, "type": "person", "direct": true, "entity": "E1"}]}]}

Offsets count code points of the text (NFC), end exclusive; spans do not overlap. `direct` tells direct identifiers from
quasi ones. Entities `E1`, `E2` … are somebody within one interview; a label of another kind (`DOCTOR`) is the same one
in all interviews of the folder. Further keys are ignored.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Who = tuple[str, str]
"""Interview (empty for somebody of all interviews) and label: one annotated entity."""

_OWN_LABEL = re.compile(r"E\d+")


@dataclass(frozen=True)
class Mention:
    """An annotated identifier; `turn` counts from 0."""

    turn: int
    start: int
    end: int
    kind: str
    direct: bool
    who: Who


@dataclass(frozen=True)
class Interview:
    """An annotated interview. `aliases` are other names of the participant, `knows` full names of others in the tables."""

    name: str
    language: str
    branch: str | None
    participant: str
    aliases: tuple[str, ...]
    knows: tuple[str, ...]
    speakers: tuple[str, ...]
    texts: tuple[str, ...]
    mentions: tuple[Mention, ...]

    @property
    def words(self) -> int:
        """How many words were said."""
        return sum(len(text.split()) for text in self.texts)


def files(folder: Path) -> list[Json]:
    """The interviews of `folder` as they are stored, in the order of their file names."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [one for one in found if isinstance(one, dict) and "turns" in one]


def interviews(stored: Sequence[Json]) -> list[Interview]:
    """Stored interviews as values."""
    return [_interview(one) for one in stored]


def _interview(stored: Json) -> Interview:
    name, roster, turns = stored["id"], stored.get("roster") or {}, stored["turns"]
    return Interview(
        name=name,
        language=stored["language"],
        branch=stored.get("branch"),
        participant=roster.get("participant", ""),
        aliases=tuple(roster.get("aliases", ())),
        knows=tuple(roster.get("knows", ())),
        speakers=tuple(turn["speaker"] for turn in turns),
        texts=tuple(turn["text"] for turn in turns),
        mentions=tuple(
            _mention(name, number, one)
            for number, turn in enumerate(turns)
            for one in sorted(turn["identifiers"], key=lambda one: int(one["start"]))
        ),
    )


def _mention(interview: str, turn: int, stored: Json) -> Mention:
    who = (interview if _OWN_LABEL.fullmatch(stored["entity"]) else "", stored["entity"])
    return Mention(turn, stored["start"], stored["end"], stored["type"], stored["direct"], who)
