"""Interview guides as researchers have them become guide.toml: nothing is lost, and nothing that a person wrote either."""

import io
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.guide import read_text, read_word
from ipstranscribe.guide.branches import branch_of
from ipstranscribe.guide.classify import ClassifiedGuide, classify_lines
from ipstranscribe.guide.write_toml import guide_toml
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_guide import import_guide
from ipstranscribe.workflow.init import create_study
from tests.conftest import CASE_FILES

CASES = tomllib.loads((CASE_FILES / "guides.toml").read_text(encoding="utf-8"))
BRANCHES = CASES.pop("branches")


def told(guide: ClassifiedGuide) -> list[list[object]]:
    return [[q.branch, q.text, q.followups] for q in guide.questions]


@pytest.mark.parametrize("name", CASES)
def test_text_and_markdown(name: str) -> None:
    case = CASES[name]
    guide = classify_lines(read_text.read(case["text"].encode(), markdown=case.get("md", False)), BRANCHES)
    assert told(guide) == case["expected"]
    assert (guide.title, guide.language, len(guide.notes)) == (case["title"], case["language"], case["notes"])


@pytest.mark.parametrize("name", CASES)
def test_every_word_of_the_source_stands_in_guide_toml(name: str) -> None:
    """But for numbers and labels such as `Probe:`, which become structure."""
    case = CASES[name]
    made = guide_toml(classify_lines(read_text.read(case["text"].encode(), markdown=case.get("md", False)), BRANCHES))
    labels = {"Probe", "Q", "Stikkord", "Oppfølging", "Follow", "up", "a", "b"}
    assert set(re.findall(r"[^\W\d_]+", case["text"])) - labels <= set(re.findall(r"[^\W\d_]+", made))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), max_size=12), st.booleans())
def test_any_text_gives_a_guide_that_can_be_read_and_keeps_its_words(lines: list[str], markdown: bool) -> None:
    guide = classify_lines(read_text.read("\n".join(lines).encode(), markdown=markdown), BRANCHES)
    guide.title = guide.title or "a study"
    made = guide_toml(guide)
    values = tomllib.loads(made)
    assert len(values.get("question", [])) == len(guide.questions)
    if guide.questions:
        assert [q.text for q in guides.parse(made).questions] == [
            guides._nfc(" ".join(q.text.split())) for q in guide.questions
        ]


# --- Word ----------------------------------------------------------------------------------------------------------------


def word(fill: Callable[..., None]) -> ClassifiedGuide:
    document, out = docx.Document(), io.BytesIO()
    fill(document)
    document.save(out)
    return classify_lines(read_word.read(out.getvalue()), BRANCHES)


