"""What a type refuses is told by place and reason, never by what was given."""

import pytest
from pydantic import ValidationError

from ipstranscribe.errors import Mistake, first_mistake
from ipstranscribe.model import Value
from ipstranscribe.settings import ExportSettings, Profiles, TranscribeSettings

SAID = "Hanne Nordmo"


@pytest.mark.parametrize(
    ("kind", "given", "where", "what"),
    [
        (ExportSettings, {"formats": ("docx", SAID)}, "formats.1", "must be one of 'docx', 'xlsx', 'csv',"),
        (ExportSettings, {"coders": ("A", "a")}, "coders", "every coder needs an id of their own"),
        (Profiles, {"coders": {"place": SAID}}, "coders.place", "must be one of 'number', 'kind' or 'region'"),
        (TranscribeSettings, {"start": 2, "stop": 1}, "", "stop must come after start"),
        (TranscribeSettings, {"speakers": SAID, "threads": -1}, "speakers", "must be a whole number, such as 2"),
    ],
)
def test_the_first_mistake_is_told_without_what_was_given(
    kind: type[Value], given: dict[str, object], where: str, what: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(given)
    mistake = first_mistake(caught.value)
    assert mistake.where == where
    assert mistake.what.startswith(what)
    assert SAID not in f"{mistake}{mistake.what}{mistake.where}"


def test_a_sentence_of_our_own_is_told_as_it_is() -> None:
    mistake = Mistake(("a", "0"), "value_error", "Value error, there is none")
    assert (mistake.where, mistake.what) == ("a.0", "there is none")
