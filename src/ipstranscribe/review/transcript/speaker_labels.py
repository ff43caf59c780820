"""Speaker labels as files have them: what a label says by itself, and which of ours it gets. A real name is never kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Speaker, Transcript
from ipstranscribe.review.transcript.cast_labels import letter_by_word, meant_by

KnownRole = Literal["interviewer", "participant"]
UNKNOWN = Speaker(label="?", role="unsure")

_INTERVIEWERS = """
    i int interviewer intervjuer intervjuar intervjuver moderator mod researcher forsker forskar facilitator fasilitator q spm
    inv investigator
"""
_PARTICIPANTS = """
    p participant deltaker deltakar deltager informant inf respondent resp interviewee intervjuperson ip intervjuobjekt io
    patient pasient client klient bruker brukar svar par
"""
_ROLES: dict[str, KnownRole] = {
    **dict.fromkeys(_INTERVIEWERS.split(), "interviewer"),
    **dict.fromkeys(_PARTICIPANTS.split(), "participant"),
}
"""Label, in English or Norwegian, lower case and without number → role."""

_NUMBER = re.compile(r"[\s_#.-]{0,20}\d{1,20}$")
_CODE = re.compile(r"[A-ZÆØÅ]\d{0,3}")
_BESIDE = re.compile(r"\s*(?:[(\[|/].*|\s[-–—]\s.*)$")
"""What stands beside the name in a label: pronouns, an organisation."""
_AFTER_COMMA = re.compile(r",.*$")


def known_role(label: str) -> KnownRole | None:
    """The role that a label itself expresses (`Intervjuer`, `P7`), None for a name or `SPEAKER_00`."""
    plain = _AFTER_COMMA.sub("", _BESIDE.sub("", label.strip().casefold()))
    return _ROLES.get(_NUMBER.sub("", plain).strip(" .*_"))


def is_anonymous_label(label: str) -> bool:
    """Whether a label is a letter with or without a number (`M`, `I2`), which identifies nobody."""
    return _CODE.fullmatch(label) is not None


def is_numbered(label: str) -> bool:
    """Whether a label ends in a number: `Interviewer 2`, `I2`."""
    return _NUMBER.search(label) is not None


def matching_label(wanted: str, labels: Sequence[str]) -> str | None:
    """The label of the file that a user means: the same but for case, blanks and a colon, or the same but for what stands
    beside the name (`Kari Lie` for `Kari Lie (she/her)`), if only one is. None if there is none.
    """
    for way in (_plain, _name):
        found = [label for label in labels if way(label) == way(wanted)]
        if found and (way is _plain or len(found) == 1):
            return found[0]
    return None


def _name(label: str) -> str:
    return _BESIDE.sub("", _plain(label))


def _plain(label: str) -> str:
    return " ".join(label.casefold().strip(" :\t").split())


@dataclass(frozen=True)
class UserLabels:
    """Labels of the file that the user assigns by `--interviewer` and `--participant`.

    A participant's label may have the id before it, as in `P2=Grete`, which it must have where there are several.
    """

    interviewer: str | None = None
    participant: str | None = None
    participants: tuple[str, ...] = ()

    def by_id(self, ids: Sequence[str]) -> dict[str, str]:
        """Id → the label that the user gives for it; raises UserError (USAGE) if it is not said whose label it is."""
        found: dict[str, str] = {}
        for one in filter(None, (self.participant, *self.participants)):
            first, equals, label = (part.strip() for part in one.partition("="))
            if not equals or first not in ids:
                if len(ids) != 1:
                    raise UserError(
                        "--participant does not say which of the participants has the label.",
                        f"Write the id before it, once for each of them, as in --participant {ids[0]}=LABEL.",
                        ExitCode.USAGE,
                    )
                first, label = ids[0], one
            found[first] = label
        return found


def speaker_of_label(label: str, known: Sequence[Speaker], cast: Cast, told: UserLabels) -> Speaker:
    """The speaker of a label that a person typed into a transcript with the speakers `known`; `?` if nobody is meant."""
    same = [speaker for speaker in known if speaker.label == label]
    return same[0] if same else _explained(label, known, cast, told) or _typed(label, known, cast)


def _explained(label: str, known: Sequence[Speaker], cast: Cast, told: UserLabels) -> Speaker | None:
    """The speaker of a label that the user explained, or that is an id or a name of a participant."""
    if told.interviewer and matching_label(told.interviewer, [label]):
        return _of_role("interviewer", known, cast)
    given = [identity for identity, wanted in told.by_id(cast.ids).items() if matching_label(wanted, [label])]
    found = meant_by(label, cast)
    if found and found.role == "participant":
        given.append(found.member.label)
    return Speaker(label=given[0], role="participant") if given else None


def _typed(label: str, known: Sequence[Speaker], cast: Cast) -> Speaker:
    """The speaker of a label by the role that it says, or the name of somebody who takes no part."""
    role, found = known_role(label), meant_by(label, cast)
    if role and not is_numbered(label):
        return _of_role(role, known, cast)
    if found and not role:
        asks = found.role == "interviewer"
        return _of_role("interviewer", known, cast) if asks else _other(found.member.label, known)
    if not role and (letter := letter_by_word(label)):
        return _other(letter, known)
    return further_speaker(label, role, {speaker.label for speaker in known}, cast, named=False)


def cast_in(transcript: Transcript) -> Cast:
    """The participants of a transcript, where the tables are not at hand: the first of those that it lists."""
    first = next((s.label for s in transcript.speakers if s.role == "participant"), transcript.interview)
    return Cast.of(first)


def _of_role(role: KnownRole, known: Sequence[Speaker], cast: Cast) -> Speaker:
    """The speaker of a role; `?` where several could be meant."""
    ours = [speaker for speaker in known if speaker.role == role]
    if role == "participant" and len(cast.ids) > 1:
        return UNKNOWN
    return ours[0] if ours else Speaker(label="I" if role == "interviewer" else cast.ids[0], role=role)


def _other(letter: str, known: Sequence[Speaker]) -> Speaker:
    ours = [speaker for speaker in known if speaker.role == "present" and speaker.label.startswith(letter)]
    return ours[0] if ours else Speaker(label=letter, role="present")


def by_number(label: str) -> tuple[str, int]:
    """Sort key of labels: `Participant 2` before `Participant 10`."""
    number = re.search(r"\d{1,9}$", label)
    return _NUMBER.sub("", label), int(number[0]) if number else 0


def numbered_label(letter: str, taken: set[str]) -> str:
    """`R`, then `R2`, `R3` …: the first that nobody has."""
    return next(one for one in chain([letter], (f"{letter}{n}" for n in count(2))) if one not in taken)


def unnamed_label(taken: set[str]) -> str:
    """The label of a voice or name that nobody is known by: `S1`, `S2` …, the first that nobody has."""
    return next(one for one in (f"S{n}" for n in count(1)) if one not in taken)


def further_speaker(label: str, role: KnownRole | None, taken: set[str], cast: Cast, *, named: bool = True) -> Speaker:
    """A further speaker beside those of the cast: `Interviewer 2` becomes `I2`; who has no code of their own gets one."""
    number = re.search(r"\d{1,3}$", label)
    code = f"{role[0].upper()}{number[0]}" if role and number else label
    if is_anonymous_label(code) and code not in taken and code not in (*cast.strangers, *cast.ids):
        return Speaker(label=code, role=role or "unsure")
    return Speaker(label=unnamed_label(taken), role="unsure") if named else UNKNOWN
