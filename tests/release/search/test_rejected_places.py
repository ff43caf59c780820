"""A name that somebody left at one place passes in the texts that show that place, and nowhere else."""

import pytest

from ipstranscribe.model import Decision, Decisions, DecisionScope, Entity, Key
from ipstranscribe.release.gate import Gate
from ipstranscribe.release.search.rejected_places import RejectedPlaces, ShownText
from ipstranscribe.text.occurrences import occurrences

LONG = 'We went to see the Dag Hotel, "the best" there is, and came back.'
SHORT = "The Dag Hotel."
SHOWN = [
    ShownText("P1", "", "P1-002"),
    ShownText("P1", "P1-001", LONG),
    ShownText("P1", "P1-001", f"P1: {LONG}"),
    ShownText("P1", "P1-002", SHORT),
    ShownText("P1", "P1-003", "Dag"),
    ShownText("P1", "P1-004", "And Dag Lie, I think, came too."),
    ShownText("P2", "P2-001", "And Dag came. He did."),
    ShownText("P2", "P2-002", "And Dag came."),
]
REJECTED = {
    (i, t): frozenset({"Dag"}) for i, t in [("P1", "P1-001"), ("P1", "P1-002"), ("P1", "P1-003"), ("P2", "P2-002")]
}
KEY = Key(
    study="a study",
    entities=(Entity(id="E0001", category="person", replacement="[husband]", forms=("Dag Lie", "Dag", "Lie")),),
)
PLACES = [
    Decision(form="Dag", verdict="reject", scope=place, by="investigator", when="now")
    for interview, turn, text in SHOWN
    if (interview, turn) in REJECTED
    for place in occurrences(interview, turn, text, "Dag").values()
]
INTERVIEWS = {"P1": "P1", "P1b": "P1", "P2": "P2"}


def finds(name: str, text: str, *decisions: Decision, places: RejectedPlaces | None = None) -> int:
    """How much the gate finds in a file."""
    gate = Gate.of(KEY, Decisions(decisions=decisions), INTERVIEWS)
    gate = Gate(gate.known, gate.coverage, INTERVIEWS, places=places or RejectedPlaces())
    return sum(finding.times for finding in gate.search_file(name, text.encode()).findings)


FILES = {
    "the turn as a line": ("P1_t.txt", LONG, True),
    "the turn with its speaker": ("P1_t.txt", f"P1-001\nP1: {LONG}\n", True),
    "the turn inside a longer line": ("P1_t.txt", f"See {LONG} So.", True),
    "a short turn as a line": ("P1_t.txt", f"{SHORT}\n", True),
    "a short turn as a cell": ("P1_t.csv", f"id,text\nP1-002,{SHORT}\n", True),
    "a short turn after its id": ("P1_t.txt", f"P1-002 {SHORT}\n", True),
    "quotes in csv": ("P1_t.csv", 'id,text\nP1-001,"' + LONG.replace('"', '""') + '"\n', True),
    "quotes in JSON": ("P1_t.json", '{"text": "' + LONG.replace('"', '\\"') + '"}', True),
    "quotes in HTML": ("P1_t.html", "<p>" + LONG.replace('"', "&quot;") + "</p>", True),
    "a turn broken over lines": ("P1_t.vtt", "WEBVTT\n\nWe went to see the Dag Hotel,\n", True),
    "a file of all": ("all interviews t.txt", LONG, True),
    "a short turn inside a longer line": ("P1_t.txt", f"So {SHORT}", False),
    "the form alone, though it is all of a turn": ("P1_t.txt", "Dag", False),
    "too little of a turn": ("P1_t.txt", "the Dag Hotel", False),
    "other words": ("P1_t.txt", "We went to see the Dag Hostel.", False),
    "the place and another": ("P1_t.txt", f"{LONG}\nAsk Dag.", False),
    "another turn": ("P1_t.txt", "And Dag Lie, I think, came too.", False),
    "other capitals": ("P1_t.txt", LONG.replace("Dag", "DAG"), False),
    "another interview's file": ("P2_t.txt", LONG, False),
    "another interview of the participant": ("P1b_t.txt", LONG, False),
    "a text that shows the form undecided elsewhere": ("P2_t.txt", "And Dag came.", False),
}


