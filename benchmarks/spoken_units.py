"""Units and questions on what a speech recognizer heard: errors add up here as they do for users.

    python -m benchmarks.spoken_units INTERVIEW TRANSCRIPT [INTERVIEW TRANSCRIPT ...]

TRANSCRIPT is the JSON file that `ipstranscribe transcribe RECORDING` writes beside a recording of the annotated interview.
Its turns, speakers and words are taken as they are; the interviewer is whose turns are the more questions by their length.
The words heard are aligned with the annotated ones by edit distance, and every annotated word takes the unit and the question
of the word it is aligned with, or of the nearest one before it.
"""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.interviews import Annotated, read
from benchmarks.unit_measures import (
    QUESTION_COLUMNS,
    UNIT_COLUMNS,
    Found,
    Tagged,
    measured,
    question_figures,
    unit_figures,
    word_starts,
)
from benchmarks.units import curve, table
from rapidfuzz.distance import Levenshtein

from ipstranscribe.model import MadeBy, PseudonymizedTranscript, PseudonymizedTurn, Speaker, Transcript, Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.study import storage


def heard(transcript: Transcript, interview: Annotated) -> PseudonymizedTranscript:
    """The transcript as the stage `split` is given it; who asks more in fewer words interviews."""
    asks = Counter(turn.speaker for turn in transcript.turns if "?" in turn.text)
    talks = Counter[str]()
    for turn in transcript.turns:
        talks[turn.speaker] += len(turn.text.split())
    asking = max(talks, key=lambda who: asks[who] / max(1, talks[who]))
    return PseudonymizedTranscript(
        interview=interview.id,
        language=interview.language,
        branch=interview.branch,
        speakers=tuple(
            Speaker(label=who, role="interviewer" if who == asking else "participant") for who in sorted(talks)
        ),
        turns=tuple(
            PseudonymizedTurn(id=turn.id, speaker=turn.speaker, text=turn.text, words=turn.words)
            for turn in transcript.turns
        ),
        made_by=MadeBy(program="benchmark", inputs=""),
    )


def carried_over(interview: Annotated, transcript: PseudonymizedTranscript, units: Units) -> Found:
    """The units of what was heard as stretches of what was said."""
    said = [(number, at) for number, turn in enumerate(interview.turns) for at in word_starts(turn.text)]
    words = [_bare(_word_at(interview.turns[number].text, at)) for number, at in said]
    holding = {(unit.turn, at): unit.id for unit in units.units for at in range(unit.char_start, unit.char_end)}
    places = [(turn, at) for turn in transcript.turns for at in word_starts(turn.text)]
    found_words = [_bare(_word_at(turn.text, at)) for turn, at in places]
    aligned = _aligned(words, found_words)
    by_id = {unit.id: unit for unit in units.units}
    of_word: list[str | None] = []
    for place in aligned:
        turn, at = places[place]
        of_word.append(holding.get((turn.id, at)))
    found: Found = {}
    rows = [(number, at, unit) for (number, at), unit in zip(said, of_word, strict=True)]
    for (number, unit), group in groupby(rows, key=lambda row: (row[0], row[2])):
        inside = [at for _, at, _ in group]
        end = inside[-1] + len(_word_at(interview.turns[number].text, inside[-1]))
        if unit and interview.turns[number].speaker == "P":
            found.setdefault(number, []).append(Tagged(inside[0], end, by_id[unit].question, by_id[unit].confidence))
    return found


def _aligned(said: Sequence[str], heard_words: Sequence[str]) -> list[int]:
    """For every word said the number of the word heard in its place; of one that was not heard, of the one before."""
    aligned = [0] * len(said)
    for step in Levenshtein.opcodes(said, heard_words):
        for offset, number in enumerate(range(step.src_start, step.src_end)):
            place = step.dest_start + offset
            aligned[number] = min(place, step.dest_end - 1) if step.dest_end > step.dest_start else step.dest_start - 1
    return [min(max(place, 0), len(heard_words) - 1) for place in aligned]


def _word_at(text: str, at: int) -> str:
    found = re.compile(r"\S+").match(text, at)
    return found.group() if found else ""


def _bare(word: str) -> str:
    return re.sub(r"\W", "", word).lower()


def main(arguments: Sequence[str]) -> None:
    """Print the tables of `units.py` for what was heard."""
    if not arguments or len(arguments) % 2:
        raise SystemExit(__doc__)
    vectors = E5Vectors()
    pairs: list[tuple[Annotated, Found]] = []
    for script, stored in zip(arguments[::2], arguments[1::2], strict=True):
        interview = read(Path(script))
        transcript = heard(storage.read(Path(stored), Transcript), interview)
        units = split(transcript, interview.guide, SplitSettings(), vectors, "")
        pairs.append((interview, carried_over(interview, transcript, units)))
    rows = [*((f"{i.id} ({i.language})", measured([(i, found)])) for i, found in pairs), ("**all**", measured(pairs))]
    table(UNIT_COLUMNS, [(name, unit_figures(n)) for name, n in rows])
    table(QUESTION_COLUMNS, [(name, question_figures(n)) for name, n in rows])
    table(["keeping 100%", "90%", "75%", "50%"], [("precision of the surest tags", curve(pairs))])


if __name__ == "__main__":
    main(sys.argv[1:])
