"""Kinship terms next to a name: `my husband, Dag` or `Dag, mannen min`.

Only the words next to the name count, and doubtful cases give no result: a wrong relation would mislead coders.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipstranscribe.languages import record, rules_for


@dataclass(frozen=True)
class Relation:
    """A relation: `role` in the document language, and its `owner`: the speaker, the listener, or nobody in particular.

    `close` are relatives, friends and neighbours, in contrast to professional contacts.
    """

    role: str
    owner: Literal["speaker", "listener"] | None
    close: bool


def relation(text: str, char_start: int, char_end: int, language: str, document_language: str) -> Relation | None:
    """The relation in the words right before or after the name from `char_start` to `char_end`, None if there is none."""
    rules = rules_for(language)
    before, after = text[max(0, char_start - 60) : char_start], text[char_end : char_end + 60]
    for pattern, part in ((_before(rules), before), (_behind(rules), after)):
        match = pattern.search(part)
        goes_on = match is not None and pattern is _before(rules) and match.group().rstrip().endswith(",")
        if match and not (goes_on and not _CLOSED.match(after)):  # "I told my boss, Kari called": somebody else's name
            role = _roles(rules)[match["role"].casefold()]
            owner = _owners(rules).get((match["whose"] or "").casefold())
            worded = record(document_language).kinship[role][0]
            return Relation(worded, owner, role in _close())
    return None


_CLOSED = re.compile(r"\s*(?:[,.;:!?]|$|['’]s\b|s\b)")


@cache
def _owners(rules: str) -> dict[str, Literal["speaker", "listener"]]:
    told = record(rules).possessives
    return {**dict.fromkeys(told["speaker"], "speaker"), **dict.fromkeys(told["listener"], "listener")}


def _whose(rules: str) -> str:
    return rf"(?P<whose>{'|'.join(_owners(rules))})"


def _between(rules: str) -> str:
    words = record(rules).possessives["between"]
    return rf"(?:(?:{'|'.join(words)})\s)?" if words else ""


def _called(rules: str) -> str:
    words = (re.sub(" ", r"\\s", word) for word in record(rules).possessives["called"])
    return rf"(?:(?:{'|'.join(words)})\s)?"


@cache
def _before(rules: str) -> re.Pattern[str]:
    """Pattern for the text before the name, at its end: `my husband `, `our son, ` / `mannen min, `, `sjefen vår `."""
    roles, whose, called = _alternatives(rules), _whose(rules), _called(rules)
    if record(rules).owner_first:
        return re.compile(rf"\b{whose}\s{_between(rules)}(?P<role>{roles}),?\s{called}$", re.IGNORECASE)
    return re.compile(rf"(?<!til )\b(?P<role>{roles})\s{whose},?\s{called}$", re.IGNORECASE)


@cache
def _behind(rules: str) -> re.Pattern[str]:
    """Pattern for the text after the name, at its start: `, my husband`, `, the physio` / `, mannen min`, `, naboen`."""
    roles, whose = _alternatives(rules), _whose(rules)
    end = r"(?=\s*[,.;!?]|\s*$)"
    if record(rules).owner_first:
        article = r"the\s" if rules == "en" else ""  # the definite form stands alone: `, naboen`
        return re.compile(rf"^,\s(?:{whose}\s{_between(rules)}|{article})(?P<role>{roles}){end}", re.IGNORECASE)
    return re.compile(rf"^,\s(?P<role>{roles})(?:\s{whose})?{end}", re.IGNORECASE)


@cache
def _close() -> frozenset[str]:
    """Close roles: those listed before the professional contacts."""
    roles = list(record("en").kinship)
    return frozenset(roles[: roles.index("boss")])


@cache
def _roles(rules: str) -> dict[str, str]:
    """Spoken form of a role → the English role."""
    said: dict[str, str] = {}
    for role, (worded, *forms) in record(rules).kinship.items():
        for form in forms or [worded]:
            said.setdefault(form.casefold(), role)
    return said


@cache
def _alternatives(rules: str) -> str:
    return "|".join(sorted(map(re.escape, _roles(rules)), key=len, reverse=True))
