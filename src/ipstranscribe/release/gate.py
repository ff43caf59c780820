"""The release gate: refuses files that contain a known identifier, or that cannot be searched completely.

It searches for every written form in the key and the tables. Any occurrence, however it is spelt or hidden, is refused
unless a person has decided that this form is no identifier. Findings are reported by place and number, never by word.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from ipstranscribe.model import Decisions, Key
from ipstranscribe.release.extract.unpack import CannotLookInside, LocatedText, unpack
from ipstranscribe.release.fixed_texts import FixedTexts
from ipstranscribe.release.search.attribution import ParticipantAttribution
from ipstranscribe.release.search.decided import RejectedForms, RejectedInText
from ipstranscribe.release.search.known_forms import KnownForms
from ipstranscribe.release.search.own_texts import OwnTexts
from ipstranscribe.release.search.rejected_places import RejectedPlaces
from ipstranscribe.release.search.sighting import FileSighting, Sighting, further
from ipstranscribe.study.file_names import interviews_of

A_FOLDER = "the name of a folder"
"""The part of a sighting in the name of a folder."""


@dataclass(frozen=True)
class GateFinding:
    """A finding of the gate: a count in one part of one file. `what` is a category or a reason, never the word.

    A file that could not be searched is not `decidable`: no decision lets it pass.
    """

    file: str
    part: str
    what: str
    times: int
    decidable: bool = True


@dataclass(frozen=True)
class Verdict:
    """The gate's verdict on all files. No `findings` means that nothing was found, which is no guarantee.

    `sightings` are what the findings count, with words and names of files as they are: for a list under `restricted/` only.
    """

    findings: tuple[GateFinding, ...]
    files: int
    sightings: tuple[FileSighting, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SearchedFile:
    """The findings in one file. Its `name` may itself be identifying and is not safe to show, nor are its `sightings`."""

    name: str
    findings: tuple[GateFinding, ...]
    sightings: tuple[FileSighting, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Gate:
    """The gate's search: the known forms, and the decisions and fixed texts that let an occurrence pass.

    `interviews` maps interview id → participant: a file named after one participant's interviews is judged by the decisions
    that apply to that participant. `fixed` are texts that our formats contain whatever is exported; they pass at the place
    where they stand then. `owners` attributes lines to participants in a file that is named
    after no interview, `parts` to the interviews of one participant. `places` are those that decisions on one place let
    pass, `own` what the study wrote itself, which is judged where it stands. `sounds` are the checksums of recordings
    that were made for these readers; any other recording is refused.
    """

    known: KnownForms
    coverage: RejectedForms
    interviews: Mapping[str, str] = field(default_factory=dict)
    fixed: FixedTexts = field(default_factory=FixedTexts)
    owners: ParticipantAttribution = field(default_factory=ParticipantAttribution)
    parts: ParticipantAttribution = field(default_factory=ParticipantAttribution)
    places: RejectedPlaces = field(default_factory=RejectedPlaces)
    own: OwnTexts = field(default_factory=OwnTexts)
    sounds: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        key: Key,
        decisions: Decisions,
        interviews: Mapping[str, str] | None = None,
        fixed: FixedTexts | None = None,
    ) -> Self:
        """The gate of a study, from its key and decisions."""
        return cls(
            KnownForms.of(key, decisions),
            RejectedForms.of(key, decisions),
            interviews or {},
            fixed or FixedTexts(),
        )

    def search_file(self, name: str, data: bytes) -> SearchedFile:
        """Search one file; never raises: an error becomes a finding."""
        covered = self._covered(name)
        pieces: list[LocatedText] = []
        try:
            pieces.extend(unpack(name, data, self.sounds))
            findings: tuple[GateFinding, ...] = ()
        except CannotLookInside as reason:
            findings = (unreadable(name, f"cannot be looked into: {reason}"),)
        seen = tuple(self._sightings(pieces, covered, mixed=self.holds_several(name)))
        return SearchedFile(name, findings + self._counted(seen, covered), seen)

    def knowing(self, own: Iterable[str]) -> Self:
        """The gate, with what the study wrote itself."""
        covered = self.coverage.within(None)
        return replace(self, own=OwnTexts.of(own, lambda text: bool(self.known.occurrences(text, covered))))

    def search_folder_names(self, names: Iterable[str]) -> SearchedFile:
        """Search the names of folders."""
        seen = tuple(
            FileSighting(name, A_FOLDER, one)
            for name in names
            for one in self.known.sightings(name, self._covered(name))
        )
        found = Counter(one.sighting.what for one in seen)
        counted = tuple(GateFinding("a folder", "its name", what, times) for what, times in sorted(found.items()))
        return SearchedFile("", counted, seen)

    def holds_several(self, name: str) -> bool:
        """Whether a file may hold the talk of several participants: its name refers to the interviews of no single one."""
        return not self._whose(name)

    def is_identifying(self, name: str) -> bool:
        """Whether a file name itself contains a known identifier that no decision covers."""
        return bool(self.known.occurrences(name, self._covered(name)))

    def _covered(self, name: str) -> RejectedInText:
        return self.coverage.within(self._whose(name), self._interview(name))

    def _interview(self, name: str) -> str | None:
        """The interview that alone the file name refers to; None if there is not exactly one."""
        named = interviews_of(name, self.interviews)
        return next(iter(named)) if len(named) == 1 else None

    def _whose(self, name: str) -> str | None:
        """The participant whose interviews alone the file name refers to; None if there is not exactly one."""
        whose = {self.interviews[one] for one in interviews_of(name, self.interviews)}
        return whose.pop() if len(whose) == 1 else None

    def _sightings(
        self, pieces: Sequence[LocatedText], covered: RejectedInText, *, mixed: bool
    ) -> Iterator[FileSighting]:
        for piece in pieces:
            text = self.places.cleared(self.own.cleared(self.fixed.without(piece)), covered.interview)
            seen = self.known.sightings(text, covered)
            for one in self._of_owners(text, seen, covered) if seen and mixed else seen:
                yield FileSighting(piece.file, piece.part, one)

    def _counted(self, seen: Iterable[FileSighting], covered: RejectedInText) -> tuple[GateFinding, ...]:
        """The sightings as counts; a part whose name identifies somebody is not named."""
        found = Counter((one.file, one.part, one.sighting.what) for one in seen)
        told = {part: "a part of it" if self.known.occurrences(part, covered) else part for _, part, _ in found}
        return tuple(GateFinding(file, told[part], what, times) for (file, part, what), times in sorted(found.items()))

    def _of_owners(self, text: str, seen: list[Sighting], covered: RejectedInText) -> list[Sighting]:
        """Re-judge what was `seen` in a text of several participants: each one's lines by the decisions on that participant.

        An occurrence across the border of two stretches stays a finding.
        """
        if not self.owners.texts:  # nobody's documents are known
            return seen
        reach: dict[tuple[str | None, str | None], RejectedInText] = {(None, None): covered}
        inside: list[Sighting] = []
        left: list[Sighting] = []
        for owner, stretch in self._owned(text):
            here = self.known.sightings(stretch, covered)
            inside += here
            if here and owner not in reach:
                reach[owner] = self.coverage.within(*owner)
            left += self.known.sightings(stretch, reach[owner]) if here else []
        return left + further(seen, inside)

    @cached_property
    def _interviews_of(self) -> Mapping[str | None, list[str]]:
        """Participant → interviews."""
        found: dict[str | None, list[str]] = {}
        for interview, participant in self.interviews.items():
            found.setdefault(participant, []).append(interview)
        return found

    def _owned(self, text: str) -> Iterator[tuple[tuple[str | None, str | None], str]]:
        """Split `text` into stretches with their participant and interview, None where that is not known."""
        for owner, stretch in self.owners.stretches(text):
            mine = self._interviews_of.get(owner, [])
            if len(mine) < 2:
                yield (owner, mine[0] if mine else None), stretch
                continue
            for interview, part in self.parts.stretches(stretch):
                yield (owner, interview if interview in mine else None), part


def unreadable(name: str, why: str) -> GateFinding:
    """The finding for a file that could not be searched."""
    return GateFinding(name, "the file", why, 1, decidable=False)


def verdict(gate: Gate, looked: Iterable[SearchedFile]) -> Verdict:
    """Combine the results of all files into a verdict; an identifying file name is replaced by its number."""
    in_order = sorted(looked, key=lambda one: one.name)
    findings: list[GateFinding] = []
    for number, one in enumerate(in_order, 1):
        told = f"file {number} in alphabetical order" if gate.is_identifying(one.name) else one.name
        findings += [replace(finding, file=told) for finding in one.findings]
    return Verdict(tuple(findings), len(in_order), tuple(seen for one in in_order for seen in one.sightings))
