"""The text is the one that the library writes, to the last character."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.study import indented_json
from tests.lanes import examples

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@examples(300)
@given(VALUES)
def test_it_is_the_text_of_the_library(value: object) -> None:
    assert indented_json.dumps(value) == json.dumps(value, ensure_ascii=False, indent=1)
