"""`ipstranscribe import transcript` and `ipstranscribe speakers`, as a user meets them."""

import io
import itertools
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.model import PseudonymizedTranscript, PseudonymizedTurn, Transcript
from ipstranscribe.review.transcript.draft import DraftHeader, base_of, write_draft
from ipstranscribe.review.transcript.readers import read
from ipstranscribe.review.transcript.returned_draft import base_versions
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of
from tests.review.transcript.returned_draft import (
    Edit,
    W,
    after,
    draft,
    edited,
    gone,
    label,
    paragraph,
    saved,
    say,
    transcript,
)
from tests.studies import founded

NAME = "Hanne Nordmo"
ELSEWHERE = (
    "Kari: Who helped you?\nHanne: Somebody from Kvistebo.\nKari: And when?\nHanne: Every other Monday, for years.\n"
)


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything that was shown."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study with two interviews and no recording."""
    return founded(
        tmp_path / "my-study",
        {
            "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
            "participants": f"id,name\nP1,{NAME}\nP2,Ola Lie\n",
        },
    )


def imported(study: Study, path: Path, *options: str, interview: str = "P1") -> tuple[int, str]:
    return run("import", "transcript", interview, path, "--study", study.root, *options)


def stored(study: Study) -> Transcript:
    return storage.read(study.transcript("P1"), Transcript)


@pytest.fixture
def drafted(study: Study, tmp_path: Path) -> Study:
    """The same with a transcript of P1 and its draft."""
    path = saved(tmp_path, storage.to_bytes(transcript()), "t.json")
    assert imported(study, path)[0] == 0
    assert stored(study).turns == transcript().turns
    return study


def test_a_study_can_start_with_a_transcript_from_elsewhere(study: Study, tmp_path: Path) -> None:
    """Names become labels, nothing said is shown, and the draft is there to be corrected."""
    code, shown = imported(study, saved(tmp_path, ELSEWHERE.encode(), "a.txt"))
    assert code == 0, shown
    assert [(t.id, t.speaker) for t in stored(study).turns] == [
        ("P1-001", "I"), ("P1-002", "P1"), ("P1-003", "I"), ("P1-004", "P1"),
    ]  # fmt: skip
    assert "Kari" not in study.transcript("P1").read_text(encoding="utf-8")
    assert not {"Kari", "Hanne", "Kvistebo"} & set(shown.replace(".", " ").split())
    assert study.draft("P1").exists()
    assert stored(study).corrected
    assert stored(study).made_by.settings == {"imported from": "text"}


def test_options_say_who_is_who(study: Study, tmp_path: Path) -> None:
    """By the labels of the file; one that is not there is refused, and nothing is stored."""
    path = saved(tmp_path, ELSEWHERE.encode(), "a.txt")
    assert imported(study, path, "--interviewer", "Nobody")[0] == ExitCode.USAGE
    assert not study.transcript("P1").exists()
    assert imported(study, path, "--interviewer", "hanne", "--participant", "Kari")[0] == 0
    assert [t.speaker for t in stored(study).turns] == ["P1", "I", "P1", "I"]


def test_a_corrected_draft_is_read_in_place_and_kept(drafted: Study) -> None:
    """The person edits the file in the study; a copy of it stays beside the new draft."""
    path = drafted.draft("P1")
    path.write_bytes(edited(path.read_bytes(), say(2, "I started in the summer."), label(3, "P1:")))
    mine = path.read_bytes()
    code, shown = imported(drafted, path)
    assert code == 0, shown
    assert [(t.id, t.speaker) for t in stored(drafted).turns][1:3] == [("P1-002", "P1"), ("P1-003", "P1")]
    assert "summer" not in shown
    assert "P1-003" in shown
    copies = list(path.parent.glob("P1_transcript_corrected_*.docx"))
    assert [c.read_bytes() for c in copies] == [mine]
    assert path.read_bytes() != mine
    assert stored(drafted).made_by.settings["engine"] == "fast"
    before = stored(drafted)
    assert imported(drafted, path)[0] == 0
    assert (stored(drafted).turns, stored(drafted).concerns) == (before.turns, before.concerns)
    assert len(list(path.parent.glob("P1_transcript_corrected_*.docx"))) == 1


