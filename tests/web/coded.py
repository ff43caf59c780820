"""An interview that two coders have returned, for the view of consensus."""

from pathlib import Path

from ipstranscribe.model import CodedStretch, Coding, CodingLog, CodingNote, Unit, Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.run import run
from tests.studies import WHEN, telling

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
}
SAID = (
    "The people there are kind. They asked me what I needed before I had to say a word about it myself, and I could start "
    "late. In the evenings my back hurts so much that I lie on the floor. The money is another thing altogether, since we "
    "had to sell the car last winter."
)


def coded_study(place: Path) -> Study:
    """Two interviews; A and B have returned the first, and differ on its last unit alone."""
    study = telling(place / "study", TABLES, dict.fromkeys(("P1", "P2"), SAID))
    study_file = study.root / "study.toml"
    told = study_file.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 3")
    study_file.write_text(told, encoding="utf-8")
    study = Study.open(study.root)
    assert not run(study, rules_only=True, lexical=True).failures
    units = units_of(study)
    assert len(units) > 1
    for coder, last in (("A", "money"), ("B", "winter")):
        given = [_on(units[0], "kindness"), _on(units[-1], last)]
        note = CodingNote(kind="note", text=f"about {last}", unit=units[-1].id)
        coding = Coding(id="1", when=WHEN, stretches=tuple(given), notes=(note,))
        storage.write(
            study.codings("P1", coder), CodingLog(interview="P1", coder=coder, codings=(coding,)), private=True
        )
    return study


def units_of(study: Study) -> tuple[Unit, ...]:
    """The units of the first interview."""
    return storage.read(study.units("P1"), Units).units


def _on(unit: Unit, code: str) -> CodedStretch:
    return CodedStretch(
        turn=unit.turn, char_start=unit.char_start, char_end=unit.char_end, text=unit.text, code=code, unit=unit.id
    )
