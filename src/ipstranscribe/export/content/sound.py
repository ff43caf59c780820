"""The sound that documents of an interview link or hold, where its readers may hear it."""

from pydantic import Field

from ipstranscribe.model import Value


class InterviewSound(Value):
    """Sound of an interview in which what is replaced is covered; empty where readers may hear nothing.

    `clips` maps units to the path of their clip beside the document, `recording` is the whole covered copy (Ogg Opus), on the
    time line of the transcript; only project files hold it.
    """

    clips: dict[str, str] = Field(default_factory=dict)
    recording: bytes = Field(default=b"", repr=False)


def clip_name(interview: str, unit: str) -> str:
    """The path of the clip of a unit, from the folder of the documents."""
    return f"{clip_folder(interview)}{unit}.ogg"


def clip_folder(interview: str) -> str:
    """The folder of the clips of an interview, with a slash, from the folder of the documents."""
    return f"{interview}_sound/"
