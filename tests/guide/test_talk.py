"""An interview that was held is no guide, in whatever form it was written down."""

from pathlib import Path

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.guide.talk import is_talk
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_guide import import_guide
from tests.studies import founded, transcript

ANSWERS = (
    "It was hard, and I slept badly for weeks.",
    "My boss let me come in later, which helped a lot.",
    "I would not do it again, I think.",
    "They told me to wait, so I waited.",
)
ASKED = ("How was it to be back?", "Who helped you?", "Would you do it again?", "And then?")
TALK = {
    "labels": [line for q, a in zip(ASKED, ANSWERS, strict=True) for line in (f"I: {q}", f"P1: {a}")],
    "names": [line for q, a in zip(ASKED, ANSWERS, strict=True) for line in (f"Kari Moe: {q}", f"Hanne: {a}")],
    "labels with tabs": [line for q, a in zip(ASKED, ANSWERS, strict=True) for line in (f"INT\t{q}", f"P1\t{a}")],
    "labels on lines of their own": [
        x for q, a in zip(ASKED, ANSWERS, strict=True) for x in ("Interviewer", q, "Participant", a)
    ],
    "names and times above the talk": [
        x for q, a in zip(ASKED, ANSWERS, strict=True) for x in ("Kari 00:01:02", q, "Hanne 00:01:09", a)
    ],
    "answers in many paragraphs": [
        x
        for q, a in zip(ASKED, ANSWERS, strict=True)
        for x in (
            f"Interviewer: {q}",
            f"Informant: {a}",
            "Every morning, until it was better.",
            "And so on.",
            "Until then.",
        )
    ],
    "only the answers are labelled": [x for q, a in zip(ASKED, ANSWERS, strict=True) for x in (q, f"Respondent: {a}")],
    "no labels": [
        x for q, a in zip(ASKED[:3], ANSWERS[:3], strict=True) for x in (q, a, f"{a} And I told my wife about it.")
    ],
    "Norwegian": [
        x
        for q, a in (
            ("Hvordan var det?", "Jeg sov dårlig i mange uker."),
            ("Hvem hjalp deg?", "Sjefen min lot meg komme senere."),
            ("Og så?", "Da ventet jeg bare på at det skulle gå over."),
        )
        for x in (f"Intervjuer: {q}", f"Deltaker: {a}")
    ],
}
GUIDES = {
    "questions and probes": [
        "1. How was it to be back?",
        "Probe: What helped you?",
        "Probe: Who was there for you?",
        "2. And then?",
    ],
    "an introduction": [
        "I am going to ask you about your work, and I will record what we say.",
        "I would like you to take all the time that you need for your answers.",
        "My name stands on the sheet that I gave you before.",
        *ASKED,
        "Is there anything that you would like to add?",
    ],
    "what to listen for": [
        x for q in ASKED for x in (f"Ask: {q}", "Listen for: support from colleagues and from the family")
    ],
    "goals and times": [
        x for n in "123" for x in (f"Goal: what the support meant for part {n}", "Time: 10 minutes", "How was it?")
    ],
    "themes": [x for n in ("Work", "Health", "Home") for x in (f"Theme: {n}", "How is it now?", "What helps?")],
    "for whom": [x for q in ASKED for x in ("Participants who work", q)],
    "answers to choose from": [x for q in ASKED for x in (q, "Yes", "No")],
}


@pytest.mark.parametrize("what", TALK)
def test_talk_is_known(what: str) -> None:
    assert is_talk(TALK[what])


@pytest.mark.parametrize("what", GUIDES)
def test_a_guide_is_a_guide(what: str) -> None:
    assert not is_talk(GUIDES[what])


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with one transcript and a guide that somebody has worked on."""
    study = founded(
        tmp_path / "study",
        {"interviews": "id,participant,recordings\nP1,P1,\n", "participants": "id,name\nP1,Ola Lie\n"},
    )
    said = (
        "The whole winter long nobody came by. Then the phone rang on a Monday in March. All of them stood in the hall."
    )
    storage.write(study.transcript("P1"), transcript("P1", "P1", said), private=True)
    study.guide.write_text(study.guide.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    return study


def test_what_was_said_in_the_study_is_known_without_any_sign(study: Study, tmp_path: Path) -> None:
    path, before = tmp_path / "notes.txt", study.guide.read_bytes()
    lines = ["1. What came then?", "The whole winter long nobody came by.", "Then the phone rang on a Monday in March."]
    path.write_text("\n".join([*lines, "All of them stood in the hall."]), encoding="utf-8")
    with pytest.raises(UserError, match="is a transcript"):
        import_guide(study, path, overwrite=True)
    assert study.guide.read_bytes() == before


def test_the_guide_that_is_replaced_is_kept_under_the_days_date(study: Study, tmp_path: Path) -> None:
    path, before = tmp_path / "guide.txt", study.guide.read_bytes()
    path.write_text("1. How was it to be back?\n2. Who helped you?\n", encoding="utf-8")
    done = import_guide(study, path, overwrite=True)
    (kept,) = study.root.glob("guide_????-??-??_*.toml")
    assert (kept.name, kept.read_bytes()) == (done.kept, before)
    assert any(kept.name in line for line in done.lines())
    import_guide(study, path, overwrite=True)
    assert len(list(study.root.glob("guide_*.toml"))) == 1
