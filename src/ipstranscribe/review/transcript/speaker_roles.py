"""Who is meant by each label of a file: the interviewer, the participants, and others, of whom no real name is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Cast, Speaker
from ipstranscribe.model.cast import INTERPRETER
from ipstranscribe.review.transcript.cast_labels import Meant, letter_by_word, meant_by
from ipstranscribe.review.transcript.speaker_labels import (
    UNKNOWN,
    KnownRole,
    UserLabels,
    by_number,
    further_speaker,
    is_numbered,
    known_role,
    matching_label,
    numbered_label,
)
from ipstranscribe.transcribe.diarization.interviewer import find_interviewer
from ipstranscribe.transcribe.diarization.who_is_who import match_voices


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
        asked = sorted((label for label, role in said.items() if role == "participant"), key=by_number)
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
        return named and any(map(str.islower, label)) and not is_numbered(label)

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
        if role and (role not in first or not (is_numbered(label) or label in self.named)):
            first.add(role)
            return Speaker(label="I" if role == "interviewer" else self.cast.ids[0], role=role)
        if letter := self.others.get(label) or (None if role else letter_by_word(label)):
            return Speaker(label=numbered_label(letter, taken), role="present")
        if role == "interviewer" and label in self.named:
            return Speaker(label=numbered_label("I", taken), role=role)
        return further_speaker(label, role, taken, self.cast)
