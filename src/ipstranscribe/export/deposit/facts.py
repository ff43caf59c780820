"""What a deposit tells beside its transcripts."""

from typing import Literal

from pydantic import Field

from ipstranscribe.export.content.agreed import AgreedCoding
from ipstranscribe.model import ConsentScope, Guide, Value
from ipstranscribe.settings import GeneralisationLevels
from ipstranscribe.text import conventions


class ShownVariable(Value):
    """A column of the participants table that may be shown: `kind` of its values, how many participants have one.

    `spread` (mean and standard deviation) and `shared` (values and how many have them) are what may be said of several
    participants together; none where that would be about single ones.
    """

    name: str
    kind: Literal["number", "category", "untold"]
    given: int
    spread: tuple[float, float] | None = None
    shared: tuple[tuple[str, int], ...] = ()


class DepositMethods(Value):
    """How the data were made: interviews in the study, words and turns in the deposit, programs and models."""

    interviews: int = 0
    words: int = 0
    turns: int = 0
    made_by: tuple[str, ...] = ()


class DepositFacts(Value):
    """The facts of a deposit. `when` is its date, `convention` the name of the transcription convention.

    `consent` maps each deposited interview to what everybody in it has consented to.
    """

    title: str
    when: str
    program: str
    convention: str
    levels: GeneralisationLevels
    guide: Guide
    languages: tuple[str, ...] = ()
    consent: dict[str, tuple[ConsentScope, ...]] = Field(default_factory=dict)
    variables: tuple[ShownVariable, ...] = ()
    agreed: AgreedCoding = AgreedCoding()
    methods: DepositMethods = DepositMethods()

    def convention_told(self, language: str) -> str:
        """The transcription convention: its name, and what it says in a language."""
        return f"{self.convention}. {conventions.get_convention(self.convention).describe(language)}"
