"""The stage `split`: from a pseudonymized transcript and the guide to candidate meaning units with question tags."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ipstranscribe import __version__
from ipstranscribe.model import (
    Asked,
    Guide,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Unit,
    UnitDecision,
    Units,
)
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split.questions.asked import TrackedTurn, never_asked, track_questions
from ipstranscribe.split.questions.contact_talk import AnsweringUnit, are_contact_talk
from ipstranscribe.split.questions.course import Matchers
from ipstranscribe.split.questions.cues import Cues, cues_of, only
from ipstranscribe.split.questions.decoder import Scores
from ipstranscribe.split.questions.matching import MeaningMatcher, WordMatcher
from ipstranscribe.split.questions.own_words import SaidUnit, UnitScores, answer_probabilities
from ipstranscribe.split.questions.past import TalkTurn
from ipstranscribe.split.questions.tagging import CONTACT, Tag, leftover_kind, tag
from ipstranscribe.split.questions.vectors import SentenceVectors
from ipstranscribe.split.units.cutter import Cutter
from ipstranscribe.split.units.manual import BY_HAND, ManualUnits
from ipstranscribe.split.units.sentences import pause_positions
from ipstranscribe.split.units.stable_ids import UnitSpan, assign_ids
from ipstranscribe.split.words import spoken_words

_SURE = 0.8
"""Certainty of what was asked from which a unit that shares no words with another question answers it."""
LEXICAL_NOTE = "Questions were recognised by shared words alone (--lexical), without the sentence model."


class EarlierUnits(NamedTuple):
    """Results of earlier runs: the stored units, whose ids are kept, and the decisions of people on units."""

    units: Units | None = None
    decisions: tuple[UnitDecision, ...] = ()


NO_EARLIER_UNITS = EarlierUnits()


@dataclass(frozen=True)
class _Piece:
    """A segment of a participant turn that has no id and no tag yet."""

    turn: PseudonymizedTurn
    start: int
    end: int
    leftover: str | None
    heard: TrackedTurn | None
    context: str | None
    goes_on: bool
    decision: UnitDecision | None = None

    @property
    def text(self) -> str:
        return self.turn.text[self.start : self.end]


def split(  # noqa: PLR0913 - what goes in, and what there was
    transcript: PseudonymizedTranscript,
    guide: Guide,
    settings: SplitSettings,
    vectors: SentenceVectors | None,
    inputs: str,
    earlier: EarlierUnits = NO_EARLIER_UNITS,
) -> Units:
    """Cut participant talk into candidate meaning units and tag each with the guide question it answers.

    Units and leftovers of a turn cover its text except for the white space between them. `vectors` is not used when
    `settings.lexical` is set. Turns of an unsure speaker are cut as well, so that nothing said is lost. Decisions of people
    take precedence over the program's own result, and units keep the ids they had `earlier`.
    """
    if not settings.lexical and vectors is None:
        raise ValueError("without vectors, splitting must be lexical")
    questions = guide.for_branch(*transcript.asked_of)
    matchers = _matchers(transcript, guide, questions, None if settings.lexical else vectors)
    talk = [TalkTurn(t.id, t.text, transcript.role(t) == "interviewer") for t in transcript.turns]
    heard = track_questions(talk, questions, matchers)
    by_hand = ManualUnits.of(earlier.decisions, [t for t in transcript.turns if transcript.role(t) != "interviewer"])
    cutter = Cutter(matchers.cues, settings.min_words, vectors.starts if vectors and not settings.lexical else None)
    pieces = list(_pieces(transcript, heard, cutter, matchers, by_hand))
    stretches = [UnitSpan(piece.turn.id, piece.text, piece.leftover is not None) for piece in pieces]
    names = assign_ids(transcript.interview, earlier.units, stretches, [one.unit for one in earlier.decisions])
    tags = _tags(pieces, heard, questions, matchers, transcript)
    return Units(
        interview=transcript.interview,
        branch=transcript.branch,
        branches=transcript.branches,
        asked=_asked(talk, heard, questions),
        units=_with_speakers(_units(pieces, names.ids, tags, questions), transcript),
        numbers=names.numbers,
        unplaced=tuple(_unplaced(by_hand, questions)),
        notes=(*transcript.notes, *((LEXICAL_NOTE,) if settings.lexical else ())),
        made_by=MadeBy(program=f"ipstranscribe {__version__}", inputs=inputs, settings=_record(settings, vectors)),
    )


def _matchers(
    transcript: PseudonymizedTranscript, guide: Guide, questions: Sequence[Question], vectors: SentenceVectors | None
) -> Matchers:
    cues = cues_of(transcript.rules or transcript.language)
    meaning = MeaningMatcher(vectors, questions, cues) if vectors and questions else None
    return Matchers(meaning, WordMatcher(questions, cues, cues_of(guide.language)), cues)


def _record(settings: SplitSettings, vectors: SentenceVectors | None) -> dict[str, str]:
    model = "none" if settings.lexical or vectors is None else vectors.name
    return {"min_words": str(settings.min_words), "sentence_model": model}


def _unplaced(by_hand: ManualUnits, questions: Sequence[Question]) -> Iterator[str]:
    """Ids of units whose decisions cannot be placed in the text, or name a question that is not asked here."""
    known = {None, *(question.id for question in questions)}
    strange = (one.decision for one in by_hand.placed if one.decision.question not in known)
    yield from dict.fromkeys(one.unit for one in (*by_hand.lost, *strange))


def _pieces(
    transcript: PseudonymizedTranscript,
    heard: Sequence[TrackedTurn],
    cutter: Cutter,
    matchers: Matchers,
    by_hand: ManualUnits,
) -> Iterator[_Piece]:
    """Every segment of participant talk, in order."""
    by_turn = {h.turn: h for h in heard}
    any_question = any(h.question is not None for h in heard)
    last: TrackedTurn | None = None
    context: str | None = None
    interrupted = False
    spoken = False
    for turn in transcript.turns:
        if transcript.role(turn) == "interviewer":
            last = by_turn.get(turn.id, last)
            nod = only(spoken_words(turn.text), matchers.cues.backchannel)
            interrupted = spoken and nod
            context = context if nod and context else turn.id
            spoken = spoken and nod
            continue
        leftover = leftover_kind(turn.text, last, any_question=any_question, cues=matchers.cues)
        for part in by_hand.apply(turn, _spans(turn, cutter, whole=leftover is not None)):
            name = _by_hand(part.decision) if part.decision else leftover
            yield _Piece(turn, part.start, part.end, name, last, context, interrupted and name is None, part.decision)
            spoken = spoken or name is None
            interrupted = interrupted and name is not None


def _by_hand(decision: UnitDecision) -> str | None:
    """The kind of leftover that a person's decision makes of a segment; None if it is a unit."""
    if decision.verdict != "reject":
        return None
    return f"{BY_HAND}: {decision.reason}" if decision.reason else BY_HAND


