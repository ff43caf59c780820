"""The weights of the package as a model of CTranslate2, in eight bits: read once, and kept beside the models.

Four bits widen to eight without a loss that is seen in the tags (docs/decisions/0084); CTranslate2 computes with eight.
"""

import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ipstranscribe.weights.packaged_e5.weights_file import WeightRows, WeightsFile

if TYPE_CHECKING:
    from ctranslate2.specs.common_spec import EmbeddingsSpec, LayerNormSpec, LinearSpec

_MOST = 127.0
"""The largest number of eight bits."""
_UNDER_WAY = ".converting-"
_LEFT_AFTER = 3600.0
"""Seconds after which a conversion under way was left by a program that was killed."""


def converted(file: WeightsFile, folder: Path) -> Path:
    """The folder with the converted model: `folder`, or a temporary one where that cannot be written."""
    if not (folder / "model.bin").is_file():
        try:
            _keep(file, folder)
        except OSError:  # nobody's to write, or full
            return write(file, Path(tempfile.mkdtemp()))
    return folder


def _keep(file: WeightsFile, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f"{_UNDER_WAY}*"):
        if time.time() - left.stat().st_mtime > _LEFT_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=_UNDER_WAY))
    try:
        write(file, temporary).chmod(0o755)  # models are for everybody who uses the computer
        if not folder.exists():  # another process may have been there first
            temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write(file: WeightsFile, folder: Path) -> Path:
    """Write the model of `file` into an empty `folder`: XLM-RoBERTa, as the converter of CTranslate2 describes it."""
    from ctranslate2.specs import common_spec, transformer_spec  # only here: it loads torch

    encoder = transformer_spec.TransformerEncoderSpec(
        file.layers,
        file.heads,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder)
    encoder.scale_embeddings = False
    _matrix(encoder.embeddings[0], file.matrix("emb.word", file.size))
    encoder.embeddings[1].weight = file.floats("emb.type").reshape(-1, file.size)
    encoder.position_encodings.encodings = file.floats("emb.pos").reshape(-1, file.size)
    _norm(encoder.layernorm_embedding, file, "emb.ln")
    for number, layer in enumerate(encoder.layer):
        attention, inner = layer.self_attention, layer.ffn
        _linear(attention.linear[0], file, file.size, [f"l{number}.{name}" for name in ("q", "k", "v")])
        _linear(attention.linear[1], file, file.size, [f"l{number}.ao"])
        _norm(attention.layer_norm, file, f"l{number}.aln")
        _linear(inner.linear_0, file, file.size, [f"l{number}.fi"])
        _linear(inner.linear_1, file, file.inner, [f"l{number}.fo"])
        _norm(inner.layer_norm, file, f"l{number}.oln")
    spec.register_vocabulary([str(number) for number in range(file.words)])  # it is asked by number alone
    spec.config.layer_norm_epsilon = file.epsilon
    spec.config.unk_token = str(file.unknown)
    spec.validate()
    spec.save(str(folder))
    return folder


def _norm(spec: "LayerNormSpec", file: WeightsFile, name: str) -> None:
    spec.gamma, spec.beta = file.floats(f"{name}.w"), file.floats(f"{name}.b")


def _linear(spec: "LinearSpec", file: WeightsFile, columns: int, names: Sequence[str]) -> None:
    """A matrix with what is added to its rows; several that read the same stand one below the other."""
    _matrix(spec, chain.from_iterable(file.matrix(f"{name}.w", columns) for name in names))
    spec.bias = np.concatenate([file.floats(f"{name}.b") for name in names])


def _matrix(spec: "LinearSpec | EmbeddingsSpec", parts: Iterable[WeightRows]) -> None:
    """A matrix in eight bits, each row with a scale of its own, as CTranslate2 keeps it."""
    rows, scales = [], []
    for part in parts:
        scale = _MOST / np.maximum(np.abs(part).max(axis=1), 1e-9)
        rows.append(np.rint(part * scale[:, None]).astype(np.int8))
        scales.append(scale.astype(np.float32))
    spec.weight, spec.weight_scale = np.concatenate(rows), np.concatenate(scales)
