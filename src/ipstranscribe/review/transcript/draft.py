"""The draft transcript as a Word document, for the person who listens and corrects. It contains originals."""

from collections.abc import Sequence
from itertools import pairwise
from typing import BinaryIO

from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.documents.word_tables import Column, WordRow
from ipstranscribe.model import Transcript, Turn, Value
from ipstranscribe.review.protocol import Base
from ipstranscribe.review.transcript.listen_here import ListenHere, places_to_listen
from ipstranscribe.study.transcript_versions import version_of
from ipstranscribe.text import conventions
from ipstranscribe.text.shown import Shown
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import Wording, wording_of


class DraftHeader(Value):
    """Header fields that the transcript does not contain. Empty ones are shown as "not stated"; `convention` is its name.

    `code` is the review code of what is shown; without one the line is left out.
    """

    project: str = ""
    date: str = ""
    place: str = ""
    interviewer: str = ""
    convention: str = conventions.DEFAULT
    reviewer: str = ""
    document_language: str = "en"
    code: str = ""


BASE_ANCHORS = ("of-x", "of-y")
"""The bookmarks that name the base of a draft begin like this; the version follows. Two, because people retype headings."""


def base_of(transcript: Transcript) -> Base:
    """The base that a draft of this transcript names."""
    return Base("transcript", transcript.interview, version_of(transcript))


def write_draft(transcript: Transcript, header: DraftHeader, file: BinaryIO, *, with_base: bool = True) -> None:
    """Write the draft: header block, the concerns to listen to, then every turn with its label and time.

    The text is shown by the convention of the header. Words with a concern are shaded and have a comment with the
    reason; each turn has a hidden bookmark (`word.bookmark_name`), so that it is found again in an edited file. Hidden
    bookmarks around the headings name the version that the draft was made from; drafts `with_base` False, those of
    version 0.1.0, had none.
    """
    base = base_of(transcript) if with_base else None
    wording = wording_of(header.document_language)
    document = Manuscript(
        Page(
            title=f"{transcript.interview} – {wording.draft_transcript}",
            mark=f"{wording.draft} · {wording.restricted}",
            language=transcript.language,
            wording=wording,
        )
    )
    if base:
        document.mark(BASE_ANCHORS[0] + base.digest)
    document.facts(_facts(transcript, header, base, wording))
    shown = conventions.show_all(transcript, conventions.get_convention(header.convention), transcript.unheard)
    places = places_to_listen(transcript, shown)
    _listen_here(document, places, wording)
    document.heading(wording.transcript)
    if base:
        document.mark(BASE_ANCHORS[1] + base.digest)
    for turn in transcript.turns:
        here = sorted((p for p in places if p.concern.turn == turn.id), key=lambda place: place.concern.start)
        _turn(document, turn, shown[turn.id], here, wording)
    document.save(file)


def _facts(transcript: Transcript, header: DraftHeader, base: Base | None, wording: Wording) -> list[tuple[str, str]]:
    made_by = transcript.made_by
    rows = [
        (wording.project, header.project),
        (wording.interview, transcript.interview),
        (wording.date, header.date),
        (wording.place, header.place),
        (wording.interviewer, header.interviewer),
        (wording.duration, clock(transcript.duration)),
        (wording.language, transcript.language),
        (wording.convention, f"{header.convention}. {wording.conventions[header.convention]}"),
        (wording.made_by, made_by.program),
        (wording.recognizer, ", ".join(f"{name} {value}" for name, value in made_by.settings.items())),
        (wording.reviewer, header.reviewer),
        *([(wording.version, base.code)] if base else []),
        (wording.status, wording.draft),
        *([(wording.review_code, f"transcript {header.code}")] if header.code else []),
    ]
    return [(name, value or wording.not_stated) for name, value in rows]


def _listen_here(document: Manuscript, places: Sequence[ListenHere], wording: Wording) -> None:
    document.heading(wording.listen_here)
    if not places:
        document.line(wording.nothing_to_listen_to, "StatusLine")
        return
    columns = (
        Column(wording.columns["start"], 3.9),
        Column(wording.kind, 2.9),
        Column(wording.turn, 2.0),
        Column(wording.said_there, 5.5),
        Column(wording.why, 3.5),
    )
    rows = []
    for place in places:
        c = place.concern
        times = f"{clock(c.start)} – {clock(c.end)}"
        rows.append(WordRow((times, wording.concerns[c.kind], c.turn or "", place.said, _why(place, wording))))
    document.table(columns, rows, caption=wording.listen_here)


def _why(place: ListenHere, wording: Wording) -> str:
    """Why a person should listen; where the study has a term for what was heard, both of them before it."""
    return " ".join((*place.spelling, *(wording.told(reason) for reason in place.reasons)))


def _turn(document: Manuscript, turn: Turn, shown: Shown, places: Sequence[ListenHere], wording: Wording) -> None:
    spans = [place.span for place in places if place.span]
    edges = sorted({0, len(shown.text), *(edge for span in spans for edge in span)})
    pieces = list(pairwise(edges))
    shaded = [any(a <= start and end <= b for a, b in spans) for start, end in pieces]
    label, *runs = document.turn(
        turn.id,
        turn.speaker,
        clock(turn.start),
        [(shown.text[start:end], mark) for (start, end), mark in zip(pieces, shaded, strict=True)],
    )
    for place in places:
        a, b = place.span or (0, 0)
        said = [run for run, (start, end) in zip(runs, pieces, strict=True) if a <= start and end <= b]
        document.comment(said or [label], f"{wording.concerns[place.concern.kind]}. {_why(place, wording)}")
