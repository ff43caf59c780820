"""Names of several parts that recognizers tear: `Ole von der Fehr`, `O'Brien-Smith`, `Fatima al-Rashid`, `Dr. Hamre Moe`.

A find is carried on over the particles before it, and joined with the name before these, or after a title.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists

_STRONG = r"(?:von|van|v\.)(?: (?:der|den|de|d\.))?|vd|zu|zum|dos|della|dello|bin|bint|ibn|abu|al|el"
"""Particles that are hardly words of Norwegian or English; `der` and `van` alone are."""
_WEAK = r"de|den|der|di|da|das|du|do|la|le|av|af|of|del|ben"
"""Particles that are words as well: they join only a given name with what is no given name."""
_CHAIN = re.compile(
    rf"(?<![\w'’-])(?:(?:(?:{_STRONG}|{_WEAK})[ ])+(?:(?:al|el|d)[-'’])?|(?:al|el)-|O['’]|D['’])$", re.IGNORECASE
)
_HAS_STRONG = re.compile(rf"(?<!\w)(?:{_STRONG})(?!\w)|(?<!\w)[OD]['’]", re.IGNORECASE)
_ENDS_IN_PARTICLE = re.compile(rf"(?<![\w'’-])(?:{_STRONG})$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<![\w'’-])[A-ZÆØÅÄÖ][\w-]*[ ]$")
_BEFORE = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+)\.?[ ]$")
_LONGEST_TITLE = 16  # characters, with what follows it
_JOINT = re.compile(r"\s*[&+/]\s*|\s(?:og|and|och)\s", re.IGNORECASE)
_CARRIED = 40  # characters of particles and the name before them


def joined(found: Iterable[Mention]) -> list[Mention]:
    """The finds with particles and torn parts joined, and two people parted; what became part of another is left out."""
    whole: list[Mention] = []
    parted = (part for mention in found for part in _parted(mention))
    for _, turn in groupby(parted, key=lambda m: (m.interview, m.turn.id)):
        here = list(turn)
        names = sorted(
            (m for m in here if m.found.category in NAMES), key=lambda m: (m.found.char_start, -m.found.char_end)
        )
        others = [m for m in here if m.found.category not in NAMES]
        whole += [*others, *_in_turn(names)]
    return whole


def _parted(mention: Mention) -> list[Mention]:
    """Two people that were found as one: `Kari & Ola`, `Kari/Ola`, `Kari og Ola`."""
    if mention.found.category not in NAMES or not (joint := _JOINT.search(mention.written)):
        return [mention]
    sides = mention.written[: joint.start()], mention.written[joint.end() :]
    if not all(side and vocabulary.is_given_name(side.split()[0]) for side in sides):
        return [mention]  # `Moen & Sønn`
    start = mention.found.char_start
    left = replace(mention.found, char_end=start + joint.start(), category="person")
    right = replace(mention, found=replace(mention.found, char_start=start + joint.end(), category="person"))
    return [replace(mention, found=left), *_parted(right)]


def _in_turn(names: list[Mention]) -> Iterator[Mention]:
    ends: dict[int, list[Mention]] = {}
    taken: set[int] = set()
    grown: list[Mention] = []
    for mention in names:
        new = _carried(mention, ends, taken)
        ends.setdefault(new.found.char_end, []).append(new)
        grown.append(new)
    yield from (m for m in grown if id(m) not in taken)


def _belongs(chain: str, left: list[Mention], first: str) -> bool:
    """Whether particles belong to the name that begins with `first`, and do not stand between two names as words."""
    after_given = any(vocabulary.is_given_name(m.written.split()[-1]) for m in left)
    if _HAS_STRONG.search(chain):
        return after_given or chain.endswith(("'", "’", "-")) or not vocabulary.is_given_name(first)
    return after_given and not vocabulary.is_given_name(first)


def _are_of_one_title(one: Mention, other: Mention) -> bool:
    """Whether two names side by side stand after a title, and are the surnames of one person: `Dr. Hamre Moe`."""
    start = one.found.char_start
    before = _BEFORE.search(one.turn.text, max(0, start - _LONGEST_TITLE), start)
    people = one.found.category == other.found.category == "person" and not other.written[:1].islower()
    return bool(people and before and before["word"].casefold() in word_lists.titles())


def _carried(mention: Mention, ends: dict[int, list[Mention]], taken: set[int]) -> Mention:
    text, start = mention.turn.text, mention.found.char_start
    before = text[max(0, start - _CARRIED) : start]
    chain = _CHAIN.search(before)
    begin = start - len(before) + chain.start() if chain else start
    torn = [
        m
        for m in ends.get(start - 1, ())
        if text[start - 1] in " -" and (_ENDS_IN_PARTICLE.search(m.written) or _are_of_one_title(m, mention))
    ]
    left = [m for m in ends.get(begin - 1, ()) if text[begin - 1 : begin] == " "] if chain else torn
    if chain and not _belongs(chain.group(), left, mention.written.split()[0]):
        return mention
    if not chain and not torn:
        return mention
    if left:
        taken.update(map(id, left))
        begin = min(m.found.char_start for m in left)
    elif (word := _WORD_BEFORE.search(text, max(0, begin - _CARRIED), begin)) and vocabulary.is_given_name(
        word.group().strip()
    ):
        begin = word.start()
    certain = mention.found.certain or any(m.found.certain for m in left)
    return replace(mention, found=replace(mention.found, char_start=begin, category="person", certain=certain))
