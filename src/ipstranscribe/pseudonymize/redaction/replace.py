"""Replacement of identifiers in a turn. Word times are kept, so that audio can be muted at the same spans."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.model import Identifier, PseudonymizedTurn, Replacement, Turn, Word

_ARTICLE = re.compile(r"\b(an?)\s$")
_VOWELS = frozenset("aeio")  # replacements with u begin like `university`


@dataclass(frozen=True)
class WordingEdit:
    """An edit: a span of the old text, and the span of its replacement in the new text."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def replace_identifiers(
    turn: Turn, identifiers: Sequence[Identifier], wording: Mapping[str, str], language: str = ""
) -> PseudonymizedTurn:
    """Replace every masked identifier of `turn`; `wording` is entity id → bracketed replacement.

    `identifiers` are those of this turn, in order and without overlap. In English the article before one is adapted: `a
    Falkberg van` becomes `an [employer 1] van`.
    """
    pieces: list[str] = []
    edits: list[WordingEdit] = []
    replacements: list[Replacement] = []
    at = length = 0
    for one in (i for i in identifiers if i.masked):
        kept, new = turn.text[at : one.char_start], wording[one.entity]
        if language == "en" and (article := _ARTICLE.search(kept)):
            fitting = "an" if new[1:2].casefold() in _VOWELS else "a"
            before, after = at + article.start(1), at + article.end(1)
            there = length + article.start(1)
            edits.append(WordingEdit(before, after, there, there + len(fitting)))
            kept = f"{kept[: article.start(1)]}{fitting}{kept[article.end(1) :]}"
        start = length + len(kept)
        pieces += [kept, new]
        length = start + len(new)
        edits.append(WordingEdit(one.char_start, one.char_end, start, length))
        replacements.append(Replacement(char_start=start, char_end=length, category=one.category, entity=one.entity))
        at = one.char_end
    return PseudonymizedTurn(
        id=turn.id,
        speaker=turn.speaker,
        text="".join([*pieces, turn.text[at:]]),
        start=turn.start,
        end=turn.end,
        words=remap_words(turn.words, edits),
        replacements=tuple(replacements),
    )


def remap_words(words: Sequence[Word], edits: Sequence[WordingEdit]) -> tuple[Word, ...]:
    """Remap timed words to the new text; words covered by one replacement become one word over their time."""
    moved: list[Word] = []
    for word in words:
        start, end = remap_offset(word.char_start, edits, at_end=False), remap_offset(word.char_end, edits, at_end=True)
        if moved and start < moved[-1].char_end:
            before = moved.pop()
            start, end, begin = before.char_start, max(end, before.char_end), before.start
        else:
            begin = word.start
        moved.append(Word(char_start=start, char_end=end, start=begin, end=word.end, probability=word.probability))
    return tuple(moved)


def remap_offset(offset: int, edits: Sequence[WordingEdit], *, at_end: bool) -> int:
    """Remap an old offset to the new text; inside a replacement it moves to the replacement's start or end."""
    shift = 0
    for edit in edits:
        if offset <= edit.old_start:
            break
        if offset < edit.old_end:
            return edit.new_end if at_end else edit.new_start
        shift = edit.new_end - edit.old_end
    return offset + shift
