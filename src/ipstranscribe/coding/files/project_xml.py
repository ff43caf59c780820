"""Reader of a REFI-QDA project (`.qdpx`): its codes, and the codings and notes on its texts, as they stand there.

Names of users are not read: they are numbered in the order in which they stand in the project.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ipstranscribe.documents import safe_zip
from ipstranscribe.documents.encoding import DecodedText, NotText, decode_exactly

_INTERNAL = "internal"


class ProjectCode(NamedTuple):
    """A code with the names of those above it, the outermost first, and of the sets that it is in."""

    name: str
    groups: tuple[str, ...] = ()
    definition: str = ""


class ProjectCoding(NamedTuple):
    """A code on a selection, by the number of a user; 0 where no user is named."""

    code: str
    user: int


@dataclass(frozen=True)
class Selection:
    """A stretch of a text by places of the file: end exclusive, as the program counts. `notes` are about it."""

    start: int
    end: int
    codings: tuple[ProjectCoding, ...] = ()
    notes: tuple[str, ...] = ()
    name: str = ""
    description: str = ""


@dataclass(frozen=True)
class ProjectText:
    """A text of the project; None where it lies outside the file, or cannot be read."""

    name: str
    guid: str
    content: DecodedText | None
    selections: tuple[Selection, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class QdaProject:
    """A project: codes by GUID, and texts. `ours` are the numbers of users that stand for this program.

    `others` counts sources that are no text: sound, pictures, PDF.
    """

    codes: Mapping[str, ProjectCode]
    texts: tuple[ProjectText, ...]
    ours: frozenset[int] = frozenset()
    others: int = 0


def read(data: bytes, own_user: str) -> QdaProject:
    """Read a project file; `own_user` is the user by which the program marks its own codings. Raises Unsafe."""
    members = {_plain(name): content for name, content in safe_zip.members(data)}
    found = [content for name, content in members.items() if name.endswith(".qde") and "/" not in name]
    if len(found) != 1:
        raise safe_zip.Unsafe("it has no project in it, or several")
    root = safe_zip.xml(found[0])
    if _name(root) != "Project":
        raise safe_zip.Unsafe("its main part is something else")
    return _Reader(root, members).project(own_user)


@dataclass
class _Reader:
    root: Any
    members: Mapping[str, bytes]
    users: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def project(self, own_user: str) -> QdaProject:
        users = list(_below(self.root, "Users", "User"))
        self.users = {_guid(user.get("guid")): number for number, user in enumerate(users, 1)}
        self.notes = {_guid(note.get("guid")): self._note(note) for note in _below(self.root, "Notes", "Note")}
        sources = [source for group in _children(self.root, "Sources") for source in group]
        texts = [source for source in sources if _name(source) == "TextSource"]
        return QdaProject(
            self._codes(),
            tuple(self._text(source) for source in texts),
            frozenset(n for n, user in enumerate(users, 1) if str(user.get("name", "")).casefold() == own_user),
            sum(1 for source in sources if isinstance(source.tag, str)) - len(texts),
        )

    def _codes(self) -> dict[str, ProjectCode]:
        found: dict[str, ProjectCode] = {}

        def walk(element: Any, above: tuple[str, ...]) -> None:
            for code in _children(element, "Code"):
                name = str(code.get("name", ""))
                found[_guid(code.get("guid"))] = ProjectCode(name, above, _text(code, "Description"))
                walk(code, (*above, name))

        for codes in (inner for book in _children(self.root, "CodeBook") for inner in _children(book, "Codes")):
            walk(codes, ())
        for group in _below(self.root, "Sets", "Set"):
            for member in _children(group, "MemberCode"):
                target = _guid(member.get("targetGUID"))
                if target in found:
                    found[target] = found[target]._replace(groups=(*found[target].groups, str(group.get("name", ""))))
        return found

    def _text(self, source: Any) -> ProjectText:
        selections = [
            self._selection(selection, source)
            for selection in _children(source, "PlainTextSelection")
            if _whole(selection.get("startPosition")) is not None and _whole(selection.get("endPosition")) is not None
        ]
        return ProjectText(
            str(source.get("name", "")),
            _guid(source.get("guid")),
            self._content(source),
            tuple(selections),
            tuple(self._referred(source)),
        )

    def _selection(self, selection: Any, source: Any) -> Selection:
        codings = []
        for coding in _children(selection, "Coding"):
            by = coding.get("creatingUser") or selection.get("creatingUser") or source.get("creatingUser")
            user = self.users.get(_guid(by), 0)
            codings += [ProjectCoding(_guid(ref.get("targetGUID")), user) for ref in _children(coding, "CodeRef")]
        return Selection(
            _whole(selection.get("startPosition")) or 0,
            _whole(selection.get("endPosition")) or 0,
            tuple(codings),
            tuple(self._referred(selection)),
            str(selection.get("name", "")),
            _text(selection, "Description"),
        )

    def _referred(self, element: Any) -> Iterator[str]:
        """The notes that an element refers to, in itself and in its codings."""
        for reference in element.iterfind("{*}NoteRef"):
            if note := self.notes.get(_guid(reference.get("targetGUID")), ""):
                yield note
        for coding in _children(element, "Coding"):
            yield from self._referred(coding)

    def _note(self, note: Any) -> str:
        written = _text(note, "PlainTextContent") or _text(note, "Description")
        if not written and (content := self._content(note)):
            written = content.text.strip()
        return written

    def _content(self, element: Any) -> DecodedText | None:
        """The text that an element names; None where it lies outside the file."""
        if any(True for _ in _children(element, "PlainTextContent")):
            return DecodedText(_text(element, "PlainTextContent", strip=False), "utf-8")
        path = str(element.get("plainTextPath", ""))
        scheme, mark, rest = path.rpartition("://")
        if scheme.casefold() not in ("", _INTERNAL):
            return None
        wanted = posixpath.basename(_plain(rest if mark else path))  # qc writes the bare name of a text in the package
        data = next((content for name, content in self.members.items() if posixpath.basename(name) == wanted), None)
        try:
            return decode_exactly(data) if data is not None else None
        except NotText:
            return None


def _below(root: Any, group: str, tag: str) -> Iterator[Any]:
    for inner in _children(root, group):
        yield from _children(inner, tag)


def _children(element: Any, tag: str) -> Iterator[Any]:
    return (child for child in element if _name(child) == tag)


def _text(element: Any, tag: str, *, strip: bool = True) -> str:
    text = "".join(str(child.text or "") for child in _children(element, tag))
    return text.strip() if strip else text


def _plain(name: str) -> str:
    return name.replace("\\", "/").casefold()


def _guid(text: Any) -> str:
    """A GUID without the braces and capitals that some programs write."""
    return str(text or "").strip("{}").casefold()


def _whole(text: Any) -> int | None:
    try:
        return int(str(text))
    except ValueError:
        return None


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
