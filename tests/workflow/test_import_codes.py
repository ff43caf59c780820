"""Codes come back from coders: in our tables and documents, and in projects whose texts programs have rewritten."""

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CodedStretch, Coding, CodingLog, CodingNote, Units
from ipstranscribe.study import audit_log, passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.coded_study import codings_of, returned
from ipstranscribe.workflow.gone_talk import of_codings, without
from ipstranscribe.workflow.handover import HandoverParts, begin, hand_over, receive
from ipstranscribe.workflow.import_codes import import_codes, withdraw_codes
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.returned_files import ReturnOptions
from ipstranscribe.workflow.run import run as run_all
from ipstranscribe.workflow.withdraw import withdraw
from tests.cli.test_cli import run
from tests.coding import simulated
from tests.coding.simulated import add_code, add_coding, member_of, text_of, unit_ids
from tests.studies import HANNE_AND_OLA, ROLE, WHEN, exporting, telling

LATER = "2026-11-25T09:00+01:00"
SAID = {
    "P1": "I lie awake until noon 🌙 most days of the week. My bed is by the street, where the trams go by at night. "
    "Café mornings help me. My sister says that I should move out.",
    "P2": "The mornings were hard, and nobody at work understood why. It took me long to get going after that winter. "
    "Then Ola Lie was back again.",
}
CODER = "Sigrid Holm"
"""The name of a coder, which is in many files and may be in nothing that is kept."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, cut at every sentence, exported for coder A."""
    folder = tmp_path_factory.mktemp("made")
    study = telling(folder / "study", HANNE_AND_OLA, SAID)
    study = exporting(
        study,
        formats=("docx", "xlsx", "csv", "qdpx"),
        programs=("maxqda", "qualcoder", "atlasti", "dedoose"),
        coders=("A",),
    )
    config = study.root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 3"), encoding="utf-8")
    study = Study.open(study.root)
    assert not run_all(study, rules_only=True, lexical=True).failures
    return folder


def pack(study: Study, name: str) -> Path:
    return study.exports / "coder A" / name


def read(study: Study, *files: Path, coder: str = "A", **options: Any) -> list[str]:
    return import_codes(study, files, coder, options.pop("when", WHEN), ReturnOptions(**options))


def given(study: Study, interview: str, coder: str = "A") -> list[tuple[str, str]]:
    """What holds: code and coded words."""
    coding = codings_of(study, interview, coder).in_force
    return [(one.code, one.text) for one in coding.stretches] if coding else []


def said_of(study: Study, interview: str, unit: str) -> str:
    return next(one.text for one in storage.read(study.units(interview), Units).units if one.id == unit)


# --- tables ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["P1_units.xlsx", "all interviews units.xlsx"])
def test_codes_typed_into_a_workbook_are_those_of_their_units(study: Study, name: str) -> None:
    first, second, *_ = unit_ids(study, "P1")
    path = simulated.typed_xlsx(
        pack(study, name),
        {first: {"code": "sleep; noise\nplace", "note": "ask Sigrid"}, second: {"code": "home", "subgroup": "bed"}},
        [("sleep", "nights", "lying awake")],
    )
    told = read(study, path)
    one, two = said_of(study, "P1", first), said_of(study, "P1", second)
    assert given(study, "P1") == [("sleep", one), ("noise", one), ("place", one), ("home", two)]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert [one.group for one in coding.stretches] == ["", "", "", "bed"]
    assert [(note.kind, note.text, note.unit) for note in coding.notes] == [("note", "ask Sigrid", first)]
    assert [(e.code, e.groups, e.definition) for e in coding.codebook] == [("sleep", ("nights",), "lying awake")]
    assert any("4 codings read (4 codes on 2 of" in line for line in told)
    assert given(study, "P2") == []
    assert not codings_of(study, "P2", "A").codings, "a sheet in which nothing was typed is no coding"


def test_csv_is_read_as_well(study: Study) -> None:
    first = unit_ids(study, "P2")[0]
    path = pack(study, "P2_units.csv")
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    columns = lines[0].strip().replace('"', "").split(",")
    cells = lines[1].rstrip("\r\n").split('","')
    cells[columns.index("code")] = "'=work"  # as the program writes what looks like a formula
    lines[1] = '","'.join(cells) + "\r\n"
    path.write_text("".join(lines), encoding="utf-8-sig")
    read(study, path)
    assert given(study, "P2") == [("=work", said_of(study, "P2", first))]


