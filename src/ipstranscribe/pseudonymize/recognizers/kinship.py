"""What the talk calls somebody right where their name is said: `my husband, Dag` or `Dag, mannen min`.

It reads only what stands next to the name and says nothing when in doubt: a wrong relation would tell a coder a wrong story.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.lexicon import word_lists


@dataclass(frozen=True)
class Relation:
    """`role` in the document language; `owner` says whose: the speaker's, the listener's, or nobody's in particular.

    `close` are relatives, friends and neighbours, in contrast to people one has to do with by their work.
    """

    role: str
    owner: Literal["speaker", "listener"] | None
    close: bool


def relation(text: str, char_start: int, char_end: int, language: str, document_language: str) -> Relation | None:
    """What the words right before or behind the name from `char_start` to `char_end` call its bearer; None if nothing."""
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
    """`my husband `, `our son, ` / `mannen min, `, `sjefen vår ` at the end of what stands before the name."""
    roles = _alternatives(rules)
    if rules == "en":
        return re.compile(
            rf"\b(?P<whose>my|our|your)\s{_SMALL}(?P<role>{roles}),?\s(?:called\s|named\s)?$", re.IGNORECASE
        )
    whose = r"(?P<whose>min|mi|vår|din|di)"
    return re.compile(rf"(?<!til )\b(?P<role>{roles})\s{whose},?\s(?:som\shete?i?r\s)?$", re.IGNORECASE)


@cache
def _behind(rules: str) -> re.Pattern[str]:
    """`, my husband`, `, the physio` / `, mannen min`, `, naboen` at the start of what stands behind the name."""
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
    """The roles that the list has before the people of working life."""
    roles = [en for en, _, _ in _table()]
    return frozenset(roles[: roles.index("boss")])


@cache
def _norwegian() -> dict[str, str]:
    return {en: nb for en, nb, _ in _table()}


@cache
def _roles(rules: str) -> dict[str, str]:
    """How a role is said → the English role."""
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
