"""The whole stage: a transcript whose speakers, times and concerns are right, or one clear error."""

import json
import re
import subprocess
import sys
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.samples import RATE, Samples, Sound
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Progress, Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe import Audio, open_engine, transcribe
from ipstranscribe.transcribe.asr.checkpoint import Checkpoint
from ipstranscribe.transcribe.diarization import attribution
from ipstranscribe.transcribe.diarization.voices import Chunk, segment_voices
from ipstranscribe.transcribe.stage import Job
from tests.conftest import SAMPLES
from tests.transcribe.engine import ScriptedEngine, chatter
from tests.transcribe.sound import load, noise, sound_of, tone

TWENTY_SECONDS = SAMPLES / "extra" / "P2_first_20s.wav"


NAMINGS = ([("I", "I"), ("P2", "P")], [("I", "P"), ("P2", "I")])
"""Made-up words do not tell who asks, so either voice may be taken for the interviewer."""


@cache
def interview(name: str) -> Audio:
    (path,) = (SAMPLES / "study" / "restricted" / "recordings").glob(f"{name}.*")
    return load(path)


@pytest.fixture(autouse=True)
def each_sound_is_segmented_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The voice models hear each recording once; what they say of it is a value, and the same every time."""
    monkeypatch.setattr(attribution, "segment_voices", _segmented)


_CHUNKS: dict[int, tuple[Sound, tuple[Chunk, ...]]] = {}


def _segmented(sound: Sound, on_progress: Progress) -> tuple[Chunk, ...]:
    if id(sound) not in _CHUNKS:
        _CHUNKS[id(sound)] = sound, segment_voices(sound, on_progress)
    on_progress(1.0)
    return _CHUNKS[id(sound)][1]


def run(audio: Audio | Samples, engine: ScriptedEngine | None = None, **settings: object) -> Transcript:
    audio = audio if isinstance(audio, Audio) else Audio(sound_of(audio))
    chosen = TranscribeSettings.model_validate(settings)
    return transcribe(audio, lambda: engine or ScriptedEngine(), chosen, Job("P2", Cast.of("P2")))


def test_what_made_a_transcript_is_recorded() -> None:
    result = transcribe(
        load(TWENTY_SECONDS),
        ScriptedEngine,
        TranscribeSettings(language="nb"),
        Job("P2", Cast.of("P2"), inputs="fingerprint", weights="0123456789abcdef0123"),
    )
    assert result.language == "nb"
    assert result.made_by.inputs == "fingerprint"
    assert result.made_by.settings == {
        "engine": "fast",
        "model": "whisper-base",
        "weights": "sha256 0123456789abcdef",
        "device": "cpu, script",
        "speakers": "2",
        "language": "nb",
        "numbers": "spoken",
        "script": "1",
    }
    assert [r.file for r in result.recordings] == [TWENTY_SECONDS.name]
    assert result.duration == pytest.approx(20, abs=0.1)


def test_the_engine_hears_one_pinned_language_in_whispers_code() -> None:
    engine = ScriptedEngine(answers=[{"no": 0.9, "da": 0.1}])
    assert run(interview("P2"), engine).language == "nb"
    assert set(engine.languages_decoded) == {"no"}


def test_progress_grows_to_the_whole_and_moves_while_decoding() -> None:
    shares: list[float] = []
    transcribe(
        interview("P1"),
        ScriptedEngine,
        TranscribeSettings(language="en"),
        Job("P1", Cast.of("P1"), on_progress=shares.append),
    )
    assert all(a <= b for a, b in pairwise(shares))
    assert shares[-1] == pytest.approx(1.0)
    assert len([share for share in shares if share < 0.8]) >= 3


@pytest.mark.parametrize("name", ["P1", "P2", "P3"])
def test_two_voices_are_told_apart_as_in_the_expected_transcript(name: str) -> None:
    """The words are made up, but the voices are real: each word must go to who speaks at its time."""
    expected = json.loads((SAMPLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    result = run(interview(name), language="en")
    found = [((w.start + w.end) / 2, t.speaker) for t in result.turns for w in t.words]
    truth = [(who, e["speaker"]) for at, who in found for e in expected if e["start"] <= at <= e["end"]]
    right = max(sum(truth.count(pair) for pair in naming) for naming in NAMINGS)
    assert len(truth) > 100
    assert right / len(truth) >= 0.97


@pytest.mark.parametrize("samples", [tone(10.0), noise(10.0), np.zeros(10 * RATE, np.float32), np.zeros(0, np.float32)])
def test_a_recording_in_which_nobody_speaks_is_an_error(samples: Samples) -> None:
    with pytest.raises(UserError) as refused:
        run(samples)
    assert refused.value.code == ExitCode.NOTHING_SAID


def test_speech_that_gives_no_word_at_all_is_an_error_as_well() -> None:
    with pytest.raises(UserError) as refused:
        run(load(TWENTY_SECONDS), ScriptedEngine(lambda seconds: []), language="en")
    assert refused.value.code == ExitCode.NOTHING_SAID


def test_speech_that_the_engine_leaves_out_is_decoded_again_and_then_reported() -> None:
    quiet = ScriptedEngine(lambda seconds: chatter(seconds)[:4])
    result = run(interview("P1"), quiet, language="en")
    assert any(len(lengths) == 1 for lengths, _ in quiet.calls)
    holes = [c for c in result.concerns if c.kind == "speech_without_words"]
    assert sum(c.end - c.start for c in holes) > 10
    assert result.coverage is not None
    assert result.coverage.with_words < result.coverage.speech - 10


def test_speech_with_words_is_all_covered() -> None:
    result = run(interview("P1"), language="en")
    assert result.coverage is not None
    assert result.coverage.with_words == pytest.approx(result.coverage.speech, abs=1)
    assert result.coverage.speech > 100


def test_what_lies_before_start_and_after_stop_is_left_out_and_times_stay() -> None:
    result = run(interview("P1"), language="en", start=40, stop=80)
    times = [time for turn in result.turns for word in turn.words for time in (word.start, word.end)]
    assert min(times) >= 39
    assert max(times) <= 81
    assert result.duration == pytest.approx(168, abs=1)
    assert not [c for c in result.concerns if c.kind == "speech_without_words"]


def _given(engine: ScriptedEngine) -> ScriptedEngine:
    return engine


class Stopped(Exception):
    """Stands for a power cut."""


def test_an_interrupted_run_goes_on_with_the_same_result_and_decodes_nothing_twice(tmp_path: Path) -> None:
    settings = TranscribeSettings()
    whole = ScriptedEngine()
    expected = transcribe(interview("P1"), lambda: whole, settings, Job("P1", Cast.of("P1")))
    batches = [len(lengths) for lengths, _ in whole.calls if len(lengths) > 1]
    for finished in range(1, len(batches)):
        folder = tmp_path / str(finished)

        def stop(passages: object, finished: int = finished, folder: Path = folder) -> None:
            if len(Checkpoint.open(folder, "key").batches) == finished:
                raise Stopped

        with pytest.raises(Stopped):
            job = Job("P1", Cast.of("P1"), checkpoint=Checkpoint.open(folder, "key"), on_batch=stop)
            transcribe(interview("P1"), ScriptedEngine, settings, job)
        rest = ScriptedEngine()
        job = Job("P1", Cast.of("P1"), checkpoint=Checkpoint.open(folder, "key"))
        result = transcribe(interview("P1"), partial(_given, rest), settings, job)
        assert result == expected
        assert len(rest.calls) == len(whole.calls) - finished
        assert rest.asked == 0  # the language is kept as well


def test_one_voice_is_one_speaker_and_a_concern() -> None:
    expected = json.loads((SAMPLES / "expected" / "P1.json").read_text(encoding="utf-8"))
    longest = max((t for t in expected if t["speaker"] == "P"), key=lambda t: t["end"] - t["start"])
    samples = interview("P1").sound.cut(longest["start"], longest["end"])
    result = run(samples, language="en")
    assert [(s.label, s.role) for s in result.speakers] == [("P2", "participant")]
    assert any(c.kind == "uncertain_speaker" and "one voice" in c.why for c in result.concerns)


def test_a_doubtful_language_is_reported() -> None:
    result = run(load(TWENTY_SECONDS), ScriptedEngine(answers=[{"la": 0.4, "no": 0.3}]))
    assert any("--language" in c.why for c in result.concerns)


def test_the_stage_is_imported_without_its_heavy_libraries() -> None:
    heavy = ["torch", "ctranslate2", "faster_whisper", "whisper", "av", "onnxruntime", "scipy", "kaldi_native_fbank"]
    code = f"import sys, ipstranscribe.transcribe; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.models
def test_a_real_interview_says_what_was_said_under_the_right_names(whisper_base: Path) -> None:
    expected = json.loads((SAMPLES / "expected" / "P2.json").read_text(encoding="utf-8"))
    engine = open_engine("fast", whisper_base, 0)
    result = transcribe(interview("P2"), lambda: engine, TranscribeSettings(), Job("P2", Cast.of("P2")))
    assert result.language == "en"
    assert {(s.label, s.role) for s in result.speakers} == {("I", "interviewer"), ("P2", "participant")}
    for label, speaker in (("I", "I"), ("P2", "P")):
        said = words(" ".join(t["text"] for t in expected if t["speaker"] == speaker))
        heard = words(" ".join(t.text for t in result.turns if t.speaker == label))
        assert len(said & heard) / len(said) > 0.8
    assert not [c for c in result.concerns if c.kind in ("speech_without_words", "text_without_speech", "loop")]
