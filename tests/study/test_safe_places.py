"""Where may lie what tells who somebody is; the places themselves are gone through in `test_key.py`."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study.folder import Study, StudyConfig
from ipstranscribe.study.safe_places import checked_place


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study(tmp_path / "study", StudyConfig(id="test-study", title="T"))


@pytest.mark.parametrize("code", [ExitCode.KEY, ExitCode.REFUSED, ExitCode.CANNOT_WRITE])
@pytest.mark.parametrize(
    ("place", "why"), [("shared/x", "where things are shared."), ("a\0b", "in a place that there is not.")]
)
def test_a_place_is_refused_in_the_words_and_with_the_code_of_who_asks(
    study: Study, place: str, why: str, code: ExitCode
) -> None:
    with pytest.raises(UserError) as caught:
        checked_place(study, Path(place), "The table would lie", code)
    assert (caught.value.what, caught.value.code) == (f"The table would lie {why}", code)


def test_a_place_is_given_back_whole(study: Study, tmp_path: Path) -> None:
    assert checked_place(study, Path("restricted/../../x"), "It would lie") == (tmp_path / "x").resolve()
    assert checked_place(study, tmp_path / "x", "It would lie") == (tmp_path / "x").resolve()
