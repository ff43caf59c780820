"""The weights of the package as a model of CTranslate2, in eight bits: read once, and kept beside the models.

Four bits widen to eight without a loss that is seen in the tags (docs/decisions/0084); CTranslate2 computes with eight.
"""

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from ctranslate2.specs import common_spec, transformer_spec

from ipstranscribe.split.questions.packaged_e5.weights_file import Floats, WeightsFile

_MOST = 127.0
"""The largest number of eight bits."""
_BERT: dict[str, object] = {
    "pre_norm": False,
    "activation": common_spec.Activation.GELU,
    "layernorm_embedding": True,
    "num_source_embeddings": 2,
    "embeddings_merge": common_spec.EmbeddingsMerge.ADD,
}
"""The architecture of XLM-RoBERTa, as the converter of CTranslate2 names it."""


def converted(file: WeightsFile, folder: Path) -> Path:
    """The folder with the converted model: `folder`, or a temporary one where that cannot be written."""
    if (folder / "model.bin").is_file():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".converting-"))
    except OSError:
        temporary = Path(tempfile.mkdtemp())
        return write(file, temporary)
    write(file, temporary)
    temporary.chmod(0o755)  # models are for everybody who uses the computer
    try:
        temporary.rename(folder)
    except OSError:  # another process was there first
        shutil.rmtree(temporary, ignore_errors=True)
    return folder


def write(file: WeightsFile, folder: Path) -> Path:
    """Write the model of `file` into an empty `folder`."""
    encoder = transformer_spec.TransformerEncoderSpec(file.layers, file.heads, **_BERT)
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


def _norm(spec: common_spec.LayerNormSpec, file: WeightsFile, name: str) -> None:
    spec.gamma, spec.beta = file.floats(f"{name}.w"), file.floats(f"{name}.b")


def _linear(spec: common_spec.LinearSpec, file: WeightsFile, columns: int, names: Sequence[str]) -> None:
    """A matrix with what is added to its rows; several that read the same stand one below the other."""
    _matrix(spec, chain.from_iterable(file.matrix(f"{name}.w", columns) for name in names))
    spec.bias = np.concatenate([file.floats(f"{name}.b") for name in names])


def _matrix(spec: common_spec.LinearSpec | common_spec.EmbeddingsSpec, parts: Iterable[Floats]) -> None:
    """A matrix in eight bits, each row with a scale of its own, as CTranslate2 keeps it."""
    rows, scales = [], []
    for part in parts:
        scale = _MOST / np.maximum(np.abs(part).max(axis=1), 1e-9)
        rows.append(np.rint(part * scale[:, None]).astype(np.int8))
        scales.append(scale.astype(np.float32))
    spec.weight, spec.weight_scale = np.concatenate(rows), np.concatenate(scales)
