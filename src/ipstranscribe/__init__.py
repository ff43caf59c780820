"""Transcribe, pseudonymize, split and export research interviews on your own machine."""

__version__ = "0.1.0"
