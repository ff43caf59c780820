"""Signs of talk: whether lines are those of an interview that was held, and not of a guide with questions to be asked.

An interview lets somebody answer, in the first person, again and again. A guide asks, and says what to do.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ipstranscribe.guide.question_signs import FOLLOW_UP, INSTRUCTION, MAIN_LABEL

_LABELLED = re.compile(
    r"\s*(?:[\[(]?[\d:.,#-]+[\])]?\s+)?(?P<label>[^\W_][^:\t?!.]{0,30}?)\s*(?::|\t)\s*(?P<said>\S.*)"
)
_ALONE = re.compile(r"\s*(?P<label>[^\W_][^:\t?!.,]{0,30}?)\s*:?\s*(?:[\[(]?\d{1,2}:\d{2}[\d:.,]*[\])]?)?\s*")
_ANSWERS = re.compile(
    r"(?:participant|informant|interviewee|respondent|patient|subject|speaker|deltaker|deltakar|informant|respondent|pasient|"
    r"intervjuobjekt|taler|talar|person|p|r|ip|d|resp|inf|part)\.?\s?\d{0,2}[a-z]?",
    re.IGNORECASE,
)
"""Labels of those who answer."""
_MYSELF = re.compile(r"\b(?:I|I['’](?:m|d|ve|ll)|me|my|mine|myself|jeg|eg|meg|min|mi|mitt|mine|æ|je)\b", re.IGNORECASE)
_LABEL_WORDS = 3
_OFTEN = 3
"""Times from which a label stands there again and again."""
_STATEMENT = 8
"""Words of a line that says something."""
_STATEMENTS = 6


def is_talk(lines: Sequence[str]) -> bool:
    """Whether somebody answers in these lines, with or without labels."""
    said: dict[str, list[str]] = defaultdict(list)
    for label, text in _labelled(lines):
        said[label.casefold()].append(text)
    again = {label: texts for label, texts in said.items() if len(texts) >= _OFTEN}
    answers = [label for label, texts in again.items() if _is_answering(texts)]
    if any(_ANSWERS.fullmatch(label) for label in answers):
        return True
    return (bool(answers) and len(again) > 1) or _is_told(lines)


def _labelled(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Labels with what follows on the line, or on the next one."""
    for at, line in enumerate(lines):
        if (found := _ALONE.fullmatch(line)) and at + 1 < len(lines):
            label, text = found["label"], lines[at + 1]
        elif found := _LABELLED.fullmatch(line):
            label, text = found["label"], found["said"]
        else:
            continue
        if len(label.split()) <= _LABEL_WORDS and not _is_of_a_guide(line) and not _is_of_a_guide(f"{label}:"):
            yield label, text


def _is_of_a_guide(line: str) -> bool:
    return bool(FOLLOW_UP.match(line) or MAIN_LABEL.match(line) or INSTRUCTION.match(line))


def _is_answering(texts: Sequence[str]) -> bool:
    """Whether most of what stands behind a label is no question, and a good part of it is about oneself."""
    told = [text for text in texts if not text.rstrip().endswith("?")]
    mine = [text for text in told if _MYSELF.search(text)]
    return len(told) > len(texts) / 2 and len(mine) * 3 >= len(told) and len(mine) > 1


def _is_told(lines: Sequence[str]) -> bool:
    """Whether the lines are mostly statements about oneself: a transcript without labels."""
    words = {line: len(line.split()) for line in lines}
    told = [line for line in lines if words[line] >= _STATEMENT and "?" not in line]
    mine = [line for line in told if _MYSELF.search(line)]
    asked = sum(words[line] for line in lines if "?" in line)
    return len(mine) >= max(_STATEMENTS, 0.6 * len(told)) and sum(words[line] for line in mine) > 2 * asked
