"""Interviews for tests of correcting once: talk with times, what is known of words, and a person's edits to a draft."""

import io
import re
import zipfile

from ipstranscribe import languages
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.review.transcript.corrections.candidates import StudyLexicon
from ipstranscribe.workflow.heard_words import kind_of


def talk(
    *said: str, interview: str = "P1", language: str = "en", timed: bool = True, corrected: bool = False
) -> Transcript:
    """An interview with these turns, one word a second, each .8 s long."""
    turns, at = [], 0.0
    for number, text in enumerate(said, 1):
        words = tuple(
            Word(char_start=m.start(), char_end=m.end(), start=at + n, end=at + n + 0.8, probability=0.9)
            for n, m in enumerate(re.finditer(r"\S+", text))
        )
        identity = f"{interview}-{number:03d}"
        if timed and words:
            times = {"words": words, "start": words[0].start, "end": words[-1].end}
            turns.append(Turn(id=identity, speaker=interview, text=text, **times))
            at = words[-1].end + 1
        else:
            turns.append(Turn(id=identity, speaker=interview, text=text))
    return Transcript(
        interview=interview,
        language=language,
        speakers=(Speaker(label=interview, role="participant"),),
        turns=tuple(turns),
        made_by=MadeBy(program="a test", inputs=""),
        corrected=corrected,
    )


def lexicon(language: str = "en", *known: str) -> StudyLexicon:
    """What the lists of the program know of a language, with names of a study."""
    spoken = languages.record(language)
    fillers = [word for name in ("fillers", "inside") for word in spoken.disfluencies[name]]
    small = (*word_lists.read(f"function_words_{spoken.rules}"), *fillers, *spoken.cues["backchannel"])
    return StudyLexicon(
        lambda word: kind_of(word, language),
        frozenset(known),
        frozenset(small),
        frozenset(fillers),
        lambda word: vocabulary.is_frequent(word, language),
    )


def edited(draft: bytes, *changes: tuple[str, str]) -> bytes:
    """A Word draft in which a person has replaced words, each everywhere it stands."""
    source, out = zipfile.ZipFile(io.BytesIO(draft)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                for old, new in changes:
                    assert old.encode() in data, "a test must be able to fail"
                    data = data.replace(old.encode(), new.encode())
            target.writestr(name, data)
    return out.getvalue()
