"""The sound of an interview in a project file: the covered copy, its transcript, and when each unit is said.

The text that is coded is the interview's text source. The transcript of the sound repeats it, because the standard places
points in time in a transcript only; its selections name the units and hold no codes, so that none counts twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import RunningText
from ipstranscribe.export.qdpx.markup import WHEN, element, guid, leaf
from ipstranscribe.model import Unit

_MILLISECONDS = 1000


@dataclass(frozen=True)
class InterviewAudio:
    """The sound of an interview, and the running text whose positions its points in time have."""

    interview: str
    document: Document
    running_text: RunningText

    @property
    def guid(self) -> str:
        """The GUID of the sound, which its file in the package is called by."""
        return guid("sound", self.interview)

    @property
    def transcript(self) -> str:
        """The GUID of its transcript, which its text in the package is called by."""
        return guid("sound transcript", self.interview)

    def source(self, about: str) -> str:
        """The element of the sound."""
        made = {"creatingUser": guid("user"), "creationDateTime": WHEN}
        return element(
            "AudioSource",
            leaf("Description", about),
            element(
                "Transcript",
                *self._points(),
                *self._selections(),
                guid=self.transcript,
                name=self.interview,
                plainTextPath=f"internal://{self.transcript}.txt",
                **made,
            ),
            guid=self.guid,
            name=f"{self.interview} ♪",
            path=f"internal://{self.guid}.ogg",
            **made,
        )

    def _points(self) -> Iterator[str]:
        for unit, start, end in self._timed():
            for side, position, seconds in (("from", start, unit.start), ("to", end, unit.end)):
                yield element(
                    "SyncPoint",
                    guid=guid("sync point", side, self.interview, unit.id),
                    timeStamp=str(round((seconds or 0.0) * _MILLISECONDS)),
                    position=str(position),
                )

    def _selections(self) -> Iterator[str]:
        for unit, _, _ in self._timed():
            yield element(
                "TranscriptSelection",
                guid=guid("sound selection", self.interview, unit.id),
                name=unit.id,
                fromSyncPoint=guid("sync point", "from", self.interview, unit.id),
                toSyncPoint=guid("sync point", "to", self.interview, unit.id),
            )

    def _timed(self) -> Iterator[tuple[Unit, int, int]]:
        """The units whose times are known and that the text shows, with their positions in it."""
        units = {unit.id: unit for unit in self.document.units.units}
        for place in self.running_text.units:
            unit = units[place.id]
            if unit.start is not None and unit.end is not None:
                yield unit, place.start, place.end
