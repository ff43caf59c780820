"""What an approval covers: the strings that a person sees, whatever else is stored; and the code that stands for them."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import (
    Asked,
    Guide,
    Identifier,
    Identifiers,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Replacement,
    ReviewContent,
    ReviewString,
    Speaker,
    Transcript,
    Turn,
    Unit,
    Units,
    Value,
    Word,
)
from ipstranscribe.study.approvals import STAGES
from ipstranscribe.study.config import StudyConfig
from ipstranscribe.study.review_content import (
    checksum,
    identifiers_content,
    is_code_of,
    review_changes,
    review_code,
    transcript_content,
    units_content,
)
from tests.lanes import examples

MADE = MadeBy(program="ipstranscribe 1", inputs="a", settings={"model": "small"})
ANEW = {"made_by": MadeBy(program="ipstranscribe 2", inputs="b", settings={"model": "large"})}
SPEAKERS = (Speaker(label="I", role="interviewer"), Speaker(label="P1", role="participant"))
SAID = "Um, Kari helped me. She was kind."
MASKED = "Um, [person 1] helped me. She was kind."
NAME = MASKED.index("[")


def timed(text: str, later: float = 0.0, sure: float = 0.9) -> tuple[Word, ...]:
    """A word every half second, from a second that does not show."""
    found = re.finditer(r"\[.*?\]|\S+", text)
    return tuple(
        Word(char_start=m.start(), char_end=m.end(), start=later + at / 2, end=later + at / 2 + 0.4, probability=sure)
        for at, m in enumerate(found)
    )


class Made(Value):
    """An interview with everything that was made of it, and the settings of its study."""

    config: StudyConfig = StudyConfig(id="a-study", title="Back to work", convention="intelligent")
    heard: Transcript = Transcript(
        interview="P1",
        language="en",
        speakers=SPEAKERS,
        turns=(
            Turn(id="P1-001", speaker="I", text="Who helped?"),
            Turn(id="P1-002", speaker="P1", text=SAID, words=timed(SAID)),
        ),
        made_by=MADE,
    )
    text: PseudonymizedTranscript = PseudonymizedTranscript(
        interview="P1",
        language="en",
        speakers=SPEAKERS,
        turns=(
            PseudonymizedTurn(id="P1-001", speaker="I", text="Who helped?"),
            PseudonymizedTurn(
                id="P1-002",
                speaker="P1",
                text=MASKED,
                words=timed(MASKED),
                replacements=(Replacement(char_start=NAME, char_end=NAME + 10, category="person", entity="e1"),),
            ),
        ),
        made_by=MADE,
    )
    found: Identifiers = Identifiers(
        interview="P1",
        identifiers=(
            Identifier(
                turn="P1-002", char_start=4, char_end=8, category="person", entity="e1", found_by="list",
                confidence=0.9, state="suggested", masked=True,
            ),
        ),
        recognizers=("list",),
        made_by=MADE,
    )  # fmt: skip
    units: Units = Units(
        interview="P1",
        asked=(Asked(turn="P1-001", question="Q1", kind="main", confidence=0.8, why="its words"),),
        units=(
            Unit(
                id="P1-MU001", turn="P1-002", char_start=0, char_end=len(MASKED), text=MASKED, kind="unit", question="Q1",
                how_tagged="asked", confidence=0.7, context="P1-001",
            ),
        ),
        made_by=MADE,
    )  # fmt: skip
    guide: Guide = Guide(title="Guide", language="en", questions=(Question(id="Q1", text="Who helped you?"),))

    def content(self, what: str) -> ReviewContent:
        if what == "transcript":
            return transcript_content(self.heard, self.config)
        if what == "identifiers":
            return identifiers_content(self.text, self.found, self.heard.unheard, self.config)
        return units_content(self.text, self.units, self.guide, self.heard.unheard, self.config)


MADE_SO = Made()


def now(**parts: object) -> Made:
    return MADE_SO.model_copy(update=parts)


def config(**told: object) -> Made:
    return now(config=StudyConfig.model_validate({**MADE_SO.config.model_dump(), **told}))


def first(value: Value, name: str, **changed: object) -> Value:
    """`value` with its first item of `name` changed."""
    one, *rest = getattr(value, name)
    return value.model_copy(update={name: (one.model_copy(update=changed), *rest)})


def question(**changed: object) -> Made:
    return now(guide=first(MADE_SO.guide, "questions", **changed))


def turns(value: Transcript | PseudonymizedTranscript, **changed: object) -> Value:
    """`value` with its second turn changed."""
    one, two = value.turns
    return value.model_copy(update={"turns": (one, two.model_copy(update=changed))})


def stale(made: Made) -> set[str]:
    return {what for what in STAGES if checksum(made.content(what)) != checksum(MADE_SO.content(what))}


ALL = {"transcript", "identifiers", "units"}
SHOWN: dict[str, tuple[Callable[[], Made], set[str]]] = {
    "the title": (lambda: config(title="Back at work"), {"units"}),
    "the convention": (lambda: config(convention="verbatim"), ALL),
    "another one that shows this text alike": (lambda: config(convention="dresing-pehl"), ALL),
    "the document language": (lambda: config(document_language="nb"), {"identifiers", "units"}),
    "the profile": (lambda: config(profile="archive"), {"identifiers", "units"}),
    "what the profile tells above the text": (
        lambda: config(profiles={"internal": {"header": ["project"]}}), {"identifiers", "units"},
    ),
    "a question of the guide": (lambda: question(text="Who was there for you?"), {"units"}),
    "a follow-up": (lambda: question(followups=("In what way?",)), {"units"}),
    "for whom a question is": (lambda: question(branch="working"), {"units"}),
    "a word that was said": (lambda: now(heard=turns(MADE_SO.heard, text=SAID.replace("kind", "fine"))), {"transcript"}),
    "a word of the pseudonymized text": (
        lambda: now(text=turns(MADE_SO.text, text=MASKED.replace("kind", "fine"))), {"identifiers", "units"},
    ),
    "a replacement": (
        lambda: now(text=turns(MADE_SO.text, text=MASKED.replace("person 1", "friend 1"))), {"identifiers", "units"},
    ),
    "a speaker": (lambda: now(heard=turns(MADE_SO.heard, speaker="I")), {"transcript"}),
    "a word that is unclear now": (lambda: now(heard=turns(MADE_SO.heard, words=timed(SAID, sure=0.3))), {"transcript"}),
    "a decision on an identifier": (
        lambda: now(found=first(MADE_SO.found, "identifiers", state="automatic")), {"identifiers"},
    ),
    "an identifier of a turn that is gone": (
        lambda: now(found=first(MADE_SO.found, "identifiers", turn="P1-009")), {"identifiers"},
    ),
    "the kind of a unit": (lambda: now(units=first(MADE_SO.units, "units", kind="leftover")), {"units"}),
    "the question of a unit": (lambda: now(units=first(MADE_SO.units, "units", question=None)), {"units"}),
    "what a unit goes on with": (lambda: now(units=first(MADE_SO.units, "units", continues="P1-MU000")), {"units"}),
    "its borders": (
        lambda: now(units=first(MADE_SO.units, "units", char_end=25, text=MASKED[:25])), {"units"},
    ),
    "what was asked": (lambda: now(units=first(MADE_SO.units, "asked", question=None)), {"units"}),
    "a note on every page": (
        lambda: now(text=MADE_SO.text.model_copy(update={"notes": ("by rules only",)})), {"identifiers", "units"},
    ),
}  # fmt: skip
NOT_SHOWN: dict[str, Callable[[], Made]] = {
    "the program that heard": lambda: now(heard=MADE_SO.heard.model_copy(update=ANEW)),
    "the program that replaced": lambda: now(text=MADE_SO.text.model_copy(update=ANEW)),
    "the program that split": lambda: now(units=MADE_SO.units.model_copy(update=ANEW)),
    "times of words": lambda: now(heard=turns(MADE_SO.heard, words=timed(SAID, later=3.25), start=3.25)),
    "no times at all": lambda: now(heard=turns(MADE_SO.heard, words=())),
    "how sure a word is": lambda: now(heard=turns(MADE_SO.heard, words=timed(SAID, sure=0.6))),
    "how sure a recognizer is": lambda: now(
        found=first(MADE_SO.found, "identifiers", confidence=0.1, found_by="another")
    ),
    "how sure a question is": lambda: now(units=first(MADE_SO.units, "asked", confidence=0.1, why="its meaning")),
    "how sure a tag is": lambda: now(units=first(MADE_SO.units, "units", confidence=0.1, how_tagged="by hand")),
    "the highest numbers": lambda: now(units=MADE_SO.units.model_copy(update={"numbers": {"MU": 4}})),
    "that a person corrected it": lambda: now(heard=MADE_SO.heard.model_copy(update={"corrected": True})),
    "keywords of a question": lambda: question(keywords=("help",)),
    "formats and coders": lambda: config(export={"formats": ["txt"], "coders": ["A"]}),
    "a profile that is not in force": lambda: config(profiles={"archive": {"place": "number"}}),
}  # fmt: skip


@pytest.mark.parametrize("what", SHOWN)
def test_what_is_shown_makes_the_approvals_concerned_stale(what: str) -> None:
    change, concerned = SHOWN[what]
    assert stale(change()) == concerned


@pytest.mark.parametrize("what", NOT_SHOWN)
def test_what_is_not_shown_makes_none_stale(what: str) -> None:
    made = NOT_SHOWN[what]()
    assert made != MADE_SO
    assert stale(made) == set()


def test_the_strings_are_those_of_the_documents() -> None:
    """By the convention, without the filler; and never an original beside its replacement."""
    texts = {what: [(s.kind, s.id, s.text) for s in MADE_SO.content(what).strings] for what in STAGES}
    shown = "[person 1] helped me. She was kind."
    assert ("turn", "P1-002", "Kari helped me. She was kind.") in texts["transcript"]
    assert ("turn", "P1-002", shown) in texts["identifiers"]
    assert ("identifier", "P1-002", "[person 1]") in texts["identifiers"]
    assert {("title", "", "Back to work"), ("question", "Q1", "Who helped you?"), ("unit", "P1-MU001", shown)} <= {
        *texts["units"]
    }
    assert "Kari" not in str(texts["identifiers"]) + str(texts["units"])


def test_a_unit_that_its_text_has_left_behind_is_another_one() -> None:
    """The text was made anew and not split yet: what a person looked at is not what would be made of it now."""
    change = review_changes(MADE_SO.content("units"), SHOWN["a replacement"][0]().content("units"))
    assert [(one.after.id, one.after.terms[-1]) for one in change if one.after] == [("P1-MU001", "overtaken")]


# --- the review code -------------------------------------------------------------------------------------------------------


def string(kind: str, name: str, text: str) -> ReviewString:
    return ReviewString.model_validate({"kind": kind, "id": name, "text": text})


CONTENT = st.builds(
    ReviewContent,
    interview=st.sampled_from(["P1", "P2"]),
    what=st.sampled_from(STAGES),
    strings=st.lists(
        st.builds(
            string, st.sampled_from(["turn", "identifier", "unit"]), st.sampled_from("1234"), st.text(max_size=3)
        ),
        max_size=8,
    ).map(tuple),
)


@examples(200)
@given(CONTENT)
def test_a_code_reads_neither_as_a_name_nor_as_a_number(content: ReviewContent) -> None:
    code = review_code(content)
    assert re.fullmatch(r"(?:[B-DF-HJ-NP-TV-XZ][2-9]){3}", code)
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        assert is_code_of(typed, content)
    for typed in ("", code[:-1], f"{code}2", code[::-1]):
        assert not is_code_of(typed, content)


def test_every_step_and_every_interview_has_a_code_of_its_own() -> None:
    same = {"strings": (string("turn", "1", "Yes."),)}
    codes = {
        review_code(ReviewContent.model_validate({"interview": interview, "what": what, **same}))
        for interview in ("P1", "P2")
        for what in STAGES
    }
    assert len(codes) == 6


# --- what has changed ------------------------------------------------------------------------------------------------------

A, B, C = (string("turn", name, name.upper()) for name in "abc")
NEW_B = string("turn", "b", "other")
PERSONS = [ReviewString(kind="identifier", id="a", text=f"[person {n}]") for n in (1, 2, 3)]
CHANGES = [
    # before, after, changes (before, after)
    ([A, B, C], [A, B, C], []),
    ([A, B, C], [A, NEW_B, C], [(B, NEW_B)]),
    ([A, B, C], [A, C], [(B, None)]),
    ([A, C], [A, B, C], [(None, B)]),
    ([A, B], [A, C], [(B, None), (None, C)]),
    ([], [A], [(None, A)]),
    ([A, *PERSONS], [A, PERSONS[0], PERSONS[2]], [(PERSONS[1], None)]),
]


@pytest.mark.parametrize(("before", "after", "told"), CHANGES)
def test_only_what_changed_is_told(
    before: list[ReviewString], after: list[ReviewString], told: list[tuple[ReviewString | None, ReviewString | None]]
) -> None:
    old, new = (ReviewContent(interview="P1", what="transcript", strings=tuple(one)) for one in (before, after))
    assert [tuple(one) for one in review_changes(old, new)] == told


@examples(200)
@given(CONTENT, CONTENT)
def test_the_changes_lead_from_the_one_to_the_other(old: ReviewContent, new: ReviewContent) -> None:
    """Nothing is left out and nothing told twice: what is not told is the same on both sides, in the same order."""
    changes = review_changes(old, new)
    assert all(one.before != one.after for one in changes)
    left = []
    for content, side in ((old, [c.before for c in changes]), (new, [c.after for c in changes])):
        strings, told = list(content.strings), [one for one in side if one is not None]
        for one in told:
            strings.remove(one)
        left.append(sorted(strings, key=str))
    assert left[0] == left[1]
