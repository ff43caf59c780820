"""Edits of the talk: who says what, turn by turn, as a person writes it on the review page. Times are no part of it.

What the words' times are follows from the transcript that the talk was made from (`timed_talk.py`), so that any way to the
same text gives the same transcript, typed letter by letter or taken back by hand.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import NamedTuple

from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.model.edits import (
    Edit,
    MergeEdit,
    SpeakerEdit,
    SplitEdit,
    SwapEdit,
    TextEdit,
    UnclearEdit,
)
from ipstranscribe.review.transcript.alignment import marked, unmarked
from ipstranscribe.review.transcript.merge import split_off
from ipstranscribe.text.wording import visible

_Span = tuple[int, int]

_TOKEN = re.compile(r"\S+")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029\t]")


class PageTurn(NamedTuple):
    """A turn as it stands on the page. `sure` are stretches whose words a person confirmed.

    `inside` says that it begins inside of a word, at which the turn before it was split.
    """

    id: str
    speaker: str
    text: str
    sure: tuple[_Span, ...] = ()
    inside: bool = False


@dataclass(frozen=True)
class Talk:
    """All turns in order; `renamed` are pairs of labels (before, now) of speakers that were swapped."""

    interview: str
    turns: tuple[PageTurn, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    def find(self, identity: str) -> int:
        """The position of a turn; raises UserError if there is none with this id."""
        for at, turn in enumerate(self.turns):
            if turn.id == identity:
                return at
        raise _overtaken()

    def put(self, at: int, count: int, turns: Sequence[PageTurn]) -> "Talk":
        """The talk with `turns` in the place of `count` turns from number `at` on."""
        return replace(self, turns=(*self.turns[:at], *turns, *self.turns[at + count :]))


def talk_of(transcript: Transcript) -> Talk:
    """The talk of a transcript before any edit."""
    return Talk(transcript.interview, tuple(PageTurn(t.id, t.speaker, t.text) for t in transcript.turns))


def edited(talk: Talk, edits: Sequence[Edit]) -> Talk:
    """The talk after all edits in order; raises UserError where one of them does not fit, and nothing is done then."""
    for edit in edits:
        talk = _apply(edit, talk)
    return talk


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The words of a text with the signs around them."""
    return _TOKEN.finditer(visible(text))


def cut_place(text: str, at: int) -> int:
    """Where a turn is cut if it is split before sign `at`: blanks there belong to the first part."""
    return at + len(text[at:]) - len(text[at:].lstrip())


def new_id(talk: Talk, edit: SplitEdit, taken: Collection[str]) -> str:
    """The id of the turn that a split makes, which none of `taken` has. If no word stands before the cut, it comes first."""
    at = talk.find(edit.turn)
    if not talk.turns[at].text[: edit.at].strip():
        before = talk.turns[at - 1].id if at else f"{talk.interview}-000"
        return split_off(before, {*taken, *(turn.id for turn in talk.turns)})
    return split_off(edit.turn, {*taken, *(turn.id for turn in talk.turns)})


# One edit.


@singledispatch
def _apply(edit: Edit, talk: Talk) -> Talk:
    raise TypeError(edit)


@_apply.register
def _text(edit: TextEdit, talk: Talk) -> Talk:
    at = talk.find(edit.turn)
    return talk.put(at, 1, [_spliced(talk.turns[at], (edit.start, edit.end), edit.text)])


@_apply.register
def _split(edit: SplitEdit, talk: Talk) -> Talk:
    at = talk.find(edit.turn)
    turn = talk.turns[at]
    _check(turn, edit.at, edit.at)
    identity = edit.new or new_id(talk, edit, ())
    if any(one.id == identity for one in talk.turns):
        raise _overtaken()
    cut = cut_place(turn.text, edit.at)
    first, second = turn.text[:cut], turn.text[cut:]
    if not first.strip():  # a new turn before this one
        return talk.put(at, 1, [PageTurn(identity, turn.speaker, ""), turn])
    inside = bool(second) and not first[-1].isspace()
    return talk.put(
        at,
        1,
        [
            turn._replace(text=first, sure=_within(turn.sure, 0, cut)),
            PageTurn(identity, turn.speaker, second, _moved(_within(turn.sure, cut, len(turn.text)), -cut), inside),
        ],
    )


