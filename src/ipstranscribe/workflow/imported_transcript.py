"""What an import of a transcript made of a file, and what people are told of it: counts and turn ids, no text."""

from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe.model import Transcript
from ipstranscribe.review.protocol import Base
from ipstranscribe.review.transcript.account import Account, give_account
from ipstranscribe.review.transcript.merge import MergeResult
from ipstranscribe.review.transcript.readers import ParsedTranscript
from ipstranscribe.workflow.term_corrections import OfferNotice

CORRECTED_DRAFT = "corrected draft"
"""What the record of a transcript calls our own draft that came back."""


@dataclass(frozen=True)
class ImportedTranscript:
    """The result of a transcript import. `merged` is None for a new transcript; `reading` is the file as it was read.

    `base` is set if the file was made from an earlier version and merged with what was corrected since; `replaced` is the
    file that keeps a version which was overwritten. `corrected` are the version that a correction was made from and what the
    file makes of it; `offer` tells which of it may hold in other interviews as well.
    `left_out` counts turns of people who have withdrawn.
    """

    transcript: Transcript
    form: str
    merged: MergeResult | None = None
    reading: ParsedTranscript | None = None
    kept_copy: str | None = None
    base: Base | None = None
    replaced: str | None = None
    corrected: tuple[Transcript, Transcript] | None = None
    offer: OfferNotice | None = None
    left_out: int = 0

    @property
    def account(self) -> Account:
        """The account of what was read."""
        reading = self.reading or ParsedTranscript(self.form)
        return give_account(self.shown, reading, foreign=self.merged is None and not reading.transcript)

    @property
    def shown(self) -> Transcript:
        """The transcript as it was read."""
        return self.merged.transcript if self.merged else self.transcript

    def lines(self) -> Iterator[str]:
        """Lines for the user: counts and turn ids, no text."""
        yield f"{len(self.transcript.turns)} turns read ({self.form})."
        if self.base:
            yield f"the file was made from version {self.base.code}; what was corrected since then is kept."
        if self.merged:
            m = self.merged
            yield f"{m.kept:.0%} of the words are those that were stored; turns with other words: {len(m.changed)}."
            for what, ids in (
                ("another speaker", m.relabelled),
                ("new", m.added),
                ("gone", m.deleted),
                ("label not understood, shown as ?", m.unknown),
            ):
                if ids:
                    yield f"{what}: {', '.join(ids)}."
        elif any(c.kind == "uncertain_speaker" and c.turn is None for c in self.transcript.concerns):
            yield "who is the interviewer is uncertain; look at `ipstranscribe speakers`, or name the labels."
        if self.left_out:
            yield f"turns of somebody who has withdrawn, left out: {self.left_out}."
        if self.kept_copy:
            yield f"the draft in the study had been edited; it is kept as {self.kept_copy}."
        if self.replaced:
            yield f"what was overwritten is kept as {self.replaced}."
        yield from self.offer.lines() if self.offer else ()
