"""What was found, held against annotated identifiers. Everything is counted in words of the untouched text.

A word counts as replaced if spans cover it; a genitive s may be left over. What counts of a mention are its content words:
all but function words and titles, or all if it has no others.

- mention recall: share of the mentions whose content words are all replaced;
- entity recall: share of the entities of which every mention is masked;
- precision: share of the replaced words that lie inside a mention. An article, a title or a genitive s right beside a
  mention is not counted;
- merges: pairs of annotated persons that have the same replacement, of all such pairs: within, where both occur in one
  interview (and there), or across;
- consistent: share of the entities, with two replaced mentions or more, that have one replacement everywhere; part of a
  longer one counts as the same (`[person 1]` and `[person 1] [person 2]`).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from annotated import Interview, Mention, Who

ARTICLES = frozenset({"a", "an", "the", "en", "ei", "et"})
TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "nurse", "sister", "sergeant", "uncle", "auntie",
    "herr", "fru", "frøken", "doktor", "lege", "overlege", "onkel", "tante",
})  # fmt: skip
FUNCTION_WORDS = ARTICLES | {
    "of", "in", "on", "at", "to", "by", "for", "from", "with", "and", "or", "but", "as", "am", "is", "are", "was", "were",
    "be", "been", "this", "that", "it", "its", "i", "me", "my", "he", "him", "his", "she", "her", "we", "us", "our", "you",
    "your", "they", "them", "their", "who", "which", "there", "s", "d", "t", "m", "ll", "re", "ve", "dot",
    "av", "på", "til", "fra", "med", "og", "eller", "men", "som", "er", "var", "om", "å", "det", "den", "de", "dem", "jeg",
    "vi", "oss", "du", "min", "mi", "mitt", "han", "hun", "ho", "hans", "hennes", "ved", "punktum", "krøllalfa",
}  # fmt: skip
"""Small words of which a mention is not made: pronouns, prepositions, what is left of contractions, spoken signs."""

_WORD = re.compile(r"[^\W_]+")

Word = tuple[int, int]
"""Number of the turn and of the word in it."""
Replacements = frozenset[str]


@dataclass(frozen=True)
class Span:
    """A stretch that a program found. `entity` tells which stretches have the same replacement.

    `automatic` was replaced without asking; the others are questions to a person, `masked` until they are answered or not.
    """

    turn: int
    start: int
    end: int
    entity: str
    automatic: bool = True
    masked: bool = True
    found_by: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a mention; `replacements` is empty if it is not masked, or if others share its span."""

    interview: str
    mention: Mention
    masked: bool
    replacements: Replacements


@dataclass(frozen=True)
class Judged:
    """An interview and what was found in it."""

    words: int
    replaced: int
    right: int
    wrong: frozenset[Span]
    """Spans with a word that had no need to be replaced."""
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Recall:
    """Counts, and shares of them (None where there is nothing to find)."""

    mentions: int
    masked: int
    entities: int
    whole: int

    @property
    def of_mentions(self) -> float | None:
        """Mention recall."""
        return share(self.masked, self.mentions)

    @property
    def of_entities(self) -> float | None:
        """Entity recall."""
        return share(self.whole, self.entities)


@dataclass(frozen=True)
class Mixed:
    """Who was taken for somebody else: pairs of persons, and of them those with the same replacement."""

    within: int
    merged_within: int
    across: int
    merged_across: int
    consistent: float | None


def share(part: float, whole: float) -> float | None:
    """`part` of `whole`, None if there is no whole."""
    return part / whole if whole else None


def judge(interview: Interview, spans: Sequence[Span]) -> Judged:
    """Hold `spans` against the annotation; take out those that are not to count before."""
    words = {
        (turn, number): (match.group().casefold(), *match.span())
        for turn, text in enumerate(interview.texts)
        for number, match in enumerate(_WORD.finditer(text))
    }
    by_turn = defaultdict(list)
    for span in spans:
        by_turn[span.turn].append(span)
    covering = {at: _covering(by_turn[at[0]], *word) for at, word in words.items()}
    replaced = {at for at, found in covering.items() if found}
    inside = [{at for at in _near(words, m) if _overlap(m, *words[at][1:])} for m in interview.mentions]
    annotated = {at for one in inside for at in one}
    counted = replaced - set(_tolerated(words, annotated))
    contents = [_content(one, words) for one in inside]
    shared = _shared(contents, covering)
    return Judged(
        words=len(words),
        replaced=len(counted),
        right=len(counted & annotated),
        wrong=frozenset(span for at in counted - annotated for span in covering[at]),
        outcomes=tuple(
            _outcome(interview.name, mention, content, covering, shared)
            for mention, content in zip(interview.mentions, contents, strict=True)
        ),
    )


