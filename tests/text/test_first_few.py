"""A sentence names a few of many."""

from collections.abc import Sequence

import pytest

from ipstranscribe.text.first_few import first_few

FEW: list[tuple[Sequence[object], int, str]] = [
    ((), 2, ""),
    (["P1"], 2, "P1"),
    (["P1", "P2"], 2, "P1, P2"),
    (("P1", "P2", "P3"), 2, "P1, P2 and 1 more"),
    (range(7, 40), 3, "7, 8, 9 and 30 more"),
]


@pytest.mark.parametrize(("what", "most", "said"), FEW)
def test_the_first_few_are_named_and_the_others_counted(what: Sequence[object], most: int, said: str) -> None:
    assert first_few(what, most) == said
