"""Interviews to split, made from a few lines, and tables of cases."""

import tomllib
from collections.abc import Sequence
from typing import Any

from ipstranscribe.model import (
    Guide,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Speaker,
    Units,
)
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions.vectors import SentenceVectors
from tests.conftest import CASE_FILES

GUIDE = Guide(
    title="Night work",
    language="en",
    questions=(
        Question(id="Q1", text="How do night shifts affect your sleep?", keywords=("sleep",)),
        Question(id="Q2", text="What does your family think of the night shifts?", keywords=("family",)),
        Question(id="Q3", text="What could the hospital change?", branch="nurses", keywords=("hospital",)),
        Question(id="Q4", text="What could the factory change?", branch="welders", keywords=("factory",)),
    ),
)


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one table."""
    table: list[dict[str, Any]] = tomllib.loads((CASE_FILES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return table


def transcript(lines: Sequence[tuple[str, str]], **fields: Any) -> PseudonymizedTranscript:
    """A transcript of (speaker, text) lines; speakers are `I`, `P` and `?`."""
    values: dict[str, Any] = {"interview": "P1", "language": "en", "branch": "nurses"} | fields
    return PseudonymizedTranscript(
        speakers=(
            Speaker(label="I", role="interviewer"),
            Speaker(label="P", role="participant"),
            Speaker(label="?", role="unsure"),
        ),
        turns=tuple(
            PseudonymizedTurn(id=f"{values['interview']}-{number:03d}", speaker=speaker, text=text)
            for number, (speaker, text) in enumerate(lines, 1)
        ),
        made_by=MadeBy(program="test", inputs="0"),
        **values,
    )


def split_lexically(
    lines: Sequence[tuple[str, str]], guide: Guide = GUIDE, min_words: int = 25, **fields: Any
) -> Units:
    """`split` without a sentence model."""
    return split(transcript(lines, **fields), guide, SplitSettings(lexical=True, min_words=min_words), None, "0")


def split_by_meaning(
    vectors: SentenceVectors, lines: Sequence[tuple[str, str]], guide: Guide = GUIDE, **fields: Any
) -> Units:
    """`split` with a sentence model."""
    return split(transcript(lines, **fields), guide, SplitSettings(), vectors, "0")
