"""Sentence segmentation of spoken text.

Own rules rather than spaCy's sentencizer: it cuts at punctuation alone, also inside `[employer 1 Ltd.]` and after `13.` in
`13. mars`, and it finds a single sentence in unpunctuated output of a speech recognizer.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ipstranscribe.split.questions.cues import Cues, starts_with
from ipstranscribe.split.words import protected_spans, spoken_words, word_count

LONGEST = 40
"""Words. A longer text without a sentence end is unpunctuated speech: 99 % of the punctuated sentences in our interviews
are shorter."""

_SHORTEST_CLAUSE = 5
_END = re.compile(r"(?<![.?!…])[.?!…]++[\"'”’»)\]]*+(?=\s)")
_GAP = re.compile(r"\s+")


def sentence_spans(text: str, cues: Cues, pauses: Iterable[int] = ()) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), in order; together they cover all but the white space between them.

    `pauses` are positions of words that come after a silence. Unpunctuated speech is cut at pauses, discourse markers and
    commas; where there are none of these it stays whole.
    """
    safe = _Outside(protected_spans(text))
    ends = [
        m.end() for m in _END.finditer(text) if safe(m.end()) and _is_end(text, m.group(), m.start(), m.end(), cues)
    ]
    starts = [0, *ends]
    sentences = [_trimmed(text, start, end) for start, end in zip(starts, [*ends, len(text)], strict=True)]
    silent = frozenset(pauses)
    return [clause for span in sentences if span for clause in _clauses(text, span, cues, silent)]


class _Outside:
    """Test whether a position lies outside all protected spans."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans

    def __call__(self, at: int) -> bool:
        return not any(start < at < end for start, end in self._spans)


def _is_end(text: str, mark: str, start: int, end: int, cues: Cues) -> bool:
    following = text[end:].lstrip()[:1]
    before = re.search(r"\S*$", text[:start])
    last = before.group().lower().lstrip("(\"'“«") if before else ""
    if mark.startswith((".", "…")) and following.islower():
        # not an end in `13. mars`, `ca. ti` or after a trailing `...`, unless the text has no capitals at all
        return text == text.lower() and not last.isdigit() and last not in cues.abbreviations and mark == "."
    return not (mark == "." and last in cues.abbreviations)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None if nothing is left."""
    inside = text[start:end]
    if not inside.strip():
        return None
    return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())


def _clauses(text: str, span: tuple[int, int], cues: Cues, pauses: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cut a span that is too long for a sentence at its best place, and then each part again."""
    start, end = span
    cut = _best_cut(text, start, end, cues, pauses) if word_count(text[start:end]) > LONGEST else None
    if cut is None:
        yield span
        return
    for part in ((start, cut), (cut, end)):
        trimmed = _trimmed(text, *part)
        if trimmed:
            yield from _clauses(text, trimmed, cues, pauses)


def _best_cut(text: str, start: int, end: int, cues: Cues, pauses: frozenset[int]) -> int | None:
    """The clearest start of a clause: pauses and strong markers first; on a tie, the one nearest the middle."""
    safe = _Outside(protected_spans(text))
    places = [start + m.end() for m in _GAP.finditer(text[start:end])]
    middle = len(places) / 2
    candidates = [
        (_weakness(text, at, end, cues, pauses), abs(number - middle), at)
        for number, at in enumerate(places, 1)
        if _SHORTEST_CLAUSE <= number <= len(places) + 1 - _SHORTEST_CLAUSE and safe(at)
    ]
    weakness, _, at = min(candidates, default=(None, 0.0, 0))
    return at if weakness is not None and weakness < _NO_REASON else None


_NO_REASON = 1000
_PAUSE_MARKS = frozenset(",;:")
_LOOK = 80
"""Number of characters that always contain the first words of a clause."""


def _weakness(text: str, at: int, end: int, cues: Cues, pauses: frozenset[int]) -> int:
    """Rank of the evidence that a clause starts at `at`: lower is stronger; `_NO_REASON` if there is none."""
    words = spoken_words(" ".join(text[at : min(end, at + _LOOK)].split()[:4]))
    marker = next((rank for rank, phrase in enumerate(cues.breaks) if starts_with(words, (phrase,))), None)
    if at in pauses:
        return 0 if marker is not None else len(cues.breaks)
    if marker is not None:
        return 1 + marker
    return len(cues.breaks) + 1 if text[max(0, at - _LOOK) : at].rstrip()[-1:] in _PAUSE_MARKS else _NO_REASON


def pause_positions(words: Iterable[tuple[int, float, float]], shortest: float = 0.6) -> list[int]:
    """Positions of the words that follow a silence of at least `shortest` seconds.

    `words` are (char_start, start, end) in order, times in seconds.
    """
    return [after[0] for before, after in pairwise(words) if after[1] - before[2] >= shortest]
