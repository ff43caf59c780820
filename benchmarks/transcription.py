"""How well and how fast recordings become transcripts, file by file: words, speakers, holes, inventions, time.

    python benchmarks/transcription.py --engine fast --model-dir DIR [AUDIO:REFERENCE.json ...]

Without files, the sample interviews are used. A reference is a list of turns `{"speaker", "start", "end", "text"}`.
Measures, over words in lower case without punctuation:

- WER: word error rate; cpWER: the same with each speaker's words put together, under the best naming of speakers;
- speakers: share of the words aligned to a reference word that have the right speaker;
- holes, inventions: words in runs of five or more that are missing, or were never said;
- DER: diarization error rate by turns, with overlap scored, collar 0 and 0.25 s.
"""

import argparse
import json
import platform
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import jiwer
import numpy as np
from scipy.optimize import linear_sum_assignment

from ipstranscribe.model import Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe import load, open_engine, transcribe

SAMPLES = Path(__file__).parents[1] / "sample_audio"
LONG_RUN = 5


@dataclass(frozen=True)
class Said:
    """A turn, of the reference or of the transcript."""

    speaker: str
    start: float
    end: float
    text: str

    @property
    def words(self) -> list[str]:
        """The words as they are compared."""
        return re.findall(r"\w+", self.text.lower().replace("'", "").replace("’", ""))


