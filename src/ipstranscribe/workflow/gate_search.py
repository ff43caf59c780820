"""Files and folders searched by the gate, with all that it is told of a study."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from ipstranscribe import events, system
from ipstranscribe.choices import ProfileName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Identifier, Identifiers, Key, Occurrence, Transcript
from ipstranscribe.pseudonymize.results import MadeWhenAsked
from ipstranscribe.release.gate import Gate, SearchedFile, Verdict, unreadable, verdict
from ipstranscribe.release.sandbox import SandboxFailure, run_sandboxed
from ipstranscribe.release.search.attribution import ParticipantAttribution
from ipstranscribe.release.search.rejected_places import RejectedPlaces, ShownText, TurnKey
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.occurrences import starts
from ipstranscribe.workflow import sound_state
from ipstranscribe.workflow.fixed_texts import fixed_texts
from ipstranscribe.workflow.own_texts import unnaming
from ipstranscribe.workflow.review_identifiers import decisions_of

_ONE_PROCESS = 3_000_000
"""Total size in bytes up to which further processes are not worth starting."""


class FolderFiles(Mapping[str, bytes]):
    """The files below a folder as a lazy mapping: relative path → content, read on access.

    Raises UserError for a link, which could lead anywhere, and for special files, which could block a reader.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise UserError(f"{root.name} is not a folder.", "Name the folder to look through.")
        self._root = root
        self.folders = [root.name]
        self._names = sorted(self._found(root))
        if any(not _is_text(name) for name in (*self.folders, *self._names)):
            raise UserError(f"{root.name} holds a name that is not text.", "Rename that file.", ExitCode.REFUSED)

    def _found(self, root: Path) -> Iterator[str]:
        for folder, below, files in os.walk(root, onerror=_unreadable):
            self.folders += [(Path(folder, name)).relative_to(root).as_posix() for name in below]
            for path in (Path(folder, name) for name in (*below, *files)):
                if path.is_symlink():
                    raise UserError(
                        f"{root.name} holds a symbolic link.", "Put the file itself there.", ExitCode.REFUSED
                    )
                if path.is_file():
                    yield path.relative_to(root).as_posix()
                elif not path.is_dir():
                    raise UserError(f"{root.name} holds something that is no file.", "Remove it.", ExitCode.REFUSED)

    def __getitem__(self, name: str) -> bytes:
        try:
            return (self._root / name).read_bytes()
        except OSError as error:
            _unreadable(error)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def size(self) -> int:
        """Total size of the files, in bytes."""
        return sum((self._root / name).stat().st_size for name in self._names)


def _is_text(name: str) -> bool:
    """Whether a file name is valid text, and not undecodable bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unreadable(error: OSError) -> NoReturn:
    """Error handler for os.walk: raises, because a folder that is skipped silently would not be searched."""
    raise UserError(f"Something there cannot be read ({error.strerror}).", "Check who may read it.") from None


def gate_verdict(  # noqa: PLR0913 - all that the gate is told
    study: Study,
    files: Mapping[str, bytes],
    key: Key,
    shown: Iterable[ShownText] = (),
    readers: ProfileName | None = None,
    folders: Sequence[str] = (),
    *,
    bare: bool = False,
) -> Verdict:
    """Search `files`, and the names of `folders`, with the gate in sandboxed workers, each file with a time limit.

    `shown` are the texts in the documents of the interviews: for attribution in files that hold several interviews, and
    for decisions on one place. They can only let something pass that was seen without them, and are the talk of the whole
    study, so they are read only if a file needs them, and that file is searched again. `readers` are those who get the
    files, by default those of the study's profile: only sound that was made for them passes. A `bare` look knows neither
    the fixed texts of documents nor what the study wrote itself.
    """
    gate = _gate(study, key, readers or study.config.profile, bare=bare)
    looked = _looked_through(gate, files)
    seen = [one.name for one in looked if one.sightings]
    places = _rejected_places(study) if seen else {}
    again = seen if places else [name for name in seen if gate.holds_several(name)]
    if again and (told := list(shown)):
        gate = _knowing_what_is_shown(gate, told, places)
        del told  # the gate holds the talk of the study as it needs it
        few = MadeWhenAsked({name: partial(files.__getitem__, name) for name in again})
        better = {one.name: one for one in _looked_through(gate, few)}
        looked = [better.get(one.name, one) for one in looked]
    found = verdict(gate, looked)
    names = files.folders if isinstance(files, FolderFiles) else folders
    named = gate.search_folder_names(names)
    return replace(
        found,
        findings=(*named.findings, *found.findings),
        sightings=(*named.sightings, *found.sightings),
    )


def _gate(study: Study, key: Key, readers: ProfileName, *, bare: bool) -> Gate:
    """The gate with all that it knows of the study but the talk."""
    interviews = {one.id: one.scope for one in study.interviews}
    gate = Gate.of(key, decisions_of(study), interviews, None if bare else fixed_texts(study))
    return replace(gate, sounds=sound_state.checksums(study, readers)).knowing(
        one.text for one in (() if bare else unnaming(study, key))
    )


def _knowing_what_is_shown(gate: Gate, shown: Sequence[ShownText], places: Mapping[TurnKey, frozenset[str]]) -> Gate:
    """The gate with the texts that documents show; those of an interview count where a participant has several."""
    whose = gate.interviews
    of_one = Counter(whose.values())
    several = [one for one in shown if of_one[whose[one.interview]] > 1]
    return replace(
        gate,
        owners=ParticipantAttribution.of((whose[one.interview], one.text) for one in shown),
        parts=ParticipantAttribution.of((one.interview, one.text) for one in several),
        places=RejectedPlaces.of(shown, places),
    )


def _looked_through(gate: Gate, files: Mapping[str, bytes]) -> list[SearchedFile]:
    """What the gate saw in each file; one that cannot be searched is a finding."""
    size = files.size if isinstance(files, FolderFiles) else sum(map(len, files.values()))
    jobs = 1 if size < _ONE_PROCESS else system.cores()
    looked = []
    with events.progress(f"looking through {len(files)} files") as progress:
        for name, result in run_sandboxed(gate.search_file, files, jobs):
            looked.append(
                SearchedFile(name, (unreadable(name, str(result)),)) if isinstance(result, SandboxFailure) else result
            )
            progress(len(looked) / len(files))
    return looked


def _rejected_places(study: Study) -> dict[TurnKey, frozenset[str]]:
    """The turns that show a form which somebody decided on by its place, and show it only where it was rejected."""
    forms = {d.form for d in decisions_of(study).decisions if isinstance(d.scope, Occurrence)}
    found: dict[TurnKey, frozenset[str]] = {}
    for interview in study.interviews if forms else ():
        if not (study.transcript(interview.id).exists() and study.identifiers(interview.id).exists()):
            continue
        known: dict[str, list[Identifier]] = defaultdict(list)
        for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers:
            known[one.turn].append(one)
        for turn in storage.read(study.transcript(interview.id), Transcript).turns:
            left = frozenset(form for form in forms if _is_left(turn.text, form, known[turn.id]))
            found[interview.id, turn.id] = left
    return found


def _is_left(text: str, form: str, known: Sequence[Identifier]) -> bool:
    """Whether every occurrence of a form is replaced, or rejected, or inside something rejected."""
    spans = [(start, start + len(form)) for start in starts(text, form)]
    return bool(spans) and all(
        any(
            (one.masked and one.char_start < end and start < one.char_end)
            or (one.state == "rejected" and one.char_start <= start and end <= one.char_end)
            for one in known
        )
        for start, end in spans
    )
