"""The risk report as values and as words: what is counted, what is hidden, and that every language says the same."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import (
    Category,
    Decision,
    Decisions,
    Entity,
    MadeBy,
    Participant,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Replacement,
    Speaker,
)
from ipstranscribe.reports.risk import (
    ApprovalRecord,
    DecisionTally,
    FoundIdentifier,
    InterviewRisk,
    ReportHead,
    RiskMaterial,
    RiskPage,
    report,
)
from ipstranscribe.reports.risk.page import ROWS
from ipstranscribe.reports.risk.screening import screen
from ipstranscribe.settings import GeneralisationLevels

STATES = {"transcript": "reviewed", "identifiers": "draft", "units": "stale"}


def turn(number: int, text: str) -> PseudonymizedTurn:
    """A turn of P1 in which every bracket is a replacement of the person E1, E2 … by its last letter or digit."""
    spans = tuple(
        Replacement(char_start=m.start(), char_end=m.end(), category="person", entity=f"E{m.group()[-2]}")
        for m in re.finditer(r"\[[^]]+\]", text)
    )
    return PseudonymizedTurn(id=f"P1-{number:03}", speaker="P1", text=text, replacements=spans)


def interview(*texts: str, finds: tuple[FoundIdentifier, ...] = (), rules_only: bool = False) -> InterviewRisk:
    text = PseudonymizedTranscript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="P1", role="participant"),),
        turns=tuple(turn(number, said) for number, said in enumerate(texts, 1)),
        made_by=MadeBy(program="a test", inputs="", settings={"rules_only": "yes"} if rules_only else {}),
    )
    return InterviewRisk("P1", ("P1",), STATES, text, finds, ("name list",))


def find(
    category: Category, state: str, *, masked: bool = False, decided: bool = False, entity: str = "E1"
) -> FoundIdentifier:
    return FoundIdentifier("P1-001", category, entity, state, masked, decided)


def material(
    *interviews: InterviewRisk,
    participants: tuple[Participant, ...] = (),
    names: Callable[[str], bool] = lambda text: False,
    decisions: tuple[DecisionTally, ...] = (),
    approvals: tuple[ApprovalRecord, ...] = (),
) -> RiskMaterial:
    head = ReportHead("A study", "2026-11-23", "ipstranscribe 9", 3, "coders", GeneralisationLevels(age="band"))
    columns = tuple(dict.fromkeys(c for p in participants for c in p.attributes))
    return RiskMaterial(head, participants, columns, interviews, decisions, approvals, names)


# --- values -----------------------------------------------------------------------------------------------------------


def test_the_participant_is_no_third_person() -> None:
    told = report(material(interview("[P1] and [person 2], [person 2] and [person 3]"))).third["P1"]
    assert [(one.replacement, one.times) for one in told] == [("[person 2]", 2), ("[person 3]", 1)]


def test_another_participant_is_a_third_person() -> None:
    (told,) = report(material(interview("with [P2]"))).third["P1"]
    assert told.replacement == "[P2]"


FINDS = {
    "a fact that was left": (find("fact", "rejected"), ("left",)),
    "an undecided occupation that stands": (find("occupation", "suggested"), ("open_standing",)),
    "an undecided place that is replaced for now": (find("place", "suggested", masked=True), ("open_replaced",)),
    "a date that was replaced": (find("date", "automatic", masked=True), ()),
    "a name that was left": (find("person", "rejected"), ()),
}


@pytest.mark.parametrize(("found", "told"), FINDS.values(), ids=FINDS.keys())
def test_details_left_in_are_told_with_their_reason(found: FoundIdentifier, told: tuple[str, ...]) -> None:
    assert tuple(one.why for one in report(material(interview("x", finds=(found,)))).left) == told


def test_names_that_were_left_and_details_that_were_replaced_are_counted() -> None:
    finds = (find("person", "rejected"), find("phone", "suggested"), find("fact", "automatic", masked=True))
    made = report(material(interview("x", finds=finds)))
    assert made.direct == {"left": 1, "open_standing": 1}
    assert made.replaced == {"fact": 1}


def test_replacements_that_nobody_decided_on_are_counted() -> None:
    finds = (
        find("person", "automatic", masked=True),
        find("person", "automatic", masked=True, decided=True, entity="E2"),
        find("fact", "rejected", decided=True, entity="E3"),
    )
    looked = report(material(interview("x", finds=finds))).looked
    assert (looked.entities, looked.entities_decided, looked.places, looked.places_unseen) == (3, 2, 2, 1)


HIDDEN = {
    "a name": "Kari Lunde",
    "a date of birth": "born 12.03.1985",
    "a number": "4711 0815",
    "a note": "likes to go out with the dog in the evening, before the others are home",
    "what the study knows": "secret",
}


@pytest.mark.parametrize("value", HIDDEN.values(), ids=HIDDEN.keys())
def test_an_attribute_that_may_be_an_identifier_is_not_told(value: str) -> None:
    people = tuple(Participant(id=f"P{n}", name="x", attributes={"c": value if n == 1 else "a"}) for n in range(1, 5))
    others = (InterviewRisk(p.id, (p.id,), STATES) for p in people)
    made = report(material(*others, participants=people, names=lambda text: "secret" in text))
    (only,) = made.rarity.rare
    assert only.held_by == ("P1",)
    assert value not in RiskPage.to_markdown(made, "en")
    assert "c: (not shown)" in RiskPage.to_markdown(made, "en")


SHOWN = {"a band": ("1970", "1970–1979"), "words": ("not working", "not working"), "an age": ("47", "40–49")}


@pytest.mark.parametrize(("value", "told"), SHOWN.values(), ids=SHOWN.keys())
def test_a_description_is_told(value: str, told: str) -> None:
    people = tuple(Participant(id=f"P{n}", name="x", attributes={"c": value}) for n in range(1, 3))
    others = (InterviewRisk(f"P{n}", (f"P{n}",), STATES) for n in range(1, 4))
    extra = Participant(id="P3", name="x", attributes={})
    made = report(material(*others, participants=(*people, extra)))
    assert f"c: {told}" in RiskPage.to_markdown(made, "en")


@given(st.lists(st.sampled_from(["Per", "Kari", "NAV", "Oslo", "14", "1985", "Tom"]), max_size=12), st.data())
def test_nothing_that_is_a_known_form_is_written_anywhere(said: list[str], data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(["Per", "Kari", "NAV", "Oslo", "Tom"])))
    entities = [Entity(id=f"E{n}", category="other", replacement="", forms=(form,)) for n, form in enumerate(known)]
    people = tuple(Participant(id=f"P{n}", name="x", attributes={"c": w}) for n, w in enumerate(said))
    roles = tuple(DecisionTally("accept", None, w, 1) for w in said)
    text = interview("so " + " so ".join(said))
    made = report(material(text, participants=people, names=screen(entities, Decisions()), decisions=roles))
    written = re.findall(r"\w+", RiskPage.to_markdown(made, "en"))
    assert not known & set(written)
    assert made.words[0].known == sum(one in known for one in said)
    assert {one.what for one in made.words[0].words} == {one for one in said if one.isalpha()} - known


def test_a_form_that_a_person_lets_stand_is_told() -> None:
    entity = Entity(id="E1", category="other", replacement="", forms=("NAV",))
    rejected = Decisions(decisions=(Decision(form="NAV", verdict="reject", by="x", when=""),))
    assert screen([entity], Decisions())("at NAV")
    assert not screen([entity], rejected)("at NAV")
    assert screen([entity], rejected)("call 123 45 678 or a@example.org")


# --- words and pages --------------------------------------------------------------------------------------------------


def entries(table: dict[str, object], path: str = "") -> Iterator[tuple[str, list[str], int]]:
    """Every text of a language: its name, its places to fill in, and how many lines it has."""
    for name, entry in table.items():
        if isinstance(entry, dict):
            yield from entries(entry, f"{path}.{name}")
        else:
            text = "\n".join(entry) if isinstance(entry, list) else str(entry)
            yield f"{path}.{name}", sorted(re.findall(r"\{\w+\}", text)), text.count("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_to_fill_in(language: str) -> None:
    assert list(entries(RiskPage.words_of(language))) == list(entries(RiskPage.words_of("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_written_in_every_language(language: str) -> None:
    finds = (find("fact", "rejected"), find("place", "automatic", masked=True))
    made = report(
        material(interview("so Kari and fourteen", finds=finds, rules_only=True), InterviewRisk("P2", ("P2",), STATES))
    )
    text, words = RiskPage.to_markdown(made, language), RiskPage.words_of(language)
    assert text.startswith(f"# {words['title']}\n")
    assert words["warning"] in text
    assert "{" not in text
    assert words["unseen"]["rules_only"].format(interviews="P1") in text
    assert words["levels"]["age"]["band"] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_by_whose_rules_a_language_without_rules_was_searched(language: str) -> None:
    words = RiskPage.words_of(language)["unseen"]["rules_of"].format(interviews="P1", rules="nb")
    one = interview("so Kari")
    assert words not in RiskPage.to_markdown(report(material(one)), language)
    assert one.text
    german = replace(one, text=one.text.model_copy(update={"language": "de", "rules": "nb"}))
    assert words in RiskPage.to_markdown(report(material(german)), language)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UserError):
        RiskPage.to_markdown(report(material()), "de")


def test_a_long_list_is_cut_and_says_so() -> None:
    people = tuple(Participant(id=f"P{n}", name="x", attributes={"c": f"v{n}"}) for n in range(ROWS + 5))
    others = (InterviewRisk(p.id, (p.id,), STATES) for p in people)
    text = RiskPage.to_markdown(report(material(*others, participants=people)), "en")
    assert text.count("| c: v") == ROWS
    assert "5 more, not listed here." in text


def test_markdown_takes_signs_as_they_are() -> None:
    people = tuple(Participant(id=f"P{n}", name="x", attributes={"a|b": "*<b>*" if n else "x"}) for n in range(3))
    others = (InterviewRisk(p.id, (p.id,), STATES) for p in people)
    assert r"| a\|b: \*\<b>\* | 2 | P1, P2 |" in RiskPage.to_markdown(
        report(material(*others, participants=people)), "en"
    )


def test_every_table_in_word_repeats_its_header_and_fits_the_page() -> None:
    finds = (find("fact", "rejected"),)
    approvals = (ApprovalRecord("P1", "units", "role", "2026-11-22T10:00+01:00", "stale"),)
    docx = RiskPage.to_docx(report(material(interview("so Kari", finds=finds), approvals=approvals)), "nb")
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(cell.width for cell in table.rows[0].cells) <= width + 1000
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = package.read("word/document.xml").decode()
    assert body.count("<w:tblHeader/>") == len(document.tables) - 1  # all but the block of facts
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21.0, 29.7), abs=0.01)