def test_a_unit_that_has_changed_since_is_named_and_one_that_is_gone_keeps_its_code(study: Study) -> None:
    first, second, third, *_ = unit_ids(study, "P1")
    path = simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {one: {"code": "x"} for one in (first, second, third)})
    stored = storage.read(study.units("P1"), Units)
    kept = [one for one in stored.units if one.id != second]
    at = next(n for n, one in enumerate(kept) if one.id == third)
    kept[at] = kept[at].model_copy(update={"char_end": kept[at].char_end - 1, "text": kept[at].text[:-1]})
    storage.write(study.units("P1"), stored.model_copy(update={"units": tuple(kept)}))
    told = "\n".join(read(study, path))
    assert f"changed since the file was exported: {third}." in told
    assert f"1 codes have no place in the text as it is now ({second})" in told
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert [(one.unit, one.code) for one in coding.unplaced] == [(second, "x")]


def test_the_copy_of_another_coder_is_refused(study: Study) -> None:
    path = simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {unit_ids(study, "P1")[0]: {"code": "x"}})
    with pytest.raises(UserError) as refused:
        read(study, path, coder="B")
    assert refused.value.code == ExitCode.USAGE
    assert given(study, "P1", "B") == []


def written(sheet: Any, row: int, column: int, text: str) -> None:
    sheet.cell(row, column).value = text


BESIDE: dict[str, tuple[Callable[[Any], object], str]] = {
    # what a coder added to the sheet, and what is told of it
    "a second column for codes": (lambda s: (written(s, 2, 23, "Code"), written(s, 3, 23, "noise")), "not ours (W)"),
    "a column of their own": (lambda s: (written(s, 2, 23, "Sigrid"), written(s, 3, 23, "yes")), "not ours (W)"),
    "a row of their own": (lambda s: (s.insert_rows(4), written(s, 4, 11, "noise")), "1 rows with codes have no id"),
    "a heading alone": (lambda s: written(s, 2, 23, "Code 2"), ""),
    "a row without a code": (lambda s: (s.insert_rows(4), written(s, 4, 9, "a thought")), ""),
}


@pytest.mark.parametrize(("added", "expected"), BESIDE.values(), ids=BESIDE)
def test_what_a_coder_wrote_where_nothing_is_read_is_told(
    study: Study, added: Callable[[Any], object], expected: str
) -> None:
    import openpyxl

    path = simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {unit_ids(study, "P1")[0]: {"code": "sleep"}})
    book = openpyxl.load_workbook(path)
    added(book.worksheets[0])
    book.save(path)
    told = "\n".join(line for line in read(study, path) if line.startswith(path.name))
    assert (expected in told) if expected else not told
    assert "Sigrid" not in told
    assert [code for code, _ in given(study, "P1")] == ["sleep"]


def commented(path: Path, *cells: str) -> Path:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(path)
    for cell in cells:
        book.worksheets[0][cell].comment = Comment("noise, I think", CODER)
    book.save(path)
    return path


COMMENTED = "2 comments on cells were not read (H4, K5)"


def test_comments_on_cells_are_told_by_their_places(study: Study) -> None:
    told = [line for line in read(study, with_comments(study)) if line.startswith("P1_units")]
    assert len(told) == 1
    assert COMMENTED in told[0]
    assert CODER not in told[0]
    assert [code for code, _ in given(study, "P1")] == ["sleep"]


def with_comments(study: Study) -> Path:
    path = simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {unit_ids(study, "P1")[0]: {"code": "sleep"}})
    return commented(path, "H4", "K5")


HEADED: dict[str, tuple[str, str | None]] = {
    # what a coder wrote over the heading of the codes, and the heading that is told
    "a renamed heading": ("My codes", "Code"),
    "no heading": ("", "Code"),
    "another language's": ("Kode", None),
    "in small letters, with blanks": ("  code ", None),
}


@pytest.mark.parametrize(("heading", "told"), HEADED.values(), ids=HEADED)
@pytest.mark.parametrize("name", ["P1_units.xlsx", "P1_units.docx"])
def test_a_renamed_heading_of_the_codes_is_told_by_its_own_name(
    study: Study, name: str, heading: str, told: str | None
) -> None:
    path = renamed(pack(study, name), unit_ids(study, "P1")[0], heading)
    if told is None:
        read(study, path)
        assert [code for code, _ in given(study, "P1")] == ["sleep"]
        return
    with pytest.raises(UserError, match=f"no column is headed `{told}`") as refused:
        read(study, path)
    assert refused.value.code == ExitCode.WRONG_FILE
    assert not study.coding.exists()


