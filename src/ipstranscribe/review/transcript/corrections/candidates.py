"""Candidates: which corrections of a draft are of a name or term, and may be meant in other interviews as well.

Grammar, fillers, numbers and what begins a sentence are corrected once and for that place. What was heard may also be
ordinary talk ("live" for Liv): then it is offered place by place.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from ipstranscribe.model import Breadth, FoundCorrection, Transcript
from ipstranscribe.review.transcript.corrections.compared import ALIKE, WordCorrection, likeness, word_corrections
from ipstranscribe.review.transcript.corrections.places import find_places
from ipstranscribe.review.transcript.corrections.written_forms import FormWord, bare_letters, form_words, letters

SOUNDS_ALIKE = 0.55
"""Likeness, 0 to 1, from which on several ordinary words are what a recognizer made of one name ("so lame", .62)."""

SHORTEST_TERM = 4
"""Fewest letters of a term in lower case that no list knows; shorter ones are sounds, dialect and slips."""

_PRONOUN = re.compile(r"i(?:['’](?:m|ve|ll|d|s|re))?")
_GENITIVE = re.compile(r"['’]s$")


@dataclass(frozen=True)
class StudyLexicon:
    """What is known of words in a language and a study.

    `kind_of` says whether a word is a name, an everyday word or neither; `known` are the names and terms of the study,
    `small` function words and sounds, `sounds` fillers, all casefolded; `is_frequent` whether an everyday word is often said.
    """

    kind_of: Callable[[str], Literal["name", "word", "unknown"]] = lambda word: "unknown"
    known: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    sounds: frozenset[str] = frozenset()
    is_frequent: Callable[[str], bool] = lambda word: False

    def are_ordinary(self, words: Sequence[str]) -> bool:
        """Whether all of these are everyday words; letters that are spelt out ("eye P S") are none."""
        return all(self.kind_of(word) == "word" and (len(word) > 1 or word.casefold() in self.small) for word in words)

    def are_small(self, words: Sequence[str]) -> bool:
        """Whether all of these are function words or sounds."""
        return all(word.casefold() in self.small for word in words)


def find_corrections(before: Transcript, after: Transcript, lexicon: StudyLexicon) -> tuple[FoundCorrection, ...]:
    """The corrections of names and terms that made `after` of `before`, each once.

    Where the recognizer had written a term of the study for what it heard (`Concern.heard`), what it heard counts as well.
    """
    found: dict[tuple[str, str], FoundCorrection] = {}
    of_turns = chain.from_iterable(
        with_what_was_heard(one, before) for one in word_corrections(before, after, lexicon.sounds)
    )
    for one in of_turns:
        breadth = offered_breadth(one, after, lexicon) if is_term(one, lexicon) else None
        if breadth:
            new = FoundCorrection(heard=one.heard, written=one.written, turn=one.turn, breadth=breadth)
            found.setdefault((letters(new.heard), new.written), new)
    return tuple(found.values())


def with_what_was_heard(one: WordCorrection, before: Transcript) -> Iterator[WordCorrection]:
    """A correction, and that of what the recognizer heard where the draft showed a term of the study instead."""
    yield one
    for concern in before.concerns:
        if concern.kind != "respelling" or concern.turn != one.turn or one.start is None or one.end is None:
            continue
        shown = bare_letters(concern.written) == letters(one.heard)
        if shown and concern.heard and concern.end > one.start and concern.start < one.end:
            yield WordCorrection(one.turn, concern.heard, one.written, one.words, one.start, one.end)


def is_term(one: WordCorrection, lexicon: StudyLexicon) -> bool:
    """Whether what a person wrote is a name or term, rather than grammar, a filler, a number or another sentence."""
    written = [word.core for word in one.words]
    if not any(map(str.isalpha, one.heard)) and not any(map(str.isdigit, one.heard)):
        return False
    if lexicon.are_small(written) or _plain(one.heard) == _plain(one.written):
        return False
    first = one.words[0]
    if first.opens and first.core.casefold() in lexicon.small:  # "Bad Amara" → "But Amara": another sentence
        return False
    heard = [word.core for word in form_words(one.heard)]
    single = len(heard) == 1 and lexicon.are_ordinary(heard)
    return any(_is_term_word(word, lexicon, misheard=not single) for word in one.words)


def _is_term_word(word: FormWord, lexicon: StudyLexicon, *, misheard: bool) -> bool:
    """Whether a word is a name or term. A rare word in lower case is one if it was `misheard` as no word, or as several."""
    core = word.core
    bare = core.casefold()
    if bare in lexicon.known:
        return True
    if bare in lexicon.small or _PRONOUN.fullmatch(bare) or not any(map(str.isalpha, core)):
        return False
    if any(map(str.isupper, core[1:])) or (core[:1].isalpha() and any(map(str.isdigit, core))):  # IPS, B12
        return True
    if core[:1].isupper():
        return not word.opens or lexicon.kind_of(core) != "word"
    rare = lexicon.kind_of(core) == "unknown" or (misheard and not lexicon.is_frequent(core))
    return len(core) >= SHORTEST_TERM and core[:1].isalpha() and rare


def offered_breadth(one: WordCorrection, after: Transcript, lexicon: StudyLexicon) -> Breadth | None:
    """How a correction is offered for other interviews; None where what was heard is other talk, and not the same word.

    Ordinary words and names that people have are offered place by place, and so are several words that the corrected
    interview itself still has elsewhere: there a person let them stand.
    """
    heard = [word.core for word in form_words(one.heard)]
    alike = likeness(one.heard, one.written)
    ordinary, alone = lexicon.are_ordinary(heard), len(heard) == 1
    if not ordinary:  # of names that other people have, a person must tell who is meant
        known = one.heard.casefold() in lexicon.known or lexicon.kind_of(one.heard) == "name" or len(one.heard) == 1
        return "places" if alone and known else "everywhere"
    if one.changes_case_only and alone and not lexicon.is_frequent(one.heard) and one.written[1:] != one.heard[1:]:
        return "everywhere"  # "ips" → "IPS"
    if alike < (SOUNDS_ALIKE if lexicon.are_small(heard) else ALIKE):
        return None
    one_word = alone or lexicon.kind_of(letters(one.heard)) == "word"
    stands = any(find_places(after, one.heard, one.written))
    return "places" if one_word or stands or alike < SOUNDS_ALIKE else "everywhere"


def term_of(written: str) -> str:
    """The term that a written form is of, as the vocabulary of the study has it: without an English genitive."""
    return _GENITIVE.sub("", written)


def _plain(form: str) -> str:
    """A form without what is a matter of spelling only: apostrophes; capitals and the division into words count."""
    return form.replace("'", "").replace("’", "")
