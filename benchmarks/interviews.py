"""Annotated interviews: what was said, the meaning units in it, and the guide questions that were asked and answered.

One turn per line (format: `interviews/README.md`): `I(Q1): …` a main question, `I(Q1+): …` a follow-up under it, `I(-): …`
neither, `P: …` the participant. ` // ` stands between meaning units, `[Q2] ` before a unit that answers another question than
the one in force, `[-] ` before what is no unit. `<place|Lund>` marks an identifier and reads `Lund`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipstranscribe import guide as guides
from ipstranscribe.model import Guide, MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker
from ipstranscribe.split.questions.cues import cues_of, only
from ipstranscribe.split.words import spoken_words

INTERVIEWS = Path(__file__).parent / "interviews"
SAMPLES = Path(__file__).parents[1] / "sample_audio" / "scripts"
"""The interviews of the sample study, in the same format."""
KEPT_FOR_TESTING = frozenset({"A4", "A5", "A6", "C2", "C3", "C6", "H5", "H6", "H7", "H8"})
"""Those from which nothing is learnt."""
_HEADER = re.compile(r"#\s*(\w+):\s*(.*)")
_LINE = re.compile(r"(?:I\(([^)]*)\)|P):\s*(.*)")
_MARK = re.compile(r"<[^|>]*\|([^>]*)>")
_TAGGED = re.compile(r"\[(-|Q\w+)\]\s*")


@dataclass(frozen=True)
class AnnotatedUnit:
    """A stretch of a participant turn, in characters; `question` is None for one that is annotated as no unit."""

    start: int
    end: int
    question: str | None


@dataclass(frozen=True)
class AnnotatedTurn:
    """A turn. `question` is the one in force; `units` tile what a participant says but for single spaces."""

    speaker: Literal["I", "P"]
    text: str
    question: str | None
    kind: Literal["main", "follow_up", "none"]
    units: tuple[AnnotatedUnit, ...] = ()


@dataclass(frozen=True)
class Annotated:
    """An interview with its annotation and guide."""

    id: str
    language: str
    branch: str
    guide: Guide
    turns: tuple[AnnotatedTurn, ...]

    def transcript(self) -> PseudonymizedTranscript:
        """The interview as the stage `split` is given it; the number of a turn is its id."""
        return PseudonymizedTranscript(
            interview=self.id,
            language=self.language,
            branch=self.branch,
            speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P", role="participant")),
            turns=tuple(
                PseudonymizedTurn(id=str(number), speaker=turn.speaker, text=turn.text)
                for number, turn in enumerate(self.turns)
            ),
            made_by=MadeBy(program="benchmark", inputs=""),
        )


def read(path: Path, *, raw: bool = False) -> Annotated:
    """The interview in `path`; its guide lies beside it or in `interviews/`, under the name in its header or `ips`.

    `raw` takes capitals and punctuation away, as a poor recognizer would.
    """
    headers: dict[str, str] = {}
    turns: list[AnnotatedTurn] = []
    in_force: str | None = None
    language = "en"
    for line in path.read_text(encoding="utf-8").splitlines():
        if header := _HEADER.fullmatch(line.strip()):
            headers[header[1]] = header[2]
            language = headers.get("language", language)
        elif said := _LINE.fullmatch(line.strip()):
            asked, content = said[1], _MARK.sub(r"\1", said[2])
            if asked and asked != "-":
                in_force = asked.rstrip("+")
            turns.append(_turn(asked, content, in_force, language, raw=raw))
    name = f"{headers.get('guide', 'ips')}.toml"
    beside = path.parent / name
    guide = guides.load(beside if beside.exists() else INTERVIEWS / name)
    return Annotated(headers["id"], language, headers["branch"], guide, tuple(turns))


def _turn(asked: str | None, content: str, in_force: str | None, language: str, *, raw: bool) -> AnnotatedTurn:
    if asked is not None:
        kind: Literal["main", "follow_up", "none"] = (
            "none" if asked == "-" else "follow_up" if asked.endswith("+") else "main"
        )
        return AnnotatedTurn("I", _spoken(content, raw=raw), in_force if kind != "none" else None, kind)
    units, text = [], ""
    for part in content.split(" // "):
        tagged = _TAGGED.match(part)
        words = _spoken(_TAGGED.sub("", part, count=1) if tagged else part, raw=raw)
        start = len(text) + bool(text)
        text = f"{text} {words}" if text else words
        nods = only(spoken_words(words), cues_of(language).backchannel)
        question = (None if tagged[1] == "-" else tagged[1]) if tagged else None if nods else in_force
        units.append(AnnotatedUnit(start, len(text), question))
    return AnnotatedTurn("P", text, in_force, "none", tuple(units))


def _spoken(text: str, *, raw: bool) -> str:
    plain = re.sub(r"[.,?!;:]", "", text).lower() if raw else text
    return " ".join(plain.split())
