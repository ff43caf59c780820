"""Transcription: speech recognition, speaker diarization, and the places where a person should listen again."""

from ipstranscribe.audio.recording import Audio, load
from ipstranscribe.transcribe.asr.engines import ENGINES, Engine, open_engine
from ipstranscribe.transcribe.stage import transcribe

__all__ = ["ENGINES", "Audio", "Engine", "load", "open_engine", "transcribe"]