def renamed(path: Path, unit: str, heading: str) -> Path:
    if path.suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        table = document.tables[-1]
        column = [cell.text for cell in table.rows[0].cells].index("Code")
        next(row for row in table.rows if row.cells[0].text == unit).cells[column].text = "sleep"
        table.rows[0].cells[column].text = heading
        document.save(str(path))
        return path
    import openpyxl

    simulated.typed_xlsx(path, {unit: {"code": "sleep"}})
    book = openpyxl.load_workbook(path)
    next(cell for cell in book.worksheets[0][2] if cell.value == "Code").value = heading
    book.save(path)
    return path


def test_a_table_of_which_every_heading_was_renamed_is_told_the_same(study: Study) -> None:
    import openpyxl

    path = renamed(pack(study, "P1_units.xlsx"), unit_ids(study, "P1")[0], "My codes")
    book = openpyxl.load_workbook(path)
    for cell in book.worksheets[0][2]:
        if cell.value in ("Subgroup", "Condensed meaning unit", "Note"):
            cell.value = f"my {cell.column}"
    book.save(path)
    with pytest.raises(UserError, match="no column is headed `Code`"):
        read(study, path)


@pytest.mark.parametrize("name", ["P1_units.xlsx", "all interviews units.xlsx", "P1_units.docx", "all interviews.qdpx"])
def test_an_interview_that_a_coder_has_emptied_keeps_its_codes_and_that_is_told(study: Study, name: str) -> None:
    blank = pack(study, name).read_bytes()
    first = unit_ids(study, "P1")[0]
    read(study, simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {first: {"code": "sleep"}}))
    (pack(study, name)).write_bytes(blank)
    told = [line for line in read(study, pack(study, name), when=LATER) if line.startswith("P")]
    assert len([line for line in told if line.startswith("P1: ")]) == 1
    assert f"what A returned on {WHEN[:10]} (1 passages, 0 notes) still holds" in "\n".join(told)
    assert "--withdraw P1 --coder A" in "\n".join(told)
    assert not any(line.startswith("P2: ") for line in told), "of P2 nothing had come"
    assert [code for code, _ in given(study, "P1")] == ["sleep"]
    withdraw_codes(study, ["P1"], "A", LATER)
    assert given(study, "P1") == []


# --- Word ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["P1_units.docx", "P1_transcript_pseudonymized.docx"])
def test_a_document_of_another_coder_is_refused(study: Study, name: str) -> None:
    path = simulated.commented_docx(pack(study, name), {"trams": (CODER, "noise")})
    with pytest.raises(UserError) as refused:
        read(study, path, coder="B")
    assert refused.value.code == ExitCode.USAGE
    assert given(study, "P1", "B") == []
    read(study, path)
    assert given(study, "P1") == [("noise", "trams")]


def test_a_cell_that_was_merged_downwards_is_that_of_each_unit(study: Study) -> None:
    import docx

    first, second, third, *_ = unit_ids(study, "P1")
    path = pack(study, "P1_units.docx")
    document = docx.Document(str(path))
    table = document.tables[-1]
    rows = {row.cells[0].text: row for row in table.rows}
    code = [cell.text for cell in table.rows[0].cells].index("Code")
    rows[first].cells[code].merge(rows[second].cells[code]).text = "sleep"
    rows[third].cells[code].text = "home"
    document.save(str(path))
    read(study, path)
    codes = {first: "sleep", second: "sleep", third: "home"}
    assert given(study, "P1") == [(given_code, said_of(study, "P1", unit)) for unit, given_code in codes.items()]


def test_cells_and_comments_of_the_table_of_units(study: Study) -> None:
    first, second, *_ = unit_ids(study, "P1")
    path = simulated.commented_docx(
        pack(study, "P1_units.docx"),
        {"trams": (CODER, "noise; place"), "awake until": (CODER, "She told me of this before, ask again.")},
        {first: {"Code": "sleep", "Subgroup": "nights"}},
    )
    read(study, path)
    assert given(study, "P1") == [("sleep", said_of(study, "P1", first)), ("noise", "trams"), ("place", "trams")]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert [(note.kind, note.unit) for note in coding.notes] == [("comment", first)]
    assert coding.stretches[0].group == "nights"
    assert second


def test_comments_on_the_transcript(study: Study) -> None:
    path = simulated.commented_docx(
        pack(study, "P1_transcript_pseudonymized.docx"), {"🌙 most days": (CODER, "sleep"), "Café": (CODER, "mornings")}
    )
    read(study, path)
    assert given(study, "P1") == [("sleep", "🌙 most days"), ("mornings", "Café")]


