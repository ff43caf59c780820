"""Interviews made of paraphrases, from which the course through a guide is learnt beside whole ones."""

import tomllib

from training.made_interviews import FOLLOW_UPS, MATERIAL, OFTEN, OTHER, made


def test_every_guide_is_asked_once_and_the_same_each_time() -> None:
    """Half of them in the other language; another seed makes other interviews."""
    mine = list(made())
    assert mine == list(made())
    assert mine != list(made(seed=1))
    assert len(mine) == len({interview.id for _, interview in mine}) == 72
    assert sum(interview.language != interview.guide.language for _, interview in mine) == 36


def test_turns_are_under_the_question_they_ask() -> None:
    """Main questions are one of the wordings of their question; an answer is under the question asked last."""
    for _, interview in made():
        ids, force = {question.id for question in interview.guide.questions}, None
        assert interview.turns[0].kind == "none"
        for turn in interview.turns:
            if turn.speaker == "I":
                assert (turn.question is None) == (turn.kind == "none")
                force = turn.question or force
            else:
                assert turn.question in (None, force)
                assert [(unit.start, unit.end) for unit in turn.units] == [(0, len(turn.text))]
        assert force in ids


def test_the_material_is_what_its_description_says() -> None:
    """At least 60 guides of 6 questions and more, each put in four ways or more with two answers; no two turns alike."""
    tables = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in MATERIAL.glob("*.toml") if path.name != FOLLOW_UPS
    ]
    guides = [guide for table in tables for guide in table["guide"]]
    assert len(guides) >= 60
    assert sorted({guide["language"] for guide in guides}) == sorted(OTHER)
    questions = [question for guide in guides for question in guide["question"]]
    assert all(len(guide["question"]) >= 6 and len(guide["none"]) >= 5 for guide in guides)
    ways = [*OFTEN, "hint", "other_language"]
    assert all(sum(way in question for way in ways) >= 4 and len(question["answers"]) >= 2 for question in questions)
    turns = [question[way] for question in questions for way in ways if way in question]
    assert len(turns) == len(set(turns)) >= 1800
