"""Reader of YouTube's captions (`.sbv`): a line `0:00:01.000,0:00:04.000`, then the text."""

import re

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines
from ipstranscribe.review.transcript.readers.subtitles import parse_cues

_TIME = r"\d{1,3}:\d{1,2}:\d{2}\.\d{1,3}"
_TIMES = re.compile(rf"\s*({_TIME}),({_TIME})\s*")


def read(data: bytes) -> ParsedTranscript:
    """Parse an .sbv file, as SubRip with other lines of times; `place` counts cues."""
    return parse_cues(
        [_TIMES.sub(r"\1 --> \2", line) if _TIMES.fullmatch(line) else line for line in text_lines(data)], "SBV"
    )
