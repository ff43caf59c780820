"""A run says which columns of the participants table it searches for, and which it takes for descriptions."""

from pathlib import Path

from ipstranscribe import events
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from tests.studies import telling

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\n",
    "participants": "id,name,town,employer,mood\nP1,Henrik Solheim,Vargsund,Tindevik bokhandel,cheerful\n",
}


class Ear:
    """Who hears what is told."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def hear(self, event: events.Event) -> None:
        self.heard += [event.text] if isinstance(event, events.Notice) else []

    def answer(self, question: events.UserQuestion) -> str | None:
        return None


def test_columns_that_are_searched_for_and_columns_that_describe_are_told(tmp_path: Path) -> None:
    study = telling(tmp_path / "study", TABLES, {"P1": "I walked the dog."})
    ear = Ear()
    with events.listening(ear):
        pseudonymize_study(study, rules_only=True)
    (searched,) = [line for line in ear.heard if line.endswith("are searched for: town, employer")]
    (described,) = [line for line in ear.heard if line.endswith("are not searched for: mood")]
    assert searched != described
    assert not [line for line in ear.heard if "Vargsund" in line or "cheerful" in line]
