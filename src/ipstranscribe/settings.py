"""Settings: one frozen record per stage. Contradictory values are refused here, with a sentence."""

import datetime
from typing import Any, Literal, Self, get_args

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from ipstranscribe import languages
from ipstranscribe.choices import DeviceName, EngineName, FormatName, ProfileName, ProgramName, SentenceModelName
from ipstranscribe.model import Id, Value

_DETECT = ("", "auto", "detect", "found out")
"""What says that the language is to be found out."""

_LATER = frozenset({"as_heard", "device"})
"""Settings of transcription that version 0.1.0 did not know."""


MOST_VOICES = 8
"""The most speakers whose number can be given; a larger group is counted."""


class TranscribeSettings(Value):
    """Settings of transcription.

    `model` is a name in the model table (`ipstranscribe models`). `language` None means: detect it from the recording.
    `speakers` 0 means: count them. `threads` 0 uses the processor's cores; `device`
    is where the engine computes, `auto` a graphics card if there is one. `numbers` are written as they are spoken
    ("twenty-six"), or as the model writes them, mostly in digits. `vocabulary` are terms that may
    occur, in their correct spelling; words `as_heard` are never respelled to one of them, nor to a name of the tables.
    `start` and `stop` (seconds) leave out what comes before and after.
    """

    engine: EngineName = "fast"
    model: str = "whisper-base"
    language: str | None = None
    device: DeviceName = "auto"
    speakers: int = Field(default=2, ge=0, le=MOST_VOICES)
    threads: int = Field(default=0, ge=0)
    numbers: Literal["spoken", "digits"] = "spoken"
    vocabulary: tuple[str, ...] = ()
    as_heard: tuple[str, ...] = ()
    start: float | None = Field(default=None, ge=0)
    stop: float | None = Field(default=None, gt=0)

    @field_validator("language", mode="before")
    @classmethod
    def _language_is_known(cls, language: object) -> object:
        if not isinstance(language, str):
            return language
        return languages.spoken(language) if language.strip().casefold() not in _DETECT else None

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where nobody has set them, so that fingerprints of earlier versions hold."""
        fields: dict[str, Any] = write(self)
        usual = {name: type(self).model_fields[name].default for name in _LATER}
        return {
            name: value for name, value in fields.items() if name not in usual or getattr(self, name) != usual[name]
        }

    @field_validator("speakers", mode="before")
    @classmethod
    def _auto_counts(cls, speakers: object) -> object:
        return 0 if speakers == "auto" else speakers

    @model_validator(mode="after")
    def _stops_after_start(self) -> Self:
        if self.stop is not None and self.stop <= (self.start or 0):
            raise ValueError("stop must come after start")
        return self

    @model_validator(mode="after")
    def _english_models_hear_english(self) -> Self:
        if (self.model.endswith(".en") or "distil-" in self.model) and self.language not in (None, "en"):
            raise ValueError(f"model {self.model} knows English only, but the language is {self.language}")
        return self


class ClusterSettings(Value):
    """Whether the study's vocabulary, which holds names of third persons, may be sent to the machines of a cluster.

    `vocabulary_sent_by` is the role that has decided so, on `vocabulary_sent_on`; both or neither.
    """

    vocabulary_sent_by: str = ""
    vocabulary_sent_on: datetime.date | None = None

    @model_validator(mode="after")
    def _decided_by_somebody_on_a_day(self) -> Self:
        if bool(self.vocabulary_sent_by.strip()) != bool(self.vocabulary_sent_on):
            raise ValueError(
                "vocabulary_sent_by and vocabulary_sent_on belong together: a role, and the day of its word"
            )
        return self

    @property
    def vocabulary_allowed(self) -> bool:
        """Whether a role has allowed it."""
        return bool(self.vocabulary_sent_on)


class GeneralisationLevels(Value):
    """Generalisation levels: how much detail replacements of indirect identifiers keep. `number` keeps none (`[place 2]`).

    place: `kind` adds its kind and region (`town in Eastern Norway`), `region` the region alone. age: `band` adds a band of
    about ten years. date: `month` and `year` truncate it, `shifted` moves all dates of a participant by the same days.
    organisation: `sector` adds the kind of organisation.
    """

    place: Literal["number", "kind", "region"] = "number"
    age: Literal["number", "band"] = "number"
    date: Literal["number", "month", "year", "shifted"] = "number"
    organisation: Literal["number", "sector"] = "number"


HeaderFact = Literal["project", "branch", "duration", "language", "convention", "made_by"]
"""Optional facts in the header of a document; the interview's id and its status are always there."""

