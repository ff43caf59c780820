"""The gate finds an identifier in every place that can hold text, however it is written, and lets its replacement through."""

import re
import unicodedata

import pytest
from benchmarks.planted import (
    CARRIERS,
    CARRIERS_PLAIN,
    CARRIERS_REFUSED,
    IDENTIFIERS,
    KINDS,
    REPLACEMENT,
    VARIANTS,
    Files,
    Identifier,
    amid,
    escapes,
    gate_of,
    key_of,
    leaks,
    of_kind,
    places_for,
    refusals,
)
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from ipstranscribe.model import Decision, Decisions, Entity, Key
from ipstranscribe.release.gate import Gate, verdict
from ipstranscribe.text.small_numbers import furthest_reach
from tests.lanes import examples

HANDFUL = tuple(
    of_kind(kind, number)
    for kind, number in {
        "first name and surname": 0,
        "letters beyond a to z": 3,
        "hyphens": 0,
        "apostrophes": 1,
        "two letters": 0,
        "names that are words": 0,
        "other scripts": 0,
        "signs of regular expressions": 3,
        "invisible marks": 0,
        "phones": 0,
        "e-mail addresses": 0,
        "national identity numbers": 2,
    }.items()
)
"""One identifier of each kind that is told from text in a way of its own; benchmarks/canaries.py plants all two hundred."""
OF_EVERY_KIND = (*(of_kind(kind) for kind in KINDS), *HANDFUL, of_kind("other scripts", 3))
GATE = gate_of()


def told(files: Files) -> str:
    """Everything that the gate says of these files."""
    return repr(verdict(GATE, [GATE.search_file(name, data) for name, data in files.items()]))


def in_words(identifier: Identifier) -> tuple[str, ...]:
    """The words of an identifier that are long enough not to stand in a message by chance."""
    return tuple(word for word in re.findall(r"\w{5,}", identifier.text.casefold()))


def test_there_are_two_hundred_different_identifiers() -> None:
    assert len({one.text for one in IDENTIFIERS}) == len(IDENTIFIERS) == 200


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", CARRIERS)
def test_an_identifier_is_found_in_every_place_that_can_hold_it_and_its_replacement_passes(place: str) -> None:
    carrier = CARRIERS[place]
    missed = [one.text for one in HANDFUL if escapes(carrier, one)]
    assert missed == []
    clean = carrier(REPLACEMENT)
    assert (leaks(clean, GATE), refusals(clean, GATE)) == ([], [])


@pytest.mark.parametrize("place", CARRIERS_REFUSED)
def test_what_is_refused_whatever_it_holds_is_searched_for_identifiers_all_the_same(place: str) -> None:
    carrier = CARRIERS_REFUSED[place]
    missed = [one.text for one in HANDFUL if escapes(carrier, one)]
    assert missed == []
    clean = carrier(REPLACEMENT)
    assert refusals(clean, GATE)
    assert leaks(clean, GATE) == []


@pytest.mark.parametrize("place", [*CARRIERS, *CARRIERS_REFUSED])
def test_what_was_found_is_not_told(place: str) -> None:
    identifier = of_kind("first name and surname")
    said = told((CARRIERS | CARRIERS_REFUSED)[place](identifier.text)).casefold()
    assert not any(word in said for word in in_words(identifier))


# --- variants ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", VARIANTS)
def test_an_identifier_is_found_however_it_is_written(name: str) -> None:
    written = {one: text for one in OF_EVERY_KIND if (text := VARIANTS[name](one)) is not None}
    assert written
    planted = ((one, text, place) for one, text in written.items() for place in places_for(name))
    assert [(t, place) for one, t, place in planted if escapes(CARRIERS[place], one, t)] == []


@pytest.mark.parametrize("name", VARIANTS)
def test_a_replacement_passes_however_it_is_written(name: str) -> None:
    written = VARIANTS[name](Identifier("replacement", "person", REPLACEMENT[1:-1]))
    for place in CARRIERS_PLAIN:
        assert leaks(CARRIERS[place](f"[{written or REPLACEMENT[1:-1]}]"), GATE) == []


# --- any name, any place, any text around it --------------------------------------------------------------------------

# Letters beyond the first 65,536 are written as two escapes in data inside data, which the gate does not join.
_LETTERS = st.characters(categories=("Lu", "Ll", "Lo"), exclude_characters="ſıİﬀﬁﬂ")
_WORD = st.text(_LETTERS, min_size=1, max_size=12)
_NAME = st.lists(_WORD, min_size=1, max_size=3).flatmap(
    lambda words: st.sampled_from([" ", "-", "'", "’"]).map(lambda joint: joint.join(words))
)
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)
_HOLDING_ALL = sorted(p for p in CARRIERS if not re.search(r"name|style id|folder|class", p))
"""Places that take any text as it is. Names are written in fewer signs."""


def gate_for(name: str) -> Gate:
    """The gate of a study of one person."""
    key = Key(study="fuzz", entities=(Entity(id="E0001", category="person", replacement="[P1]", forms=(name,)),))
    return Gate.of(key, Decisions())


@examples(150, suppress_health_check=[HealthCheck.too_slow])
@given(name=_NAME, place=st.sampled_from(_HOLDING_ALL), before=_TEXT, after=_TEXT)
def test_any_name_is_found_in_any_place_amid_any_text(name: str, place: str, before: str, after: str) -> None:
    name = unicodedata.normalize("NFC", name)
    assume(2 <= len(name) <= 30 and furthest_reach("person", name) == "everywhere")
    text = unicodedata.normalize("NFC", f"{before} {name} {after}")
    assert leaks(CARRIERS[place](text), gate_for(name))


@examples(100, suppress_health_check=[HealthCheck.too_slow])
@given(text=_TEXT, place=st.sampled_from(_HOLDING_ALL))
def test_any_other_text_passes_in_any_place(text: str, place: str) -> None:
    found = leaks(CARRIERS[place](unicodedata.normalize("NFC", text)), gate_for("Qvukzybow Xynthrupple"))
    assert [finding for finding in found if finding.what == "person"] == []


@given(name=st.text("bdfgkmprtv", min_size=5, max_size=12), at=st.integers(0, 4), place=st.sampled_from(CARRIERS_PLAIN))
def test_a_name_that_differs_by_a_letter_passes(name: str, at: int, place: str) -> None:
    other = name[:at] + "x" + name[at + 1 :]
    assert leaks(CARRIERS[place](amid(name)), gate_for(name))
    assert leaks(CARRIERS[place](amid(other)), gate_for(name)) == []


# --- what a person decided --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", CARRIERS_PLAIN)
def test_a_word_that_a_person_decided_on_passes_and_the_name_beside_it_does_not(place: str) -> None:
    word = Decisions(decisions=(Decision(form="dag", verdict="reject", by="investigator", when="now"),))
    decided = Gate.of(key_of(), word)
    assert leaks(CARRIERS[place]("dag for dag"), decided) == []
    assert leaks(CARRIERS[place](amid("Dag")), decided)
