"""Mentions by initials: `K. N.` may be Kari Nordmann, so that a person is asked; `K. Nordmann` is one name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ipstranscribe.model import Entity
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.entities import initials
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.pseudonymize.recognizers import Found

INITIALS = "initials"
"""`found_by` of a mention by initials alone."""
_IN_TEXT = re.compile(
    r"(?<![\w.])[A-ZÆØÅÄÖ]\.(?:[ -]?[A-ZÆØÅÄÖ]\.){1,2}(?!\w)|(?<![\w.])[A-ZÆØÅÄÖ]\.[ -]?[A-ZÆØÅÄÖ](?![\w.])"
)
_BEFORE = re.compile(r"(?<![\w.])([A-ZÆØÅÄÖ])\. ?(?:[A-ZÆØÅÄÖ]\. ?)?$")
_AFTER = re.compile(r" ([A-ZÆØÅÄÖ])(?:\.|(?=\s*(?:$|[,;:?!)]|[a-zæøå])))(?!\w)")


def of_known(places: Iterable[SearchedTurn], register: Register) -> list[Mention]:
    """Mentions by initials of people whose full name is known; a person is asked about each."""
    known: dict[str, list[Entity]] = defaultdict(list)
    for entity in register.entities.values():
        for run in initials.runs(entity) if entity.category == "person" else ():
            known[run].append(entity)
    found = []
    for place in places:
        for match in _IN_TEXT.finditer(place.turn.text):
            letters = "".join(filter(str.isalpha, match.group())).casefold()
            meant = [one for one in known.get(letters, ()) if reaches(one.scope, place.scope)]
            if meant and not register.having(match.group()):
                end = match.end() if not match.group().endswith(".") else _end(place.turn.text, match.end())
                here = Found(match.start(), end, "person", INITIALS, 0.5, certain=False)
                found.append(Mention(place.interview, place.scope, place.turn, here, meant[0].id))
    return found


def with_initials(mention: Mention, register: Register) -> Mention:
    """A mention of a person with the initial beside it: `K. Nordmann`, `Kari N.`."""
    entity, text, found = register.entities[mention.entity], mention.turn.text, mention.found
    if entity.category != "person" or " " in mention.written:
        return mention
    before, after = _BEFORE.search(text, 0, found.char_start), _AFTER.match(text, found.char_end)
    if before and initials.begins(entity, before[1].casefold()):
        found = replace(found, char_start=before.start())
    if after and any(
        run[0] == mention.written[0].casefold() and after[1].casefold() in run[1:] for run in initials.runs(entity)
    ):
        found = replace(found, char_end=_end(text, after.end()))
    return replace(mention, found=found)


def _end(text: str, end: int) -> int:
    """Without a full stop that ends the sentence."""
    return initials.with_stop(text, end - 1) if text[end - 1] == "." else end