def test_a_draft_is_read_in_the_convention_it_was_written_in(study: Study, tmp_path: Path) -> None:
    """Fillers that it hid stay, also if the study has changed its convention meanwhile."""
    old = transcript((("I", "How was it?"), ("P1", "It was um good, and uh, right for me.")))
    assert imported(study, saved(tmp_path, storage.to_bytes(old), "t.json"))[0] == 0
    content = edited(draft(old, "intelligent"), label(1, "P1:"))
    assert "um" not in [word for p in read(saved(tmp_path, content)).paragraphs for word in p.text.split()]
    assert imported(study, tmp_path / "back.docx")[0] == 0
    assert stored(study).turns[1] == old.turns[1]


def test_the_draft_of_another_interview_is_refused(drafted: Study) -> None:
    """Its bookmarks say whose it is."""
    code, _ = imported(drafted, drafted.draft("P1"), interview="P2")
    assert code == ExitCode.WRONG_FILE
    assert not drafted.transcript("P2").exists()


def test_a_pseudonymized_document_is_refused(drafted: Study, tmp_path: Path) -> None:
    """Its turns have the same ids, and its replacements were never said."""

    def retitle(body: Any) -> None:
        next(body.iter(f"{W}t")).text = f"P1 – {wording_of('en').pseudonymized_transcript}"

    path = saved(tmp_path, edited(drafted.draft("P1").read_bytes(), retitle))
    assert imported(drafted, path)[0] == ExitCode.WRONG_FILE


def pseudonymized(study: Study, *texts: str) -> None:
    """Store a pseudonymized text of P1 with these turns."""
    of = transcript()
    turns = [
        PseudonymizedTurn(id=turn.id, speaker=turn.speaker, text=text)
        for turn, text in zip(of.turns, texts, strict=False)
    ]
    made = PseudonymizedTranscript(
        interview="P1", language="en", speakers=of.speakers, turns=tuple(turns), made_by=of.made_by
    )
    storage.write(study.pseudonymized("P1"), made)


REPLACED = ("And [P1]?", "With [P1's sister] in [place 1]; [person 4] drove.")
COPIES = {
    "a text for a program": (f"I: {REPLACED[0]}\nP1: {REPLACED[1]}\n", "P1.txt"),
    "in the wording of other readers": (
        "I: And [P1]?\nP1: With [P1's sister] in [place 1: town]; [person 4].\n",
        "P1.txt",
    ),
    "subtitles": (f"WEBVTT\n\n00:01.000 --> 00:09.000\n<v P1>{' '.join(REPLACED)}\n", "P1_transcript.vtt"),
    "a part of it": ("I: And then?\nP1: With [P1's sister] in [place 1]; [person 4] drove.\n", "a.txt"),
}


@pytest.mark.parametrize("options", [(), ("--overwrite",), ("--preview",)], ids=" ".join)
@pytest.mark.parametrize(("text", "name"), COPIES.values(), ids=COPIES.keys())
def test_what_was_exported_never_replaces_what_was_said(
    drafted: Study, tmp_path: Path, text: str, name: str, options: tuple[str, ...]
) -> None:
    """A document made of the pseudonymized text has most of the words, and none of the names."""
    pseudonymized(drafted, *REPLACED)
    before = drafted.transcript("P1").read_bytes()
    code, shown = imported(drafted, saved(tmp_path, text.encode(), name), *options)
    assert code == ExitCode.WRONG_FILE, shown
    assert drafted.transcript("P1").read_bytes() == before


def test_brackets_that_somebody_typed_or_that_were_there_are_no_replacements(drafted: Study, tmp_path: Path) -> None:
    """Two may be typed by hand; a transcript that came with brackets is corrected with them."""
    pseudonymized(drafted, *REPLACED)
    typed = saved(tmp_path, b"I: And [P1]?\nP1: In [place 1], I think.\n", "a.txt")
    assert imported(drafted, typed, "--overwrite")[0] == 0
    came = saved(tmp_path, "\n".join(f"P1: {text}" for text in REPLACED).encode(), "b.txt")
    drafted.pseudonymized("P1").unlink()
    assert imported(drafted, came, "--overwrite")[0] == 0
    pseudonymized(drafted, *REPLACED)
    assert imported(drafted, came, "--overwrite")[0] == 0


