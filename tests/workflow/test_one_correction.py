"""A run after a change: what it leaves alone, what it shows first, and that it comes to what one from the beginning does."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decision, Decisions, Interview, Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import export, pseudonymize, split
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.run import RunOutcome, run
from tests.lanes import examples
from tests.studies import ROLE, WHEN, copied, exporting, telling

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P3,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\nP3,Ellen Voss\n",
}
SAID = {
    "P1": "Then Hanne Nordmo came with Siri, and we left for Drammen. It was the best day at work since then.",
    "P2": "Roman Lie called, my sister Siri said. I went back to work in small steps.",
    "P3": "I was born on 3 May 1961, and I work at Nordlys Kindergarten with Ellen Voss. My boss let me begin slowly.",
}
WORDS = ["Siri", "Drammen", "my sister Grace", "Hanne", "41 22 33 44", "NORDMO", "Nordlys", "rain", "Ola Voss", "work"]
Change = Callable[[Study], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    study = exporting(telling(folder / "study", TABLES, SAID), formats=["csv", "txt"], programs=["qualcoder"])
    assert not again(study).failures
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    one = copied(made, tmp_path)
    assert not again(one).failures  # the place is another one
    return one


def again(study: Study) -> RunOutcome:
    return run(Study.open(study.root), rules_only=True, lexical=True)


def correct(study: Study, interview: str, said: str) -> None:
    stored = storage.read(study.transcript(interview), Transcript)
    turns = (*stored.turns[:-1], stored.turns[-1].model_copy(update={"text": said}))
    storage.write(study.transcript(interview), stored.model_copy(update={"turns": turns}), private=True)


def decide(study: Study, form: str) -> None:
    decided = Decision(form=form, verdict="reject", entity=None, by=ROLE, when=WHEN)
    storage.write(study.decisions, Decisions(decisions=(decided,)), private=True)


def ask(study: Study, question: str) -> None:
    guide = study.guide.read_text("utf-8")
    more = f'\n[[question]]\nid = "Q{77 + guide.count("[[question]]")}"\ntext = "{question}"\n'
    study.guide.write_text(guide + more, "utf-8")


def list_somebody(study: Study, name: str) -> None:
    (study.restricted / "people.csv").write_text(f"name,role,of\n{name},sister,P1\n", "utf-8")


def files_of(study: Study) -> dict[str, bytes]:
    """Every file of the study, but what the key is known by, and records of what a run need not do again."""
    kept = [study.key_record, study.step_inputs("run"), *(study.step_inputs(f"{one}_units") for one in SAID)]
    paths = (path for path in study.root.rglob("*") if path.is_file() and path not in kept)
    named = {path.relative_to(study.root).as_posix(): path for path in paths if path.name != ".lock"}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith("restricted/work/locks/")}


# --- the same as from the beginning ----------------------------------------------------------------------------------

said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(
    lambda words: f"Well, {' and '.join(words)}, I said."
)
one_change = st.one_of(
    st.tuples(st.just(correct), st.sampled_from(sorted(SAID)), said),
    st.tuples(st.just(correct), st.sampled_from(sorted(SAID)), said),
    st.tuples(st.just(decide), st.sampled_from(["Drammen", "Siri", "Nordlys Kindergarten"])),
    st.tuples(st.just(ask), st.sampled_from(["How was the best day at work?", "What did your boss say?"])),
    st.tuples(st.just(list_somebody), st.sampled_from(["Kari Moe", "Siri Lie"])),
)


def begun_anew(study: Study) -> None:
    """Nothing is left of what earlier runs made, but for the key, and the units whose ids go on."""
    for folder in (study.work / "inputs", study.work / "recognized", study.exports, study.root / "pseudonymized"):
        shutil.rmtree(folder, ignore_errors=True)
    for path in (*study.restricted.glob("identifiers/*.xlsx"), *study.restricted.glob("identifiers/*.csv")):
        path.unlink()
    for interview in SAID:
        study.identifiers(interview).unlink()


@examples(30)
@given(st.lists(one_change, min_size=1, max_size=3))
def test_the_result_of_changes_is_that_of_a_run_from_the_beginning(
    made: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[Callable[..., None], str]]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    study = copied(made, folder)
    again(study)
    for change, *told in changes:
        change(study, *told)
    aside = folder.with_name(f"{folder.name}_kept")
    shutil.copytree(folder, aside)
    assert not again(study).failures
    kept = files_of(study)
    shutil.rmtree(folder)
    aside.rename(folder)  # in the same place: a record of it names it
    begun_anew(study)
    assert not again(study).failures
    assert kept == files_of(study)


# --- what is left alone ----------------------------------------------------------------------------------------------

LOOKED_AT: dict[str, tuple[Change, set[str]]] = {
    "a transcript": (lambda s: correct(s, "P1", "We left for Drammen, and that was it."), {"P1"}),
    "an approval": (lambda s: approve(s, "P2", "transcript", by=ROLE, when=WHEN), {"P2"}),
    "a working copy": (lambda s: (s.exports / "P3_units.csv").unlink(), {"P3"}),
    "a name that another interview has": (lambda s: correct(s, "P1", "Ellen Voss came to Nordlys."), {"P1"}),
    "the guide": (lambda s: ask(s, "What did your boss say?"), set(SAID)),
    "the tables": (lambda s: list_somebody(s, "Kari Moe"), set(SAID)),
    "the settings": (lambda s: exporting(s, formats=["csv"]), set(SAID)),
    "a decision": (lambda s: decide(s, "Drammen"), {"P1"}),
}


@pytest.mark.parametrize(("change", "looked_at"), LOOKED_AT.values(), ids=LOOKED_AT)
def test_interviews_that_a_change_does_not_touch_are_not_looked_at(
    study: Study, change: Change, looked_at: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: set[str] = set()
    for module, name in ((split, "split"), (export, "export_interview")):
        whole = getattr(module, name)

        def watched(study: Study, one: Interview, *more: object, of: object = whole, **named: object) -> object:
            looked.add(one.id)
            return of(study, one, *more, **named)  # type: ignore[operator]

        monkeypatch.setattr(module, name, watched)
    change(study)
    assert not again(study).failures
    assert looked == looked_at


def test_texts_documents_and_tables_that_come_out_as_they_were_are_not_written_again(study: Study) -> None:
    paths = [study.pseudonymized("P2"), study.identifiers("P2"), study.exports / "P2_units.csv"]
    before = {path: path.stat().st_mtime_ns for path in (*paths, study.review_table(".xlsx"))}
    correct(study, "P1", SAID["P1"].replace("best", "finest"))
    again(study)
    table = before.pop(study.review_table(".xlsx"))
    assert before == {path: path.stat().st_mtime_ns for path in paths}
    assert study.review_table(".xlsx").stat().st_mtime_ns != table  # it shows the words around a name


@pytest.mark.parametrize("harm", ["gone", "another", "an earlier one"])
def test_a_text_that_is_not_what_was_made_is_made_again(study: Study, harm: str) -> None:
    path, before = study.pseudonymized("P2"), study.pseudonymized("P2").read_bytes()
    if harm == "an earlier one":
        correct(study, "P2", "Nobody called.")
        again(study)
        whole = path.read_bytes()
        path.write_bytes(before)
    elif harm == "another":
        whole = before
        path.write_bytes(before.replace(b"small steps", b"large steps"))
    else:
        whole = before
        path.unlink()
    assert not again(study).failures
    assert path.read_bytes() == whole


# --- what is shown first ---------------------------------------------------------------------------------------------


@pytest.fixture
def shown_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The texts in the working copies when the whole study is about to be pseudonymized."""
    seen: dict[str, str] = {}
    whole = pseudonymize.pseudonymize_study

    def watched(study: Study, **named: object) -> bool:
        seen.update({path.name: path.read_text("utf-8") for path in study.exports.glob("*_transcript.txt")})
        seen.update({f"stored {one}": study.pseudonymized(one).read_text("utf-8") for one in SAID})
        return whole(study, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(pseudonymize, "pseudonymize_study", watched)
    yield seen


def test_a_correction_is_in_the_working_copies_before_the_whole_study_is_gone_through(
    study: Study, shown_first: dict[str, str]
) -> None:
    before = {one: study.pseudonymized(one).read_text("utf-8") for one in SAID}
    other = (study.exports / "P2_transcript.txt").read_text("utf-8")
    correct(study, "P1", "Hanne Nordmo and Ellen Voss met Torbjorn Haug on that windy day.")
    again(study)
    first = shown_first["P1_transcript.txt"]
    assert "on that windy day" in first
    assert not any(name in first for name in ("Nordmo", "Voss", "Haug"))
    assert first == (study.exports / "P1_transcript.txt").read_text("utf-8")  # with its review codes
    assert shown_first["P2_transcript.txt"] == other
    assert {one: shown_first[f"stored {one}"] for one in SAID} == before


NOT_ALONE: dict[str, Change] = {
    "a decision": lambda s: decide(s, "Siri"),
    "the tables": lambda s: list_somebody(s, "Kari Moe"),
    "the other interviews": lambda s: [correct(s, one, "windy") for one in ("P2", "P3")],
    "a record that is gone": lambda s: s.step_inputs("identifiers").unlink(),
}


@pytest.mark.parametrize("also", NOT_ALONE)
def test_nothing_is_shown_first_where_more_than_some_transcripts_has_changed(
    study: Study, also: str, shown_first: dict[str, str]
) -> None:
    correct(study, "P1", "That was a windy day.")
    NOT_ALONE[also](study)
    assert not again(study).failures
    assert "windy" not in shown_first["P1_transcript.txt"]
    assert "windy" in (study.exports / "P1_transcript.txt").read_text("utf-8")
