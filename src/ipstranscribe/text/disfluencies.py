"""Disfluencies (fillers, false starts, stutters): which characters to leave out for an intelligent verbatim text.

Deliberately cautious: what might have a meaning stays. Fillers, and words that are repeated only by mistake, are lists
of the language (`languages/record.py`); apart from them only punctuation and spaces are left out.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ipstranscribe.model import Value

_END = re.compile(r"[.?!…]")  # ends a sentence, or breaks it off
_SOFT = re.compile(r"[,;:.…–—-]*")  # may follow a filler; with `?` or `!` the word is an answer and stays
_LOOSE = re.compile(r"[,–—-]*")  # may separate a word and its repetition
_COMMAS = re.compile(r"(?<![,;:])[,;:]*$")
_LONGEST_RESTART = 3  # words: "and in the, and in the"


class DisfluencyLists(Value):
    """Word lists of one language, casefolded; `languages/record.py` explains each. If all are empty, nothing is left out."""

    fillers: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()
    repeated_bare: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    stuttered: frozenset[str] = frozenset()
    no_stutter: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SpokenToken:
    """A token between spaces: a word from `core_start` to `core_end`, with punctuation before and after it.

    `opens` says that it begins a sentence; a `fixed` token (a replacement, a sound) is never changed.
    """

    start: int
    core_start: int
    core_end: int
    end: int
    word: str
    tail: str
    opens: bool
    fixed: bool

    @property
    def bare(self) -> bool:
        """Whether it has no punctuation before it and may be left out."""
        return not self.fixed and self.start == self.core_start < self.core_end

    @property
    def folded(self) -> str:
        """The casefolded word."""
        return self.word.casefold()


def tokenize(text: str, fixed: Iterable[tuple[int, int]] = ()) -> tuple[SpokenToken, ...]:
    """Split `text` into tokens at spaces; those that overlap a span of `fixed` are fixed."""
    spans = deque(sorted(fixed))
    found: list[SpokenToken] = []
    for match in re.finditer(r"\S+", text):
        start, end = match.span()
        core = re.search(r"\w(?:.*\w)?", match.group(), re.DOTALL)
        a, b = (start + core.start(), start + core.end()) if core else (start, start)
        opens = not found or bool(_END.search(found[-1].tail))
        while spans and spans[0][1] <= start:
            spans.popleft()
        touched = bool(spans) and spans[0][0] < end
        found.append(SpokenToken(start, a, b, end, text[a:b], text[b:end], opens, touched))
    return tuple(found)


@dataclass(frozen=True)
class Omissions:
    """What to leave out: spans of characters; and `capitals`, offsets of letters that now begin a sentence."""

    spans: tuple[tuple[int, int], ...] = ()
    capitals: tuple[int, ...] = ()


def find_disfluencies(
    tokens: Sequence[SpokenToken], lists: DisfluencyLists, paused: frozenset[int] = frozenset()
) -> Omissions:
    """Find the disfluencies in a text of these tokens. A restart does not cross a shown pause: `paused` are offsets.

    Nothing is left out if nothing would remain, or in a language without lists.
    """
    if not lists.fillers:
        return Omissions()
    gone = {i for i, _ in enumerate(tokens) if _is_filler(tokens, i, lists)}
    gone |= _broken_off(tokens, [i for i, _ in enumerate(tokens) if i not in gone], lists)
    if all(i in gone or not token.word for i, token in enumerate(tokens)):
        return Omissions()
    gone |= {j + 1 for i, j in _runs(gone) if _between_dashes(tokens, i, j)}
    spans: list[tuple[int, int]] = []
    capitals: list[int] = []
    for first, last in _runs(gone):
        spans += _closed_up(tokens, first, last)
        capitals += _capital(tokens, first, last)
    kept = [token for i, token in enumerate(tokens) if i not in gone]
    for token in kept:
        length = _stutter(token, lists)
        spans += [(token.start, token.start + length)] if length else []
        capitals += [token.start + length] if length and token.opens and token.word[0].isupper() else []
    return Omissions((*spans, *_restarts(kept, lists, paused)), tuple(capitals))


def _is_filler(tokens: Sequence[SpokenToken], i: int, lists: DisfluencyLists) -> bool:
    token = tokens[i]
    said = token.folded
    if said not in lists.fillers and said not in lists.inside:  # nearly every word
        return False
    if not token.bare or not _SOFT.fullmatch(token.tail) or _kept(tokens, i, lists):
        return False
    if not (token.word.islower() or (token.opens and token.word.istitle())):  # `ER` is a place
        return False
    amid = not token.opens and not _END.search(token.tail) and i + 1 < len(tokens)
    return said in lists.fillers or amid


def _kept(tokens: Sequence[SpokenToken], i: int, lists: DisfluencyLists) -> bool:
    pairs = ((a, b) for a, b in ((i - 1, i), (i, i + 1)) if a >= 0 and b < len(tokens))
    return any(f"{tokens[a].folded} {tokens[b].folded}" in lists.kept for a, b in pairs)


def _broken_off(tokens: Sequence[SpokenToken], seen: Sequence[int], lists: DisfluencyLists) -> set[int]:
    """Indexes of words that are broken off and restarted: `w- w- went`, `tomo- tomorrow`; not `pre- and postnatal`."""
    found = set()
    for here, there in pairwise(seen):
        one, again = tokens[here], tokens[there]
        if one.tail != "-":  # nearly every word
            continue
        tried_again = again.tail == "-" or len(again.word) > len(one.word)
        starts_alike = again.folded.startswith(one.folded) and tried_again
        if one.bare and again.bare and one.word.isalpha() and starts_alike:
            found |= set() if again.folded in lists.no_stutter else {here}
    return found


def _stutter(token: SpokenToken, lists: DisfluencyLists) -> int:
    """Number of stuttered characters in a word: 2 in `s-so` or `I-I`, which are listed, 4 in `b-b-but`."""
    *tries, word = token.folded.split("-")
    if not (token.bare and tries and word and all(t.isalpha() and word.startswith(t) and len(t) <= 2 for t in tries)):
        return 0
    known = word in lists.repeated | lists.repeated_bare | lists.stuttered
    several = len(tries) > 1 and len(set(tries)) == 1
    return sum(len(t) + 1 for t in tries) if known or several else 0


def _runs(places: set[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    for place in sorted(places):
        if place - 1 not in places:
            last = place
            while last + 1 in places:
                last += 1
            yield place, last


def _between_dashes(tokens: Sequence[SpokenToken], first: int, last: int) -> bool:
    """Whether a second dash goes as well: `So – uh – yes` keeps one dash, `Uh – yes` none."""
    after = last + 1 < len(tokens) and not tokens[last + 1].word and not tokens[last + 1].fixed
    return after and (tokens[first].opens or not tokens[first - 1].word)


def _closed_up(tokens: Sequence[SpokenToken], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Spans to leave out for a run of tokens: their commas go, the end of a sentence stays.

    `So, uh, yes` → `So, yes`; `at home, um. Then` → `at home. Then`.
    """
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    ending = next((t for t in tokens[last : first - 1 if first else None : -1] if _END.search(t.tail)), None)
    if before is None or tokens[first].opens:
        if after:
            yield tokens[first].start, after.start
        else:
            yield before.end if before else 0, tokens[last].end
        return
    comma = _COMMAS.search(before.tail)
    close = before.end - len(comma.group() if comma else "")
    if ending and (after is None or not after.word[:1].islower()):
        yield close, ending.core_end
        yield ending.end, tokens[last].end
    elif after is None:
        yield close, tokens[last].end
    else:
        yield tokens[first].start, after.start


