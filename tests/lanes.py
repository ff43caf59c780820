"""Two lanes of tests: what `make test` runs in minutes, and what is exhaustive by nature (`make test-exhaustive`)."""

import os
from typing import Any

from hypothesis import settings

EXHAUSTIVE = bool(os.environ.get("IPSTRANSCRIBE_EXHAUSTIVE"))
"""Whether this is the second lane: property tests with all their examples, and tests marked `exhaustive`."""

NEW = os.environ.get("IPSTRANSCRIBE_EXHAUSTIVE") == "new"
"""Whether to look for examples that nobody has tried. Else the same code is always tried with the same examples."""

QUICK_SHARE = 5
"""The quick lane tries one in so many examples of a property."""

FEWEST = 8
"""Examples that even the quick lane tries: hypothesis begins with the simplest, and an empty text is among them."""


def examples(most: int, **more: Any) -> settings:
    """How many examples a property test tries: `most` in the exhaustive lane, a fifth of them in the quick one."""
    count = most if EXHAUSTIVE else max(FEWEST, most // QUICK_SHARE)
    return settings(max_examples=count, deadline=None, derandomize=not NEW, **more)
