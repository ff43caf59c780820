"""A quick look at a recording before the long work: whether it can be heard, and how long it says it is."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ipstranscribe.audio.decoding import Decoder, refuse_unusable

if TYPE_CHECKING:
    from collections.abc import Generator

    from ipstranscribe.audio.decoding import Channels

SOUND_SUFFIXES = frozenset((
    ".wav", ".mp3", ".m4a", ".m4b", ".aac", ".flac", ".ogg", ".oga", ".opus", ".wma", ".amr", ".3gp", ".3gpp", ".aif",
    ".aiff", ".aifc", ".caf", ".mp2", ".ac3", ".au", ".snd", ".w64", ".rf64", ".mp4", ".m4v", ".mov", ".mkv", ".webm",
    ".avi", ".wmv", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts", ".mka", ".ds2", ".dss", ".dvf", ".msv", ".dct",
))  # fmt: skip
"""Endings of sound files and of videos, whose sound is read. A recording may have any other; these are told by name alone."""


def is_sound_by_name(path: Path) -> bool:
    """Whether a file is named like a recording."""
    return path.suffix.lower() in SOUND_SUFFIXES


def declared_seconds(path: Path) -> float:
    """Length in seconds by the header of a recording, 0 if it gives none; the first seconds are decoded.

    Raises UserError for what cannot be heard: not sound, empty, encrypted.
    """
    refuse_unusable(path)
    decoder = Decoder(path)
    with closing(cast("Generator[Channels, None, None]", decoder.blocks())) as blocks:
        next(blocks, None)
    return decoder.declared
