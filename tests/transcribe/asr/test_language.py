"""The language is asked of several windows and decided once."""

import numpy as np
import pytest

from ipstranscribe.audio.samples import RATE
from ipstranscribe.errors import UserError
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.transcribe.asr.language import SAMPLED_WINDOWS, choose_language
from ipstranscribe.transcribe.voice_activity import SpeechSegment, Window
from tests.transcribe.engine import ScriptedEngine
from tests.transcribe.sound import sound_of

SOUND = sound_of(np.zeros(100 * RATE, np.float32))
WINDOWS = [Window((SpeechSegment(n, n + 1.0),)) for n in range(20)]


def chosen(engine: ScriptedEngine, language: str | None = None) -> tuple[str, bool]:
    return choose_language(engine, WINDOWS, SOUND, TranscribeSettings(language=language))


HEARD = [
    # what each window that is asked seems to be, the decision
    ([{"en": 0.9}] * 5, ("en", True)),
    ([{"la": 0.9, "no": 0.1}, *[{"no": 0.9, "la": 0.1}] * 4], ("nb", True)),  # the first window does not decide
    ([{"nn": 0.8, "no": 0.2}] * 5, ("nn", True)),
    ([{"nn": 0.3, "no": 0.3, "is": 0.4}] * 5, ("nb", True)),  # two written forms, one spoken language
    ([{"nn": 0.1}, *[{"en": 0.9}] * 4], ("en", True)),
    ([{"la": 0.6, "is": 0.3, "no": 0.1}] * 5, ("is", False)),  # nobody is interviewed in Latin
]


@pytest.mark.parametrize(("answers", "decision"), HEARD)
def test_the_mean_over_windows_decides(answers: list[dict[str, float]], decision: tuple[str, bool]) -> None:
    engine = ScriptedEngine(answers=answers)
    assert chosen(engine) == decision
    assert engine.asked == SAMPLED_WINDOWS


def test_where_none_is_certain_a_language_of_the_study_is_taken() -> None:
    engine = ScriptedEngine(answers=[{"is": 0.3, "no": 0.1, "nn": 0.1, "en": 0.05}])
    assert choose_language(engine, WINDOWS, SOUND, TranscribeSettings(), ["nb", "en", "sv"]) == ("nb", False)


def test_a_certain_language_is_taken_also_if_the_study_has_others() -> None:
    engine = ScriptedEngine(answers=[{"pl": 0.9, "no": 0.1}])
    assert choose_language(engine, WINDOWS, SOUND, TranscribeSettings(), ["nb", "en"]) == ("pl", True)


def test_a_language_that_was_given_is_not_asked_for() -> None:
    engine = ScriptedEngine(answers=[{"en": 1.0}])
    assert chosen(engine, "nb") == ("nb", True)
    assert engine.asked == 0


def test_a_model_for_english_is_not_given_norwegian() -> None:
    with pytest.raises(UserError, match="English only"):
        chosen(ScriptedEngine(multilingual=False), "nb")
