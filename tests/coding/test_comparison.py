"""Three simulated coders on a study: comparison, consensus and figures as computed by hand."""

from pathlib import Path

import openpyxl
import pytest

from ipstranscribe.coding.comparison import Comparison
from ipstranscribe.coding.comparison_sheets import words
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    CodeMerge,
    CodeMerges,
    ConsensusLog,
    MadeBy,
    PseudonymizedTranscript,
    Speaker,
    Transcript,
    Turn,
    Unit,
    Units,
)
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.coded_study import codings_of
from ipstranscribe.workflow.compare import compare, comparison_of, comparison_report, consensus_of
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.gone_talk import of_consensus, without
from ipstranscribe.workflow.import_codes import import_codes
from ipstranscribe.workflow.import_consensus import import_consensus
from ipstranscribe.workflow.returned_files import ReturnOptions
from ipstranscribe.workflow.run import run as run_all
from ipstranscribe.workflow.withdraw import withdraw
from tests.cli.test_cli import run
from tests.coding import simulated
from tests.coding.simulated import add_code, add_coding, text_of, unit_ids
from tests.studies import ROLE, WHEN, exporting, founded

LATER, LAST = "2026-11-25T09:00+01:00", "2026-11-26T09:00+01:00"
SAID = {
    "P1": (
        "I lie awake until noon most days now.",
        "My bed is by the street with trams.",
        "Morning coffee is what helps me.",
        "My sister thinks I should move out.",
    ),
    "P2": (
        "The mornings were hard for me then.",
        "Nobody at the office understood why.",
        "It took me long to get going.",
    ),
}
CODES = {
    # unit (by interview and number): what A, B and C gave it, with the state of the unit worked out by hand
    ("P1", 0): (("sleep",), ("sleep",), ("sleep",), "same"),
    ("P1", 1): (("noise", "place"), ("noise",), ("place",), "differ"),
    ("P1", 2): (("help",), (), (), "one_coder"),
    ("P1", 3): ((), (), (), "uncoded"),
    ("P2", 0): (("sleep",), ("Sleep",), None, "differ"),
    ("P2", 1): (("office",), ("office",), None, "same"),
    ("P2", 2): ((), (), None, "uncoded"),
}


def talk(interview: str, said: tuple[str, ...]) -> Transcript:
    """An interview in which every sentence answers a question."""
    turns = []
    for answer in said:
        for speaker, text in (("I", "How was it to be back at work?"), (interview, answer)):
            turns.append(Turn(id=f"{interview}-{len(turns) + 1:03}", speaker=speaker, text=text))
    return Transcript(
        interview=interview,
        language="en",
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant")),
        turns=tuple(turns),
        made_by=MadeBy(program="a test", inputs=""),
    )


