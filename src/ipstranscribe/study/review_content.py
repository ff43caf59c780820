"""Review content: the canonical strings that a person sees of a step in review, and that a release would show.

Two versions of the program that show the same give the same strings. How something is stored, which program and model made
it, confidences and the times of words are no part of them, except where the convention shows a mark for it.
"""

import hashlib
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ipstranscribe.model import (
    Guide,
    Identifier,
    Identifiers,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    ReviewContent,
    ReviewString,
    Speaker,
    Transcript,
    Unit,
    Units,
)
from ipstranscribe.study.config import StudyConfig
from ipstranscribe.text import conventions
from ipstranscribe.text.alignment import common
from ipstranscribe.text.shown import Shown

FORM = "v2:"
"""Mark of the checksums of this form; it changes when the same study would give other strings."""

_LETTERS, _DIGITS = "BCDFGHJKLMNPQRSTVWXZ", "23456789"
"""Signs of review codes. No vowels, and no two letters or digits side by side: a code never reads as a name or a number."""
_CODE_LENGTH = 6

Times = Iterable[tuple[float, float]]


class ReviewChange(NamedTuple):
    """A place that shows something else than before: None where there was nothing, or is nothing any more."""

    before: ReviewString | None
    after: ReviewString | None


# What a person sees of each step.


def transcript_content(transcript: Transcript, config: StudyConfig) -> ReviewContent:
    """The review content of a transcript: speakers, and turns as the study's convention shows them."""
    shown = _shown(transcript, config, transcript.unheard)
    strings = (
        ReviewString(kind="convention", text=config.convention),
        ReviewString(kind="language", text=transcript.language),
        *_speakers(transcript.speakers),
        *(_turn(turn.id, turn.speaker, shown) for turn in transcript.turns),
    )
    return ReviewContent(interview=transcript.interview, what="transcript", strings=tuple(map(_normal, strings)))


def identifiers_content(
    text: PseudonymizedTranscript, found: Identifiers, unheard: Times, config: StudyConfig
) -> ReviewContent:
    """The review content of the identifiers: the pseudonymized turns, and what became of each identifier.

    It holds no original, except where a person let one stand.
    """
    shown = _shown(text, config, unheard)
    of_turn: defaultdict[str, list[Identifier]] = defaultdict(list)
    for one in found.identifiers:
        of_turn[one.turn].append(one)
    strings = [*_setting(config), *_talk(text), *_speakers(text.speakers)]
    for turn in text.turns:
        strings += [_turn(turn.id, turn.speaker, shown), *_replaced(turn, of_turn.pop(turn.id, ()))]
    left = (one for of_gone in of_turn.values() for one in of_gone)  # of turns that are not there any more
    strings += [ReviewString(kind="identifier", id=one.turn, terms=(one.category, one.state)) for one in left]
    return ReviewContent(interview=text.interview, what="identifiers", strings=tuple(map(_normal, strings)))


def units_content(
    text: PseudonymizedTranscript, units: Units, guide: Guide | None, unheard: Times, config: StudyConfig
) -> ReviewContent:
    """The review content of the units: their texts, the questions of the guide, and what every page says above them."""
    shown, turns = _shown(text, config, unheard), {turn.id: turn for turn in text.turns}
    strings = (
        ReviewString(kind="title", text=config.title),
        *_setting(config),
        *_talk(text),
        ReviewString(kind="branch", text=units.told_branch or ""),
        *(ReviewString(kind="note", text=note) for note in units.notes),
        *(_question(question) for question in (guide.questions if guide else ())),
        *(ReviewString(kind="asks", id=one.turn, text=one.question) for one in units.asked if one.question),
        *(_unit(unit, turns, shown) for unit in units.units),
    )
    return ReviewContent(interview=units.interview, what="units", strings=tuple(map(_normal, strings)))


def _setting(config: StudyConfig) -> Iterator[ReviewString]:
    """What study.toml says about how texts are worded and shown."""
    yield ReviewString(kind="convention", text=config.convention)
    yield ReviewString(kind="document_language", text=config.document_language)
    yield ReviewString(kind="profile", text=config.profile, terms=config.profiles.named(config.profile).header)


def _talk(text: PseudonymizedTranscript) -> Iterator[ReviewString]:
    yield ReviewString(kind="language", text=text.language)
    yield from (ReviewString(kind="note", text=note) for note in text.notes)


def _speakers(speakers: Sequence[Speaker]) -> Iterator[ReviewString]:
    return (ReviewString(kind="speaker", id=one.label, terms=(one.role,)) for one in speakers)


