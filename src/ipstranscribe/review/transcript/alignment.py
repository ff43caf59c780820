"""Word alignment of a corrected text with the stored transcript, although words were changed, moved or left out."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ipstranscribe.model import Turn, Word
from ipstranscribe.text.alignment import common, trimmed_word
from ipstranscribe.text.wording import visible

Pieces = Sequence[tuple[str, int | None, int | None]]
"""A turn as a document shows it: pieces of text, each with its span of the stored text; None for an added mark."""

Show = Callable[[Turn], Pieces]

_TOKEN = re.compile(r"\S+")
_BLANKS = re.compile(r"\s*")
UNCLEAR = re.compile(r"\(([^()\n]+)\?\)")
PAUSE = re.compile(r"\((?:\d+(?:[.,]\d+)?\s?s|\.\.\.|…)\)")
"""Marks that documents add: `(word?)` around an unclear word, `(4 s)` or `(...)` for a pause."""

_CORE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_MARKED = re.compile(r"^(\W*?)\(([^()\s]+)\?\)(\W*)$")

_FLAG = "\uffff"
"""Temporary marker before an unclear word: a noncharacter, which no document can contain."""


@dataclass(frozen=True)
class StoredWord:
    """A word of a stored turn: its span, and how the draft shows it; None if the convention hides it.

    `unclear` says that the draft shows it as `(word?)`; `shown` is the word without these marks.
    """

    turn: Turn
    start: int
    end: int
    shown: str | None
    times: tuple[Word, ...] = ()
    unclear: bool = False

    @property
    def text(self) -> str:
        """The word as it is stored."""
        return self.turn.text[self.start : self.end]


@dataclass(frozen=True)
class NewWord:
    """A word of the corrected text and the number of its turn there; `unclear` if it stands as `(word?)`."""

    turn: int
    text: str
    unclear: bool = False


@dataclass
class Alignment:
    """An alignment: `origin` is, for each new word, the number of the stored word it comes from, or None."""

    stored: Sequence[StoredWord]
    new: Sequence[NewWord]
    origin: list[int | None] = field(default_factory=list)


def marked(word: str) -> str:
    """A word with the mark of an unclear one, as a transcriber writes it: `(Bergen?),`."""
    found = _CORE.fullmatch(word)
    return f"{found[1]}({found[2]}?){found[3]}" if found and found[2] else word


def unmarked(word: str) -> str | None:
    """A word without the mark of an unclear one; None if it has none."""
    found = _MARKED.fullmatch(word)
    return f"{found[1]}{found[2]}{found[3]}" if found else None


def written_as(new: NewWord, stored: StoredWord | None) -> str:
    """What is written for a new word that is `stored`; a mark that the draft did not show is a person's, and stays."""
    if new.unclear and not (stored and stored.unclear):
        return marked(new.text)
    return stored.shown or new.text if stored and _is_shown_mark(new, stored) else new.text


def is_confirmed(new: NewWord, stored: StoredWord) -> bool:
    """Whether a person took away the mark that the draft showed around a word."""
    return stored.unclear and not new.unclear and not _is_shown_mark(new, stored)


def _is_shown_mark(new: NewWord, stored: StoredWord) -> bool:
    """Whether a word stands as the draft showed it, with its mark: where a text holds such a mark, it is not read as one."""
    return stored.unclear and stored.shown is not None and new.text == marked(stored.shown)


def whole_text(turn: Turn) -> Pieces:
    """A turn shown as it is stored."""
    return ((turn.text, 0, len(turn.text)),) if turn.text else ()


def stored_words(turn: Turn, show: Show) -> tuple[StoredWord, ...]:
    """The words of a stored turn in order, including those that the draft hides."""
    bounds = [match.span() for match in _TOKEN.finditer(visible(turn.text))]
    shown = list(_shown(turn, show))  # in the order of the text, so that only neighbours can overlap
    for n, word in enumerate(shown):
        over = list(_touched(bounds, (word.start, word.end)))
        start, end = min([word.start, *(a for a, _ in over)]), max([word.end, *(b for _, b in over)])
        beside = (*shown[max(n - 1, 0) : n], *shown[n + 1 : n + 2])
        if not any(other.start < end and start < other.end for other in beside):
            shown[n] = replace(word, start=start, end=end)  # a character that is not shown belongs to its word
    seen = [(word.start, word.end) for word in shown]
    hidden = [span for span in bounds if next(_touched(seen, span), None) is None]
    words = [*shown, *(StoredWord(turn, a, b, None) for a, b in hidden)]
    timed = (replace(word, times=_times(turn, word.start, word.end)) for word in words)
    return tuple(sorted(timed, key=lambda word: word.start))


