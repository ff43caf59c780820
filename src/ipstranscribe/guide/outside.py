"""Parts of a file that are no part of its interview guide: letters to participants, the study's own questions."""

import re
from dataclasses import dataclass, field

from ipstranscribe.guide.lines import GuideLine
from ipstranscribe.guide.question_signs import LETTER, OTHER_DOCUMENT, TITLE, words

_SHORT = 10
"""Maximum number of words of a title."""
_LOOKS_LIKE_ONE = 9
"""Level of lines that only look like headings."""
_ANNOUNCES_MORE = re.compile(r"underspørsmål|sub-?questions?|delspørsmål", re.IGNORECASE)


@dataclass
class _Part:
    level: int
    letter: bool
    numbers: set[str] = field(default_factory=set)


@dataclass
class Outside:
    """Reading state: the part of the file that is none of the guide, if the reader is in one. Nothing in it is asked."""

    part: _Part | None = None

    def leave(self) -> None:
        """The guide goes on."""
        self.part = None

    def holds(self, line: GuideLine, level: int | None) -> bool:
        """Whether a line is outside the guide; `level` is that of a heading, None for other lines."""
        if self.part and not self._ends(self.part, line, level):
            self.part.numbers.add(line.label)
            return True
        self.part = None
        headed = line.role == "" and (line.kind in ("heading", "title") or level is not None)
        if headed and OTHER_DOCUMENT.match(line.text) and not TITLE.search(line.text):
            self.part = _Part(level or max(line.level, 1), bool(LETTER.search(line.text)))
        return self.part is not None

    @staticmethod
    def _ends(part: _Part, line: GuideLine, level: int | None) -> bool:
        """Whether the guide goes on here. A letter has headings of its own; a list ends where another begins with 1."""
        if TITLE.search(line.text) and "?" not in line.text and len(words(line.text)) <= _SHORT:
            return True
        if OTHER_DOCUMENT.match(line.text) or _ANNOUNCES_MORE.search(line.text):
            return False
        if level is not None and level <= part.level and "?" not in line.text:
            return not part.letter or (line.kind == "heading" and level < _LOOKS_LIKE_ONE)
        return not part.letter and line.label == "1" and "1" in part.numbers
