"""The list of places to listen to: a row for each, most urgent first, with the words said there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ipstranscribe.model import Concern, Transcript, Turn
from ipstranscribe.text.shown import Shown

_TOUCHING = 0.25
"""Seconds between two places that are one to a listener."""
_MOST = 90
"""Characters of the words that a row shows; of more it shows the first and the last."""


class ListenHere(NamedTuple):
    """A place to listen to, with the reasons.

    `span` is that of the shown turn (code points), None outside turns; `said` are the words there, if any.
    """

    concern: Concern
    reasons: tuple[str, ...]
    span: tuple[int, int] | None = None
    said: str = ""

    @property
    def spelling(self) -> tuple[str, ...]:
        """What was heard, and the term of the study that is written there or may be meant; empty for other places."""
        if not self.concern.heard:
            return ()
        sign = "?" if self.concern.kind == "similar_term" else "."
        return (f"{self.concern.heard} → {self.concern.written}{sign}",)


def places_to_listen(transcript: Transcript, shown: Mapping[str, Shown]) -> list[ListenHere]:
    """The places to listen to, most urgent first. `shown` are the turns by the convention.

    Concerns of one kind in one turn that overlap or touch, in time or in the text, are one place; not those about the
    spelling of a word, which are decided one by one.
    """
    turns = {turn.id: turn for turn in transcript.turns}
    of_turn: defaultdict[tuple[str, str], list[Concern]] = defaultdict(list)
    places = []
    for concern in transcript.concerns:
        if concern.turn in turns:
            of_turn[concern.turn, concern.kind].append(concern)
        else:
            places.append(ListenHere(concern, (concern.why,)))
    for (turn, _), concerns in of_turn.items():
        places += [_place(turns[turn], shown[turn], group) for group in _groups(turns[turn], shown[turn], concerns)]
    return sorted(places, key=lambda place: (-place.concern.urgency, place.concern.start))


def _groups(turn: Turn, shown: Shown, concerns: Iterable[Concern]) -> list[list[Concern]]:
    """Concerns of one kind in a turn, those that overlap or touch together."""
    groups: list[list[Concern]] = []
    for concern in sorted(concerns, key=lambda one: (one.start, one.end)):
        if (
            groups
            and not concern.heard
            and (
                concern.start <= max(one.end for one in groups[-1]) + _TOUCHING
                or any(_touch(_words(turn, shown, one), _words(turn, shown, concern)) for one in groups[-1])
            )
        ):
            groups[-1].append(concern)
        else:
            groups.append([concern])
    return groups


def _touch(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether nothing but a blank stands between two stretches of a turn."""
    return one is not None and other is not None and other[0] <= one[1] + 1


def _place(turn: Turn, shown: Shown, group: Sequence[Concern]) -> ListenHere:
    concern = group[0].model_copy(update={"end": max(one.end for one in group)})
    words = _words(turn, shown, concern)
    start, end = words or (0, len(shown.text))
    told = words is not None or not turn.words
    reasons = tuple(dict.fromkeys(one.why for one in group))
    return ListenHere(concern, reasons, (start, end), _shortened(shown.text[start:end]) if told else "")


def _words(turn: Turn, shown: Shown, concern: Concern) -> tuple[int, int] | None:
    """The span of the words said in the time of a concern, in the shown turn."""
    words = [w for w in turn.words if w.end > concern.start and w.start < concern.end]
    return shown.span(words[0].char_start, words[-1].char_end) if words else None


def _shortened(text: str) -> str:
    """The words on one line; of many the first and the last."""
    words = text.split()
    first, last = words[: len(words) // 2], words[len(words) // 2 :]
    if sum(map(len, words)) + len(words) <= _MOST:
        return " ".join(words)
    while len(first) + len(last) > 2 and len(" ".join((*first, *last))) > _MOST:
        if len(first) >= len(last):
            first.pop()
        else:
            last.pop(0)
    return f"{' '.join(first)[:_MOST]} … {' '.join(last)[-_MOST:]}"
