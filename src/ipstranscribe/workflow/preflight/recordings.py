"""Preflight checks of recordings: missing ones, ones that cannot be heard, and ones of nobody or of two."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipstranscribe.audio import probe
from ipstranscribe.errors import UserError
from ipstranscribe.study import storage
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import table_values
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding, tried

_OF_THE_SYSTEM = frozenset((".ds_store", "thumbs.db", "desktop.ini", ".gitkeep", ".directory", ".localized", "icon\r"))
"""Files that systems leave in every folder; so are those that begin with `._`, `~$` or `.~lock`."""


def missing(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Interviews that have neither a transcript nor the recording to make one from."""
    file, there = facts.table("interviews"), _there(facts)
    without = [one for one in facts.untranscribed if not one.recordings]
    if without:
        first, verb = without[0], "names no recording and has" if len(without) == 1 else "name no recording and have"
        yield PreflightFinding(
            f"{first_few([one.id for one in without])} {verb} no transcript "
            f"({table_values.place_of(facts.study, first, 'recordings')}).",
            f"Write the file's name there, such as {first.id}.m4a, or bring a transcript with "
            f"`ipstranscribe import transcript {first.id} FILE`.",
            by_hand=f"name the recording of {first.id} in restricted/{file}",
            of_some=True,
        )
    for interview in facts.untranscribed:
        for name, path in zip(interview.recordings, facts.study.recordings(interview), strict=True):
            if not path.is_file():
                yield PreflightFinding(
                    f"{interview.id}: the recording {facts.shown(name)} is not in restricted/recordings "
                    f"({table_values.place_of(facts.study, interview, 'recordings')}).",
                    _meant(facts, name, path, there),
                    by_hand=f"copy the recording of {interview.id} there or correct restricted/{file}",
                    of_some=True,
                )


