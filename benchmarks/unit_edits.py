"""Processor time of an edit of units on the review page, in a long interview: `python benchmarks/unit_edits.py`."""

import os
import random
import tempfile
import time
from pathlib import Path

from tests.studies import TEST_PASSPHRASE, WHEN, founded, transcript

from ipstranscribe.model import Turn
from ipstranscribe.model.unit_edits import UNIT_EDIT
from ipstranscribe.study import storage
from ipstranscribe.study.passphrases import PASSPHRASE
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.review_units import UnitsSession
from ipstranscribe.workflow.split import LazyVectors, split

ANSWERS, SENTENCES, EDITS = 300, 8, 20
WORDS = ("the people", "were kind", "and asked me", "what", "I needed", "before", "I had to say", "a word", "in winter")
TABLES = {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Kari Moen\n"}


def main() -> None:
    """Make a long interview, tag its units one after the other, and say what an edit takes."""
    os.environ[PASSPHRASE] = TEST_PASSPHRASE
    with tempfile.TemporaryDirectory() as folder:
        study = founded(Path(folder) / "study", TABLES)
        turns = talk(random.Random(1))
        told = transcript("P1", "P1", "").model_copy(update={"turns": turns})
        storage.write(study.transcript("P1"), told, private=True)
        pseudonymize_study(study, rules_only=True)
        split(study, study.interview("P1"), LazyVectors(), lexical=True)
        session = UnitsSession(study, study.interview("P1"))
        units = session.document()["units"]
        assert isinstance(units, list)
        taken = sorted(edit(session, unit["id"]) for unit in units[:EDITS])
    words = sum(len(turn.text.split()) for turn in turns)
    print(f"{words} words, {len(units)} units, n = {EDITS}")
    print(f"an edit: {taken[EDITS // 2]:.0f} ms of processor time in the middle, {taken[-1]:.0f} at most")


def talk(dice: random.Random) -> tuple[Turn, ...]:
    """Questions and long answers of random words."""
    turns = []
    for number in range(ANSWERS):
        said = (" ".join(dice.choices(WORDS, k=12)).capitalize() + "." for _ in range(SENTENCES))
        turns.append(Turn(id=f"P1-{2 * number + 1:03}", speaker="I", text="And how was it then?"))
        turns.append(Turn(id=f"P1-{2 * number + 2:03}", speaker="P1", text=" ".join(said)))
    return tuple(turns)


def edit(session: UnitsSession, unit: str) -> float:
    """Tag a unit; the processor time in milliseconds."""
    before = time.process_time()
    session.edit([UNIT_EDIT.validate_python({"kind": "tag", "unit": unit, "question": "Q1"})], "coder A", WHEN)
    return (time.process_time() - before) * 1000


if __name__ == "__main__":
    main()
