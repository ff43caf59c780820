"""Kinds by evidence: a name found as a person here and as a place there is one of them, by the words around all its mentions.

Titles, kin and verbs of speech speak for a person; `bodde i` and `lived in` for a place; a company's suffix and `worked at`
for an organisation; lists of names for what they list.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.lexicon import places, vocabulary
from ipstranscribe.text.phrase_index import words_of

_Signs = dict[Category, tuple[tuple[int, re.Pattern[str]], ...]]


def _signs(*told: tuple[int, str]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((weight, re.compile(pattern, re.IGNORECASE)) for weight, pattern in told)


_BEFORE: dict[str, _Signs] = {
    "en": {
        "person": _signs(
            (4, r"\b(?:mr|mister|mrs|missus|ms|miss|dr|doctor|prof|professor|nurse|auntie|uncle|aunt)\.?\s$"),
            (3, r"\b(?:my|his|her|our|your)\s(?:[a-z]+\s)?(?:sister|brother|mother|father|son|daughter|wife|husband|friend|"
                r"boss|partner|cousin|aunt|uncle|neighbour|colleague|mum|dad),?\s$"),
            (3, r"\b(?:named|called)\s$"),
            (2, r"\b(?:told|asked|met|married|thanked|rang|phoned|called)\s$"),
        ),
        "place": _signs(
            (3, r"\b(?:live[sd]?|living|born|grew up|moved|stay(?:ed|ing)?|house|cabin|village|town)\s(?:\w+\s)?(?:in|to|"
                r"from|near|outside|at)\s$"),
            (2, r"\b(?:drove|went|travelled|flew|moved|bus|train|road)\s(?:\w+\s)?(?:to|from|through|near|into)\s$"),
            (1, r"\b(?:in|near|outside|through)\s$"),
        ),
        "organisation": _signs(
            (3, r"\b(?:work(?:s|ed|ing)?|job|employed|hired|position|shift|started|manager|boss)\s(?:\w+\s)?"
                r"(?:at|for|by|with)\s$"),
            (1, r"\b(?:at|for)\s$"),
        ),
    },
    "nb": {
        "person": _signs(
            (4, r"\b(?:herr|hr\.?|fru|frk\.?|frøken|dr\.?|doktor|mr\.?|mrs\.?|overlege|onkel|tante|søster|lege)\s$"),
            (3, r"\b(?:søsteren|søstera|broren|moren|mora|faren|sønnen|dattera|datteren|kona|mannen|venninna|kompisen|sjefen|"
                r"samboeren|naboen|kollegaen)\s(?:min|mi|vår|hans|hennes),?\s$"),
            (3, r"\b(?:heter|heiter|hete)\s$"),
            (2, r"\b(?:ringte|møtte|traff|spurte|snakket med|snakka med|giftet meg med)\s(?:til\s)?$"),
        ),
        "place": _signs(
            (3, r"\b(?:bo|bor|bodde|budde|flyttet|flytta|født|fødd|oppvokst|vokste opp|hytte|hytta|gård|bygda|"
                r"byen)\s(?:\w+\s)?(?:i|på|til|fra|frå|ved|utenfor)\s$"),
            (2, r"\b(?:kjørte|dro|reiste|køyrde|flyttet|bussen|toget|veien)\s(?:\w+\s)?(?:til|fra|frå|gjennom|mot)\s$"),
            (1, r"\b(?:i|fra|frå|utenfor|gjennom)\s$"),
        ),
        "organisation": _signs(
            (3, r"\b(?:jobb(?:er|et|a)?|arbeid(?:er|et|de)?|ansatt|jobben|stilling|vakt|begynte|"
                r"sjef(?:en)?|leder(?:en)?)\s(?:\w+\s)?(?:i|på|hos|for|ved)\s$"),
            (1, r"\b(?:hos)\s$"),
        ),
    },
}  # fmt: skip
_AFTER: dict[str, _Signs] = {
    "en": {
        "person": _signs(
            (
                2,
                r"\s(?:said|says|told|asked|called|rang|phoned|thinks|thought|laughed|cried|helped|drove|smiled|died|knows|knew)\b",
            ),
            (2, r",\s(?:he|she|who|my)\b"),
        ),
        "organisation": _signs((4, r",?\s(?:ltd|inc|plc|llc|limited|gmbh|group|corp)\b")),
    },
    "nb": {
        "person": _signs(
            (
                2,
                r"\s(?:sa|sier|fortalte|spurte|ringte|ringer|tenkte|lo|gråt|hjalp|kjørte|smilte|døde|vet|mente|sa'|synes|syntes)\b",
            ),
            (2, r",\s(?:han|hun|ho|som)\b"),
        ),
        "organisation": _signs((4, r"\s(?-i:AS|ASA|ANS|DA|SA|BA|AB|A/S|Ltd|GmbH)\b")),
    },
}
_SUFFIX = re.compile(r"\b(?:AS|ASA|ANS|Ltd|Inc|GmbH|plc|LLC|Limited)\.?$")
_FEWEST = 3
"""Evidence for another kind, from which it counts more than what a recognizer took the name for."""
_REACH = 60


def by_evidence(found: Iterable[Mention], turns: Iterable[SearchedTurn], listed: frozenset[str]) -> list[Mention]:
    """The finds with the kind that the words around all mentions of a name in its interview speak for.

    `listed` are the casefolded forms of the tables, whose kind is known. Where the evidence is equal or weak, the
    recognizers keep their word.
    """
    language = {turn.interview: rules_for(turn.language) for turn in turns}
    mentions = list(found)
    groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.found.category in NAMES:
            groups[mention.interview, _name(mention)].append(mention)
    kinds = {
        (interview, name): kind
        for (interview, name), of_it in groups.items()
        if name not in listed and (kind := _kind(of_it, language[interview]))
    }
    return [_as(m, kinds.get((m.interview, _name(m)))) if m.found.category in NAMES else m for m in mentions]


def _name(mention: Mention) -> str:
    return " ".join(words_of(mention.written))


def _as(mention: Mention, kind: Category | None) -> Mention:
    if kind is None or kind == mention.found.category:
        return mention
    return replace(mention, found=replace(mention.found, category=kind))


def _kind(mentions: list[Mention], rules: str) -> Category | None:
    """The kind of a name; None if nothing speaks clearly for one."""
    told: Counter[Category] = Counter()
    for mention in mentions:
        text, found = mention.turn.text, mention.found
        before = text[max(0, found.char_start - _REACH) : found.char_start]
        for kind, signs in _BEFORE[patterns_of(rules)].items():
            told[kind] += max((weight for weight, sign in signs if sign.search(before)), default=0)
        for kind, signs in _AFTER[patterns_of(rules)].items():
            told[kind] += max((weight for weight, sign in signs if sign.match(text, found.char_end)), default=0)
    words = words_of(mentions[0].written)
    told["person"] += 2 * vocabulary.is_given_name(words[0])
    told["place"] += 2 * (" ".join(words) in places.names())
    told["organisation"] += 4 * bool(_SUFFIX.search(mentions[0].written))
    (first, most), *others = told.most_common()
    kept = {m.found.category for m in mentions}
    second = max((count for _, count in others), default=0)
    if most <= second:
        return None
    return first if most >= _FEWEST or len(kept) > 1 else None