def test_a_preview_refuses_what_would_not_be_read(drafted: Study, tmp_path: Path) -> None:
    """A table of units, which has columns of turns and speakers."""
    table = saved(
        tmp_path, b"interview,unit_id,question,decision,text,as_exported\nP1,P1-MU001,Q1,,It was.,x\n", "u.csv"
    )
    assert [imported(drafted, table, *options)[0] for options in ((), ("--preview",))] == [ExitCode.WRONG_FILE] * 2


def test_another_text_does_not_replace_a_transcript_unasked(drafted: Study, tmp_path: Path) -> None:
    """With --overwrite it does."""
    path = saved(tmp_path, ELSEWHERE.encode(), "a.txt")
    before = drafted.transcript("P1").read_bytes()
    assert imported(drafted, path)[0] == ExitCode.REFUSED
    assert drafted.transcript("P1").read_bytes() == before
    assert imported(drafted, path, "--overwrite")[0] == 0
    assert stored(drafted).turns[0].text == "Who helped you?"


def test_a_correction_typed_elsewhere_keeps_ids_and_times(drafted: Study, tmp_path: Path) -> None:
    """Most of its words are those that are stored."""
    text = "\n".join(f"{t.speaker}: {t.text}" for t in transcript().turns).replace("hard", "difficult")
    assert imported(drafted, saved(tmp_path, text.encode(), "a.txt"))[0] == 0
    assert [t.id for t in stored(drafted).turns] == [t.id for t in transcript().turns]
    assert len(stored(drafted).turns[3].words) == 9


@pytest.mark.parametrize(("asks", "answers"), [("Kari: ", "Ola: "), ("", "")])
def test_a_correction_may_have_names_for_labels_or_none(
    drafted: Study, tmp_path: Path, asks: str, answers: str
) -> None:
    """Without labels the words say whose turn it is."""
    text = "\n".join(f"{answers if t.speaker == 'P1' else asks}{t.text}" for t in transcript().turns)
    assert imported(drafted, saved(tmp_path, text.encode(), "a.txt"))[0] == 0
    assert [t.speaker for t in stored(drafted).turns] == ["I", "P1", "I", "P1"]


@pytest.mark.parametrize("text", ["", "Title only", "I:\nP1:\n"])
def test_a_file_without_talk_changes_nothing(drafted: Study, tmp_path: Path, text: str) -> None:
    """An empty result is refused."""
    before = drafted.transcript("P1").read_bytes()
    path = saved(tmp_path, text.encode(), "a.txt")
    assert imported(drafted, path)[0] != 0
    assert drafted.transcript("P1").read_bytes() == before


def test_an_emptied_draft_is_refused(drafted: Study, tmp_path: Path) -> None:
    """Not even with --overwrite does an interview lose all its words."""
    empty = edited(drafted.draft("P1").read_bytes(), *(say(n, "") for n in range(1, 5)))
    assert imported(drafted, saved(tmp_path, empty), "--overwrite")[0] == ExitCode.NOTHING_SAID


def test_speakers_are_listed_swapped_and_renamed(drafted: Study) -> None:
    """In the stored transcript and its draft; what they say is not shown."""
    draft = drafted.draft("P1").read_bytes()
    code, shown = run("speakers", "P1", "--study", drafted.root)
    assert (code, "interviewer" in shown, "spring" in shown) == (0, True, False)
    assert run("speakers", "P1", "--swap", "--study", drafted.root)[0] == 0
    assert [t.speaker for t in stored(drafted).turns] == ["P1", "I", "P1", "I"]
    assert drafted.draft("P1").read_bytes() != draft
    assert run("speakers", "P1", "--rename", "I=P1", "--rename", "P1=I", "--study", drafted.root)[0] == 0
    assert drafted.draft("P1").read_bytes() == draft
    assert not list(drafted.draft("P1").parent.glob("*corrected*"))


