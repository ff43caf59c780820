"""Project files of REFI-QDA: valid, coded where things were said, with codes, cases and variables as readers are told."""

import hashlib
import unicodedata
from functools import partial

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st
from lxml import etree

from ipstranscribe.export import Document, StudyPart
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.qdpx import MAXQDA, QUALCODER
from ipstranscribe.model import Guide, Question, Speaker
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.text.wording import wording_of
from tests.export.export_sample import document, saying
from tests.export.qdpx_sample import PACKAGE, PROFILES, all_of, codings, made, opened, study, under, values
from tests.lanes import examples

NFC = partial(unicodedata.normalize, "NFC")
SAID = st.text(min_size=1).map(NFC).filter(str.strip)


# --- valid, whatever was said -----------------------------------------------------------------------------------------


def test_the_schema_is_the_one_whose_notice_lies_beside_it() -> None:
    notice = (PACKAGE / "LICENSE-REFI-QDA.txt").read_text(encoding="utf-8")
    assert hashlib.sha256((PACKAGE / "Project.xsd").read_bytes()).hexdigest() in notice
    assert "Copyright 2019 REFI" in notice
    assert "Permission is hereby granted, free of charge" in notice


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_study_is_valid_in_every_language_and_for_every_program(name: str, language: str) -> None:
    project, texts = opened(made(study(document()), PROFILES[name], language))
    assert project.get("origin")
    assert len(texts) == 1
    assert wording_of(language).guide in {code.get("name") for code in all_of(project, "Code")}


@pytest.mark.parametrize("name", PROFILES)
@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(said=SAID, about=SAID)
@example(said="👩‍⚕️ sa: «Åse» blåste\u2028ut x\u0301n\r\n#TEXT P2: @Q2 ]]>", about="]]> </Code> & \x00\ufffe")
@example(said="x" * 10_000, about="Q" * 200)
def test_it_is_valid_and_coded_where_it_was_said_whatever_was_said(name: str, said: str, about: str) -> None:
    """The questions of the guide, notes and the title hold anything, too."""
    source = saying(said)
    guide = Guide(title=about, language="en", questions=(Question(id="Q1", text=about), Question(id="Q2", text=about)))
    source = source.model_copy(update={"guide": guide})
    project, texts = opened(made(study(source, project=about), PROFILES[name]))
    found = codings(project, texts)
    assert ("P9-001", "P9", one_line(source.said(source.transcript.turns[0]))) in found
    unit = source.units.units[0]
    there = [text for selection, _, text in found if selection == "P9-MU001"]
    assert there == ([one_line(source.said(unit))] if source.spot(unit) else [])


def test_nothing_ready_is_a_valid_project_without_sources() -> None:
    missing = StudyPart(interview="P8", participants=("P8",), ready="stale")
    for profile in PROFILES.values():
        project, texts = opened(made(study(more=(missing,)), profile))
        assert texts == {}
        assert {etree.QName(one).localname for one in project} == {"Users", "CodeBook", "Variables", "Description"}


# --- codings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROFILES)
def test_every_turn_is_coded_with_its_speaker_and_every_unit_with_what_it_answers(name: str) -> None:
    source = document()
    project, texts = opened(made(study(source), PROFILES[name]))
    questions = {
        "Q1": "Q1. Your experiences with the job support",
        "Q2": "Q2. What do you think about IPS as part of the treatment",
        "Q5": "Q5. Tell me about the job search",
        None: "Untagged",
    }
    meant = [(turn.id, turn.speaker, source.said(turn)) for turn in source.transcript.turns]
    meant += [
        (unit.id, "Leftovers" if unit.kind == "leftover" else questions[unit.question], source.said(unit))
        for unit in source.units.units
    ]
    assert [coding for coding in codings(project, texts) if coding[0] != "P1"] == meant
    assert len(meant) == 14


