"""Types of codings: what a coder gave an interview in one returned file or several, and everything returned so far.

They hold people's own words (codes, notes, condensates), in which anybody may be named, and the text at that time, in which a
name may have been found since: they live under `restricted/`.
"""

from typing import Literal

from pydantic import Field

from ipstranscribe.model.basics import Id, Span, Text, Value

CodingSource = Literal["table", "document", "project"]
"""The kind of file a coding came in: a table of units, a Word document, a project of a program."""

NoteKind = Literal["note", "condensate", "comment"]
"""What a coder wrote: in the column of notes or condensates of a unit, or as a comment or note on a stretch of text."""


class CodedStretch(Span):
    """A code on a stretch of a turn, in code points of its stored text; `text` is the stretch as it was.

    `unit` is the unit that was coded, where it was one; empty for a stretch that the coder marked. `group` is the code
    group or subgroup that the coder gave with it.
    """

    turn: str
    code: Text = Field(min_length=1)
    group: Text = ""
    unit: str = ""
    text: Text


class CodingNote(Value):
    """What a coder wrote about a unit, a turn or a code; `turn` is empty where it is about no place in the text."""

    kind: NoteKind
    text: Text = Field(min_length=1)
    turn: str = ""
    unit: str = ""
    code: Text = ""


class CodebookEntry(Value):
    """A code of a coder's list of codes: the groups above it, the outermost first, and its definition."""

    code: Text = Field(min_length=1)
    groups: tuple[Text, ...] = ()
    definition: Text = ""


class UnplacedCode(Value):
    """A code whose unit is no more; nothing that a person wrote is dropped."""

    unit: str
    code: Text
    group: Text = ""


class Coding(Value):
    """What a coder gave an interview, as it came back at one time.

    `changed` are units whose text has changed since the file was exported. One that `withdraws` another has nothing else:
    it takes back the coding with that id.
    """

    id: str
    when: str
    sources: tuple[CodingSource, ...] = ()
    stretches: tuple[CodedStretch, ...] = ()
    notes: tuple[CodingNote, ...] = ()
    codebook: tuple[CodebookEntry, ...] = ()
    unplaced: tuple[UnplacedCode, ...] = ()
    changed: tuple[str, ...] = ()
    withdraws: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that was given, once, in the order of the text."""
        return tuple(dict.fromkeys([*(one.code for one in self.stretches), *(one.code for one in self.unplaced)]))


class CodingLog(Value):
    """Everything a coder gave an interview, in the order in which it came back; it is only ever added to."""

    interview: str
    coder: Id
    codings: tuple[Coding, ...] = ()

    @property
    def in_force(self) -> Coding | None:
        """The last coding that was not taken back; None if there is none."""
        gone = {one.withdraws for one in self.codings}
        return next((one for one in reversed(self.codings) if not one.withdraws and one.id not in gone), None)


class ConsensusDecision(Value):
    """What people agreed on for a unit: its codes (none: no code applies), and why.

    `given` is what each coder had given it by then, `text` the unit as it was. `by` is a role. One that is `taken_back` says
    that nothing is agreed on the unit any more.
    """

    unit: str
    turn: str
    text: Text
    codes: tuple[Text, ...] = ()
    why: Text = ""
    given: dict[str, tuple[Text, ...]] = Field(default_factory=dict)
    taken_back: bool = False
    by: str
    when: str


class ConsensusLog(Value):
    """All decisions on the codes of one interview, in order; of a unit the last holds."""

    interview: str
    decisions: tuple[ConsensusDecision, ...] = ()

    @property
    def standing(self) -> dict[str, ConsensusDecision]:
        """The decision that holds, by unit."""
        last = {one.unit: one for one in self.decisions}
        return {unit: one for unit, one in last.items() if not one.taken_back}


class CodeMerge(Value):
    """A person's decision that `code` is the same as another; an empty `same_as` takes that back."""

    code: Text = Field(min_length=1)
    same_as: Text = ""
    by: str
    when: str


class CodeMerges(Value):
    """All decisions on codes that are the same, in order; of a code the last holds."""

    decisions: tuple[CodeMerge, ...] = ()

    @property
    def same(self) -> dict[str, str]:
        """Code → the one that stands for it, over several steps."""
        last = {one.code: one.same_as for one in self.decisions}
        same = {code: other for code, other in last.items() if other and other != code}
        found = {}
        for code in same:
            end, met = code, set[str]()
            while end in same and end not in met:
                met.add(end)
                end = same[end]
            found[code] = end
        return found
