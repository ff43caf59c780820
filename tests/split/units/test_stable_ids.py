"""Ids stay with the words they were given to: from nothing in reading order, later by comparing what was with what is."""

import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import MadeBy, Unit, Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.stage import EarlierUnits
from ipstranscribe.split.units.stable_ids import UnitSpan, assign_ids
from tests.lanes import examples
from tests.split.talk import GUIDE, transcript

A, B, C = "I lie awake until noon.", "My bed is by the street, with trams.", "They like the money."
Pieces = Sequence[tuple[str, str]]


def stretches(pieces: Pieces) -> list[UnitSpan]:
    """(turn, text) pairs; a text that begins with `~` is a leftover."""
    return [UnitSpan(turn, text.removeprefix("~"), text.startswith("~")) for turn, text in pieces]


def stored(pieces: Pieces, ids: Sequence[str], numbers: dict[str, int]) -> Units:
    """Units as they would be stored."""
    units = [
        Unit(
            id=identity,
            turn=one.turn,
            text=one.text,
            char_start=0,
            char_end=len(one.text),
            kind="leftover" if one.leftover else "unit",
            how_tagged="asked",
            confidence=1,
        )
        for one, identity in zip(stretches(pieces), ids, strict=True)
    ]
    return Units(
        interview="P1", asked=(), units=tuple(units), numbers=numbers, made_by=MadeBy(program="test", inputs="0")
    )


def after(before: Pieces, now: Pieces, *more: Pieces) -> list[str]:
    """The ids of `now`, short (`MU1`), after one rerun or several from `before`."""
    first = assign_ids("P1", None, stretches(before))
    units = stored(before, first.ids, first.numbers)
    for pieces in (now, *more):
        found = assign_ids("P1", units, stretches(pieces))
        units = stored(pieces, found.ids, found.numbers)
    return [f"{unit.id[3:5]}{int(unit.id[5:])}" for unit in units.units]


T1, T2, T3 = "P1-002", "P1-004", "P1-006"
WAS = ((T1, A), (T1, B), (T2, "~Mhm."), (T3, C))
RULES = {
    "nothing changed": (WAS, ["MU1", "MU2", "LO1", "MU3"]),
    "a word changed": (((T1, A), (T1, B.replace("trams", "cars")), *WAS[2:]), ["MU1", "MU2", "LO1", "MU3"]),
    "a replacement changed": (((T1, "I lie awake until [town 1]."), *WAS[1:]), ["MU1", "MU2", "LO1", "MU3"]),
    "a turn went in": ((WAS[0], WAS[1], ("P1-002a", "We have a dog."), *WAS[2:]), ["MU1", "MU2", "MU4", "LO1", "MU3"]),
    "a unit is gone": ((WAS[0], *WAS[2:]), ["MU1", "LO1", "MU3"]),
    "cut: the larger part keeps the id": (
        ((T1, A), (T1, "My bed"), (T1, "is by the street, with trams."), *WAS[2:]),
        ["MU1", "MU4", "MU2", "LO1", "MU3"],
    ),
    "joined: the id of the larger": (((T1, f"{A} {B}"), *WAS[2:]), ["MU2", "LO1", "MU3"]),
    "a border moved": (((T1, A + " My bed"), (T1, B.removeprefix("My bed ")), *WAS[2:]), ["MU1", "MU2", "LO1", "MU3"]),
    "all turns have other ids": (
        tuple((f"P1-1{number}", text) for number, (_, text) in enumerate(WAS)),
        ["MU1", "MU2", "LO1", "MU3"],
    ),
    "another answer altogether": (((T1, A), (T1, "Quite so, however."), *WAS[2:]), ["MU1", "MU4", "LO1", "MU3"]),
    "what was said moved past another unit": (((T1, B), (T1, A), *WAS[2:]), ["MU2", "MU4", "LO1", "MU3"]),
    "a unit that is left over": (((T1, "~" + A), *WAS[1:]), ["MU1", "MU2", "LO1", "MU3"]),
    "a leftover that is a unit": (((T1, A), (T1, B), (T2, "Mhm."), (T3, C)), ["MU1", "MU2", "MU4", "MU3"]),
}


@pytest.mark.parametrize(("now", "ids"), RULES.values(), ids=RULES)
def test_rules(now: Pieces, ids: list[str]) -> None:
    """What happens to the ids MU1, MU2, LO1, MU3 when something changes."""
    assert after(WAS, now) == ids