def every_answer_a_unit(study: Study, interview: str) -> None:
    """Whatever the program takes for a unit: here it is about coders."""
    stored = storage.read(study.units(interview), Units)
    text = storage.read(study.pseudonymized(interview), PseudonymizedTranscript)
    units = tuple(
        Unit(
            id=f"{interview}-MU{number:03}",
            turn=turn.id,
            char_start=0,
            char_end=len(turn.text),
            text=turn.text,
            kind="unit",
            how_tagged="by hand",
            confidence=1,
        )
        for number, turn in enumerate((one for one in text.turns if one.speaker == interview), 1)
    )
    storage.write(study.units(interview), stored.model_copy(update={"units": units}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews of four and three units; A and B returned both, C only the first."""
    folder = tmp_path_factory.mktemp("made")
    rows = {
        "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
        "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\n",
    }
    study = exporting(founded(folder / "study", rows), formats=("xlsx", "qdpx"), coders=("A", "B", "C"))
    config = study.root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 3"), encoding="utf-8")
    study = Study.open(study.root)
    for one, said in SAID.items():
        storage.write(study.transcript(one), talk(one, said), private=True)
    assert not run_all(study, rules_only=True, lexical=True).failures
    for interview in study.interviews:
        every_answer_a_unit(study, interview.id)
        export_interview(study, interview)
    export_whole(study)
    assert [len(unit_ids(study, one)) for one in SAID] == [4, 3]
    for at, coder in enumerate("ABC"):
        for interview in SAID:
            given = {
                unit_ids(study, one)[number]: {"code": "; ".join(codes[at])}
                for (one, number), codes in CODES.items()
                if one == interview and codes[at]
            }
            if given:
                path = simulated.typed_xlsx(study.exports / f"coder {coder}" / f"{interview}_units.xlsx", given)
                import_codes(study, [path], coder, WHEN, ReturnOptions())
    return folder


def unit(study: Study, interview: str, number: int) -> str:
    return unit_ids(study, interview)[number]


def compared(study: Study) -> Comparison:
    return comparison_of(study)


def sheet(study: Study, name: str) -> list[dict[str, str]]:
    """The rows of a sheet of the workbook, by heading."""
    rows = list(openpyxl.load_workbook(study.comparison(".xlsx"))[name].iter_rows(min_row=2, values_only=True))
    return [dict(zip(map(str, rows[0]), ("" if c is None else str(c) for c in row), strict=True)) for row in rows[1:]]


def agree(study: Study, cells: dict[tuple[str, int], tuple[str, str]], same: dict[str, str] | None = None) -> Path:
    """Write agreed codes and reasons into the workbook."""
    path = study.comparison(".xlsx")
    book = openpyxl.load_workbook(path)
    wanted = {unit(study, *place): told for place, told in cells.items()}
    head = [cell.value for cell in book["Units"][2]]
    for row in book["Units"].iter_rows(min_row=3):
        if (told := wanted.pop(row[1].value, None)) is not None:
            row[head.index("Agreed codes")].value, row[head.index("Why")].value = told
    assert not wanted
    for row in book["Codes"].iter_rows(min_row=3):
        if row[0].value in (same or {}):
            row[-1].value = (same or {})[row[0].value]
    book.save(path)
    return path


# --- side by side ---------------------------------------------------------------


def test_every_unit_stands_with_the_codes_of_each_coder_and_differences_come_first(study: Study) -> None:
    found = compared(study).units
    for (interview, number), (*given, state) in CODES.items():
        one = next(u for u in found if u.unit.id == unit(study, interview, number))
        wanted = {coder: frozenset(codes) for coder, codes in zip("ABC", given, strict=True) if codes is not None}
        assert one.codes == wanted
        assert one.state == state
    states = [one.state for one in found]
    assert states == sorted(states, key=["differ", "one_coder", "same", "uncoded", "alone"].index)


def test_the_workbook_and_the_page_show_it(study: Study) -> None:
    told = compare(study, agreement=False)
    rows = sheet(study, "Units")
    first = rows[0]
    assert first["Unit"] == unit(study, "P1", 1)
    assert (first["Coder A"], first["Coder B"], first["Coder C"]) == ("noise\nplace", "noise", "place")
    assert first["Coders"] == "differ"
    assert first["Agreed codes"] == ""
    assert next(row for row in rows if row["Unit"] == unit(study, "P2", 1))["Coder C"] == "not returned"
    codes = {row["Code"]: row for row in sheet(study, "Codes")}
    assert codes["noise"]["Coder A"] == f"1: {unit(study, 'P1', 1)}"
    assert codes["noise"]["Coder C"] == ""
    assert codes["sleep"]["Spelt like"] == "Sleep"
    assert [row["Code"] for row in sheet(study, "Only one coder")] == ["help"]
    page = study.comparison(".html").read_text(encoding="utf-8")
    assert "noise<br>place" in page
    assert "Agreement" not in page
    assert "  2 on which coders differ" in told
    assert "1 passages were marked by one coder only." in told
    assert not any("noise" in line for line in told)


def test_passages_that_were_cut_differently_show_what_they_share(study: Study, tmp_path: Path) -> None:
    """By hand: A coded the whole of `The mornings were hard for me then.` (35 signs), C `mornings were hard` (18)."""

    def change(root, members) -> None:
        text = text_of(root, members, "P2")
        start = text.index("mornings were hard")
        add_coding(root, "P2", add_code(root, "sleep", "c-1"), (start, start + len("mornings were hard")))
        start = text.index("Nobody")
        add_coding(root, "P2", add_code(root, "people", "c-2"), (start - 2, start + len("Nobody")))

    path = simulated.project(study.exports / "coder C" / "all interviews.qdpx", change, tmp_path / "C.qdpx")
    import_codes(study, [path], "C", LATER, ReturnOptions())
    found = compared(study)
    (pair,) = found.cut_differently()
    assert (pair.one.coder, pair.other.coder, pair.common, pair.both) == ("A", "C", 18, 35)
    one = next(u for u in found.units if u.unit.id == unit(study, "P2", 0))
    assert [(given.code, given.part) for given in one.given["C"]] == [("sleep", True)]
    two = next(u for u in found.units if u.unit.id == unit(study, "P2", 1))
    assert [given.code for given in two.given["C"]] == ["people"], "a mark that begins two signs early is on one unit"
    assert not [given for given in one.given["C"] if given.code == "people"]
    compare(study, agreement=False)
    (row,) = sheet(study, "Cut differently")
    assert (row["Signs in common"], row["Signs of both"], row["Share"]) == ("18", "35", "0.51")


# --- agreement ---------------------------------------------------------------


def test_figures_are_those_worked_out_by_hand(study: Study) -> None:
    """Measured are five units, two are uncoded.

    Percent: 1; of the pairs of (noise place), (noise), (place) 0; of (help), (), () 1 of 3; of (sleep), (Sleep) 0; 1. Their
    mean is 7/15.
    """
    report = comparison_report(study, agreement=True).agreement
    assert report is not None
    assert (report.measured, report.uncoded, report.alone) == (5, 2, 0)
    figures = {(row.code, row.measure): row.figure for row in report.rows}
    assert figures["", "percent"].value == pytest.approx(7 / 15)
    assert figures["", "percent"].n == 5
    # noise by itself: 1, 1/3 (A and B have it, C has not), 1, 1, 1
    assert figures["noise", "percent"].value == pytest.approx(13 / 15)
    # 13 ratings in 5 units; noise given 2 times in one unit of three coders: observed 2·1·2/2 = 2, expected 2·2·11/12
    assert figures["noise", "alpha"].value == pytest.approx(1 - 2 / (2 * 2 * 11 / 12))
    assert figures["", "u_alpha"].value is not None


def test_merged_spellings_count_as_one_code(study: Study) -> None:
    """(sleep), (Sleep) is agreement then: percent 10/15."""
    merges = CodeMerges(decisions=(CodeMerge(code="Sleep", same_as="sleep", by=ROLE, when=WHEN),))
    storage.write(study.code_merges, merges, private=True)
    report = comparison_report(study, agreement=True).agreement
    assert report is not None
    assert next(row.figure.value for row in report.rows if row.measure == "percent" and not row.code) == pytest.approx(
        2 / 3
    )
    assert "Sleep" not in {row.code for row in report.rows}


def test_agreement_is_shown_on_request_with_its_limits(study: Study) -> None:
    compare(study, agreement=True)
    rows = sheet(study, "Agreement")
    percent = next(row for row in rows if row["Measure"].startswith("Percent") and row["Code"] == "(all codes)")
    assert (percent["Value"], percent["n"], percent["Interviews"]) == ("0.467", "5", "2")
    assert any("talk about the differences" in row["Measure"] for row in rows)
    assert any("2 units that none of them coded" in row["Measure"] for row in rows)
    assert "Measured on 5 units" in study.comparison(".html").read_text(encoding="utf-8")


# --- consensus ---------------------------------------------------------------


def test_what_was_agreed_is_kept_with_role_reason_and_what_each_had(study: Study) -> None:
    compare(study, agreement=False)
    path = agree(
        study, {("P1", 1): ("noise; place", "both apply"), ("P1", 2): ("–", "a remark"), ("P2", 0): ("sleep", "")}
    )
    told = import_consensus(study, path, ROLE, LATER)
    assert told[:2] == ["P1: what was agreed on 2 units was read.", "P2: what was agreed on 1 units was read."]
    one, two = consensus_of(study, "P1").decisions
    assert (one.codes, one.why, one.by, one.when) == (("noise", "place"), "both apply", ROLE, LATER)
    assert one.given == {"A": ("noise", "place"), "B": ("noise",), "C": ("place",)}
    assert two.codes == ()
    compare(study, agreement=False)
    row = next(row for row in sheet(study, "Units") if row["Unit"] == unit(study, "P1", 2))
    assert (row["Agreed codes"], row["Why"]) == ("–", "a remark")
    trail = sheet(study, "How it was agreed")
    assert [(row["By"], row["Agreed codes"]) for row in trail] == [(ROLE, "noise\nplace"), (ROLE, "–"), (ROLE, "sleep")]
    assert trail[0]["What each coder had"] == "A: noise; place\nB: noise\nC: place"


def test_an_untouched_workbook_decides_nothing_and_a_second_reading_neither(study: Study) -> None:
    compare(study, agreement=False)
    path = study.comparison(".xlsx")
    assert import_consensus(study, path, ROLE, LATER)[0] == "Nothing was agreed in it."
    path = agree(study, {("P1", 1): ("noise", "")})
    import_consensus(study, path, ROLE, LATER)
    assert "1 rows say what holds already." in import_consensus(study, path, ROLE, LAST)
    assert len(consensus_of(study, "P1").decisions) == 1


def test_decisions_are_added_and_the_last_holds_but_nobody_undoes_anothers_unawares(
    study: Study, tmp_path: Path
) -> None:
    compare(study, agreement=False)
    old = tmp_path / "old.xlsx"
    old.write_bytes(study.comparison(".xlsx").read_bytes())
    import_consensus(study, agree(study, {("P1", 1): ("noise", "")}), ROLE, LATER)
    mine = agree(study, {("P1", 1): ("place", "after all")})
    import_consensus(study, mine, ROLE, LAST)
    assert [one.codes for one in consensus_of(study, "P1").decisions] == [("noise",), ("place",)]
    study.comparison(".xlsx").write_bytes(old.read_bytes())
    theirs = agree(study, {("P1", 1): ("noise", "I say so")})
    with pytest.raises(UserError) as refused:
        import_consensus(study, theirs, "supervisor", LAST)
    assert refused.value.code == ExitCode.REFUSED
    assert unit(study, "P1", 1) in refused.value.what
    assert consensus_of(study, "P1").standing[unit(study, "P1", 1)].codes == ("place",)


def test_a_reason_without_codes_is_refused(study: Study) -> None:
    compare(study, agreement=False)
    with pytest.raises(UserError):
        import_consensus(study, agree(study, {("P1", 1): ("", "we could not agree")}), ROLE, LATER)


def test_another_reason_without_the_codes_is_not_passed_over(study: Study) -> None:
    """An older workbook has empty codes there; an emptied cell beside the reason as it stands is no decision."""
    compare(study, agreement=False)
    import_consensus(study, agree(study, {("P1", 1): ("noise", "both said so")}), ROLE, LATER)
    assert (
        import_consensus(study, agree(study, {("P1", 1): ("", "both said so")}), ROLE, LAST)[0]
        == "Nothing was agreed in it."
    )
    with pytest.raises(UserError) as refused:
        import_consensus(study, agree(study, {("P1", 1): ("", "the trams")}), ROLE, LAST)
    assert unit(study, "P1", 1) in refused.value.what


def test_the_workbook_is_no_coders_coding(study: Study) -> None:
    """It has units and notes, and would stand for an empty return that takes the place of what the coder coded."""
    compare(study, agreement=False)
    before = {one: codings_of(study, one, "A") for one in ("P1", "P2")}
    with pytest.raises(UserError) as refused:
        import_codes(study, [study.comparison(".xlsx")], "A", LATER, ReturnOptions())
    assert "import consensus" in refused.value.fix
    assert {one: codings_of(study, one, "A") for one in ("P1", "P2")} == before


def test_codes_that_are_the_same_are_merged_by_people(study: Study) -> None:
    compare(study, agreement=False)
    told = import_consensus(study, agree(study, {}, {"Sleep": "sleep"}), ROLE, LATER)
    assert "1 decisions on codes that are the same read." in told
    one = next(u for u in compared(study).units if u.unit.id == unit(study, "P2", 0))
    assert one.state == "same"
    compare(study, agreement=False)
    import_consensus(study, agree(study, {}, {"Sleep": "–"}), ROLE, LAST)
    assert next(u for u in compared(study).units if u.unit.id == unit(study, "P2", 0)).state == "differ"
    compare(study, agreement=False)
    with pytest.raises(UserError):
        import_consensus(study, agree(study, {}, {"noise": "noise"}), ROLE, LAST)


def test_the_codebook_has_dated_versions(study: Study) -> None:
    compare(study, agreement=False)
    import_consensus(study, agree(study, {("P1", 2): ("coffee", "")}, {"Sleep": "sleep"}), ROLE, LATER)
    changes = comparison_report(study).changes
    assert [one.when for one in changes] == [WHEN, LATER]
    assert changes[0].added == ("Sleep", "help", "noise", "office", "place", "sleep")
    assert (changes[1].added, changes[1].removed) == (("coffee",), ("Sleep",))


def test_units_that_have_changed_since_they_were_agreed_on_are_named(study: Study) -> None:
    compare(study, agreement=False)
    import_consensus(study, agree(study, {("P1", 1): ("noise", ""), ("P1", 2): ("help", "")}), ROLE, LATER)
    assert not any("Not as they were" in line for line in compare(study, agreement=False))
    stored = storage.read(study.units("P1"), Units)
    cut = stored.units[1].model_copy(update={"char_end": 10, "text": stored.units[1].text[:10]})
    storage.write(study.units("P1"), stored.model_copy(update={"units": (stored.units[0], cut, *stored.units[2:])}))
    told = next(line for line in compare(study, agreement=False) if "Not as they were" in line)
    assert unit(study, "P1", 1) in told
    assert unit(study, "P1", 2) not in told


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_workbook_in_another_language_is_read_back(study: Study, language: str) -> None:
    config = study.root / "study.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('document_language = "en"', f'document_language = "{language}"'), encoding="utf-8")
    study = Study.open(study.root)
    assert study.export_settings().document_language == language
    compare(study, agreement=True)
    path, told = study.comparison(".xlsx"), words(language)
    book = openpyxl.load_workbook(path)
    sheet_of_units, codes = book[told["units"]], book[told["codes"]]
    head = [cell.value for cell in sheet_of_units[2]]
    row = next(row for row in sheet_of_units.iter_rows(min_row=3) if row[1].value == unit(study, "P1", 1))
    row[head.index(told["agreed"])].value = "noise"
    next(row for row in codes.iter_rows(min_row=3) if row[0].value == "Sleep")[-1].value = "sleep"
    book.save(path)
    read = import_consensus(study, path, ROLE, LATER)
    assert read[:2] == ["P1: what was agreed on 1 units was read.", "1 decisions on codes that are the same read."]


def test_a_workbook_with_what_was_not_read_back_is_kept(study: Study) -> None:
    compare(study, agreement=False)
    agree(study, {("P1", 1): ("noise", "")})
    told = compare(study, agreement=False)
    (kept,) = study.coding.glob("comparison_filled_*.xlsx")
    assert any(kept.name in line for line in told)
    import_consensus(study, kept, ROLE, LATER)
    assert len(consensus_of(study, "P1").decisions) == 1
    compare(study, agreement=False)
    assert len(list(study.coding.glob("comparison_filled_*.xlsx"))) == 1


def test_the_agreed_coding_is_a_project_that_comes_back_as_it_went(study: Study) -> None:
    compare(study, agreement=False)
    assert not study.comparison(".qdpx").exists()
    agreed = {("P1", 1): ("noise; place", ""), ("P1", 0): ("sleep", ""), ("P2", 1): ("office", "")}
    import_consensus(study, agree(study, agreed), ROLE, LATER)
    compare(study, agreement=False)
    path = study.comparison(".qdpx")
    import_codes(study, [path], "D", LAST, ReturnOptions())
    found = {one.unit.id: one.codes.get("D", frozenset()) for one in compared(study).units}
    wanted = {unit(study, *place): frozenset(codes.split("; ")) for place, (codes, _) in agreed.items()}
    assert {one: codes for one, codes in found.items() if codes} == wanted


# --- the study around it ---------------------------------------------------------------


def test_who_withdraws_takes_comparison_and_consensus_along(study: Study) -> None:
    compare(study, agreement=False)
    import_consensus(study, agree(study, {("P1", 2): ("coffee", "strange")}, {"Sleep": "sleep"}), ROLE, LATER)
    compare(study, agreement=False)
    result = withdraw(study, "P1", by=ROLE, when=LAST)
    left = sorted(path.name for path in study.coding.iterdir())
    assert left == ["P2_coder_A.json", "P2_coder_B.json", "same_codes.json"]
    assert not any("coding/" in one.where for one in result.remaining)
    assert compare(Study.open(study.root), agreement=True)


def test_a_withdrawal_from_a_joint_interview_takes_those_decisions_out(study: Study) -> None:
    compare(study, agreement=False)
    import_consensus(study, agree(study, {("P1", 2): ("coffee", "")}), ROLE, LATER)
    log = consensus_of(study, "P1")
    assert of_consensus(log, without([], [log.decisions[0].turn])) == ConsensusLog(interview="P1")
    assert of_consensus(log, without([], ["P1-009"])) == log


def test_the_commands(study: Study) -> None:
    code, shown = run("compare", "--agreement", "--study", study.root)
    assert code == 0, shown
    assert "To agree in: restricted/coding/comparison.xlsx" in shown
    path = agree(study, {("P1", 1): ("noise", "")})
    code, shown = run("import", "consensus", path, "--by", ROLE, "--study", study.root)
    assert code == 0, shown
    assert "P1: what was agreed on 1 units was read." in shown
    other = study.exports / "P1_units.xlsx"
    assert run("import", "consensus", other, "--by", ROLE, "--study", study.root)[0] == ExitCode.WRONG_FILE


def test_it_needs_something_to_compare(tmp_path: Path) -> None:
    study = founded(tmp_path / "study", {"interviews": "id,participant,recordings\n", "participants": "id,name\n"})
    with pytest.raises(UserError):
        compare(study, agreement=False)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_language_says_everything(language: str) -> None:
    def keys(told: dict) -> dict:
        return {name: keys(one) if isinstance(one, dict) else "" for name, one in told.items()}

    assert keys(words(language)) == keys(words("en"))
