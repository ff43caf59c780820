"""Line classification of an interview guide: title, heading, branch, main question, follow-up, or note.

The rules go from explicit marks (a label, a number, a heading) to evidence from position alone. Nothing is thrown away:
what is no question stays as a note at its place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.guide.branches import branch_of
from ipstranscribe.guide.followups import several, with_follow_ups
from ipstranscribe.guide.headings import bare, heading_level, is_title
from ipstranscribe.guide.lines import GuideLine, GuideSource
from ipstranscribe.guide.outside import Outside
from ipstranscribe.guide.question_signs import (
    ADDRESSED,
    ASIDE,
    CONDITION,
    FOLLOW_UP,
    INSTRUCTION,
    INTRODUCTION,
    is_question,
    language_of,
    words,
)
from ipstranscribe.guide.sections import guides_by_group, question_blocks, with_sections
from ipstranscribe.guide.tables import assign_roles

_NONE = 99
"""The level of what is under no heading of its kind."""
_FOR_ONE = re.compile(r"[(\[]?(?P<who>[^:?()\[\]]{3,80})[:)\]]+:?\s*(?P<rest>[^:]+)$")
"""A question with the words for whom it is before it: `If you work: …?`, `[Only carers] …?`"""


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

    `probing`: a line announced follow-ups to it. `listed`: they came as a list. `introduction` is the level of the heading of
    an introduction, `_NONE` if this is none.
    """

    branch: str = "all"
    branch_level: int = _NONE
    main: GuideLine | None = None
    probing: bool = False
    listed: bool = False
    introduction: int = _NONE
    headed: bool = False


def classify_lines(source: GuideSource, branches: Sequence[str], language: str = "") -> ClassifiedGuide:
    """Classify the lines of `source`. `branches` are those that participants have; headings are matched against them."""
    found = _read(source, branches, close=True)
    if not found.questions:
        found = _read(source, branches, close=False)
    texts = [question.text for question in found.questions]
    found.language = language or language_of(texts)
    return found


def _read(source: GuideSource, branches: Sequence[str], *, close: bool) -> ClassifiedGuide:
    reader = _Reader(source.lines, branches, close=close)
    for at in range(len(source.lines)):
        reader.take(at)
    return reader.found