REWORDED = [
    (((T1, "[employer 1]."),), ((T1, "[bank 1]."),), ["MU1"]),
    (((T1, "Yes."), (T1, C)), ((T1, "Yeah."), (T1, C)), ["MU1", "MU2"]),
    (((T1, "Yes."),), ((T2, "Yeah."),), ["MU2"]),
    (((T1, "Yes."),), ((T1, "Never in my life."),), ["MU2"]),
]


@pytest.mark.parametrize(("was", "now", "ids"), REWORDED)
def test_a_stretch_whose_every_word_changed_keeps_its_id_if_it_reads_alike_in_its_turn(
    was: Pieces, now: Pieces, ids: list[str]
) -> None:
    """A decision on an identifier can change all that a short turn says."""
    assert after(was, now) == ids


def test_a_number_is_never_given_again() -> None:
    """Not even when the unit with the highest is gone, and then another comes."""
    assert after(WAS, WAS[:3], (*WAS[:3], (T3, "Quite so, however."))) == ["MU1", "MU2", "LO1", "MU4"]
    assert assign_ids("P1", None, stretches(WAS), ["P1-MU012"]).ids[0] == "P1-MU013"


def test_what_is_cut_and_joined_again_is_what_it_was() -> None:
    """The id that was given meanwhile is gone for good."""
    cut = ((T1, A), (T1, "My bed"), (T1, "is by the street, with trams."), *WAS[2:])
    assert after(WAS, cut, WAS) == ["MU1", "MU2", "LO1", "MU3"]
    assert after(WAS, cut, WAS, cut) == ["MU1", "MU5", "MU2", "LO1", "MU3"]


WORDS = st.sampled_from(["and", "but", "I", "sleep.", "work", "[town 1]", "não", "仕事", "🙂", "a\u0301", "the", "."])
SAID = st.lists(WORDS, min_size=1, max_size=25).map(lambda words: unicodedata.normalize("NFC", " ".join(words)))
TALK = st.lists(st.tuples(st.sampled_from(["I", "P"]), SAID), min_size=1, max_size=8)


def again(lines: list[tuple[str, str]], before: Units | None = None, min_words: int = 3) -> Units:
    settings_ = SplitSettings(lexical=True, min_words=min_words)
    return split(transcript(lines), GUIDE, settings_, None, "0", EarlierUnits(before))


@examples(100)
@given(TALK, st.integers(1, 40))
def test_a_rerun_changes_no_id_and_other_settings_use_none_twice(lines: list[tuple[str, str]], min_words: int) -> None:
    """Ids are unique, whatever is cut otherwise, and the same when it is cut as before."""
    first = again(lines)
    assert again(lines, first).units == first.units
    other = again(lines, first, min_words)
    ids = [unit.id for unit in other.units]
    assert len(set(ids)) == len(ids)
    highest = max((int(unit.id[5:]) for unit in first.units if "MU" in unit.id), default=0)
    assert other.numbers["MU"] >= highest


@examples(100)
@given(TALK, st.integers(0, 7), SAID)
def test_an_edit_of_one_turn_changes_no_id_of_another(lines: list[tuple[str, str]], at: int, said: str) -> None:
    """Whatever is said in its place."""
    at %= len(lines)
    edited = [*lines[:at], (lines[at][0], said), *lines[at + 1 :]]
    first, turn = again(lines), f"P1-{at + 1:03d}"
    kinds = {(u.turn, u.text): u.kind for u in first.units}
    before = {(u.turn, u.text, u.char_start): u.id for u in first.units}
    for unit in again(edited, first).units:
        if unit.turn != turn and kinds.get((unit.turn, unit.text)) == unit.kind:
            assert before.get((unit.turn, unit.text, unit.char_start), unit.id) == unit.id


@examples(60)
@given(TALK, TALK)
def test_nothing_crosses(lines: list[tuple[str, str]], others: list[tuple[str, str]]) -> None:
    """Units that keep their ids stay in the order in which they were."""
    first = again(lines)
    order = {unit.id: number for number, unit in enumerate(first.units)}
    kept = [order[unit.id] for unit in again(others, first).units if unit.id in order]
    assert kept == sorted(kept)
