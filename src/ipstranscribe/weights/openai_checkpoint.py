"""Conversion of Whisper weights from CTranslate2 to an openai-whisper checkpoint.

`model.bin` is read in CTranslate2's own format (model version 6, little endian): version, kind, revision, then for each
variable name, rank, dimensions, type, size and bytes. Weights must be stored as 16- or 32-bit floats.
"""

import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe.errors import ExitCode, UserError

if TYPE_CHECKING:
    import torch

Variables = dict[str, npt.NDArray[np.generic]]

_TYPES: dict[int, type[np.generic]] = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_AUDIO_POSITIONS, _TEXT_POSITIONS = 1500, 448  # of every Whisper model


def convert(folder: Path, out: Path) -> None:
    """Convert the weights of a CTranslate2 folder to an openai-whisper checkpoint and write it to `out`.

    Raises UserError if the folder holds no such model, or one with weights rounded to integers.
    """
    try:
        import torch
    except ImportError:
        raise UserError(
            "The engine `openai` is not installed here: openai-whisper is absent, and this model is for it alone.",
            "Install openai-whisper beside the program, or use the engine `fast`.",
            ExitCode.MISSING_MODEL,
        ) from None

    try:
        weights = _Weights(_read(folder / "model.bin"))
        checkpoint = {"dims": weights.dimensions(), "model_state_dict": weights.state()}
        heads = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("alignment_heads")
    except (OSError, ValueError, KeyError, struct.error):
        raise UserError(
            f"{folder.name} is not a Whisper model that can be converted.",
            "Use a folder with 16-bit weights for faster-whisper, and check it with `ipstranscribe models verify`.",
            ExitCode.MISSING_MODEL,
        ) from None
    torch.save({**checkpoint, "alignment_heads": heads}, out)


class _Reader:
    """Parses values from bytes, one after the other."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def number(self, kind: str) -> int:
        (value,) = struct.unpack_from("<" + kind, self.raw, self.at)
        self.at += struct.calcsize("<" + kind)
        return int(value)

    def text(self) -> str:
        length = self.number("H")  # with a closing zero byte
        self.at += length
        return self.raw[self.at - length : self.at - 1].decode()

    def array(self) -> npt.NDArray[np.generic]:
        shape = [self.number("I") for _ in range(self.number("B"))]
        kind, size = np.dtype(_TYPES[self.number("B")]), self.number("I")
        values = np.frombuffer(self.raw, kind, size // kind.itemsize, self.at).reshape(shape)
        self.at += size
        return values


def _read(path: Path) -> Variables:
    reader = _Reader(path.read_bytes())
    reader.number("I")  # version of the file format
    if reader.text() != "WhisperSpec":
        raise ValueError("not a Whisper model")
    reader.number("I")  # revision of the specification
    return {reader.text(): reader.array() for _ in range(reader.number("I"))}


class _Weights:
    """The variables of CTranslate2 under the names that openai-whisper gives them."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        if variables["encoder/conv1/weight"].dtype.kind != "f":
            raise ValueError("weights are rounded to integers")

    def dimensions(self) -> dict[str, int]:
        state, mels = self.variables["encoder/conv1/weight"].shape[:2]
        heads = int(self.variables["encoder/num_heads"])
        return {
            "n_mels": mels,
            "n_audio_ctx": _AUDIO_POSITIONS,
            "n_audio_state": state,
            "n_audio_head": heads,
            "n_audio_layer": self._layers("encoder"),
            "n_vocab": self.variables["decoder/embeddings/weight"].shape[0],
            "n_text_ctx": _TEXT_POSITIONS,
            "n_text_state": state,
            "n_text_head": heads,
            "n_text_layer": self._layers("decoder"),
        }

    def state(self) -> "dict[str, torch.Tensor]":
        state = {
            "encoder.positional_embedding": self._tensor("encoder/position_encodings/encodings"),
            "decoder.positional_embedding": self._tensor("decoder/position_encodings/encodings"),
            "decoder.token_embedding.weight": self._tensor("decoder/embeddings/weight"),
            **self._linear("encoder/conv1", "encoder.conv1"),
            **self._linear("encoder/conv2", "encoder.conv2"),
            **self._norm("encoder/layer_norm", "encoder.ln_post"),
            **self._norm("decoder/layer_norm", "decoder.ln"),
        }
        for side in ("encoder", "decoder"):
            for number in range(self._layers(side)):
                state |= self._layer(f"{side}/layer_{number}", f"{side}.blocks.{number}", crosses=side == "decoder")
        return state

    def _layer(self, source: str, target: str, *, crosses: bool) -> "dict[str, torch.Tensor]":
        query, key, value = self._split(f"{source}/self_attention/linear_0", 3)
        layer = {
            **self._attention(f"{target}.attn", query, key, value),
            **self._linear(f"{source}/self_attention/linear_1", f"{target}.attn.out"),
            **self._norm(f"{source}/self_attention/layer_norm", f"{target}.attn_ln"),
            **self._linear(f"{source}/ffn/linear_0", f"{target}.mlp.0"),
            **self._linear(f"{source}/ffn/linear_1", f"{target}.mlp.2"),
            **self._norm(f"{source}/ffn/layer_norm", f"{target}.mlp_ln"),
        }
        if crosses:
            (query,) = self._split(f"{source}/attention/linear_0", 1)
            key, value = self._split(f"{source}/attention/linear_1", 2)
            layer |= self._attention(f"{target}.cross_attn", query, key, value)
            layer |= self._linear(f"{source}/attention/linear_2", f"{target}.cross_attn.out")
            layer |= self._norm(f"{source}/attention/layer_norm", f"{target}.cross_attn_ln")
        return layer

    def _attention(self, target: str, *parts: "tuple[torch.Tensor, torch.Tensor]") -> "dict[str, torch.Tensor]":
        named = {}
        for name, (weight, bias) in zip(("query", "key", "value"), parts, strict=True):
            named[f"{target}.{name}.weight"] = weight
            if name != "key":  # Whisper's keys have no bias; CTranslate2 stores zeros
                named[f"{target}.{name}.bias"] = bias
        return named

    def _split(self, source: str, parts: int) -> "list[tuple[torch.Tensor, torch.Tensor]]":
        """Split a fused projection into its parts: queries, keys, values."""
        weights, biases = (self._tensor(f"{source}/{name}").chunk(parts) for name in ("weight", "bias"))
        return [(weight.clone(), bias.clone()) for weight, bias in zip(weights, biases, strict=True)]

    def _linear(self, source: str, target: str) -> "dict[str, torch.Tensor]":
        return {f"{target}.{name}": self._tensor(f"{source}/{name}") for name in ("weight", "bias")}

    def _norm(self, source: str, target: str) -> "dict[str, torch.Tensor]":
        return {f"{target}.weight": self._tensor(f"{source}/gamma"), f"{target}.bias": self._tensor(f"{source}/beta")}

    def _tensor(self, name: str) -> "torch.Tensor":
        import torch

        return torch.from_numpy(self.variables[name].astype(np.float16))

    def _layers(self, side: str) -> int:
        names = {name.split("/")[1] for name in self.variables if name.startswith(f"{side}/layer_")}
        return sum(name.removeprefix("layer_").isdigit() for name in names)
