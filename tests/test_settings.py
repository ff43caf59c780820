"""What `study.toml` may say of profiles and levels, and what is refused."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.settings import GeneralisationLevels, TranscribeSettings
from ipstranscribe.study.folder import Study

HEAD = 'id = "abc"\ntitle = "A study"\n'


def study(folder: Path, *lines: str) -> Study:
    (folder / "study.toml").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return Study.open(folder)


CHOSEN = [
    ((), GeneralisationLevels()),
    (('profile = "internal"',), GeneralisationLevels()),
    (('profile = "coders"',), GeneralisationLevels(place="kind", age="band", date="month", organisation="sector")),
    (('profile = "archive"',), GeneralisationLevels(place="region", age="band", date="year", organisation="sector")),
    (
        ('profile = "coders"', "[profiles.coders]", 'date = "shifted"'),
        GeneralisationLevels(place="kind", age="band", date="shifted", organisation="sector"),
    ),
    (('profile = "internal"', "[profiles.coders]", 'date = "shifted"'), GeneralisationLevels()),
    (
        ('profile = "archive"', "[profiles.archive]", 'place = "number"', 'age = "number"'),
        GeneralisationLevels(date="year", organisation="sector"),
    ),
]


@pytest.mark.parametrize(("lines", "levels"), CHOSEN)
def test_the_profile_in_force_decides_and_single_levels_can_be_changed(
    tmp_path: Path, lines: tuple[str, ...], levels: GeneralisationLevels
) -> None:
    assert study(tmp_path, *lines).pseudonymize_settings(rules_only=True).levels == levels


@pytest.mark.parametrize(
    ("lines", "named", "right"),
    [
        (('profile = "public"',), ": `profile` must be one of 'internal'", 'profile = "internal"'),
        (("[profiles.public]", 'date = "year"'), "section [profiles]: an entry", "internal, coders, archive"),
        (("[profiles.coders]", 'date = "week"'), "section [profiles.coders]: `date` must be one of", 'date = "month"'),
        (("[profiles.coders]", 'fact = "number"'), "section [profiles.coders]: an entry", "place, age, date"),
        (('profiles = "coders"',), ": `profiles` must be a section", ""),
        (("[profiles]", 'coders = "year"'), "section [profiles]: `coders` must be a section", ""),
    ],
)
def test_an_unknown_profile_or_level_is_refused_by_line_section_and_example(
    tmp_path: Path, lines: tuple[str, ...], named: str, right: str
) -> None:
    with pytest.raises(UserError) as refused:
        study(tmp_path, *lines)
    assert refused.value.code == ExitCode.BAD_STUDY
    assert refused.value.what.startswith("study.toml, line ")
    assert named in refused.value.what
    assert right in refused.value.fix


def test_settings_that_nobody_has_set_change_no_fingerprint_of_an_earlier_version() -> None:
    """A study is not transcribed anew because the program knows more settings than it did."""
    known = {"engine", "model", "language", "speakers", "threads", "numbers", "vocabulary", "start", "stop"}
    assert set(TranscribeSettings().model_dump()) == known
    assert set(TranscribeSettings(as_heard=("Klaus",)).model_dump()) == known | {"as_heard"}
