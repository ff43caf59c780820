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
    labels = {"Probe", "Q", "Stikkord", "Oppfølging", "Follow", "up", "a", "b", "br", "I", "II"}
    labels |= {"Main", "Core", "question"}  # labels of questions
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


WORDS = st.lists(st.integers(0, 999).map("w{:03d}x".format), min_size=1, max_size=6).map(" ".join)
"""Words that stand nowhere else, so that each can be looked for."""
MARKERS = st.sampled_from(
    [
        *(
            "",
            "1. ",
            "Q2: ",
            "3.1 ",
            "a) ",
            "A. ",
            "II. ",
            "- ",
            "  - ",
            "-",
            "• ",
            "# ",
            "## ",
            "> ",
            "[ ] ",
            "| ",
            "\t",
            "(",
        ),
        *(
            "Q3\n",
            "Core question:\n",
            "Spørsmål: ",
            "Probe: ",
            "**1.** ",
            "Introduction: ",
            "Consent form ",
            "Theme 2: ",
        ),
        *("Part B – ", "For those who are "),
    ]
)
ENDS = st.sampled_from(
    ["", "?", ".", ":", ")", " | Question | Probes |", "\x0b", " (why?)", "? Probe:", "<br>", "\\", "; and"]
)


@given(st.lists(st.tuples(MARKERS, WORDS, ENDS).map("".join), min_size=1, max_size=14), st.booleans())
def test_no_word_is_lost_between_a_file_and_guide_toml(lines: list[str], markdown: bool) -> None:
    """Whatever a line is taken for, each of its words stands in guide.toml, but for labels that become structure."""
    guide = classify_lines(read_text.read("\n".join(lines).encode(), markdown=markdown), BRANCHES)
    made = guide_toml(guide)
    tomllib.loads(made)
    assert set(re.findall(r"w\d{3}x", "\n".join(lines))) <= set(re.findall(r"w\d{3}x", made))


