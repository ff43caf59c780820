"""Reading of a returned draft: its paragraphs are matched with the turns by bookmark and label.

A line that somebody began with Shift+Enter is read as a paragraph if it begins with a label; else it goes on with its turn.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.documents.word import bookmark_name
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.draft import BASE_ANCHORS
from ipstranscribe.review.transcript.readers import DraftParagraph
from ipstranscribe.review.transcript.speaker_labels import is_anonymous_label, known_role
from ipstranscribe.text.time_codes import TIME_CODE

_AS_WRITTEN = re.compile(rf"[ ]*+(?P<label>[^\t\n]{{0,40}}?)[ ]*+(?::[ ]*+)?\t[ ]*+(?:{TIME_CODE})?[ ]*+(?:\t|$)")
_TYPED = re.compile(rf"\s*(?P<label>\?|\w[^:\t\n?!.,;]{{0,39}}?)[ ]*(?::(?=\D|$)|\t)\s*(?:{TIME_CODE}(?=\s))?")
_DRAFT = re.compile(r"_(?:_[0-9a-f]{32}|(?P<interview>[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)_(?:MU)?\d{3,}[a-z]*)")
_BREAK = re.compile(r"[ ]*[\n\x0b\x0c\x85\u2028\u2029][ ]*")
"""A manual line break or page break, as it is read from Word, with the blanks around it."""

_BASE = re.compile(rf"(?:{'|'.join(map(bookmark_name, BASE_ANCHORS))})([0-9a-f]{{32}})")


@dataclass(frozen=True)
class CorrectedTurn:
    """A turn of a returned draft. `turn` is the id of its bookmark, `label` the speaker label; None if missing."""

    text: str
    place: int
    turn: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class ReturnedDraft:
    """The turns of a returned draft, and the numbers of paragraphs without label that were joined to the turn before."""

    turns: tuple[CorrectedTurn, ...]
    joined: tuple[int, ...]


def draft_bookmarks(paragraphs: Iterable[DraftParagraph]) -> set[str]:
    """The names of the turn bookmarks that drafts have. Word's own (`_Toc12`, `_GoBack`) are not among them."""
    return {name for p in paragraphs for _, name in p.bookmarks if _DRAFT.fullmatch(name)}


def base_versions(paragraphs: Iterable[DraftParagraph]) -> set[str]:
    """The versions of the transcript that a draft says it was made from: one, unless parts of several were put together."""
    found = (_BASE.fullmatch(name) for paragraph in paragraphs for _, name in paragraph.bookmarks)
    return {match[1] for match in found if match}


def is_of_other_interview(names: Collection[str], interview: str) -> bool:
    """Whether bookmark names belong to the draft of another interview."""
    mine = bookmark_name(f"{interview}-001").removesuffix("_001")
    others = [_DRAFT.fullmatch(name) for name in names]
    return any(m and m["interview"] and f"_{m['interview']}" != mine for m in others)


def drafts_of(names: Collection[str], interviews: Collection[str]) -> set[str]:
    """Those of `interviews` to whose drafts bookmark names belong; of ids that Word cannot have in a name it is not told."""
    told = {match["interview"] for match in map(_DRAFT.fullmatch, names) if match and match["interview"]}
    return {one for one in interviews if bookmark_name(f"{one}-001").removesuffix("_001").removeprefix("_") in told}


def read_returned_draft(paragraphs: Sequence[DraftParagraph], transcript: Transcript) -> ReturnedDraft:
    """Read the turns of a returned draft of `transcript`. Text before the first turn is the title and header block."""
    ids = {bookmark_name(turn.id): turn.id for turn in transcript.turns}
    known = {speaker.label for speaker in transcript.speakers}
    broken = {turn.id for turn in transcript.turns if _BREAK.search(turn.text)}
    turns: list[CorrectedTurn] = []
    joined: list[int] = []
    for found in _parts(paragraphs, ids, known):
        part = found if found.turn in broken else replace(found, text=_BREAK.sub(" ", found.text))
        if part.turn is None and part.label is None:
            if not turns:
                continue
            if part.text.strip():
                turns[-1] = replace(turns[-1], text=f"{turns[-1].text} {part.text}")
                joined.append(part.place)
        elif turns or part.turn is not None or part.label in known:
            turns.append(part)
    return ReturnedDraft(tuple(turns), tuple(dict.fromkeys(joined)))


def _parts(
    paragraphs: Sequence[DraftParagraph], ids: Mapping[str, str], known: Collection[str]
) -> Iterator[CorrectedTurn]:
    """Every paragraph with its turn and label; one that joins several turns with their labels is split again."""
    for paragraph in paragraphs:
        ours = [(at, ids[name]) for at, name in paragraph.bookmarks if name in ids]
        breaks = {found.end(): found.start() for found in _BREAK.finditer(paragraph.text)}
        said_before = {at for at, begin in breaks.items() if paragraph.text[:begin].strip()}
        typed = {at for at in said_before if _head(paragraph.text[at:], known, anchored=False)}
        starts = sorted({0, *typed, *(at for at, _ in ours if _still_labelled(paragraph.text[at:], known))})
        for start, end in zip(starts, [*starts[1:], len(paragraph.text)], strict=True):
            text = paragraph.text[start : breaks[end] if end in typed and start <= breaks[end] else end]
            head = _head(text, known, anchored=any(at == start for at, _ in ours))
            label_end = head.end() if head else 0
            here = [turn for at, turn in ours if start <= at <= start + label_end and (at < end or end == start)]
            label = head["label"].strip() if head else None
            yield CorrectedTurn(text[label_end:], paragraph.place, here[-1] if here else None, label or None)


def _still_labelled(text: str, known: Collection[str]) -> bool:
    found = _AS_WRITTEN.match(text)
    return found is not None and found["label"] in known


def _head(text: str, known: Collection[str], *, anchored: bool) -> re.Match[str] | None:
    """Match label and time at the start. Outside a bookmark a word before a colon is a label only if it is a known one."""
    if anchored and (found := _AS_WRITTEN.match(text)):
        return found
    found = _AS_WRITTEN.match(text) or _TYPED.match(text)
    if not found:
        return None
    label = found["label"].strip()
    typed = label in known or known_role(label) is not None or is_anonymous_label(label)
    return found if typed or (anchored and label and len(label.split()) <= 2) else None
