"""Who of the study is meant by a label of a file: by an id, a name, a part of it, its initials, or a word for them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ipstranscribe.model import Cast, CastMember
from ipstranscribe.model.cast import COMPANION, INTERPRETER

CastRole = Literal["interviewer", "participant", "present"]
_INTERPRETERS = "interpreter translator interpret tolk tolken oversetter oversetteren omsetjar omsetjaren int-tolk"
_COMPANIONS = """
    relative companion carer caregiver spouse husband wife partner mother father mum mom dad sister brother daughter son
    friend guest observer pårørende pårørande ledsager ledsagar ektefelle ektemann mann kone samboer sambuar mor far
    søster syster bror datter dotter sønn son venn venninne ven venninne gjest observatør støtteperson
"""
WORDS = {
    **dict.fromkeys(_COMPANIONS.split(), COMPANION),
    **dict.fromkeys(_INTERPRETERS.split(), INTERPRETER),
}
"""Label, in English or Norwegian, lower case and without number → the letter of somebody who takes no part."""

_NUMBER = re.compile(r"[\s_#.-]{0,20}\d{1,20}$")
_APART = re.compile(r"[()\[\]{}|/:]|\s[-–—]\s")
"""What parts a label from what stands beside it: `Henrik (P1)`, `P1 - Henrik`."""
_CLOSE = 0.84
"""Similarity from which a label is a name with a letter wrong."""
_SHORTEST_CLOSE = 5


@dataclass(frozen=True)
class Meant:
    """Somebody of the cast as a label means them: the role, and their place among those of that role."""

    role: CastRole
    member: CastMember


def meant_by(label: str, cast: Cast) -> Meant | None:
    """Who of the cast is meant by a label; None if nobody is, or if several could be.

    The surest sign counts: an id, a whole name, a part of a name, initials, a name with a letter wrong.
    """
    parts = [" ".join(part.split()) for part in _APART.split(label) if part.strip()]
    by_id = {one.label.casefold(): one for one in cast.participants}
    found = dict.fromkeys(by_id[part.casefold()] for part in parts if part.casefold() in by_id)
    if found:
        return Meant("participant", next(iter(found))) if len(found) == 1 else None
    everybody = list(_everybody(cast))
    for sign in _SIGNS:
        named = [one for one in everybody if any(sign(part, name) for part in parts for name in one.member.names)]
        if named:
            return named[0] if len(named) == 1 else None
    return None


def letter_by_word(label: str) -> str | None:
    """The letter of somebody who takes no part, where the label says what they are (`Tolk`, `Mother 2`); else None."""
    plain = _APART.split(label.strip().casefold())[0]
    return WORDS.get(_NUMBER.sub("", plain).strip(" .*_"))


def is_interpreter(label: str) -> bool:
    """Whether a label is a word for who translates."""
    return letter_by_word(label) == INTERPRETER


def _everybody(cast: Cast) -> Iterator[Meant]:
    yield from (Meant("participant", one) for one in cast.participants)
    yield from (Meant("interviewer", CastMember(label="I", names=(name,))) for name in cast.interviewers)
    yield from (Meant("present", one) for one in cast.others)


def _whole(part: str, name: str) -> bool:
    return _plain(part) == _plain(name)


def _part(part: str, name: str) -> bool:
    """Whether all words of the label are words of the name: a given name, a surname, both in another order."""
    said, words = _plain(part), _plain(name)
    return bool(said) and all(word in words for word in said) and any(len(word) > 1 for word in said)


def _abbreviated(part: str, name: str) -> bool:
    """`Henrik S.` and `H. Solheim` for Henrik Solheim."""
    said, words = _plain(part), _plain(name)
    if not 1 < len(said) <= len(words) or all(len(word) == 1 for word in said):
        return False
    whole = (*words[: len(said) - 1], words[-1])
    return all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in zip(said, whole, strict=True))


def _initials(part: str, name: str) -> bool:
    said, words = "".join(sign for sign in part if sign.isalpha()), _plain(name)
    first = [word[0] for word in words]
    told = said.casefold()
    return len(told) > 1 and said.isupper() and told in ("".join(first), first[0] + first[-1] if first else "")


def _initial(part: str, name: str) -> bool:
    """A single letter, which is no role: `H` for Henrik."""
    words = _plain(name)
    return (
        len(part) == 1 and part.isupper() and part not in "IPTRMSQA" and bool(words) and words[0][0] == part.casefold()
    )


def _misspelt(part: str, name: str) -> bool:
    said = _plain(part)
    return (
        bool(said)
        and len(said[0]) >= _SHORTEST_CLOSE
        and any(SequenceMatcher(None, said[0], word).ratio() >= _CLOSE for word in _plain(name)[:1])
    )


def _plain(text: str) -> list[str]:
    turned = text.split(",")
    text = " ".join(reversed(turned)) if len(turned) == 2 else text
    return re.findall(r"\w+", text.casefold().replace("-", " "))


_SIGNS: Sequence[Callable[[str, str], bool]] = (_whole, _part, _abbreviated, _initials, _initial, _misspelt)
"""Signs by which a part of a label means a name, the surest first."""