@given(st.lists(st.lists(st.tuples(MARKERS, WORDS, ENDS).map("".join), min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_word_of_a_word_document_is_lost(paragraphs: list[list[str]]) -> None:
    """Paragraphs with line breaks in them (Shift+Enter), in cells of tables as well."""

    def fill(document: object) -> None:
        for number, lines in enumerate(paragraphs):
            text = "\n".join(lines).replace("\x0b", "\n")
            if number % 3:
                document.add_paragraph(text, style="List Number" if number % 2 else None)
            else:
                document.add_table(rows=1, cols=2).cell(0, number % 2).text = text

    made = guide_toml(word(fill))
    wanted = {word for lines in paragraphs for line in lines for word in re.findall(r"w\d{3}x", line)}
    assert wanted <= set(re.findall(r"w\d{3}x", made))


def test_control_characters_do_not_refuse_a_text_and_are_counted() -> None:
    read = read_text.read("1. How\x07 do you sleep?\x0b- naps\u200b\x1f\n".encode(), markdown=False)
    assert told(classify_lines(read, BRANCHES)) == [["all", "How do you sleep?", ["naps"]]]
    assert read.left_out == 3


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


def with_line_breaks_in_paragraphs(document: object) -> None:
    document.add_paragraph("Interview guide", style="Title")
    document.add_paragraph("Q1\nTell me about a normal week.\na) What is hardest?\nFamily")
    document.add_paragraph("How do you rest?\nIn the day\nWho notices?")
    document.add_paragraph("What helps?\nPills\nProbe: sleep", style="List Number")
    document.add_paragraph("Anything else?", style="List Number")
    cell = document.add_table(rows=2, cols=2)
    for at, text in enumerate(
        ("Permanent nights", "Rotating", "1\nHow do you sleep?\n- naps", "How do you change over?\nMeals")
    ):
        cell.cell(at // 2, at % 2).text = text.removeprefix("1\n")


def test_line_breaks_in_a_paragraph_end_a_line_and_keep_what_belongs_together() -> None:
    guide = word(with_line_breaks_in_paragraphs)
    assert told(guide) == [
        ["all", "Tell me about a normal week.", ["What is hardest?", "Family"]],
        ["all", "How do you rest?", ["In the day", "Who notices?"]],
        ["all", "What helps?", ["Pills", "sleep"]],
        ["all", "Anything else?", []],
        ["permanent_nights", "How do you sleep?", ["naps"]],
        ["rotating", "How do you change over?", ["Meals"]],
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
WHAT_IT_IS = {
    "missing.docx": (None, "There is no file missing.docx", "Check name and folder"),
    "paper.pdf": (b"%PDF-1.4", "is a PDF", "open the PDF in Word"),
    "a pdf.docx": (b"%PDF-1.4", "is a PDF, whatever its ending says", "open the PDF in Word"),
    "libre.odt": (b"PK", "LibreOffice", "Word 2007-365 (.docx)"),
    "rich.rtf": (rb"{\rtf1 Q}", "rich text", ".docx"),
    "rich.txt": (rb"{\rtf1 Q}", "rich text file, whatever", ".docx"),
    "old.doc": (b"\xd0\xcf\x11\xe0", "an old Word", ".docx"),
    "mac.pages": (b"PK", "Apple Pages", "Export To"),
    "table.xlsx": (b"PK", "an Excel workbook", "Copy the questions"),
    "guide.toml": (b'title = "x"', "a file for the program", "needs no import"),
    "empty.docx": (b"", "is empty", "saved"),
    "blank.txt": (b"\xef\xbb\xbf \n", "is empty", "saved"),
    "talk.txt": (b"I: How was it?\nP1: Good.\nI: And then?\nP1: I slept.\n", "is a transcript", "import transcript"),
    "timed.md": (
        b"[00:01] How\n[00:05] was it\n[00:09] then\n[00:12] and now\n",
        "is a transcript",
        "import transcript",
    ),
    "talk.vtt": (b"WEBVTT", "subtitles", "import transcript"),
}


@pytest.mark.parametrize("name", WHAT_IT_IS)
def test_a_file_that_is_no_guide_is_told_what_it_is_and_what_to_do(tmp_path: Path, name: str) -> None:
    content, what, fix = WHAT_IT_IS[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as refused:
        import_guide(founded(tmp_path), tmp_path / name)
    assert what in refused.value.what
    assert fix in refused.value.fix


def test_a_folder_and_a_draft_are_no_guides(tmp_path: Path) -> None:
    study = founded(tmp_path)
    with pytest.raises(UserError, match="is a folder"):
        import_guide(study, tmp_path)
    document = docx.Document()
    document.add_paragraph("P1 – Draft transcript")
    document.add_paragraph("What did you do?")
    document.save(tmp_path / "P1_transcript_draft.docx")
    with pytest.raises(UserError, match="is a transcript"):
        import_guide(study, tmp_path / "P1_transcript_draft.docx")


@pytest.mark.parametrize(("said", "code"), [("norsk", "nb"), ("nn-NO", "nn"), ("English", "en"), ("", "en")])
def test_the_language_is_named_as_people_name_it(tmp_path: Path, said: str, code: str) -> None:
    (tmp_path / "guide.txt").write_text("1. How do you sleep?\n", encoding="utf-8")
    study = founded(tmp_path)
    import_guide(study, tmp_path / "guide.txt", language=said)
    assert guides.load(study.guide).language == code


def test_branches_are_those_of_the_participants_however_they_are_spelt(tmp_path: Path) -> None:
    study, file = founded(tmp_path), tmp_path / "guide.txt"
    rows = "id,name,branch\nP1,Kari Moen,Permanent nights\nP2,Liv Moen,permanent-nights\nP3,Siv Moen,Sjuksköterskor\n"
    (study.restricted / "participants.csv").write_text(rows, encoding="utf-8")
    file.write_text(
        "Part A: permanent_night\n1. How do you sleep?\n\nPart B – SJUKSKOTERSKOR\n2. And you?\n", encoding="utf-8"
    )
    done = import_guide(Study.open(study.root), file)
    assert [q.branch for q in guides.load(study.guide).questions] == ["Permanent nights", "Sjuksköterskor"]
    assert done.strangers == ()


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
    ("Tema 2: For dem som er i arbeid", "working"),
    ("Part B – those not yet working", "not_working"),
    ("Del 3 (kun de som jobber)", "working"),
    ("Section 4: Not working (n=4)", "not_working"),
    ("Experiences of work (only those currently employed)", "working"),
    ("Employed participants only", "working"),
    ("Tema 1: Arbeid", None),
    ("Work before the injury", None),
    ("Only if time allows", None),
    ("Part 2 of the interview", None),
    ("For the interviewer", None),
    ("Part C: closing", "all"),
    ("Consequences for daily life", None),
]


@pytest.mark.parametrize(("heading", "branch"), BRANCH, ids=[heading for heading, _ in BRANCH])
def test_headings_are_held_against_the_branches_of_the_study(heading: str, branch: str | None) -> None:
    assert branch_of(heading, ["working", "not_working"]) == branch


OTHER = [
    ("For carers", ["carers", "patients"], "carers"),
    ("For the patients", ["carers", "patients"], "patients"),
    ("For those in school", ["in_school", "out_of_school"], "in_school"),
    ("For dem som har barn", ["with_children"], "barn"),
    ("Part C: PERMANENT NIGHT", ["permanent_nights", "rotating"], "permanent_nights"),
    ("Rotating shifts", ["permanent_nights", "rotating"], "rotating"),
    ("Those on permanent nights", ["permanent-nights", "rotating"], "permanent-nights"),
    ("Del 3 (kun nattarbeidere)", [], "nattarbeidere"),
    ("Til pårørende", [], "pårørende"),
    ("Nurses only", ["carers"], "nurses"),
    ("Group 2: women who gave birth at home", ["group 1", "Group 2"], "Group 2"),
    ("Group 2: women who gave birth at home last year", [], "group_2"),
]


@pytest.mark.parametrize(("heading", "branches", "branch"), OTHER)
def test_other_branches_than_work(heading: str, branches: list[str], branch: str | None) -> None:
    """Across languages only being in work is known; another name is made, and said to be nobody's."""
    assert branch_of(heading, branches) == branch
