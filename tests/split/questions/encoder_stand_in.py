"""A small sentence model in the form in which publishers keep theirs: a graph in ONNX, and a tokenizer that pads and cuts.

The graph is written byte by byte (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), so that no package is needed: each
token's state is its own vector plus the mean of all tokens in its row. Where anything is padded, that mean is another.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

FIRST, LAST, UNKNOWN = "<s>", "</s>", "<unk>"
Vector = npt.NDArray[np.float32]

_INT64, _FLOAT32 = 7, 1
_INT, _INTS = 2, 7


def write_encoder(
    folder: Path, words: Mapping[str, Sequence[float]], inputs: Sequence[str] = ("input_ids", "attention_mask")
) -> Path:
    """Write `model.onnx` and `tokenizer.json`, which know these words by their vectors; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    size = len(next(iter(words.values())))
    known = [FIRST, LAST, UNKNOWN, *words]
    table = np.array([[0.01] * size, [0.02] * size, [0.0] * size, *words.values()], dtype=np.float32)
    (folder / "model.onnx").write_bytes(_model(table, inputs))
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(known)}, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{FIRST} $A {LAST}", special_tokens=[(FIRST, 0), (LAST, 1)]
    )
    tokenizer.enable_padding(length=128, pad_id=1, pad_token=LAST)  # as all-mpnet-base-v2 has it
    tokenizer.enable_truncation(128)
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def expected(words: Mapping[str, Sequence[float]], text: str) -> Vector:
    """The vector that a text must have, computed apart."""
    size = len(next(iter(words.values())))
    own = [np.array(words.get(word, [0.0] * size)) for word in text.lower().split()]
    rows = np.array([[0.01] * size, *own, [0.02] * size])
    mean = (rows + rows.mean(axis=0)).mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _model(table: Vector, inputs: Sequence[str]) -> bytes:
    axis = _field(1, b"axes") + _number(8, 1) + _number(20, _INTS)
    keep = _field(1, b"keepdims") + _number(3, 1) + _number(20, _INT)
    nodes = (
        _node("Gather", ("words", "input_ids"), "own"),
        _node("ReduceMean", ("own",), "mean", axis, keep),
        _node("Add", ("own", "mean"), "last_hidden_state"),
    )
    weights = b"".join(_number(1, size) for size in table.shape)
    weights += _number(2, _FLOAT32) + _field(8, b"words") + _field(9, table.astype("<f4").tobytes())
    graph = b"".join(_field(1, node) for node in nodes) + _field(2, b"stand-in") + _field(5, weights)
    graph += b"".join(_field(11, _value(name, _INT64, ("texts", "tokens"))) for name in inputs)
    graph += _field(12, _value("last_hidden_state", _FLOAT32, ("texts", "tokens", table.shape[1])))
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _node(kind: str, inputs: Sequence[str], output: str, *attributes: bytes) -> bytes:
    read = b"".join(_field(1, name.encode()) for name in inputs)
    return read + _field(2, output.encode()) + _field(4, kind.encode()) + b"".join(_field(5, a) for a in attributes)


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = (_number(1, one) if isinstance(one, int) else _field(2, one.encode()) for one in shape)
    dimensions = b"".join(_field(1, one) for one in sizes)
    tensor = _number(1, kind) + _field(2, dimensions)
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
