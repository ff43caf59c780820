"""Sounds in which nothing is said, and speech that is nearly buried: invented words, lost words.

    python benchmarks/noise.py [AUDIO:REFERENCE.json[:LANGUAGE]] [--programs ours fw-batched] [--model whisper-base]
        [--seconds 60] [--hum 600] [--drop 20] [--seed 1] [--cores 2]

Without a recording, the first sample interview is used. Every sound but the last is told to be without words, in whole
or in part; a word is *invented* if its middle lies in such a part, more than half a second from its ends.

- silence, white noise, pink noise, a mains hum of 50 Hz with harmonics, chords of pure tones: `--seconds` each;
- two turns of the recording with `--hum` seconds of that hum between them;
- the recording with its second half lowered by `--drop` decibels over steady quiet noise, after the loud first half. Of
  the words there: how many were *found*, how many lie in turns that were lost (less than half of their words found) and
  are *reported* by a concern, and how many are lost *silently*.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from measures import Said, Times, found_words
from programs import PROGRAMS, Job, Outcome, machine, run, use_cores
from sounds import RATE, Recording, Sound, cut, read, recordings, write

MARGIN = 0.5
"""Seconds at the ends of a stretch without words where a neighbouring word's time may still reach in."""

LEVEL = 0.05
"""Root mean square of the noises, full scale 1: about as loud as speech."""

FLOOR = 0.0005
"""The same of the noise under the lowered half: -66 dB, a quiet room."""

LONG_TURN = 8
"""Words; the turns around the hum are at least as long, so that any model hears them."""


@dataclass(frozen=True)
class Trial:
    """A sound, and where in it nothing is said, in seconds; `quiet` are the turns of its lowered half."""

    name: str
    sound: Sound
    wordless: tuple[Times, ...] = ()
    quiet: tuple[Said, ...] = ()


def main() -> None:
    """Print a row for each sound and program."""
    options = _options()
    cores = use_cores(options.cores)
    recording = recordings([options.file] if options.file else [])[0]
    print(f"{options.model}, {recording.name}; {machine(cores)}; seed {options.seed}; one run\n")
    print("| sound | program | seconds | words | invented | quiet words | found | reported | silently lost | wall s |")
    print(f"|{'---|' * 10}")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for trial in trials(recording, options):
            path = Path(folder) / "sound.wav"
            seconds = write(path, [trial.sound])
            for name in options.programs:
                outcome = run(name, Job(path, options.model, recording.language or "en", cores))
                cells = (trial.name, name, f"{seconds:.0f}", *_cells(trial, outcome), f"{outcome.cost.wall:.1f}")
                print(f"| {' | '.join(cells)} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", metavar="AUDIO:REFERENCE.json[:LANGUAGE]")
    parser.add_argument("--programs", nargs="+", default=["ours"], choices=PROGRAMS, metavar="NAME")
    parser.add_argument("--model", default="whisper-base", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hum", type=float, default=600)
    parser.add_argument("--drop", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cores", type=int, default=0, help="use only so many cores (Linux)")
    return parser.parse_args()


def trials(recording: Recording, options: argparse.Namespace) -> Iterator[Trial]:
    """All sounds, one after the other."""
    chance = np.random.default_rng(options.seed)
    count = int(options.seconds * RATE)
    noises = {
        "silence": np.zeros(count, np.float32),
        "white noise": _level(chance.standard_normal(count)),
        "pink noise": pink(count, chance),
        "hum": hum(count),
        "chords": chords(count),
    }
    for name, sound in noises.items():
        yield Trial(name, sound, ((-MARGIN, options.seconds + MARGIN),))
    spoken, turns = read(recording.sound), recording.turns()
    yield between(spoken, turns, hum(int(options.hum * RATE)))
    yield buried(spoken, turns, options.drop, chance)


def _level(sound: np.ndarray, level: float = LEVEL) -> Sound:
    loud: Sound = (sound * (level / np.sqrt(np.mean(sound**2)))).astype(np.float32)
    return loud


def pink(count: int, chance: np.random.Generator) -> Sound:
    """Noise with the same power in every octave: white noise whose spectrum falls with the root of the frequency."""
    spectrum = np.fft.rfft(chance.standard_normal(count))
    return _level(np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), count))


