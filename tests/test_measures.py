"""The measures of the benchmarks: what each counts, and what it does not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from measures import Said, figures
from sounds import recordings

ASKED = Said("I", 0, 4, "How did you find the work, and who helped you?")
ANSWER = Said("P", 4, 10, "Well, erm, my brother knew the baker, so I started there in the spring.")
SAID = [ASKED, ANSWER]


@pytest.mark.parametrize(
    ("heard", "measure", "value"),
    [
        pytest.param(SAID, "wer", 0.0, id="the same words"),
        pytest.param([ASKED, Said("P", 4, 10, ANSWER.text.replace("erm, ", ""))], "wer", 0.0, id="a filler less"),
        pytest.param([ASKED, Said("P", 4, 10, ANSWER.text + " [laughter]")], "wer", 0.0, id="a note in brackets"),
        pytest.param(SAID, "holes", 0.0, id="nothing missing"),
        pytest.param([ASKED], "holes", 13 / 23, id="an answer missing"),
        pytest.param(
            [ASKED, Said("P", 4, 10, ANSWER.text.replace("my brother", ""))], "holes", 0.0, id="two words missing"
        ),
        pytest.param(
            [*SAID, Said("P", 10, 12, "thank you for watching this")], "inventions", 5 / 23, id="five words added"
        ),
        pytest.param([*SAID, Said("P", 10, 12, "thank you")], "inventions", 0.0, id="two words added"),
        pytest.param([Said("0", 0, 4, ASKED.text), Said("1", 4, 10, ANSWER.text)], "speakers", 1.0, id="other names"),
        pytest.param([Said("0", 0, 4, ASKED.text), Said("0", 4, 10, ANSWER.text)], "speakers", 13 / 23, id="one voice"),
        pytest.param(SAID, "der", 0.0, id="the same borders"),
        pytest.param([Said("I", 0, 4.2, ASKED.text), Said("P", 4.2, 10, ANSWER.text)], "der", 0.02, id="a late border"),
        pytest.param(
            [Said("I", 0, 4.2, ASKED.text), Said("P", 4.2, 10, ANSWER.text)], "der_collar", 0.0, id="within the collar"
        ),
    ],
)
def test_what_a_measure_counts(heard: list[Said], measure: str, value: float) -> None:
    """Each measure counts its own kind of error and no other."""
    assert getattr(figures(SAID, heard), measure) == pytest.approx(value)


@pytest.mark.parametrize(
    ("given", "sound", "reference", "language"),
    [
        ("a.wav", "a.wav", None, None),
        ("a.wav:a.json", "a.wav", "a.json", None),
        ("a.wav:a.json:nb", "a.wav", "a.json", "nb"),
        (r"C:\a.wav:D:\a.json:nb", r"C:\a.wav", r"D:\a.json", "nb"),
    ],
)
def test_files_are_named_with_their_reference(
    given: str, sound: str, reference: str | None, language: str | None
) -> None:
    """The colon of a Windows drive does not part a file from its reference."""
    (found,) = recordings([given])
    assert (str(found.sound), found.reference and str(found.reference), found.language) == (sound, reference, language)