def test_the_text_is_the_interview_below_its_header_with_the_line_ends_of_the_program() -> None:
    (text,) = opened(made(study(document())))[1].values()
    assert text.startswith("DRAFT – not reviewed\nProject – Work – a study\n")
    assert "\n\nI: Mhm.\n\nP1: And I think it belongs in the treatment.\n\n" in text
    assert "\r" not in text
    assert opened(made(study(document()), MAXQDA))[1].popitem()[1] == text.replace("\n", "\r\n")


def test_a_turn_in_which_nothing_stands_is_not_coded() -> None:
    source = saying("Yes.")
    silent = source.transcript.turns[0].model_copy(update={"id": "P9-002", "text": ""})
    transcript = source.transcript.model_copy(update={"turns": (*source.transcript.turns, silent)})
    source = Document(transcript=transcript, units=source.units, guide=source.guide, header=source.header)
    project, texts = opened(made(study(source)))
    assert [name for name, _, _ in codings(project, texts)] == ["P9-001", "P9-MU001"]
    assert next(iter(texts.values())).endswith("P9: Yes.\n\nP9: \n")


def test_a_unit_says_how_it_was_tagged() -> None:
    project, _ = opened(made(study(document())))
    about = {one.get("name"): one.findtext("{*}Description") for one in all_of(project, "PlainTextSelection")}
    assert about["P1-MU003"] == "How tagged – carried on\nConfidence – 0.75\nContinues – P1-MU002"
    assert about["P1-MU004"] == "How tagged – no match\nConfidence – 0.75"
    assert about["P1-001"] is None


def test_units_that_the_convention_leaves_out_of_the_text_are_named() -> None:
    source = saying("Um, I liked it.")
    whole = source.units.units[0]
    cut = {"Um,": 0, "I liked it.": 4}
    units = tuple(
        whole.model_copy(update={"id": f"P9-MU{n}", "text": text, "char_start": at, "char_end": at + len(text)})
        for n, (text, at) in enumerate(cut.items(), 1)
    )
    header = source.header.model_copy(update={"convention": "intelligent"})
    source = source.model_copy(update={"header": header, "units": source.units.model_copy(update={"units": units})})
    assert source.spot(units[0]) is None
    project, texts = opened(made(study(source)))
    assert [name for name, _, _ in codings(project, texts)] == ["P9-001", "P9-MU2"]
    left_out = "DRAFT – not reviewed\nP9-MU1 – left out of the transcript by the convention"
    assert all_of(project, "TextSource")[0].findtext("{*}Description") == left_out


# --- codes ------------------------------------------------------------------------------------------------------------


