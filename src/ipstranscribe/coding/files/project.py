"""Codes in a returned REFI-QDA project: codings by places in texts that must be ours, whatever a program rewrote in them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from ipstranscribe.coding.files.lines import MatchedText, TextDifference, TurnPlace, interview_of, matched
from ipstranscribe.coding.files.project_xml import ProjectCode, ProjectText, QdaProject, Selection
from ipstranscribe.coding.files.recounted import Counting, RecountedText
from ipstranscribe.coding.interview_text import InterviewText, alike, moved
from ipstranscribe.coding.returned import ReturnedCodes, long, short
from ipstranscribe.export.qdpx.markup import guid
from ipstranscribe.model import CodebookEntry, CodedStretch, CodingNote, UnplacedCode


@dataclass
class ProjectCodes:
    """What a project holds, by interview; `differences` are where its texts are not ours.

    `foreign` counts texts that are of no interview, and sources that are no text; `users` are the numbers of those who coded.
    `countings` are the ways of counting, where one is not the standard's.
    """

    of: dict[str, ReturnedCodes] = field(default_factory=dict)
    differences: dict[str, tuple[TextDifference, ...]] = field(default_factory=dict)
    users: frozenset[int] = frozenset()
    foreign: int = 0
    countings: dict[str, Counting] = field(default_factory=dict)


@dataclass(frozen=True)
class ProjectReading:
    """How a project is read: `own_codes` are names of codes of ours (questions, speakers), which are nobody's coding.

    `user` is the number of the user whose codings are read; None for everybody's.
    """

    texts: Mapping[str, InterviewText]
    own_codes: Collection[str]
    user: int | None = None

    def read(self, project: QdaProject) -> ProjectCodes:
        """The codings and notes of a project, placed in the turns as they are stored."""
        found = ProjectCodes(foreign=project.others)
        theirs = {
            identity: code for identity, code in project.codes.items() if short(code.name).casefold() not in self._own
        }
        found.users = _users(project, theirs)
        for source in project.texts:
            recounted = RecountedText(source.content) if source.content else None
            text = self._interview_of(source, recounted)
            if text is None or recounted is None:
                found.foreign += 1
                continue
            match = matched(recounted.text, text)
            if match.differences and not _is_coded(source, theirs):
                found.foreign += 1  # a text of ours in another form, which nobody has worked in
                continue
            if match.differences:
                found.differences[text.interview] = match.differences
            returned = _Source(source, recounted, text, match, theirs, self.user).read(found)
            returned.codebook = list(_codebook(theirs.values(), self._own))
            returned.sources = {"project"}
            found.of.setdefault(text.interview, ReturnedCodes()).add(returned)
        return found

    @property
    def _own(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.own_codes)

    def _interview_of(self, source: ProjectText, recounted: RecountedText | None) -> InterviewText | None:
        """The interview that a text is of: by its GUID or name, else by what stands in it."""
        if recounted is None:
            return None
        named = (
            text
            for text in self.texts.values()
            if source.guid == guid("interview", text.interview).casefold() or source.name == text.interview
        )
        return next(named, None) or interview_of(recounted.text, self.texts.values())


@dataclass(frozen=True)
class _Source:
    """A text of the project, matched to its interview."""

    source: ProjectText
    recounted: RecountedText
    text: InterviewText
    match: MatchedText
    codes: Mapping[str, ProjectCode]
    user: int | None

    def read(self, found: ProjectCodes) -> ReturnedCodes:
        """The codings and notes on the text."""
        returned = ReturnedCodes()
        returned.notes = [CodingNote(kind="comment", text=long(note)) for note in self.source.notes if long(note)]
        returned.changed = [one.turn for one in self.match.differences if one.turn]
        selections = self.source.selections
        places = [(one.start, one.end) for one in selections]
        counting = self.recounted.best_counting(places, [one.name for one in selections], frozenset(self._known()))
        if any(counting):
            found.countings[self.text.interview] = counting
        for selection, span in zip(selections, self.recounted.spans(places, counting), strict=True):
            self._selection(selection, span, returned)
        return returned

    def _known(self) -> Iterator[tuple[int, int]]:
        """Where our own codings lie in the text: those of turns and units."""
        same = [one for one in self.match.turns if one.same]
        yield from ((one.start, one.end) for one in same)
        turns = {one.turn: one for one in same if one.said == alike(self.text.said(one.turn))}
        for turn, start, end in self.text.unit_places():
            if turn in turns:
                yield turns[turn].start + start, turns[turn].start + end

    def _selection(self, selection: Selection, span: tuple[int, int] | None, returned: ReturnedCodes) -> None:
        ours = [one for one in selection.codings if one.code not in self.codes]
        mine = [one for one in selection.codings if one.code in self.codes and self.user in (None, one.user)]
        returned.navigation += len(ours)
        returned.codings += len(mine)
        notes = [long(note) for note in selection.notes]
        if not ours:  # the description of our own codings tells how a unit was tagged
            notes.append(long(selection.description))
        parts = list(self._parts(span)) if span else []
        for coding in mine:
            code = short(self.codes[coding.code].name)
            placed = [stretch for part in parts if (stretch := self._stretch(part, code))]
            returned.stretches += [one for one in placed if one not in returned.stretches]
            if not placed:
                returned.unplaced.append(UnplacedCode(unit=parts[0][0].turn if parts else "", code=code))
        written = [note for note in dict.fromkeys(notes) if note and (mine or not selection.codings or selection.notes)]
        turn = parts[0][0].turn if parts else ""
        about = short(self.codes[mine[0].code].name) if mine else ""
        returned.notes += [CodingNote(kind="comment", text=note, turn=turn, code=about) for note in written]

    def _parts(self, span: tuple[int, int]) -> Iterator[tuple[TurnPlace, int, int]]:
        """The turns on which a span lies, with its signs in what is shown of each; labels and blanks are no part of it."""
        for place in self.match.turns:
            start, end = max(span[0], place.start), min(span[1], place.end)
            if start < end and self.recounted.text[start:end].strip():
                yield place, start - place.start, end - place.start

    def _stretch(self, part: tuple[TurnPlace, int, int], code: str) -> CodedStretch | None:
        """A code on a part of a turn; in a turn that differs its words have to stand once."""
        place, start, end = part
        theirs = alike(self.recounted.text[place.start : place.end])
        if place.same:
            start, end = (place.begins + moved(one, theirs, place.said) for one in (start, end))
        else:
            words, said = theirs[start:end].strip(), alike(self.text.said(place.turn))
            if not words or said.count(words) != 1:
                return None
            start = said.find(words)
            end = start + len(words)
        return self.text.on_turn(place.turn, start, end, code)


def _is_coded(source: ProjectText, theirs: Mapping[str, ProjectCode]) -> bool:
    """Whether a coder has written or coded anything in a text."""
    coded = any(one.code in theirs for selection in source.selections for one in selection.codings)
    return coded or bool(source.notes) or any(selection.notes for selection in source.selections)


def _users(project: QdaProject, theirs: Mapping[str, ProjectCode]) -> frozenset[int]:
    """The numbers of the users of codings with codes of the coders' own."""
    return frozenset(
        coding.user
        for source in project.texts
        for selection in source.selections
        for coding in selection.codings
        if coding.code in theirs
    )


def _codebook(codes: Collection[ProjectCode], own: frozenset[str]) -> Iterator[CodebookEntry]:
    """The coders' codes with their groups; groups of our own codes are none."""
    parents = {short(name) for code in codes for name in code.groups}
    for code in codes:
        groups = tuple(short(name) for name in code.groups if short(name).casefold() not in own and short(name))
        name = short(code.name)
        if name and (name not in parents or code.definition):
            yield CodebookEntry(code=name, groups=groups, definition=long(code.definition))
