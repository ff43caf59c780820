"""How long an edit on the review page takes, from the request to the answer, its line in the journal on the disk.

    python benchmarks/editing_speed.py [--words 30000] [--turn 60] [--edits 300]

One invented interview in turns of `--turn` words, every word timed, a place to listen to in every fortieth. Typed edits at
random places, first in a transcript that nobody has touched, then in one of which every turn was corrected. Wall and CPU
time: on a machine that others use, the second is the one to compare.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ipstranscribe.model import Concern, MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.model.edits import TextEdit
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.init import create_study
from ipstranscribe.workflow.review_transcript import TranscriptSession, read_only

VOCABULARY = (
    "we",
    "went",
    "home",
    "and",
    "then",
    "it",
    "was",
    "so",
    "hard",
    "to",
    "come",
    "back",
    "nobody",
    "had",
    "told",
    "me",
)
TYPED = ("x", " ", "so ", "Bergen", ".")


def main() -> None:
    """Print a table of milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--turn", type=int, default=60)
    parser.add_argument("--edits", type=int, default=300)
    options = parser.parse_args()
    rng = random.Random(1)
    print("| what | median ms | 95 % ms | CPU median ms | CPU 95 % ms |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        study = founded(Path(folder) / "study", interview(options.words // options.turn, options.turn, rng))
        mine = study.interview("P1")
        (session,) = told("open", [lambda: TranscriptSession.open(study, mine)])
        told("document", [session.document])
        told("typed edit", typed(session, options.edits, rng))
        told("undo", [session.undo] * 20)
        told("store", [session.store])
        every = [turn.id for turn in session.talk.turns]
        told("every turn corrected", [corrected(session, one) for one in every])
        told("typed edit, every turn corrected", typed(session, options.edits, rng))
        session.close()
        (session,) = told("open, with the journal", [lambda: TranscriptSession.open(study, mine)])
        session.close()
        told("read only", [lambda: read_only(study, mine)])
        size = study.edits("P1").stat().st_size
    print(f"\njournal: {size / 1000:.0f} kB")


def told(what: str, calls: Sequence[Callable[[], object]]) -> list:
    """Make the calls and print how long one takes; returns what they gave."""
    wall, cpu, given = [], [], []
    for call in calls:
        began = time.perf_counter(), time.process_time()
        given.append(call())
        wall.append(1000 * (time.perf_counter() - began[0]))
        cpu.append(1000 * (time.process_time() - began[1]))
    row = [sorted(times)[int(share * (len(times) - 1))] for times in (wall, cpu) for share in (0.5, 0.95)]
    print(f"| {what} | " + " | ".join(f"{one:.1f}" for one in row) + " |", flush=True)
    return given


def typed(session: TranscriptSession, count: int, rng: random.Random) -> list[Callable[[], object]]:
    """Edits of a few letters at random places; each looks for its place when it is made."""

    def edit() -> object:
        turn = rng.choice(session.talk.turns)
        at = rng.randrange(len(turn.text) + 1)
        end = min(len(turn.text), at + rng.randrange(3))
        return session.edit([TextEdit(turn=turn.id, start=at, end=end, text=rng.choice(TYPED))])

    return [edit] * count


def corrected(session: TranscriptSession, turn: str) -> Callable[[], object]:
    """A correction at the beginning of a turn."""
    return lambda: session.edit([TextEdit(turn=turn, start=0, end=1, text="Well, w")])


def interview(turns: int, words: int, rng: random.Random) -> Transcript:
    """An interview of so many turns of so many words, a word every half second."""
    made, concerns, at = [], [], 0.0
    for number in range(turns):
        said = [rng.choice(VOCABULARY) for _ in range(words)]
        timed, char = [], 0
        for word in said:
            timed.append(
                Word(char_start=char, char_end=char + len(word), start=at, end=at + 0.4, probability=rng.random())
            )
            if rng.random() < 1 / 40:
                concerns.append(
                    Concern(kind="low_confidence", start=at, end=at + 0.4, turn=f"P1-{number + 1:03d}", why="Unsure.")
                )
            char, at = char + len(word) + 1, at + 0.5
        label = ("I", "P1")[number % 2]
        made.append(
            Turn(
                id=f"P1-{number + 1:03d}",
                speaker=label,
                text=" ".join(said),
                start=timed[0].start,
                end=timed[-1].end,
                words=tuple(timed),
            )
        )
    return Transcript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant")),
        turns=tuple(made),
        concerns=tuple(concerns),
        made_by=MadeBy(program="benchmark", inputs=""),
    )


def founded(root: Path, transcript: Transcript) -> Study:
    """A study with this one transcript."""
    create_study(root, "Editing", "en")
    (root / "restricted" / "interviews.csv").write_text("id,participant,recordings\nP1,P1,\n", encoding="utf-8")
    (root / "restricted" / "participants.csv").write_text("id,name\nP1,Kari Holm\n", encoding="utf-8")
    study = Study.open(root)
    storage.write(study.transcript("P1"), transcript, private=True)
    return study


if __name__ == "__main__":
    main()
