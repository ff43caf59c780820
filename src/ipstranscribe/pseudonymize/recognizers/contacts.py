"""Recognizers of e-mail addresses, web addresses and user names, written or spoken."""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.handles import Handles

_WRITTEN_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_AT = {"en": "at|a t", "nb": "krøllalfa|krøll alfa|alfakrøll|at|a t"}
_DOT = r"(?:\sdot\s|,?\s(?:punktum|punkt|prikk),?\s|\s?\.(?=\w))"
_MARK = r"(?:\s(?:underscore|under score|understrek|underscor|dash|hyphen|minus|bindestrek|strek)\s)"
_ENDS = (
    "no|com|org|net|se|dk|uk|eu|edu|gov|io|info|me|de|fi|us|ie|nl|fr|au|ca|nz|ch|es|it|pl|is|name|online|priv|test|"
    "example|n o|c o m"
)
_PROVIDERS = "gmail|hotmail|outlook|yahoo|icloud|protonmail"
_ONES = "one|two|three|four|five|six|seven|eight|nine|en|to|tre|fire|fem|seks|sju|syv|åtte|ni"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti"
_NUMBER_BEHIND = rf"(?:\s(?:\d{{1,4}}|(?:{_TENS})(?:[\s-]?(?:{_ONES}))?|(?:{_ONES})(?:\s(?:{_ONES})){{1,3}}))?"
"""A number at the end of a user name: `hanna dot moe forty-six`."""
_ONE_WORD = (
    r"(?:,?\s(?:(?:that['’]?s\s|all\s){0,2}(?:in\s)?(?:one\sword|spelled\sout|lower\s?case|small\sletters|together)|"
    r"i\sett\sord|i\seitt\sord|"
    r"alt\si\sett|med\ssmå\sbokstaver))?"
)
_TOLD_TO = (
    r"(?:it|its|it['’]s|is|are|to|on|use|er|til|på|blir|mail|e-?mail|address|adressen|e-?posten?|at|and|og|or|eller|"
    r"the|my|me|i|that|so)"
)
_SEVERAL_BEFORE = re.compile(
    rf"\b(?:it['’]?s|is|to|er|til|på|e-?mail|address|adressen)\s(?P<words>(?:(?!{_TOLD_TO}\s)[^\W\d_]+\s){{1,3}})$",
    re.IGNORECASE,
)
"""Words between what announces an address and its last one: `it's car tick dot r at …`, as a recognizer hears a name."""
_UNDERSCORED = re.compile(
    r"(?<![\w@.])(?:at\s)?[^\W_]+(?:\s(?:underscore|under\sscore|understrek)\s[^\W_]+){1,4}|"
    r"\bat(?:\s(?!the\b|an?\b)[^\W\d_]{2,}){1,4}?(?=,?\sall\s(?:in\s)?one\sword\b)",
    re.IGNORECASE,
)
"""A user name as it is said: `at north underscore wind`, `at north wind all one word`."""
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
_SAID_URL = re.compile(
    rf"(?<![\w@./-])(?P<words>(?:[\w-]{{1,30}}\s(?:and|og|dash|hyphen|strek|bindestrek)\s){{0,3}}[\w-]{{2,40}}"
    rf"(?:\s(?:dot|punktum|punkt|prikk)\s[\w-]{{1,40}}){{0,3}}?)(?:\s(?:dot|punktum|punkt|prikk)\s(?:{_ENDS}|co)\b){{1,2}}",
    re.IGNORECASE,
)
"""A web address as it is said: `fern and moss dot co dot uk`."""
_SPOKEN_DOT = re.compile(r"\s(?:dot|punktum|punkt|prikk)\s", re.IGNORECASE)
_NO_LOCAL = re.compile(
    r"(?:(?:i|we|you|they|jeg|vi)\s)?(?:blog|write|look|looked|find|found|shop|read|order|sell|see|live|online|is|are|was|"
    r"am|page|site|"
    r"website|blogger|skriver|ligger|selger|handler|leser)",
    re.IGNORECASE,
)
_SAID_PLACE = re.compile(r"^(?:\w+\s)?\w+\sat\s", re.IGNORECASE)
"""Words before `at` and a web address, where it is no e-mail address: `I blog at fernmoss dot com`."""
_RUN_TOGETHER = re.compile(
    rf"(?<![\w@./-])[a-z][\w.+-]{{1,40}}?(?:at|krøllalfa|alfakrøll)[a-z0-9][\w-]{{1,40}}(?:\.(?:{_ENDS}|co|ac))+(?![\w-])",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(?<![\w.@-])(?P<word>[^\W\d_]{2,20})\s$")
_MAIL_NEAR = re.compile(
    r"\b(?:e-?\s?mail\w*|mail\w*|e-?posten?\w*|epost\w*|adress\w*|write\sto|skriv\stil)\b[^.?!]{0,40}$", re.IGNORECASE
)
_MAIL_WORD = re.compile(r"e?-?(?:mail|post)\w*|\w*adress\w*", re.IGNORECASE)
_ON_PROVIDER = re.compile(rf"(?<![\w@.-])(?P<local>[\w.-]{{3,40}})\s(?:på|at|hos)\s(?:{_PROVIDERS})\b", re.IGNORECASE)


class Emails:
    """E-mail addresses, written, spoken (`anna dot berg at example dot org`), or mixed."""

    name = "e-mail"

    def __init__(self, language: str) -> None:
        self._language = language
        joint, word = rf"(?:{_DOT}|{_MARK})", r"[\w-]{1,40}"
        local = rf"(?<![\w'’])(?:[^\W\d_]\s){{0,8}}{word}(?:{joint}(?:[^\W\d_]\s){{0,8}}{word}){{0,5}}"
        end = rf"(?:(?:{_DOT}(?:co|ac|nhs|sch)(?={_DOT}))?{_DOT}(?:{_ENDS})\b)"
        domain = rf"(?:{word}(?:{joint}{word}){{0,3}}?{end}{{1,2}}|(?:{_PROVIDERS})\b(?!{_DOT}))"
        self._said = re.compile(
            rf"{local}{_NUMBER_BEHIND}{_ONE_WORD}(?:,?\s(?:{_AT[patterns_of(language)]}),?\s|\s?@\s?){domain}",
            re.IGNORECASE,
        )
        self._hint = re.compile(rf"@|\b(?:{_AT[patterns_of(language)]})\b|at\w*\.|krøll|{_PROVIDERS}", re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """All spellings; all are certain."""
        if not self._hint.search(text):
            return
        for expression in (_WRITTEN_EMAIL, self._said):
            for match in expression.finditer(text):
                if not (_NO_LOCAL.match(match.group()) and _SAID_PLACE.search(match.group())):
                    start = self._with_first_name(text, match.start())
                    yield Found(start, match.end(), "email", self.name, 0.99, certain=True)
        for match in _RUN_TOGETHER.finditer(text):
            if _MAIL_NEAR.search(text, max(0, match.start() - 60), match.start()):
                yield Found(*match.span(), "email", self.name, 0.95, certain=True)
        for match in _ON_PROVIDER.finditer(text):
            if not vocabulary.is_ordinary(match["local"], self._language):
                yield Found(*match.span(), "email", self.name, 0.8, certain=True)

    def _with_first_name(self, text: str, start: int) -> int:
        """The start with the name before the last word of an address: `jo hadley at yahoo dot com`."""
        several = _SEVERAL_BEFORE.search(text, max(0, start - 60), start)
        if several:  # `it's just jo hadley at …`: from the first of its words that is none of grammar
            words = re.finditer(r"\S+", several["words"])
            own = next((word.start() for word in words if not self._is_small(word.group())), None)
            return start if own is None else several.start("words") + own
        before = _WORD_BEFORE.search(text, max(0, start - 30), start)
        return before.start("word") if before and self._is_name(before["word"]) else start

    def _is_name(self, word: str) -> bool:
        """Whether the word before an address can be part of it: `til`, a name somewhere, is not."""
        if self._is_small(word):
            return False
        if vocabulary.is_given_name(word) and word.casefold() in self._names_too():
            return True
        if vocabulary.is_frequent(word, self._language) or _MAIL_WORD.fullmatch(word):
            return False
        return vocabulary.is_given_name(word) or not vocabulary.is_ordinary(word, self._language)

    def _is_small(self, word: str) -> bool:
        low, small = word.casefold(), word_lists.read(f"function_words_{rules_for(self._language)}")
        return (low in small and low not in self._names_too()) or re.fullmatch(_TOLD_TO, low) is not None

    def _names_too(self) -> frozenset[str]:
        return word_lists.read(f"names_that_are_words_{rules_for(self._language)}")


class Urls:
    """Web addresses and user names (handles)."""

    name = "url"

    def __init__(self, language: str) -> None:
        self._language = language
        self._handles = Handles(language)

    def find(self, text: str) -> Iterable[Found]:
        """Web addresses with or without scheme, `@handle`, and what is told or looks like a handle.

        An ordinary word is no handle: `at home`, `yoga @home`, `på Instagram heter jeg`.
        """
        addresses = [
            m for m in _URL.finditer(text) if "/" in m.group() or not self._is_frequent(m.group().rsplit(".", 1)[0])
        ]
        for match in addresses:
            yield Found(*match.span(), "url", self.name, 0.95, certain=True)
        yield from self._said(text)
        for match in _MENTIONED.finditer(text):
            if not self._is_talk(match["user"]):
                yield Found(*match.span(), "url", self.name, 0.95, certain=True)
        for match in _LOOKS_MADE.finditer(text):
            inside = any(one.start() <= match.start() < one.end() for one in addresses)
            if not inside and not self._is_talk(match.group()):
                yield Found(*match.span(), "url", self.name, 0.9, certain=True)
        for start, end, certain in self._handles.find(text):
            yield Found(start, end, "url", self.name, 0.9 if certain else 0.4, certain=certain)

    def _said(self, text: str) -> Iterable[Found]:
        """Addresses and user names as they are said: `fern and moss dot co dot uk`, `at north underscore wind`."""
        if _SPOKEN_DOT.search(text):
            for match in _SAID_URL.finditer(text):
                if not self._is_frequent(match["words"]):
                    yield Found(*match.span(), "url", self.name, 0.9, certain=True)
        if "under" in text or "one word" in text:
            for match in _UNDERSCORED.finditer(text):
                yield Found(*match.span(), "url", self.name, 0.95, certain=True)

    def _is_frequent(self, written: str) -> bool:
        """Whether a would-be web address is frequent words alone: the space after a full stop may be missing."""
        words = [word for word in re.findall(r"[^\W_]+", written) if word not in ("dot", "punktum", "and", "og")]
        return all(word.isalpha() and vocabulary.is_frequent(word, self._language) for word in words)

    def _is_talk(self, written: str) -> bool:
        """Whether a would-be name consists of ordinary words alone."""
        words = re.findall(r"[^\W_]+", written)
        return all(word.isalpha() and vocabulary.is_ordinary(word, self._language) for word in words)
