"""An interview as a running text: every turn and unit lies where its place says, whatever was said."""

import unicodedata
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstranscribe.export.content.running_text import one_line, opening, running_text, speaker_prefix
from ipstranscribe.text.wording import visible, wording_of
from tests.export.export_sample import document, saying

NFC = partial(unicodedata.normalize, "NFC")


@pytest.mark.parametrize("convention", ["verbatim", "intelligent", "dresing-pehl"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@given(st.text(min_size=1).map(NFC).filter(str.strip))
@example("Um, uh.")
@example("👩‍⚕️ sa: «Åse» blåste\u2028ut x\u0301n\r\n#TEXT P2: @Q2")
def test_units_and_turns_lie_where_their_places_say(convention: str, line_end: str, text: str) -> None:
    source = saying(text)
    source = source.model_copy(update={"header": source.header.model_copy(update={"convention": convention})})
    made = running_text(source, speaker_prefix, "First line\n\n", line_end)
    for place, part in (
        (made.turns[0], source.transcript.turns[0]),
        *zip(made.units, source.units.units, strict=False),
    ):
        assert made.text[place.start : place.end] == one_line(source.said(part))
    assert made.text.splitlines() == ["First line", "", f"P9: {one_line(source.said(source.transcript.turns[0]))}"]


def test_the_text_of_a_unit_is_the_same_in_the_running_text() -> None:
    """The sample has several units in a turn, a leftover and an interviewer."""
    source = document()
    made = running_text(source, speaker_prefix)
    said = {unit.id: source.said(unit) for unit in source.units.units}
    assert {place.id: made.text[place.start : place.end] for place in made.units} == said
    assert made.text.split("\n\n")[0] == "I: How has the job support been for you?"


@given(st.text())
def test_a_flat_text_is_one_line_of_the_same_length(text: str) -> None:
    assert len(one_line(text)) == len(text)
    assert len(one_line(text).splitlines()) <= 1
    assert visible(one_line(text)) == one_line(text)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_opening_has_no_colon_early_in_a_line_and_no_coder(language: str) -> None:
    """A colon makes some programs take the line for a speaker's; texts are the same for all coders."""
    source = document()
    coded = source.model_copy(update={"header": source.header.model_copy(update={"coder": "QZ"})})
    told = opening(coded, wording_of(language))
    assert told == opening(source, wording_of(language))
    assert all(":" not in line[:63] for line in told.splitlines())
