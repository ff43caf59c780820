"""Covered copies of recordings: which names are still recognised in them, and how well everything else is understood.

    python benchmarks/muted_sound.py STUDY EXPECTED [--cores 2]

STUDY is a study whose sound was made (`ipstranscribe demo STUDY`, then `ipstranscribe audio`; its passphrase in
IPSTRANSCRIBE_PASSPHRASE), EXPECTED the folder with what is really said (`sample_audio/expected`). Recording and copy are
transcribed by the study's own recognizer, neither told any name, and compared with what is said, word by word. So is the
recording written as the copy is with nothing covered: what the codec alone changes.

- known: places in what is heard where a form of key or tables, or what sounds like a name, is found;
- said: of the names and other identifiers that are said, how many have a word of theirs recognised at their place;
- other: of the words that belong to no identifier, the share that is wrong or missing; and the same without words that the
  covered stretches touch, which nobody can hear. Words that were not said are counted beside.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from ipstranscribe.audio import recording
from ipstranscribe.audio.covering import write_covered
from ipstranscribe.model import Interview, SoundRecord, Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.transcribe.listen_again import words_heard
from ipstranscribe.workflow.check import full_key
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of
from ipstranscribe.workflow.still_heard import NamesToHear
from ipstranscribe.workflow.transcribe import Engines
from measures import Said
from programs import machine, use_cores

Stretch = tuple[float, float]


@dataclass(frozen=True)
class SpokenWord:
    """A word that is said: its text, the number of the identifier that it belongs to, and whether a tone covers it."""

    text: str
    identifier: int | None
    covered: bool = False


def main() -> None:
    """Print a row for recording and copy of each interview."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    study = Study.open(options.study)
    print(f"{study.config.transcribe.model}; {machine(use_cores(options.cores))}; one run\n")
    print(
        "| interview | sound | covered | known | said | other, wrong or missing | not covered, wrong or missing | added |"
    )
    print(f"|{'---|' * 8}")
    with ExitStack() as stack:
        _print_rows(study, options.expected, stack)


def _print_rows(study: Study, expected: Path, stack: ExitStack) -> None:
    engines, key = Engines(), full_key(study)
    for interview in study.interviews:
        made = storage.read(study.sound_record(interview.id), SoundRecord)
        transcript = storage.read(study.transcript(interview.id), Transcript)
        settings = study.transcribe_settings(interview)
        names = NamesToHear.of(interview, key, decisions_of(study), roster_of(study), study.config.document_language)
        spoken = _covered(_said(expected / f"{interview.id}.json"), transcript, made.covered)
        for name, paths in _sounds(study, interview, Path(stack.enter_context(tempfile.TemporaryDirectory()))):
            with tempfile.TemporaryDirectory() as folder, closing(recording.load(paths, Path(folder))) as sound:
                heard = words_heard(sound.sound, partial(engines.get, settings), transcript.language, lambda _: None)
                length = sound.duration
            known = names.heard_in([word.text for word in heard], transcript.language)
            share = sum(end - start for start, end in made.covered) / length if name == "copy" else 0.0
            print(f"| {interview.id} | {name} | {share:.1%} | {len(known)} | {' | '.join(_figures(spoken, heard))} |")


def _sounds(study: Study, interview: Interview, folder: Path) -> Iterator[tuple[str, Sequence[Path]]]:
    """The recording, the recording written as the copy is but with nothing covered, and the copy."""
    yield "recording", study.recordings(interview)
    written = folder / "written.ogg"
    with closing(recording.load(study.recordings(interview), folder)) as loaded:
        write_covered(loaded.sound, written, [], lambda _: None)
    yield "written anew", [written]
    yield "copy", [study.muted(interview.id)]


def _said(path: Path) -> list[SpokenWord]:
    """The words that are said, in order."""
    words: list[SpokenWord] = []
    number = 0
    for turn in json.loads(path.read_text(encoding="utf-8")):
        at = 0
        for span in [*turn["identifiers"], None]:
            end = span["char_start"] if span else len(turn["text"])
            words += [SpokenWord(one, None) for one in _words(turn["text"][at:end])]
            if span:
                at = span["char_end"]
                words += [SpokenWord(one, number) for one in _words(turn["text"][end:at])]
                number += 1
    return words


def _words(text: str) -> list[str]:
    return Said("", 0.0, 0.0, text).words()


def _covered(spoken: Sequence[SpokenWord], transcript: Transcript, covered: Sequence[Stretch]) -> list[SpokenWord]:
    """The words with whether a tone covers any of them, by the times of the study's transcript."""
    timed = [
        (part, word.start, word.end)
        for turn in transcript.turns
        for word in turn.words
        for part in _words(turn.text[word.char_start : word.char_end])
    ]
    touched = [any(start < last and first < end for first, last in covered) for _, start, end in timed]
    marked = list(spoken)
    for piece in Levenshtein.opcodes([one.text for one in spoken], [text for text, _, _ in timed]):
        near = touched[max(piece.dest_start - (piece.tag == "delete"), 0) : piece.dest_end + (piece.tag == "delete")]
        for at in range(piece.src_start, piece.src_end):
            here = touched[piece.dest_start + at - piece.src_start] if piece.tag == "equal" else any(near)
            marked[at] = SpokenWord(spoken[at].text, spoken[at].identifier, here)
    return marked


def _figures(spoken: Sequence[SpokenWord], heard: Sequence[RecognizedWord]) -> list[str]:
    words = [part for word in heard for part in _words(word.text)]
    right: set[int] = set()
    added = 0
    for piece in Levenshtein.opcodes([one.text for one in spoken], words):
        if piece.tag == "equal":
            right |= set(range(piece.src_start, piece.src_end))
        elif piece.tag == "insert":
            added += piece.dest_end - piece.dest_start
    identifiers = {one.identifier for one in spoken if one.identifier is not None}
    recognised = {spoken[at].identifier for at in right if spoken[at].identifier is not None}
    others = [at for at, one in enumerate(spoken) if one.identifier is None]
    free = [at for at in others if not spoken[at].covered]
    return [
        f"{len(recognised)} of {len(identifiers)}",
        *(f"{sum(at not in right for at in places)} of {len(places)}" for places in (others, free)),
        str(added),
    ]


if __name__ == "__main__":
    main()
