"""Both engines hear the same interview alike, off the network; the same weights serve both."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.samples import RATE
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.engines import Attempt, Engine, Passage, RecognizedWord, open_engine
from ipstranscribe.transcribe.asr.engines.words import join_subwords
from ipstranscribe.weights.openai_checkpoint import convert
from tests.conftest import SAMPLES
from tests.transcribe.sound import load

TWENTY_SECONDS = SAMPLES / "extra" / "P2_first_20s.flac"


@pytest.fixture(scope="module", params=["fast", "openai"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return opened(request)


@pytest.fixture(scope="module", params=["fast", pytest.param("openai", marks=pytest.mark.exhaustive)])
def busy_engine(request: pytest.FixtureRequest) -> Engine:
    """For tests that decode again and again; the slow engine takes minutes for them."""
    return opened(request)


@cache
def _engine(name: str, folder: Path) -> Engine:
    # one thread: on a busy machine torch's threads spend minutes waiting for one another
    return open_engine(name, folder, 1)


def opened(request: pytest.FixtureRequest) -> Engine:
    """An engine by its name, opened once."""
    folder = request.getfixturevalue("whisper_base" if request.param == "fast" else "whisper_base_openai")
    return _engine(request.param, folder)


USUAL = Attempt(5, digits=False)


@cache
def heard(engine: Engine) -> Passage:
    """The twenty seconds, decoded once by each engine."""
    (passage,) = engine.decode([load(TWENTY_SECONDS).sound.cut(0, 20)], "en", USUAL)
    return passage


def text(engine: Engine) -> str:
    return " ".join(word.text for word in heard(engine).words)


@pytest.mark.models
def test_words_have_times_in_order_probabilities_and_no_spaces(engine: Engine) -> None:
    passage = heard(engine)
    words = passage.words
    assert len(words) > 30
    assert all(0 <= w.start <= w.end <= 20.5 and 0 <= w.probability <= 1 for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)
    assert all(w.text == w.text.strip() != "" for w in words)
    assert passage.log_probability > -1
    assert passage.compression < 2.4


@pytest.mark.models
def test_it_hears_what_is_said(engine: Engine) -> None:
    assert {"chair", "right", "thanks"} <= set(re.findall(r"\w+", text(engine).lower()))


@pytest.mark.models
def test_windows_of_a_batch_come_back_in_order_and_as_if_alone(busy_engine: Engine) -> None:
    sound = load(TWENTY_SECONDS).sound.cut(0, 20)
    first, second = sound[: 9 * RATE], sound[9 * RATE : 19 * RATE]
    together = busy_engine.decode([first, second], "en", USUAL)
    alone = [busy_engine.decode([window], "en", USUAL)[0] for window in (first, second)]
    for batched, single in zip(together, alone, strict=True):
        one, other = ({word.text.lower().strip(".,?!") for word in p.words} for p in (batched, single))
        assert len(one & other) / len(one | other) > 0.7


@pytest.mark.models
def test_the_same_windows_give_the_same_words(busy_engine: Engine) -> None:
    window = load(TWENTY_SECONDS).sound.cut(0, 12)
    assert busy_engine.decode([window], "en", USUAL) == busy_engine.decode([window], "en", USUAL)


@pytest.mark.models
def test_a_window_that_is_filled_up_is_heard_as_whisper_hears_it(whisper_base: Path) -> None:
    """Nothing is heard in the silence, times stay inside the window, and another figure shows that it was filled up."""
    engine, window = _engine("fast", whisper_base), load(TWENTY_SECONDS).sound.cut(0, 6)
    (usual,), (filled,) = (engine.decode([window], "en", Attempt(5, digits=False, filled=way)) for way in (False, True))
    one, other = ({word.text.lower().strip(".,?!") for word in p.words} for p in (usual, filled))
    assert len(one & other) / len(one | other) > 0.7
    assert all(word.end <= 6.5 for word in filled.words)
    assert filled.log_probability != usual.log_probability


@pytest.mark.models
def test_without_times_the_same_is_heard_and_words_still_have_times(busy_engine: Engine) -> None:
    window = load(TWENTY_SECONDS).sound.cut(0, 12)
    (timed,), (untimed,) = (busy_engine.decode([window], "en", Attempt(5, False, timed=way)) for way in (True, False))
    one, other = ({word.text.lower().strip(".,?!") for word in p.words} for p in (timed, untimed))
    assert len(one & other) / len(one | other) > 0.7
    assert all(a.start < b.start for a, b in pairwise(untimed.words))
    assert untimed.log_probability != timed.log_probability


@pytest.mark.models
def test_numbers_below_a_hundred_come_in_words_unless_digits_are_asked_for(busy_engine: Engine) -> None:
    """The participant says "fourteenth of March" there."""
    (path,) = (SAMPLES / "study" / "restricted" / "recordings").glob("P1.*")
    window = load(path).sound.cut(72.3, 86)
    (spoken,) = busy_engine.decode([window], "en", USUAL)
    assert not re.search(r"\b\d{1,2}\b|%", " ".join(word.text for word in spoken.words))
    (digits,) = busy_engine.decode([window], "en", Attempt(5, digits=True))
    assert re.search(r"\d", " ".join(word.text for word in digits.words))


@pytest.mark.models
def test_a_text_that_was_said_fits_better_than_one_that_was_not(busy_engine: Engine) -> None:
    window = load(TWENTY_SECONDS).sound.cut(0, 12)
    said = " ".join(word.text for word in busy_engine.decode([window], "en", USUAL)[0].words)
    right, wrong = busy_engine.likelihoods(window, [said, said.replace("chair", "lion")], "en")
    assert right > wrong + 3


@pytest.mark.models
def test_common_words_are_known_and_rare_names_are_not(engine: Engine) -> None:
    assert all(map(engine.is_common, ["well", "And", "mother", "Thomas"]))
    assert not any(map(engine.is_common, ["Engvild", "Kavistibo", "ragnailed"]))


@pytest.mark.models
def test_english_is_recognised(engine: Engine) -> None:
    languages = engine.languages(load(TWENTY_SECONDS).sound.cut(0, 20))
    assert max(languages, key=lambda language: languages[language]) == "en"
    assert sum(languages.values()) == pytest.approx(1, abs=0.01)


@pytest.mark.models
def test_versions_are_told(engine: Engine) -> None:
    assert all(re.match(r"\d+", version) for version in engine.versions.values())


@pytest.mark.models
def test_both_engines_hear_the_same(whisper_base: Path, whisper_base_openai: Path) -> None:
    one = text(_engine("fast", whisper_base)).lower().split()
    other = text(_engine("openai", whisper_base_openai)).lower().split()
    assert len(set(one) & set(other)) / len(set(one) | set(other)) > 0.8


@pytest.mark.models
def test_converted_weights_have_the_names_and_shapes_of_openai_whisper(whisper_base: Path, tmp_path: Path) -> None:
    import torch

    convert(whisper_base, tmp_path / "model.pt")
    saved = torch.load(tmp_path / "model.pt", weights_only=True)
    assert saved["dims"]["n_audio_state"] == 512
    assert saved["dims"]["n_text_layer"] == 6
    assert saved["dims"]["n_vocab"] == 51865
    assert saved["alignment_heads"][0] == [3, 1]
    query = saved["model_state_dict"]["decoder.blocks.0.attn.query.weight"]
    assert query.shape == (512, 512)
    assert float(query.float().std()) > 0.01
    assert "decoder.blocks.0.cross_attn.key.bias" not in saved["model_state_dict"]


def test_an_engine_there_is_not_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        open_engine("quick", tmp_path, 0)
    assert "fast, openai" in refused.value.fix


@pytest.mark.parametrize("name", ["fast", "openai"])
def test_a_folder_without_a_model_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        open_engine(name, tmp_path, 0)
    assert refused.value.code == ExitCode.MISSING_MODEL


def test_damaged_models_are_refused(tmp_path: Path) -> None:
    for file in ("model.bin", "config.json", "tokenizer.json", "model.pt"):
        (tmp_path / file).write_bytes(b"{}" if file.endswith("json") else bytes(np.arange(64, dtype=np.uint8)))
    for name in ("fast", "openai"):
        with pytest.raises(UserError) as refused:
            open_engine(name, tmp_path, 0)
        assert refused.value.code == ExitCode.MISSING_MODEL
    with pytest.raises(UserError) as refused:
        convert(tmp_path, tmp_path / "out.pt")
    assert refused.value.code == ExitCode.MISSING_MODEL
    assert not (tmp_path / "out.pt").exists()


def test_a_model_without_its_tokenizer_is_refused_before_anything_looks_on_the_network(tmp_path: Path) -> None:
    for file in ("model.bin", "config.json"):
        (tmp_path / file).write_bytes(b"x")
    with pytest.raises(UserError, match=r"tokenizer\.json missing"):
        open_engine("fast", tmp_path, 0)


PIECES = [
    ([" o", "'clock,"], "en", ["o'clock,"]),
    ([" 1", "-2", "-5"], "en", ["1-2-5"]),
    (["Hello", " there"], "en", ["Hello", "there"]),
    ([" example", ".org"], "en", ["example.org"]),
    ([" well", " ", " then"], "en", ["well", "then"]),
    (["你", "好"], "zh", ["你", "好"]),
]


@pytest.mark.parametrize(("pieces", "language", "words"), PIECES)
def test_pieces_of_a_word_become_one_word(pieces: list[str], language: str, words: list[str]) -> None:
    heard = [RecognizedWord(text, float(n), n + 0.5, 0.9 - n / 10) for n, text in enumerate(pieces)]
    joined = join_subwords(heard, language)
    assert [word.text for word in joined] == words
    assert (joined[0].start, joined[-1].end) == (0.0, len(pieces) - 0.5)
