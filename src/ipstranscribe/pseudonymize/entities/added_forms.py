"""Forms that a person added, as they stand in the texts: `kvern as.` is what stands there as `Kvern AS`.

Decisions go by the exact form. Who types one from memory gets capitals, edges and the grouping of a number otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipstranscribe.model import Decision, Decisions, Occurrence
from ipstranscribe.pseudonymize.entities import initials
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.text.occurrences import starts
from ipstranscribe.text.phrase_index import FormIndex, digit_runs, digits_of


def as_they_stand(decisions: Decisions, turns: Iterable[SearchedTurn]) -> Decisions:
    """The decisions, each on an added form that the `turns` have otherwise than it was typed as one on the form they have.

    Of several ways in which it stands it is that in the capitals that were typed, else one with capitals, else the most
    frequent; the others are found as those of any exact form are. Where the sign at its end stands there as well, as after
    the last word of a sentence, both forms are decided on. A rejection is never widened.
    """
    added = [one for one in decisions.decisions if _is_added(one)]
    standing = _Standing.of(added, turns) if added else _Standing()
    told = (other for one in decisions.decisions for other in (standing.of_form(one) if _is_added(one) else (one,)))
    return Decisions(decisions=tuple(told))


def _is_added(decision: Decision) -> bool:
    """Whether a person named a form, and not a row that the program wrote; a place is named exactly, or refused."""
    return decision.entity is None and decision.verdict != "reject" and not isinstance(decision.scope, Occurrence)


@dataclass
class _Standing:
    """In which ways each of the added forms stands in the texts, and how often, by interview."""

    index: FormIndex[str] = field(default_factory=FormIndex)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    ways: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    as_typed: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, added: Iterable[Decision], turns: Iterable[SearchedTurn]) -> "_Standing":
        """Look for every added form in every turn."""
        made = cls()
        for form in dict.fromkeys(one.form for one in added):
            made.index.add(form, form)
            if digits := digits_of(form):
                made.numbers.setdefault(digits, []).append(form)
        for turn in turns:
            text = turn.turn.text
            for form, written in made._in(text):
                made.ways.setdefault((form, turn.interview), Counter())[written] += 1
                if starts(text, form):
                    made.as_typed.add((form, turn.interview))
        return made

    def _in(self, text: str) -> Iterator[tuple[str, str]]:
        """Each added form that stands in a text, and what a search finds there."""
        for hit in self.index.find(text):
            written = text[hit.char_start : hit.char_end]
            end = initials.with_stop(text, hit.char_end) if initials.are_letters(written) else hit.char_end
            yield hit.payload, text[hit.char_start : end]
        for start, end, digits in digit_runs(text) if self.numbers else ():
            for form in self.numbers.get(digits, ()):
                yield form, text[start:end]

    def of_form(self, decision: Decision) -> tuple[Decision, ...]:
        """The decision on its form as that stands where the decision holds; as it was typed, if it stands nowhere."""
        there = [key for key in self.ways if key[0] == decision.form and decision.scope in (None, key[1])]
        ways = sum((self.ways[key] for key in there), Counter[str]())
        if not ways or decision.form in ways:
            return (decision,)
        best = max(ways, key=lambda way: (way in decision.form, way.lower() != way, ways[way]))
        typed = (decision,) if any(key in self.as_typed for key in there) else ()
        return (*typed, decision.model_copy(update={"form": best}))
