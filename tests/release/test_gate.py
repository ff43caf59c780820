"""The gate: what leaves is searched to the last byte, or does not leave."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from ipstranscribe.model import Decision, Decisions, Entity, Key
from ipstranscribe.release.gate import Gate
from ipstranscribe.study.storage import digest_of
from tests.release.looking import look_through

KEY = Key(
    study="test-study",
    entities=(
        Entity(id="E0001", category="person", replacement="[P1]", forms=("Hanne Nordmo", "Hanne", "Nordmo")),
        Entity(id="E0002", category="person", replacement="[husband]", forms=("Dag",)),
        Entity(id="E0003", category="phone", replacement="[phone number 1]", forms=("684 41 709",)),
        Entity(id="E0004", category="age", replacement="[age 1]", forms=("53",)),
    ),
)


def docx(fill: Callable[[object], None]) -> bytes:
    document, out = Document(), io.BytesIO()
    fill(document)
    document.save(out)
    return out.getvalue()


def xlsx(fill: Callable[[object], None]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def over_runs(document: object) -> None:
    paragraph = document.add_paragraph("Then Ha")
    paragraph.add_run("nne No").bold = True
    paragraph.add_run("rdmo came")


def after_a_tab(document: object) -> None:
    document.add_paragraph("P1:\t00:01:02\tHanne said so")


def with_comment(document: object) -> None:
    paragraph = document.add_paragraph("fine")
    document.add_comment(paragraph.runs, text="ask Hanne", author="", initials="")


def in_properties(document: object) -> None:
    document.core_properties.author = "Hanne Nordmo"


def in_header(document: object) -> None:
    document.sections[0].header.paragraphs[0].text = "Interview with Hanne"


def in_sheet_comment(book: object) -> None:
    book.active["A1"] = "fine"
    book.active["A1"].comment = Comment("ask Hanne", "x")


def sheet_title(book: object) -> None:
    book.active.title = "Hanne"


def with_member(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def without_thumbnail(package: bytes) -> bytes:
    """python-docx's own template carries a picture; ours does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if not name.endswith(".jpeg"):
                new.writestr(name, old.read(name))
    return out.getvalue()


NESTED = (
    b'<w:body xmlns:w="w"><w:p><w:r><w:t>Han</w:t></w:r><w:r><w:txbx><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbx></w:r>'
    b"<w:r><w:t>ne</w:t></w:r></w:p></w:body>"
)