@pytest.mark.parametrize("rename", ["I", "I=", "=I", "I=Kari", "P9=I"])
def test_a_rename_that_makes_no_sense_changes_nothing(drafted: Study, rename: str) -> None:
    before = drafted.transcript("P1").read_bytes()
    assert run("speakers", "P1", "--rename", rename, "--study", drafted.root)[0] == ExitCode.USAGE
    assert drafted.transcript("P1").read_bytes() == before


# --- several people correct one draft -------------------------------------------------------------------------------------

HARD, SPRING = "It was tough. Mornings were the worst of it.", "I started in the autumn, I think."
"""Corrections of turns 4 and 2."""
LATER = "It was hard. Evenings were the worst of it."
"""Another correction of turn 4, of another word."""
HARDER = "It was awful. Mornings were the worst of it."
"""The same word of turn 4, corrected otherwise."""


def corrections(study: Study, folder: Path, *people: tuple[Edit, ...]) -> list[Path]:
    """The draft that is in the study now, corrected by several people, each in a copy."""
    content = study.draft("P1").read_bytes()
    return [saved(folder, edited(content, *edits), f"{n}.docx") for n, edits in enumerate(people, 1)]


def restricted(study: Study) -> dict[str, bytes]:
    """Every stored file of transcripts."""
    folder = study.transcript("P1").parent
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def versions(study: Study) -> list[Path]:
    return sorted((study.transcript("P1").parent / "bases").glob("*"))


def all_orders(study: Study, files: list[Path]) -> list[Transcript]:
    """What is stored after all of these files were imported, for each order in which they may come."""
    results = []
    before = restricted(study)
    for order in itertools.permutations(files):
        for path in order:
            code, shown = imported(study, path)
            assert code == 0, shown
        results.append(stored(study))
        for path in study.transcript("P1").parent.rglob("*"):
            if path.is_file():
                path.unlink()
        for name, content in before.items():
            storage.write_bytes(study.transcript("P1").parent / name, content, private=True)
    return results


def test_two_peoples_corrections_give_the_same_in_either_order(drafted: Study, tmp_path: Path) -> None:
    """Of other turns, and of other words of one turn; with a third person, in any order."""
    files = corrections(
        drafted,
        tmp_path,
        (say(4, HARD), label(3, "P1:")),
        (say(4, LATER), say(2, SPRING)),
        (after(2, "I: Really?"), gone(1)),
    )
    results = all_orders(drafted, files)
    assert len({(r.turns, r.speakers, r.concerns) for r in results}) == 1
    assert [(t.id, t.speaker, t.text) for t in results[0].turns] == [
        ("P1-002", "P1", SPRING),
        ("P1-002a", "I", "Really?"),
        ("P1-003", "P1", "And how was it to be back?"),
        ("P1-004", "P1", "It was tough. Evenings were the worst of it."),
    ]
    assert len(results[0].turns[3].words) == 9


def test_what_came_in_meanwhile_is_told_by_ids_and_versions(drafted: Study, tmp_path: Path) -> None:
    first, second = corrections(drafted, tmp_path, (say(4, HARD),), (say(2, SPRING),))
    before = base_of(stored(drafted))
    assert imported(drafted, first)[0] == 0
    code, shown = imported(drafted, second)
    assert code == 0
    assert f"made from version {before.code}" in shown
    assert "turns with other words: 1." in shown
    assert not {"autumn", "tough"} & set(shown.replace(".", " ").split())


def test_importing_a_correction_again_changes_nothing(drafted: Study, tmp_path: Path) -> None:
    """Neither at once nor after another one."""
    first, second = corrections(drafted, tmp_path, (say(4, HARD),), (say(2, SPRING),))
    for path in (first, second, first, second):
        assert imported(drafted, path)[0] == 0
    assert [t.text for t in stored(drafted).turns[1::2]] == [SPRING, HARD]


