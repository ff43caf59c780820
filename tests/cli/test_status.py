"""The screen of `status`: one, eight, 36 and 200 interviews at 80 characters, in any console; what is next."""

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app, terminal
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from tests.studies import ROLE, WHEN, copied, founded, ready, transcript


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def study_of(folder: Path, ids: Sequence[str], *, transcribed: int | None = None) -> Study:
    """A study with these interviews, the first of them transcribed."""
    study = founded(
        folder / "study",
        {
            "interviews": "id,participant,recordings\n" + "".join(f"{one},{one},\n" for one in ids),
            "participants": "id,name\n" + "".join(f"{one},Zzq{n} Qxv{n}\n" for n, one in enumerate(ids)),
        },
    )
    for one in ids[:transcribed]:
        storage.write(study.transcript(one), transcript(one, one, "We left."), private=True)
    return study


def ids(count: int, pattern: str = "P{}") -> list[str]:
    return [pattern.format(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 8, 36, 200])
@pytest.mark.parametrize("pattern", ["P{}", "clinic-north-interview-{:03}", "æøå_ÆØÅ_deltaker_nummer_{:03}"])
@pytest.mark.parametrize("words", [(), ("--all",)])
def test_every_size_fits_eighty_characters(tmp_path: Path, count: int, pattern: str, words: tuple[str, ...]) -> None:
    study = study_of(tmp_path, ids(count, pattern))
    code, shown = run("status", "--study", study.root, *words)
    assert code == 0, shown
    assert "…" not in shown
    matrix = [line for line in shown.splitlines() if not line.startswith(("next:", "Released:"))]
    assert max(map(len, matrix)) <= 80, max(matrix, key=len)
    rows = {line.split()[0] for line in matrix if re.search(r" (missing|draft) ", line)}
    of_all = set(ids(count, pattern))
    assert rows & of_all == of_all if count <= 12 or words else 0 < len(rows & of_all) <= 20
    assert "next: ipstranscribe run" in shown.splitlines()[-1]


def test_of_many_those_that_need_something_most_come_first(tmp_path: Path) -> None:
    study = study_of(tmp_path, ids(30), transcribed=30)
    for one in ids(28):
        for what in ("transcript",):
            approve(study, one, what, by=ROLE, when=WHEN)
    study.transcript("P17").unlink()
    _, shown = run("status", "--study", study.root)
    first = next(line for line in shown.splitlines() if re.match(r"P\d+ ", line))
    assert first.split()[:2] == ["P17", "missing"]
    assert "30 interviews:" in shown
    assert "(--all shows all)" in shown


def test_a_console_of_plain_letters_gets_plain_letters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for encoding, expected in (("ascii", "-> Gronn sko ae aa - 'so'"), ("utf-8", "→ Grønn sko æ å – ’so’")):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding, errors=terminal.PLAIN_SIGNS)
        monkeypatch.setattr(sys, "stdout", stream)
        terminal.say("→ Grønn sko æ å – ’so’")
        stream.flush()
        assert raw.getvalue().decode(encoding).strip() == expected
    assert "漢字é".encode("ascii", errors=terminal.PLAIN_SIGNS) == b"??e"


# --- what is next -----------------------------------------------------------------------------------------------------


def next_of(study: Study) -> str:
    code, shown = run("status", "--study", study.root)
    assert code == 0, shown
    return shown.splitlines()[-1].replace(str(study.root), "STUDY")


