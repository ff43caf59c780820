"""Letter case: sentence starts, and truecasing of text without capitals."""

import re

from ipstranscribe.languages import record, rules_for
from ipstranscribe.pseudonymize.lexicon import ambiguous_names, vocabulary, word_lists
from ipstranscribe.text.phrase_index import tokenize

_SHOUTED = re.compile(r"\b[A-ZÆØÅÄÖÉÜ]+(?:[,;:]?\s[A-ZÆØÅÄÖÉÜ]+){2,}\b")
_IN_CAPITALS = re.compile(r"\b[A-ZÆØÅÄÖÉÜ]{2,}\b")
_LETTERS, _NEAR = 2, 24
_AFTER = re.compile(r"[,.\s-]{1,2}(?P<word>\w+)")
_BEFORE = re.compile(r"(?P<word>\w+)[,.\s-]{1,2}$")
_SENTENCE_END = '.?!…:;"“«([–-'
_ASIDE = ")]"
"""The end of what a transcriber put in: at the beginning of a turn, `(laughs) Amazing`, a sentence begins after it."""
_BEGUN_BY_ASIDES = re.compile(r"(?:.{0,400}[.?!…])?(?:\s*[(\[][^()\[\]]{0,40}[)\]])+")


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, where a capital letter is no evidence of a name."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if before >= 0 and text[before] in _ASIDE and _BEGUN_BY_ASIDES.fullmatch(text, 0, before + 1):
        return True
    return before < 0 or text[before] in _SENTENCE_END or (text[before] in "'’" and not text[:before].strip())


def is_uncased(text: str) -> bool:
    """Whether a text has no capital letters (except `I`), as in raw speech recognition output."""
    return re.sub(r"\bI\b", "", text).islower()


def calmed(text: str, language: str) -> str:
    """The text with words in capitals for stress written small; length unchanged.

    A stretch of three words or more in capitals is truecased, as is text without any. A single word in capitals is
    written small if it is an ordinary one that is no name: `det var HAN som sa det`.
    """
    shouted = _SHOUTED.sub(lambda match: _same_length(match.group(), truecase(_small(match.group()), language)), text)
    return _IN_CAPITALS.sub(lambda match: _stressed(match, language), shouted)


def _stressed(match: re.Match[str], language: str) -> str:
    word = match.group()
    small = _small(word)
    names_too = word_lists.read(f"names_that_are_words_{rules_for(language)}")
    is_word = vocabulary.is_ordinary(small, language) and small not in names_too
    if (
        len(word) <= _LETTERS
        and not vocabulary.is_common(small, rules_for(language))
        and _is_beside_a_number(match, language)
    ):
        return word
    return small if is_word and small not in word_lists.read("medical_names") else word


def _is_beside_a_number(match: re.Match[str], language: str) -> bool:
    """Whether a number stands beside two capitals, which are its letters then and no word: `SK, four four one`."""
    around = (
        _AFTER.match(match.string, match.end()),
        _BEFORE.search(match.string, max(0, match.start() - _NEAR), match.start()),
    )
    numbers = record(language).numbers
    said = (*numbers.units, *numbers.teens, *numbers.tens)
    return any(one is not None and one["word"].casefold().startswith((*said, *"0123456789")) for one in around)


def _small(text: str) -> str:
    return _same_length(text, text.lower())


def _same_length(text: str, other: str) -> str:
    """`other`, or `text` where that would be longer or shorter, as for `İ`."""
    return other if len(other) == len(text) else text


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
