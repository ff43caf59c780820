"""Kinship terms next to a name: `my husband, Dag` or `Dag, mannen min`.

Only the words next to the name count, and doubtful cases give no result: a wrong relation would mislead coders.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.lexicon import word_lists


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
            owner = _OWNERS.get((match["whose"] or "").casefold())
            worded = role if rules_for(document_language) == "en" else _norwegian()[role]
            return Relation(worded, owner, role in _close())
    return None


_OWNERS: dict[str, Literal["speaker", "listener"]] = {
    **dict.fromkeys(("my", "our", "min", "mi", "mitt", "vår", "mine"), "speaker"),
    **dict.fromkeys(("your", "din", "di", "deres", "dykkar"), "listener"),
}
_CLOSED = re.compile(r"\s*(?:[,.;:!?]|$|['’]s\b|s\b)")
_SMALL = r"(?:(?:little|big|old|older|younger|eldest|youngest|oldest|best|dear|new|good|late|former|current)\s)?"


@cache
def _before(rules: str) -> re.Pattern[str]:
    """Pattern for the text before the name, at its end: `my husband `, `our son, ` / `mannen min, `, `sjefen vår `."""
    roles = _alternatives(rules)
    if rules == "en":
        return re.compile(
            rf"\b(?P<whose>my|our|your)\s{_SMALL}(?P<role>{roles}),?\s(?:called\s|named\s)?$", re.IGNORECASE
        )
    whose = r"(?P<whose>min|mi|vår|din|di)"
    return re.compile(rf"(?<!til )\b(?P<role>{roles})\s{whose},?\s(?:som\shete?i?r\s)?$", re.IGNORECASE)


@cache
def _behind(rules: str) -> re.Pattern[str]:
    """Pattern for the text after the name, at its start: `, my husband`, `, the physio` / `, mannen min`, `, naboen`."""
    roles = _alternatives(rules)
    end = r"(?=\s*[,.;!?]|\s*$)"
    if rules == "en":
        return re.compile(rf"^,\s(?:(?P<whose>my|our|your)\s{_SMALL}|the\s)(?P<role>{roles}){end}", re.IGNORECASE)
    return re.compile(rf"^,\s(?P<role>{roles})(?:\s(?P<whose>min|mi|vår|din|di))?{end}", re.IGNORECASE)


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """English role, Norwegian role, Norwegian definite forms."""
    lines = (line for line in word_lists.lines("roles") if ":" in line)
    rows = (line.split(":") for line in lines)
    return tuple((en.strip(), nb.split()[0], tuple(nb.split()[1:])) for en, nb in rows)


@cache
def _close() -> frozenset[str]:
    """Close roles: those listed before the professional contacts."""
    roles = [en for en, _, _ in _table()]
    return frozenset(roles[: roles.index("boss")])


@cache
def _norwegian() -> dict[str, str]:
    return {en: nb for en, nb, _ in _table()}


@cache
def _roles(rules: str) -> dict[str, str]:
    """Spoken form of a role → the English role."""
    if rules == "en":
        return {en.casefold(): en for en, _, _ in _table()}
    said: dict[str, str] = {}
    for en, _, forms in _table():
        for form in forms:
            said.setdefault(form, en)
    return said


@cache
def _alternatives(rules: str) -> str:
    return "|".join(sorted(map(re.escape, _roles(rules)), key=len, reverse=True))
