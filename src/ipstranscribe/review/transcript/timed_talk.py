"""The talk with its times: what a transcript becomes when its draft comes back with this talk, found again piece by piece.

The result is that of `merge.merge_corrections`, which reads a whole draft. Here only the turns around an edit are looked at,
so that it can be had after every key: where the last word before or the first word after a turn's end is the stored one,
nothing on the one side depends on the other.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.model import Concern, Speaker, Transcript
from ipstranscribe.review.transcript.alignment import StoredWord, stored_words, whole_text
from ipstranscribe.review.transcript.editing import Talk, talk_of
from ipstranscribe.review.transcript.open_concerns import ABOUT_VOICES, home_of, is_about_all, kept_words
from ipstranscribe.review.transcript.retime import TimeSpan, edited_times, interpolate_times
from ipstranscribe.review.transcript.talk_piece import TalkPiece, TimedTurn, TurnBlock, page_words
from ipstranscribe.text.alignment import common, trimmed_word


class _Edges(NamedTuple):
    """Whether the first word of a block is its first stored one, and the last word its last."""

    head: bool
    tail: bool


class _Piece(NamedTuple):
    """Blocks that depend on each other, and whether the stored words `before` and `after` them stand beside them."""

    blocks: tuple[TurnBlock, ...]
    before: bool
    after: bool


@dataclass(frozen=True)
class _Region:
    """Timed turns, the numbers of concerns that their edits settle, and the turn that each concern of theirs is in."""

    turns: tuple[TimedTurn, ...]
    settled: frozenset[int] = frozenset()
    homes: Mapping[int, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class TimedView:
    """A talk with its times. `homes` is, for each concern of the base, the turn it is in; None if it is settled.

    A concern that is open and in no turn has an empty home.
    """

    turns: tuple[TimedTurn, ...]
    homes: tuple[str | None, ...]


class TimedTalk:
    """Times of talks that were made from the transcript `base`. What was found for a piece of talk is kept for the next."""

    def __init__(self, base: Transcript) -> None:
        self.base = base
        self.start = talk_of(base)
        self._number = {turn.id: n for n, turn in enumerate(base.turns)}
        self._unchanged = tuple(TimedTurn(turn, turn) for turn in base.turns)
        self._words: dict[int, tuple[StoredWord, ...]] = {}
        self._edges: dict[TurnBlock, _Edges] = {}
        self._regions: dict[_Piece, _Region] = {}
        self._last: tuple[Talk, TimedView] | None = None
        self._concerns = _ConcernTimes(base.concerns)
        self._of_turn: dict[str, list[int]] = {}
        for n, concern in enumerate(base.concerns):
            if concern.turn is not None:
                self._of_turn.setdefault(concern.turn, []).append(n)

    def view(self, talk: Talk) -> TimedView:
        """The turns of a talk with their times, and where the concerns are."""
        if self._last is None or self._last[0] is not talk:
            self._last = (talk, self._seen(talk))
        return self._last[1]

    def _seen(self, talk: Talk) -> TimedView:
        turns: list[TimedTurn] = []
        settled: set[int] = set()
        homes: dict[int, str | None] = {}
        regions: dict[_Piece, _Region] = {}
        for piece in self._pieces(talk):
            if isinstance(piece, int):
                turns.append(self._unchanged[piece])
                continue
            found = self._regions.get(piece) or self._region(piece)
            regions[piece] = found
            turns += found.turns
            settled |= found.settled
            homes.update(found.homes)
        self._regions = regions
        return TimedView(tuple(turns), tuple(self._homes(talk, settled, homes)))

    def transcript(self, talk: Talk, known: Mapping[str, Speaker]) -> Transcript:
        """The transcript that is stored of a talk; `known` are the speakers of its labels. The base, if it is that talk."""
        if talk == self.start:
            return self.base
        view = self.view(talk)
        turns = tuple(turn.stored for turn in view.turns if turn.stored)
        said = {turn.speaker for turn in turns}
        mine = {speaker.label: speaker for speaker in self.base.speakers}
        labels = dict.fromkeys((*mine, *(turn.speaker for turn in turns)))
        changed = {
            "speakers": tuple(mine.get(label) or known[label] for label in labels if label in said),
            "turns": turns,
            "concerns": tuple(
                concern.model_copy(update={"turn": home or None})
                for concern, home in zip(self.base.concerns, view.homes, strict=True)
                if home is not None
            ),
            "corrected": True,
        }
        return Transcript.model_validate({**dict(self.base), **changed})

    # Pieces of the talk that do not depend on each other.

    def _pieces(self, talk: Talk) -> "Iterator[int | _Piece]":
        """The numbers of unchanged turns, and what lies between them in pieces."""
        waiting: list[TurnBlock] = []
        context, last = False, _Edges(False, False)
        edges: dict[TurnBlock, _Edges] = {}
        for block in self._blocks(talk):
            mine = self._edges_of(block, edges)
            if waiting and (mine.head or last.tail):
                yield _piece(waiting, context, mine.head)
                waiting, context = [], last.tail
            waiting.append(block)
            last = mine
        self._edges = edges
        if waiting:
            yield _piece(waiting, context, False)

    def _blocks(self, talk: Talk) -> Iterator[TurnBlock]:
        kept = [(n, self._number[turn.id]) for n, turn in enumerate(talk.turns) if turn.id in self._number]
        begin, *nexts = (*kept, (len(talk.turns), len(self.base.turns)))
        if begin != (0, 0):
            yield TurnBlock(0, begin[1], talk.turns[: begin[0]], anchored=False)
        for (n, first), (end, last) in zip(kept, nexts, strict=True):
            same = end == n + 1 and last == first + 1 and talk.turns[n] is self.start.turns[first]
            yield TurnBlock(first, last, talk.turns[n:end], same=same)

    def _edges_of(self, block: TurnBlock, found: dict[TurnBlock, _Edges]) -> _Edges:
        """Whether the first and the last word of a block are the stored ones."""
        if block.same:
            words = bool(block.turns[0].text.strip())
            return _Edges(words, words)
        edges = self._edges.get(block) or self._compared(block)
        found[block] = edges
        return edges

    def _compared(self, block: TurnBlock) -> _Edges:
        stored = self._stored(block) if block.anchored else []
        before = [trimmed_word(word.shown or word.text) for word in stored]
        after = [trimmed_word(word.text) for turn in block.turns for word in page_words(turn)]
        pairs = set(common(before, after)) if before and after else set()
        return _Edges((0, 0) in pairs, (len(before) - 1, len(after) - 1) in pairs)

    def _stored(self, block: TurnBlock) -> list[StoredWord]:
        return [word for n in range(block.first, block.last) for word in self._stored_turn(n)]

    def _stored_turn(self, number: int) -> tuple[StoredWord, ...]:
        if number not in self._words:
            self._words[number] = stored_words(self.base.turns[number], whole_text)
        return self._words[number]

    # One piece.

    def _region(self, piece: _Piece) -> _Region:
        work = TalkPiece()
        first, last = piece.blocks[0].first, piece.blocks[-1].last
        if piece.before:
            work.add_context(next(words[-1] for n in range(first - 1, -1, -1) if (words := self._stored_turn(n))))
        for block in piece.blocks:
            work.add(block, self._stored(block))
        if piece.after:
            work.add_context(
                next(words[0] for n in range(last, len(self.base.turns)) if (words := self._stored_turn(n)))
            )
        return self._timed(work, range(first, last))

    def _timed(self, work: TalkPiece, base: range) -> _Region:
        alignment = work.aligned()
        times = interpolate_times(alignment)
        old = {self.base.turns[n].id: self.base.turns[n] for n in base}
        turns = tuple(work.timed(n, alignment, times, old.get(turn.id)) for n, turn in enumerate(work.turns))
        homes = {n: work.turns[word.turn].id if word.turn >= 0 else "" for n, word in enumerate(work.new)}
        kept, now = kept_words(alignment), {turn.stored.id: turn.stored for turn in turns if turn.stored}
        found: dict[int, str | None] = {}
        for identity, turn in old.items():
            for number in self._of_turn.get(identity, ()):
                home = home_of(self.base.concerns[number], kept.get(identity, ()), homes)
                same = identity in now and now[identity].text == turn.text
                found[number] = home or (identity if same else None)
        settled = (number for edit in edited_times(alignment, times) for number in self._concerns.met_by(edit))
        return _Region(turns, frozenset(settled), found)

    def _homes(self, talk: Talk, settled: set[int], moved: Mapping[int, str | None]) -> Iterator[str | None]:
        """The turn of each concern: empty for none, None if it is settled by a correction, or by who speaks."""
        now = {turn.id: turn.speaker for turn in talk.turns}
        renamed = dict(talk.renamed)
        before = {turn.id: turn.speaker for turn in self.base.turns}
        for number, concern in enumerate(self.base.concerns):
            if is_about_all(concern):
                yield None if renamed and concern.kind == "uncertain_speaker" else ""
            elif number in settled:
                yield None
            elif concern.turn is None:
                yield ""
            else:
                home = moved.get(number, concern.turn if concern.turn in before else None)
                if home is not None and concern.kind in ABOUT_VOICES:
                    label = before[concern.turn]
                    label = renamed.get(label, label) if concern.kind == "overlap" else label
                    home = home if now[home] == label else None
                yield home


def _piece(blocks: Sequence[TurnBlock], before: bool, after: bool) -> "int | _Piece":
    if len(blocks) == 1 and blocks[0].same:
        return blocks[0].first
    return _Piece(tuple(blocks), before, after)


class _ConcernTimes:
    """The concerns that a correction may settle, by their times."""

    def __init__(self, concerns: Sequence[Concern]) -> None:
        found = sorted((c.start, c.end, n) for n, c in enumerate(concerns) if not is_about_all(c))
        self._found = found
        self._starts = [start for start, _, _ in found]
        self._longest = max((end - start for start, end, _ in found), default=0.0)

    def met_by(self, edit: TimeSpan) -> Iterator[int]:
        """The numbers of the concerns in whose time this edit lies."""
        for start, end, number in reversed(self._found[: bisect_right(self._starts, edit.end)]):
            if start < edit.start - self._longest:
                return
            if edit.meets(start, end):
                yield number