def main() -> None:
    """Print one line of figures for each recording."""
    options = _options()
    print(f"{options.engine}, {options.model_dir.name}, {platform.machine()}, {platform.system()}")
    engine = open_engine(options.engine, options.model_dir, options.threads)
    print("file  seconds  WER    cpWER  speakers  holes  inventions  DER    DER.25  wall s  × real time")
    for pair in options.files or _samples():
        sound, reference, language = _pair(pair, options.language)
        expected = [Said(t["speaker"], t["start"], t["end"], t["text"]) for t in _json(reference)]
        start = time.perf_counter()
        audio = load([sound])
        settings = TranscribeSettings(engine=options.engine, language=language)
        result = transcribe(audio, engine, settings, interview="P1", participant="P1", on_progress=lambda share: None)
        wall = time.perf_counter() - start
        figures = " ".join(_figures(expected, _turns(result)))
        print(f"{sound.stem:5} {audio.duration:7.0f}  {figures}  {wall:6.1f}  {wall / audio.duration:.2f}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="AUDIO:REFERENCE.json")
    parser.add_argument("--engine", default="fast", choices=["fast", "openai"])
    parser.add_argument("--model-dir", type=Path, required=True)
    parser.add_argument("--language", help="of all files; found out if not given (samples: as in interviews.csv)")
    parser.add_argument("--threads", type=int, default=0)
    return parser.parse_args()


def _samples() -> list[str]:
    recordings = sorted((SAMPLES / "study" / "restricted" / "recordings").iterdir())
    languages = {"P1": "en", "P2": "en", "P3": "nb"}
    return [f"{path}:{SAMPLES / 'expected' / path.stem}.json:{languages[path.stem]}" for path in recordings]


def _pair(pair: str, language: str | None) -> tuple[Path, Path, str | None]:
    sound, reference, *own = re.split(r"(?<!^[A-Za-z])(?<!:[A-Za-z]):", pair)  # not at the colon of a Windows drive
    return Path(sound), Path(reference), language or (own[0] if own else None)


def _json(path: Path) -> list[dict[str, str | float]]:
    return json.loads(path.read_text(encoding="utf-8"))


def _turns(transcript: Transcript) -> list[Said]:
    return [Said(t.speaker, t.start or 0.0, t.end or 0.0, t.text) for t in transcript.turns]


def _figures(expected: Sequence[Said], heard: Sequence[Said]) -> Iterator[str]:
    reference, spoken = [w for t in expected for w in t.words], [w for t in heard for w in t.words]
    aligned = jiwer.process_words(" ".join(reference), " ".join(spoken))
    yield f"{aligned.wer:.3f} "
    yield f"{_cp_errors(expected, heard) / len(reference):.3f} "
    yield f"{_right_speakers(expected, heard, aligned):8.3f} "
    holes, inventions = _long_runs(aligned)
    yield f"{holes:5d} "
    yield f"{inventions:10d} "
    yield from (f"{_der(expected, heard, collar):.3f} " for collar in (0.0, 0.25))


def _cp_errors(expected: Sequence[Said], heard: Sequence[Said]) -> int:
    def streams(turns: Sequence[Said]) -> list[str]:
        names = sorted({t.speaker for t in turns})
        return [" ".join(w for t in turns if t.speaker == name for w in t.words) for name in names]

    rows, columns = streams(expected), streams(heard)
    size = max(len(rows), len(columns))
    rows, columns = rows + [""] * (size - len(rows)), columns + [""] * (size - len(columns))
    cost = np.array([[_errors(row, column) for column in columns] for row in rows])
    return int(cost[linear_sum_assignment(cost)].sum())


def _errors(reference: str, spoken: str) -> int:
    if not reference:
        return len(spoken.split())
    out = jiwer.process_words(reference, spoken)
    return out.substitutions + out.deletions + out.insertions


def _right_speakers(expected: Sequence[Said], heard: Sequence[Said], aligned: jiwer.WordOutput) -> float:
    reference, spoken = ([t.speaker for t in turns for _ in t.words] for turns in (expected, heard))
    pairs = Counter(
        (reference[chunk.ref_start_idx + k], spoken[chunk.hyp_start_idx + k])
        for chunk in aligned.alignments[0]
        if chunk.type in ("equal", "substitute")
        for k in range(chunk.ref_end_idx - chunk.ref_start_idx)
    )
    counts = np.array([[pairs[r, h] for h in sorted(set(spoken))] for r in sorted(set(reference))])
    return float(counts[linear_sum_assignment(-counts)].sum() / counts.sum())


def _long_runs(aligned: jiwer.WordOutput) -> tuple[int, int]:
    """Words missing and words added, in stretches between two agreeing words where five or more are net missing or added."""
    holes = inventions = missing = added = 0
    for chunk in [*aligned.alignments[0], None]:
        if chunk and chunk.type != "equal":
            missing += chunk.ref_end_idx - chunk.ref_start_idx
            added += chunk.hyp_end_idx - chunk.hyp_start_idx
            continue
        holes += missing - added if missing - added >= LONG_RUN else 0
        inventions += added - missing if added - missing >= LONG_RUN else 0
        missing = added = 0
    return holes, inventions


def _der(expected: Sequence[Said], heard: Sequence[Said], collar: float) -> float:
    borders = [edge for t in expected for edge in (t.start, t.end)]
    around = [edge + side for edge in borders for side in (-collar, collar)]
    cuts = np.unique([*around, *(edge for t in heard for edge in (t.start, t.end))])
    scored = [all(abs((a + b) / 2 - edge) >= collar for edge in borders) for a, b in pairwise(cuts)]
    length = np.diff(cuts) * (np.array(scored) if collar else 1.0)
    middles = (cuts[1:] + cuts[:-1]) / 2

    def active(turns: Sequence[Said]) -> np.ndarray:
        names = sorted({t.speaker for t in turns})
        return np.array(
            [np.any([(t.start < middles) & (middles < t.end) for t in turns if t.speaker == n], axis=0) for n in names]
        )

    r, h = active(expected), active(heard)
    shared = (r * length) @ h.T.astype(float)
    right = shared[linear_sum_assignment(-shared)].sum()
    speech = np.maximum(r.sum(axis=0), h.sum(axis=0))
    return float(((speech * length).sum() - right) / (r.sum(axis=0) * length).sum())


if __name__ == "__main__":
    main()
