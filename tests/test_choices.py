"""A name that may be chosen stands in `choices.py`, and everything that knows these names knows the same."""

from typing import get_args

import pytest

from ipstranscribe.choices import EngineName, FormatName, ProfileName, ProgramName, one_of
from ipstranscribe.cli import approve, identifiers
from ipstranscribe.export import FORMATS, PROGRAMS
from ipstranscribe.settings import Profiles, TranscribeSettings
from ipstranscribe.study.approvals import STAGES
from ipstranscribe.transcribe import ENGINES
from ipstranscribe.workflow import review_identifiers


def test_every_format_program_engine_and_profile_is_there() -> None:
    assert get_args(FormatName) == tuple(FORMATS)
    assert get_args(ProgramName) == tuple(PROGRAMS)
    assert get_args(EngineName) == tuple(ENGINES)
    assert get_args(ProfileName) == tuple(Profiles.model_fields)


def test_the_usual_engine_is_the_first() -> None:
    assert TranscribeSettings().engine == get_args(EngineName)[0]


def test_help_texts_that_cannot_be_made_of_a_table_list_the_same_names() -> None:
    """Those of tables that come with a stage: help must not wait for it."""
    assert identifiers._Format.__metadata__[0].help == f"{one_of(review_identifiers.FORMATS)}."
    assert f"{', '.join(STAGES)};" in approve._Words.__metadata__[0].help


@pytest.mark.parametrize(
    ("names", "listed"), [(("a", "b", "c"), "a, b or c"), (("a", "b"), "a or b"), (("a",), "a"), ((), "")]
)
def test_names_are_listed_as_a_sentence_lists_them(names: tuple[str, ...], listed: str) -> None:
    assert one_of(names) == listed
