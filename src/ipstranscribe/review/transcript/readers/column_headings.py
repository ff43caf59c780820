"""What the headings of a table of talk mean, in English and Norwegian; a new word for a column is added here."""

import re
from typing import Literal

Meaning = Literal["text", "speaker", "start", "end", "span", "duration", "number"]
"""What a column holds; `span` is start and end in one cell."""

HEADINGS: dict[Meaning, str] = {
    "text": """
        text, content, transcript, transcription, utterance, talk, speech, said, what was said, what, sentence, caption,
        subtitle, annotation, dialogue, quote, tekst, innhold, innhald, transkripsjon, transkript, utskrift, ytring,
        utsagn, tale, replikk, hva, kva, hva som blir sagt, hva sies, sitat
    """,
    "speaker": """
        speaker, speakers, speaker name, speaker id, speaker label, name, who, who speaks, person, participant, role, label,
        tier, voice, taler, talar, talere, snakker, hvem, hvem snakker, kven, navn, namn, deltaker, deltakar, rolle,
        merkelapp, stemme
    """,
    "start": """
        start, start time, starts, begin, begin time, beginning, from, in, time in, time, timestamp, time stamp, timecode,
        time code, tc, tc in, offset, starttid, starttidspunkt, fra, frå, tid, tidspunkt, tidskode, tidsstempel, begynnelse,
        klokkeslett
    """,
    "end": """
        end, end time, ends, stop, stop time, finish, to, out, time out, tc out, slutt, sluttid, slutttid, sluttidspunkt, til
    """,
    "span": "timespan, time span, time range, range, interval, tidsrom, tidsspenn, tidsintervall, intervall",
    "duration": "duration, length, varighet, lengde, lengd",
    "number": "no, nr, number, nummer, id, line, row, turn, index, segment, cue, paragraph, linje, rad, avsnitt, tur, n",
}
"""Names of columns by what they hold, lower case; brackets, signs and what follows a dash do not count."""

MILLISECONDS = re.compile(r"(?:\b|_)(?:ms|msec|milliseconds?|millisekund(?:er)?)\b", re.IGNORECASE)
"""What a heading says of a column of times in milliseconds."""

_MEANING: dict[str, Meaning] = {
    " ".join(name.split()): what for what, names in HEADINGS.items() for name in names.split(",")
}
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\s[-–]\s.*$")
_SIGNS = re.compile(r"[\W_]+")


def meaning_of(heading: str) -> Meaning | None:
    """What a column with this heading holds, None if it says nothing known."""
    if heading.strip() == "#":
        return "number"
    plain = MILLISECONDS.sub(" ", _BRACKETS.sub(" ", heading.casefold()))
    return _MEANING.get(" ".join(_SIGNS.sub(" ", plain).split()))
