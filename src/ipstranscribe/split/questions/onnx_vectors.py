"""Sentence vectors by ONNX Runtime: encoders whose weights are fetched, on every system."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.vectors import EncodedOnce, VectorArray

_LONGEST = 512
"""Tokens of a text that are read, those of the model's own among them; the rest is left out."""
_TOKENS_AT_ONCE = 2048


class OnnxVectors(EncodedOnce):
    """A transformer with its tokenizer; the vector of a text is the mean of those of its tokens, scaled to length 1.

    Texts of as many tokens are computed together. So none is padded, every token counts, and no row depends on what else
    is encoded. `prefixes` are what the model was trained to see before talk and before texts of the guide.
    """

    def __init__(self, folder: Path, name: str, prefixes: tuple[str, str], scale: float) -> None:
        """Load `model.onnx` and `tokenizer.json` of `folder`; raises UserError (MISSING_MODEL) if they are no encoder."""
        super().__init__()
        import onnxruntime
        from tokenizers import Tokenizer

        self.name, self.scale, self._prefixes = name, scale, prefixes
        onnxruntime.disable_telemetry_events()  # Windows reads no variable for it
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.add_session_config_entry(
            "session.intra_op.allow_spinning", "0"
        )  # threads that spin slow a busy machine
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokens = next(one for one in self._session.get_outputs() if len(one.shape) == 3)
        except Exception:  # noqa: BLE001 - both libraries raise types of their own
            raise UserError(
                f"The sentence model {folder.name} cannot be loaded.",
                f"Fetch it again: `ipstranscribe models fetch {folder.name}`; `ipstranscribe models verify` looks at it.",
                ExitCode.MISSING_MODEL,
            ) from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_LONGEST)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.size = int(self._tokens.shape[2])

    def _encode_anew(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        prefix = self._prefixes[0 if as_query else 1]
        tokens = [self._tokenizer.encode(prefix + text).ids for text in texts]
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for together in _of_one_length(tokens):
            rows[together] = self._means(np.array([tokens[one] for one in together], dtype=np.int64))
        return rows

    def _means(self, ids: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> VectorArray:
        """The vectors [texts, size] of texts given as token ids [texts, tokens]."""
        known = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        asked = {name: values for name, values in known.items() if name in self._inputs}
        (states,) = self._session.run([self._tokens.name], asked)
        means = states.mean(axis=1)
        rows: VectorArray = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        return rows


def _of_one_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of texts with as many tokens, so many at a time as fit into memory."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, ids in enumerate(tokens):
        by_length[len(ids)].append(number)
    for length, numbers in by_length.items():
        step = max(1, _TOKENS_AT_ONCE // max(1, length))
        yield from (numbers[first : first + step] for first in range(0, len(numbers), step))
