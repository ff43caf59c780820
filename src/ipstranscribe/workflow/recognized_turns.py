"""What recognizers found in each turn is kept, so that one changed interview is not a reason to search all of them again.

Only the search is spared: who is meant, and by which words somebody is replaced, is decided over the whole study every time.
What is kept holds no word: places, categories and names of recognizers, by the checksum of the text.
"""

from collections.abc import Iterator

from ipstranscribe.errors import UserError
from ipstranscribe.model import Category, RecognizedTurns, Transcript
from ipstranscribe.pseudonymize.inputs import Finds
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.stage import texts_read
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


def recall(study: Study, transcript: Transcript, language: str, recognizers: str) -> Finds:
    """What was found before in texts that the transcript still has, by `recognizers` with this fingerprint.

    `language` is that of the rules.
    """
    path = study.recognized(transcript.interview)
    if not path.exists():
        return {}
    try:
        kept = storage.read(path, RecognizedTurns)
    except UserError:  # damaged: searched anew
        return {}
    if kept.recognizers != recognizers:
        return {}
    return dict(_known(kept, transcript, language))


def _known(kept: RecognizedTurns, transcript: Transcript, language: str) -> Iterator[tuple[str, tuple[Found, ...]]]:
    for text in texts_read(transcript, language):
        found = kept.turns.get(storage.digest(text))
        if found is not None:
            yield text, tuple(Found(*one) for one in found)


def keep(study: Study, interview: str, recognizers: str, found: Finds) -> None:
    """Keep what was found in the turns of an interview, in place of what was kept before."""
    turns = {storage.digest(text): tuple(_cells(one) for one in finds) for text, finds in found.items()}
    record = RecognizedTurns(interview=interview, recognizers=recognizers, turns=turns)
    path = study.recognized(interview)
    if not path.exists() or path.read_bytes() != storage.to_bytes(record):
        storage.write(path, record, private=True)


def _cells(one: Found) -> tuple[int, int, Category, str, float, bool]:
    return one.char_start, one.char_end, one.category, one.found_by, one.confidence, one.certain
