"""The same words elsewhere: where else in an interview, and in others, what a person corrects was heard alike."""

from typing import NamedTuple

from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.corrections.places import find_places
from ipstranscribe.review.transcript.corrections.written_forms import form_words, phrase
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


class AlikePlace(NamedTuple):
    """A stretch of a turn (code points) in which the same words stand, and what is to be written there."""

    turn: str
    start: int
    end: int
    instead: str


MarkedWords = tuple[str, int, int]
"""A stretch of a turn: its id, start and end (code points)."""


def correction(transcript: Transcript, stretch: MarkedWords, text: str) -> tuple[str, str]:
    """What stands in a stretch and what is to be written there, both without the signs around them."""
    turn, start, end = stretch
    there = next((one for one in transcript.turns if one.id == turn), None)
    if there is None or not 0 <= start < end <= len(there.text):
        raise UserError("These words do not stand there any more.", "Load the page again.")
    heard, written = phrase(form_words(there.text[start:end])), phrase(form_words(text))
    if not heard or not written:
        raise UserError("There is no word to correct everywhere.", "Mark a word, and write what is to stand there.")
    return heard, written


def here(transcript: Transcript, stretch: MarkedWords, text: str) -> list[AlikePlace]:
    """The places of a transcript with the same words, in order; the marked one is among them."""
    heard, written = correction(transcript, stretch, text)
    return [
        AlikePlace(place.place.turn, place.start, place.end, place.instead)
        for place in find_places(transcript, heard, written)
        if not place.respelt
    ]


def elsewhere(study: Study, interview: str, heard: str, written: str) -> list[dict[str, object]]:
    """How often the same words stand in each other interview that has a transcript; those without a place are left out."""
    found: list[dict[str, object]] = []
    for one in study.interviews:
        if one.id != interview and study.transcript(one.id).exists():
            there = storage.read(study.transcript(one.id), Transcript)
            if count := sum(1 for _ in find_places(there, heard, written)):
                found.append({"interview": one.id, "places": count})
    return found
