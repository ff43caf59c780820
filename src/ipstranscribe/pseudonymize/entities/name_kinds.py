"""Classification of found names by gazetteers and vocabulary: person or place, certain or not.

A small language model takes `Agnieszka` for a town and misses `Kvistebo`; lists of names and a vocabulary correct that.
"""

import re
from dataclasses import replace

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.lexicon import casing, places, public_names, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from ipstranscribe.text.phrase_index import words_of

_NEXT_WORD = re.compile(r"(?P<genitive>['’]?s|['’](?=\s))?\s(?P<word>[^\W\d_]+)(?:\s(?P<then>[^\W\d_]+))?")
_CALLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|doctor|prof|professor|nurse|sister|herr|fru|frøken|doktor|overlege|called|named|heter|heiter|hette|kalt)\.?\s$",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?<![\w'’])(?P<letter>[B-HJ-ZÆØ]|[b-hj-zæø](?=[,\s]))(?:\s|,\s)(?:as\sin|like\sin|like|for|som\si|som)\s$"
    r"|(?<![\w'’])(?P<vowel>[AaIi])(?:\s|,\s)(?:as\sin|like\sin|som\si)\s$"
)
_LAWS = frozenset({"law", "laws", "lov", "loven"})
_OF_LAWYERS = frozenset({"firm", "firms", "degree", "school", "student", "office", "course", "exam", "books", "practice"})
_NEAR = 24  # characters before a name that say what it is
_CODE = re.compile(r"(?<!\w)[A-Z]{1,4}-?\d{1,3}(?:[.-][A-Z]?\d{1,2}[A-Z]?){0,3}(?!\w)")
"""Codes of diagnoses, vertebrae, vitamins, questionnaires: letters and at most three digits, with parts."""
_LONGEST_CODE = 24  # characters
_LONGEST_PERSON = 3  # words of a find that is a person because it begins with a given name


def classify(found: Found, text: str, language: str) -> Found:
    """Classify `found` by the lists; it is certain if its words are names or outside the vocabulary, and not well known."""
    if found.category not in NAMES:
        return found
    if _public(text, found.char_start, found.char_end) and found.found_by != Organisations.name:
        return replace(found, certain=False)
    if found.certain and found.category == "organisation":
        return found
    if found.found_by == NamesInTalk.name:  # it has seen the lists, and the words around
        return found
    written = text[found.char_start : found.char_end]
    words = words_of(written)
    category = _category(found.category, words)
    certain = found.certain or _is_name(found, text, words, language)
    return replace(found, category=category, certain=certain, confidence=max(found.confidence, 0.7 if certain else 0))


def names_a_thing(found: Found, text: str) -> bool:
    """Whether a found name is that of a disease, drug, method, scale or code, or one that everybody knows.

    `Crohns sykdom`, `HADS`, `M79.7`; `Murphy's law`, `Tom, Dick and Harry`, `C as in Charlie`.
    """
    if found.category not in NAMES or found.found_by == Organisations.name:
        return False
    start, end = found.char_start, found.char_end
    written = text[start:end]
    known = word_lists.read("medical_names")
    whole = written.casefold()
    if whole in known or all(_without_genitive(word, known) in known for word in re.split(r"[\s-]+", whole)):
        return True
    if _in_code(text, start, end) or _is_eponym(text, start, end) or _spells_a_letter(text, start):
        return True
    public = _public(text, start, end)
    return bool(public and not public.doubtful)


def is_part_of_public(found: Found, text: str) -> bool:
    """Whether a known name stands inside a longer one that everybody knows: the `Bill` of `the Farm Bill`."""
    if found.category not in NAMES:
        return False
    public = _public(text, found.char_start, found.char_end)
    return bool(public and not public.doubtful and public.end - public.start > found.char_end - found.char_start + 2)


def _public(text: str, start: int, end: int) -> public_names.PublicName | None:
    """The known name that a find lies in, unless what stands before says that somebody here is called so."""
    public = public_names.covering(text, start, end)
    return None if public and _CALLED.search(text, max(0, public.start - _NEAR), public.start) else public


def _is_eponym(text: str, start: int, end: int) -> bool:
    """Whether a word for a disease, sign or law follows; what anybody may have counts only where nobody has it."""
    after = _NEXT_WORD.match(text, end)
    head = after["word"].casefold() if after else ""
    if not after or head not in word_lists.read("words_after_an_eponym"):
        return False
    if head in _LAWS:
        return (after["then"] or "").casefold() not in _OF_LAWYERS
    bare = re.sub(r"['’]?s$", "", text[start:end].casefold())
    has = bool(after["genitive"]) or bare != text[start:end].casefold()
    return not (has and vocabulary.is_given_name(bare) and head in word_lists.read("words_after_anybody"))


def _spells_a_letter(text: str, start: int) -> bool:
    """Whether a name only says which letter is meant: `C as in Charlie`, `K som i Karin`."""
    told = _LETTER.search(text, max(0, start - _NEAR), start)
    return bool(told and (told["letter"] or told["vowel"]).casefold() == text[start].casefold())


def is_small_word(found: Found, text: str, language: str) -> bool:
    """Whether a found name is made of small words of dialect: `Hain`, `Dein` at the beginning of a sentence."""
    if found.category not in NAMES:
        return False
    words, small = words_of(text[found.char_start : found.char_end]), vocabulary.dialect_words(rules_for(language))
    names = (vocabulary.given_names(), vocabulary.surnames())
    return bool(words) and all(word in small and not any(word in known for known in names) for word in words)


def _in_code(text: str, start: int, end: int) -> bool:
    codes = _CODE.finditer(text, max(0, start - _LONGEST_CODE), end + _LONGEST_CODE)
    return any(code.start() <= start and end <= code.end() for code in codes)


def _without_genitive(word: str, known: frozenset[str]) -> str:
    bare = re.sub(r"['’]s?$", "", word)
    return bare.removesuffix("s") if bare not in known else bare


def _category(said: Category, words: tuple[str, ...]) -> Category:
    """`person` for a given name that is not a place, `place` for a place that is not a given name, else `said`."""
    given = vocabulary.is_given_name(words[0]) if words else False
    place = " ".join(words) in places.names()
    if given and not place and (len(words) == 1 or (len(words) <= _LONGEST_PERSON and said != "organisation")):
        return "person"
    return "place" if place and not given else said


def _is_name(found: Found, text: str, words: tuple[str, ...], language: str) -> bool:
    """Whether the form alone shows that it is a name: a capital inside a sentence, and a word outside the vocabulary."""
    harmless = vocabulary.non_identifying(language)
    strange = [w for w in words if not vocabulary.is_ordinary(w, language) and w not in harmless and not w.isdigit()]
    capital = text[found.char_start].isupper() and not casing.starts_sentence(text, found.char_start)
    if capital:
        listed = any(vocabulary.is_given_name(w) for w in words)
        return bool(strange) or (listed and words[0] not in harmless)
    return bool(strange) and any(vocabulary.is_given_name(w) or w in vocabulary.surnames() for w in strange)
