"""A made-up study in which thousands of identifiers were found, without a search for them."""

from collections.abc import Sequence
from pathlib import Path

from ipstranscribe.model import (
    Identifier,
    Identifiers,
    MadeBy,
    PseudonymizedTranscript,
    Speaker,
    StepInputs,
    Transcript,
    Turn,
)
from ipstranscribe.pseudonymize.redaction.replace import replace_identifiers
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.review_identifiers import decisions_of
from tests.studies import founded

TALK = "so we went down to the water with {0} and {1} looked at what was there until it was late and {0} came by"
STEMS = ("Tor", "Hald", "Vest", "Kvam", "Sol", "Brek", "Nord", "Ing")
ENDS = ("berg", "heim", "stad", "vik", "moen", "dal", "lund", "rud", "set", "nes")
NAMES = [stem + end for stem in STEMS for end in ENDS]
MADE = MadeBy(program="a test", inputs="")


def study_with_finds(root: Path, interviews: int, turns: int) -> Study:
    """A study with two finds in every turn, one of four of them suggested."""
    ids = [f"P{number}" for number in range(1, interviews + 1)]
    rows = "".join(f"{one},{one},,en\n" for one in ids)
    people = "".join(f"{one},Kari Moen {number},\n" for number, one in enumerate(ids))
    tables = {"interviews": f"id,participant,recordings,language\n{rows}", "participants": f"id,name,branch\n{people}"}
    study = founded(root, tables)
    parts = {"decisions": storage.digest(decisions_of(study))}
    for at, one in enumerate(ids):
        found: list[Identifier] = []
        said = [_turn(f"{one}-{number:03}", at * turns + number, found) for number in range(1, turns + 1)]
        _store(study, one, said, found)
        parts[f"transcript {one}"] = storage.file_digest(study.transcript(one))
    storage.write(study.step_inputs("identifiers"), StepInputs(inputs="", parts=parts), private=True)
    return study


def _turn(turn: str, number: int, found: list[Identifier]) -> Turn:
    names = NAMES[number * 7 % len(NAMES)], NAMES[(number * 3 + 1) % len(NAMES)]
    text = TALK.format(*names)
    for at, said in enumerate(names):
        start = text.index(said)
        entity = NAMES.index(said) // 4  # four names each: whole, first, nickname, misheard
        state = "suggested" if (number + at) % 4 == 0 else "automatic"
        one = Identifier(
            turn=turn, char_start=start, char_end=start + len(said), category="person", entity=f"E{entity + 1:04}",
            found_by="capital letter", confidence=0.5, state=state, masked=True,
        )  # fmt: skip
        found.append(one)
    return Turn(id=turn, speaker="P" if number % 2 else "I", text=text)


def _store(study: Study, interview: str, said: Sequence[Turn], found: Sequence[Identifier]) -> None:
    speakers = (Speaker(label="I", role="interviewer"), Speaker(label="P", role="participant"))
    transcript = Transcript(interview=interview, language="en", speakers=speakers, turns=tuple(said), made_by=MADE)
    wording = {one.entity: f"[person {int(one.entity[1:])}]" for one in found}
    shown = tuple(replace_identifiers(one, [f for f in found if f.turn == one.id], wording) for one in said)
    pseudonymized = PseudonymizedTranscript(
        interview=interview, language="en", speakers=speakers, turns=shown, made_by=MADE
    )
    identifiers = Identifiers(interview=interview, identifiers=tuple(found), recognizers=(), made_by=MADE)
    storage.write(study.transcript(interview), transcript, private=True)
    storage.write(study.identifiers(interview), identifiers, private=True)
    storage.write(study.pseudonymized(interview), pseudonymized)
