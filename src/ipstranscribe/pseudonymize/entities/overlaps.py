"""Overlap resolver: chooses among overlapping mentions, and joins adjacent mentions of one name."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import itemgetter

from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.linking import KNOWN_FORM, Mention
from ipstranscribe.pseudonymize.entities.misheard_forms import MISHEARD
from ipstranscribe.pseudonymize.recognizers import Found

_JOINTS = (" ", "-", " - ")
"""Characters that may separate two words of one name."""


def resolve_overlaps(
    mentions: Iterable[Mention], rejected: Callable[[Mention], bool] = lambda _: False
) -> list[Mention]:
    """Choose mentions that do not overlap, turn by turn. Full known names and details win, then the longer of two.

    A mention that a person `rejected` suppresses no other.
    """

    def rank(mention: Mention) -> tuple[object, ...]:
        found = mention.found
        genitive = mention.written.endswith("s")  # a genitive s does not make a name longer
        length = found.char_end - found.char_start - genitive
        weak = (rejected(mention), not mention.masked)
        in_two = found.found_by == MISHEARD and " " in mention.written  # its halves may look like names themselves
        known_name = found.certain and found.found_by == KNOWN_FORM and " " in mention.written
        by_trust = (found.category == "other", not found.certain, found.char_start, -found.confidence, found.found_by)
        detail = found.category == "fact"  # the name in it is not all that it tells
        return (*weak, not in_two, not (known_name or detail), -length, *by_trust)

    by_turn: dict[tuple[str, str], list[tuple[int, Mention]]] = {}
    for number, mention in enumerate(mentions):
        by_turn.setdefault((mention.interview, mention.turn.id), []).append((number, mention))
    chosen: list[tuple[tuple[object, ...], int, list[Mention]]] = []
    # What has been chosen from is let go: ranks and lists of a large study are hundreds of megabytes.
    for turn in list(by_turn):
        ranked = sorted((rank(mention), number, mention) for number, mention in by_turn.pop(turn))
        here: list[Mention] = []
        for _, _, mention in ranked:
            if not any(_overlap(mention.found, other.found) for other in here):
                here.append(mention)
        chosen.append((*ranked[0][:2], sorted(here, key=lambda m: m.found.char_start)))
    chosen.sort(key=itemgetter(0, 1))
    return [mention for _, _, here in chosen for mention in here]


def _overlap(one: Found, other: Found) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end


def join_neighbours(chosen: Iterable[Mention]) -> list[Mention]:
    """Join adjacent mentions of one entity: first name and misheard surname, a name with a gap. Input and result in order."""
    whole: list[Mention] = []
    for mention in chosen:
        last = whole[-1] if whole else None
        if last is not None and _is_one_name(last, mention):
            certain = last.found.certain or mention.found.certain  # a certain half identifies the other one
            found = replace(last.found, char_end=mention.found.char_end, certain=certain)
            whole[-1] = replace(last, found=found)
        else:
            whole.append(mention)
    return whole


def _is_one_name(one: Mention, other: Mention) -> bool:
    same = (one.interview, one.turn.id, one.entity) == (other.interview, other.turn.id, other.entity)
    between = other.turn.text[one.found.char_end : other.found.char_start]
    return same and one.found.category in NAMES and one.masked and other.masked and between in _JOINTS
