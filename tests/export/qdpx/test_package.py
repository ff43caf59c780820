"""Project files as packages: ids, users and bytes; what the gate finds in them; the sample as it was."""

import io
import os
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from benchmarks.planted import REPLACEMENT, gate_of, leaks, of_kind, refusals
from lxml import etree

from ipstranscribe.export import StudyDocument, StudyPart
from ipstranscribe.export.qdpx import ATLASTI, GENERAL, NVIVO
from ipstranscribe.export.qdpx.markup import guid
from tests.conftest import GOLDEN_FILES
from tests.export.export_sample import GUIDE, document, saying
from tests.export.qdpx_sample import PROFILES, all_of, made, opened, study, under

GOLDEN = GOLDEN_FILES / "all interviews.qdpx"
NAMED = of_kind("first name and surname").text


# --- ids, users, bytes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROFILES)
def test_guids_are_upper_case_and_unique_and_lead_somewhere(name: str) -> None:
    project, texts = opened(made(study(document(), under(document(), "P2")), PROFILES[name]))
    guids = Counter(one.get("guid") for one in project.iter() if one.get("guid"))
    assert all(guid == guid.upper() for guid in guids)
    cases = {one.get("guid") for one in all_of(project, "Case")}
    shared = {guid for guid, times in guids.items() if times > 1}
    assert shared == (cases if name == "qualcoder" else set())
    pointing = ("targetGUID", "creatingUser", "creatingUserGUID")
    assert {one.get(attribute) for one in project.iter() for attribute in pointing} - {None} <= set(guids)
    paths = {one.get("plainTextPath") for one in all_of(project, "TextSource")}
    assert paths == {f"internal://{guid}.txt" for guid in texts}
    assert not any(one.get("richTextPath") for one in all_of(project, "TextSource"))


def test_a_guid_holds_neither_a_word_nor_a_number() -> None:
    """Among many thousands some would be a name or a year, and the gate would take them for somebody's."""
    made_up = {guid("turn", "P1", str(number)) for number in range(2000)}
    assert len(made_up) == 2000
    assert all(
        re.fullmatch(r"(?:\d[A-F]){4}-(?:\d[A-F]){2}-8[A-F]\d[A-F]-8[A-F]\d[A-F]-(?:\d[A-F]){6}", one)
        for one in made_up
    )


def test_the_package_is_what_programs_look_for() -> None:
    content = made(study(document()))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        assert names[0] == "project.qde"
        assert all(name.startswith("sources/") and name.endswith(".txt") for name in names[1:])
        assert {entry.date_time for entry in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert not any(package.read(name).startswith(b"\xef\xbb\xbf") for name in names)
    project, _ = opened(content)
    times = {one.get("creationDateTime") for one in project.iter()} - {None}
    assert times == {"2000-01-01T00:00:00Z"}


@pytest.mark.parametrize("name", PROFILES)
def test_the_same_study_gives_the_same_bytes(name: str) -> None:
    assert made(study(document()), PROFILES[name]) == made(study(document()), PROFILES[name])


def test_what_is_not_known_to_differ_does_not() -> None:
    assert NVIVO == ATLASTI == GENERAL


def test_coders_copies_differ_in_the_coder_alone() -> None:
    """Texts are the same to the sign, and all GUIDs but the coder's own; the coder comes first, and made nothing of it."""
    projects = {coder: opened(made(study(document(), coder=coder))) for coder in ("QZ", "QY", "")}
    assert projects["QZ"][1] == projects["QY"][1] == projects[""][1]
    users = {coder: all_of(project, "User") for coder, (project, _) in projects.items()}
    assert {coder: [one.get("name") for one in of_it] for coder, of_it in users.items()} == {
        "QZ": ["QZ", "ipstranscribe"],
        "QY": ["QY", "ipstranscribe"],
        "": ["ipstranscribe"],
    }
    for coder in ("QZ", "QY"):
        users[coder][0].getparent().remove(users[coder][0])
    assert len({etree.tostring(project, method="c14n").replace(b"\n", b"") for project, _ in projects.values()}) == 1


# --- the gate ---------------------------------------------------------------------------------------------------------


def _with(place: str, text: str) -> StudyDocument:
    """The sample with a text in one place of it."""
    source = document()
    first, *others = GUIDE.questions
    unit, *units = source.units.units
    questions = {
        "a question": first.model_copy(update={"text": f"How did {text} help?"}),
        "a long question": first.model_copy(update={"text": f"{'Tell me more ' * 12} about {text}."}),
        "a follow-up": first.model_copy(update={"followups": (f"And {text}?",)}),
    }
    guide = GUIDE.model_copy(update={"questions": (questions.get(place, first), *others)})
    if place == "the guide's title":
        guide = guide.model_copy(update={"title": f"Guide of {text}"})
    notes = (f"Asked {text}.",) if place == "a note" else ()
    tagged = unit.model_copy(update={"how_tagged": f"by {text}"}) if place == "how a unit was tagged" else unit
    changed = source.units.model_copy(update={"notes": notes, "units": (tagged, *units)})
    source = source.model_copy(update={"guide": guide, "units": changed})
    if place == "what is said":
        source = saying(f"Then {text} called.").model_copy(update={"guide": guide})
    title = {"project": text} if place == "the title" else {}
    whole = study(source, coder=text if place == "the coder" else "", **title)
    branch = text if place == "a variable" else "working"
    return whole.model_copy(update={"parts": tuple(part.model_copy(update={"branch": branch}) for part in whole.parts)})


@pytest.mark.parametrize("name", PROFILES)
@pytest.mark.parametrize(
    "place",
    [
        "a question",
        "a long question",
        "a follow-up",
        "the guide's title",
        "a note",
        "how a unit was tagged",
        "what is said",
        "the title",
        "the coder",
        "a variable",
    ],
)
def test_a_name_is_found_wherever_it_stands_and_its_replacement_passes(name: str, place: str) -> None:
    gate = gate_of(of_kind("first name and surname"))
    planted, clean = (
        {"all interviews.qdpx": made(_with(place, text), PROFILES[name])} for text in (NAMED, REPLACEMENT)
    )
    assert leaks(planted, gate)
    assert refusals(planted, gate) == []
    assert (leaks(clean, gate), refusals(clean, gate)) == ([], [])


# --- golden -----------------------------------------------------------------------------------------------------------


def test_the_sample_is_the_project_it_was() -> None:
    """By structure; `IPSTRANSCRIBE_GOLDEN=write` writes it anew."""
    more = (StudyPart(interview="P8", participants=("P8",), ready="not_split"),)
    with zipfile.ZipFile(io.BytesIO(made(study(document(), more=more, coder="A")))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    if os.environ.get("IPSTRANSCRIBE_GOLDEN") == "write":
        for name, text in parts.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(text.encode())
    there = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*.*")
        if path.is_file()
    }
    assert there.keys() == parts.keys()
    assert ET.canonicalize(there.pop("project.qde")) == ET.canonicalize(parts.pop("project.qde"))
    assert there == parts
