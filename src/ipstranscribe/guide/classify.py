"""Line classification of an interview guide: title, heading, branch, main question, follow-up, or note.

The rules go from explicit marks (a label, a number, a heading) to evidence from position alone. Nothing is thrown away:
what is no question stays as a note at its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.guide.branches import branch_of
from ipstranscribe.guide.lines import GuideLine, GuideSource
from ipstranscribe.guide.question_signs import (
    CONDITION,
    FOLLOW_UP,
    INLINE,
    INSTRUCTION,
    INTRODUCTION,
    TITLE,
    is_question,
    language_of,
    words,
)
from ipstranscribe.guide.tables import assign_roles

_SHORT = 10
"""Maximum number of words of an unformatted line that can be a heading."""
_NUMBERED, _PLAIN = 10, 9
"""Heading levels of numbered items, and of unformatted lines that only look like headings."""


@dataclass
class DraftQuestion:
    """A main question as it was found in the source, with its branch and follow-ups."""

    text: str
    branch: str
    followups: list[str] = field(default_factory=list)


@dataclass
class ClassifiedGuide:
    """The classified guide: notes and questions in the order of the source."""

    title: str = ""
    language: str = ""
    parts: list[str | DraftQuestion] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    """The headings that start a branch, each with the branch's name."""

    @property
    def questions(self) -> list[DraftQuestion]:
        """The main questions in their order."""
        return [part for part in self.parts if isinstance(part, DraftQuestion)]

    @property
    def notes(self) -> list[str]:
        """The lines that are no question and are kept as comments."""
        return [part for part in self.parts if isinstance(part, str)]


@dataclass
class _Place:
    """Reading state: the position in the guide. `main` is the line of the current main question, None under a new heading.

    `probing`: a line announced follow-ups to it. `listed`: they came as a list.
    """

    branch: str = "all"
    branch_level: int = 99
    main: GuideLine | None = None
    probing: bool = False
    listed: bool = False
    introduction: bool = False
    headed: bool = False


def classify_lines(source: GuideSource, branches: Sequence[str], language: str = "") -> ClassifiedGuide:
    """Classify the lines of `source`. `branches` are those that participants have; headings are matched against them."""
    reader = _Reader(list(source.lines), branches)
    for at in range(len(source.lines)):
        reader.take(at)
    texts = [question.text for question in reader.found.questions]
    reader.found.language = language or language_of(texts)
    return reader.found