def _near(words: Collection[Word], mention: Mention) -> Iterator[Word]:
    return (at for at in words if at[0] == mention.turn)


def _overlap(span: Mention | Span, start: int, end: int) -> bool:
    return span.start < end and start < span.end


def _covering(spans: Iterable[Span], word: str, start: int, end: int) -> list[Span]:
    """The spans that together cover the word; none if a piece of it other than a genitive s is left."""
    here = [span for span in spans if _overlap(span, start, end)]
    left = [at for at in range(start, end) if not any(span.start <= at < span.end for span in here)]
    genitive = left == [end - 1] and word.endswith("s") and len(word) > 1
    return here if not left or genitive else []


def _content(inside: set[Word], words: Mapping[Word, tuple[str, int, int]]) -> set[Word]:
    return {at for at in inside if words[at][0] not in FUNCTION_WORDS | TITLES} or inside


def _tolerated(words: Mapping[Word, tuple[str, int, int]], annotated: set[Word]) -> Iterator[Word]:
    for turn, number in words.keys() - annotated:
        beside = {(turn, number - 1), (turn, number + 1)}
        if beside & annotated and words[turn, number][0] in ARTICLES | TITLES | {"s"}:
            yield turn, number


def _shared(contents: Iterable[set[Word]], covering: Mapping[Word, list[Span]]) -> set[Span]:
    """The spans that lie over several mentions: whom they are taken for cannot be told."""
    times: dict[Span, int] = defaultdict(int)
    for content in contents:
        for span in {span for at in content for span in covering[at]}:
            times[span] += 1
    return {span for span, count in times.items() if count > 1}


def _outcome(
    interview: str, mention: Mention, content: set[Word], covering: Mapping[Word, list[Span]], shared: set[Span]
) -> Outcome:
    masked = bool(content) and all(covering[at] for at in content)
    spans = {span for at in content for span in covering[at]}
    told = masked and not spans & shared
    return Outcome(interview, mention, masked, frozenset(span.entity for span in spans) if told else frozenset())


# --- figures over several interviews ----------------------------------------------------------------------------------


def recall(outcomes: Iterable[Outcome]) -> Recall:
    """How many mentions and entities are masked."""
    by_entity = defaultdict(list)
    for outcome in outcomes:
        by_entity[outcome.mention.who].append(outcome.masked)
    found = list(by_entity.values())
    return Recall(sum(map(len, found)), sum(map(sum, found)), len(found), sum(map(all, found)))


def precision(judged: Iterable[Judged]) -> float | None:
    """Share of the replaced words that had to be replaced."""
    counts = [(one.right, one.replaced) for one in judged]
    return share(sum(right for right, _ in counts), sum(replaced for _, replaced in counts))


def questions(interview: Interview, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """What a person is asked, mention by mention: which entity, and how it is written. One answer serves all alike."""
    asked = [span for span in spans if not span.automatic]
    return [(span.entity, interview.texts[span.turn][span.start : span.end]) for span in asked]


def mixed(outcomes: Iterable[Outcome]) -> Mixed:
    """Who was taken for whom."""
    used: dict[Who, dict[str, set[Replacements]]] = defaultdict(lambda: defaultdict(set))
    told: dict[Who, int] = defaultdict(int)
    persons = set()
    for one in outcomes:
        used[one.mention.who][one.interview] |= {one.replacements} - {frozenset()}
        told[one.mention.who] += bool(one.replacements)
        persons |= {one.mention.who} if one.mention.kind == "person" else set()
    pairs = [(used[a], used[b]) for a, b in combinations(sorted(persons), 2)]
    within = [_same_within(a, b) for a, b in pairs if a.keys() & b.keys()]
    across = [bool(_everywhere(a) & _everywhere(b)) for a, b in pairs if not a.keys() & b.keys()]
    judged = [_everywhere(used[who]) for who, times in told.items() if times > 1]
    steady = [all(one <= max(replacements, key=len) for one in replacements) for replacements in judged]
    return Mixed(len(within), sum(within), len(across), sum(across), share(sum(steady), len(judged)))


def _same_within(a: Mapping[str, set[Replacements]], b: Mapping[str, set[Replacements]]) -> bool:
    return any(a[interview] & b[interview] for interview in a.keys() & b.keys())


def _everywhere(used: Mapping[str, set[Replacements]]) -> set[Replacements]:
    return set().union(*used.values())
