"""What a deposit tells beside its transcripts."""

from pydantic import Field

from ipstranscribe.export.content.agreed import AgreedCoding
from ipstranscribe.model import ConsentScope, Guide, Value
from ipstranscribe.settings import GeneralisationLevels


class ShownVariable(Value):
    """A column of the participants table that may be shown: `kind` of its values, how many participants have one.

    `told` is what may be said of the values of several participants together; empty where that would be about single ones.
    """

    name: str
    kind: str
    given: int
    told: str = ""


class DepositFacts(Value):
    """The facts of a deposit. `when` is its date, `convention` name and description of the transcription convention.

    `consent` maps each deposited interview to what everybody in it has consented to. `methods` are names and values.
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
    methods: tuple[tuple[str, str], ...] = ()
