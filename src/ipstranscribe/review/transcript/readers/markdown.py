r"""Reader of Markdown, as oTranscribe and writing programs export it: marks of bold type, headings and `\_` are taken out."""

import re

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines

_BOLD = re.compile(r"(?<!\\)(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)(?<!\\)\1")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[*+-]\s+)")


def read(data: bytes) -> ParsedTranscript:
    """Parse a .md file; `place` counts its lines."""
    lines = (_ESCAPED.sub(r"\1", _BOLD.sub(r"\2", _MARK.sub("", line))) for line in text_lines(data))
    return parse_lines((LabelledLine(text, place) for place, text in enumerate(lines, 1)), "Markdown")
