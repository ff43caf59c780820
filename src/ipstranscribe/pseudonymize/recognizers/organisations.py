"""Employers, schools, clubs and papers by the word that says what they are: `Kvistelund kindergarten`, `NAV Moss`."""

import re
from collections.abc import Iterable, Iterator

from ipstranscribe.forms import Token, tokens_of
from ipstranscribe.pseudonymize import casing, lexicon, places, word_lists
from ipstranscribe.pseudonymize.recognizers import Found

_MOST_WORDS = 3  # of the name before the telling word
_JOINING = frozenset({"&", "and", "og", "of", "for", "the", "i", "på"})
_WORD_OR_AND = re.compile(r"[^\W_]+|&")


class Organisations:
    """Names before a telling word (`… school`, `… sykehjem`), after one (`museet i …`), and offices of NAV."""

    name = "organisation"

    def __init__(self, language: str) -> None:
        self._language = language
        self._telling = word_lists.read(f"telling_words_{language}")
        self._left_alone = word_lists.not_names(language) | word_lists.titles()
        heads = "|".join(sorted(word_lists.read("telling_words_definite"), key=len, reverse=True))
        self._in_place = re.compile(rf"\b(?:{heads})\s(?:i|på|in|of|at)\s(?=\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Certain where the name has a capital, suggested where it is only no ordinary word."""
        uncased = casing.is_uncased(text)
        tokens = tokens_of(text)
        for number, token in enumerate(tokens):
            if token.word in self._telling:
                start = self._name_before(text, tokens, number, uncased)
                if start is not None:
                    yield self._found(text, start, token.end, uncased)
            elif token.word == "nav" and number + 1 < len(tokens) and self._is_name(text, tokens[number + 1], uncased):
                yield self._found(text, token.start, tokens[number + 1].end, uncased)
        yield from self._in_places(text, uncased)

    def _name_before(self, text: str, tokens: list[Token], number: int, uncased: bool) -> int | None:
        """Where the name begins that ends right before the telling word; None if there is none."""
        start = None
        for token in reversed(tokens[max(0, number - _MOST_WORDS) : number]):
            between = text[token.end : tokens[number].start if start is None else start]
            if between not in (" ", "-", " & "):
                break
            if self._is_name(text, token, uncased):
                start = token.start
            elif token.word not in _JOINING or start is None or uncased:
                break
        return start

    def _is_name(self, text: str, token: Token, uncased: bool) -> bool:
        if token.word in self._left_alone or len(token.word) < 2:
            return False
        strange = not lexicon.is_ordinary(token.word, self._language)
        if uncased:
            return strange or (token.word in places.names() and len(token.word) > 3 and not self._is_frequent(token))
        capital = text[token.start].isupper()
        return capital and (strange or not casing.starts_sentence(text, token.start))

    def _is_frequent(self, token: Token) -> bool:
        return lexicon.is_frequent(token.word, self._language)

    def _in_places(self, text: str, uncased: bool) -> Iterator[Found]:
        """`museet i Lierdalen`: what is known by its place."""
        for match in self._in_place.finditer(text):
            words = [m for m in _WORD_OR_AND.finditer(text, match.end(), match.end() + 40)][:2]
            named = []
            for word in words:
                token = Token(word.group().casefold(), *word.span())
                if not self._is_name(text, token, uncased) or (named and text[named[-1].end : token.start] != " "):
                    break
                named.append(token)
            if named:
                yield self._found(text, match.start(), named[-1].end, uncased)

    def _found(self, text: str, start: int, end: int, uncased: bool) -> Found:
        certain = not uncased
        return Found(start, end, "organisation", self.name, 0.8 if certain else 0.5, certain=certain)
