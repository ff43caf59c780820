"""Files for coders' programs, read by the rules of each: what is coded is what was said, and talk is never markup.

The rules, and where they come from, are in docs/programs.md. `test_qualcoder_…` follow the code of QualCoder's importer.
"""

import csv
import io
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from ipstranscribe.export import FORMATS, PROGRAMS, Document, Format, StudyDocument, StudyPart, export, export_study
from ipstranscribe.export.content.code_names import question_headings
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.content.segments import turn_segments
from ipstranscribe.export.content.study_document import STUDY
from ipstranscribe.export.dialects.names import LONGEST, full_width, safe_name
from ipstranscribe.settings import ExportSettings
from tests.conftest import ROOT
from tests.export.export_sample import GUIDE, UNITS, document, saying, whole
from tests.export.test_fuzz import interviews
from tests.lanes import examples


def written(program: str, source: Document | None = None, **options: object) -> str:
    """The text that a program gets of an interview; Windows' line ends are those of this system."""
    files = export(source or document(), ExportSettings(formats=(), programs=(program,), **options))
    (content,) = (c for name, c in files.items() if name.startswith(f"{program}/") and not name.endswith(".docx"))
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def of_study(program: str, source: StudyDocument | None = None, **options: object) -> bytes:
    made = export_study(source or whole(document()), ExportSettings(formats=(), programs=(program,), **options))
    return next(
        content for name, content in made.items() if name.startswith(f"{program}/{STUDY}") and "qdpx" not in name
    )


def told(source: Document, *facts: str) -> Document:
    return source.model_copy(update={"header": source.header.model_copy(update={"facts": facts})})


# --- stretches --------------------------------------------------------------------------------------------------------


@examples(100)
@given(interviews())
def test_the_stretches_of_a_turn_are_its_text_and_its_units(source: Document) -> None:
    """Nothing is lost between two units, and every unit that is shown is a stretch of its own."""
    made = turn_segments(source)
    for turn in source.transcript.turns:
        parts = [part for part in made if part.turn.id == turn.id]
        assert "".join("".join(p.text for p in parts).split()) == "".join(one_line(source.said(turn)).split())
    shown = [unit.id for unit in source.units.units if source.spot(unit)]
    assert sorted(part.unit.id for part in made if part.unit) == sorted(shown)