def _spans(turn: PseudonymizedTurn, cutter: Cutter, *, whole: bool) -> list[tuple[int, int]]:
    if whole:
        start = len(turn.text) - len(turn.text.lstrip())
        return [(start, len(turn.text.rstrip()))] if turn.text.strip() else []
    pauses = pause_positions((w.char_start, w.start, w.end if w.has_end else math.inf) for w in turn.words)
    return cutter.spans(turn.text, tuple(pauses))


def _tags(
    pieces: Sequence[_Piece],
    heard: Sequence[TrackedTurn],
    questions: Sequence[Question],
    matchers: Matchers,
    transcript: PseudonymizedTranscript,
) -> list[Tag]:
    """The tag of every piece. Of several who were interviewed together, nobody answers a question of another branch."""
    units = [piece for piece in pieces if piece.leftover is None]
    if not heard or not units:
        return [_leftover_tag(p) if p.leftover else tag(None, None) for p in pieces]
    learnt = matchers.weights_of("answer")
    own = _own(units, heard, matchers)
    chances = answer_probabilities(own, learnt)
    if transcript.branches:
        chances = chances * _open_to(units, questions, transcript)
    each = zip(units, chances, own.points_back > 0, _contact_talk(units, transcript, matchers.cues), strict=True)
    tags = iter(
        [CONTACT if contact else tag(unit.heard, row, points_back=bool(back)) for unit, row, back, contact in each]
    )
    return [_leftover_tag(piece) if piece.leftover else next(tags) for piece in pieces]


def _contact_talk(units: Sequence[_Piece], transcript: PseudonymizedTranscript, cues: Cues) -> list[bool]:
    asked, last = {}, ""
    for turn in transcript.turns:
        asked[turn.id] = last
        last = turn.text if transcript.role(turn) == "interviewer" else last
    answering = [AnsweringUnit(unit.turn.id, unit.text, asked[unit.turn.id]) for unit in units]
    return are_contact_talk(answering, cues, transcript.rules or transcript.language)