def test_a_comment_on_words_that_were_altered_is_placed_by_them_or_named(study: Study) -> None:
    path = simulated.commented_docx(pack(study, "P1_transcript_pseudonymized.docx"), {"trams": (CODER, "noise")})
    import docx

    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for part in paragraph.runs:
            part.text = part.text.replace("awake", "AWAKE")
    document.save(str(path))
    told = "\n".join(read(study, path))
    assert given(study, "P1") == [("noise", "trams")]
    assert "changed since the file was exported: P1-002." in told


# --- projects ---------------------------------------------------------------

PLACES = ("awake until noon 🌙", "Café mornings help", "My sister")
PROGRAMS: dict[str, tuple[Callable[[str], bytes], Callable[[str, int], int]]] = {
    # what a program does to a text, and how it counts a place of it
    "as it was": (lambda t: t.encode(), lambda t, at: at),
    "byte order mark": (lambda t: t.encode("utf-8-sig"), lambda t, at: at),
    "byte order mark, counted": (lambda t: t.encode("utf-8-sig"), lambda t, at: at + 1),
    "line ends of two signs": (lambda t: t.replace("\n", "\r\n").encode(), lambda t, at: at + t[:at].count("\n")),
    "line ends of two signs, counted as one": (lambda t: t.replace("\n", "\r\n").encode(), lambda t, at: at),
    "UTF-16": (lambda t: t.encode("utf-16"), lambda t, at: len(t[:at].encode("utf-16-le")) // 2),
    "an emoji counted as two": (lambda t: t.encode(), lambda t, at: len(t[:at].encode("utf-16-le")) // 2),
    "letters taken apart": (
        lambda t: unicodedata.normalize("NFD", t).encode(),
        lambda t, at: len(unicodedata.normalize("NFD", t[:at])),
    ),
    "everything at once": (
        lambda t: unicodedata.normalize("NFD", t).replace("\n", "\r\n").encode("utf-8-sig"),
        lambda t, at: len((unicodedata.normalize("NFD", t[:at])).replace("\n", "\r\n").encode("utf-16-le")) // 2 + 1,
    ),
}


@pytest.mark.parametrize("own", ["our codings kept", "our codings deleted"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_places_are_recounted_whatever_a_program_rewrote(study: Study, tmp_path: Path, program: str, own: str) -> None:
    """n codings out, n back, none moved."""
    rewritten, counted = PROGRAMS[program]

    def change(root: Any, members: dict[str, bytes]) -> None:
        text = text_of(root, members, "P1")
        code = add_code(root, "awake", "c-1", group="nights", about="lying awake")
        ours = list(root.iter(f"{{{simulated.NS}}}PlainTextSelection"))
        for one in ours:
            interview = one.getparent().get("name")
            whole = text_of(root, members, interview)
            for place in ("startPosition", "endPosition"):
                one.set(place, str(counted(whole, int(one.get(place)))))
            if own == "our codings deleted":
                one.getparent().remove(one)
        for words in PLACES:
            start = text.index(words)
            add_coding(root, "P1", code, (counted(text, start), counted(text, start + len(words))))
        for interview in ("P1", "P2"):
            members[member_of(root, interview)] = rewritten(text_of(root, members, interview))

    path = simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx")
    read(study, path)
    assert given(study, "P1") == [("awake", words) for words in PLACES]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert [(e.code, e.groups, e.definition) for e in coding.codebook] == [("awake", ("nights",), "lying awake")]
    assert not coding.unplaced


def test_the_project_for_maxqda_comes_back_as_it_went(study: Study, tmp_path: Path) -> None:
    def change(root: Any, members: dict[str, bytes]) -> None:
        text = text_of(root, members, "P1")
        start = text.index("trams")
        add_coding(root, "P1", add_code(root, "noise", "c-1"), (start, start + 5))

    path = simulated.project(pack(study, "maxqda/all interviews.qdpx"), change, tmp_path / "back.qdpx")
    told = "\n".join(read(study, path))
    assert given(study, "P1") == [("noise", "trams")]
    assert "codings by speaker and question are ours, and were left out" in told
    assert "recounted" not in told


def coded(study: Study, tmp_path: Path, alter: Callable[[str], str], words: str = "trams") -> Path:
    """A project in which the text of P1 was altered after it was coded."""

    def change(root: Any, members: dict[str, bytes]) -> None:
        text = alter(text_of(root, members, "P1"))
        start = text.index(words)
        add_coding(root, "P1", add_code(root, "noise", "c-1"), (start, start + len(words)))
        members[member_of(root, "P1")] = text.encode()

    return simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx")


ALTERED = {
    "a word": (lambda t: t.replace("awake", "asleep"), "P1: turn P1-002, from sign 8 on."),
    "a turn is missing": (
        lambda t: "\n".join(line for line in t.split("\n") if "How was it" not in line),
        "P1-001, is not",
    ),
    "a line of the coder's": (lambda t: t.replace("\nP1:", "\nMy idea.\n\nP1:"), "1 lines that belong to no turn"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_a_text_that_is_not_ours_is_refused_with_the_place(study: Study, tmp_path: Path, what: str) -> None:
    alter, where = ALTERED[what]
    with pytest.raises(UserError) as refused:
        read(study, coded(study, tmp_path, alter))
    assert refused.value.code == ExitCode.REFUSED
    assert where in refused.value.what
    assert not any(word in refused.value.what for word in ("asleep", "idea", "trams", "work"))
    assert not study.coding.exists()


def test_another_heading_is_no_other_text(study: Study, tmp_path: Path) -> None:
    """The status above the talk changes when an interview is approved."""
    read(study, coded(study, tmp_path, lambda t: t.replace("DRAFT", "FINAL", 1)))
    assert given(study, "P1") == [("noise", "trams")]


def test_replacements_in_the_words_of_other_readers_move_nothing(study: Study, tmp_path: Path) -> None:
    """What a release for coders calls `[a man]` is `[P2]` for the team; the text around is the same."""

    def change(root: Any, members: dict[str, bytes]) -> None:
        text = text_of(root, members, "P2")
        assert "[P2]" in text
        text = text.replace("[P2]", "[the one who was interviewed]")
        start = text.index("back again")
        add_coding(root, "P2", add_code(root, "return", "c-1"), (start, start + len("back again")))
        members[member_of(root, "P2")] = text.encode()

    read(study, simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx"))
    assert given(study, "P2") == [("return", "back again")]


def test_an_earlier_version_is_read_as_far_as_it_stands(study: Study, tmp_path: Path) -> None:
    path = coded(study, tmp_path, lambda t: t.replace("awake", "asleep"))
    told = "\n".join(read(study, path, earlier=True))
    assert given(study, "P1") == [("noise", "trams")]
    assert "changed since the file was exported: P1-002." in told
    path = coded(study, tmp_path, lambda t: t.replace("awake", "asleep"), words="asleep")
    told = "\n".join(read(study, path, earlier=True))
    assert given(study, "P1") == []
    assert "1 codes have no place" in told
    assert "(P1-002)" in told


FORMS = ("maxqda/P1.txt", "qualcoder/P1.txt", "atlasti/P1.txt", "dedoose/P1.txt")
"""The texts that we make for single programs, which people may import instead of the project."""


@pytest.mark.parametrize("form", FORMS)
def test_texts_of_single_programs_come_back_as_well(study: Study, tmp_path: Path, form: str) -> None:
    def change(root: Any, members: dict[str, bytes]) -> None:
        source = simulated.source_of(root, "P1")
        for selection in list(source.iter(f"{{{simulated.NS}}}PlainTextSelection")):
            source.remove(selection)
        data = pack(study, form).read_bytes()
        text, code = data.decode("utf-8-sig"), add_code(root, "awake", "c-1")
        for words in PLACES:
            start = text.index(words)
            add_coding(root, "P1", code, (start, start + len(words)))
        members[member_of(root, "P1")] = data

    read(study, simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx"))
    assert given(study, "P1") == [("awake", words) for words in PLACES]


def test_a_text_in_which_nobody_worked_stands_in_nobodys_way(study: Study, tmp_path: Path) -> None:
    """Who imports the project and the texts of a folder may have an interview twice."""

    def change(root: Any, members: dict[str, bytes]) -> None:
        text = text_of(root, members, "P1")
        start = text.index("trams")
        add_coding(root, "P1", add_code(root, "noise", "c-1"), (start, start + 5))
        sources = next(root.iter(f"{{{simulated.NS}}}Sources"))
        second = {"name": "P1", "guid": "second", "plainTextPath": "internal://second.txt"}
        sources.insert(0, sources.makeelement(f"{{{simulated.NS}}}TextSource", second))
        members["sources/second.txt"] = b"My own summary of it."

    told = "\n".join(read(study, simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx")))
    assert given(study, "P1") == [("noise", "trams")]
    assert "1 sources are no interview of this study, or nobody worked in them" in told


@pytest.mark.parametrize("name", ["P1_units.xlsx", "P1_units.docx", "all interviews.qdpx"])
def test_a_file_in_which_nobody_worked_is_told_and_stored_nowhere(study: Study, name: str) -> None:
    assert read(study, pack(study, name)) == [f"{name} holds no code and no note of a coder."]
    assert not study.coding.exists()


def test_codings_of_several_users_are_told_apart_by_number(study: Study, tmp_path: Path) -> None:
    def change(root: Any, members: dict[str, bytes]) -> None:
        users = next(root.iter(f"{{{simulated.NS}}}Users"))
        for number in (1, 2):
            users.append(users.makeelement(f"{{{simulated.NS}}}User", {"guid": f"u-{number}", "name": CODER}))
        text, code = text_of(root, members, "P1"), add_code(root, "noise", "c-1")
        for number, words in ((1, "trams"), (2, "street")):
            start = text.index(words)
            add_coding(root, "P1", code, (start, start + len(words)), user=f"u-{number}", note=f"by {number}")

    path = simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx")
    with pytest.raises(UserError) as refused:
        read(study, path)
    assert "2 users" in refused.value.what
    number = int(refused.value.fix.rsplit("(", 1)[1].split(",")[0])
    read(study, path, user=number)
    assert given(study, "P1") == [("noise", "trams")]


def test_a_coding_over_several_turns_is_one_in_each(study: Study, tmp_path: Path) -> None:
    def change(root: Any, members: dict[str, bytes]) -> None:
        text = text_of(root, members, "P1")
        add_coding(root, "P1", add_code(root, "all", "c-1"), (text.index("I: How"), text.index(" My bed")))

    read(study, simulated.project(pack(study, "all interviews.qdpx"), change, tmp_path / "back.qdpx"))
    assert given(study, "P1") == [
        ("all", "How was it to be back at work?"),
        ("all", "I lie awake until noon 🌙 most days of the week."),
    ]


# --- what is kept, and what is not ---------------------------------------------------------------


def simple(study: Study, **codes: str) -> Path:
    """The csv of P1 with a code beside its first unit."""
    return simulated.typed_xlsx(pack(study, "P1_units.xlsx"), {unit_ids(study, "P1")[0]: codes})


def test_nothing_is_overwritten_and_what_was_returned_can_be_taken_back(study: Study) -> None:
    read(study, simple(study, code="one"))
    told = read(study, simple(study, code="two"), when=LATER)
    assert [code for code, _ in given(study, "P1")] == ["two"]
    assert any("1 passages more and 1 less" in line for line in told)
    assert any("returned the same" in line for line in read(study, simple(study, code="two"), when=LATER))
    assert len(codings_of(study, "P1", "A").codings) == 2
    withdraw_codes(study, ["P1"], "A", LATER)
    assert [code for code, _ in given(study, "P1")] == ["one"]
    withdraw_codes(study, ["P1"], "A", LATER)
    assert given(study, "P1") == []
    with pytest.raises(UserError):
        withdraw_codes(study, ["P1"], "A", LATER)
    read(study, simple(study, code="two"), when=LATER)
    assert [code for code, _ in given(study, "P1")] == ["two"]
    assert len(codings_of(study, "P1", "A").codings) == 5


def test_files_of_one_command_are_one_coding(study: Study) -> None:
    document = simulated.commented_docx(pack(study, "P1_units.docx"), {"trams": (CODER, "noise")})
    read(study, simple(study, code="sleep"), document)
    assert [code for code, _ in given(study, "P1")] == ["sleep", "noise"]
    coding = codings_of(study, "P1", "A").in_force
    assert coding is not None
    assert coding.sources == ("document", "table")


def test_no_name_of_a_coder_is_kept(study: Study) -> None:
    read(study, simulated.commented_docx(pack(study, "P1_units.docx"), {"trams": (CODER, "noise")}))
    kept = b"".join(path.read_bytes() for path in study.restricted.rglob("*") if path.is_file())
    assert CODER.encode() not in kept
    assert b"Sigrid" not in kept


def test_the_log_tells_counts(study: Study) -> None:
    read(study, simple(study, code="sleep", note="Hanne said so"))
    last = audit_log.read(study)[-1]
    assert (last.what, last.about, last.by) == ("codes returned: 1 passages, 1 notes", "P1", "coder A")


@pytest.mark.parametrize("coder", ["Sigrid", "P1", "a b", "Hanne", ""])
def test_a_coder_has_an_id_and_no_name(study: Study, coder: str) -> None:
    with pytest.raises(UserError) as refused:
        read(study, pack(study, "P1_units.xlsx"), coder=coder)
    assert refused.value.code == ExitCode.USAGE


def test_spellings_are_told_and_not_merged(study: Study) -> None:
    first, second, *_ = unit_ids(study, "P1")
    path = simulated.typed_xlsx(
        pack(study, "P1_units.xlsx"), {first: {"code": "Back to work"}, second: {"code": "back-to work"}}
    )
    told = "\n".join(read(study, path))
    assert "1 codes are spelt in several ways (2 spellings)" in told
    assert [code for code, _ in given(study, "P1")] == ["Back to work", "back-to work"]
    assert "Back" not in told


def test_status_says_who_has_returned_what(study: Study) -> None:
    assert list(returned(study)) == []
    read(study, simple(study, code="sleep"))
    assert list(returned(study)) == ["Codes of A: P1 (last on 2026-11-22)"]
    code, shown = run("status", "--study", study.root)
    assert code == 0
    assert "Codes of A: P1 (last on 2026-11-22)" in shown


# --- the study around it ---------------------------------------------------------------


def everything_of(study: Study) -> bytes:
    return b"".join(path.read_bytes() for path in study.root.rglob("*") if path.is_file())


def test_who_withdraws_takes_all_codings_along(study: Study) -> None:
    read(study, simple(study, code="trammish", note="a strange note"))
    others = simulated.typed_xlsx(pack(study, "P2_units.xlsx"), {unit_ids(study, "P2")[0]: {"code": "winterish"}})
    read(study, others)
    result = withdraw(study, "P1", by=ROLE, when=LATER)
    assert "restricted/coding/P1_coder_A.json" in result.removed
    assert not any(word in everything_of(study) for word in (b"trammish", b"a strange note"))
    assert [code for code, _ in given(Study.open(study.root), "P2")] == ["winterish"]
    assert not any("coding" in one.where for one in result.remaining)


def test_what_remains_names_codings(study: Study) -> None:
    read(study, simple(study, code="sleep"))
    assert ("codes and notes of coders", "restricted/coding/P1_coder_A.json") in of_study(study)


def test_a_withdrawal_from_a_joint_interview_takes_that_talk_out() -> None:
    stays = CodedStretch(char_start=0, char_end=1, turn="F1-001", code="a", text="a")
    goes = stays.model_copy(update={"turn": "F1-002"})
    notes = [CodingNote(kind="note", text=turn or "of no place", turn=turn) for turn in ("F1-001", "F1-002", "")]
    one = Coding(id="1", when=WHEN, stretches=(stays, goes), notes=tuple(notes))
    log = of_codings(CodingLog(interview="F1", coder="A", codings=(one,)), without([], ["F1-002"]))
    assert log.codings[0].stretches == (stays,)
    assert [note.text for note in log.codings[0].notes] == ["F1-001"]


def test_a_handover_carries_codings_and_brings_those_of_both_together(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(passphrases.HANDOVER, "three green umbrellas")
    read(study, simple(study, code="one"))
    hand_over(study, tmp_path / "out.age", HandoverParts("study"), by=ROLE, when=WHEN)
    begin(tmp_path / "out.age", tmp_path / "there" / "study", by=ROLE, when=WHEN)
    there = Study.open(tmp_path / "there" / "study")
    assert given(there, "P1") == given(study, "P1")
    read(study, simple(study, code="two"), when="2026-11-26T09:00+01:00")
    read(there, simple(study, code="three"), when=LATER)
    hand_over(there, tmp_path / "back.age", HandoverParts("study"), by=ROLE, when=LATER)
    receive(study, tmp_path / "back.age", by=ROLE, when=LATER)
    assert [c.stretches[0].code for c in codings_of(study, "P1", "A").codings] == ["one", "three", "two"]
    assert [code for code, _ in given(study, "P1")] == ["two"]


WRONG = {
    "notes.txt": (b"sleep", ExitCode.WRONG_FILE),
    "x.docx": (b"no package", ExitCode.WRONG_FILE),
    "x.qdpx": (b"PK\x03\x04", ExitCode.WRONG_FILE),
    "x.csv": (b"a,b\n1,2\n", ExitCode.WRONG_FILE),
}


@pytest.mark.parametrize("name", WRONG)
def test_other_files_are_refused(study: Study, tmp_path: Path, name: str) -> None:
    content, code = WRONG[name]
    (tmp_path / name).write_bytes(content)
    ended, shown = run("import", "codes", tmp_path / name, "--coder", "A", "--study", study.root)
    assert ended == code, shown
    assert "→" in shown


def test_the_command_reads_and_takes_back(study: Study) -> None:
    where = ("--coder", "A", "--study", study.root)
    code, shown = run("import", "codes", simple(study, code="sleep"), *where)
    assert code == 0, shown
    assert "1 codings read" in shown
    assert "sleep" not in shown
    code, shown = run("import", "codes", "--withdraw", "P1", *where)
    assert code == 0, shown
    assert given(study, "P1") == []
    assert run("import", "codes", *where)[0] == ExitCode.USAGE
    assert run("import", "codes", "--withdraw", "P9", *where)[0] != 0


@pytest.mark.parametrize(
    ("path", "read_back"), [("", True), ("sources/", True), ("INTERNAL://", True), ("relative://", False)]
)
def test_the_text_of_a_project_is_found_by_whatever_path_programs_write(
    study: Study, tmp_path: Path, path: str, read_back: bool
) -> None:
    def alter(root: Any, members: dict[str, bytes]) -> None:
        code = add_code(root, "noise", "00000000-0000-4000-8000-000000000001")
        start = text_of(root, members, "P1").index("trams")
        add_coding(root, "P1", code, (start, start + len("trams")))
        for source in root.iter("{*}TextSource"):
            source.set("plainTextPath", source.get("plainTextPath").replace("internal://", path))

    file = simulated.project(study.exports / "all interviews.qdpx", alter, tmp_path / "back.qdpx")
    if read_back:
        read(study, file)
        assert given(study, "P1") == [("noise", "trams")]
    else:
        with pytest.raises(UserError):
            read(study, file)


# --- saved by LibreOffice -------------------------------------------------------


@pytest.fixture(scope="module")
def office() -> str:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice") or str(pytest.skip("there is no LibreOffice on this machine"))


def saved(office: str, path: Path, form: str, to: Path) -> Path:
    """The file as LibreOffice saves it in a format, opened and saved without a screen."""
    home = f"-env:UserInstallation={(to / 'profile').as_uri()}"
    command = [office, home, "--headless", "--convert-to", form, "--outdir", str(to / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return to / "saved" / f"{path.stem}.{form}"


@pytest.mark.processes
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_workbook_that_libreoffice_saved_holds_every_code(
    study: Study, tmp_path: Path, office: str, form: str
) -> None:
    units = [(one, unit) for one in SAID for unit in unit_ids(study, one)]
    cells = {unit: {"code": f"code {n}; =both\nÆ – ☂", "note": f"+{n}"} for n, (_, unit) in enumerate(units)}
    path = simulated.typed_xlsx(pack(study, "all interviews units.xlsx"), cells, [("=both", "groups", "it's said")])
    read(study, saved(office, path, form, tmp_path))
    for one in SAID:
        expected = [
            (code, said_of(study, one, unit))
            for n, (interview, unit) in enumerate(units)
            if interview == one
            for code in (f"code {n}", "=both", "Æ – ☂")
        ]
        assert given(study, one) == expected
        coding = codings_of(study, one, "A").in_force
        assert coding is not None
        assert [note.text for note in coding.notes] == [
            f"+{n}" for n, (interview, _) in enumerate(units) if interview == one
        ]


@pytest.mark.processes
def test_a_document_that_libreoffice_saved_holds_every_comment_at_its_place(
    study: Study, tmp_path: Path, office: str
) -> None:
    comments = {"🌙 most days": (CODER, "sleep; light"), "Café": (CODER, "mornings"), "trams": (CODER, "noise")}
    path = simulated.commented_docx(pack(study, "P1_transcript_pseudonymized.docx"), comments)
    read(study, saved(office, path, "docx", tmp_path))
    assert given(study, "P1") == [
        ("sleep", "🌙 most days"),
        ("light", "🌙 most days"),
        ("noise", "trams"),
        ("mornings", "Café"),
    ]


@pytest.mark.processes
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_comments_on_cells_that_libreoffice_saved_are_told_too(
    study: Study, tmp_path: Path, office: str, form: str
) -> None:
    assert COMMENTED in "\n".join(read(study, saved(office, with_comments(study), form, tmp_path)))
