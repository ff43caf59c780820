"""What goes out names what it was made from, in a code that people can read out."""

import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decisions, MadeBy, PseudonymizedTranscript, UnitDecisions, Units
from ipstranscribe.review.identifiers.identifier_review import IdentifierReview
from ipstranscribe.review.protocol import Base, Review
from ipstranscribe.review.transcript.transcript_review import TranscriptReview
from ipstranscribe.review.units.requests import Coder, StoredInterview, UnitReview
from tests.lanes import examples
from tests.review.transcript.returned_draft import transcript


@examples(50)
@given(st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_code_is_short_and_looks_like_no_name_and_no_number(digest: str) -> None:
    code = Base("transcript", "P1", digest).code
    assert re.fullmatch(r"[b-df-hj-np-t]{3}-[b-df-hj-np-t]{3}", code)
    assert code == Base("units", "P2", digest).code


def test_another_version_has_another_code() -> None:
    assert Base("transcript", "P1", "0" * 32).code != Base("transcript", "P1", "1" * 32).code


def units_review() -> UnitReview:
    made = MadeBy(program="a test", inputs="")
    text = PseudonymizedTranscript(interview="P1", language="en", speakers=(), turns=(), made_by=made)
    units = Units(interview="P1", asked=(), units=(), made_by=made)
    return UnitReview(StoredInterview(text, units, {}, (), UnitDecisions(interview="P1")), Coder("coder A", "now"))


def test_what_goes_out_for_review_names_its_base_and_takes_decisions() -> None:
    """Transcript, identifiers and units alike."""
    reviews: list[Review[Any, Any, Any]] = [
        TranscriptReview(transcript()),
        IdentifierReview(Decisions()),
        units_review(),
    ]
    assert [review.base.kind for review in reviews] == ["transcript", "identifiers", "units"]
    assert [len(review.items) for review in reviews] == [4, 0, 0]
    assert reviews[0].base == TranscriptReview(transcript()).base
    assert len({review.base.code for review in reviews}) == 3
    assert units_review().decide([]).decisions == []
