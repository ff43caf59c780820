"""Preflight checks of the study's tables: empty, unreadable, and rows that do not fit together."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ipstranscribe.errors import UserError
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import table_values
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding, faults, tried

_PLACEHOLDERS = frozenset(
    (
        "name", "navn", "namn", "full name", "fullt navn", "first name last name", "firstname lastname", "fornavn etternavn",
        "example", "eksempel", "døme", "example person", "jane doe", "john doe", "ola nordmann", "kari nordmann",
        "participant name", "participant", "deltaker", "test", "test person", "testperson", "xxx", "n.n.", "nn", "name name",
    )
)  # fmt: skip
"""What stands for a name in forms and examples."""
_EXAMPLE_FILES = ("example", "eksempel", "sample.", "your-recording", "filename", "file name")


def unreadable(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Tables that cannot be read, lack a column, or name an id twice."""
    study = facts.study
    yield from tried(lambda: study.listed, by_hand=f"correct restricted/{facts.table('interviews')}")
    yield from tried(lambda: study.participants, by_hand=f"correct restricted/{facts.table('participants')}")
    if not tried(lambda: study.participants):  # the table of people names participants
        yield from tried(lambda: study.people, by_hand=f"correct restricted/{facts.table('people')}")


def unaccounted(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Files that look like a table and are none, and what stands in a table and is not read: names there are not found."""
    if [*unreadable(facts)]:
        return
    read = facts.account
    if isinstance(read, UserError):
        yield from faults(read, by_hand="see to the file that looks like a table")
    else:
        for note in read.notes:
            yield PreflightFinding(note, "Names that stand there are not looked for: write them into a table.", "warns")


def empty(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """A study without interviews, or without participants."""
    study = facts.study
    if not facts.listed and not tried(lambda: study.listed):
        file = facts.table("interviews")
        yield PreflightFinding(
            f"The study has no interviews: restricted/{file} has no row.",
            "Write a row for each interview there: id, participant, recordings (P1,P1,P1.wav).",
            by_hand=f"fill in restricted/{file}",
        )
    elif facts.listed and not facts.interviews:
        yield PreflightFinding(
            "Every participant has withdrawn: there is no interview to work on.",
            f"Write new interviews into restricted/{facts.table('interviews')}.",
        )
    if not facts.participants and not tried(lambda: study.participants):
        file = facts.table("participants")
        yield PreflightFinding(
            f"The study has no participants: restricted/{file} has no row.",
            "Write a row for each participant there: id, name, aliases, branch. Names that it tells are found everywhere.",
            by_hand=f"fill in restricted/{file}",
        )


def unknown_participants(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Interviews whose participant is not in the table of participants."""
    known = {one.id for one in facts.participants}
    if not known:
        return
    alike = {_loose(one): one for one in known}
    for interview in facts.interviews:
        for missing in (one for one in interview.participants if one not in known):
            near = alike.get(_loose(missing))
            meant = f"Write {near} in that row, as {facts.table('participants')} does" if near else "Correct the id"
            yield PreflightFinding(
                f"Interview {interview.id} names participant {missing}, whom "
                f"{facts.table('participants')} does not list "
                f"({table_values.place_of(facts.study, interview, 'participant')}).",
                f"{meant}, or add a row for that participant.",
                by_hand=f"correct the participant of {interview.id} in restricted/{facts.table('interviews')}",
            )


def slipped_ids(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Ids of participants in the column of recordings: of several ids without quotation marks, the second begins a cell."""
    known = {one.id for one in facts.participants}
    for interview in facts.interviews:
        for slipped in (one for one in interview.recordings if one in known and one not in interview.participants):
            yield PreflightFinding(
                f"Interview {interview.id} names {slipped} as a recording, which is the id of a participant "
                f"({table_values.place_of(facts.study, interview, 'recordings')}).",
                'Put quotation marks around several ids: "P1, P2". Without them the comma begins the next cell.',
                by_hand=f"correct the participants of {interview.id} in restricted/{facts.table('interviews')}",
            )


def without_interview(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Participants with whom no interview is listed: a row of the interviews table may be missing."""
    if not facts.listed:
        return
    listed = {_loose(one) for interview in facts.listed for one in interview.participants}
    interviewed = listed | set(facts.study.withdrawn.participants)
    alone = [one.id for one in facts.participants if _loose(one.id) not in interviewed and one.id not in interviewed]
    if alone:
        yield PreflightFinding(
            f"No interview is listed with {first_few(alone)}.",
            f"Add a row to restricted/{facts.table('interviews')}, unless that interview is still to come.",
            "warns",
        )


def same_person(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Participants with the same name: one person with two ids has two codes, and is counted twice."""
    ids: dict[str, list[str]] = defaultdict(list)
    for one in facts.participants:
        ids[" ".join(one.name.casefold().split())].append(one.id)
    for same in ids.values():
        if len(same) > 1:
            yield PreflightFinding(
                f"{first_few(same)} have the same name in {facts.table('participants')}.",
                "Give one person one id in all of that person's interviews; if they are two people, all is well.",
                "warns",
            )


def example_rows(facts: PreflightFacts) -> Iterator[PreflightFinding]:
    """Rows that stand in a table as an example."""
    people = [one.id for one in facts.participants if one.name.casefold().strip(" .…") in _PLACEHOLDERS]
    if people:
        yield _example(facts.table("participants"), people)
    talks = [one.id for one in facts.listed if any(f.casefold().startswith(_EXAMPLE_FILES) for f in one.recordings)]
    if talks:
        yield _example(facts.table("interviews"), talks)


def _example(file: str, ids: Sequence[str]) -> PreflightFinding:
    rows = "The row" if len(ids) == 1 else "The rows"
    looks = "looks like an example" if len(ids) == 1 else "look like examples"
    return PreflightFinding(
        f"{rows} {first_few(tuple(ids))} of {file} {looks}.", "Replace what stands there, or remove it.", "warns"
    )


def _loose(id_: str) -> str:
    """An id without case, separators and leading zeros: `P-01` is written for `p1`."""
    plain = "".join(sign for sign in id_.casefold() if sign.isalnum())
    letters = plain.rstrip("0123456789")
    return letters + plain[len(letters) :].lstrip("0")
