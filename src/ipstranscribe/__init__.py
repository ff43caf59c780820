"""Transcribe, pseudonymize, split and export research interviews on your own machine."""

import os

__version__ = "0.1.0"

# Libraries that would speak to their makers. Each reads its variable once, when it is loaded: this must come first.
os.environ.update(
    ORT_DISABLE_TELEMETRY="1",  # onnxruntime from 1.29 on: microsoft/onnxruntime#27379
    HF_HUB_DISABLE_TELEMETRY="1",
    HF_HUB_OFFLINE="1",
)
