"""What is offered, what a decision reaches, and that only what holds is written, in whatever order it was decided."""

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import CorrectionDecision, CorrectionLog, DecisionScope, FoundCorrection, Transcript
from ipstranscribe.review.transcript.corrections.offers import (
    CorrectedInterview,
    CorrectionOffer,
    for_new_drafts,
    learned_terms,
    offers,
    settled,
)
from tests.lanes import examples
from tests.review.transcript.corrections.interviews import lexicon, talk

SAID = ("So lame met so lame.", "A live so lame and live.")
Decided = tuple[CorrectionDecision, ...]


def found(heard: str = "so lame", written: str = "Solheim", breadth: str = "everywhere") -> FoundCorrection:
    return FoundCorrection.model_validate({"heard": heard, "written": written, "breadth": breadth, "turn": "P1-001"})


def decision(verdict: str, scope: DecisionScope = None, **more: object) -> CorrectionDecision:
    told = {"heard": "so lame", "written": "Solheim", "verdict": verdict, "scope": scope, "by": "coder", "when": "now"}
    return CorrectionDecision.model_validate({**told, **more})


def study(
    *others: Transcript, decided: Decided = (), made: tuple[FoundCorrection, ...] = ()
) -> list[CorrectedInterview]:
    """P1, in which the correction was made, and other interviews."""
    first = CorrectionLog(interview="P1", found=made or (found(),), decisions=decided)
    return [
        CorrectedInterview(talk("I met Solheim.", corrected=True), first),
        *(CorrectedInterview(one, CorrectionLog(interview=one.interview)) for one in others),
    ]


def offered(interviews: list[CorrectedInterview]) -> tuple[CorrectionOffer, ...]:
    return offers(interviews, lexicon)


def texts(interviews: list[CorrectedInterview]) -> list[list[str]]:
    """What every interview says once all that holds is written."""
    every = offered(interviews)
    return [[turn.text for turn in settled(one, every)[0].turns] for one in interviews]


def test_counts_are_by_interview_and_leave_out_where_it_was_corrected() -> None:
    """The corrected interview is never offered its own correction, whatever still stands there."""
    interviews = study(talk(*SAID, interview="P2"), talk("Nothing.", interview="P3"), talk("solame", interview="P4"))
    first = talk("I met Solheim, not so lame.", corrected=True)
    interviews[0] = CorrectedInterview(first, interviews[0].log)
    (one,) = offered(interviews)
    assert one.counts == {"P2": 3, "P4": 1}
    assert texts(study(talk(*SAID, interview="P2"), decided=(decision("yes"),)))[0] == ["I met Solheim."]


def test_two_corrections_of_one_form_are_asked_about_by_place() -> None:
    """It means one here and another there: nobody but a person can tell."""
    made = (found(), found(written="Solhaug"))
    interviews = study(talk("so lame", interview="P2"), decided=(decision("yes", term_only=True),), made=made)
    assert {one.breadth for one in offered(interviews)} == {"places"}
    assert texts(interviews)[1] == ["so lame"]


def test_the_longer_of_two_corrections_is_written_where_both_claim_a_word() -> None:
    """Both hold everywhere: `anti Amarra` is one person."""
    made = (found("anti amarra", "Auntie Amara"), found("amarra", "Amara"))
    decided = (
        decision("yes", heard="amarra", written="Amara"),
        decision("yes", heard="anti amarra", written="Auntie Amara"),
    )
    assert texts(study(talk("My anti amarra and amarra.", interview="P2"), decided=decided, made=made))[1] == [
        "My Auntie Amara and Amara."
    ]


def test_a_yes_for_everything_reaches_drafts_alone() -> None:
    """A transcript that a person worked on is changed where its interview or its place is named."""
    by_hand = talk("Met so lame.", interview="P2", corrected=True)
    assert texts(study(by_hand, decided=(decision("yes"),)))[1] == ["Met so lame."]
    assert texts(study(by_hand, decided=(decision("yes", "P2"),)))[1] == ["Met Solheim."]
    (one,) = offered(study(by_hand, decided=(decision("yes"),)))
    assert one.counts == {"P2": 1}, "it still waits"


def test_what_would_be_other_words_if_divided_otherwise_is_asked_about() -> None:
    """`a live` for a form that was heard as one word is ordinary talk; what is no word is the same form."""
    made = (found("alive", "Ålivik"), found("kviste bo", "Kvistebo"))
    decided = (
        decision("yes", heard="alive", written="Ålivik"),
        decision("yes", heard="kviste bo", written="Kvistebo"),
    )
    interviews = study(talk("A live alive kvistebo.", interview="P2"), decided=decided, made=made)
    assert texts(interviews)[1] == ["A live Ålivik Kvistebo."]


def test_the_vocabulary_follows_from_the_decisions() -> None:
    """A yes teaches the term, at whatever place; a no, or a no for the vocabulary, takes it out."""
    draft = talk("so lame", interview="P2")
    place = offered(study(draft))[0].places[0].place.place
    table: list[tuple[Decided, tuple[str, ...]]] = [
        ((), ()),
        ((decision("yes"),), ("Solheim",)),
        ((decision("yes", place),), ("Solheim",)),
        ((decision("yes", term_only=True),), ("Solheim",)),
        ((decision("yes", vocabulary=False),), ()),
        ((decision("yes"), decision("no")), ()),
        ((decision("yes", place), decision("no", place)), ()),
        ((decision("yes", place), decision("yes", vocabulary=False)), ()),
        ((decision("no"), decision("yes")), ("Solheim",)),
    ]
    for decided, terms in table:
        assert learned_terms(offered(study(draft, decided=decided))) == terms, decided


def test_later_drafts_show_what_holds_everywhere_and_no_ordinary_word() -> None:
    """An ordinary word may have been made to hold everywhere once; in a later draft it is asked about again."""
    wide, ordinary = found(), found("live", "Liv", "places")
    decided = (decision("yes"), decision("yes", heard="live", written="Liv"))
    every = offered(study(talk("so lame and live", interview="P2"), decided=decided, made=(wide, ordinary)))
    assert [one.correction.written for one in for_new_drafts(every)] == ["Solheim"]
    assert len(for_new_drafts(offered(study(decided=(decision("yes"), decision("yes", term_only=True)))))) == 0


@given(
    steps=st.lists(st.tuples(st.sampled_from(["yes", "no"]), st.sampled_from(["all", "P2", "0", "1", "2"])), max_size=6)
)
@examples(150)
def test_the_last_word_of_the_narrowest_scope_holds_whatever_was_decided_before(steps: list[tuple[str, str]]) -> None:
    """Deciding step by step, and storing in between, gives the same text as deciding at once; a last no gives the draft."""
    draft = talk(*SAID, interview="P2")
    named = [one.place.place for one in offered(study(draft))[0].places]
    scopes: dict[str, DecisionScope] = {"all": None, "P2": "P2", **{str(n): place for n, place in enumerate(named)}}
    decided: Decided = ()
    now, log = draft, CorrectionLog(interview="P2")
    for verdict, scope in steps:
        decided = (*decided, decision(verdict, scopes[scope]))
        interviews = [study(decided=decided)[0], CorrectedInterview(now, log)]
        now, applied = settled(interviews[1], offered(interviews))
        log = CorrectionLog(interview="P2", applied=applied)
    at_once = study(draft, decided=decided)
    assert [turn.text for turn in now.turns] == texts(at_once)[1]
    last = tuple(decision("no", scope) for scope in scopes.values())
    interviews = [study(decided=(*decided, *last))[0], CorrectedInterview(now, log)]
    assert settled(interviews[1], offered(interviews)) == (draft, ())
