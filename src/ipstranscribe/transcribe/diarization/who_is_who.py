"""Which voice is which participant, from the names that are said: people introduce themselves, and call others by name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations

INTRODUCES, CALLED, CALLS = 3.0, 1.0, -1.0
"""Evidence that a voice is a participant: it says so; somebody called that name just before; it says the name of another."""

CLEAR_LEAD = 2.0
"""Lead of the best assignment over the next from which it is taken; below it nothing is said."""

_MOST = 6
"""People up to whom all assignments are compared."""
_SELF = (
    r"(?:my name is|name'?s|i am|i'm|this is|call me|jeg heter|jeg er|eg heiter|eg er|dette er|dette her er|mitt navn er"
    r"|namnet mitt er|navnet mitt er)\s+"
)


def match_voices(talk: Sequence[tuple[int, str]], names: Mapping[str, Iterable[str]]) -> dict[int, str]:
    """Voice → participant, as far as the names that are said leave no doubt.

    `talk` is the number of the voice and the text of each turn, in order; a negative number is somebody who is known not to
    be one of them. `names` are those of each participant, by id.
    """
    voices = sorted({voice for voice, _ in talk if voice >= 0})
    people = [one for one in names if any(names[one])]
    if not voices or not people or max(len(voices), len(people)) > _MOST:
        return {}
    score = _evidence(talk, {one: _called(names, one) for one in people})
    size = min(len(voices), len(people))
    if len(voices) >= len(people):
        options = [tuple(zip(chosen, people, strict=True)) for chosen in permutations(voices, size)]
    else:
        options = [tuple(zip(voices, chosen, strict=True)) for chosen in permutations(people, size)]
    ranked = sorted(options, key=lambda pairs: -sum(score[pair] for pair in pairs))
    totals = [sum(score[pair] for pair in pairs) for pairs in ranked]
    if len(totals) > 1 and totals[0] - totals[1] < CLEAR_LEAD:
        return {}
    if len(totals) == 1 and totals[0] <= 0:
        return {}
    return dict(ranked[0])


def _called(names: Mapping[str, Iterable[str]], one: str) -> frozenset[str]:
    """The words by which only this participant is called: not the surname that a couple shares."""
    own = {word for name in names[one] for word in _words(name)}
    others = {word for other in names if other != one for name in names[other] for word in _words(name)}
    return frozenset(word for word in own - others if len(word) > 1)


def _evidence(talk: Sequence[tuple[int, str]], called: Mapping[str, frozenset[str]]) -> dict[tuple[int, str], float]:
    score: defaultdict[tuple[int, str], float] = defaultdict(float)
    for (voice, text), after in pairwise((*talk, (-1, ""))):
        said = set(_words(text))
        for one, words in called.items():
            if not (here := words & said):
                continue
            if any(re.search(rf"\b{_SELF}{re.escape(word)}\b", text, re.IGNORECASE) for word in here):
                score[voice, one] += INTRODUCES
                continue
            score[voice, one] += CALLS
            if after[0] != voice and any(_is_called(word, text) for word in here):
                score[after[0], one] += CALLED
    return score


def _is_called(word: str, text: str) -> bool:
    """Whether a name is called out: it begins or ends the turn, or its last sentence."""
    name = re.escape(word)
    return bool(
        re.search(rf"(?:^|[.?!,]\s*(?:and|og|but|men|so|så)?\s*){name}\s*[,?!.…]", text, re.IGNORECASE)
        or re.search(rf"{name}\s*[?!.…]*\s*$", text, re.IGNORECASE)
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