LEAKS = {
    "plain text": {"a.txt": b"Then Hanne came"},
    "csv": {"a.csv": b"\xef\xbb\xbfid,text\r\n1,nordmo\r\n"},
    "a file name": {"Hanne_units.csv": b"x"},
    "a folder name": {"hanne/units.csv": b"x"},
    "capitals": {"a.txt": b"HANNE"},
    "a Norwegian genitive": {"a.txt": b"Hannes stemme"},
    "decomposed letters": {"a.txt": "Ha\u00adnne".encode()},
    "a zero-width character": {"a.txt": "Han\u200bne".encode()},
    "a phone number with other signs": {"a.txt": b"684-41.709"},
    "eleven digits nobody knows": {"a.txt": b"ring 04878441327"},
    "an e-mail nobody knows": {"a.txt": b"x@example.org"},
    "inside brackets": {"a.txt": b"[Hanne]"},
    "a number in another grouping": {"a.txt": b"ring 68441709 n\xc3\xa5"},
    "a number with its country code": {"a.txt": b"+47 684 41 709".replace(b" 709", b"709")},
    "full-width letters": {"a.txt": "Ｈanne".encode()},
    "HTML markup inside": {"a.html": b"Ha<b>nne</b> N&#111;rdmo"},
    "JSON escapes": {"a.json": rb'{"a": "H\u0061nne"}'},
    "an XML comment": {"a.docx": with_member("word/a.xml", b"<a><!-- Hanne --></a>")},
    "a paragraph that holds a text box": {"a.docx": with_member("word/a.xml", NESTED)},
    "over runs of Word": {"a.docx": docx(over_runs)},
    "after a tab in Word": {"a.docx": docx(after_a_tab)},
    "a Word comment": {"a.docx": docx(with_comment)},
    "Word properties": {"a.docx": docx(in_properties)},
    "a Word header": {"a.docx": docx(in_header)},
    "an Excel cell": {"a.xlsx": xlsx(lambda book: book.active.append(["Hanne"]))},
    "an Excel comment": {"a.xlsx": xlsx(in_sheet_comment)},
    "an Excel sheet name": {"a.xlsx": xlsx(sheet_title)},
    "the name of an archive member": {"a.docx": with_member("word/Hanne.xml", b"<a>Hanne</a>")},
    "an XML attribute": {"a.docx": with_member("word/a.xml", b'<a title="Hanne"/>')},
}
UNREADABLE = {
    "an unknown type": {"a.bin": b"x"},
    "no ending": {"README": b"x"},
    "text that is not UTF-8": {"a.txt": b"H\xe5kon\xff"},
    "a damaged document": {"a.docx": b"PK\x03\x04 nothing"},
    "a picture inside": {"a.docx": with_member("word/media/a.png", b"\x89PNG")},
    "an XML entity": {"a.docx": with_member("word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')},
    "XML that is none": {"a.docx": with_member("word/a.xml", b"<a>")},
}
CLEAN = {
    "replacements": {"a.txt": b"Then [P1] came with [husband], 53 or 54 times."},
    "a checksum with eleven digits in a row": {"a.txt": b"fa04878441327cd8  P1_units.csv"},
    "other words": {"a.txt": b"channel, hannebad, daglig, 684 41 70"},
    "a Word document": {"a.docx": without_thumbnail(docx(lambda d: d.add_paragraph("Then [P1] came")))},
    "a workbook": {"a.xlsx": xlsx(lambda b: b.active.append(["[P1]", "=text"]))},
}


@pytest.mark.parametrize("files", LEAKS.values(), ids=LEAKS.keys())
def test_a_known_form_is_found_wherever_it_hides_and_never_shown(files: dict[str, bytes]) -> None:
    verdict = look_through(files, KEY, Decisions())
    assert verdict.findings
    assert not any("hanne" in f"{f.file}{f.part}{f.what}".casefold() for f in verdict.findings)


@pytest.mark.parametrize("files", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_looked_into_is_refused(files: dict[str, bytes]) -> None:
    (finding,) = look_through(files, KEY, Decisions()).findings
    assert "cannot be looked into" in finding.what


def test_the_name_of_a_file_is_not_told_if_it_is_what_must_not_be_told() -> None:
    findings = look_through({"hanne_nordmo.bin": b"x", "z.bin": b"x"}, KEY, Decisions()).findings
    assert {finding.file for finding in findings} == {"file 1 in alphabetical order", "z.bin"}


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN.keys())
def test_what_is_clean_passes(files: dict[str, bytes]) -> None:
    assert look_through(files, KEY, Decisions()).findings == ()


def test_only_the_written_form_that_a_person_decided_on_passes() -> None:
    word = Decisions(decisions=(Decision(form="dag", verdict="reject", by="investigator", when="now"),))
    assert not look_through({"a.txt": b"dag for dag"}, KEY, word).findings
    assert look_through({"a.txt": b"dag for dag"}, KEY, Decisions()).findings
    assert look_through({"a.txt": b"Dag for dag"}, KEY, word).findings


NAMESAKES = Key(
    study="test-study",
    entities=(
        Entity(id="E0001", category="person", replacement="[P1's husband]", scope="P1", forms=("Dag",)),
        Entity(id="E0002", category="person", replacement="[person 1]", scope="P2", forms=("Dag",)),
        Entity(id="E0003", category="place", replacement="[place 1]", forms=("Karl Johan", "Moss")),
        Entity(id="E0004", category="person", replacement="[P3]", forms=("Karl", "Johan")),
        Entity(id="E0005", category="phone", replacement="[phone number 1]", forms=("684 41 709",)),
    ),
)
INTERVIEWS = {"P1": "P1", "P2": "P2", "P2b": "P2"}


@pytest.mark.parametrize(
    ("decided", "file", "text", "passes"),
    [
        (("Dag", "reject", "E0002"), "P2_units.csv", "Dag for dag", True),
        (("Dag", "reject", "E0002"), "P2b_units.csv", "Dag for dag", True),
        (("Dag", "reject", "E0002"), "P1_units.csv", "Dag for dag", False),
        (("Dag", "reject", "E0002"), "P1/units.csv", "Dag for dag", False),
        (("Dag", "reject", "E0002"), "all.csv", "Dag for dag", False),
        (("Dag", "reject", "E0002"), "P2_and_P2b.csv", "Dag for dag", True),
        (("Dag", "reject", "E0002"), "P2_and_P1.csv", "Dag for dag", False),
        (("Dag", "reject", "E0002"), "P2/P1.csv", "Dag for dag", False),
        (("Dag", "reject", None), "all.csv", "Dag for dag", True),
        (("Moss", "reject", "E0003"), "P1_units.csv", "moss and Moss", True),
        (("Moss", "reject", "E0003"), "P1_units.csv", "MOSS", False),
        (("Moss", "reject", "E9999"), "P1_units.csv", "Moss", True),  # an ordinary word is one for everybody
        (("Karl Johan", "reject", "E0003"), "P1_units.csv", "down Karl Johan street", True),
        (("Karl Johan", "reject", "E0003"), "P1_units.csv", "down Karl Johan street with Johan", False),
        (("Karl Johan", "reject", "E0003"), "P1_units.csv", "down karl johan street", False),
        (("22 33 44 55", "reject", None), "P1_units.csv", "call 22 33 44 55", True),
        (("22 33 44 55", "reject", None), "P1_units.csv", "call 22 33 44 56", False),
        (("karl@post.example", "reject", None), "P1_units.csv", "at karl@post.example", True),
        (("karl@post.example", "reject", None), "P1_units.csv", "at johan@post.example", False),
        (("684 41 709", "reject", "E0005"), "P1_units.csv", "call 684 41 709", True),
        (("684 41 709", "reject", "E0005"), "P1_units.csv", "call 68441709", False),
    ],
)
def test_a_decision_covers_its_written_form_as_far_as_it_reaches(
    decided: tuple[str, str, str | None], file: str, text: str, *, passes: bool
) -> None:
    form, verdict, entity = decided
    decisions = Decisions(
        decisions=(Decision(form=form, verdict=verdict, entity=entity, by="investigator", when="now"),)
    )
    assert (not look_through({file: text.encode()}, NAMESAKES, decisions, INTERVIEWS).findings) == passes


def test_a_form_that_is_left_for_one_and_replaced_for_another_is_covered_only_where_it_is_left() -> None:
    decisions = Decisions(
        decisions=(
            Decision(form="Dag", verdict="reject", entity="E0002", by="investigator", when="now"),
            Decision(form="Dag", verdict="accept", entity="E0001", by="investigator", when="now"),
        )
    )
    files = {"P1_units.csv": b"Dag", "P2_units.csv": b"Dag"}
    assert {f.file for f in look_through(files, NAMESAKES, decisions, INTERVIEWS).findings} == {"P1_units.csv"}


ACCEPTED = Decision(form="Dag", verdict="accept", entity="E0001", by="investigator", when="now")
LEFT = Decision(form="Dag", verdict="reject", by="investigator", when="now")
REPLACED = Decision(form="Dag", verdict="accept", by="investigator", when="now")


@pytest.mark.parametrize(
    ("decisions", "refused"),
    [
        ((ACCEPTED, LEFT), set()),
        ((LEFT, ACCEPTED), {"P1_units.csv"}),
        ((LEFT, REPLACED), {"P1_units.csv", "P2_units.csv"}),
        ((REPLACED, LEFT), set()),
        ((ACCEPTED, REPLACED, LEFT), set()),
        ((ACCEPTED, LEFT, REPLACED), {"P1_units.csv", "P2_units.csv"}),
    ],
)
def test_the_latest_word_on_a_form_counts_as_it_does_when_texts_are_made(
    decisions: tuple[Decision, ...], refused: set[str]
) -> None:
    files = {"P1_units.csv": b"Dag", "P2_units.csv": b"Dag"}
    found = look_through(files, NAMESAKES, Decisions(decisions=decisions), INTERVIEWS).findings
    assert {finding.file for finding in found} == refused


def test_a_whole_name_is_counted_once_and_its_parts_are_not_counted_again() -> None:
    findings = look_through({"a.txt": b"Hanne Nordmo, and Hanne"}, KEY, Decisions()).findings
    assert {finding.times for finding in findings} == {2}


def test_a_form_that_a_person_decided_to_replace_is_refused_even_if_the_key_does_not_know_it() -> None:
    decided = Decisions(decisions=(Decision(form="zorblatt", verdict="accept", by="investigator", when="now"),))
    assert look_through({"a.txt": b"then Zorblatt came"}, KEY, decided).findings


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_a_name_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    text = f"{before} Nordmo {after}".encode("utf-8", "replace")
    assert look_through({"a.txt": text}, KEY, Decisions()).findings


FOUND = Key(
    study="s",
    entities=(
        Entity(id="E0001", category="person", replacement="[person 1]", found_forms=("Problem",)),
        Entity(id="E0002", category="person", replacement="[person 2]", capital_forms=("Heather",)),
        Entity(id="E0003", category="age", replacement="[age 1]", forms=("four",)),
    ),
)


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("the problem, and Problem again", True),
        ("the heather blooms", True),
        ("then Heather came", False),
        ("two weeks on, four off", True),
    ],
)
def test_a_word_that_was_once_taken_for_a_name_is_refused_no_further_than_it_carries(
    text: str, *, passes: bool, accepted: bool
) -> None:
    """Also when a person has accepted it where it was found: an age stays a number elsewhere."""
    forms = [("Problem", "E0001"), ("Heather", "E0002"), ("four", "E0003")] if accepted else []
    accept = tuple(Decision(form=f, verdict="accept", entity=e, by="investigator", when="now") for f, e in forms)
    found = look_through({"a.txt": text.encode()}, FOUND, Decisions(decisions=accept)).findings
    assert (not found) == passes


def test_a_recording_passes_by_its_bytes_alone_and_under_no_other_kind() -> None:
    """One sign more and it is another recording; a name in its name is found, and only recordings pass so."""
    made = b"OggS" + bytes(range(256))
    gate = replace(Gate.of(KEY, Decisions()), sounds=frozenset({digest_of(made)}))
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as members:
        members.writestr("sources/A.ogg", made)
    assert gate.search_file("P1_sound/P1-MU001.ogg", made).findings == ()
    assert gate.search_file("all interviews.qdpx", package.getvalue()).findings == ()
    assert gate.search_file("P1_sound/P1-MU001.ogg", made + b"\0").findings
    assert gate.search_file("P1_sound/Hanne.ogg", made).findings
    assert gate.search_file("P1.pdf", made).findings
    assert Gate.of(KEY, Decisions()).search_file("P1_sound/P1-MU001.ogg", made).findings
