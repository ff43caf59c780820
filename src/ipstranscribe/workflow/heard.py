"""What documents tell of how a recording was heard: from the pseudonymized transcript, not from the raw one."""

from ipstranscribe import __version__
from ipstranscribe.model import PseudonymizedTranscript, RecognitionFacts, Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


def recognition_of(study: Study, transcript: PseudonymizedTranscript) -> RecognitionFacts:
    """Who heard the recording, and where nothing was heard.

    Values of version 0.1.0 do not say it; for them alone the raw transcript is opened.
    """
    return transcript.heard or storage.read(study.transcript(transcript.interview), Transcript).recognition


def made_by(heard: RecognitionFacts, transcript: PseudonymizedTranscript) -> str:
    """The provenance line: program and models, settings only, never text."""
    names = transcript.made_by.settings.get("recognizers", "").split(", ")[-1]
    model = names if any(map(str.isdigit, names)) else ""  # a model has a version; going by rules alone, there is none
    parts = [f"ipstranscribe {__version__}", heard.by, model]
    return "; ".join(part for part in parts if part)