def inaudible(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Recordings that are no sound, empty, or in a format that only its maker's program reads."""
    for interview in facts.untranscribed:
        for name, path in zip(interview.recordings, facts.study.recordings(interview), strict=True):
            error = facts.lengths.get(path)
            if isinstance(error, UserError):
                yield PreflightFinding(
                    f"{interview.id}: {error.what.replace(path.name, facts.shown(name))}",
                    error.fix,
                    code=error.code,
                    by_hand=f"see to the recording of {interview.id}",
                    of_some=True,
                )


def of_nobody(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Files in the folder of recordings that no row names: what is said in them would silently be left out."""
    if tried(lambda: facts.study.listed):  # which files are named cannot be told
        return
    file, named = facts.table("interviews"), _named(facts)
    unnamed = [path for path in _there(facts) if _same_name(_below(facts, path)) not in named]
    spare = [path for path in unnamed if not _is_near(facts, path)]  # told with the recording that is missing
    sound = [facts.shown(_below(facts, path)) for path in spare if probe.is_sound_by_name(path)]
    other = [facts.shown(_below(facts, path)) for path in spare if not probe.is_sound_by_name(path)]
    if sound:
        yield PreflightFinding(
            f"No row of {file} names {first_few(_counted(sound), 5)}: nobody's words, and not transcribed.",
            f"Add a row for each to restricted/{file}, or move what is no interview out of restricted/recordings.",
            "warns",
        )
    if other:
        yield PreflightFinding(
            f"In restricted/recordings {'lies' if len(other) == 1 else 'lie'} what is named like no recording and is in no "
            f"row: {first_few(_counted(other), 5)}.",
            "Move it elsewhere; if it is a recording, name it in a row.",
            "warns",
        )


def named_twice(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Recordings that two rows name, or one row twice: one person's words would be given to another."""
    rows: dict[str, list[str]] = defaultdict(list)
    written: dict[str, str] = {}
    for interview in facts.listed:
        for name in interview.recordings:
            rows[_same_name(name)].append(interview.id)
            written.setdefault(_same_name(name), name)
    for same, ids in rows.items():
        if len(ids) > 1 and set(ids) & {one.id for one in facts.interviews}:
            where = f"twice by {ids[0]}" if len(set(ids)) == 1 else f"by {first_few(list(dict.fromkeys(ids)))}"
            yield PreflightFinding(
                f"The recording {facts.shown(written[same])} is named {where} in {facts.table('interviews')}.",
                "Name it in the row of the interview that it holds alone; if two participants speak in it, all is well.",
                "warns",
            )


def same_sound(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Recordings of different interviews that are the same, byte by byte, under two names."""
    owners = {path: one for one in facts.interviews for path in facts.study.recordings(one) if path.is_file()}
    sizes: dict[int, list[Path]] = defaultdict(list)
    for path in owners:
        sizes[path.stat().st_size].append(path)
    for alike in (paths for size, paths in sizes.items() if size and len(paths) > 1):
        for group in _identical(alike):
            ids = [owners[path].id for path in group]
            yield PreflightFinding(
                f"The recordings of {first_few(list(dict.fromkeys(ids)))} are the same file under {len(group)} names.",
                "Copy the right recording again; one of the two rows has another's.",
                "warns",
            )


def _identical(paths: Sequence[Path]) -> Iterator[list[Path]]:
    sums: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        sums[storage.file_digest(path)].append(path)
    yield from (group for group in sums.values() if len(group) > 1)


def _there(facts: PreflightFacts) -> list[Path]:
    """Every file in the folder of recordings but what systems leave there."""
    folder = facts.study.restricted / "recordings"
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_of_the_system(path.name)]


def _is_of_the_system(name: str) -> bool:
    return name.casefold() in _OF_THE_SYSTEM or name.startswith(("._", "~$", ".~lock"))


def _below(facts: PreflightFacts, path: Path) -> str:
    return path.relative_to(facts.study.restricted / "recordings").as_posix()


def _same_name(name: str) -> str:
    """A file name as two systems mean it: in one Unicode form, without case."""
    return unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()


def _named(facts: PreflightFacts) -> set[str]:
    """The recordings that rows name, of withdrawn participants too."""
    return {_same_name(name) for one in (*facts.listed, *facts.interviews) for name in one.recordings}


def _is_near(facts: PreflightFacts, path: Path) -> bool:
    """Whether the message on a missing recording proposes this file."""
    return any(
        _near(name, [path]) is not None
        for one in facts.untranscribed
        for name, wanted in zip(one.recordings, facts.study.recordings(one), strict=True)
        if not wanted.is_file()
    )


def _near(name: str, files: Sequence[Path]) -> Path | None:
    """The file that was meant by a name: the same but for case, blanks, separators or the ending."""
    wanted = _stem(name)
    fitting = [path for path in files if _stem(path.name) == wanted]
    return fitting[0] if len(fitting) == 1 else None


def _stem(name: str) -> str:
    plain = _same_name(name).rpartition("/")[2]
    stem, dot, ending = plain.rpartition(".")
    kept = stem if dot and len(ending) <= 4 and ending.isalnum() else plain
    return "".join(sign for sign in kept if sign.isalnum())


def _meant(facts: PreflightFacts, name: str, path: Path, there: Sequence[Path]) -> str:
    """What to do about a name under which no file lies."""
    file = facts.table("interviews")
    if path.is_dir():
        return f"That is a folder: name the file inside it in {file}."
    near = _near(name, there)
    if near:
        return f"There is {facts.shown(_below(facts, near))}: write its name into {file} exactly like that."
    if any(sign in name for sign in (",", "|", "+", "&", "\n")):
        return f"Several recordings of one interview are separated by semicolons in {file}: P1_1.wav; P1_2.wav"
    return f"Copy it there, or correct its name in {file}."


def _counted(names: Sequence[str]) -> list[str]:
    """Names once each; how often, where a name is not shown."""
    counted = {name: names.count(name) for name in names}
    return [name if times == 1 else f"{name} ({times})" for name, times in counted.items()]
