"""One run of another program, in a process of its own. `programs.py` starts it, and so can you.

    python benchmarks/peers.py fw-batched MODEL_FOLDER SOUND OUT.json [--language nb] [--threads 4]

Peers run with their defaults, except that word times are on and 8-bit weights are used where they have them:
faster-whisper one window after the other (`fw`), its batched pipeline with batches of 8 and its own voice detection
(`fw-batched`), and openai-whisper's command line (`openai`). Without SOUND, the program is only loaded.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BATCH = 8
WHISPER_CODES = {"nb": "no"}
"""Whisper's code of a language, where it has one of its own."""

Turns = list[dict[str, Any]]
"""Neutral turns: speaker, start, end, text, words."""


def main() -> None:
    """Run one program on one file and write what it heard."""
    options = _options()
    heard = PROGRAMS[options.program](options)
    if options.out:
        options.out.write_text(json.dumps({"turns": heard}, ensure_ascii=False), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("model", type=Path, help="folder of the model")
    parser.add_argument("sound", type=Path, nargs="?")
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--language", type=lambda code: WHISPER_CODES.get(code, code))
    parser.add_argument("--threads", type=int, default=0)
    return parser.parse_args()


def _ours(options: argparse.Namespace) -> Turns:
    """Load only: the program itself is started as its users start it."""
    from ipstranscribe.transcribe import open_engine

    open_engine("fast", options.model, options.threads)
    return []


def _sequential(options: argparse.Namespace) -> Turns:
    from faster_whisper import WhisperModel

    model = WhisperModel(str(options.model), device="cpu", compute_type="int8", cpu_threads=options.threads)
    if not options.sound:
        return []
    return _segments(model.transcribe(str(options.sound), language=options.language, word_timestamps=True)[0])


def _batched(options: argparse.Namespace) -> Turns:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    model = WhisperModel(str(options.model), device="cpu", compute_type="int8", cpu_threads=options.threads)
    pipeline = BatchedInferencePipeline(model=model)
    if not options.sound:
        return []
    heard, _ = pipeline.transcribe(
        str(options.sound), language=options.language, word_timestamps=True, batch_size=BATCH
    )
    return _segments(heard)


def _segments(heard: Iterable[Any]) -> Turns:
    return [
        _turn(segment.start, segment.end, segment.text, [(w.word, w.start, w.end) for w in segment.words or ()])
        for segment in heard
    ]


def _turn(start: float, end: float, text: str, words: Iterable[tuple[str, float, float]]) -> dict[str, Any]:
    spoken = [{"text": word.strip(), "start": float(begin), "end": float(finish)} for word, begin, finish in words]
    return {"speaker": "?", "start": float(start), "end": float(end), "text": text.strip(), "words": spoken}


def _openai(options: argparse.Namespace) -> Turns:
    from whisper import load_model
    from whisper.transcribe import cli

    checkpoint = str(next(options.model.glob("*.pt")))
    if not options.sound:
        load_model(checkpoint, device="cpu")
        return []
    _decode_without_ffmpeg()
    with tempfile.TemporaryDirectory() as folder:
        sys.argv = [
            *("whisper", str(options.sound), "--model", checkpoint, "--device", "cpu", "--fp16", "False"),
            *("--word_timestamps", "True", "--output_format", "json", "--output_dir", folder, "--verbose", "False"),
            *("--threads", str(options.threads)),
            *(("--language", options.language) if options.language else ()),
        ]
        cli()
        heard = json.loads((Path(folder) / f"{options.sound.stem}.json").read_text(encoding="utf-8"))["segments"]
    return [
        _turn(s["start"], s["end"], s["text"], [(w["word"], w["start"], w["end"]) for w in s.get("words", ())])
        for s in heard
    ]


def _decode_without_ffmpeg() -> None:
    """openai-whisper starts ffmpeg to read a file; where that is not installed, PyAV reads it."""
    if shutil.which("ffmpeg"):
        return
    import whisper.audio

    import sounds

    whisper.audio.load_audio = lambda path, sr=sounds.RATE: sounds.read(Path(path))  # it asks for 16 kHz


PROGRAMS: dict[str, Callable[[argparse.Namespace], Turns]] = {
    "ours": _ours,
    "fw": _sequential,
    "fw-batched": _batched,
    "openai": _openai,
}

if __name__ == "__main__":
    main()
