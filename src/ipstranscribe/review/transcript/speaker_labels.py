"""Speaker labels of foreign transcripts, and the inference of who is the interviewer. A real name is never kept."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Speaker, Transcript
from ipstranscribe.model.cast import INTERPRETER
from ipstranscribe.review.transcript.cast_labels import Meant, letter_by_word, meant_by
from ipstranscribe.transcribe.diarization.interviewer import find_interviewer
from ipstranscribe.transcribe.diarization.who_is_who import match_voices

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


@dataclass(frozen=True)
class SpeakerRoles:
    """Label of a file → speaker; `sure` unless one was guessed or stayed unknown."""

    speakers: Mapping[str | None, Speaker]
    sure: bool


def infer_roles(
    talk: Sequence[tuple[str | None, str]], cast: Cast, told: UserLabels, guide_wording: Sequence[str] = ()
) -> SpeakerRoles:
    """Infer who is meant by each label of `talk` (label and text of each turn).

    The user's assignment comes first, then the names and ids of the `cast`, then the role that a label expresses, then who
    asks and who is called by name; of participants who are left, the one who talks most. Whoever is none of them keeps a
    letter that identifies nobody, or gets one (`R`, `S1`): `?` is only who has no label. Raises UserError if the file has
    none of the labels that the user gave.
    """
    words = Counter[str]()
    for label, text in talk:
        if label not in (None, "?"):
            words[str(label)] += len(text.split())
    work = _Roles(cast, words)
    work.by_name()
    work.by_role()
    work.by_user(told)
    sure = all(label not in (None, "?") for label, _ in talk)
    sure = work.guess(talk, guide_wording) and sure
    speakers = work.speakers()
    heard = {speaker.role for speaker in speakers.values()}
    sure = sure and {"interviewer", "participant"} <= heard and "unsure" not in heard
    return SpeakerRoles({None: UNKNOWN, "?": UNKNOWN, **speakers}, sure)


class _Roles:
    """Who each label of a file is, found step by step: `people` of the participants, `roles` of labels that say one."""

    def __init__(self, cast: Cast, words: Mapping[str, int]) -> None:
        self.cast = cast
        self.words = words
        self.people: dict[str, str] = {}
        self.roles: dict[str, KnownRole] = {}
        self.others: dict[str, str] = {}
        self.named: dict[str, Meant] = {}

    @property
    def open(self) -> list[str]:
        """The labels of which nothing is known yet."""
        return [one for one in self.words if not (one in self.people or one in self.roles or one in self.others)]

    @property
    def missing(self) -> list[str]:
        """The participants who have no label yet."""
        return [one for one in self.cast.ids if one not in self.people.values()]

    def by_name(self) -> None:
        """Labels that are an id or a name of the cast."""
        for label in self.words:
            found = meant_by(label, self.cast)
            if found is None or (found.role != "participant" and known_role(label)):
                continue
            self.named[label] = found
            if found.role == "participant":
                self.people[label] = found.member.label
            elif found.role == "interviewer":
                self.roles[label] = "interviewer"
            else:
                self.others[label] = found.member.label

    def by_role(self) -> None:
        """Labels that say a role; of numbered ones of several participants, each has its own."""
        said = {label: role for label in self.open if (role := known_role(label))}
        self.roles |= said
        asked = sorted((label for label, role in said.items() if role == "participant"), key=_in_order)
        if len(self.cast.ids) > 1 and asked:
            for label in asked:
                del self.roles[label]
            if len(asked) <= len(self.missing):
                self.people |= dict(zip(asked, self.missing, strict=False))
        self.others |= {label: INTERPRETER for label in self.open if letter_by_word(label) == INTERPRETER}

    def by_user(self, told: UserLabels) -> None:
        """What the user says, whatever the labels say. Who loses a role by that is looked at again."""
        if told.interviewer is not None:
            found = self._found(told.interviewer, "interviewer")
            if self.roles.get(found) != "interviewer":
                self.roles = {one: r for one, r in self.roles.items() if r != "interviewer" or one in self.named}
            self._forget(found)
            self.roles[found] = "interviewer"
        given = told.by_id(self.cast.ids)
        found_for = {identity: self._found(label, "participant") for identity, label in given.items()}
        if given and len(self.cast.ids) == 1:
            self.roles = {one: r for one, r in self.roles.items() if r != "participant"}
        self.people = {label: one for label, one in self.people.items() if one not in given}
        for identity, label in found_for.items():
            self._forget(label)
            self.people[label] = identity

    def _forget(self, label: str) -> None:
        for known in (self.people, self.roles, self.others):
            known.pop(label, None)

    def _found(self, wanted: str, role: KnownRole) -> str:
        found = matching_label(wanted, list(self.words))
        if found is None:
            raise UserError(
                f"Nobody in the file has the label given for the {role}.",
                "Give it as it stands before the turns.",
                ExitCode.USAGE,
            )
        return found

    def guess(self, talk: Sequence[tuple[str | None, str]], guide_wording: Sequence[str]) -> bool:
        """Assign the labels that are left by who asks, who is called by name and who talks most; whether that is clear."""
        clear = not self._told_apart_by_number()
        if "interviewer" not in self.roles.values() and self.open:
            clear = self._guess_interviewer(talk, guide_wording) and clear
        if len(self.cast.ids) == 1:
            return self._the_only_one() and clear
        rest = [label for label in self.open if not self._is_somebody_else(label)]
        named = {one.label: one.names for one in self.cast.participants if one.label in self.missing}
        said = [(rest.index(label) if label in rest else -1, text) for label, text in talk]
        matched = match_voices(said, named)
        self.people |= {rest[voice]: identity for voice, identity in matched.items() if voice >= 0}
        left = sorted((one for one in rest if one not in self.people), key=lambda one: -self.words[one])
        chosen = sorted(left[: len(self.missing)], key=list(self.words).index)
        self.people |= dict(zip(chosen, self.missing, strict=False))
        return clear and not chosen and not self.missing

    def _told_apart_by_number(self) -> bool:
        """Whether participants were told apart by numbers of the file that are not their ids."""
        numbered = [label for label in self.people if label not in self.named and known_role(label)]
        return len(self.cast.ids) > 1 and len(numbered) > 1

    def _guess_interviewer(self, talk: Sequence[tuple[str | None, str]], guide_wording: Sequence[str]) -> bool:
        joint, left = len(self.cast.ids) > 1, self.open
        compared = [*left, *self.people] if joint else left
        numbers = {label: n for n, label in enumerate(compared)}
        guess = find_interviewer([(numbers[label], text) for label, text in talk if label in numbers], guide_wording)
        answers = not self.missing if joint else bool(self.people) or "participant" in self.roles.values()
        alone = len(left) == 1 and answers
        chosen = 0 if alone else guess.interviewer
        if chosen is not None and chosen < len(left):
            self.roles[left[chosen]] = "interviewer"
        return alone or guess.clear

    def _the_only_one(self) -> bool:
        """Who is the participant where there is one; whether everybody is somebody then."""
        rest = sorted(self.open, key=lambda label: -self.words[label])
        if rest and self.missing and "participant" not in self.roles.values():
            self.people[rest[0]] = self.cast.ids[0]
        return not self.open

    def _is_somebody_else(self, label: str) -> bool:
        """Whether a label cannot be a participant's: it is a name, and the file calls participants by other names."""
        named = any(found.role == "participant" for found in self.named.values())
        return named and any(map(str.islower, label)) and not _NUMBER.search(label)

    def speakers(self) -> dict[str | None, Speaker]:
        """Label of the file → speaker with one of our labels."""
        made: dict[str | None, Speaker] = {}
        first: set[str] = {"participant"} if self.people else set()
        for label in sorted(self.words, key=self._turn_comes):
            taken = {speaker.label for speaker in made.values()} | set(self.people.values())
            made[label] = self._speaker(label, first, taken)
        return made

    def _turn_comes(self, label: str) -> tuple[int, int]:
        """When a label gets its speaker: interviewers as the table has them, then by talk, at last who is unknown."""
        found = self.named.get(label)
        if found and found.role == "interviewer":
            return 0, list(self.cast.interviewers).index(found.member.names[0])
        known = label in self.people or label in self.roles or label in self.others
        return (1, -self.words[label]) if known else (2, list(self.words).index(label))

    def _speaker(self, label: str, first: set[str], taken: set[str]) -> Speaker:
        if identity := self.people.get(label):
            return Speaker(label=identity, role="participant")
        role = self.roles.get(label)
        # `I` and `Interviewer` are one person, `I1` and `I2` are two, and so are two names
        if role and (role not in first or not (_NUMBER.search(label) or label in self.named)):
            first.add(role)
            return Speaker(label="I" if role == "interviewer" else self.cast.ids[0], role=role)
        if letter := self.others.get(label) or (None if role else letter_by_word(label)):
            return Speaker(label=_numbered(letter, taken), role="present")
        if role == "interviewer" and label in self.named:
            return Speaker(label=_numbered("I", taken), role=role)
        return _further(label, role, taken, self.cast)


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
    if role and not _NUMBER.search(label):
        return _of_role(role, known, cast)
    if found and not role:
        asks = found.role == "interviewer"
        return _of_role("interviewer", known, cast) if asks else _other(found.member.label, known)
    if not role and (letter := letter_by_word(label)):
        return _other(letter, known)
    return _further(label, role, {speaker.label for speaker in known}, cast, named=False)


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


