"""A transcription task: a value with all that the words of an interview depend on, which can be sent to another process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ipstranscribe.model import Cast
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.study import storage
from ipstranscribe.weights import registry
from ipstranscribe.workflow.step import STEPS


def model_name(settings: TranscribeSettings) -> str:
    """The model's name in the model table; the engine `openai` has its own format of the same weights."""
    return settings.model + ("-openai" if settings.engine == "openai" else "")


@dataclass(frozen=True)
class TranscribeTask:
    """A transcription task: id, who may be heard, settings, a private working folder, recordings, hints for the recognizer.

    The hints are the guide's wording, the languages likely in this study, and names that may occur.
    """

    interview: str
    cast: Cast
    settings: TranscribeSettings
    work: Path
    recordings: tuple[Path, ...]
    wording: tuple[str, ...] = ()
    likely_languages: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known_sums: tuple[str, ...] | None = None
    """Checksums of the recordings, where they are known; else they are read."""
    learned: tuple[str, ...] = ()
    """Terms that people's corrections have taught. A transcript is not made anew because one was learned since."""
    bare: bool = False
    """Whether vocabulary and names were left out on purpose."""

    def without_words(self) -> "TranscribeTask":
        """The same task without vocabulary and without anybody's name: labels of speakers are ids and letters."""
        cast = Cast(
            participants=tuple(one.model_copy(update={"names": ()}) for one in self.cast.participants),
            others=tuple(one.model_copy(update={"names": ()}) for one in self.cast.others),
        )
        settings = self.settings.model_copy(update={"vocabulary": (), "as_heard": ()})
        return replace(self, cast=cast, settings=settings, names=(), learned=(), bare=True)

    @cached_property
    def weights(self) -> str:
        """Checksum of the model's weights."""
        return registry.checksum(model_name(self.settings))

    @cached_property
    def decoding(self) -> str:
        """Fingerprint of everything that the words depend on."""
        settings = self._said.model_copy(update={"speakers": 2})  # speakers do not affect the words
        return storage.digest(STEPS, settings, self.weights, *self.likely_languages, *self.names, *self.sums)

    @cached_property
    def sums(self) -> tuple[str, ...]:
        """Checksums of the recordings that are there."""
        if self.known_sums is not None:
            return self.known_sums
        return tuple(storage.file_digest(path) for path in self.recordings if path.is_file())

    @property
    def batches(self) -> str:
        """Fingerprint of everything that decoded batches depend on: with them, what is listened for as well."""
        return storage.digest(self.decoding, *self.learned) if self.learned else self.decoding

    @cached_property
    def inputs(self) -> str:
        """Fingerprint of everything that the transcript depends on."""
        return storage.digest(self.decoding, self._said, *self.wording, *(["without vocabulary"] if self.bare else []))

    @property
    def _said(self) -> TranscribeSettings:
        """The settings but for the device: a transcript is not made anew because it would be computed elsewhere."""
        return self.settings.model_copy(update={"device": "auto"})

    @property
    def parts(self) -> Mapping[str, str]:
        """The same, one by one, for saying later what has changed."""
        return {
            "program": STEPS,
            "settings": storage.digest(self.settings),
            "model": self.weights,
            "languages": storage.digest(*self.likely_languages),
            "names": storage.digest(*self.names),
            "recordings": storage.digest(*self.sums),
            "guide": storage.digest(*self.wording),
        }