@pytest.mark.parametrize(("name", "text", "passes"), FILES.values(), ids=FILES.keys())
def test_a_rejected_place_passes_where_its_text_shows_it(name: str, text: str, *, passes: bool) -> None:
    places = RejectedPlaces.of(SHOWN, REJECTED)
    assert (finds(name, text, *PLACES, places=places) == 0) == passes
    assert finds(name, text, *PLACES) > 0  # nothing is known about texts: nothing passes


def told(verdict: str, scope: DecisionScope = None, entity: str | None = "E0001", form: str = "Dag") -> Decision:
    fields = {"form": form, "verdict": verdict, "scope": scope, "entity": entity, "by": "investigator", "when": "now"}
    return Decision.model_validate(fields)


HERE = PLACES[0].scope
SCOPED = [
    ((told("reject", "P1"),), "P1_t.txt", True),
    ((told("reject", "P1"),), "P1b_t.txt", False),
    ((told("reject", "P1"),), "P1_P1b_t.txt", False),
    ((told("reject", "P1"),), "P2_t.txt", False),
    ((told("reject", "P1"),), "all interviews t.txt", False),
    ((told("reject", "P1"), told("accept")), "P1_t.txt", True),
    ((told("reject", "P1"), told("accept", entity=None)), "P1_t.txt", True),
    ((told("reject", "P1"), told("accept", entity="E0002")), "P1_t.txt", False),
    ((told("accept", "P1"), told("reject")), "P1_t.txt", False),
    ((told("accept", "P1"), told("reject")), "P2_t.txt", True),
    ((told("accept", "P1"), told("reject")), "all interviews t.txt", False),
    ((told("accept", HERE), told("reject")), "P1_t.txt", False),
    ((told("accept", HERE), told("reject")), "P2_t.txt", True),
    ((told("reject", HERE), told("accept")), "P1_t.txt", False),
    ((told("reject", entity=None), told("accept", "P1"), told("reject", entity=None)), "P1_t.txt", False),
]


@pytest.mark.parametrize(("decisions", "name", "passes"), SCOPED)
def test_a_form_passes_as_far_as_the_narrowest_decision_says(
    decisions: tuple[Decision, ...], name: str, *, passes: bool
) -> None:
    assert (finds(name, "Then Dag came.", *decisions) == 0) == passes


WORDS = [
    (None, "P1_t.txt", True),
    ("P1", "P1_t.txt", True),
    ("P1", "all interviews t.txt", True),
    ("P1", "P2_t.txt", False),
    (HERE, "P1_t.txt", False),
]


@pytest.mark.parametrize(("scope", "name", "found"), WORDS)
def test_a_word_that_is_replaced_in_one_place_is_looked_for_nowhere_else(
    scope: DecisionScope, name: str, *, found: bool
) -> None:
    accepted = told("accept", scope, None, "joy")
    assert (finds(name, "Two weeks on, what a joy.", accepted) > 0) == found


@pytest.mark.parametrize("scope", [None, "P1", HERE])
@pytest.mark.parametrize("verdict", ["accept", "change"])
def test_an_age_that_was_decided_on_is_looked_for_nowhere(verdict: str, scope: DecisionScope) -> None:
    """`four` is somebody's age where it was said so, and a number in every other text."""
    age = Entity(id="E0009", category="age", replacement="[age 1]", scope="P1", forms=("four", "34"))
    decided = told(verdict, scope, "E0009", "four").model_copy(update={"replacement": "[a child]"})
    gate = Gate.of(Key(study="s", entities=(age,)), Decisions(decisions=(decided,)), {"P1": "P1"})
    assert not gate.search_file("P1_t.txt", b"Two weeks on, four off. Bus 34. Mr K came.").findings