def _open_to(units: Sequence[_Piece], questions: Sequence[Question], transcript: PseudonymizedTranscript) -> Scores:
    """1 where a question is for the branches of who says the unit, else 0 [units, 1, questions]."""
    of_speaker = {one.label: transcript.branches_of(one.label) for one in transcript.speakers}
    rows = [[float(question.is_for(*of_speaker[unit.turn.speaker])) for question in questions] for unit in units]
    return np.array(rows)[:, None, :]


def _own(units: Sequence[_Piece], heard: Sequence[TrackedTurn], matchers: Matchers) -> UnitScores:
    said = [
        SaidUnit(u.turn.id, u.text, u.heard.question, u.heard.certainty >= _SURE)
        if u.heard
        else SaidUnit(u.turn.id, u.text, None, sure=False)
        for u in units
    ]
    return UnitScores.of(said, never_asked(heard), matchers)


def _leftover_tag(piece: _Piece) -> Tag:
    certainty = piece.heard.certainty if piece.heard and not piece.decision else 1.0
    return Tag(None, piece.leftover or "", certainty)


def _decided(decision: UnitDecision | None, given: Tag, questions: Sequence[Question]) -> Tag:
    """The tag after a person's decision. A question that is not (or no longer) asked in this branch gives no tag."""
    if decision is None or decision.verdict == "reject":
        return given
    if decision.verdict == "cut":
        return Tag(given.question, f"{given.how}, cut {BY_HAND}", given.confidence, given.alternatives)
    ids = [question.id for question in questions]
    if decision.question is not None and decision.question not in ids:
        return Tag(None, f"{BY_HAND}: {decision.question} is not asked here", 0.0)
    return Tag(None if decision.question is None else ids.index(decision.question), BY_HAND, 1.0)


def _units(
    pieces: Sequence[_Piece], ids: Sequence[str], tags: Sequence[Tag], questions: Sequence[Question]
) -> Iterator[Unit]:
    previous: str | None = None
    for piece, identity, proposed in zip(pieces, ids, tags, strict=True):
        given = _decided(piece.decision, proposed, questions)
        start, end = _times(piece)
        yield Unit(
            id=identity,
            turn=piece.turn.id,
            text=piece.text,
            char_start=piece.start,
            char_end=piece.end,
            kind="leftover" if piece.leftover else "unit",
            question=None if given.question is None else questions[given.question].id,
            how_tagged=given.how,
            confidence=given.confidence,
            continues=previous if piece.goes_on and not piece.leftover else None,
            context=piece.context,
            start=start,
            end=end,
            alternatives=tuple(questions[other].id for other in given.alternatives),
        )
        previous = previous if piece.leftover else identity


def _with_speakers(units: Iterator[Unit], transcript: PseudonymizedTranscript) -> tuple[Unit, ...]:
    """The units, each with who says it where several were interviewed together."""
    if not transcript.branches:
        return tuple(units)
    speakers = {turn.id: turn.speaker for turn in transcript.turns}
    return tuple(unit.model_copy(update={"speaker": speakers[unit.turn]}) for unit in units)


def _times(piece: _Piece) -> tuple[float | None, float | None]:
    """Start time of the first word and end time of the last; without word times, those of the turn if the piece fills it."""
    words = [w for w in piece.turn.words if w.char_end > piece.start and w.char_start < piece.end]
    if words:
        return words[0].start, words[-1].end
    if piece.text == piece.turn.text.strip():
        return piece.turn.start, piece.turn.end
    return None, None


def _asked(talk: Sequence[TalkTurn], heard: Sequence[TrackedTurn], questions: Sequence[Question]) -> tuple[Asked, ...]:
    """The question asked by every interviewer turn; a turn that asks nothing has none."""
    if not heard:
        nothing = "there is no question for this branch"
        return tuple(
            Asked(turn=t.id, question=None, kind="none", confidence=1.0, why=nothing) for t in talk if t.interviewer
        )
    return tuple(
        Asked(
            turn=h.turn,
            question=questions[h.question].id if h.question is not None and h.kind != "none" else None,
            kind=h.kind,
            confidence=h.certainty,
            why=h.why,
        )
        for h in heard
    )
