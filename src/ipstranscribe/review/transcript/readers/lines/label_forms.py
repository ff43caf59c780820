"""What a speaker label can look like: names, roles, letters; and what only looks like one."""

import re
from collections.abc import Iterable

from ipstranscribe.review.transcript.cast_labels import is_interpreter
from ipstranscribe.review.transcript.readers.lines import heads
from ipstranscribe.review.transcript.speaker_labels import is_anonymous_label, known_role

_NUMBER = re.compile(r"\d+")
_MOST_WORDS = 10
_PARTICLES = (
    "von van der den de del di da dos la le el bin al af av fra of from og and und & i in ved at for med with til the"
)
_INFORMATION = """
date dato place sted stad time tid duration varighet lengde length note notes nb obs merk merknad comment kommentar
title tittel project prosjekt file fil audio lyd part del language språk topic tema question spørsmål answer svar
http https example eksempel ps forts transcript transcription transkripsjon speakers attendees deltakere keywords
"""
_REPLIES = "yes no yeah yep ok okay ja nei jo mm mhm hm hmm right exactly sure akkurat nettopp greit fine"
_PARTICLE_SET, _INFORMATION_SET, _REPLY_SET = (
    frozenset(words.split()) for words in (_PARTICLES, _INFORMATION, _REPLIES)
)

_INSIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[|/,].*$")
_SENTENCE = re.compile(r"[?!;…]|\b[^\W\d_]{5,}\.\s|\.\s?$(?<!\b[^\W\d_]\.)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d:\d\d|\b\d{1,2}\. [^\W\d]")
"""What stands in lines of information: years, clock times, dates."""


def is_known(label: str) -> bool:
    """Whether a label says by itself that it is one: a role, an interpreter, a letter with or without a number, `?`."""
    return label == "?" or known_role(label) is not None or is_anonymous_label(label) or is_interpreter(label)


def is_namelike(label: str) -> bool:
    """Whether a label is written as names are: capitals or numbers, particles, and anything behind them in brackets."""
    words = _INSIDE.sub(" ", label).replace("-", " ").split()
    named = [word for word in words if word.casefold() not in _PARTICLE_SET]
    return 0 < len(named) <= 8 and all(word[:1].isupper() or word[:1].isdigit() or word[:1] in "'’" for word in named)


def could_be_label(label: str) -> bool:
    """Whether a text is short enough for a label, and no sentence."""
    if label == "?":
        return True
    short = 0 < len(label) <= heads.LONGEST and len(label.split()) <= _MOST_WORDS
    return short and any(map(str.isalnum, label)) and not _SENTENCE.search(label) and not _DATED.search(label)


def heads_information(label: str) -> bool:
    """Whether a word before a colon heads a line of information, or a remark of the transcriber (`Date:`, `NB:`)."""
    return label.casefold() in _INFORMATION_SET


def is_reply(text: str) -> bool:
    """Whether people answer in this one word; alone on a line it is talk."""
    return text.casefold().strip(" .") in _REPLY_SET


def full_names(labels: Iterable[str]) -> set[str]:
    """Labels of at least two words that are written as names are."""
    return {
        one for one in labels if len(one.split()) > 1 and is_namelike(one) and not heads_information(one.split()[0])
    }


def siblings(labels: Iterable[str], sure: set[str]) -> set[str]:
    """Labels that differ from a sure one by their number only: `SPEAKER_02` beside `SPEAKER_00`."""
    roots = {_NUMBER.sub("", label) for label in sure if _NUMBER.search(label)}
    return {label for label in labels if _NUMBER.search(label) and _NUMBER.sub("", label) in roots}
