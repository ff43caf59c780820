"""What documents tell of how a recording was heard: from the pseudonymized transcript, not from the raw one."""

from ipstranscribe.model import PseudonymizedTranscript, RecognitionFacts, Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


def recognition_of(study: Study, transcript: PseudonymizedTranscript) -> RecognitionFacts:
    """Who heard the recording, and where nothing was heard.

    Values of version 0.1.0 do not say it; for them alone the raw transcript is opened.
    """
    return transcript.heard or storage.read(study.transcript(transcript.interview), Transcript).recognition