def _codes(*texts: str, labels: tuple[str, ...] = ()) -> dict[str, str | None]:
    """Names and descriptions of the codes of a study with these questions and speakers."""
    questions = tuple(Question(id=f"Q{number}", text=text) for number, text in enumerate(texts, 1))
    source = saying("Yes.").model_copy(update={"guide": Guide(title="A guide", language="en", questions=questions)})
    source = source.model_copy(update={"units": source.units.model_copy(update={"units": ()})})
    more = tuple(Speaker(label=label, role="unsure") for label in labels)
    transcript = source.transcript.model_copy(update={"speakers": source.transcript.speakers + more})
    project, _ = opened(made(study(source.model_copy(update={"transcript": transcript})), QUALCODER))
    codes = all_of(project, "Code")
    assert len({code.get("name").casefold() for code in codes}) == len(codes)
    assert all(0 < len(code.get("name").encode("utf-16-le")) // 2 <= 63 for code in codes)
    return {code.get("name"): code.findtext("{*}Description") for code in codes}


def test_a_code_has_a_short_name_and_the_whole_question_in_its_description() -> None:
    long = "Can you tell me how it was to come back to a place of work after all that time? " * 3
    codes = _codes(long, long)
    (first, second) = (name for name in codes if name.startswith("Q"))
    assert codes[first] == codes[second] == long


def test_names_of_codes_differ_from_each_other_whatever_they_are_called() -> None:
    codes = _codes("Untagged", labels=("untagged", "LEFTOVERS", "Speakers", "Interview guide", "p9", "Q1. untagged"))
    assert {"untagged 2", "LEFTOVERS 2", "Speakers 2", "Interview guide 2", "p9 2", "Q1. untagged 2"} <= set(codes)


def test_a_speaker_whose_label_is_a_mere_sign_has_a_name() -> None:
    assert "Unsure speaker" in _codes("What?", labels=("?",))


def test_groups_of_codes_are_not_for_coding() -> None:
    project, _ = opened(made(study(document())))
    groups = {
        code.get("name"): [child.get("name") for child in code.iterfind("{*}Code")] for code in all_of(project, "Code")
    }
    apart = {code.get("name") for code in all_of(project, "Code") if code.get("isCodable") == "false"}
    assert apart == {name for name, below in groups.items() if below} == {"Interview guide", "Speakers"}
    assert groups["Speakers"] == ["I", "P1"]
    assert groups["Interview guide"][-2:] == ["Untagged", "Leftovers"]


# --- cases, variables, and what readers are told ----------------------------------------------------------------------


def test_the_interviews_of_a_participant_are_one_case() -> None:
    first, second = document(), under(document(), "P1b")
    project, _ = opened(made(study(first, second)))
    (case,) = all_of(project, "Case")
    sources = {one.get("guid"): one.get("name") for one in all_of(project, "TextSource")}
    assert [sources[one.get("targetGUID")] for one in case.iterfind("{*}SourceRef")] == ["P1", "P1b"]
    told = {"Branch of the guide": "not_working", "Minutes": "8.8"}
    assert values(project) == {
        "Case P1": told | {"Minutes": "17.5"},
        "TextSource P1": told,
        "TextSource P1b": told,
    }


def test_in_qualcoder_a_variable_is_one_of_cases_or_of_texts_and_texts_belong_to_cases_by_code() -> None:
    project, texts = opened(made(study(document()), QUALCODER))
    assert values(project) == {"Case P1": {"Branch of the guide": "not_working"}, "TextSource P1": {"Minutes": "8.8"}}
    (case,) = all_of(project, "Case")
    assert [one.get("name") for one in all_of(project, "Code") if one.get("guid") == case.get("guid")] == ["P1 2"]
    assert ("P1", "P1 2", *texts.values()) in codings(project, texts)


def test_a_length_that_is_not_known_is_nowhere() -> None:
    source, unknown = document(), saying("Yes.")
    project, _ = opened(made(study(source, unknown)))
    assert values(project)["TextSource P9"] == values(project)["Case P1"] == {"Branch of the guide": "not_working"}
    assert values(project)["TextSource P1"]["Minutes"] == "8.8"


@pytest.mark.parametrize("name", PROFILES)
def test_readers_who_are_not_told_branch_and_length_and_title_find_none(name: str) -> None:
    source = document()
    facts = ("language",)
    source = source.model_copy(update={"header": source.header.model_copy(update={"facts": facts})})
    content = made(study(source, facts=facts), PROFILES[name])
    project, _ = opened(content)
    assert values(project) == {"Case P1": {}, "TextSource P1": {}}
    told = [piece.text for piece in unpack("all interviews.qdpx", content)]
    assert not any(word in text for text in told for word in ("not_working", "Back to work", "8.8", "8 min", "Minutes"))
    assert not any("Branch" in text for text in told)


def test_interviews_that_are_not_ready_are_named_and_not_there() -> None:
    more = (
        StudyPart(interview="P8", participants=("P8",), branch="working", ready="stale"),
        StudyPart(interview="P9", participants=("P9",), ready="not_split"),
    )
    project, texts = opened(made(study(document(), more=more)))
    assert project.findtext("{*}Description").split("\n") == [
        "DRAFT – not reviewed",
        "Made by – a test",
        "Not in this file – P8. Not known: units are out of date",
        "Not in this file – P9. Not known: not split yet",
    ]
    assert len(texts) == len(all_of(project, "TextSource")) == len(all_of(project, "Case")) == 1
