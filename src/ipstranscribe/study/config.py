"""The study's configuration, read from `study.toml`."""

import datetime
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationError, field_validator

from ipstranscribe import languages
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.model import Value
from ipstranscribe.settings import (
    ExportSettings,
    GeneralisationLevels,
    Profiles,
    PseudonymizeSettings,
    SplitSettings,
    TranscribeSettings,
)
from ipstranscribe.text import conventions


class StudyConfig(Value):
    """The configuration in `study.toml`. `id` identifies the study; `key` is a path, relative to the study folder.

    `profile` names the one of the `profiles` that is in force. After `keep_recordings_until`, recordings are overdue for
    deletion. `languages` says whose rules serve a language that has none: `{"de": "en"}`.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$")
    title: str
    document_language: str = "en"
    convention: Annotated[str, AfterValidator(conventions.validate_name)] = conventions.DEFAULT
    key: str | None = None
    profile: ProfileName = "internal"
    profiles: Profiles = Profiles()
    keep_recordings_until: datetime.date | None = None
    transcribe: TranscribeSettings = TranscribeSettings()
    split: SplitSettings = SplitSettings()
    export: ExportSettings = ExportSettings()
    languages: dict[str, str] = Field(default_factory=dict)

    @field_validator("document_language")
    @classmethod
    def _has_labels(cls, language: str) -> str:
        return languages.of_documents(language)

    @field_validator("languages")
    @classmethod
    def _rules_are_there(cls, given: dict[str, str]) -> dict[str, str]:
        return {languages.without_rules(language): languages.with_rules(rules) for language, rules in given.items()}

    @property
    def levels(self) -> GeneralisationLevels:
        """The generalisation levels of replacements, by the profile in force."""
        return self.profiles.named(self.profile).levels


def read_config(path: Path) -> StudyConfig:
    """Read the configuration; raises UserError (BAD_STUDY) that names the entry to correct."""
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        config = StudyConfig.model_validate(raw)
        PseudonymizeSettings(document_language=config.document_language)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"study.toml cannot be read: {error}.", "Correct that line.", ExitCode.BAD_STUDY) from None
    except RecursionError:
        raise UserError("study.toml has too many brackets.", "Correct that line.", ExitCode.BAD_STUDY) from None
    except ValidationError as error:
        mistake = first_mistake(error)
        where = mistake.where or "study.toml"
        raise UserError(f"study.toml: {where}: {mistake.what}.", "Correct that entry.", ExitCode.BAD_STUDY) from None
    return config
