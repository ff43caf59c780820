"""The three tables of a study: everything that stands there is read, told, or refused with its place."""

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from ipstranscribe.errors import UserError
from ipstranscribe.study import tables_read
from ipstranscribe.study.folder import Study
from tests.studies import founded

BASE = {
    "interviews": "id,participant,recordings,language\nP1,P1,,nb\n",
    "participants": "id,name,aliases,branch\nP1,Oddvar Lien,,\nP2,Unn Moe,,\n",
    "people": "name,aliases,role,of\n",
}


def study_with(root: Path, files: Mapping[str, str | bytes]) -> Study:
    """A study with these files under `restricted`, in place of the table of that name."""
    study = founded(root / "study", BASE)
    for name, content in files.items():
        path = study.restricted / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return study


def book(*sheets: list[list[str]]) -> bytes:
    """A workbook with these sheets."""
    made, out = Workbook(), io.BytesIO()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    made.save(out)
    return out.getvalue()


HEADERS = {
    "bokmål": "Navn;Alias;Rolle;Deltaker",
    "nynorsk": "Namn;Kallenamn;Rolle;Gjeld",
    "English, other words": "Full name;Nicknames;Relationship;Belongs to",
    "capitals": "NAME;ALIASES;ROLE;OF",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_headings_are_understood_in_every_language(tmp_path: Path, header: str) -> None:
    (person,) = study_with(tmp_path, {"people.csv": f"{header}\nUnni Vik;Ulla;sister;P1\n"}).people
    assert (person.name, person.aliases, person.role, person.of) == ("Unni Vik", ("Ulla",), "sister", "P1")


@pytest.mark.parametrize("cell", ["Ulla;Uno", '"Ulla, Uno"', '"Ulla\nUno"', ";Ulla;;Uno;", "Ulla ; Unni Vik;Uno;Ulla"])
def test_aliases_are_separated_as_people_separate_them(tmp_path: Path, cell: str) -> None:
    quoted = cell if cell.startswith('"') else f'"{cell}"'
    (person,) = study_with(tmp_path, {"people.csv": f"name,aliases,role\nUnni Vik,{quoted},sister\n"}).people
    assert person.aliases == ("Ulla", "Uno")


REFUSED = {
    "an unknown column": ("people.csv", "name,role,nick\nUnni,x,Ulla\n", "people.csv, column 3 (C)"),
    "a column without a heading": ("people.csv", "name,,role\nUnni,Ulla,x\n", "people.csv, row 2, column 2 (B)"),
    "a row with more cells": ("people.csv", "name,role\nUnni,x\nVik, Unni,x\n", "people.csv, row 3, column 3 (C)"),
    "a cell that swallowed rows": ("people.csv", 'name,role\n"Unni,x\nUlla",x\n', "people.csv, row 2, column 1 (A)"),
    "a row without a name": ("people.csv", "name,role\n\n,sister\n", "people.csv, row 3, column name (A)"),
    "a participant that there is not": ("people.csv", "name,role,of\nUnni,x,P9\n", "people.csv, row 2, column of (C)"),
    "two participants": ("people.csv", "name,role,of\nUnni,x,P1;P2\n", "people.csv, row 2, column of (C)"),
    "a letter that became a question mark": ("people.csv", "name,role\nBj?rg,x\n", "people.csv, row 2, column name (A)"),
    "letters that became two": ("people.csv", "name,role\nBjÃ¸rg,x\n", "people.csv, row 2, column name (A)"),
    "letters in no encoding": ("people.csv", "name,role\nBj\ufffdrg,x\n", "people.csv, row 2, column name (A)"),
    "an error value": ("people.csv", "name,role\nUnni,#NAVN?\n", "people.csv, row 2, column role (B)"),
    "an id with a blank": ("interviews.csv", "id,participant,recordings\nP 1,P1,\n", "interviews.csv, row 2, column id (A)"),
    "a name for an id": (
        "interviews.csv", "id,participant,recordings\nP1,Unni Vik,\n", "interviews.csv, row 2, column participant (B)",
    ),
    "a language that there is not": (
        "interviews.csv", "id,participant,recordings,language\nP1,P1,,klingon\n",
        "interviews.csv, row 2, column language (D)",
    ),
    "a participant without a name": ("participants.csv", "id,name,age\nP1,,4\n", "participants.csv, row 2, column name (B)"),
    "an id twice": ("participants.csv", "id,name\nP1,a\n\np1,b\n", "in rows 2 and 4"),
    "two columns for the name": ("participants.csv", "id,name,navn\nP1,a,b\n", "columns 2 and 3"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "text", "where"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_accounted_for_stops_with_its_place_and_quotes_no_name(
    tmp_path: Path, file: str, text: str, where: str
) -> None:
    with pytest.raises(UserError) as error:
        tables_read.account(study_with(tmp_path, {file: text}))
    assert where in error.value.what
    assert not [word for word in ("Unni", "Ulla", "Vik", "rg", "Bj") if word in error.value.what.split()]
    assert error.value.fix


TOLD = {
    "a title": ({"people.csv": "Staff\n\nname,role\nUnni,x\n"}, "people.csv, row 1: stands above the header"),
    "a header again": ({"people.csv": "name,role\nUnni,x\nname,role\n"}, "people.csv, row 3: repeats the header"),
    "a further column of the interviews": (
        {"interviews.csv": "id,participant,recordings,notes\nP1,P1,,call Unni\n"},
        "interviews.csv, column 4 (D): was not read",
    ),
    "a file of something else": ({"budget.xlsx": book([["a", "b"]])}, "restricted/budget.xlsx: is none of the tables"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "line"), TOLD.values(), ids=TOLD)
def test_what_is_not_read_is_told(tmp_path: Path, files: Mapping[str, str | bytes], line: str) -> None:
    (note,) = tables_read.account(study_with(tmp_path, files)).notes
    assert note.startswith(line)
    assert "Unni" not in note


def test_a_second_sheet_is_read_told_or_refused(tmp_path: Path) -> None:
    study = study_with(tmp_path, {})
    (study.restricted / "people.csv").unlink()
    table = study.restricted / "people.xlsx"
    table.write_bytes(book([["name", "role"], ["Unni", "x"]], [["rolle", "navn"], ["y", "Ulla"]], [["a list"]]))
    fresh = Study.open(study.root)
    assert [person.name for person in fresh.people] == ["Unni", "Ulla"]
    assert tables_read.account(fresh).notes == (
        "people.xlsx, sheet 3: was not read; it names none of the columns name, role.",
    )
    table.write_bytes(book([["name", "role"], ["Unni", "x"]], [["name", "job"], ["Ulla", "y"]]))
    with pytest.raises(UserError, match=r"people\.xlsx, sheet 2: was not read"):
        tables_read.account(Study.open(study.root))


ALIKE = [
    "people .csv", "personer.csv", "people (1).csv", "people - Copy.xlsx", "people - kopi.xlsx", "Kopi av people.csv",
    "people.csv.txt", "people.csv.bak", "people.csv~", "people", "people.xls", "people.xlsm", "people.fods", "people.gsheet",
    "people.numbers", "people.tsv", "people_final_v2.csv", "people-LAPTOP-3.csv", "poeple.csv", "names.csv",
    "navneliste.xlsx",
    "people.docx", ".people.csv", "deltakere.ods", "Informanter 2024.xlsx", "interviews-old.csv", "intervjuer.csv",
    "recordings/people.csv", "../people.csv",
]  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_a_file_that_is_named_like_a_table_stops_and_says_what_to_do(tmp_path: Path, name: str) -> None:
    study = study_with(tmp_path, {name: "a,b\n1,2\n"})
    with pytest.raises(UserError, match="is not read") as error:
        tables_read.account(study)
    assert "restricted/" in error.value.fix


def test_a_file_with_the_header_of_a_table_stops_whatever_its_name(tmp_path: Path) -> None:
    for name, content in (
        ("clinic.csv", "Navn;Rolle\nUnni;lege\n"),
        ("registry.xlsx", book([["ID", "Name"], ["P1", "Unni"]])),
    ):
        study = study_with(tmp_path / name, {name: content})
        with pytest.raises(UserError, match="looks like the table"):
            tables_read.account(study)


UNLIKE = [
    "interview guide.xlsx",
    "consent.csv",
    "notes.txt",
    "~$people.xlsx",
    ".~lock.people.csv#",
    "._people.csv",
    "plan.docx",
]


@pytest.mark.parametrize("name", UNLIKE)
def test_a_file_of_another_kind_stops_nothing(tmp_path: Path, name: str) -> None:
    assert tables_read.account(study_with(tmp_path, {name: "a,b\n1,2\n"})).people == 0


@pytest.mark.parametrize("name", ["People.csv", "PEOPLE.CSV"])
def test_the_case_of_a_table_does_not_matter(tmp_path: Path, name: str) -> None:
    study = study_with(tmp_path, {})
    (study.restricted / "people.csv").rename(study.restricted / name)
    (study.restricted / name).write_text("name,role\nUnni,x\n")
    assert [person.name for person in Study.open(study.root).people] == ["Unni"]


def test_two_tables_of_one_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="both"):
        tables_read.account(study_with(tmp_path, {"people.ods": b"x"}))


def test_what_was_read_is_told_in_numbers(tmp_path: Path) -> None:
    study = study_with(tmp_path, {"people.csv": "name,aliases,role\nUnni Vik,Ulla;Uno,x\nOla Vik,Uno,x\n"})
    assert tables_read.account(study).told == "people: 2 read, 4 names and aliases; participants: 2; interviews: 1"


@pytest.mark.parametrize(("said", "code"), [("nb", "nb"), ("Norwegian", "nb"), ("nynorsk", "nn"), ("", "")])
def test_a_language_is_named_as_people_name_it(tmp_path: Path, said: str, code: str) -> None:
    study = study_with(tmp_path, {"interviews.csv": f"id,participant,recordings,language\nP1,P1,,{said}\n"})
    assert study.interviews[0].language == code
