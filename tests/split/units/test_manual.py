"""What people decided, laid over a text that changed: every word stays in one unit, and nothing is dropped silently."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from ipstranscribe.model import UnitDecision
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.stage import EarlierUnits
from ipstranscribe.split.units.manual import ManualUnits
from tests.lanes import examples
from tests.split.talk import GUIDE, transcript

SAID = "I lie awake until noon. My bed is by the street. They like the money, though."
BED = "My bed is by the street."


def decision(said: str, text: str, **fields: object) -> UnitDecision:
    """On `text` in a turn that reads `said`."""
    start = said.index(text)
    values = {"unit": "P1-MU001", "turn": "P1-002", "verdict": "cut", "by": "coder", "when": "2026"} | fields
    return UnitDecision(said=said, char_start=start, char_end=start + len(text), **values)


def held(*decisions: UnitDecision) -> tuple[list[str], list[str]]:
    """Texts of the decisions that hold, and units of those that are lost, in SAID."""
    turns = [turn for turn in transcript([("I", "Why?"), ("P", SAID)]).turns if turn.speaker == "P"]
    found = ManualUnits.of(decisions, turns)
    return [SAID[p.where.start : p.where.end] for p in found.placed], [one.unit for one in found.lost]


FIRST = "I lie awake until noon."


def test_later_decisions_take_the_place_of_earlier_ones_on_the_same_words() -> None:
    """Joined, then cut elsewhere; the decision on other words stays."""
    joined, later, other = (decision(SAID, text) for text in (f"{FIRST} {BED}", BED, "They like the money, though."))
    assert held(joined, other, later) == (["They like the money, though.", BED], [])
    assert held(later, other, joined) == (["They like the money, though.", f"{FIRST} {BED}"], [])


def test_what_is_withdrawn_holds_no_longer() -> None:
    """Whatever was decided on these words, or on that unit and lost since."""
    one = decision(SAID, BED)
    lost = decision("Quite another text.", "another", unit="P1-MU009")
    assert held(one, lost) == ([BED], ["P1-MU009"])
    assert held(one, lost, one.model_copy(update={"verdict": "withdraw"})) == ([], ["P1-MU009"])
    assert held(one, lost, lost.model_copy(update={"verdict": "withdraw"})) == ([BED], [])
    assert held(lost, decision(SAID, BED, unit="P1-MU009", when="2027")) == ([BED], [])


def test_a_lost_part_of_a_unit_that_was_cut_is_told_though_the_other_is_placed() -> None:
    """Both parts were decided on one unit at one time; neither takes the place of the other."""
    gone = decision("Quite another text. My bed is by the street.", "Quite another text.", unit="P1-MU002")
    assert held(gone, decision(SAID, BED, unit="P1-MU002")) == ([BED], ["P1-MU002"])


WORDS = st.sampled_from(["and", "but", "I", "sleep.", "...", "[town 1]", "não", "仕事", "🙂", "–", "the", "\n", "Mhm."])
TEXT = (st.lists(WORDS, min_size=1, max_size=25).map(" ".join) | st.text(min_size=1, max_size=60)).map(
    lambda text: unicodedata.normalize("NFC", text)
)
SPAN = st.tuples(st.integers(0, 80), st.integers(1, 40), st.sampled_from(["cut", "tag", "reject", "withdraw"]))


@examples(200)
@given(TEXT, st.lists(SPAN, max_size=4), TEXT, st.integers(0, 60))
@example("... 🙂", [(8, 1, "cut")], "0", 0)
def test_whatever_was_decided_every_sign_is_in_exactly_one_unit(
    said: str, spans: list[tuple[int, int, str]], more: str, at: int
) -> None:
    """Units tile the turn but for white space, in order, with its text; also when the text was edited since."""
    decisions = [
        UnitDecision(
            unit=f"P1-MU{number:03}", turn="P1-002", said=said, by="coder", when="2026", verdict=verdict,
            char_start=start % len(said), char_end=min(len(said), start % len(said) + length),
            question="Q1" if verdict == "tag" else None,
        )
        for number, (start, length, verdict) in enumerate(spans, 1)
    ]  # fmt: skip
    for now in (said, unicodedata.normalize("NFC", said[: at % len(said)] + more + said[at % len(said) :])):
        talk = transcript([("I", "How do you sleep?"), ("P", now)])
        settings_ = SplitSettings(lexical=True, min_words=3)
        made = split(talk, GUIDE, settings_, None, "0", EarlierUnits(None, tuple(decisions)))
        seen = [0] * len(now)
        for unit in made.units:
            assert unit.text == now[unit.char_start : unit.char_end] == unit.text.strip()
            for place in range(unit.char_start, unit.char_end):
                seen[place] += 1
        assert {n for n, sign in zip(seen, now, strict=True) if not sign.isspace()} <= {1}
        assert [u.char_start for u in made.units] == sorted(u.char_start for u in made.units)
        assert len({u.id for u in made.units}) == len(made.units)
        placed = ManualUnits.of(decisions, talk.turns[1:]).placed
        lost = set(made.unplaced) | {one.decision.unit for one in placed}
        last = {d.unit for d in decisions[-1:] if d.verdict != "withdraw"}
        assert last <= lost  # what was decided last holds, or is told