@_apply.register
def _merge(edit: MergeEdit, talk: Talk) -> Talk:
    at = talk.find(edit.turn)
    if at + 1 == len(talk.turns):
        raise _overtaken()
    first, second = talk.turns[at : at + 2]
    apart = second.inside or not first.text or not second.text or first.text[-1].isspace() or second.text[0].isspace()
    start = first.text + ("" if apart else " ")
    sure = (*first.sure, *_moved(second.sure, len(start)))
    identity = first.id if first.text.strip() else second.id
    return talk.put(at, 2, [first._replace(id=identity, text=_normal(start + second.text), sure=sure)])


@_apply.register
def _speaker(edit: SpeakerEdit, talk: Talk) -> Talk:
    wanted = {talk.turns[talk.find(one)].id for one in edit.turns}
    turns = (turn._replace(speaker=edit.speaker) if turn.id in wanted else turn for turn in talk.turns)
    return replace(talk, turns=tuple(turns))


@_apply.register
def _swap(edit: SwapEdit, talk: Talk) -> Talk:
    other = {edit.one: edit.other, edit.other: edit.one}
    turns = (turn._replace(speaker=other[turn.speaker]) if turn.speaker in other else turn for turn in talk.turns)
    names = {**dict(talk.renamed)}
    names |= {label: label for label in other if label not in names}
    renamed = {label: other.get(now, now) for label, now in names.items()}
    kept = tuple(sorted((label, now) for label, now in renamed.items() if label != now))
    return replace(talk, turns=tuple(turns), renamed=kept)


@_apply.register
def _unclear(edit: UnclearEdit, talk: Talk) -> Talk:
    at = talk.find(edit.turn)
    turn = talk.turns[at]
    _check(turn, edit.start, edit.end)
    here = [m for m in tokens(turn.text) if m.start() < edit.end and edit.start < m.end()]
    for found in reversed(here):
        word = turn.text[slice(*found.span())]
        plain = unmarked(word)
        if edit.unclear and plain is None:
            turn = _spliced(turn, found.span(), marked(word))
        elif not edit.unclear:
            end = found.start() + len(word if plain is None else plain)
            turn = turn if plain is None else _spliced(turn, found.span(), plain)
            sure = tuple(sorted({*turn.sure, (found.start(), end)}))
            turn = turn._replace(sure=sure)
    return talk.put(at, 1, [turn])


# Text.


def _spliced(turn: PageTurn, span: _Span, text: str) -> PageTurn:
    start, end = span
    _check(turn, start, end)
    written = visible(_BREAK.sub(" ", text))
    whole = turn.text[:start] + written + turn.text[end:]
    by = len(written) - (end - start)
    before = tuple(one for one in turn.sure if one[1] <= start)
    behind = tuple(one for one in turn.sure if one[0] >= end and one not in before)
    return turn._replace(text=_normal(whole), sure=(*before, *_moved(behind, by)), inside=turn.inside and start > 0)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _within(spans: Sequence[_Span], start: int, end: int) -> tuple[_Span, ...]:
    return tuple((a, b) for a, b in spans if start <= a and b <= end)


def _moved(spans: Sequence[_Span], by: int) -> tuple[_Span, ...]:
    return tuple((a + by, b + by) for a, b in spans)


def _check(turn: PageTurn, start: int, end: int) -> None:
    if not start <= end <= len(turn.text):
        raise _overtaken()


def _overtaken() -> UserError:
    return UserError(
        "This edit does not fit the transcript as it is now.",
        "Load the page again: what was edited before is kept.",
    )