def test_the_same_words_corrected_differently_are_refused_and_nothing_changes(drafted: Study, tmp_path: Path) -> None:
    first, second = corrections(drafted, tmp_path, (say(4, HARD), say(2, SPRING)), (say(4, HARDER), label(3, "P1:")))
    old = base_of(stored(drafted))
    assert imported(drafted, first)[0] == 0
    before = restricted(drafted)
    code, shown = imported(drafted, second)
    shown = " ".join(shown.split())
    assert code == ExitCode.REFUSED
    assert restricted(drafted) == before
    assert old.code in shown
    assert base_of(stored(drafted)).code in shown
    assert "P1-004." in shown
    assert "P1-002" not in shown
    assert not {"tough", "awful", "autumn"} & set(shown.replace(".", " ").split())
    # the person takes over what stands there now, and the rest comes in
    again = saved(tmp_path, edited(second.read_bytes(), say(4, HARD)), "again.docx")
    assert imported(drafted, again)[0] == 0
    assert [(t.speaker, t.text) for t in stored(drafted).turns[1:]] == [
        ("P1", SPRING), ("P1", "And how was it to be back?"), ("P1", HARD),
    ]  # fmt: skip


@pytest.mark.parametrize("deleted_first", [True, False])
def test_a_turn_that_one_deleted_and_another_corrected_is_refused(
    drafted: Study, tmp_path: Path, deleted_first: bool
) -> None:
    files = corrections(drafted, tmp_path, (gone(4),), (say(4, HARD),))
    first, second = files if deleted_first else files[::-1]
    assert imported(drafted, first)[0] == 0
    before = restricted(drafted)
    code, shown = imported(drafted, second)
    assert (code, "P1-004" in shown) == (ExitCode.REFUSED, True)
    assert restricted(drafted) == before


def test_speakers_swapped_while_a_draft_was_out_stay_swapped(drafted: Study, tmp_path: Path) -> None:
    (mine, other) = corrections(drafted, tmp_path, (say(4, HARD),), (label(3, "P1:"),))
    assert run("speakers", "P1", "--swap", "--study", drafted.root)[0] == 0
    assert imported(drafted, mine)[0] == 0
    assert [t.speaker for t in stored(drafted).turns] == ["P1", "I", "P1", "I"]
    assert stored(drafted).turns[3].text == HARD
    assert imported(drafted, other)[0] == ExitCode.REFUSED


def test_what_is_overwritten_is_kept_and_can_be_had_back(drafted: Study, tmp_path: Path) -> None:
    """With --overwrite the file is taken as it is. The version of before is a file of its own, readable by its owner only."""
    first, second = corrections(drafted, tmp_path, (say(4, HARD), say(2, SPRING)), (say(4, HARDER),))
    assert imported(drafted, first)[0] == 0
    before = stored(drafted)
    code, shown = imported(drafted, second, "--overwrite")
    assert code == 0
    assert [t.text for t in stored(drafted).turns[1::2]] == [transcript().turns[1].text, HARDER]
    kept = drafted.transcript_version("P1", base_of(before).digest)
    assert kept.name in shown.replace("\n", "")
    assert storage.read(kept, Transcript) == before
    assert kept.stat().st_mode & 0o077 == 0
    assert imported(drafted, kept, "--overwrite")[0] == 0
    assert stored(drafted).turns == before.turns


# --- a base that is not known -------------------------------------------------------------------------------------------


def old_form(value: Transcript, *edits: Edit) -> bytes:
    """A draft as version 0.1.0 wrote it: it does not name its base."""
    file = io.BytesIO()
    write_draft(value, DraftHeader(), file, with_base=False)
    return edited(file.getvalue(), *edits)


def test_a_draft_of_before_is_read_while_nobody_has_corrected_the_transcript(drafted: Study, tmp_path: Path) -> None:
    """Nobody's work can be undone by it. Afterwards it can, and the same kind of draft is refused."""
    assert imported(drafted, saved(tmp_path, old_form(transcript(), say(4, HARD))))[0] == 0
    assert stored(drafted).turns[3].text == HARD
    before = restricted(drafted)
    other = saved(tmp_path, old_form(transcript(), say(2, SPRING)))
    code, shown = imported(drafted, other)
    shown = " ".join(shown.split())
    assert (code, "does not say which version" in shown) == (ExitCode.REFUSED, True)
    assert base_of(stored(drafted)).code in shown
    assert restricted(drafted) == before
    assert imported(drafted, other, "--overwrite")[0] == 0
    assert [t.text for t in stored(drafted).turns[1::2]] == [SPRING, transcript().turns[3].text]


