"""Our own draft as a person sends it back: which paragraph is which turn, by its bookmark and label."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.documents.word import bookmark_name
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.readers import DraftParagraph
from ipstranscribe.review.transcript.speaker_labels import is_anonymous_label, known_role
from ipstranscribe.text.time_codes import TIME_CODE

_AS_WRITTEN = re.compile(rf"[ ]*+(?P<label>[^\t\n]{{0,40}}?)[ ]*+(?::[ ]*+)?\t[ ]*+(?:{TIME_CODE})?[ ]*+(?:\t|$)")
_TYPED = re.compile(rf"\s*(?P<label>\?|\w[^:\t\n?!.,;]{{0,39}}?)[ ]*(?::(?=\D|$)|\t)\s*(?:{TIME_CODE}(?=\s))?")
_DRAFT = re.compile(r"_(?:_[0-9a-f]{32}|(?P<interview>[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)_(?:MU)?\d{3,}[a-z]*)")


@dataclass(frozen=True)
class CorrectedTurn:
    """A turn as it came back. `turn` is the id of its bookmark, `label` what stands for the speaker; None if missing."""

    text: str
    place: int
    turn: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class ReturnedDraft:
    """The turns of a draft that came back, and the paragraphs without label that went to the turn before."""

    turns: tuple[CorrectedTurn, ...]
    joined: tuple[int, ...]


def draft_bookmarks(paragraphs: Iterable[DraftParagraph]) -> set[str]:
    """The names of bookmarks that look like ours. Word's own (`_Toc12`, `_GoBack`) do not."""
    return {name for p in paragraphs for _, name in p.bookmarks if _DRAFT.fullmatch(name)}


def is_of_other_interview(names: Collection[str], interview: str) -> bool:
    """Whether our bookmarks are those of another interview's draft."""
    mine = bookmark_name(f"{interview}-001").removesuffix("_001")
    others = [_DRAFT.fullmatch(name) for name in names]
    return any(m and m["interview"] and f"_{m['interview']}" != mine for m in others)


def read_returned_draft(paragraphs: Sequence[DraftParagraph], transcript: Transcript) -> ReturnedDraft:
    """The turns in a draft of `transcript`. What stands before the first of them is title and header block."""
    ids = {bookmark_name(turn.id): turn.id for turn in transcript.turns}
    known = {speaker.label for speaker in transcript.speakers}
    turns: list[CorrectedTurn] = []
    joined: list[int] = []
    for part in _parts(paragraphs, ids, known):
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
    """Every paragraph with its turn and label; one into which several turns were joined, labels and all, as several."""
    for paragraph in paragraphs:
        ours = [(at, ids[name]) for at, name in paragraph.bookmarks if name in ids]
        starts = sorted({0, *(at for at, _ in ours if _still_labelled(paragraph.text[at:], known))})
        for start, end in zip(starts, [*starts[1:], len(paragraph.text)], strict=True):
            text = paragraph.text[start:end]
            head = _head(text, known, anchored=any(at == start for at, _ in ours))
            label_end = head.end() if head else 0
            here = [turn for at, turn in ours if start <= at <= start + label_end and (at < end or end == start)]
            label = head["label"].strip() if head else None
            yield CorrectedTurn(text[label_end:], paragraph.place, here[-1] if here else None, label or None)


def _still_labelled(text: str, known: Collection[str]) -> bool:
    found = _AS_WRITTEN.match(text)
    return found is not None and found["label"] in known


def _head(text: str, known: Collection[str], *, anchored: bool) -> re.Match[str] | None:
    """The label and time in front. Outside a bookmark a word before a colon is a label only if it is known as one."""
    if anchored and (found := _AS_WRITTEN.match(text)):
        return found
    found = _AS_WRITTEN.match(text) or _TYPED.match(text)
    if not found:
        return None
    label = found["label"].strip()
    typed = label in known or known_role(label) is not None or is_anonymous_label(label)
    return found if typed or (anchored and label and len(label.split()) <= 2) else None