def _touched(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Those of `spans`, which are in order, that share a sign with `span`."""
    start, end = span
    for n in range(bisect_right(spans, start, key=lambda one: one[1]), len(spans)):
        if spans[n][0] >= end:
            return
        yield spans[n]


def new_words(turn: int, text: str, stored: str) -> list[NewWord]:
    """The words of a corrected turn without the marks that documents add; text that `stored` contains is not a mark."""
    text = PAUSE.sub(lambda mark: mark[0] if mark[0] in stored else " ", text)
    text = UNCLEAR.sub(lambda mark: mark[0] if mark[0] in stored else _TOKEN.sub(rf"{_FLAG}\g<0>", mark[1]), text)
    found = [(token.replace(_FLAG, ""), _FLAG in token) for token in _TOKEN.findall(text)]
    return [NewWord(turn, unicodedata.normalize("NFC", token), unclear) for token, unclear in found if token]


def align(
    stored: Sequence[StoredWord], new: Sequence[NewWord], segments: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> Alignment:
    """Align `new` words with `stored` words.

    `segments` pairs numbers of stored words with numbers of new words that belong together (they are in the same
    bookmark); they are aligned first. The rest is aligned between its neighbours, so that words that were moved to the
    next turn are found, and last with the words that the draft did not show.
    """
    result = Alignment(stored, new, [None] * len(new))
    for old_numbers, new_numbers in segments:
        _match(result, [n for n in old_numbers if stored[n].shown is not None], new_numbers)
    for hidden in (False, True):
        for gap in list(gaps(result)):
            wanted = [n for n in gap.stored if (stored[n].shown is None) == hidden]
            _match(result, wanted, gap.new)
    return result


@dataclass(frozen=True)
class Gap:
    """A gap in the alignment: consecutive new words without origin, unused stored words there, and the neighbours."""

    new: tuple[int, ...]
    stored: tuple[int, ...]
    before: int | None
    after: int | None


def gaps(alignment: Alignment) -> Iterator[Gap]:
    """The gaps of an alignment, in order."""
    used = set(alignment.origin)
    run: list[int] = []
    before: int | None = None
    for number, origin in enumerate([*alignment.origin, len(alignment.stored)]):
        if origin is None:
            run.append(number)
            continue
        if run:
            first = -1 if before is None else before
            between = tuple(n for n in range(first + 1, origin) if n not in used)
            after = origin if origin < len(alignment.stored) else None
            yield Gap(tuple(run), between, before, after)
        run, before = [], origin


def _match(alignment: Alignment, stored: Sequence[int], new: Sequence[int]) -> None:
    """Align words by their longest common subsequence, and record their origin."""
    if not stored or not new:
        return
    before = [trimmed_word(alignment.stored[n].shown or alignment.stored[n].text) for n in stored]
    after = [trimmed_word(alignment.new[n].text) for n in new]
    for was, at in common(before, after):
        alignment.origin[new[at]] = stored[was]


def _shown(turn: Turn, show: Show) -> Iterator[StoredWord]:
    """The words as shown, without added marks, each with its span of the stored text."""
    text = ""
    places: list[tuple[int, int, bool]] = []
    for piece, start, end in show(turn):
        if start is None or end is None:  # an added mark only separates words
            text, places = f"{text} ", [*places, (0, 0, False)]
            continue
        stored = turn.text[start:end]
        mark = UNCLEAR.fullmatch(piece)
        unclear = mark is not None and piece != stored and mark[1] == stored
        plain = stored if unclear else piece
        same = len(plain) == end - start
        text += plain
        places += [(start + n, start + n + 1, unclear) if same else (start, end, False) for n in range(len(plain))]
    for match in _TOKEN.finditer(visible(text)):
        covered = places[match.start() : match.end()]
        word = unicodedata.normalize("NFC", match.group())
        unclear = any(doubt for _, _, doubt in covered)
        yield StoredWord(turn, covered[0][0], covered[-1][1], word, unclear=unclear)


def _times(turn: Turn, start: int, end: int) -> tuple[Word, ...]:
    """The timed words in a span; one that reaches beyond it is cut, and its time in proportion.

    The time of the space after a word is that of the word, so that no silence arises where a stretch is cut.
    """
    found = []
    blanks = _BLANKS.match(turn.text, end)
    after = blanks.end() if blanks else end
    for n in range(bisect_right(turn.words, start, key=lambda one: one.char_end), len(turn.words)):
        word = turn.words[n]
        a, b = max(word.char_start, start), min(word.char_end, end)
        if a >= b:
            break
        per_sign = (word.end - word.start) / (word.char_end - word.char_start)
        begins = word.start if a == word.char_start else word.start + (a - word.char_start) * per_sign
        until = min(word.char_end, max(b, after))
        ends = word.end if until == word.char_end else word.start + (until - word.char_start) * per_sign
        cut = {"char_start": a, "char_end": b, "start": round(begins, 3), "end": round(ends, 3)}
        whole = (a, b) == (word.char_start, word.char_end)
        found.append(word if whole else word.model_copy(update=cut))
    return tuple(found)
