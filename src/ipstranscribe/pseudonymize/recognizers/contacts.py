"""Recognizers of e-mail addresses, web addresses and user names, written or spoken."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.lexicon import vocabulary
from ipstranscribe.pseudonymize.recognizers import Found

_WRITTEN_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_AT = {"en": "at|a t", "nb": "krøllalfa|krøll alfa|alfakrøll|at|a t"}
_DOT = r"(?:\s(?:dot|punktum|punkt|prikk)\s|\s?\.(?=\w))"
_MARK = r"(?:\s(?:underscore|under score|understrek|underscor|dash|hyphen|minus|bindestrek|strek)\s)"
_ENDS = (
    "no|com|org|net|se|dk|uk|eu|edu|gov|io|info|me|de|fi|us|ie|nl|fr|au|ca|nz|ch|es|it|pl|is|name|online|priv|test|"
    "example|n o|c o m"
)
_PROVIDERS = "gmail|hotmail|outlook|yahoo|icloud|protonmail"
_ONE_WORD = r"(?:,?\s(?:all\sone\sword|all\sin\sone\sword|i\sett\sord|i\seitt\sord))?"
_ANY_DOMAIN = "com|org|net|edu|gov|info|eu|se|dk|uk|de|fi|nl|fr|ca|au|nz|ch|no|io"
_NAME = r"[\w](?:[\w.-]{1,38}\w)?"
"""A user name: dots, hyphens and underscores inside it belong to it."""
_URL = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"]{{3,200}}(?<![.,;:!?)])"
    rf"|(?<![\w@./-])(?:[a-z0-9][\w-]{{0,40}}\.){{1,4}}(?:{_ANY_DOMAIN})\b(?!\.\w|[\w-])(?:/[^\s<>\",;]{{0,150}}(?<![.!?)]))?"
    r"|\b(?:www|w w w|tripple w|triple w)\s(?:dot|punktum)\s[\w-]{1,40}(?:\s(?:dot|punktum)\s[\w-]{1,40}){1,4}",
    re.IGNORECASE,
)
_MENTIONED = re.compile(rf"(?<![\w@/.])@(?P<user>{_NAME})")
_LOOKS_MADE = re.compile(r"(?<![\w@/.])(?=\w*[._]\w)[a-z][\w.]{2,38}[a-z0-9](?![\w@]|\.\w)")
"""A word with a dot or underscore inside: a user name, or two words without the space after a full stop."""
_NETWORK = r"(?:instagram|insta|snapchat|snap|facebook|tiktok|tik\stok|twitter|discord|linkedin)(?:en|et)?"
_NICK = r"@?[\w.]{3,30}(?<!\.)(?:\s(?:underscore|understrek|dot|punktum)\s[\w.]{1,30}){0,3}"
_HANDLE = re.compile(
    rf"\b(?:at|krøllalfa)\s(?P<at>{_NICK})(?=,?\s(?:on|på)\s{_NETWORK}\b)"
    rf"|\b{_NETWORK}(?:\s(?:min|mi|name|handle|navnet|namnet|brukeren))?\s(?:is|er|as|som|under|heter)\s(?P<named>{_NICK})",
    re.IGNORECASE,
)


class Emails:
    """E-mail addresses, written, spoken (`anna dot berg at example dot org`), or mixed."""

    name = "e-mail"

    def __init__(self, language: str) -> None:
        joint, word = rf"(?:{_DOT}|{_MARK})", r"[\w-]{1,40}"
        local = rf"(?<![\w'’])(?:[^\W\d_]\s){{0,8}}{word}(?:{joint}(?:[^\W\d_]\s){{0,8}}{word}){{0,5}}"
        end = rf"(?:{_DOT}(?:{_ENDS})\b)"
        domain = rf"(?:{word}(?:{joint}{word}){{0,3}}?{end}{{1,2}}|(?:{_PROVIDERS})\b)"
        self._said = re.compile(rf"{local}{_ONE_WORD}(?:,?\s(?:{_AT[language]})\s|\s?@\s?){domain}", re.IGNORECASE)
        self._hint = re.compile(rf"@|\b(?:{_AT[language]})\b", re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """All spellings; all are certain."""
        if not self._hint.search(text):
            return
        for expression in (_WRITTEN_EMAIL, self._said):
            for match in expression.finditer(text):
                yield Found(*match.span(), "email", self.name, 0.99, certain=True)


class Urls:
    """Web addresses and user names (handles)."""

    name = "url"

    def __init__(self, language: str) -> None:
        self._language = language

    def find(self, text: str) -> Iterable[Found]:
        """Web addresses with or without scheme, `@handle`, and what is told or looks like a handle.

        An ordinary word is no handle: `at home`, `yoga @home`, `på Instagram heter jeg`.
        """
        addresses = [
            m for m in _URL.finditer(text) if "/" in m.group() or not self._is_talk(m.group().rsplit(".", 1)[0])
        ]
        for match in addresses:
            yield Found(*match.span(), "url", self.name, 0.95, certain=True)
        for match in _MENTIONED.finditer(text):
            if not self._is_talk(match["user"]):
                yield Found(*match.span(), "url", self.name, 0.95, certain=True)
        for match in _LOOKS_MADE.finditer(text):
            inside = any(one.start() <= match.start() < one.end() for one in addresses)
            if not inside and not self._is_talk(match.group()):
                yield Found(*match.span(), "url", self.name, 0.9, certain=True)
        for match in _HANDLE.finditer(text):
            group = "at" if match["at"] else "named"
            if self._is_talk(match[group]):
                continue
            certain = group == "at" or bool(re.search(r"[\d_]|underscore|understrek", match[group]))
            yield Found(*match.span(group), "url", self.name, 0.9 if certain else 0.4, certain=certain)

    def _is_talk(self, written: str) -> bool:
        """Whether a would-be name consists of ordinary words alone."""
        words = re.findall(r"[^\W_]+", written)
        return all(word.isalpha() and vocabulary.is_ordinary(word, self._language) for word in words)
