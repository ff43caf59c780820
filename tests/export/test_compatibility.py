"""What is said before writing of what programs would choke on; sound studies are told nothing."""

from typing import Any

import pytest

from ipstranscribe.export import PROGRAMS, Document, StudyDocument, StudyPart
from ipstranscribe.export.compatibility import Pitfall, pitfalls
from ipstranscribe.model import Guide, Question, Speaker
from ipstranscribe.settings import ExportSettings
from tests.export.export_sample import GUIDE, document, saying, whole
from tests.export.timed_sample import timed


def _told(study: StudyDocument, *names: str) -> list[Pitfall]:
    programs = tuple(name for name in names if name in PROGRAMS)
    formats = tuple(name for name in names if name not in PROGRAMS)
    return list(pitfalls(study, ExportSettings(formats=formats, programs=programs)))


def _asking(**texts: str) -> StudyDocument:
    """A study whose guide has these questions."""
    questions = tuple(Question(id=name, text=text) for name, text in texts.items())
    return StudyDocument(parts=(), guide=Guide(title="G", language="en", questions=questions), header=document().header)


def _speaking(*labels: str) -> StudyDocument:
    source = saying("It was fine.")
    turn = source.transcript.turns[0]
    turns = tuple(turn.model_copy(update={"id": f"P9-{n:03}", "speaker": label}) for n, label in enumerate(labels, 1))
    speakers = tuple(Speaker(label=label, role="participant") for label in labels)
    transcript = source.transcript.model_copy(update={"turns": turns, "speakers": speakers})
    return whole(Document(transcript=transcript, units=source.units, guide=source.guide, header=source.header))


def _hiding() -> StudyDocument:
    source = saying("Um.")
    turn = source.transcript.turns[0].model_copy(update={"text": "Um. It was fine."})
    transcript = source.transcript.model_copy(update={"turns": (turn,)})
    header = source.header.model_copy(update={"convention": "intelligent"})
    return whole(Document(transcript=transcript, units=source.units, guide=source.guide, header=header))


def _parts(*parts: StudyPart) -> StudyDocument:
    return whole(document()).model_copy(update={"parts": parts})


def _part(interview: str, **what: Any) -> StudyPart:
    return StudyPart(interview=interview, participants=(interview,), **what)


LONG = "What do you think of the support that you were given when you looked for work?"
FOUND = [
    (_asking(Q1=LONG), "nvivo", "Q1: longer than 63 characters."),
    (_asking(Q1=LONG), "maxqda", "Q1: longer than 63 characters."),
    (_asking(Q1="What?", Q2="Work / life?"), "nvivo", "Q2: with signs that names may not have."),
    (_asking(Q1="And then?", Q2="and then?"), "maxqda", "Q1, Q2 have the same words."),
    (_asking(**{"Q:1": "What?"}), "qualcoder", "Q:1: ids that no code can have."),
    (_asking(**{"Q:1": "What?", "q 1": "Who?"}), "qualcoder", "Q:1, q 1 have the same id for this program."),
    (_asking(T1="What?"), "atlasti", "T1: ids that do not begin with Q."),
    (_speaking("Q1"), "atlasti", "P9: a speaker's label begins like a question."),
    (
        _speaking("P" * 64),
        "maxqda",
        "P9: a speaker's label is longer than 63 characters, or has signs that no name may have.",
    ),
    (_speaking("P:1", "P 1"), "qualcoder", "P9: two speakers get the same name."),
    (whole(document()), "maxqda", "P1: a colon in the header, by which a line is taken for a speaker's."),
    (_parts(_part("007")), "dedoose", "007: ids that a spreadsheet program takes for numbers, and shortens."),
    (_parts(_part("P2", ready="stale")), "maxqda", "P2: not split, or out of date."),
    (_parts(_part("P2")), "nvivo", "P2: the branch is not known."),
    (_parts(_part("P2", branch="a;b")), "qualcoder", "P2: the name of the branch has signs that no code can have."),
    (whole(saying("Yes.")), "vtt", "P9: no times are known."),
    (whole(timed(("yes", 1.0, []), ("no", None, []))), "srt", "P9: 1 of 2 turns have no times."),
    (_hiding(), "atlasti", "P9: 1 unit is left out of the text by the convention."),
    (_hiding(), "json", "P9: 1 unit is left out of the text by the convention."),
    (whole(saying("#TEXT and #CODE")), "maxqda", "Signs that act as markup in turns of P9 (1)."),
    (whole(saying("@Q2: no")), "atlasti", "Signs that act as markup in turns of P9 (1)."),
    (whole(timed(("<b>", 1.0, []))), "srt", "Signs that act as markup in turns of P9 (1)."),
]


@pytest.mark.parametrize(("study", "name", "what"), FOUND, ids=[f"{name}, {what}" for _, name, what in FOUND])
def test_what_a_program_would_choke_on_is_said_with_what_to_do(study: StudyDocument, name: str, what: str) -> None:
    (found,) = [one for one in _told(study, name) if one.what == what]
    assert found.programs == (name,)
    assert found.done.endswith(".")


def _sound() -> StudyDocument:
    source = document()
    questions = tuple(q.model_copy(update={"text": f"Question {q.id[1:]}"}) for q in GUIDE.questions)
    header = source.header.model_copy(update={"project": "Work"})
    guide = GUIDE.model_copy(update={"questions": questions})
    transcript = source.transcript.model_copy(update={"notes": ()})
    one = Document(transcript=transcript, units=source.units, guide=guide, header=header)
    return StudyDocument(parts=(_part("P1", branch="not_working", document=one),), guide=guide, header=header)


def test_of_a_sound_study_nothing_is_said() -> None:
    everything = ("json", "jsonl", "txt", "vtt", "srt", "html", "csv", "docx", "xlsx", *PROGRAMS)
    assert _told(_sound(), *everything) == []


def test_only_programs_that_are_asked_for_are_spoken_of() -> None:
    assert {one.programs for one in _told(whole(saying("@ #")), "atlasti", "txt")} == {("atlasti",)}


def test_readers_who_are_not_told_the_branch_miss_none() -> None:
    study = _parts(_part("P2"))
    header = study.header.model_copy(update={"facts": ("project",)})
    assert len(_told(study, "dedoose")) == 1
    assert _told(study.model_copy(update={"header": header}), "dedoose") == []


def test_no_word_that_was_said_or_asked_is_told() -> None:
    """Only ids and counts."""
    study = whole(saying("Zebra #TEXT @Q2: <zebra>"))
    guide = GUIDE.model_copy(update={"questions": (GUIDE.questions[0].model_copy(update={"text": f"Zebra? {LONG}"}),)})
    for one in _told(study.model_copy(update={"guide": guide}), "maxqda", "atlasti", "nvivo", "srt", "qualcoder"):
        assert "zebra" not in str(one).casefold()


def test_what_holds_for_several_programs_is_said_once() -> None:
    """In the order in which they were asked for."""
    told = pitfalls(whole(document()), ExportSettings(programs=("nvivo", "maxqda"), formats=("qdpx",)))
    assert len({(one.what, one.done) for one in told}) == len(told)
    assert ("nvivo", "maxqda", "qdpx") in {one.programs for one in told}
    assert str(told[0]).startswith("nvivo, maxqda, qdpx: ")
