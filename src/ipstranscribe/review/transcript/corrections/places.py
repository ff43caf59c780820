"""Places of a correction: where else in a transcript the same form stands, spelt or divided otherwise, or was heard."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe import languages
from ipstranscribe.model import Concern, Occurrence, Transcript, Turn
from ipstranscribe.review.transcript.corrections.written_forms import (
    FormWord,
    are_one,
    bare_letters,
    form_words,
    letters,
    phrase,
    stretches,
)
from ipstranscribe.text.occurrences import words_after, words_before

_SPREAD = 3
"""Words that a form may be divided into beyond those that were heard."""
_AFTER_S = ("s", "x", "z")


@dataclass(frozen=True)
class CorrectionPlace:
    """A place at which a correction may hold: the span in the turn (code points), what stands there and what would.

    `place` names it for decisions. `exact` says that the words are divided as they were heard; a place that is not, or that
    shows a term in the place of what was heard (`respelt`), is offered with more care.
    """

    place: Occurrence
    start: int
    end: int
    stands: str
    instead: str
    exact: bool = True
    respelt: bool = False


def find_places(transcript: Transcript, heard: str, written: str) -> Iterator[CorrectionPlace]:
    """The places of a transcript where `heard` stands for `written`, in order; what is written so already is none.

    The same form is: other case, hyphens or dots, another division into words, a genitive. What a recognizer heard before
    it wrote a term of the study counts as well (`Concern.heard`).
    """
    target, bare = letters(heard), languages.bare_genitive(transcript.language)
    if not target:
        return
    most = len(heard.split()) + _SPREAD
    for turn in transcript.turns:
        compact = letters(turn.text)
        respelt = [one for one in transcript.concerns if _is_respelt(one, turn, target)]
        if target not in compact and not respelt:
            continue
        words = form_words(turn.text)
        spans = {span: exact for span in stretches(words, most) if (exact := _fits(words, span, target, bare))}
        for concern in respelt:
            span = _span_of(turn, words, concern)
            if span and span not in spans:
                spans[span] = "respelt"
        yield from _numbered(transcript, turn, words, spans, (heard, written))


def _fits(words: Sequence[FormWord], span: tuple[int, int], target: str, bare: bool) -> str:
    """How a stretch of words is the form: `form`, or `genitive` with a bare s; empty if it is not."""
    said = letters(phrase(words[slice(*span)]))
    if said == target:
        return "form"
    return "genitive" if bare and said == f"{target}s" else ""


def _numbered(
    transcript: Transcript,
    turn: Turn,
    words: Sequence[FormWord],
    spans: dict[tuple[int, int], str],
    correction: tuple[str, str],
) -> Iterator[CorrectionPlace]:
    heard, written = correction
    done, number = -1, 0
    for (first, last), kind in sorted(spans.items()):
        if first <= done:
            continue
        start, end = words[first].core_start, words[last - 1].core_end
        stands = turn.text[start:end]
        instead = _instead(written, heard, stands, genitive=kind == "genitive")
        if instead == stands or _is_written(words, (first, last), written):
            continue
        done, number = last - 1, number + 1
        place = Occurrence(
            interview=transcript.interview,
            turn=turn.id,
            number=number,
            before=words_before(turn.text[:start]),
            after=words_after(turn.text[end:]),
        )
        exact = kind != "respelt" and last - first == len(heard.split())
        yield CorrectionPlace(place, start, end, stands, instead, exact=exact, respelt=kind == "respelt")


def _is_written(words: Sequence[FormWord], span: tuple[int, int], written: str) -> bool:
    """Whether a longer term is there already, around the words: `Amara` in `Auntie Amara`."""
    first, last = span
    size = len(written.split())
    around = [words[at : at + size] for at in range(max(last - size, 0), first + 1) if at + size > last - 1]
    return size > last - first and any(letters(phrase(one)) == letters(written) for one in around)


def _instead(written: str, heard: str, stands: str, *, genitive: bool) -> str:
    """What is written at a place: the genitive of Norwegian is kept, and so is the capital of a sentence."""
    if genitive:
        written += "'" if written.endswith(_AFTER_S) else "s"
    small = written[:1].islower() and heard[:1].islower()
    return written[0].upper() + written[1:] if small and stands[:1].isupper() else written


def _is_respelt(concern: Concern, turn: Turn, target: str) -> bool:
    """Whether the recognizer heard the form in this turn, and wrote a term of the study instead."""
    return concern.kind == "respelling" and concern.turn == turn.id and bare_letters(concern.heard) == target


def _span_of(turn: Turn, words: Sequence[FormWord], concern: Concern) -> tuple[int, int] | None:
    """The words that show the term of a concern, by its time."""
    timed = [w for w in turn.words if w.end > concern.start and w.start < concern.end]
    for first, last in stretches(words, len(concern.written.split()) + _SPREAD):
        inside = any(w.char_start < words[last - 1].core_end and words[first].core_start < w.char_end for w in timed)
        said = letters(phrase(words[first:last]))
        if inside and said == bare_letters(concern.written) and are_one(words[first:last]):
            return first, last
    return None