_HEADER: tuple[HeaderFact, ...] = get_args(HeaderFact)


class ReleaseProfile(GeneralisationLevels):
    """Release profile for one audience: generalisation levels, the `header` facts of documents, whether they get `sound`.

    A voice says who speaks, so that nobody gets sound unless the study says so. `agreed` is what they get of the coding that
    people agreed on: nothing, codes (with groups and definitions), or all: with reasons and notes.
    """

    header: tuple[HeaderFact, ...] = _HEADER
    sound: bool = False
    agreed: Literal["nothing", "codes", "all"] = "all"

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out a later field where nobody has set it, so that fingerprints of earlier versions hold."""
        fields: dict[str, Any] = write(self)
        later = {"sound": False, "agreed": "all"}
        return {name: value for name, value in fields.items() if name not in later or value != later[name]}

    @property
    def levels(self) -> GeneralisationLevels:
        """The generalisation levels alone."""
        return GeneralisationLevels.model_validate(self.model_dump(include=set(GeneralisationLevels.model_fields)))


class Profiles(Value):
    """The release profiles by audience; `study.toml` may change single entries. Reasons: docs/decisions/0014.

    Branch and length of an interview describe the participant, and an archive's readers are not known. Who codes anew must
    not see what others agreed on.
    """

    internal: ReleaseProfile = ReleaseProfile()
    coders: ReleaseProfile = ReleaseProfile(
        place="kind", age="band", date="month", organisation="sector", agreed="nothing"
    )
    archive: ReleaseProfile = ReleaseProfile(
        place="region", age="band", date="year", organisation="sector",
        header=("project", "language", "convention", "made_by"), agreed="codes",
    )  # fmt: skip

    def named(self, name: ProfileName) -> ReleaseProfile:
        """The profile with this name."""
        found: ReleaseProfile = getattr(self, name)
        return found

    @field_validator("*", mode="before")
    @classmethod
    def _keeps_what_is_not_changed(cls, given: object, info: ValidationInfo) -> object:
        if not isinstance(given, dict) or info.field_name is None:
            return given
        usual: ReleaseProfile = cls.model_fields[info.field_name].default
        return {**usual.model_dump(), **given}


class PseudonymizeSettings(Value):
    """Settings of pseudonymization. `rules_only` does without a language model, which is noted in the result."""

    rules_only: bool = False
    document_language: str = "en"
    levels: GeneralisationLevels = GeneralisationLevels()

    @field_validator("document_language")
    @classmethod
    def _has_labels(cls, language: str) -> str:
        return languages.of_documents(language)


class SplitSettings(Value):
    """Settings of splitting. `lexical` tags by shared words alone, without the sentence model; the result notes that.

    `sentence_model` is the model that recognises questions by their meaning. Fingerprints name the one that was taken
    instead of what was chosen, so that it is not written with the settings.
    """

    min_words: int = Field(default=25, ge=1, le=500)
    lexical: bool = False
    sentence_model: SentenceModelName = Field(default="auto", exclude=True)


class ExportSettings(Value):
    """Settings of export: which documents are written. `delimiter` is that of csv files (`;` suits Norwegian Excel).

    `programs` get folders of their own. `coders` are the ids of independent coders: each gets a folder with all documents,
    identical except for the id.
    """

    formats: tuple[FormatName, ...] = ("docx", "xlsx", "csv")
    programs: tuple[ProgramName, ...] = ()
    coders: tuple[Id, ...] = ()
    delimiter: Literal[",", ";", "tab"] = ","
    document_language: str = "en"

    @field_validator("coders")
    @classmethod
    def _are_told_apart(cls, coders: tuple[str, ...]) -> tuple[str, ...]:
        if len({coder.casefold() for coder in coders}) < len(coders):  # folder names on Windows and macOS ignore case
            raise ValueError("every coder needs an id of their own")
        return coders
