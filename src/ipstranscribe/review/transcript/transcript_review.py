"""Review of a transcript: its turns go out in a Word draft, and come back as corrections of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ipstranscribe.model import Cast, Transcript, Turn
from ipstranscribe.review.protocol import Base, Review
from ipstranscribe.review.transcript.alignment import Show, whole_text
from ipstranscribe.review.transcript.draft import base_of
from ipstranscribe.review.transcript.merge import MergeResult, merge_corrections
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels


@dataclass(frozen=True)
class TranscriptReview(Review[Turn, Sequence[CorrectedTurn], MergeResult]):
    """A transcript in review. `told` are labels that the user explains, `show` is how the draft showed the turns.

    `cast` is who may be heard in it, by the tables.
    """

    transcript: Transcript
    told: UserLabels = field(default_factory=UserLabels)
    show: Show = whole_text
    cast: Cast | None = None

    @property
    def base(self) -> Base:
        """The version of the transcript."""
        return base_of(self.transcript)

    @property
    def items(self) -> Sequence[Turn]:
        """Its turns."""
        return self.transcript.turns

    def decide(self, returned: Sequence[CorrectedTurn]) -> MergeResult:
        """Merge the corrected turns of a draft into the transcript that it was made from."""
        return merge_corrections(self.transcript, returned, self.told, self.show, self.cast)
