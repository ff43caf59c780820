"""Stretches of letters and numbers that are spelled out: `b d five one s m r`, `K E $41,000 207`, `SW1A 1AA`.

A stretch is what could be one number, code or plate, however it was heard. Whether it is one is for the recognizers to
say, by the word before it or by its form.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.pseudonymize.recognizers.number_runs import DigitGroup, digit_groups, joined

_LETTERS = re.compile(
    r"(?<![^\W_])(?:[A-ZÆØÅ]{1,6}(?![^\W_])|[a-zæøå](?![^\W_]|['’])|[Zz]e[de](?![^\W_])|(?=[A-Za-z]{0,6}\d)[A-Za-z0-9]{2,14}(?![^\W_]))"
)
"""A letter by itself (*zed* is one), a short word in capitals, or letters and digits in one."""
_GAP = re.compile(
    r"[\s,.\-–/$£#]{0,3}|\s(?:stroke|slash|forward\sslash|dash|hyphen|skråstrek|bindestrek|strek)\s", re.IGNORECASE
)
_SAID = ("zed", "zee")
"""Letters that are written as they are said."""
_JOINED = ("'", "’", "-", ".", "@", "/", "_")
_GOES_ON = re.compile(r"['’@/_-]|\.(?!\s|$)")
"""What goes on after a letter makes it part of a word, an address or an abbreviation."""
_WORD_BEFORE, _WORD_AFTER = re.compile(r"([^\W\d_]+)\.?\s$"), re.compile(r"\.?\s([^\W\d_]+)")
_WORDS = frozenset({"a", "i", "å", "I", "A", "e"})
"""Letters that are words as well, and do not end a number."""
_NEAR = 30  # characters
_LONGEST = 24
"""Parts of a stretch; what is longer is no code."""


@dataclass(frozen=True)
class Part:
    """A letter, a number, or both in one; `group` is the number of what has no letter."""

    start: int
    end: int
    letters: str
    digits: str
    group: DigitGroup | None = None


@dataclass(frozen=True)
class Spelled:
    """A stretch of parts in a text, with at least two digits."""

    start: int
    end: int
    parts: tuple[Part, ...]

    @property
    def letters(self) -> str:
        """Its letters, as they are written."""
        return "".join(part.letters for part in self.parts)

    @property
    def digits(self) -> str:
        """Its digits."""
        return "".join(part.digits for part in self.parts)


@lru_cache(maxsize=1)
def spelled_runs(text: str, language: str) -> tuple[Spelled, ...]:
    """The stretches of a text, without letters at their ends that are words, and without quantities there."""
    return tuple(_stretches(text, language))


def starting_at(runs: Sequence[Spelled], text: str, start: int) -> Spelled | None:
    """The stretch that begins at `start`, or goes on there: its parts from there on."""
    run = _holding(runs, start)
    return _trimmed([part for part in run.parts if part.start >= start], text) if run else None


def _holding(runs: Sequence[Spelled], at: int) -> Spelled | None:
    """The stretch in which a character stands."""
    before = bisect_right(runs, at, key=lambda run: run.start)
    return runs[before - 1] if before and at < runs[before - 1].end else None


def with_letters(text: str, language: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a number said in words with the single letters said before and after all of it: `nine oh seven, K`."""
    run = _holding(spelled_runs(text, language), start)
    if not run or end > run.end:
        return start, end
    parts = run.parts
    own = [number for number, part in enumerate(parts) if start <= part.start and part.end <= end]
    if not own or not all(group and group.spoken for group in (parts[number].group for number in own)):
        return start, end
    before, after = parts[: own[0]], parts[own[-1] + 1 :]
    if _are_said(before, text, parts[own[0]]) and _is_common(_before(text, before[0].start), language):
        start = before[0].start
    if _are_said(after, text) and _is_common(_WORD_AFTER.match(text, after[-1].end), language):
        end = after[-1].end
    return start, end


def _before(text: str, at: int) -> re.Match[str] | None:
    return _WORD_BEFORE.search(text, max(0, at - _NEAR), at)


def _is_common(word: re.Match[str] | None, language: str) -> bool:
    """Whether a word beside a letter, if there is one, is a common one: else the letter may be an initial of a name."""
    return not word or vocabulary.is_common(word[1].casefold(), language)


def is_letter(part: Part) -> bool:
    """Whether a part is a letter by itself that is no word; an `x` stands for *times*."""
    return len(part.letters) == 1 and not part.digits and part.letters not in _WORDS and part.letters not in "xX"


def in_one_sentence(parts: Sequence[Part], text: str) -> bool:
    """Whether no full stop stands between the parts."""
    return not any("." in text[one.end : other.start] for one, other in pairwise(parts))


def _are_said(letters: Sequence[Part], text: str, then: Part | None = None) -> bool:
    """Whether all parts are letters said by themselves, beside a number: no `e-post`, `it's`, `f.eks.`, `p m`."""
    said = "".join(part.letters for part in letters).casefold()
    if not letters or not all(map(is_letter, letters)) or said.endswith("pm"):
        return False
    beside = [*letters, then] if then else letters
    alone = all(
        text[part.start - 1 : part.start] not in _JOINED and not _GOES_ON.match(text, part.end) for part in letters
    )
    return alone and in_one_sentence(beside, text)


def _stretches(text: str, language: str) -> Iterator[Spelled]:
    run: list[Part] = []
    for part in _parts(text, language):
        if run and (len(run) >= _LONGEST or not _beside(run[-1], part, text)):
            yield from filter(None, [_trimmed(run, text)])
            run = []
        run.append(part)
    if run:
        yield from filter(None, [_trimmed(run, text)])


def _parts(text: str, language: str) -> list[Part]:
    numbers = [Part(g.start, g.end, "", g.digits, g) for g in digit_groups(text, language)]
    letters = [_mixed(match) for match in _LETTERS.finditer(text)]
    mixed = [part for part in letters if part.digits]
    taken = {at for part in mixed for at in range(part.start, part.end)}
    numbers = [part for part in numbers if part.start not in taken]
    taken |= {at for part in numbers for at in range(part.start, part.end)}
    single = [part for part in letters if not part.digits and part.start not in taken]
    return sorted((*numbers, *mixed, *single), key=lambda part: part.start)


def _mixed(match: re.Match[str]) -> Part:
    written = match.group()
    letters = written[0] if written.casefold() in _SAID else "".join(c for c in written if c.isalpha())
    return Part(*match.span(), letters, "".join(filter(str.isdigit, written)) if letters else "")


def _beside(one: Part, other: Part, text: str) -> bool:
    gap = text[one.end : other.start]
    return bool(_GAP.fullmatch(gap)) or (not one.letters and not other.letters and joined(gap))


def _trimmed(parts: Sequence[Part], text: str) -> Spelled | None:
    own = list(parts)
    while own and (own[-1].letters in _WORDS or _is_beside(own, text)):
        own = own[:-1]
    if sum(len(part.digits) for part in own) < 1:
        return None
    return Spelled(own[0].start, own[-1].end, tuple(own))


def _is_beside(parts: Sequence[Part], text: str) -> bool:
    """Whether the last part is a quantity of its own: `4471, 3 years`."""
    last = parts[-1].group
    return len(parts) > 1 and last is not None and last.quantity and " " in text[parts[-2].end : last.start]