class _Reader:
    """Classifier that goes through the lines once."""

    def __init__(self, lines: Sequence[GuideLine], branches: Sequence[str], *, close: bool) -> None:
        self.lines = with_sections(assign_roles(lines, branches))
        self.branches = branches
        self.found = ClassifiedGuide()
        self.at = _Place()
        self.outside = Outside() if close else None
        self.guides = guides_by_group(self.lines, branches)
        self.usual = "all"
        self.current: list[DraftQuestion] = []
        self.numbered = any(line.kind == "ordered" for line in self.lines)
        blocks, first = question_blocks(self.lines), {}
        for line in reversed(self.lines):
            first[line.block] = line
        self.first_of_block = {block: first[block] for block in blocks}

    def take(self, at: int) -> None:
        """Classify line number `at`."""
        line = self.lines[at]
        if self._takes_elsewhere(line, at):
            return
        label = FOLLOW_UP.match(line.text)
        if self._is_title(line):
            self.found.title = line.text
        elif label:
            self._labelled(line, (label["rest"] or "").rstrip(")]"))
        elif INSTRUCTION.match(line.text):
            self._note(line)
        elif line.role == "follow-up" and self.at.main:
            self._follow(line.text)
        elif line.role in ("note", "branch") or not words(line.text):
            self._note(line)
        elif (level := self._level(at)) is not None:
            self._heading(line, level)
        else:
            self._asked(line)

    def _asked(self, line: GuideLine) -> None:
        """Take a line that is no heading: a main question, a follow-up, or a note."""
        if self._is_main(line):
            self._main(line)
        elif self.at.main and self._is_follow_up(line):
            self.at.listed = line.kind != "text" or line.indent > self.at.main.indent
            self._follow(line.text)
        elif self.at.main and ASIDE.match(f"?{line.text}"):
            self._follow(line.text.strip("()[] "))
        else:
            self._note(line)

    def _takes_elsewhere(self, line: GuideLine, at: int) -> bool:
        """Take what needs no look at its words: numbers of rows, titles of several guides, parts that are no guide."""
        if line.role == "number" and not re.search(r"[^\W\d]{2}", line.text):
            return True
        if at in self.guides:
            self._next_guide(line, self.guides[at])
            return True
        if self.outside and self.outside.holds(line, self._level(at)):
            self._note(line)
            return True
        return False

    def _next_guide(self, line: GuideLine, branch: str) -> None:
        """Begin with the next of several guides in a file, which is for `branch`."""
        self.usual, self.at = branch, _Place(branch, headed=True)
        if self.outside:
            self.outside.leave()
        self.found.headings.append((line.text, branch))
        if self.found.title:
            self._note(line)
        else:
            self.found.title = line.text

    # --- classes of lines -------------------------------------------------------------------------------------------

    def _is_title(self, line: GuideLine) -> bool:
        if self.found.title or self.found.questions:
            return False
        return is_title(line, self.branches, first=not self.found.parts)

    def _level(self, at: int) -> int | None:
        return heading_level(self.lines, at, self.at.main, self.branches)

    def _is_main(self, line: GuideLine) -> bool:
        main, asks = self.at.main, self._asks(line)
        if main and (CONDITION.match(line.text) or (self.at.probing and line.indent > main.indent)):
            return False
        if main and line.kind == "text" and line.block in self.first_of_block:
            first = self.first_of_block[line.block]
            if first in (main, line):
                return first is line and asks
        if self.at.introduction < _NONE and not asks:
            return False
        if line.role == "question" or line.kind in ("heading", "title"):
            return True
        return {"ordered": self._ordered, "bullet": self._bullet, "text": self._text}[line.kind](line, main, asks=asks)

    def _asks(self, line: GuideLine) -> bool:
        """Whether a line asks; in an introduction, a request must be one to the participant."""
        if self.at.introduction < _NONE and "?" not in line.text and not ADDRESSED.search(line.text):
            return False
        return is_question(line.text)

    @staticmethod
    def _ordered(line: GuideLine, main: GuideLine | None, *, asks: bool) -> bool:
        del asks
        if main is None or main.kind == "heading" or line.marker == "label":
            return True
        if line.marker == "letter" and main.marker != "letter":
            return False
        return main.kind == "text" or line.indent <= main.indent

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
        in_block = main is not None and self.first_of_block.get(line.block) is main
        return main is not None and (listed or in_block or self.at.probing or line.indent > main.indent)

    # --- results ----------------------------------------------------------------------------------------------------

    def _note(self, line: GuideLine) -> None:
        self.found.parts.append(line.text)

    def _heading(self, line: GuideLine, level: int) -> None:
        branch = branch_of(bare(line.text), self.branches)
        opens = bool(INTRODUCTION.match(line.text)) and branch in (None, "all")
        inside = self.at.introduction < level and not opens
        introduction = level if opens else self.at.introduction if inside else _NONE
        headed = self.at.headed or introduction == _NONE
        self._note(line)
        if branch not in (None, "all"):
            self.found.headings.append((line.text, str(branch)))
            self.at = _Place(str(branch), level, headed=headed)
        elif branch == "all" or level <= self.at.branch_level:
            self.at = _Place(self.usual, introduction=introduction, headed=headed)
        else:
            self.at = replace(self.at, main=None, probing=False, introduction=introduction, headed=headed)

    def _main(self, line: GuideLine) -> None:
        text, rest = with_follow_ups(line.text)
        branches = line.branches or (self.at.branch,)
        if (told := _FOR_ONE.match(text)) and not line.branches:
            branch = branch_of(told["who"], self.branches) if is_question(told["rest"]) else None
            if branch and branch != "all":
                self.found.parts.append(told["who"])
                text, branches = told["rest"], (branch,)
        self.current = [DraftQuestion(text, branch) for branch in branches]
        self.found.parts += self.current
        self.at.main, self.at.listed = line, False
        self.at.probing = rest == [""] and line.kind != "bullet"
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
        text, rest = with_follow_ups(text)
        for question in self.current:
            for one in (part for whole in (text, *rest) for part in several(whole)):
                if one not in question.followups:
                    question.followups.append(one)
