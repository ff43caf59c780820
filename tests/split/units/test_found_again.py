"""Where a stretch is in a text that changed."""

import pytest

from ipstranscribe.split.units.found_again import Where, relocate_span

SAID = "I lie awake until noon. My bed is by the street. They like the money, though."
BED = "My bed is by the street."

MOVED = {
    "unchanged": (SAID, BED),
    "something before it": ("Well, you know. " + SAID, BED),
    "a word inside": (SAID.replace("the street", "the busy street"), "My bed is by the busy street."),
    "its first word": (SAID.replace("My", "Our"), "Our bed is by the street."),
    "its last word": (SAID.replace("street.", "road."), "My bed is by the road."),
    "punctuation": (SAID.replace("noon. My", "noon, my"), "my bed is by the street."),
    "all around it": ("So. My bed is by the street. Yes!", BED),
    "half of it": (SAID.replace("bed is by the", "window faces that"), None),
    "all of it": ("I work in the evenings, and at weekends.", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize(("now", "text"), MOVED.values(), ids=MOVED)
def test_a_stretch_is_found_again_in_its_turn_while_most_of_it_stands(now: str, text: str | None) -> None:
    """Offsets change, the words tell; a changed first or last word goes along."""
    start = SAID.index(BED)
    found = relocate_span(Where("P1-002", start, start + len(BED)), SAID, {"P1-002": now})
    assert (now[found.start : found.end] if found else None) == text


ELSEWHERE = {
    "one other turn": ({"P1-004": "Yes. " + BED}, "P1-004"),
    "one other turn, edited a little": ({"P1-004": "Yes. My bed is just by the street."}, "P1-004"),
    "two other turns": ({"P1-004": BED, "P1-006": BED}, None),
    "a turn that is alike only": ({"P1-004": "My window is by the fire station."}, None),
}


@pytest.mark.parametrize(("turns", "turn"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_stretch_is_found_in_another_turn_only_if_there_is_one(turns: dict[str, str], turn: str | None) -> None:
    """A turn that was cut in two by a person, or numbered anew."""
    start = SAID.index(BED)
    found = relocate_span(Where("P1-002", start, start + len(BED)), SAID, {"P1-002": "Hm.", **turns})
    assert (found.turn if found else None) == turn


def test_short_stretches_are_not_looked_for_in_other_turns() -> None:
    """`Yes, I do.` is said again and again."""
    assert relocate_span(Where("P1-002", 0, 10), "Yes, I do.", {"P1-004": "Yes, I do."}) is None
