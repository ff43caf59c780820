"""What a sentence names of a long list: the first few, and how many more there are."""

from collections.abc import Sequence


def first_few(what: Sequence[object], most: int = 8) -> str:
    """`P1, P2, P3 and 4 more`: at most `most` of a list are named."""
    more = len(what) - most
    return ", ".join(map(str, what[:most])) + (f" and {more} more" if more > 0 else "")
