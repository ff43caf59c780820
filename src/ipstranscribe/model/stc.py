"""Types of Systematic Text Condensation (Malterud 2012): themes, code groups, sorted units, condensates, and their log.

People write all of it; they may name anybody in it, so it lives under `restricted/`.
"""

from pydantic import Field

from ipstranscribe.model.basics import Text, Value


class Theme(Value):
    """A preliminary theme of the first step: what the whole is about, before anything is coded."""

    name: Text = Field(min_length=1)
    about: Text = ""


class CodeGroup(Value):
    """A code group of the second step, what it is about, and the theme that it comes from."""

    name: Text = Field(min_length=1)
    about: Text = ""
    theme: Text = ""


class SortedUnit(Value):
    """A meaning unit that was sorted: its interview and id, its code group and subgroup, and a note."""

    interview: str
    unit: str
    group: Text = ""
    subgroup: Text = ""
    note: Text = ""


class Condensate(Value):
    """A condensate of the third step: a subgroup told in the first person, an artificial quotation. People write it."""

    group: Text
    subgroup: Text = ""
    text: Text = Field(min_length=1)


class Condensation(Value):
    """The state of a condensation, as people have it at one time."""

    themes: tuple[Theme, ...] = ()
    groups: tuple[CodeGroup, ...] = ()
    sorted_units: tuple[SortedUnit, ...] = ()
    condensates: tuple[Condensate, ...] = ()


class CondensationEntry(Value):
    """What was read back at one time, by which role."""

    when: str
    by: str
    state: Condensation


class CondensationLog(Value):
    """Every state that was read back, the oldest first; it is only ever added to."""

    entries: tuple[CondensationEntry, ...] = ()

    @property
    def now(self) -> Condensation:
        """The last state; an empty one if there is none."""
        return self.entries[-1].state if self.entries else Condensation()
