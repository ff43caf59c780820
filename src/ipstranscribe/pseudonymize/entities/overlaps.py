"""Of mentions that overlap, which one stands; and which neighbours are one name."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from ipstranscribe.pseudonymize.entities.linking import KNOWN_FORM, Mention
from ipstranscribe.pseudonymize.entities.misheard_forms import MISHEARD
from ipstranscribe.pseudonymize.entities.register import NAMES
from ipstranscribe.pseudonymize.recognizers import Found

_JOINTS = (" ", "-", " - ")
"""What may stand between two words of one name."""


def resolve_overlaps(
    mentions: Iterable[Mention], rejected: Callable[[Mention], bool] = lambda _: False
) -> list[Mention]:
    """Mentions that do not overlap, turn by turn. Whole known names win, then the longer of two.

    What a person `rejected` hides nothing else.
    """

    def rank(mention: Mention) -> tuple[object, ...]:
        found = mention.found
        genitive = mention.written.endswith("s")  # makes no longer name
        length = found.char_end - found.char_start - genitive
        weak = (rejected(mention), not mention.masked)
        in_two = found.found_by == MISHEARD and " " in mention.written  # its halves may look like names themselves
        known_name = found.certain and found.found_by == KNOWN_FORM and " " in mention.written
        by_trust = (found.category == "other", not found.certain, found.char_start, -found.confidence, found.found_by)
        return (*weak, not in_two, not known_name, -length, *by_trust)

    chosen: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=rank):
        here = chosen.setdefault((mention.interview, mention.turn.id), [])
        if not any(_overlap(mention.found, other.found) for other in here):
            here.append(mention)
    return [m for here in chosen.values() for m in sorted(here, key=lambda m: m.found.char_start)]


def _overlap(one: Found, other: Found) -> bool:
    return one.char_start < other.char_end and other.char_start < one.char_end


def join_neighbours(chosen: Iterable[Mention]) -> list[Mention]:
    """Mentions in order, neighbours that name the same made one: first name and misheard surname, a name with a gap."""
    whole: list[Mention] = []
    for mention in chosen:
        last = whole[-1] if whole else None
        if last is not None and _is_one_name(last, mention):
            certain = last.found.certain or mention.found.certain  # a sure half says who the other one is
            found = replace(last.found, char_end=mention.found.char_end, certain=certain)
            whole[-1] = replace(last, found=found)
        else:
            whole.append(mention)
    return whole


def _is_one_name(one: Mention, other: Mention) -> bool:
    same = (one.interview, one.turn.id, one.entity) == (other.interview, other.turn.id, other.entity)
    between = other.turn.text[one.found.char_end : other.found.char_start]
    return same and one.found.category in NAMES and one.masked and other.masked and between in _JOINTS
