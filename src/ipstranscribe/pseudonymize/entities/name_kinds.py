"""Classification of found names by gazetteers and vocabulary: person or place, certain or not.

A small language model takes `Agnieszka` for a town and misses `Kvistebo`; lists of names and a vocabulary correct that.
"""

from dataclasses import replace

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.entities import no_names
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.lexicon import casing, places, vocabulary
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.text.phrase_index import words_of

_LONGEST_PERSON = 3  # words of a find that is a person because it begins with a given name


def classify(found: Found, text: str, language: str) -> Found:
    """Classify `found` by the lists; it is certain if its words are names or outside the vocabulary, and no doubt remains."""
    if found.category not in NAMES:
        return found
    if no_names.is_doubtful(found, text):
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
