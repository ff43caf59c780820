"""Cues of subtitle files, as WebVTT and SubRip have them."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines
from ipstranscribe.text.time_codes import CUE_TIME, seconds_of

_TIMES = re.compile(rf"\s*({CUE_TIME})\s*-->\s*({CUE_TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"</?(?:[bciu]|v|ruby|rt|lang|font|\d[\d:.]*)(?:[.\s][^<>]*)?>")
_NOT_CUES = ("NOTE", "STYLE", "REGION", "WEBVTT")


def parse_cues(lines: Sequence[str], form: str) -> ParsedTranscript:
    """Parse the lines of a subtitle file; speakers are named by voice tags or before a colon. `place` counts cues."""
    text = "\n".join(lines)
    cues = list(_cues(text))
    if not cues:
        raise wrong_format_error(form, "it has no line of times")
    if not any(cue.label for cue in cues):
        named = {
            said.place: said for said in parse_lines((LabelledLine(cue.text, cue.place) for cue in cues), form).said
        }
        known = any(said.label for said in named.values())
        cues = [_named(cue, named.get(cue.place)) for cue in cues] if known else cues
    return ParsedTranscript(form, tuple(_turns(cues)))


def _cues(text: str) -> Iterator[RawTurn]:
    """Every cue; one with several voices becomes several turns. `place` counts cues."""
    place = 0
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines) if _TIMES.fullmatch(line)), None)
        if at is None or lines[0].startswith(_NOT_CUES[:3]):
            continue
        times = _TIMES.fullmatch(lines[at])
        assert times is not None  # noqa: S101 - found by the same pattern
        place += 1
        start, end = (seconds_of(time, 3) for time in times.groups())
        if end < start:
            raise wrong_format_error("a subtitle file", f"cue {place} ends before it starts")
        yield from _voices(" ".join(lines[at + 1 :]), RawTurn("", place, start=start, end=end))


def _voices(text: str, cue: RawTurn) -> Iterator[RawTurn]:
    before, *voices = _VOICE.split(text)
    parts = [(None, before), *zip(voices[::2], voices[1::2], strict=True)]
    for voice, said in parts:
        plain = " ".join(html.unescape(_TAG.sub("", said)).split())
        if plain:
            yield replace(cue, text=plain, label=html.unescape(voice).strip() if voice else None)


def _named(cue: RawTurn, said: RawTurn | None) -> RawTurn:
    """`cue` with the label taken out of its text."""
    if said is None or said.label is None:
        return cue
    label_end = cue.text.index(":") + 1
    return replace(cue, label=said.label, text=cue.text[label_end:].strip())


def _turns(cues: list[RawTurn]) -> Iterator[RawTurn]:
    """Join consecutive cues of one speaker; without any labels they stay as they are."""
    if not any(cue.label for cue in cues):
        yield from cues
        return
    turn: RawTurn | None = None
    for cue in cues:
        if turn and cue.label in (None, turn.label):
            turn = replace(turn, text=f"{turn.text} {cue.text}".strip(), end=cue.end)
            continue
        if turn:
            yield turn
        turn = cue
    if turn:
        yield turn
