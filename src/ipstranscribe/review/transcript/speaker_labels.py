"""Speaker labels of foreign transcripts, and the inference of who is the interviewer. A real name is never kept."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Speaker
from ipstranscribe.transcribe.diarization.interviewer import find_interviewer

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
    """Labels of the file that the user assigns to a role by `--interviewer` and `--participant`."""

    interviewer: str | None = None
    participant: str | None = None


@dataclass(frozen=True)
class SpeakerRoles:
    """Label of a file → speaker; `sure` unless one was guessed or stayed unknown."""

    speakers: Mapping[str | None, Speaker]
    sure: bool


def infer_roles(
    talk: Sequence[tuple[str | None, str]], participant: str, told: UserLabels, guide_wording: Sequence[str] = ()
) -> SpeakerRoles:
    """Infer the role of each label of `talk` (label and text of each turn).

    The user's assignment comes first, then the role that a label expresses, then who asks. The participant who talks
    most gets the id `participant`; further speakers keep a label that identifies nobody, else get `?`. Raises UserError
    if the file has none of the labels in `user_labels`.
    """
    words = Counter[str]()
    for label, text in talk:
        if label not in (None, "?"):
            words[str(label)] += len(text.split())
    roles = _by_label(words, participant, told)
    open_labels = [label for label in words if label not in roles]
    sure = not open_labels and all(label not in (None, "?") for label, _ in talk)
    if open_labels:
        sure = _guess(roles, open_labels, talk, words, guide_wording) and len(roles) == len(words)
    sure = sure and {"interviewer", "participant"} <= set(roles.values())
    return SpeakerRoles({None: UNKNOWN, "?": UNKNOWN, **_speakers(roles, words, participant)}, sure)


def speaker_of_label(label: str, known: Sequence[Speaker], participant: str, told: UserLabels) -> Speaker:
    """The speaker of a label that a person typed into a transcript with the speakers `known`; `?` for a name."""
    same = [speaker for speaker in known if speaker.label == label]
    if same:
        return same[0]
    means = {"interviewer": told.interviewer, "participant": told.participant}
    role = next(
        (role for role, wanted in means.items() if wanted and matching_label(wanted, [label])), known_role(label)
    )
    if role in ("interviewer", "participant") and not (_NUMBER.search(label) and known_role(label)):
        ours = [speaker for speaker in known if speaker.role == role]
        new = Speaker.model_validate({"label": "I" if role == "interviewer" else participant, "role": role})
        return ours[0] if ours else new
    return _further(label, known_role(label), taken={speaker.label for speaker in known})


def _by_label(words: Mapping[str, int], participant: str, told: UserLabels) -> dict[str, KnownRole]:
    roles: dict[str, KnownRole] = {}
    for label in words:
        known: KnownRole | None = "participant" if label == participant else known_role(label)
        if known:
            roles[label] = known
    wishes: tuple[tuple[str | None, KnownRole], ...] = (
        (told.interviewer, "interviewer"),
        (told.participant, "participant"),
    )
    for wanted, role in wishes:
        if wanted is None:
            continue
        found = matching_label(wanted, list(words))
        if found is None:
            raise UserError(
                f"Nobody in the file has the label given for the {role}.",
                "Give it as it stands before the turns.",
                ExitCode.USAGE,
            )
        roles = {**{label: r for label, r in roles.items() if r != role}, found: role}
    return roles


def _guess(
    roles: dict[str, KnownRole],
    open_labels: list[str],
    talk: Sequence[tuple[str | None, str]],
    words: Mapping[str, int],
    guide_wording: Sequence[str],
) -> bool:
    """Assign the remaining roles by who asks and who talks most; returns whether that is clear."""
    clear = True
    if "interviewer" not in roles.values():
        numbers = {label: n for n, label in enumerate(open_labels)}
        guess = find_interviewer([(numbers[label], text) for label, text in talk if label in numbers], guide_wording)
        alone = len(open_labels) == 1 and "participant" in roles.values()
        clear = alone or guess.clear
        if alone or guess.interviewer is not None:
            roles[open_labels[guess.interviewer or 0]] = "interviewer"
    rest = sorted((label for label in open_labels if label not in roles), key=lambda label: -words[label])
    if rest and "participant" not in roles.values():
        roles[rest[0]] = "participant"
    return clear


def _speakers(roles: Mapping[str, KnownRole], words: Mapping[str, int], participant: str) -> dict[str | None, Speaker]:
    """Label of the file → speaker with one of our labels."""
    firsts: dict[KnownRole, str] = {}
    speakers: dict[str | None, Speaker] = {}
    for label in sorted(words, key=lambda label: -words[label]):
        role = roles.get(label)
        ours = {"interviewer": "I", "participant": participant}.get(role or "", "?")
        if role and (role not in firsts or not _NUMBER.search(label)):
            firsts.setdefault(role, label)  # `P` and `Participant` are one person, `P1` and `P2` are two
            speakers[label] = Speaker(label=ours, role=role)
        else:
            speakers[label] = _further(label, role, taken={speaker.label for speaker in speakers.values()})
    return speakers


def _further(label: str, role: KnownRole | None, taken: set[str]) -> Speaker:
    """A further speaker beside interviewer and participant: `Interviewer 2` becomes `I2`."""
    number = re.search(r"\d{1,3}$", label)
    code = f"{role[0].upper()}{number[0]}" if role and number else label
    return Speaker(label=code, role=role or "unsure") if is_anonymous_label(code) and code not in taken else UNKNOWN
