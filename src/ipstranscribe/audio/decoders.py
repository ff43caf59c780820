"""The kinds of recordings that this installation can decode: the codecs in the FFmpeg libraries that PyAV carries."""

KINDS = {"m4a": "aac", "mp3": "mp3", "wav": "pcm_s16le", "flac": "flac", "ogg": "vorbis", "opus": "opus", "wma": "wmav2",
         "amr": "amrnb", "alac": "alac"}  # fmt: skip
"""Kinds of files that recorders and phones write → the codec of FFmpeg that is usual in them."""


def missing() -> list[str]:
    """The kinds for which there is no decoder here; raises ImportError where PyAV cannot be loaded."""
    import av

    return [kind for kind, codec in KINDS.items() if codec not in av.codecs_available]
