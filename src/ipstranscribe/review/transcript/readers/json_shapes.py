"""Shapes of JSON transcripts, one for each program that we know. A new shape is a function and a line in `SHAPES`."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ipstranscribe.review.transcript.readers import json_programs as programs
from ipstranscribe.review.transcript.readers import json_services as services
from ipstranscribe.review.transcript.readers.json_records import ListedEntry


class Shape(NamedTuple):
    """A shape: the name of its format, the function that finds its entries, and whether each entry is a turn."""

    name: str
    entries: Callable[[Any], list[ListedEntry] | None]
    whole_turns: bool = False


SHAPES = (
    Shape("whisper.cpp JSON", programs.whisper_cpp),
    Shape("Transformers JSON", programs.chunks),
    Shape("Vosk JSON", programs.vosk),
    Shape("Deepgram JSON", services.deepgram),
    Shape("AWS Transcribe JSON", services.aws),
    Shape("Google Speech-to-Text JSON", services.google),
    Shape("Azure JSON", services.azure),
    Shape("Rev AI JSON", services.rev_ai),
    Shape("Gladia JSON", services.gladia),
    Shape("AssemblyAI JSON", services.assembly_ai),
    Shape("Whisper JSON", programs.whisper),
    Shape("JSON turns", programs.turns, whole_turns=True),
)
"""The shapes of JSON transcripts in the order in which they are tried."""
