"""Names that may be chosen on the command line and in `study.toml`, and how a help text lists them. Imports nothing heavy."""

from collections.abc import Sequence
from typing import Literal

EngineName = Literal["fast", "openai"]
"""Engines that recognize speech, the usual one first."""

FormatName = Literal["docx", "xlsx", "csv", "tsv", "json", "jsonl", "txt", "vtt", "srt", "html", "qdpx"]
"""Formats in which documents can be written."""

ProgramName = Literal["nvivo", "maxqda", "atlasti", "qualcoder", "taguette", "dedoose"]
"""Programs of coders for which there are files of their own: a folder each."""

ProfileName = Literal["internal", "coders", "archive"]
"""For whom documents are made: those who hold the key, coders, everybody who may see an archive."""


def one_of(names: Sequence[str]) -> str:
    """`docx, xlsx or csv`."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)
