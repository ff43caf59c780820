"""What goes out names what it was made from, in a code that people can read out."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.review.protocol import Base
from tests.lanes import examples


@examples(50)
@given(st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_code_is_short_and_looks_like_no_name_and_no_number(digest: str) -> None:
    code = Base("transcript", "P1", digest).code
    assert re.fullmatch(r"[b-df-hj-np-t]{3}-[b-df-hj-np-t]{3}", code)
    assert code == Base("units", "P2", digest).code


def test_another_version_has_another_code() -> None:
    assert Base("transcript", "P1", "0" * 32).code != Base("transcript", "P1", "1" * 32).code