def _capital(tokens: Sequence[SpokenToken], first: int, last: int) -> list[int]:
    """Offset of the letter to capitalise if the word left out began the sentence: `Um, so` → `So`."""
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    opened = tokens[first].opens and tokens[first].word[:1].isupper()
    return [after.start] if after and opened and after.bare and after.word.islower() else []


def _restarts(kept: Sequence[SpokenToken], lists: DisfluencyLists, paused: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Spans of repeated words (restarts): `the, the back` → `the back`, `in the in the bag` → `in the bag`."""
    at = 0
    while at < len(kept):
        length = next((n for n in range(_LONGEST_RESTART, 0, -1) if _is_restart(kept, at, n, lists, paused)), 0)
        if length:
            yield kept[at + length - 1].core_end, kept[at + 2 * length - 1].core_end
            at += length
        else:
            at += 1


def _is_restart(kept: Sequence[SpokenToken], at: int, n: int, lists: DisfluencyLists, paused: frozenset[int]) -> bool:
    if at + 2 * n > len(kept) or not (kept[at].opens or kept[at].word == kept[at + n].word):  # nearly every word
        return False
    one, again = kept[at : at + n], kept[at + n : at + 2 * n]
    if not all(t.bare for t in (*one, *again)):
        return False
    if any(a.word != b.word and not (a.opens and a.folded == b.folded) for a, b in zip(one, again, strict=True)):
        return False
    *lead, last = [t.folded for t in one]
    if not all(word in lists.before | lists.repeated for word in lead) or any(t.start in paused for t in again):
        return False
    between = [t.tail for t in (*one, *again[:-1])]
    listed = last in lists.repeated or (last in lists.repeated_bare and not any(between))
    return listed and all(_LOOSE.fullmatch(tail) for tail in between)