def _in_order(label: str) -> tuple[str, int]:
    """`Participant 2` before `Participant 10`."""
    number = re.search(r"\d{1,9}$", label)
    return _NUMBER.sub("", label), int(number[0]) if number else 0


def _numbered(letter: str, taken: set[str]) -> str:
    """`R`, then `R2`, `R3` …: the first that nobody has."""
    return next(one for one in chain([letter], (f"{letter}{n}" for n in count(2))) if one not in taken)


def unnamed_label(taken: set[str]) -> str:
    """The label of a voice or name that nobody is known by: `S1`, `S2` …, the first that nobody has."""
    return next(one for one in (f"S{n}" for n in count(1)) if one not in taken)


def _further(label: str, role: KnownRole | None, taken: set[str], cast: Cast, *, named: bool = True) -> Speaker:
    """A further speaker beside those of the cast: `Interviewer 2` becomes `I2`; who has no code of their own gets one."""
    number = re.search(r"\d{1,3}$", label)
    code = f"{role[0].upper()}{number[0]}" if role and number else label
    if is_anonymous_label(code) and code not in taken and code not in (*cast.strangers, *cast.ids):
        return Speaker(label=code, role=role or "unsure")
    return Speaker(label=unnamed_label(taken), role="unsure") if named else UNKNOWN
