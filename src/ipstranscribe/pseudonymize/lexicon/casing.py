"""Letter case: sentence starts, and truecasing of text without capitals."""

import re

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.lexicon import ambiguous_names, vocabulary, word_lists
from ipstranscribe.text.phrase_index import tokenize

_SENTENCE_END = '.?!…:;"“«([–-'


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, where a capital letter is no evidence of a name."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    return before < 0 or text[before] in _SENTENCE_END


def is_uncased(text: str) -> bool:
    """Whether a text has no capital letters (except `I`), as in raw speech recognition output."""
    return re.sub(r"\bI\b", "", text).islower()


def truecase(text: str, language: str) -> str:
    """Truecasing: capitalise the likely names in a text without capitals, by lists and vocabulary; length unchanged.

    A names model that was trained on edited text needs the capitals to find names.
    """
    letters = list(text)
    for token in tokenize(text):
        first = text[token.start]
        named = _is_name(token.word, language) and not ambiguous_names.in_repeated_phrase(text, token.start)
        if len(first.upper()) == 1 and (token.word == "i" or named):
            letters[token.start] = first.upper()
    return "".join(letters)


def _is_name(word: str, language: str) -> bool:
    """Whether a word is outside the vocabulary, or an ambiguous first name, on which the model decides by context."""
    rules = rules_for(language)
    if not word.isalpha() or len(word) < 2:
        return False
    if word in word_lists.read(f"names_that_are_words_{rules}") and vocabulary.is_given_name(word):
        return True
    if rules == "en" and len(word) > 2 and not vocabulary.is_frequent(word, language):
        return True  # a rare word, which may be a name; the model must agree
    return len(word) > 2 and not vocabulary.is_ordinary(word, language)
