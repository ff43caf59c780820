"""Namesakes: one name that two people bear in an interview is never taken for one of them without asking.

It is seen by full names (`Kari Nordmann`, `Kari Lie`), by roles (`my sister Kari`, `my boss Kari`), or because the talk says
so (`not our Kari, Kari at work`). What the words there do not tell has a code of its own, which is neither's.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ipstranscribe.languages import patterns_of, record
from ipstranscribe.model import Entity
from ipstranscribe.pseudonymize.entities.kin_roles import KinRoles
from ipstranscribe.pseudonymize.entities.linking import LinkedMentions, Mention
from ipstranscribe.pseudonymize.entities.register import Register, RegisterDraft
from ipstranscribe.pseudonymize.redaction import labels
from ipstranscribe.text.phrase_index import words_of

_ANOTHER = {
    "en": re.compile(r"\b(?:a different|different|another|the other|other|a second)\s$", re.IGNORECASE),
    "nb": re.compile(
        r"\b(?:en annen|en anna|ei anna|ein annan|den andre|en ny|ei ny|ein ny|en til som hete?r|ein til som heiter)\s$",
        re.IGNORECASE,
    ),
}
_NOT = {
    "en": re.compile(r"\bnot\s(?P<ours>(?:our|my|the|that|your)\s)?$", re.IGNORECASE),
    "nb": re.compile(r"\bikk(?:e|je)\s(?P<ours>(?:vår|min|den|denne|ho|han|hun)\s)?$", re.IGNORECASE),
}
_ALSO_BEFORE = {
    "en": re.compile(r"\b(?:also|too)\s(?:called|named|a)\s$", re.IGNORECASE),
    "nb": re.compile(r"\b(?:også|òg|au)\s(?:hete?r|heiter|kalla?t?|en|ei|ein)\s$", re.IGNORECASE),
}
_CALLED = {
    "en": re.compile(r"\b(?:called|named|is|['’]s)\s$", re.IGNORECASE),
    "nb": re.compile(r"\b(?:hete?r|heiter|heite|het)\s$", re.IGNORECASE),
}
_ALSO_AFTER = {
    "en": re.compile(r",?\s(?:(?:she|he)\s)?(?:too|as well)\b", re.IGNORECASE),
    "nb": re.compile(r",?\s(?:(?:hun|han|ho)\s)?(?:også|òg|au)\b", re.IGNORECASE),
}
_WHERE = {
    "en": re.compile(r"\s(?:in|at|from)\s(?:the\s|my\s|our\s)?(?P<where>[^\W\d_]{2,})", re.IGNORECASE),
    "nb": re.compile(r"\s(?:på|i|hos|fra|frå)\s(?:den\s|det\s)?(?P<where>[^\W\d_]{2,})", re.IGNORECASE),
}
_BESIDE = re.compile(r",\s(?P<role>[^\W\d_]{3,}(?:-[^\W\d_]+){0,2})(?=\s*[.,;?!]|\s*$)")
"""A word right after a name, between commas: `Marit, svigermor?`."""
_TITLES = {
    "a man": re.compile(r"\b(?:mr|hr|herr)\.?\s$", re.IGNORECASE),
    "a woman": re.compile(r"\b(?:mrs|ms|miss|fru|frk|frøken)\.?\s$", re.IGNORECASE),
}
"""Titles by which two people of one family name are told apart."""
_REACH = 40  # characters before a name that are looked at

_ALIKE = (
    {"mother", "mum"}, {"father", "dad"}, {"doctor", "GP"}, {"physio", "physiotherapist"}, {"psychologist", "therapist"},
    {"husband", "partner", "boyfriend", "fiancé"}, {"wife", "partner", "girlfriend", "fiancé"},
    {"friend", "neighbour", "colleague", "roommate", "coach", "boss", "manager", "supervisor"},
    {"caseworker", "supervisor", "employment specialist"}, {"stepfather", "dad", "father"}, {"stepmother", "mum", "mother"},
)  # fmt: skip
"""Roles that one person may have."""
EITHER, OTHER, HERE = "?", "other", "here"


def separated(mentions: Sequence[Mention], register: Register, roles: KinRoles) -> LinkedMentions:
    """The mentions with those of a shared name told apart; a person is asked about each of them."""
    draft = register.draft()
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_interview: dict[str, list[Mention]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        by_interview[mention.interview].append(mention)
        if register.entities[mention.entity].category == "person" and len(words_of(mention.written)) == 1:
            groups[mention.interview, _bare(mention)].append(number)
    whole = list(mentions)
    for (interview, word), numbers in groups.items():
        told = _Shared(word, [mentions[n] for n in numbers], by_interview[interview], draft, roles).told
        for number, mention in zip(numbers, told, strict=True):
            whole[number] = mention
    return LinkedMentions(whole, draft.changes)


def _bare(mention: Mention) -> str:
    return words_of(mention.written)[0]


@dataclass(frozen=True)
class _Shared:
    """The mentions of one word in one interview; `around` are all mentions of that interview."""

    word: str
    mentions: Sequence[Mention]
    around: Sequence[Mention]
    register: RegisterDraft
    roles: KinRoles

    @property
    def told(self) -> list[Mention]:
        first = self.mentions[0]
        candidates = self.register.meaning("person", self.word, first.scope)
        if len(candidates) == 1 and (role := self._role_of_another(candidates[0])):
            return [_apart(m, self._namesake("first name", role)) for m in self.mentions]
        if any(c.replacement == f"[{first.scope}]" for c in candidates):
            return list(self.mentions)  # the participant's own name: what the interviewer says tells
        settled = [c.id for c in candidates if self.register.is_settled(c, self.word)]
        if len(settled) == 1 and len(candidates) > 1:
            return [replace(m, entity=settled[0]) for m in self.mentions]
        if len(candidates) > 1:
            alone = [c for c in candidates if words_of(c.originals[0]) == (self.word,)]
            return (
                list(self.mentions)
                if alone
                else [self._by_full_name(m, [c.id for c in candidates]) for m in self.mentions]
            )
        return self._by_the_talk()

    def _role_of_another(self, entity: Entity) -> str:
        """The role of somebody close whose first name is the family name of `entity`: `my wife Joy`, beside Ola Joy."""
        full = [words for form in entity.forms if len(words := words_of(form)) > 1]
        alone = words_of(entity.originals[0]) == (self.word,)
        if not full or alone or any(words[0] == self.word for words in full):
            return ""
        return next((role for m in self.mentions if self.roles.is_someone_close(m) and (role := self._role(m))), "")

    # By full names.

    def _by_full_name(self, mention: Mention, candidates: Sequence[str]) -> Mention:
        """Of several full names the one that alone is said in this turn, or whose role is told; else neither."""
        role = self.roles(mention)
        by_role = [c for c in candidates if role and self.register.entities[c].replacement == f"[{role}]"]
        there = {m.entity for m in self.around if m.turn.id == mention.turn.id and len(words_of(m.written)) > 1}
        here = by_role or [c for c in candidates if c in there]
        if len(here) == 1:
            return _asked(mention, here[0])
        return _apart(mention, self._namesake(EITHER, ""))

    # By what is said.

    def _by_the_talk(self) -> list[Mention]:
        whose = self._referents()
        order = [one for one in dict.fromkeys(whose) if one != EITHER]
        if len(order) < 2:
            return list(self.mentions)
        main = self.register.entities[self.mentions[0].entity]
        whom = next((one for one in order if main.replacement == f"[{one}]"), order[0])
        others = [one for one in order if one != whom]
        entity = {whom: main.id, **{one: self._namesake(str(n), one) for n, one in enumerate(others, 2)}}
        return [
            _apart(m, entity.get(one) or self._namesake(EITHER, ""))
            for m, one in zip(self.mentions, whose, strict=True)
        ]

    def _referents(self) -> list[str]:
        """Whom each mention means: a role, the one told of in a turn that tells two apart, the other one, or `?`."""
        told = [self._role(m) for m in self.mentions]
        said = self._merged_roles(told)
        contrasted = {m.turn.id: m for m in self.mentions if self._tells_apart(m)}
        if len(set(filter(None, said))) < 2 and not contrasted:
            return [HERE] * len(said)
        where: dict[str, str] = {}
        kin = sorted({one for one in said if one})
        found: list[str] = []
        for mention, role in zip(self.mentions, said, strict=True):
            one = role
            if not one and mention.turn.id in contrasted:
                if self._tells_apart(mention):
                    ours = _NOT[self._rules].search(self._before(mention))
                    one = kin[0] if ours and ours["ours"] and len(kin) == 1 else OTHER
                else:
                    one = HERE
            found.append(one)
            if one and (place := self._where(mention)):
                where.setdefault(place, one)
        return [one or where.get(self._where(m), EITHER) for m, one in zip(self.mentions, found, strict=True)]

    @cached_property
    def _rules(self) -> str:
        return patterns_of(self.roles.languages[self.mentions[0].interview])

    def _before(self, mention: Mention) -> str:
        start = mention.found.char_start
        return mention.turn.text[max(0, start - _REACH) : start]

    def _tells_apart(self, mention: Mention) -> bool:
        """Whether the words around say that this is another one of that name."""
        rules, before, text, end = self._rules, self._before(mention), mention.turn.text, mention.found.char_end
        if _ANOTHER[rules].search(before) or _ALSO_BEFORE[rules].search(before):
            return True
        if _CALLED[rules].search(before) and _ALSO_AFTER[rules].match(text, end):
            return True
        denied = _NOT[rules].search(before)
        again = sum(m.turn.id == mention.turn.id for m in self.mentions) > 1
        return bool(denied and again and (denied["ours"] or self._where(mention)))

    def _where(self, mention: Mention) -> str:
        match = _WHERE[self._rules].match(mention.turn.text, mention.found.char_end)
        return match["where"].casefold() if match else ""

    def _role(self, mention: Mention) -> str:
        if self.roles.is_owned(mention):
            return self.roles(mention)
        if title := next((name for name, sign in _TITLES.items() if sign.search(self._before(mention))), ""):
            return title
        beside = _BESIDE.match(mention.turn.text, mention.found.char_end)
        role = labels.english_role(beside["role"], self._rules) if beside else ""
        return labels.role_in(role, self.register.language) if role in record("en").kinship else ""

    def _merged_roles(self, told: Sequence[str]) -> list[str]:
        """The roles, those that one person may have as the first of them."""
        kept: list[str] = []
        for role in filter(None, told):
            if not any(self._may_be_one(role, other) for other in kept):
                kept.append(role)
        return [next((k for k in kept if role and self._may_be_one(role, k)), "") for role in told]

    def _may_be_one(self, role: str, other: str) -> bool:
        if (role in _TITLES) != (other in _TITLES):
            return True
        one, two = (labels.english_role(r, self.register.language) for r in (role, other))
        return role == other or any({one, two} <= group for group in _ALIKE)

    def _namesake(self, label: str, role: str) -> str:
        first = self.mentions[0]
        worded = role if role not in ("", OTHER, HERE, *_TITLES) else ""
        return self.register.namesake(self.word, first.scope, label, worded).id


def _asked(mention: Mention, entity: str) -> Mention:
    return replace(mention, entity=entity, found=replace(mention.found, certain=False, confidence=0.5))


def _apart(mention: Mention, entity: str) -> Mention:
    """What is surely a name is replaced without asking, under a code that nobody else has; whose it is stays a question."""
    sure = mention.named or mention.found.certain
    return replace(mention, entity=entity, found=replace(mention.found, certain=sure, confidence=0.5))