def test_a_draft_of_before_that_changes_nothing_is_always_read(drafted: Study, tmp_path: Path) -> None:
    """It is how a corrected transcript of a former version gets a draft that names its base."""
    assert imported(drafted, *corrections(drafted, tmp_path, (say(4, HARD),)))[0] == 0
    drafted.draft("P1").unlink()
    assert imported(drafted, saved(tmp_path, old_form(stored(drafted))))[0] == 0
    assert base_versions(read(drafted.draft("P1")).paragraphs) == {base_of(stored(drafted)).digest}


def test_labels_of_a_draft_of_before_are_not_trusted(drafted: Study, tmp_path: Path) -> None:
    """Version 0.1.0 did not record that speakers were swapped: an older draft would swap them back."""
    assert imported(drafted, saved(tmp_path, old_form(transcript(), label(3, "P1:"))))[0] == ExitCode.REFUSED


def test_the_draft_of_a_machine_is_overwritten_by_any_correction(study: Study, tmp_path: Path) -> None:
    """Also by one of an earlier run: there is no person's work in the stored transcript."""
    path = saved(tmp_path, edited(draft(transcript()), say(4, HARD)))
    now = transcript(
        (*((t.speaker, t.text) for t in transcript().turns[:3]), ("P1", "It was hard, mornings were worst."))
    )
    storage.write(study.transcript("P1"), now, private=True)
    assert imported(study, path)[0] == 0
    assert stored(study).turns[3].text == HARD


def test_a_version_that_is_gone_is_named(drafted: Study, tmp_path: Path) -> None:
    first, second = corrections(drafted, tmp_path, (say(4, HARD),), (say(2, SPRING),))
    old = base_of(stored(drafted))
    assert imported(drafted, first)[0] == 0
    (only,) = versions(drafted)
    only.unlink()
    before = restricted(drafted)
    code, shown = imported(drafted, second)
    shown = " ".join(shown.split())
    assert code == ExitCode.REFUSED
    assert f"version {old.code}, which is not kept" in shown
    assert f"version {base_of(stored(drafted)).code} now" in shown
    assert restricted(drafted) == before


def test_parts_of_several_versions_in_one_file_are_refused(drafted: Study, tmp_path: Path) -> None:
    """Somebody copied pages of an earlier draft into this one."""
    (first,) = corrections(drafted, tmp_path, (say(4, HARD),))
    old = base_of(stored(drafted))
    assert imported(drafted, first)[0] == 0

    def pasted(body: Any) -> None:
        mark = body[0].makeelement(f"{W}bookmarkStart", {f"{W}id": "999", f"{W}name": f"_of_x{old.digest}"})
        body[0].insert(0, mark)

    path = saved(tmp_path, edited(drafted.draft("P1").read_bytes(), pasted, say(2, SPRING)))
    code, shown = imported(drafted, path)
    assert (code, "parts of several versions" in " ".join(shown.split())) == (ExitCode.REFUSED, True)


def test_a_text_typed_elsewhere_does_not_undo_corrections(drafted: Study, tmp_path: Path) -> None:
    """It does not say what it was made from."""
    text = "\n".join(f"{t.speaker}: {t.text}" for t in transcript().turns).replace("spring", "autumn")
    assert imported(drafted, *corrections(drafted, tmp_path, (say(4, HARD),)))[0] == 0
    path = saved(tmp_path, text.encode(), "a.txt")
    assert imported(drafted, path)[0] == ExitCode.REFUSED
    assert imported(drafted, path, "--overwrite")[0] == 0
    assert stored(drafted).turns[1].text == SPRING


def test_the_base_survives_a_retyped_title_and_other_programs(drafted: Study, tmp_path: Path) -> None:
    """Word and LibreOffice keep bookmarks, as long as what they are around is not deleted; there are two."""
    import docx

    def retitle(body: Any) -> None:
        body[0].replace(body[0][0], paragraph("Interview with her"))

    path = saved(tmp_path, edited(drafted.draft("P1").read_bytes(), retitle))
    docx.Document(str(path)).save(str(path))
    assert base_versions(read(path).paragraphs) == {base_of(stored(drafted)).digest}
    assert base_of(stored(drafted)).code in [p.text.split("\t")[-1] for p in read(path).paragraphs]
