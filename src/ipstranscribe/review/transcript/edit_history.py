"""The history of edits: every step can be undone and made again, however long ago it was."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.review.transcript.editing import PageTurn, Talk


class _Change(NamedTuple):
    """Turns from number `at` on that a step took out and put there, and the labels renamed before and after it."""

    at: int
    removed: tuple[PageTurn, ...]
    added: tuple[PageTurn, ...]
    renamed: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


@dataclass
class EditHistory:
    """The talk now, and the steps that led there; only what a step changed is kept of it."""

    talk: Talk
    _done: list[_Change] = field(default_factory=list)
    _undone: list[_Change] = field(default_factory=list)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was undone."""
        return bool(self._undone)

    def do(self, talk: Talk) -> None:
        """A step leads to `talk`; what was undone before cannot be made again."""
        self._done.append(_change(self.talk, talk))
        self._undone.clear()
        self.talk = talk

    def undo(self) -> None:
        """Undo the last step; nothing happens if there is none."""
        if self._done:
            change = self._done.pop()
            self._undone.append(change)
            self.talk = _put(self.talk, change.at, change.added, change.removed, change.renamed[0])

    def redo(self) -> None:
        """Make the step again that was undone last; nothing happens if there is none."""
        if self._undone:
            change = self._undone.pop()
            self._done.append(change)
            self.talk = _put(self.talk, change.at, change.removed, change.added, change.renamed[1])


def _change(before: Talk, after: Talk) -> _Change:
    old, new = before.turns, after.turns
    most = min(len(old), len(new))
    at = next((n for n in range(most) if old[n] is not new[n]), most)
    same = next((n for n in range(most - at) if old[-1 - n] is not new[-1 - n]), most - at)
    return _Change(at, old[at : len(old) - same], new[at : len(new) - same], (before.renamed, after.renamed))


def _put(
    talk: Talk,
    at: int,
    there: tuple[PageTurn, ...],
    instead: tuple[PageTurn, ...],
    renamed: tuple[tuple[str, str], ...],
) -> Talk:
    turns = (*talk.turns[:at], *instead, *talk.turns[at + len(there) :])
    return Talk(talk.interview, turns, renamed)