def _shown(
    transcript: Transcript | PseudonymizedTranscript, config: StudyConfig, unheard: Times
) -> Mapping[str, Shown]:
    return conventions.show_all(transcript, conventions.get_convention(config.convention), unheard)


def _turn(turn: str, speaker: str, shown: Mapping[str, Shown]) -> ReviewString:
    return ReviewString(kind="turn", id=turn, text=shown[turn].text, terms=(speaker,))


def _replaced(turn: PseudonymizedTurn, found: Sequence[Identifier]) -> Iterator[ReviewString]:
    """Category and state of each identifier of a turn, with its replacement; an empty text is none."""
    worded: defaultdict[str, list[str]] = defaultdict(list)
    for one in reversed(turn.replacements):
        worded[one.entity].append(turn.text[one.char_start : one.char_end])
    for identifier in found:
        mine = worded[identifier.entity]
        text = mine.pop() if identifier.masked and mine else ""
        yield ReviewString(kind="identifier", id=turn.id, text=text, terms=(identifier.category, identifier.state))


def _question(question: Question) -> ReviewString:
    """A question of the guide with its follow-ups, a line each."""
    terms = () if question.branch == "all" else (question.branch,)
    return ReviewString(
        kind="question", id=question.id, text="\n".join((question.text, *question.followups)), terms=terms
    )


def _unit(unit: Unit, turns: Mapping[str, PseudonymizedTurn], shown: Mapping[str, Shown]) -> ReviewString:
    turn = turns.get(unit.turn)
    fits = turn is not None and turn.text[unit.char_start : unit.char_end] == unit.text
    terms = (
        unit.kind,
        *([unit.question or "untagged"] if unit.kind == "unit" else []),
        *([f"← {unit.context}"] if unit.context else []),
        *([f"↪ {unit.continues}"] if unit.continues else []),
        *([] if fits else ["overtaken"]),  # the text has changed since, and is not what a person looked at
    )
    text = shown[unit.turn].passage(unit.char_start, unit.char_end, unit.text) if fits else unit.text
    return ReviewString(kind="unit", id=unit.id, text=text, terms=terms)


def _normal(string: ReviewString) -> ReviewString:
    return string.model_copy(update={"text": unicodedata.normalize("NFC", string.text)})


# Comparing.


def checksum(content: ReviewContent) -> str:
    """The checksum of what is shown, with the mark of its form."""
    lines = [[content.interview, content.what], *([s.kind, s.id, s.text, *s.terms] for s in content.strings)]
    return FORM + hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def review_code(content: ReviewContent) -> str:
    """The review code: a few signs that stand for what is shown, such as `K7T4R9`."""
    return code_of(checksum(content))


def code_of(shown: str) -> str:
    """The review code of what has the checksum `shown`."""
    number = int(shown.removeprefix(FORM), 16)
    code = ""
    for at in range(_CODE_LENGTH):
        signs = _DIGITS if at % 2 else _LETTERS
        number, place = divmod(number, len(signs))
        code += signs[place]
    return code


def is_code_of(code: str, content: ReviewContent) -> bool:
    """Whether `code`, as somebody typed it (in any case, with blanks or hyphens), is the review code of `content`."""
    return "".join(sign for sign in code if sign.isalnum()).upper() == review_code(content)


def review_changes(before: ReviewContent, after: ReviewContent) -> tuple[ReviewChange, ...]:
    """The places at which `after` shows something else than `before`, in order."""
    old, new = before.strings, after.strings
    found: list[ReviewChange] = []
    at_old = at_new = 0
    for same_old, same_new in (*common(old, new), (len(old), len(new))):
        found += _gap(old[at_old:same_old], new[at_new:same_new])
        at_old, at_new = same_old + 1, same_new + 1
    return tuple(found)


def _gap(old: Sequence[ReviewString], new: Sequence[ReviewString]) -> Iterator[ReviewChange]:
    """The changes between two strings that stayed: what is about the same thing goes together."""
    at_old = at_new = 0
    pairs = common([(one.kind, one.id) for one in old], [(one.kind, one.id) for one in new])
    for same_old, same_new in (*pairs, (len(old), len(new))):
        yield from (ReviewChange(one, None) for one in old[at_old:same_old])
        yield from (ReviewChange(None, one) for one in new[at_new:same_new])
        if same_old < len(old):
            yield ReviewChange(old[same_old], new[same_new])
        at_old, at_new = same_old + 1, same_new + 1
