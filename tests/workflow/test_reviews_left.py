"""What is not approved and not decided is told interview by interview, and in a large study together."""

from ipstranscribe.workflow.check import reviews_left

STEPS = ("transcript", "identifiers", "units")


def _told(open_steps: dict[str, tuple[str, ...]], pending: dict[str, int]) -> list[str]:
    return [reason.what for reason in reviews_left(open_steps, pending)]


def test_a_few_interviews_are_told_one_by_one() -> None:
    assert _told({"P1": STEPS, "P2": (), "P3": ("units",)}, {"P1": 4, "P2": 0, "P3": 1}) == [
        "P1 is not approved: transcript, identifiers, units.",
        "P1 has 4 suggestions that nobody has decided on.",
        "P3 is not approved: units.",
        "P3 has 1 suggestions that nobody has decided on.",
    ]


def test_many_that_lack_the_same_are_told_together_and_none_is_left_out() -> None:
    many = {f"P{number}": STEPS for number in range(1, 41)}
    told = _told({**many, "P41": ("units",), "P42": ()}, {**dict.fromkeys(many, 3), "P42": 0})
    assert told == [
        "40 interviews are not approved (transcript, identifiers, units): P1, P2, P3, P4, P5, P6, P7, P8 and 32 more.",
        "40 interviews have suggestions that nobody has decided on, 120 in all: P1, P2, P3, P4, P5, P6, P7, P8 and 32 more.",
        "P41 is not approved: units.",
    ]


def test_where_nothing_is_left_nothing_is_told() -> None:
    assert _told({"P1": (), "P2": ()}, {"P1": 0}) == []
