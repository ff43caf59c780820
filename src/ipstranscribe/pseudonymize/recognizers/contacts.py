"""Recognizers of e-mail addresses, web addresses and user names, written or spoken."""

import re
from collections.abc import Iterable

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
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{3,200}|(?<![\w@])@\w{3,30}"
    r"|\b(?:www|w w w|tripple w|triple w)\s(?:dot|punktum)\s[\w-]{1,40}(?:\s(?:dot|punktum)\s[\w-]{1,40}){1,4}",
    re.IGNORECASE,
)
_NETWORK = r"(?:instagram|insta|snapchat|snap|facebook|tiktok|tik\stok|twitter|discord|linkedin)(?:en|et)?"
_NICK = r"@?[\w.]{3,30}(?:\s(?:underscore|understrek|dot|punktum)\s[\w.]{1,30}){0,3}"
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

    def find(self, text: str) -> Iterable[Found]:
        """Addresses with a scheme or `www`, `@handle`, and what is named as a handle (certain if no word looks so)."""
        for match in _URL.finditer(text):
            yield Found(*match.span(), "url", self.name, 0.95, certain=True)
        for match in _HANDLE.finditer(text):
            group = "at" if match["at"] else "named"
            certain = group == "at" or bool(re.search(r"[\d_]|underscore|understrek", match[group]))
            yield Found(*match.span(group), "url", self.name, 0.9 if certain else 0.4, certain=certain)