class _Reader:
    """Classifier that goes through the lines once."""

    def __init__(self, lines: list[GuideLine], branches: Sequence[str]) -> None:
        self.lines = assign_roles(lines)
        self.branches = branches
        self.found = ClassifiedGuide()
        self.at = _Place()
        self.numbered = any(line.kind == "ordered" for line in self.lines)

    def take(self, at: int) -> None:
        """Classify line number `at`."""
        line = self.lines[at]
        label = FOLLOW_UP.match(line.text)
        if line.role == "number" and not re.search(r"[^\W\d]{2}", line.text):
            return  # the number of a table row
        if self._is_title(line):
            self.found.title = line.text
        elif INSTRUCTION.match(line.text) and not label:
            self._note(line)
        elif label:
            self._labelled(line, (label["rest"] or "").rstrip(")]") if "rest" in label.groupdict() else "")
        elif line.role == "follow-up" and self.at.main:
            self._follow(line.text)
        elif line.role in ("note", "branch"):
            self._note(line)
        elif (level := self._heading_level(at)) is not None:
            self._heading(line, level)
        elif self._is_main(line):
            self._main(line)
        elif self.at.main and self._is_follow_up(line):
            self.at.listed = line.kind != "text" or line.indent > self.at.main.indent
            self._follow(line.text)
        else:
            self._note(line)

    # --- classes of lines -------------------------------------------------------------------------------------------

    def _is_title(self, line: GuideLine) -> bool:
        if self.found.title or self.found.questions:
            return False
        first = not self.found.parts
        named = (
            bool(TITLE.search(line.text)) and line.kind in ("text", "heading") and len(words(line.text)) <= 2 * _SHORT
        )
        plain = line.kind == "heading" and line.level in (1, _PLAIN) and first and not self._opens(line)
        return line.kind == "title" or (named and "?" not in line.text) or plain

    def _opens(self, line: GuideLine) -> bool:
        """Whether a heading is a question, or introduces a section or a branch."""
        return (
            is_question(line.text, heading=True)
            or bool(INTRODUCTION.match(line.text))
            or branch_of(_bare(line.text), self.branches) is not None
        )

    def _heading_level(self, at: int) -> int | None:
        """The level of a line that is a heading and no question; None for others."""
        line = self.lines[at]
        if line.kind in ("heading", "title"):
            return None if is_question(line.text, heading=True) else max(line.level, 1)
        if is_question(line.text):
            return None
        if line.kind == "ordered":
            branch = branch_of(_bare(line.text), self.branches) is not None and len(words(line.text)) <= _SHORT
            deeper = self.at.main is not None and line.indent > self.at.main.indent
            return _NUMBERED if not deeper and (branch or self._has_questions_below(at)) else None
        if line.kind != "text" or line.role == "question" or len(words(line.text)) > _SHORT:
            return None
        if line.text[-1:] in ".!;,":
            return None
        announces = line.text.endswith(":") or line.text.isupper()
        branch = branch_of(_bare(line.text), self.branches) not in (None, "all")
        return _PLAIN if announces or branch or self._stands_alone(at) else None

    def _has_questions_below(self, at: int) -> bool:
        """Whether a numbered line has questions below it, before the next line of its level."""
        for line in self.lines[at + 1 :]:
            if line.kind in ("heading", "title") or (line.kind == "ordered" and line.indent <= self.lines[at].indent):
                return False
            if FOLLOW_UP.match(line.text):
                return False
            if is_question(line.text):
                return True
        return False

    def _stands_alone(self, at: int) -> bool:
        """Whether a short line stands right before a list and not inside the current question."""
        after = self.lines[at + 1] if at + 1 < len(self.lines) else None
        line = self.lines[at]
        inside = self.at.main is not None and line.indent > self.at.main.indent
        return after is not None and not inside and len(words(line.text)) <= 6 and after.kind in ("ordered", "bullet")

    def _is_main(self, line: GuideLine) -> bool:
        main, asks = self.at.main, is_question(line.text)
        if main and (CONDITION.match(line.text) or (self.at.probing and line.indent > main.indent)):
            return False
        if self.at.introduction and not asks:
            return False
        if line.role == "question" or line.kind in ("heading", "title"):
            return True
        return {"ordered": self._ordered, "bullet": self._bullet, "text": self._text}[line.kind](line, main, asks=asks)

    @staticmethod
    def _ordered(line: GuideLine, main: GuideLine | None, *, asks: bool) -> bool:
        del asks
        return main is None or main.kind == "text" or line.indent <= main.indent or main.kind == "heading"

    def _bullet(self, line: GuideLine, main: GuideLine | None, *, asks: bool) -> bool:
        if main is None:
            return True
        return (
            main.kind == "bullet"
            and line.indent <= main.indent
            and not self.at.probing
            and (asks or not is_question(main.text))
        )

    def _text(self, line: GuideLine, main: GuideLine | None, *, asks: bool) -> bool:
        if not asks:
            return False
        if main is None:
            return self.at.headed or not self.numbered
        announced = self.at.probing and not self.at.listed
        return main.kind in ("text", "bullet") and line.indent <= main.indent and not announced

    def _is_follow_up(self, line: GuideLine) -> bool:
        main = self.at.main
        listed = line.kind in ("bullet", "ordered") or is_question(line.text)
        return main is not None and (listed or self.at.probing or line.indent > main.indent)

    # --- results ----------------------------------------------------------------------------------------------------

    def _note(self, line: GuideLine) -> None:
        self.found.parts.append(line.text)

    def _heading(self, line: GuideLine, level: int) -> None:
        branch = branch_of(_bare(line.text), self.branches)
        introduction = bool(INTRODUCTION.match(line.text)) and branch in (None, "all")
        headed = self.at.headed or not introduction
        self._note(line)
        if branch not in (None, "all"):
            self.found.headings.append((line.text, str(branch)))
            self.at = _Place(str(branch), level, headed=headed)
        elif branch == "all" or level <= self.at.branch_level:
            self.at = _Place(introduction=introduction, headed=headed)
        else:
            self.at = replace(self.at, main=None, probing=False, introduction=introduction, headed=headed)

    def _main(self, line: GuideLine) -> None:
        rest = [found["rest"] for found in INLINE.finditer(line.text)]
        text = INLINE.sub("", line.text).strip() or line.text
        branch = line.branch and branch_of(f"for participants {line.branch}", self.branches)
        self.found.parts.append(DraftQuestion(text, branch or self.at.branch))
        self.at.main, self.at.probing, self.at.listed = line, False, False
        for one in rest:
            self._follow(one)

    def _labelled(self, line: GuideLine, rest: str) -> None:
        if not self.at.main:
            self._note(line)
            return
        self.at.probing, self.at.listed = not rest, False
        if rest:
            self._follow(rest)
        else:
            self._note(line)

    def _follow(self, text: str) -> None:
        for one in _several(text):
            followups = self.found.questions[-1].followups
            if one not in followups:
                followups.append(one)


def _several(text: str) -> Iterator[str]:
    """Split a line into its follow-ups: several questions in a row, or parts separated by semicolons."""
    for part in re.split(r"(?<=\?)\s+(?=[^\W\d_a-zæøå])|\s*;\s+", text.strip()):
        if part.strip():
            yield part.strip()


def _bare(text: str) -> str:
    return text.strip().strip(":").strip("()[]").strip()