def test_a_new_study_is_told_what_to_fill_in_by_all_three_commands(tmp_path: Path) -> None:
    folder = tmp_path / "new study"
    assert run("init", folder)[0] == 0
    told = f'next: fill in restricted/interviews.csv, then ipstranscribe run --study "{folder}"'
    for words, code in ((("status",), 0), (("run",), ExitCode.BAD_INPUT), (("check",), ExitCode.REFUSED)):
        got, shown = run(*words, "--study", folder)
        assert (got, "The study has no interviews" in shown) == (code, True), shown
        assert "up to date" not in shown
        assert "Traceback" not in shown
        assert told in shown or words == ("run",)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which everything is approved."""
    folder = tmp_path_factory.mktemp("finished")
    ready(study_of(folder, ["P1"]))
    return folder


def test_the_next_step_leads_from_a_transcript_to_a_release(finished: Path, tmp_path: Path) -> None:
    study = copied(finished, tmp_path)
    assert next_of(study) == "next: ipstranscribe release --by ROLE --study STUDY"
    assert run("release", "--by", ROLE, "--study", study.root)[0] == 0
    assert next_of(study) == "next: Nothing. Everything is approved and released."
    stored = storage.read(study.transcript("P1"), Transcript)
    turns = (stored.turns[0], stored.turns[1].model_copy(update={"text": "We left for good."}))
    storage.write(study.transcript("P1"), stored.model_copy(update={"turns": turns}), private=True)
    assert next_of(study) == "next: ipstranscribe run --rules-only --lexical --study STUDY"
    _, shown = run("status", "--study", study.root)
    assert "P1: identifiers outdated, because of a change in the transcript." in shown
    assert run("run", "--rules-only", "--lexical", "--study", study.root)[0] == 0
    assert next_of(study) == "next: ipstranscribe approve P1 transcript --by ROLE --study STUDY"


def test_a_table_that_cannot_be_read_is_told_and_the_exit_code_says_so(finished: Path, tmp_path: Path) -> None:
    study = copied(finished, tmp_path)
    (study.restricted / "interviews.csv").write_text("id,recordings\nP1,\n")
    code, shown = run("status", "--study", study.root)
    assert (code, "no column 'participant'" in shown) == (ExitCode.BAD_INPUT, True)
    assert "next: correct restricted/interviews.csv, then ipstranscribe run" in shown


def test_a_run_that_is_stopped_shows_everything_that_stops_it(finished: Path, tmp_path: Path) -> None:
    study = copied(finished, tmp_path)
    rows = "id,participant,recordings\nP1,P1,\nP2,P1,P2.wav\nP3,P1,\n"
    (study.restricted / "interviews.csv").write_text(rows)
    code, shown = run("run", "--rules-only", "--lexical", "--study", study.root)
    assert code == ExitCode.BAD_INPUT
    for told in ("the recording P2.wav is not", "P3 names no recording", "--go-on"):
        assert told in shown
    code, shown = run("run", "--rules-only", "--lexical", "--go-on", "--study", study.root)
    assert (code, "Not done: P2, P3" in shown) == (ExitCode.INCOMPLETE, True), shown
    (study.restricted / "interviews.csv").write_text(rows.replace("P2,P1", "P2,P7"))
    code, shown = run("run", "--rules-only", "--lexical", "--study", study.root)
    assert (code, "P2 names participant P7" in shown, "--go-on" in shown) == (ExitCode.BAD_INPUT, True, False)


def test_places_are_shown_until_somebody_says_that_they_are_right(tmp_path: Path) -> None:
    from tests.workflow.test_listened import with_concerns

    study = study_of(tmp_path, ["P1"])
    storage.write(study.transcript("P1"), with_concerns(), private=True)
    _, shown = run("status", "P1", "--study", study.root)
    assert "P1: places to listen to: 4" in shown
    assert "ipstranscribe listened P1 00:01:00" in shown  # the most urgent one
    assert run("listened", "P1", "00:01:00", "0:25", "--by", ROLE, "--study", study.root)[0] == 0
    _, shown = run("status", "P1", "--study", study.root)
    assert "P1: places to listen to: 2 (2 settled)" in shown
    assert "00:01:00" not in shown
    assert f"[listened to by {ROLE}," in " ".join(run("status", "P1", "--all", "--study", study.root)[1].split())
    assert run("listened", "P1", "--all", "--undo", "--by", ROLE, "--study", study.root)[0] == 0
    assert "P1: places to listen to: 4" in run("status", "P1", "--study", study.root)[1]


def test_an_interview_without_a_transcript_has_nothing_to_listen_to_yet(tmp_path: Path) -> None:
    study = study_of(tmp_path, ["P1"], transcribed=0)
    assert "P1: there is no transcript yet." in run("status", "P1", "--study", study.root)[1]


@pytest.mark.parametrize("words", [("P1",), ("P1", "00:01:00", "--all"), ("P1", "soon")])
def test_a_place_has_to_be_named_or_all_of_them(tmp_path: Path, words: tuple[str, ...]) -> None:
    study = study_of(tmp_path, ["P1"])
    code, shown = run("listened", *words, "--by", ROLE, "--study", study.root)
    assert (code, "→" in shown) == (ExitCode.USAGE, True)
