"""Why the gate refuses a word, as far as it is known: what is decided, in which letters, and where."""

import pytest

from ipstranscribe.languages import LANGUAGES, RECORDS
from ipstranscribe.model import Decision, Decisions, Entity, Key, Occurrence
from ipstranscribe.release.findings import wording
from ipstranscribe.release.findings.causes import GateRefusals, KnownHere, causes_of, counted
from ipstranscribe.release.findings.places import SourceText
from ipstranscribe.release.gate import Gate, verdict
from tests.release.looking import look_through

KEY = Key(
    study="test-study",
    entities=(
        Entity(id="E0001", category="person", replacement="[P1's uncle]", scope="P1", forms=("Dag",)),
        Entity(id="E0002", category="age", replacement="[age 1]", forms=("53",)),
        Entity(id="E0003", category="phone", replacement="[phone number 1]", forms=("684 41 709",)),
        Entity(id="E0004", category="place", replacement="[place 1]", forms=("Bjørnes",)),
    ),
)
SAID = {"P1-002": "Then Dag came.", "P2-002": "It went dag for dag, bus 53, and DAG again."}
INTERVIEWS = {"P1": "P1", "P2": "P2"}


def decision(form: str, verdict: str, **more: object) -> Decision:
    return Decision.model_validate({"form": form, "verdict": verdict, "by": "investigator", "when": "now"} | more)


def causes(decisions: tuple[Decision, ...], files: dict[str, str]) -> list[tuple[str, str, str, int]]:
    """Word, reason, kind of place and number of places of each cause."""
    decided = Decisions(decisions=decisions)
    found = look_through({name: text.encode() for name, text in files.items()}, KEY, decided, INTERVIEWS)
    sources = [SourceText("turn", turn[:2], turn, text) for turn, text in SAID.items()]
    named = {name: frozenset({name[:2]} & INTERVIEWS.keys()) for name in files}
    unread = [one for one in found.findings if not one.decidable]
    known = KnownHere(KEY, decided, sources, named)
    return [(c.word, c.reason, c.kind, len(c.places)) for c in causes_of(GateRefusals(found.sightings, unread), known)]


P2 = {"P2_units.csv": SAID["P2-002"]}
PLACE = Occurrence(interview="P2", turn="P2-002", number=1, before=("it", "went"), after=("for", "dag", "bus"))
REASONS: dict[str, tuple[tuple[Decision, ...], dict[str, str], list[tuple[str, str, str, int]]]] = {
    "nothing decided": ((), P2, [("dag", "known", "turn", 2), ("DAG", "known", "turn", 1)]),
    "rejected for who is meant in P1 alone, which holds for the word": (
        (decision("dag", "reject", entity="E0001"),),
        P2,
        [("DAG", "rejected in other letters", "turn", 1)],
    ),
    "rejected in the other interview": (
        (decision("Dag", "reject", scope="P1"),),
        P2,
        [("dag", "rejected elsewhere", "turn", 2), ("DAG", "rejected in other letters", "turn", 1)],
    ),
    "rejected everywhere": (
        (decision("dag", "reject"),), P2, [("DAG", "rejected in other letters", "turn", 1)],
    ),
    "replaced at one place": (
        (decision("dag", "accept", scope=PLACE),),
        P2,
        [("dag", "accepted elsewhere", "turn", 2), ("DAG", "accepted elsewhere", "turn", 1)],
    ),
    "replaced everywhere": (
        (decision("Dag", "accept", entity="E0001"),),
        P2,
        [("dag", "decided", "turn", 2), ("DAG", "decided", "turn", 1)],
    ),
    "an age worded by a person, which is looked for nowhere": (
        (
            decision("53", "change", replacement="fifties", category="age"),
            *(decision(form, "reject") for form in ("dag", "DAG")),
        ),
        P2,
        [],
    ),
    "a number that nobody knows": ((), {"P1_a.txt": "ring 04878441327"}, [("04878441327", "looks like", "file", 1)]),
    "a known number": ((), {"P1_a.txt": "ring 684-41-709"}, [("684-41-709", "known", "file", 1)]),
    "another spelling": ((), {"P1_a.txt": "to Bjoernes then"}, [("Bjoernes", "known", "file", 1)]),
    "a file name": ((), {"Dag_notes.txt": "x"}, [("Dag", "known", "file name", 1)]),
    "a picture": ((), {"a.png": "x"}, [("", "unread", "unread", 1)]),
    "nothing found": ((), {"P1_a.txt": "day by day"}, []),
}  # fmt: skip


@pytest.mark.parametrize(("decisions", "files", "told"), REASONS.values(), ids=REASONS.keys())
def test_the_reason_tells_what_was_decided_and_why_it_does_not_reach(
    decisions: tuple[Decision, ...], files: dict[str, str], told: list[tuple[str, str, str, int]]
) -> None:
    assert causes(decisions, files) == told


def test_counts_are_by_reason_and_kind_of_place_and_hold_no_word() -> None:
    found = look_through({"P2_a.txt": b"Dag and 684 41 709", "P2_b.txt": b"Dag"}, KEY, Decisions(), INTERVIEWS)
    made = causes_of(GateRefusals(found.sightings), KnownHere(KEY, Decisions()))
    assert list(counted(made)) == [("known", "file", 2, 3, 2)]
    assert "Dag" not in repr((made, found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_place_has_its_words_in_every_language(language: str) -> None:
    told, english = wording.words(language), wording.words("en")
    assert {name: sorted(part) if isinstance(part, dict) else "" for name, part in told.items()} == {
        name: sorted(part) if isinstance(part, dict) else "" for name, part in english.items()
    }
    assert set(told["settles"]) | {"turn"} == set(told["where"]) == set(told["kinds"])
    assert set(told["settles_talk"]) == set(told["reasons"]) == set(told["screen"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_to_be_replaced_and_still_stands_can_be_accepted_at_its_place(language: str) -> None:
    """A decision on an ordinary word does not reach the start of a sentence; rejecting is not the only way out."""
    told = wording.words(language)["settles_talk"]["decided"].casefold()
    assert [RECORDS[language].verdicts[verdict][0] in told for verdict in ("accept", "reject")] == [True, True]


def test_an_occurrence_that_several_views_show_is_one_sighting() -> None:
    gate = Gate.of(KEY, Decisions(), INTERVIEWS)
    found = verdict(gate, [gate.search_file("P1_a.txt", "Da\u00adg, D-a-g and %44ag".encode())])
    assert sum(one.times for one in found.findings) == len(found.sightings)
