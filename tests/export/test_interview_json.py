"""The interview as data: JSON by a published schema, with places that lead into the text."""

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from ipstranscribe.export import Document
from ipstranscribe.export.interview_json import SCHEMAS, schema
from ipstranscribe.text.wording import visible
from tests.conftest import ROOT
from tests.export.export_sample import UNITS, document, exported, saying
from tests.export.test_fuzz import interviews
from tests.lanes import examples

PUBLISHED = (ROOT / "src" / "ipstranscribe" / "export" / "schemas", ROOT / "docs" / "schemas")


def read(source: Document | None = None, **options: Any) -> Any:
    """The interview as another program reads it; refused if it is not what the schema says."""
    found = json.loads(exported("_interview.json", source, formats=("json",), **options))
    validator("interview").validate(found)
    return found


def read_units(source: Document | None = None, **options: Any) -> list[Any]:
    text = exported("_units.jsonl", source, formats=("jsonl",), **options).decode()
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines:
        validator("unit").validate(line)
    return lines


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads((PUBLISHED[0] / f"{name}.schema.json").read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("folder", PUBLISHED, ids=["package", "docs"])
def test_published_schemas_are_those_of_the_models(folder: Path, name: str) -> None:
    """After a change that is meant: a new number in `format`, then `IPSTRANSCRIBE_GOLDEN=write pytest` on this file."""
    path = folder / f"{name}.schema.json"
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema(name), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == schema(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(schema(name)))


def test_every_turn_and_unit_is_there_in_order() -> None:
    found = read()
    sample = document()
    assert [turn["text"] for turn in found["turns"]] == [turn.text for turn in sample.transcript.turns]
    assert [(unit["id"], unit["text"]) for unit in found["units"]] == [(row[0], row[2]) for row in UNITS]
    assert [question["id"] for question in found["questions"]] == [q.id for q in sample.guide.questions]
    assert found["turns"][0] == {
        "id": "P1-001",
        "speaker": "I",
        "role": "interviewer",
        "text": "How has the job support been for you?",
        "start": 60.5,
        "end": 90.5,
        "asks": {"question": "Q1", "kind": "main", "confidence": 0.9},
    }
    assert found["units"][2] == {
        "id": "P1-MU003",
        "turn": "P1-004",
        "speaker": "P1",
        "kind": "unit",
        "text": "And I think it belongs in the treatment.",
        "char_start": 0,
        "char_end": 40,
        "question": "Q2",
        "how_tagged": "carried on",
        "confidence": 0.75,
        "continues": "P1-MU002",
        "context": "P1-001",
        "start": 243.0,
        "end": 251.0,
    }


def test_a_line_of_units_can_be_read_alone() -> None:
    """It says what it is taken from and what was asked."""
    line = read_units()[0]
    assert (line["interview"], line["id"], line["status"]) == ("P1", "P1-MU001", "draft")
    assert line["question_text"] == 'Your experiences with the "job support"?'
    assert line["context_text"] == "How has the job support been for you?"
    assert read_units()[-1]["question"] is None


@examples(60)
@given(interviews())
def test_whatever_was_said_places_lead_to_the_units(source: Document) -> None:
    """Valid by the schema; the text between the places of a unit is the unit's, by code points."""
    found = read(source)
    turns = {turn["id"]: turn["text"] for turn in found["turns"]}
    for unit, line in zip(found["units"], read_units(source), strict=True):
        assert line.items() >= unit.items()
        if unit["char_start"] is not None:
            assert turns[unit["turn"]][unit["char_start"] : unit["char_end"]] == unit["text"]
    assert list(turns.values()) == [visible(source.said(turn)) for turn in source.transcript.turns]


def test_what_the_convention_hides_has_no_place() -> None:
    source = saying("Um.")
    turn = source.transcript.turns[0].model_copy(update={"text": "Um. It was fine."})
    hidden = source.model_copy(
        update={
            "transcript": source.transcript.model_copy(update={"turns": (turn,)}),
            "header": source.header.model_copy(update={"convention": "intelligent"}),
        }
    )
    hidden = Document(**{name: getattr(hidden, name) for name in ("transcript", "units", "guide", "header")})
    (unit,) = read(hidden)["units"]
    assert (unit["text"], unit["char_start"], unit["char_end"]) == ("Um.", None, None)
    assert read(hidden)["turns"][0]["text"] == "It was fine."


TOLD = [("branch", "not_working"), ("duration", 525.0), ("project", "Work: a study"), ("language", "en")]


@pytest.mark.parametrize(("fact", "value"), TOLD)
def test_readers_are_told_no_more_than_the_header_tells(fact: str, value: object) -> None:
    source = document()
    facts = tuple(name for name in source.header.facts if name != fact)
    less = source.model_copy(update={"header": source.header.model_copy(update={"facts": facts})})
    assert read()["about"][fact] == value
    assert (read(less)["about"][fact], fact in read(less)["about"]["facts"]) == (None, False)


def test_the_coder_and_the_status_stand_in_every_file() -> None:
    source = document("reviewed")
    coded = source.model_copy(update={"header": source.header.model_copy(update={"coder": "QZ"})})
    for found in (read(coded, document_language="nb")["about"], *read_units(coded, document_language="nb")):
        assert found["coder"] == "QZ"
        assert found["status_shown"] == "ARBEIDSKOPI – gjennomgått, ikke frigitt"
    assert read()["about"]["coder"] is None


WRONG = [("format", "2"), ("turns", None), ("units", [{}]), ("more", 1)]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_the_schema_refuses_what_is_not_an_interview(name: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("interview").validate(read() | {name: value})
