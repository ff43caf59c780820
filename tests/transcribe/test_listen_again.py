"""Listening again with the real recognizer: a name that is covered is not recognised, and what is said around it is."""

from pathlib import Path

from ipstranscribe.audio.covering import write_covered
from ipstranscribe.transcribe.asr.engines import open_engine
from ipstranscribe.transcribe.listen_again import clear_speech, words_heard
from tests.transcribe.sound import load, noise, sound_of

SAMPLE = Path(__file__).parents[2] / "sample_audio" / "extra" / "P2_first_20s.flac"


def test_what_is_covered_is_not_recognised_and_the_rest_is(tmp_path: Path, whisper_base: Path) -> None:
    engine = open_engine("fast", whisper_base, 1)
    sound = load(SAMPLE).sound
    before = words_heard(sound, lambda: engine, "en", lambda _: None)
    (name,) = [word for word in before if word.text.startswith("Simon")]
    covered = name.start - 0.25, name.end + 0.25
    write_covered(sound, tmp_path / "copy.ogg", [covered], lambda _: None)
    after = words_heard(load(tmp_path / "copy.ogg").sound, lambda: engine, "en", lambda _: None)
    assert not any("imon" in word.text for word in after)
    kept = [w.text.strip(".,?").casefold() for w in before if w.end < covered[0] - 0.5 or w.start > covered[1] + 0.5]
    again = {word.text.strip(".,?").casefold() for word in after}
    assert len(kept) > 20
    assert sum(word in again for word in kept) / len(kept) > 0.9


def test_where_nobody_speaks_no_engine_is_asked_for() -> None:
    def refuse() -> None:
        raise AssertionError

    sound = sound_of(noise(4.0))
    assert words_heard(sound, refuse, "en", lambda _: None) == []  # type: ignore[arg-type]
    assert clear_speech(sound) == []
