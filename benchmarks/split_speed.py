"""Time and memory of splitting long interviews.

    python -m benchmarks.split_speed [--interviews 100] [--words 9000] [--lexical]

Invented interviews are made of those in `interviews/`, one after the other until they are long enough, each round with other
sentences first so that no text is met twice. Loading the sentence model is timed apart.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from benchmarks.interviews import INTERVIEWS, Annotated, read

from ipstranscribe.model import MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions.packaged_vectors import E5Vectors


def long_interview(number: int, words: int, parts: Sequence[Annotated]) -> PseudonymizedTranscript:
    """An interview of about so many words; every turn carries its own number, so that no vector is computed before."""
    turns: list[PseudonymizedTurn] = []
    said = 0
    for part in islice(cycle(parts), number, None):
        for turn in part.turns:
            text = f"{turn.text} [{number}.{len(turns)}]"
            turns.append(PseudonymizedTurn(id=f"L{number}-{len(turns):04d}", speaker=turn.speaker, text=text))
            said += len(text.split())
        if said >= words:
            return PseudonymizedTranscript(
                interview=f"L{number}",
                language="en",
                branch="working",
                speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P", role="participant")),
                turns=tuple(turns),
                made_by=MadeBy(program="benchmark", inputs=""),
            )
    raise AssertionError


def interviews(count: int, words: int) -> Iterator[PseudonymizedTranscript]:
    """So many long interviews in English."""
    parts = [one for one in map(read, sorted(INTERVIEWS.glob("H[1-4].txt"))) if one.language == "en"]
    return (long_interview(number, words, parts) for number in range(count))


def main(arguments: Sequence[str]) -> None:
    """Print a line of figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--words", type=int, default=9000)
    parser.add_argument("--lexical", action="store_true", help="without the sentence model")
    chosen = parser.parse_args(arguments)
    guide = read(INTERVIEWS / "H1.txt").guide
    began = time.perf_counter()
    vectors = None if chosen.lexical else E5Vectors()
    loaded = time.perf_counter() - began
    words = units = 0
    began = time.perf_counter()
    for transcript in interviews(chosen.interviews, chosen.words):
        words += sum(len(turn.text.split()) for turn in transcript.turns)
        units += len(split(transcript, guide, SplitSettings(lexical=chosen.lexical), vectors, "").units)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{chosen.interviews} interviews, {words} words, {units} units: {took:.1f} s, {words / took:.0f} words a second;"
    )
    print(f"loading the model {loaded:.2f} s; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
