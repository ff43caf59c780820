"""What `study.toml` may say of profiles and levels, and what is refused."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.settings import GeneralisationLevels
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
    ("lines", "named"),
    [
        (('profile = "public"',), "profile"),
        (("[profiles.public]", 'date = "year"'), "profiles.public"),
        (("[profiles.coders]", 'date = "week"'), "profiles.coders.date"),
        (("[profiles.coders]", 'fact = "number"'), "profiles.coders.fact"),
        (('profiles = "coders"',), "profiles"),
        (("[profiles]", 'coders = "year"'), "profiles.coders"),
    ],
)
def test_an_unknown_profile_or_level_is_refused_and_named(tmp_path: Path, lines: tuple[str, ...], named: str) -> None:
    with pytest.raises(UserError) as refused:
        study(tmp_path, *lines)
    assert refused.value.code == ExitCode.BAD_STUDY
    assert refused.value.what.startswith(f"study.toml: {named}:")
