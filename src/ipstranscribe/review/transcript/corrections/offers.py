"""Offers: each correction with the places where it may hold in other interviews, what was decided on it, and what follows.

Values in, values out: a workbook, a page in a browser and a new draft all ask here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ipstranscribe.model import (
    AppliedCorrection,
    Breadth,
    CorrectionDecision,
    CorrectionLog,
    Occurrence,
    TermCorrection,
    Transcript,
)
from ipstranscribe.review.transcript.corrections.candidates import StudyLexicon, term_of
from ipstranscribe.review.transcript.corrections.places import CorrectionPlace, find_places
from ipstranscribe.review.transcript.corrections.rewrite import Accepted, Undone, apply, undo
from ipstranscribe.review.transcript.corrections.written_forms import letters

CorrectionKey = tuple[str, str]
"""What makes two corrections the same: the letters that were heard, and what was written."""

LexiconOf = Callable[[str], StudyLexicon]
"""Language → what is known of its words."""


def key_of(correction: TermCorrection) -> CorrectionKey:
    """What makes two corrections the same."""
    return letters(correction.heard), correction.written


@dataclass(frozen=True)
class CorrectedInterview:
    """An interview of the study as it is stored, with the log of its corrections."""

    transcript: Transcript
    log: CorrectionLog

    @property
    def id(self) -> str:
        """Its id."""
        return self.transcript.interview

    @cached_property
    def undone(self) -> Undone:
        """The interview without what was applied to it: what places are looked for and numbered in."""
        return undo(self.transcript, self.log.applied)


@dataclass(frozen=True)
class OfferedPlace:
    """A place of an offer in an interview. `applied`: it is written there; `decided` what was decided on it alone.

    `by_hand`: a person has worked on that transcript. `alone`: ordinary talk may be meant. Neither is reached by a decision
    that holds everywhere.
    """

    place: CorrectionPlace
    by_hand: bool = False
    alone: bool = False
    applied: bool = False
    decided: CorrectionDecision | None = None

    @property
    def interview(self) -> str:
        """The interview in which it stands."""
        return self.place.place.interview


@dataclass(frozen=True)
class CorrectionOffer:
    """A correction that was made in the interviews `found_in`, and the places where it may hold as well.

    `decisions` are all that were ever made on it, in order. Interviews in which it was made are corrected, and not offered.
    """

    correction: TermCorrection
    breadth: Breadth
    found_in: tuple[str, ...]
    places: tuple[OfferedPlace, ...] = ()
    decisions: tuple[CorrectionDecision, ...] = ()

    @property
    def decided(self) -> CorrectionDecision | None:
        """The decision that holds on it as a whole."""
        return next((one for one in reversed(self.decisions) if one.scope is None), None)

    @property
    def waiting(self) -> tuple[OfferedPlace, ...]:
        """The places on which nobody has decided yet."""
        return tuple(one for one in self.places if not one.applied and self.ruling(one) is None)

    @property
    def counts(self) -> dict[str, int]:
        """How many places wait, by interview."""
        return dict(Counter(one.interview for one in self.waiting))

    @property
    def in_vocabulary(self) -> bool:
        """Whether the term is listened for in later recordings."""
        whole = self.decided
        if whole:
            return whole.verdict == "yes" and whole.vocabulary
        last = {_scope_key(one): one for one in self.decisions}
        return any(one.verdict == "yes" and one.vocabulary for one in last.values())

    def ruling(self, one: OfferedPlace) -> CorrectionDecision | None:
        """The decision that counts at a place, the narrowest; None if there is none that reaches it."""
        whole = self.decided
        if one.decided:
            return one.decided
        of_interview = next((d for d in reversed(self.decisions) if d.scope == one.interview), None)
        if of_interview or whole is None:
            return of_interview
        asked = one.by_hand or whole.term_only or (one.alone and self.breadth == "everywhere")
        return whole if whole.verdict == "no" or one.applied or not asked else None

    def holds_at(self, one: OfferedPlace) -> bool:
        """Whether the correction is to be written at a place. What is written stays until somebody says no."""
        ruling = self.ruling(one)
        if ruling is None:
            return one.applied
        return ruling.verdict == "yes" and not ruling.term_only


def corrections_of(logs: Sequence[CorrectionLog]) -> tuple[CorrectionOffer, ...]:
    """All corrections of a study with what was decided on them, without their places.

    A form that was corrected in two ways is offered place by place.
    """
    found: dict[CorrectionKey, CorrectionOffer] = {}
    for log in logs:
        for one in log.found:
            known = found.get(key_of(one))
            where = dict.fromkeys([*(known.found_in if known else ()), log.interview])
            breadth: Breadth = "places" if known and known.breadth == "places" else one.breadth
            first = known.correction if known else TermCorrection(heard=one.heard, written=one.written)
            found[key_of(one)] = CorrectionOffer(first, breadth, tuple(where))
    heard = Counter(form for form, _ in found)
    offered = []
    for key, offer in found.items():
        said = [tuple(d for d in log.decisions if key_of(d) == key) for log in logs]
        decisions = max(said, key=len)  # every log has what was decided since the correction was found there
        breadth = "places" if heard[key[0]] > 1 else offer.breadth
        offered.append(replace(offer, breadth=breadth, decisions=decisions))
    return tuple(offered)


def offers(interviews: Sequence[CorrectedInterview], lexicon_of: LexiconOf) -> tuple[CorrectionOffer, ...]:
    """All corrections of a study with their places: those with most places that wait first."""
    made = [_with_places(one, interviews, lexicon_of) for one in corrections_of([one.log for one in interviews])]
    return tuple(sorted(made, key=lambda one: (-len(one.waiting), one.correction.written.casefold())))


def settled(
    interview: CorrectedInterview, offered: Iterable[CorrectionOffer]
) -> tuple[Transcript, tuple[AppliedCorrection, ...]]:
    """The transcript with exactly the corrections that hold in it, and what was applied; the same if nothing changes.

    Where two corrections claim the same words, the longer one is written. What was applied stays where nobody can be asked
    about it any more: the interview was corrected alike by hand, or the one that was corrected has been withdrawn.
    """
    mine = [(offer, one) for offer in offered for one in offer.places if one.interview == interview.id]
    decidable = {(key_of(offer.correction), one.place.place.turn, one.place.start) for offer, one in mine}
    taken: list[Accepted] = [
        (one, _as_place(one, start))
        for one, start in interview.undone.restored
        if (key_of(one), one.place.turn, start) not in decidable
    ]
    held = [(offer.correction, one.place) for offer, one in mine if offer.holds_at(one)]
    for correction, place in sorted(held, key=lambda one: (one[1].start - one[1].end, one[1].start)):
        there = [p for _, p in taken if p.place.turn == place.place.turn]
        if all(place.end <= p.start or p.end <= place.start for p in there):
            taken.append((correction, place))
    return apply(interview.undone.transcript, taken)


def learned_terms(offered: Iterable[CorrectionOffer]) -> tuple[str, ...]:
    """The terms that are listened for in later recordings, each once, in the spelling that people gave them."""
    return tuple(dict.fromkeys(term_of(one.correction.written) for one in offered if one.in_vocabulary))


def for_new_drafts(offered: Iterable[CorrectionOffer]) -> tuple[CorrectionOffer, ...]:
    """The corrections that hold everywhere, also in drafts that are made later; those of ordinary words never do."""
    return tuple(
        one
        for one in offered
        if one.breadth == "everywhere" and one.decided and one.decided.verdict == "yes" and not one.decided.term_only
    )


# How an offer is put together.


def _with_places(
    offer: CorrectionOffer, interviews: Sequence[CorrectedInterview], lexicon_of: LexiconOf
) -> CorrectionOffer:
    spoken = {one.transcript.language for one in interviews if one.id in offer.found_in}
    asked = (one for one in interviews if not (one.id in offer.found_in and one.transcript.corrected))
    places = [place for one in asked for place in _places(one, offer, lexicon_of(one.transcript.language), spoken)]
    return replace(offer, places=tuple(places))


def _places(
    interview: CorrectedInterview, offer: CorrectionOffer, lexicon: StudyLexicon, spoken: Collection[str]
) -> Iterator[OfferedPlace]:
    """The places of an offer in an interview; `spoken` are the languages in which the correction was made."""
    same_language = interview.transcript.language in spoken
    for place in find_places(interview.undone.transcript, offer.correction.heard, offer.correction.written):
        written = _written_there(interview, place, offer.correction)
        scopes = [place.place, *([written.place] if written else [])]
        other_words = not (place.exact and same_language) and lexicon.are_ordinary(place.stands.split())
        yield OfferedPlace(
            replace(place, place=written.place) if written else place,
            by_hand=interview.transcript.corrected,
            alone=offer.breadth == "places" or place.respelt or other_words,
            applied=written is not None,
            decided=next((one for one in reversed(offer.decisions) if one.scope in scopes), None),
        )


def _written_there(
    interview: CorrectedInterview, place: CorrectionPlace, correction: TermCorrection
) -> AppliedCorrection | None:
    """What was applied at a place, by where it begins: its number may have changed since."""
    for one, start in interview.undone.restored:
        if (one.place.turn, start) == (place.place.turn, place.start) and key_of(one) == key_of(correction):
            return one
    return None


def _as_place(one: AppliedCorrection, start: int) -> CorrectionPlace:
    """The place of what was applied, in the transcript without it."""
    return CorrectionPlace(one.place, start, start + len(one.before), one.before, one.after)


def _scope_key(one: CorrectionDecision) -> tuple[str, ...]:
    if isinstance(one.scope, Occurrence):
        return one.scope.interview, one.scope.turn, str(one.scope.number), *one.scope.before, "", *one.scope.after
    return (one.scope or "",)