NAMES = [
    ("P1", "P1"),
    ("?", "?"),
    ("a: b;c", "a b c"),
    ("[P3]", "P3"),
    ("@#", "–"),
    ("", "–"),
    ("one\ntwo\u2028three", "one two three"),
    ("Work \\ daily/life", "Work daily life"),
    ("å" * 70, "å" * 63),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_names_hold_no_signs_that_programs_read_as_markup(name: str, shown: str) -> None:
    assert safe_name(name) == shown


@given(st.text())
def test_a_clean_name_stays_as_it_is_and_is_never_too_long(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)
    assert 0 < len(safe_name(name)) <= LONGEST
    assert len(full_width(name, "#@")) == len(name)


# --- MAXQDA -----------------------------------------------------------------------------------------------------------


def preprocessed(text: str) -> Iterator[tuple[str, str | None, str]]:
    """What MAXQDA's preprocessor makes of a text: document, code or None, and the text that has it."""
    for one in re.split(r"#TEXT", text)[1:]:
        name, _, body = one.partition("\n")
        for part in re.split(r"(#CODE[^\n]*\n.*?#ENDCODE)", body, flags=re.DOTALL):
            code, _, said = part.removeprefix("#CODE").removesuffix("#ENDCODE").partition("\n")
            yield (name, code, said.strip()) if part.startswith("#CODE") else (name, None, part.strip())


def contributions(text: str) -> list[tuple[str, str]]:
    """What MAXQDA's import of focus groups makes of a text: a paragraph with a colon in its first 63 characters begins a
    contribution, the others go on with it.
    """
    found: list[tuple[str, str]] = []
    for line in filter(None, text.split("\n")):
        name, colon, said = line.partition(":")
        if colon and len(name) <= 63:
            found.append((name.strip(), said.strip()))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
    return found


def test_maxqda_codes_every_unit_with_its_question() -> None:
    """Untagged units and leftovers have codes of their own; the names are those of the headings."""
    coded = [row for row in preprocessed(of_study("maxqda").decode("utf-8-sig").replace("\r\n", "\n")) if row[1]]
    names = question_headings(GUIDE)
    codes = [
        names.get(question or "", "Leftovers" if kind == "leftover" else "Untagged")
        for *_, kind, question, _, _ in UNITS
    ]
    assert coded == [("P1", code, f"P1: {row[2]}") for code, row in zip(codes, UNITS, strict=True)]


def test_maxqda_gets_a_contribution_for_every_turn() -> None:
    """The header before the first has no colon, so that nobody says it."""
    assert contributions(written("maxqda")) == [(turn.speaker, turn.text) for turn in document().transcript.turns]


@examples(100)
@given(interviews())
def test_maxqda_takes_no_talk_for_markup(source: Document) -> None:
    text = of_study("maxqda", whole(source)).decode("utf-8-sig").replace("\r\n", "\n")
    coded = [row for row in preprocessed(text) if row[1]]
    assert [row[2] for row in coded] == [
        f"{part.turn.speaker}: {part.text}".replace("#", "＃") for part in turn_segments(source) if part.unit
    ]
    assert text.count("#TEXT") == 1
    said = [(turn.speaker, one_line(source.said(turn)).replace("#", "＃").strip()) for turn in source.transcript.turns]
    assert contributions(written("maxqda", source)) == said


def test_maxqda_leaves_out_interviews_that_are_not_ready_and_never_writes_a_nameless_document() -> None:
    ready, missing = whole(document()), StudyPart(interview="P2", participants=("P2",), ready="not_split")
    both = ready.model_copy(update={"parts": (*ready.parts, missing)})
    assert of_study("maxqda", both) == of_study("maxqda", ready)
    none = ready.model_copy(update={"parts": (missing,)})
    assert of_study("maxqda", none).decode("utf-8-sig") == "DRAFT – not reviewed\r\n"


# --- ATLAS.ti ---------------------------------------------------------------------------------------------------------

SPEAKERS, QUESTIONS = r"@([^Q@:][^@:]*):", r"@(Q[^@:]*):"
"""The two patterns that docs/programs.md gives for ATLAS.ti's focus group coding."""


def found(pattern: str, text: str) -> list[tuple[str, str]]:
    """What a pattern codes: from each place where it is found to the next."""
    pieces = re.split(pattern, text)[1:]
    return list(zip(pieces[::2], (re.sub(r"@[^@:]*:", "", piece).strip() for piece in pieces[1::2]), strict=True))


def test_atlasti_finds_speakers_and_questions_each_by_a_pattern() -> None:
    text = written("atlasti")
    assert [name for name, _ in found(SPEAKERS, text)] == ["I", "P1", "P1", "I", "P1", "I", "P1", "I", "P1", "P1"]
    questions = [(name, said) for name, said in found(QUESTIONS, text) if name != "Q None"]
    expected = ["Q1", "Q1", "Q2", "Q Leftovers", "Q5", "Q Untagged"]
    assert questions == [(name, row[2]) for name, row in zip(expected, UNITS, strict=True)]


@examples(100)
@given(interviews())
def test_atlasti_takes_no_talk_for_markup(source: Document) -> None:
    """An at sign in the talk is in full width, so that every at sign is ours."""
    text = written("atlasti", source)
    parts = turn_segments(source)
    assert text.count("@") == 2 * len(parts)
    assert [(name, said) for name, said in found(SPEAKERS, text)] == [
        (part.turn.speaker, part.text.replace("@", "＠")) for part in parts
    ]


def test_atlasti_tells_speakers_from_questions_whatever_they_are_called() -> None:
    """Every question is found by the pattern for questions, and no speaker is."""
    source = document()
    guide = GUIDE.model_copy(
        update={"questions": tuple(q.model_copy(update={"id": q.id.replace("Q", "T")}) for q in GUIDE.questions)}
    )
    units = tuple(
        u.model_copy(update={"question": u.question and u.question.replace("Q", "T")}) for u in source.units.units
    )
    turns = tuple(t.model_copy(update={"speaker": t.speaker.replace("P1", "Q1")}) for t in source.transcript.turns)
    speakers = tuple(s.model_copy(update={"label": s.label.replace("P1", "Q1")}) for s in source.transcript.speakers)
    odd = Document(
        transcript=source.transcript.model_copy(update={"turns": turns, "speakers": speakers}),
        units=source.units.model_copy(update={"units": units, "asked": ()}),
        guide=guide,
        header=source.header,
    )
    assert {name for name, _ in found(SPEAKERS, written("atlasti", odd))} == {"I", "S Q1"}
    assert "Q T1" in {name for name, _ in found(QUESTIONS, written("atlasti", odd))}


# --- QualCoder --------------------------------------------------------------------------------------------------------


def marked(text: str) -> Iterator[tuple[list[str], str]]:
    """What QualCoder codes with `[Name]` ticked alone: a bracket at the start of a line, and any that follow at once."""
    for line in text.splitlines():
        if mark := re.match(r"^\s*\[([^\]\r\n]{1,63})\]\s*", line):
            codes, at = mark[1].split(";"), mark.end()
            while more := re.compile(r"[ \t]*\[([^\]\r\n]{1,63})\]\s*").match(line, at):
                codes, at = codes + more[1].split(";"), more.end()
            yield [code.strip() for code in codes], line[at:]


def test_qualcoder_codes_speaker_question_and_branch_in_one_pass() -> None:
    codes = [["P1", tag, "not_working"] for tag in ("Q1", "Q1", "Q2", "Leftovers", "Q5", "Untagged")]
    marks = list(marked(written("qualcoder")))
    assert [mark for mark in marks if mark[0] != ["I"]] == [
        (code, row[2]) for code, row in zip(codes, UNITS, strict=True)
    ]
    assert len([mark for mark in marks if mark[0] == ["I"]]) == 4


def test_qualcoder_is_not_told_the_branch_if_readers_are_not() -> None:
    assert {len(codes) for codes, _ in marked(written("qualcoder", told(document(), "project")))} == {1, 2}
    assert "not_working" not in written("qualcoder", told(document(), "project"))


def test_a_replacement_at_the_start_of_a_turn_is_no_code_in_qualcoder() -> None:
    """`[employer 1] was fine` is talk, though it begins as a mark does."""
    ((codes, said),) = marked(written("qualcoder", saying("[employer 1] was fine.")))
    assert (codes, said) == (["P9", "Q1"], "\u2060[employer 1] was fine.")


@examples(100)
@given(interviews())
def test_qualcoder_takes_no_talk_for_markup(source: Document) -> None:
    made = list(marked(written("qualcoder", source)))
    assert [codes[0] for codes, _ in made] == [part.turn.speaker for part in turn_segments(source)]
    assert [said.removeprefix("\u2060").strip() for _, said in made] == [
        p.text.removeprefix("\u2060") for p in turn_segments(source)
    ]


# --- Taguette ---------------------------------------------------------------------------------------------------------

KEPT = {"h1", "h2", "p", "strong", "em"}
"""Elements of ours that Taguette keeps (convert.py, get_html_body)."""


def test_taguette_keeps_every_element_of_the_body() -> None:
    page = reader.document_fromstring(written("taguette"))
    assert {element.tag for element in page.xpath("//main//*")} == KEPT
    assert page.xpath("//h2/text()") == [f"{q.id}. {q.text}" for q in (GUIDE.questions[i] for i in (0, 2, 4))]
    said = [p.xpath("string()") for p in page.xpath("//p[em]")]
    assert said[1] == "P1: 00:02:01 At first I was sceptical. But [job specialist] had time for me."
    assert len(said) == len(document().transcript.turns)


@examples(50)
@given(interviews())
def test_taguette_gets_talk_as_text(source: Document) -> None:
    page = reader.document_fromstring(written("taguette", source))
    assert {element.tag for element in page.xpath("//main//*")} <= KEPT
    assert len(page.xpath("//p[strong]")) == len(source.transcript.turns) + 1


# --- Dedoose and NVivo ------------------------------------------------------------------------------------------------


def rows(content: bytes, delimiter: str) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize(("program", "delimiter"), [("dedoose", ","), ("nvivo", "\t")])
def test_interviews_are_cases_with_attributes(program: str, delimiter: str) -> None:
    """A line each, named as the interview's document is; branch and length only for readers who are told them."""
    study = whole(document())
    parts = (
        study.parts[0].model_copy(update={"participants": ("K1",), "branch": "not_working"}),
        StudyPart(interview="P2", participants=("K2",), ready="not_split"),
    )
    study = study.model_copy(update={"parts": parts})
    mark = "DRAFT – not reviewed"
    assert rows(of_study(program, study), delimiter) == [
        {
            "Interview": "P1",
            "Participant": "K1",
            "Branch of the guide": "not_working",
            "Minutes": "8.8",
            "Status": mark,
        },
        {"Interview": "P2", "Participant": "K2", "Branch of the guide": "", "Minutes": "", "Status": mark},
    ]
    less = study.model_copy(update={"header": study.header.model_copy(update={"facts": ("project",)})})
    assert rows(of_study(program, less), delimiter)[0] == {"Interview": "P1", "Participant": "K1", "Status": mark}


def test_cells_of_cases_are_never_formulas() -> None:
    study = whole(document())
    part = study.parts[0].model_copy(update={"branch": "=1+1\tx"})
    odd = study.model_copy(update={"parts": (part,)})
    assert rows(of_study("nvivo", odd), "\t")[0]["Branch of the guide"] == "'=1+1 x"


# --- all --------------------------------------------------------------------------------------------------------------

TEXTS = ["maxqda", "atlasti", "qualcoder", "taguette", "dedoose"]


@pytest.mark.parametrize("program", TEXTS)
def test_every_file_says_what_it_is_and_is_the_same_for_every_coder(program: str) -> None:
    """Programs that put the work of several coders together need identical texts."""
    source = document("reviewed")
    coded = source.model_copy(update={"header": source.header.model_copy(update={"coder": "QZ"})})
    assert written(program, coded) == written(program, source)
    assert "WORKING COPY – reviewed, not released" in written(program, source)
    assert "ARBEIDSKOPI – gjennomgått, ikke frigitt" in written(program, source, document_language="nb")


@pytest.mark.parametrize("program", TEXTS)
def test_what_readers_are_not_told_stands_in_no_file(program: str) -> None:
    less = written(program, told(document(), "project", "language"))
    assert "not_working" not in less
    assert "8 min" not in less


@pytest.mark.parametrize("program", PROGRAMS)
def test_files_of_a_program_lie_in_its_folder(program: str) -> None:
    """Interviews' files begin with their id there, those of the study with its name."""
    for one in PROGRAMS[program]:
        folder, _, name = one.name.rpartition("/")
        assert (folder, name.startswith("{id}" if isinstance(one, Format) else STUDY)) == (program, True)


def test_the_guide_to_programs_names_every_file() -> None:
    """Nobody finds a file in a folder that no page explains."""
    page = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
    named = {one.name.format(id="P1") for kit in (*PROGRAMS.values(), *FORMATS.values()) for one in kit}
    tables = {"P1_units.csv", "P1_units.tsv", f"{STUDY} coverage.csv", f"{STUDY} coverage.tsv"}  # "csv and tsv"
    shortened = {
        name.replace("P1_transcript.srt", "`.srt`").replace("P1_transcript.txt", "`.txt`") for name in named - tables
    }
    assert [name for name in sorted(shortened) if name not in page] == []


@pytest.mark.parametrize("pattern", [SPEAKERS, QUESTIONS])
def test_the_guide_to_programs_gives_the_patterns_that_were_tested(pattern: str) -> None:
    page = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
    assert f"`{pattern}`" in page
