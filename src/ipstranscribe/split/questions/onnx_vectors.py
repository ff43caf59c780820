"""Sentence vectors by ONNX Runtime: encoders whose weights are fetched, on every system."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.token_means import LONGEST, TokenIds, TokenMeans


class OnnxVectors(TokenMeans):
    """An encoder as publishers keep them: a graph and its tokenizer."""

    def __init__(self, folder: Path, name: str, prefixes: tuple[str, str], scale: float) -> None:
        """Load `model.onnx` and `tokenizer.json` of `folder`; raises UserError (MISSING_MODEL) if they are no encoder."""
        super().__init__()
        import onnxruntime
        from tokenizers import Tokenizer

        self.name, self.scale, self.prefixes = name, scale, prefixes
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
            output = next(one for one in self._session.get_outputs() if len(one.shape) == 3)
        except Exception:  # noqa: BLE001 - both libraries raise types of their own
            raise UserError(
                f"The sentence model {folder.name} cannot be loaded.",
                f"Fetch it again: `ipstranscribe models fetch {folder.name}`; `ipstranscribe models verify` looks at it.",
                ExitCode.MISSING_MODEL,
            ) from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._tokens_output, self.size = output.name, int(output.shape[2])

    def _tokens(self, text: str, /) -> Sequence[int]:
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids

    def _states(self, ids: TokenIds, /) -> NDArray[np.float32]:
        known = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        asked = {name: values for name, values in known.items() if name in self._inputs}
        (states,) = self._session.run([self._tokens_output], asked)
        return np.asarray(states, dtype=np.float32)
