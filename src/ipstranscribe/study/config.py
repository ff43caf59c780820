"""The study's configuration, read from `study.toml`."""

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError, field_validator

from ipstranscribe import languages
from ipstranscribe.choices import ProfileName
from ipstranscribe.documents.toml_text import NotToml, parse
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.model import Value
from ipstranscribe.settings import (
    ClusterSettings,
    ExportSettings,
    GeneralisationLevels,
    Profiles,
    SplitSettings,
    TranscribeSettings,
)
from ipstranscribe.study.config_errors import wrong_entry
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
    cluster: ClusterSettings = ClusterSettings()
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
    """Read the configuration; raises UserError (BAD_STUDY) that names line, section and entry, and an example."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return StudyConfig.model_validate(parse(text))
    except OSError as error:
        raise UserError(
            f"study.toml cannot be read ({error.strerror}).", "Close it in other programs.", ExitCode.BAD_STUDY
        ) from None
    except UnicodeDecodeError:
        raise UserError("study.toml is not in UTF-8.", "Save it as UTF-8.", ExitCode.BAD_STUDY) from None
    except NotToml as error:
        raise UserError(
            f"study.toml cannot be read: {error}.",
            'Correct that place. Text stands in quotation marks: title = "…"; lists in brackets: formats = ["docx", "csv"].',
            ExitCode.BAD_STUDY,
        ) from None
    except ValidationError as error:
        raise wrong_entry(first_mistake(error), text, StudyConfig) from None
