"""Which heads are speaker labels, decided from the whole file.

What stands at the same place of lines again and again is a label, whatever it is made of. So labels are counted at each
place (`heads`): before a colon, beside a stamp, alone on a line and so on. A place counts if it says so by itself (known
words such as `I`, `Intervjuer`, `P7`), or if at least two labels come there again and again, or one stands there in most
lines. The place with most labels is the file's main one; elsewhere only the labels that it has count as well. Once a
place is sure, a further name that stands there only once is a label too: somebody who says one thing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ipstranscribe.review.transcript.readers.lines import heads
from ipstranscribe.review.transcript.readers.lines.heads import Head
from ipstranscribe.review.transcript.readers.lines.label_forms import (
    could_be_label,
    full_names,
    heads_information,
    is_known,
    is_namelike,
    is_reply,
    siblings,
)
from ipstranscribe.review.transcript.readers.lines.line import Line
from ipstranscribe.review.transcript.readers.lines.marks import TimeMark
from ipstranscribe.review.transcript.speaker_labels import known_role

_PLACES = (heads.COLON, heads.BESIDE, heads.BEFORE, heads.BRACKET, heads.BOLD)

_NEARLY_ALL = 0.85
"""Share of lines that have a label, from which a name before a colon is one even if it comes only once."""


@dataclass(frozen=True)
class Labels:
    """The labels of a file by the place where they stand; `main` is the place of most of them, None if there are none."""

    main: str | None = None
    at: Mapping[str, frozenset[str]] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()
    """Numbers of lines that look labelled and are information before the talk."""
    repeated: Mapping[int, str] = field(default_factory=dict)
    """Labels alone on a line above the line that has them with their stamp: some programs write both."""

    def head_of(self, n: int, line: Line, marks: Sequence[TimeMark]) -> Head | None:
        """The head of line `n`, if `marks` are its stamps."""
        if line.given and line.given.labelled:
            return Head("given", line.given.label, 0) if line.given.label else None
        if n in self.headings:
            return None
        if n in self.repeated:
            return Head(heads.ALONE, self.repeated[n], len(line.text))
        found = (head for head in heads.possible_heads(line, marks) if head.label in self.at.get(head.at, ()))
        return next(found, None)


@dataclass(frozen=True)
class _Use:
    """A head that a line may have, and the number of that line."""

    n: int
    head: Head


def find_labels(lines: Sequence[Line]) -> Labels:
    """Find the labels of a file, taking every time mark at the edge of a line for a stamp."""
    if any(line.given and line.given.labelled for line in lines):
        return Labels("given")
    uses: dict[str, list[_Use]] = {}
    for n, line in enumerate(lines):
        for head in possible(line):
            uses.setdefault(head.at, []).append(_Use(n, head))
    found = {at: rule(lines, uses[at]) for at, rule in _rules(uses) if at in uses}
    counts = {at: sum(use.head.label in labels for use in uses[at]) for at, labels in found.items()}
    main = max(counts, key=lambda at: counts[at], default=None)
    if main is None or not counts[main] or not _enough(lines, uses[main], found[main]):
        return Labels()
    headings = _headings(lines, uses[main], found[main]) if main == heads.COLON else frozenset[int]()
    left = {use.head.label for use in uses[main] if use.head.label in found[main] and use.n not in headings}
    repeated = {
        use.n: use.head.label
        for use in uses.get(heads.ALONE, ())
        if main == heads.BESIDE and use.head.label in left and _has_head_below(lines, use.n, use.head.label)
    }
    return Labels(main, _everywhere(main, frozenset(left), found), headings, repeated)


def possible(line: Line) -> Iterator[Head]:
    """The heads of a line that could be labels at all, if every mark is a stamp."""
    return (head for head in heads.possible_heads(line, line.marks) if could_be_label(head.label))


def _rules(uses: Mapping[str, object]) -> Iterator[tuple[str, Callable[[Sequence[Line], list[_Use]], set[str]]]]:
    yield heads.COLON, _before_colon
    yield heads.BESIDE, _beside_stamp
    yield heads.ALONE, _alone
    yield heads.BEFORE, _often
    yield heads.BRACKET, _often
    yield heads.BOLD, _often
    yield from ((at, _before_sign) for at in uses if at not in (*_PLACES, heads.ALONE, heads.SLIP))


def _everywhere(main: str, labels: frozenset[str], found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    at = {main: labels, **dict.fromkeys(_PLACES, labels)}
    if main != heads.BESIDE:  # there, a word before a colon is talk
        known = {label for label in found.get(heads.COLON, ()) if is_known(label)}
        at[heads.COLON] = at[heads.COLON] | known
    if main == heads.COLON:
        at[heads.SLIP] = labels
    at[heads.ALONE] = (
        labels if main == heads.ALONE else frozenset(one for one in labels if len(one) > 1 and is_known(one))
    )
    return at


# --- the places ----------------------------------------------------------------------------------------------------------


def _before_colon(lines: Sequence[Line], uses: list[_Use]) -> set[str]:
    count = Counter(use.head.label for use in uses)
    share = _share(lines)
    again = {label for label, n in count.items() if n > 1 and not heads_information(label)}
    sure = {label for label in count if is_known(label)} | {label for label in again if is_namelike(label)}
    if share(count, sure | again) >= 0.5 and sum(count[label] > 1 for label in sure) < 2:
        sure |= again  # where names or roles are labels, other words that come again are talk (`The doctor said: …`)
    if (
        len(sure | full_names(count)) > 1 and share(count, sure | full_names(count)) >= 0.8
    ):  # short: hardly anybody speaks twice
        sure |= full_names(count)
    if len(sure) > 1 and share(count, sure) >= _NEARLY_ALL:  # whoever speaks once does it like the others
        sure |= {one for one in count if is_namelike(one) and not heads_information(one) and not is_reply(one)}
    if not any(is_known(label) for label in sure) and len(sure) < 2 and share(count, sure) < 0.5:
        return set()
    return (
        sure
        | _stamped(uses, sure)
        | siblings(count, sure)
        | (full_names(count) if share(count, sure) >= 0.4 else set())
    )


def _stamped(uses: list[_Use], sure: set[str]) -> set[str]:
    """Names before a colon that have a stamp beside them, written as those of nearly all other labels are."""
    kinds = Counter(use.head.stamps[0].kind for use in uses if use.head.stamps)
    if sum(kinds.values()) < 0.8 * len(uses):
        return set()
    usual = {use.head.stamps[0].kind for use in uses if use.head.stamps and use.head.label in sure} or set(kinds)
    alike = {use.head.label for use in uses if use.head.stamps and use.head.stamps[0].kind in usual}
    return {label for label in alike if is_namelike(label) and not heads_information(label)}


def _beside_stamp(lines: Sequence[Line], uses: list[_Use]) -> set[str]:
    """Labels alone with a stamp: the talk follows below, without one."""
    below = [use for use in uses if _talk_follows(lines, use.n, use.head.label)]
    if len(below) < 0.6 * len(uses):
        return set()
    count = Counter(use.head.label for use in below)
    behind = [use for use in below if not use.head.first]
    sure = {label for label, n in count.items() if is_known(label) or (n > 1 and not is_reply(label))}
    if sum(count[label] for label in sure) >= 0.5 * len(uses) or len(behind) == len(uses):
        sure |= {use.head.label for use in below if not use.head.first or is_namelike(use.head.label)}
    return sure


def _talk_follows(lines: Sequence[Line], n: int, label: str) -> bool:
    if n + 1 == len(lines):
        return False
    after = lines[n + 1]
    same = any(head.label == label for head in possible(after))
    return same or not (after.marks and heads.leading_stamps(after.text, after.marks)[0])


def _alone(lines: Sequence[Line], uses: list[_Use]) -> set[str]:
    """Labels alone on a line, next to a line with a stamp or not: talk follows below."""
    beside_time = {use.n for use in uses if _is_time(lines, use.n - 1) or _is_time(lines, use.n + 1)}
    times = sum(_is_time(lines, n) for n in range(len(lines)))
    if times and len(found := _near_times(lines, [use for use in uses if use.n in beside_time], times)):
        return found
    count = Counter(use.head.label for use in uses if not is_reply(lines[use.n].text))
    known = {label for label in count if is_known(label)}
    again = {label for label, n in count.items() if n > 1 and is_namelike(label)}
    again |= siblings(count, again)
    sure = known if sum(count[label] for label in known) > 1 or len(known) > 1 else set()
    sure |= again if len(again | sure) > 1 else set()
    places = [use.n for use in uses if use.head.label in sure]
    followed = [n for n in places if n + 1 < len(lines) and n + 1 not in places]
    if not places or len(followed) < 0.9 * len(places) or len(places) < 0.15 * len(lines):
        return set()
    if all(lines[n].apart for n in places):  # each stands at the top of its block, and so does whoever speaks only once
        tops = {use.n: use.head.label for use in uses if lines[use.n].apart and use.n + 1 < len(lines)}
        sure |= {
            label
            for n, label in tops.items()
            if len(label.split()) > 1 and is_namelike(label) and not lines[n + 1].apart
        }
    return sure


def _has_head_below(lines: Sequence[Line], n: int, label: str) -> bool:
    below = n + 1
    while below < len(lines) and _is_time(lines, below):
        below += 1
    return below < len(lines) and any(
        head.at == heads.BESIDE and head.label == label for head in possible(lines[below])
    )


def _near_times(lines: Sequence[Line], uses: list[_Use], times: int) -> set[str]:
    """Labels on the line before or after one that is only a time, if most times have one."""
    heads_here = [use for use in uses if _has_talk_below(lines, use.n)]
    count = Counter(use.head.label for use in heads_here)
    sure = {label for label, n in count.items() if (is_known(label) or n > 1) and not is_reply(label)}
    if sum(count[label] for label in sure) < 0.5 * times:
        return set()
    return sure | full_names(count)


def _has_talk_below(lines: Sequence[Line], n: int) -> bool:
    after = n + 1
    while after < len(lines) and _is_time(lines, after):
        after += 1
    return after < len(lines) and not (after > n + 1 and _is_time(lines, n - 1))


def _is_time(lines: Sequence[Line], n: int) -> bool:
    if not 0 <= n < len(lines) or not lines[n].marks:
        return False
    return heads.leading_stamps(lines[n].text, lines[n].marks)[1] >= len(lines[n].text)


def _often(lines: Sequence[Line], uses: list[_Use]) -> set[str]:
    """Labels in bold, in brackets, before a stamp: at least two of them, in many lines."""
    count = Counter(use.head.label for use in uses)
    sure = {one for one, n in count.items() if is_known(one) or (n > 1 and (one[:1].isupper() or one[:1].isdigit()))}
    if len(sure) < 2 or _share(lines)(count, sure) < 0.4:
        return set()
    return sure | siblings(count, sure) | full_names(count)


def _before_sign(lines: Sequence[Line], uses: list[_Use]) -> set[str]:
    """Labels before a dash or the like: few words, in nearly all lines."""
    count = Counter(use.head.label for use in uses if len(use.head.label.split()) <= 3)
    sure = {one for one, n in count.items() if is_known(one) or (n > 1 and is_namelike(one))}
    return sure if len(sure) > 1 and _share(lines)(count, sure) >= 0.6 else set()


def _share(lines: Sequence[Line]) -> Callable[[Mapping[str, int], set[str]], float]:
    """The share of lines with talk that labels stand in."""
    whole = sum(not _is_time(lines, n) for n in range(len(lines))) or 1
    return lambda count, labels: sum(count[label] for label in labels) / whole


# --- before the talk -----------------------------------------------------------------------------------------------------


def _enough(lines: Sequence[Line], uses: list[_Use], labels: set[str]) -> bool:
    """Whether little stands before the first label; else what looks like labels is talk. Known labels are believed."""
    if any(is_known(label) for label in labels):
        return True
    first = min(use.n for use in uses if use.head.label in labels)
    before = sum(line.words for line in lines[:first])
    share = sum(use.head.label in labels for use in uses) / (len(lines) - first)
    return first <= 3 or share >= 0.5 or before <= sum(line.words for line in lines) / 3


def _headings(lines: Sequence[Line], uses: list[_Use], labels: set[str]) -> frozenset[int]:
    """Lines of information before the talk that look labelled (`Interviewer: …`, `Participant: …` at the top).

    They stand before the first label that comes again, come only once, and either another label of that role comes
    again, or they say a few words without a full stop and are set apart from the talk. In a short file, in which no label
    comes again, they are brief and another label of that role comes later.
    """
    count = Counter(use.head.label for use in uses)
    often = {label for label in labels if count[label] > 1}
    roles = {known_role(label) for label in often} - {None}
    talk = next((use.n for use in uses if use.head.label in often), 0)
    once = [use for use in uses if use.n < talk and use.head.label in labels]
    if not often:
        last = {known_role(use.head.label): use.head.label for use in uses if use.head.label in labels}
        return frozenset(
            use.n
            for use in uses
            if use.head.label in labels
            and known_role(use.head.label)
            and last[known_role(use.head.label)] != use.head.label
            and _is_brief(lines[use.n], use.head)
        )
    others = talk - len(once)
    apart = lines[talk].apart and sum(lines[use.n].apart for use in uses) < 0.5 * len(uses)
    return frozenset(
        use.n
        for use in once
        if known_role(use.head.label) in roles
        or (len(often) > 1 and (others or apart) and len(use.head.label) > 2 and _is_brief(lines[use.n], use.head))
    )


def _is_brief(line: Line, head: Head) -> bool:
    said = line.text[head.begin :].strip()
    return len(said.split()) <= 6 and said[-1:] not in (".", "?", "!", "…")