def hum(count: int) -> Sound:
    """Mains hum: 50 Hz and its first harmonics, each half as loud as the one before."""
    time = np.arange(count) / RATE
    return _level(np.sum([0.5**n * np.sin(2 * np.pi * 50 * (n + 1) * time) for n in range(6)], axis=0))


def chords(count: int) -> Sound:
    """Chords of pure tones, two a second, that swell and fade: as near to music as sines come."""
    time = np.arange(count) / RATE
    roots = 220 * 2 ** (np.array([0, 5, 7, 0, 9, 5, 2, 7]) / 12)
    root = roots[(time * 2).astype(int) % len(roots)]
    swell = np.sin(np.pi * (time * 2 % 1))
    return _level(swell * np.sum([np.sin(2 * np.pi * root * step * time) for step in (1, 1.25, 1.5, 2)], axis=0))


def between(spoken: Sound, turns: Sequence[Said], gap: Sound) -> Trial:
    """Two turns of the recording with `gap` between them."""
    first, second = [turn for turn in turns if len(turn.words()) >= LONG_TURN][:2]
    before = cut(spoken, first.start, first.end)
    sound = np.concatenate([before, gap, cut(spoken, second.start, second.end)])
    start = len(before) / RATE
    return Trial(f"{len(gap) / RATE:.0f} s of hum between two turns", sound, ((start, start + len(gap) / RATE),))


def buried(spoken: Sound, turns: Sequence[Said], drop: float, chance: np.random.Generator) -> Trial:
    """The recording with what follows the turn at its middle lowered by `drop` dB, over the noise of a quiet room."""
    middle = min((turn.start for turn in turns), key=lambda start: abs(start - len(spoken) / RATE / 2))
    sound = spoken.copy()
    sound[int(middle * RATE) :] *= 10 ** (-drop / 20)
    sound += _level(chance.standard_normal(len(sound)), FLOOR)
    quiet = tuple(turn for turn in turns if turn.start >= middle)
    return Trial(f"second half {drop:g} dB lower", sound, quiet=quiet)


def _cells(trial: Trial, outcome: Outcome) -> Iterator[str]:
    if outcome.code:
        yield from (f"failed with {outcome.code}", *("–" for _ in range(5)))
        return
    times = [times for turn in outcome.turns for times in turn.word_times]
    yield str(len(times))
    yield str(sum(_invented(word, trial.wordless) for word in times)) if trial.wordless else "–"
    if not trial.quiet:
        yield from ("–", "–", "–", "–")
        return
    heard = outcome.turns
    lost = [turn for turn in trial.quiet if found_words([turn], _during(heard, turn)) < len(turn.words()) / 2]
    reported = [turn for turn in lost if any(_meet(turn, *place) for place in outcome.concerns)]
    start = trial.quiet[0].start
    yield str(_count(trial.quiet))
    yield str(found_words(trial.quiet, [turn for turn in heard if turn.end > start]))
    yield str(_count(reported))
    yield str(_count(lost) - _count(reported))


def _invented(word: Times, wordless: Sequence[Times]) -> bool:
    return any(start + MARGIN < sum(word) / 2 < end - MARGIN for start, end in wordless)


def _during(heard: Sequence[Said], turn: Said) -> list[Said]:
    return [other for other in heard if _meet(other, turn.start, turn.end)]


def _meet(turn: Said, start: float, end: float) -> bool:
    return turn.start < end and start < turn.end


def _count(turns: Sequence[Said]) -> int:
    return sum(len(turn.words()) for turn in turns)


if __name__ == "__main__":
    main()
