"""An interview as it was searched for identifiers: its turns, what was found in each, and what stands for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ipstranscribe.model import Entity, Identifier, Identifiers, PseudonymizedTranscript, Transcript, Turn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import words_of

FoundMention = tuple[Mention, Identifier]
"""What was found at a place, as a mention and as it is stored."""


@dataclass(frozen=True)
class SearchedTalk:
    """The turns of an interview with what was found in them (turn → finds in order), as the last run left it.

    `scope` is that of the interview, `wording` entity id → what stands for it in the pseudonymized text. `is_stale` says that
    the transcript has changed since: then nothing of what was found has a place any more.
    """

    interview: str
    scope: str
    language: str
    turns: Mapping[str, Turn]
    found: Mapping[str, Sequence[FoundMention]] = field(repr=False)
    wording: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_stale: bool = False

    @classmethod
    def of(
        cls,
        transcript: Transcript,
        scope: str,
        identifiers: Identifiers | None,
        shown: PseudonymizedTranscript | None,
        *,
        changed: bool = False,
    ) -> "SearchedTalk":
        """An interview from what is stored of it; `changed` says that the transcript is not the one that was searched."""
        turns = {turn.id: turn for turn in transcript.turns}
        stored = identifiers.identifiers if identifiers else ()
        stale = changed or any(not _fits(one, turns) for one in stored)
        found: dict[str, list[FoundMention]] = defaultdict(list)
        for one in () if stale else stored:
            found[one.turn].append((_mention(transcript.interview, scope, turns[one.turn], one), one))
        wording = (
            {r.entity: t.text[r.char_start : r.char_end] for t in shown.turns for r in t.replacements} if shown else {}
        )
        return cls(transcript.interview, scope, transcript.language, turns, dict(found), wording, stale)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """The texts of the turns in small letters, for a quick look whether a word may stand there."""
        return {turn.id: turn.text.casefold() for turn in self.turns.values()}

    @cached_property
    def with_entity(self) -> Mapping[str, Sequence[str]]:
        """Entity id → the turns in which it was found."""
        turns: dict[str, dict[str, None]] = defaultdict(dict)
        for turn, pairs in self.found.items():
            for _, one in pairs:
                turns[one.entity][turn] = None
        return {entity: tuple(of_it) for entity, of_it in turns.items()}

    @cached_property
    def suggested(self) -> Sequence[Mention]:
        """What waits for a decision, as a run left it."""
        return [mention for pairs in self.found.values() for mention, one in pairs if one.state == "suggested"]

    def turns_with(self, form: str) -> Iterator[str]:
        """The turns in which a form may stand, whatever its case; all in which it does stand are among them."""
        first = words_of(form)[:1] or words_of(form.replace("-", ""))[:1]
        for turn, text in self.folded.items():
            if first and first[0] in text:
                yield turn


def _fits(one: Identifier, turns: Mapping[str, Turn]) -> bool:
    return one.turn in turns and one.char_end <= len(turns[one.turn].text)


def _mention(interview: str, scope: str, turn: Turn, one: Identifier) -> Mention:
    certain = one.state == "automatic"
    found = Found(one.char_start, one.char_end, one.category, one.found_by, one.confidence, certain=certain)
    return Mention(interview, scope, turn, found, one.entity, one.masked)


def entities_in(talks: Iterable[SearchedTalk]) -> dict[str, Entity]:
    """The entities that were found, by id, as far as texts tell without the key: forms, and what stands for each.

    Ordinary words that were found as a name count with a capital letter only, as in the key.
    """
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    first: dict[str, tuple[Identifier, str]] = {}
    wording: dict[str, str] = {}
    for talk in talks:
        wording = {**talk.wording, **wording}
        for mention, one in (pair for pairs in talk.found.values() for pair in pairs):
            first.setdefault(one.entity, (one, talk.scope))
            forms[one.entity].setdefault(mention.written.casefold(), mention.written)
    return {
        entity: Entity(
            id=entity,
            category=one.category,
            replacement=wording.get(entity, ""),
            scope=scope,
            forms=tuple(said for said in forms[entity].values() if not _is_word(said)),
            capital_forms=tuple(said for said in forms[entity].values() if _is_word(said)),
        )
        for entity, (one, scope) in first.items()
    }


def _is_word(form: str) -> bool:
    return any(vocabulary.is_ordinary(form, language) for language in ("en", "nb"))