def bold(document: object, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def with_words_own_lists(document: object) -> None:
    document.add_paragraph("Night nurses", style="Title")
    document.add_heading("Introduction", 1)
    document.add_paragraph("Thank you for coming. Any questions before we start?")
    document.add_heading("Life at night", 1)
    document.add_paragraph("Tell me about your last night shift.", style="List Number")
    document.add_paragraph("What was hardest?", style="List Bullet")
    document.add_paragraph("Colleagues", style="List Bullet 2")
    document.add_paragraph("How do you sleep after a night?", style="List Number")
    document.add_paragraph("Probe: children, partner")
    document.add_heading("For participants who have stopped working nights", 2)
    document.add_paragraph("Why did you stop?", style="List Number")
    document.add_heading("Closing", 1)
    document.add_paragraph("Is there anything else?", style="List Number")


def test_headings_and_lists_of_word() -> None:
    guide = word(with_words_own_lists)
    assert (guide.title, guide.language) == ("Night nurses", "en")
    assert told(guide) == [
        ["all", "Tell me about your last night shift.", ["What was hardest?", "Colleagues"]],
        ["all", "How do you sleep after a night?", ["children, partner"]],
        ["not_working", "Why did you stop?", []],
        ["all", "Is there anything else?", []],
    ]
    assert guide.notes == [
        "Introduction", "Thank you for coming. Any questions before we start?", "Life at night",
        "For participants who have stopped working nights", "Closing",
    ]  # fmt: skip


def with_a_table_and_bold_headings(document: object) -> None:
    bold(document, "Intervjuguide")
    rows = (
        ("Tema", "Spørsmål", "Oppfølging"),
        ("Hverdagen", "Hvordan er en vanlig dag?\nHva gjør du om kvelden?", "Hvem er der?\nStikkord: søvn"),
        ("Til slutt", "Noe mer?", ""),
    )
    table = document.add_table(rows=len(rows), cols=3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    bold(document, "Deltakere i arbeid")
    document.add_paragraph("1. Hvordan går det på jobben?")
    document.add_paragraph("- kolleger")
    bold(document, "For de som ikke er i arbeid")
    document.add_paragraph("2. Hva gjør du om dagen?")


def test_tables_and_headings_in_bold() -> None:
    guide = word(with_a_table_and_bold_headings)
    assert guide.title == "Intervjuguide"
    assert told(guide) == [
        ["all", "Hvordan er en vanlig dag?", ["Hva gjør du om kvelden?", "Hvem er der?", "søvn"]],
        ["all", "Noe mer?", []],
        ["working", "Hvordan går det på jobben?", ["kolleger"]],
        ["not_working", "Hva gjør du om dagen?", []],
    ]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", b" " * 50_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    target = b'<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", target)
        archive.writestr("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><document>&b;</document>')
    return out.getvalue()


HOSTILE = {
    "a bomb.docx": bomb(),
    "entities.docx": entities(),
    "no zip.docx": b"PK\3\4 something",
    "empty.docx": b"",
    "binary.txt": b"1. What?\x00\x01",
    "large.md": b"What? " * 400_000,
    "empty.txt": b"",
    "no question.txt": b"A shopping list.\nbread",
    "old.doc": b"\xd0\xcf\x11\xe0",
    "paper.pdf": b"%PDF-1.4",
}


@pytest.mark.parametrize("name", [*HOSTILE, "missing.txt"])
def test_what_cannot_be_read_is_refused_with_one_line_and_the_guide_stays(tmp_path: Path, name: str) -> None:
    study = founded(tmp_path)
    before = study.guide.read_bytes()
    if name in HOSTILE:
        (tmp_path / name).write_bytes(HOSTILE[name])
    with pytest.raises(UserError) as refused:
        import_guide(study, tmp_path / name)
    assert refused.value.code == ExitCode.BAD_INPUT
    assert "\n" not in refused.value.what + refused.value.fix
    assert study.guide.read_bytes() == before


# --- the study -----------------------------------------------------------------------------------------------------------


def founded(tmp_path: Path) -> Study:
    create_study(tmp_path / "study", "Nights", "en")
    rows = "id,name,branch\nP1,Kari Moen,working\nP2,Liv Moen,not_working\n"
    (tmp_path / "study" / "restricted" / "participants.csv").write_text(rows, encoding="utf-8")
    return Study.open(tmp_path / "study")


def test_the_guide_of_init_is_replaced_and_one_that_was_worked_on_only_when_told(tmp_path: Path) -> None:
    study, file = founded(tmp_path), tmp_path / "guide.txt"
    file.write_text("1. How do you sleep?\n", encoding="utf-8")
    import_guide(study, file)
    assert [q.text for q in guides.load(study.guide).questions] == ["How do you sleep?"]
    worked_on = study.guide.read_text(encoding="utf-8") + 'keywords = ["sleep"]\n'
    study.guide.write_text(worked_on, encoding="utf-8")
    with pytest.raises(UserError, match="somebody has worked on") as refused:
        import_guide(study, file)
    assert (refused.value.code, "--replace" in refused.value.fix) == (ExitCode.REFUSED, True)
    assert study.guide.read_text(encoding="utf-8") == worked_on
    import_guide(study, file, overwrite=True)
    assert not guides.load(study.guide).questions[0].keywords


def test_it_says_what_it_understood_and_which_branches_nobody_has(tmp_path: Path) -> None:
    study, file = founded(tmp_path), tmp_path / "guide.txt"
    file.write_text(
        "1. How do you sleep?\n  - naps\n\nFor participants working\n2. And at work?\n\n"
        "For participants with children\n3. What do they say?\n",
        encoding="utf-8",
    )
    said = "\n".join(import_guide(study, file).lines())
    assert "3 questions (all 1, working 1, with_children 1), 2 branches, 1 follow-ups." in said
    assert "2 lines are no question" in said
    assert "No participant has the branch with_children" in said
    assert "not_working" in said
    assert guides.load(study.guide).title == "Nights"


BRANCH = [
    ("For participants currently working", "working"),
    ("Not yet working", "not_working"),
    ("If you are not in work:", "not_working"),
    ("Hvis du er i arbeid", "working"),
    ("Til deg som ikke er i jobb ennå", "not_working"),
    ("For deltakarar utan arbeid", "not_working"),
    ("Working", "working"),
    ("For those who are unemployed", "not_working"),
    ("Closing questions", "all"),
    ("Alle deltakere", "all"),
    ("Working life", None),
    ("Work", None),
    ("Experiences with treatment", None),
    ("Participants", None),
    ("Arbeid og helse", None),
]


@pytest.mark.parametrize(("heading", "branch"), BRANCH, ids=[heading for heading, _ in BRANCH])
def test_headings_are_held_against_the_branches_of_the_study(heading: str, branch: str | None) -> None:
    assert branch_of(heading, ["working", "not_working"]) == branch


OTHER = [
    ("For carers", ["carers", "patients"], "carers"),
    ("For the patients", ["carers", "patients"], "patients"),
    ("For those in school", ["in_school", "out_of_school"], "in_school"),
    ("For dem som har barn", ["with_children"], "barn"),
]


@pytest.mark.parametrize(("heading", "branches", "branch"), OTHER)
def test_other_branches_than_work(heading: str, branches: list[str], branch: str | None) -> None:
    """Across languages only being in work is known; another name is made, and said to be nobody's."""
    assert branch_of(heading, branches) == branch
