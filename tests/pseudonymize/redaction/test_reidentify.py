"""Originals put back: every replacement that the key knows, nothing else, and layout as it was."""

import csv
import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Entity, Key
from ipstranscribe.pseudonymize.redaction.reidentify import forms_of, reidentify


def entity(number: int, replacement: str, *forms: str) -> Entity:
    return Entity(id=f"E{number:04d}", category="person", replacement=replacement, forms=forms)


KEY = Key(
    study="test-study",
    entities=(
        entity(1, "[P1]", "Hanne Nordmo", "Hanne"),
        entity(2, "[P1's husband]", 'Åge "Kake" Lie, jr.'),
        entity(3, "[place 1]", "Kvistebo"),
        entity(4, "[boss]", "Tove"),
        entity(5, "[boss]", "Siri"),
        entity(6, "[nobody]"),
    ),
)
TEXTS = {
    "Then [P1] came.": ("Then Hanne Nordmo came.", 1, 0),
    "[P1]'s van, [P1]s bil": ("Hanne Nordmo's van, Hanne Nordmos bil", 2, 0),
    "in [place 1: town in Eastern Norway]": ("in Kvistebo", 1, 0),
    "[P1\u2019s husband]": ('Åge "Kake" Lie, jr.', 1, 0),
    "[laughs] [boss] [nobody] [P11]": ("[laughs] [boss] [nobody] [P11]", 0, 4),
    "P1 [] [\n]": ("P1 [] [\n]", 0, 0),
}


@pytest.mark.parametrize("name", ["a.txt", "A.MD"])
@pytest.mark.parametrize(("before", "expected"), TEXTS.items())
def test_replacements_turn_back_in_text(before: str, expected: tuple[str, int, int], name: str) -> None:
    done = reidentify(before.encode(), name, KEY)
    assert (done.content.decode(), done.put_back, done.unknown) == expected
    assert done.text == expected[0]


@given(st.text(alphabet=st.characters(exclude_characters="[]", exclude_categories=("Cs",))))
def test_text_without_brackets_stays_as_it_is_to_the_byte(text: str) -> None:
    assert reidentify(text.encode(), "a.txt", KEY).content == text.encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_cell_stays_a_cell_whatever_the_name_holds(delimiter: str, mark: str) -> None:
    head, row = ["id", "text", "x"], ["P1-1", "[P1's husband] and\n[P1]", ""]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([head, row])
    done = reidentify((mark + out.getvalue()).encode(), "a.csv", KEY)
    text = done.content.decode()
    assert text.startswith(mark)
    assert list(csv.reader(io.StringIO(text.removeprefix(mark), newline=""), delimiter=delimiter)) == [
        head, ["P1-1", 'Åge "Kake" Lie, jr. and\nHanne Nordmo', ""],
    ]  # fmt: skip
    assert (done.put_back, done.unknown) == (2, 0)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_documents_keep_their_layout_though_runs_part_a_bracket() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for text, bold in (
        ("Then [P", False),
        ("1", True),
        ("] and [place 1", False),
        (": town] came", True),
        (".", False),
    ):
        paragraph.add_run(text).bold = bold
    document.add_table(1, 1).cell(0, 0).text = "[P1] [laughs]"
    document.sections[0].header.paragraphs[0].text = "[place 1]"
    done = reidentify(saved(document), "a.docx", KEY)
    after = Document(io.BytesIO(done.content))
    runs = [(run.text, run.bold) for run in after.paragraphs[0].runs]
    assert runs == [("Then Hanne Nordmo", False), ("", True), (" and Kvistebo", False), (" came", True), (".", False)]
    assert after.tables[0].cell(0, 0).text == "Hanne Nordmo [laughs]"
    assert after.sections[0].header.paragraphs[0].text == "Kvistebo"
    assert (done.put_back, done.unknown) == (4, 1)
    assert "Then Hanne Nordmo and Kvistebo came." in done.text


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF"), ("a", b"x"), ("a.txt", b"\xff\xfe"), ("a.csv", b'"a'), ("a.docx", b"PK"), ("a.docx", b"")],
)
def test_what_cannot_be_read_is_said_to_be(name: str, content: bytes) -> None:
    with pytest.raises(UserError) as caught:
        reidentify(content, name, KEY)
    assert caught.value.code is ExitCode.WRONG_FILE


@pytest.mark.parametrize("asked", ["[P1]", "P1", "E0001"])
def test_an_entity_is_looked_up_by_replacement_or_id(asked: str) -> None:
    assert forms_of(KEY, asked) == [("Hanne Nordmo", "Hanne")]


def test_two_entities_with_one_replacement_are_both_told() -> None:
    assert forms_of(KEY, "[boss]") == [("Tove",), ("Siri",)]
    assert forms_of(KEY, "[P9]") == []
