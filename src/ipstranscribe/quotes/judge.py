"""Judgement of quotations: word for word, shortened, reworded or not found; by whom; and from which version of the text."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ipstranscribe.model import PseudonymizedTranscript, TalkText
from ipstranscribe.quotes.passages import find_passages
from ipstranscribe.quotes.pattern import Pattern
from ipstranscribe.quotes.quotations import Quotation
from ipstranscribe.quotes.talk_words import QuotedPassage, TalkWords

Match = Literal["exact", "signs", "shortened", "bracketed", "close", "not found", "another language"]
"""How a quotation is found: `signs` differ in case, spaces, punctuation or fillers only; `another language`: none of its
function words are of a language of the transcripts, so it may be translated, and nothing can be said."""

CreditState = Literal["right", "other", "withdrawn", "unknown", "nobody"]
"""Whether a quotation is credited to whoever said it, to another participant, one who has withdrawn, a label that nobody has,
or to nobody."""

SURE: tuple[Match, ...] = ("exact", "signs", "shortened", "bracketed")
"""Matches in which every word of the author is a word of the participant."""

_AROUND = 2
"""Turns before and behind a likely one that are read without fillers."""
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("’‘“”«»–—", '\'\'""""--')


@dataclass(frozen=True)
class SearchedStudy:
    """What quotations are compared with: the pseudonymized transcripts, and what is known of each interview.

    `function_words` are those of each language of the transcripts, `withdrawn` the labels of who has withdrawn, `released`
    the interviews whose text was released as it is now, `may_quote` those whose participants allow it (None: not recorded).
    """

    transcripts: tuple[PseudonymizedTranscript | TalkText, ...]
    withdrawn: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    may_quote: frozenset[str] | None = None
    function_words: Mapping[str, frozenset[str]] | None = None

    @property
    def participants(self) -> tuple[str, ...]:
        """The labels of everybody who took part and speaks, in order."""
        labels = (s.label for one in self.transcripts for s in one.speakers if s.role == "participant")
        return tuple(dict.fromkeys(labels))


@dataclass(frozen=True)
class JudgedQuotation:
    """A quotation with what was found: the passages (the best first), the match, and whether the credit is right.

    `unreleased`: the passage stands only in a text that was not released. `not_allowed`: whoever said it has not consented
    to being quoted.
    """

    quotation: Quotation
    match: Match
    passages: tuple[QuotedPassage, ...] = ()
    credit: CreditState = "nobody"
    unreleased: bool = False
    not_allowed: bool = False

    @property
    def is_right(self) -> bool:
        """Whether nothing speaks against the quotation."""
        return self.match in SURE and self.credit == "right" and not self.unreleased and not self.not_allowed


def judge(quotations: Sequence[Quotation], study: SearchedStudy) -> tuple[JudgedQuotation, ...]:
    """Look for every quotation in the talk of the study, as it was said, and without fillers and false starts."""
    wanted = [one for one in quotations if one.kind == "quotation"]
    found = _passages([one.text for one in wanted], study.transcripts)
    return tuple(_judged(one, passages, study) for one, passages in zip(wanted, found, strict=True))


def _passages(
    texts: Sequence[str], transcripts: Sequence[PseudonymizedTranscript | TalkText]
) -> list[list[QuotedPassage]]:
    """The passages of each text; where not every word is found as it was said, fillers are left out of the talk."""
    found = find_passages(texts, [TalkWords.of(one) for one in transcripts])
    rest = [n for n, one in enumerate(found) if not one.is_whole]
    near: dict[int, set[int]] = defaultdict(set)
    for number, turn in (place for n in rest for place in found[n].likely):
        last = len(transcripts[number].turns)
        near[number] |= set(range(max(0, turn - _AROUND), min(last, turn + _AROUND + 1)))
    fluent = find_passages(
        [texts[n] for n in rest], [TalkWords.fluent(transcripts[n], turns) for n, turns in near.items()]
    )
    passages = [one.passages for one in found]
    for n, other in zip(rest, fluent, strict=True):
        if other.passages and (not passages[n] or other.passages[0].share > passages[n][0].share):
            passages[n] = other.passages
    return passages


def _judged(one: Quotation, passages: Sequence[QuotedPassage], study: SearchedStudy) -> JudgedQuotation:
    mine = sorted(passages, key=lambda p: (-p.share, not set(p.speakers) & set(one.credited)))
    mine = [p for p in mine if p.share == mine[0].share]
    match = _match(one, mine, study)
    judged = JudgedQuotation(one, match, tuple(mine), _credit(one, mine, study))
    if not mine:
        return judged
    said_in = mine[0].place.interview
    return replace(
        judged,
        unreleased=not any(p.place.interview in study.released for p in mine),
        not_allowed=study.may_quote is not None and said_in not in study.may_quote,
    )


def _match(one: Quotation, passages: Sequence[QuotedPassage], study: SearchedStudy) -> Match:
    if not passages:
        return "another language" if _is_foreign(one.text, study) else "not found"
    if passages[0].share < 1:
        return "close"
    pattern = Pattern.of(one.text)
    if "omission" in pattern.gaps:
        return "shortened"
    if pattern.bracketed:
        return "bracketed" if not any(_plain(one.text) in _plain(p.text) for p in passages) else "signs"
    return "exact" if any(_same(one.text, p) for p in passages) else "signs"


def _same(text: str, passage: QuotedPassage) -> bool:
    """Whether the quotation stands in the talk as it is, apart from the sign that ends it."""
    return not passage.fillers and text.rstrip(" .,;!?…").translate(_QUOTES) == passage.text.translate(_QUOTES)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.casefold().translate(_QUOTES)).strip(" .,;!?…")


def _credit(one: Quotation, passages: Sequence[QuotedPassage], study: SearchedStudy) -> CreditState:
    if not one.credited:
        return "nobody"
    if set(one.credited) & study.withdrawn:
        return "withdrawn"
    speakers = {speaker for passage in passages for speaker in passage.speakers}
    if not set(one.credited) & set(study.participants):
        return "unknown"
    return "right" if not passages or set(one.credited) <= speakers or _all_said(one, passages) else "other"


def _all_said(one: Quotation, passages: Sequence[QuotedPassage]) -> bool:
    """Whether each participant who is credited said it somewhere."""
    return all(any(label in passage.speakers for passage in passages) for label in one.credited)


def _is_foreign(text: str, study: SearchedStudy) -> bool:
    """Whether a text has hardly a function word of any language of the transcripts: a sentence has one in three."""
    known = study.function_words
    words = Pattern.of(text).words
    if not known or len(words) < 5:
        return False
    return all(sum(word in of_one for word in words) / len(words) < 0.15 for of_one in known.values())


def by_participant(judged: Sequence[JudgedQuotation], labels: Collection[str]) -> Iterator[tuple[str, int]]:
    """How many quotations were found of each participant, those without any among them."""
    for label in labels:
        yield (
            label,
            sum(bool(one.passages) and label in one.passages[0].speakers for one in judged if one.match in SURE),
        )
