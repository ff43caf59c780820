"""Capital letters: where a sentence starts, and what text without them would look like with them."""

import re

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.lexicon import ambiguous_names, vocabulary, word_lists
from ipstranscribe.text.phrase_index import tokenize

_SENTENCE_END = '.?!…:;"“«([–-'


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, where a capital letter says nothing."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    return before < 0 or text[before] in _SENTENCE_END


def is_uncased(text: str) -> bool:
    """Whether a text has no capital letters (but for `I`), as raw speech recognition writes."""
    return re.sub(r"\bI\b", "", text).islower()


def truecase(text: str, language: str) -> str:
    """A text without capitals with those that names would have, as far as lists and vocabulary tell; length unchanged.

    A language model that learnt names from well-written text finds them again by their capitals.
    """
    letters = list(text)
    for token in tokenize(text):
        first = text[token.start]
        named = _is_name(token.word, language) and not ambiguous_names.in_repeated_phrase(text, token.start)
        if len(first.upper()) == 1 and (token.word == "i" or named):
            letters[token.start] = first.upper()
    return "".join(letters)


def _is_name(word: str, language: str) -> bool:
    """In no vocabulary, or a first name that is: the model decides by what stands around it."""
    rules = rules_for(language)
    if not word.isalpha() or len(word) < 2:
        return False
    if word in word_lists.read(f"names_that_are_words_{rules}") and vocabulary.is_given_name(word):
        return True
    if rules == "en" and len(word) > 2 and not vocabulary.is_frequent(word, language):
        return True  # a rare word, which may be a name; the model has to see one too
    return len(word) > 2 and not vocabulary.is_ordinary(word, language)
