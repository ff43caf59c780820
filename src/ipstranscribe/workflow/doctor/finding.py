"""Findings of the doctor, and the facts that its checks share."""

from dataclasses import dataclass
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.study.folder import Study

Health = Literal["ok", "absent", "note", "broken"]
"""`ok` is there and works, `absent` is not needed by everybody, a `note` should be known, `broken` is in the way of work."""


@dataclass(frozen=True)
class DoctorFinding:
    """What was found of one thing: what it is `about`, and `what` is to be said of it, without names, ids or words of talk.

    `fix` says what to do, and `code` is the exit code of a doctor that found it; both where it is broken.
    """

    about: str
    what: str
    health: Health = "ok"
    fix: str = ""
    code: ExitCode = ExitCode.OK

    @classmethod
    def of_error(cls, about: str, error: UserError, health: Health = "broken") -> "DoctorFinding":
        """The finding of something that was refused."""
        return cls(about, error.what, health, error.fix, error.code if health == "broken" else ExitCode.OK)


@dataclass(frozen=True)
class NetworkProof:
    """What came of trying to open connections: by whom they are refused, and what was tried → whether it was refused."""

    by: Literal["kernel", "Python"]
    tried: dict[str, bool]


@dataclass(frozen=True)
class DoctorFacts:
    """What the checks know: a study, if one is looked at, the proof about the network, and the encoding of the console."""

    study: Study | None
    network: NetworkProof
    console: str

    @property
    def settings(self) -> TranscribeSettings:
        """The settings of transcription: those of the study, or the usual ones."""
        return self.study.config.transcribe if self.study else TranscribeSettings()
