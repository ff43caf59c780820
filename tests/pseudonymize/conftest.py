"""Small interviews of invented people."""

from collections.abc import Callable, Sequence

import pytest

from ipstranscribe.model import Decisions, Key, KnownPerson, MadeBy, Participant, Speaker, Transcript, Turn
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import patterns
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings


def transcript(interview: str, *texts: str, language: str = "en") -> Transcript:
    """An interview of which every turn is the participant's."""
    turns = tuple(
        Turn(id=f"{interview}-{number:03d}", speaker=interview, text=text) for number, text in enumerate(texts, 1)
    )
    speakers = (Speaker(label=interview, role="participant"),)
    made_by = MadeBy(program="test", inputs="")
    return Transcript(interview=interview, language=language, speakers=speakers, turns=turns, made_by=made_by)


def text_of(result: Pseudonymized, interview: str = "P1") -> str:
    """The pseudonymized turns of an interview, a bar between them."""
    return " | ".join(turn.text for turn in result.transcripts[interview].turns)


Pseudonymize = Callable[..., Pseudonymized]


@pytest.fixture
def by_rules() -> Pseudonymize:
    """Pseudonymize transcripts with the rules and the tables, without a language model."""

    def run(
        transcripts: Sequence[Transcript],
        participants: Sequence[Participant] = (),
        people: Sequence[KnownPerson] = (),
        decisions: Decisions | None = None,
        key: Key | None = None,
    ) -> Pseudonymized:
        sources = [SourceInterview(t, t.interview, "working", patterns(t.language)) for t in transcripts]
        roster = Roster.of((), tuple(participants), tuple(people))
        known = PriorKnowledge(roster, key or Key(study="test-study"), decisions or Decisions())
        return pseudonymize(sources, known, PseudonymizeSettings(rules_only=True), "inputs", lambda share: None)

    return run
