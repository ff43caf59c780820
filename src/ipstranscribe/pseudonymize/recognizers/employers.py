"""Employers named in talk without a word for their kind: `I'm a cook at X`, `my boss at X`, `jeg har vært hos X i ti år`."""

import re
from collections.abc import Iterator

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists

_CAPITAL = r"[A-ZÆØÅÄÖÉÜ]"
_REST = r"[\w'’&-]{0,40}"  # bounded: a page of hyphens would be looked through from each of them
_NAME = rf"{_CAPITAL}{_REST}(?:\s(?:(?:&|and|og|of|av)\s)?{_CAPITAL}{_REST}){{0,3}}"
_SMALL = r"[a-zæøå][a-zæøå-]{3,40}"
_DOWN = (
    r"(?:(?:down|over|up|out|in|back|here|there|mostly|just|then|also|nede|oppe|borte|inne|ute|der|bare|også)\s){0,2}"
)
_PLANT = (
    r"plant|factory|mill|works|branch|shop|store|yard|site|office|depot|warehouse|refinery|mine|shipyard|call"
    r"\scent(?:re|er)"
)
_WHERE = {
    "en": (
        rf"\b(?:boss|manager|supervisor|colleagues?|co-?workers?|job|jobs|shifts?|team|position|post|role|career|contract|apprenticeship|"
        rf"internship|placement|training|interview|offer|years|months|people|everyone|everybody|friends?)\s{_DOWN}(?P<sure>at|with)\s(?:the\s)?",
        rf"\b(?:teach(?:es|ing)?|taught|clean(?:s|ed|ing)?|cook(?:s|ed|ing)?|volunteer(?:s|ed|ing)?|lectur(?:e|ed|ing)|intern(?:ed)?|"
        rf"apprentic\w+|temp(?:ed|ing)?|guard(?:ed)?|drive|drove|driving|deliver(?:ed|ing)?|sew(?:ed)?|code|program)\s{_DOWN}"
        rf"(?P<sure>at|for)\s(?:the\s)?",
        r"\b(?:I['’]m|I\sam|I\swas|he['’]s|she['’]s|he\sis|she\sis|he\swas|she\swas|been|as)\s(?:an?|the)\s(?:[\w-]+\s){1,3}"
        rf"{_DOWN}(?P<sure>at|for|with)\s(?:the\s)?",
        r"\b(?:I['’]ve|I\shave|I['’]d|he['’]s|she['’]s|has|had)\sbeen\s(?P<sure>with)\s(?:the\s)?",
        r"\b(?:hired|employed|laid\soff|let\sgo|fired|sacked|recruited|headhunted|made\sredundant|taken\son)\s(?:by|from|at)\s(?:the\s)?",
        rf"\b(?:work(?:s|ed|ing)?|job)\s{_DOWN}(?P<sure>at|for|in|with)\s(?:the\s)?",
        r"\b(?:employer|firm|company|workplace|business|agency|start-?up)(?:['’]s|,|\sis|\swas)?\s(?:called|named)\s",
        r"\bmy\s(?:last\s|old\s|former\s|new\s|current\s)?(?:employer|company|firm|workplace)(?:,|\sis|\swas)\s",
        rf"\b(?:run|own|owned|founded|manage|managed)\s(?={_NAME},\s(?:the|a|an|our|my)\s(?-i:[a-z]))",
    ),
    "nb": (
        rf"\b(?:sjefen|lederen|leiaren|kollega\w*|teamet|vakta|vaktene|stillingen|jobben|jobb|praksis\w*|lærling\w*|kontrakt\w*|lære|"
        rf"folka|folkene|sommerjobb|deltid)(?:\smin|\smi|\smine)?\s{_DOWN}(?P<sure>på|hos|i|ved)\s",
        rf"\b(?:kjører|kjørte|vasker|vaska|vasket|underviser|underviste|vikarierer|vikarierte|kokkelerer|leverer|leverte|rydder|selger|"
        rf"solgte|sveiser|sveisa|syr|sydde|maler|malte)\s{_DOWN}(?P<sure>for|på|hos|ved)\s",
        r"\b(?:jeg|eg|han|hun|ho|mannen|kona|som)\s(?:er|var|ble|har\svært|har\svore)\s(?:en\s|ei\s|ein\s)?[a-zæøå-]{3,30}\s"
        rf"{_DOWN}(?P<sure>på|hos|i|ved)\s",
        r"\b(?:har|hadde)\s(?:vært|vore|jobba|jobbet|arbeidd)\s(?P<sure>hos|på|i)\s",
        rf"\b(?:jobb\w*|arbeid\w*|ansatt|tilsett|hyra|sparken|oppsagt|permittert)\s{_DOWN}(?P<sure>på|hos|i|ved|for|fra|av)\s",
        r"\b(?:firmaet|bedriften|arbeidsplassen|arbeidsplass|butikken|selskapet|arbeidsgiveren?|arbeidsgjevaren?|kafeen|byrået)"
        r"(?:\smin|\svår)?(?:,|\ser|\svar)?\s(?:heter|heiter|hette|het|kalt)\s",
        r"\b(?:arbeidsgiveren?|arbeidsgjevaren?|firmaet|bedriften)(?:\smin|\smitt|\svår|\svårt)(?:,|\ser|\svar)\s",
        rf"\b(?:driver|drev|eier|eide|starta|startet)\s(?={_NAME},\s(?-i:[a-zæøå]))",
    ),
}
_WORKED_THERE = {
    "en": (
        rf"\b(?i:the)\s(?P<name>{_NAME}|{_SMALL})\s(?:(?:{_PLANT})\s)?(?:where|that)\s(?:I|he|she|we)\s(?:once\s|first\s|used\sto\s)?work(?:ed|s)?\b",
        rf"\b(?:at|for)\sthe\s(?P<name>{_NAME}|{_SMALL})\s(?:{_PLANT})\b",
        rf"\b(?P<name>{_NAME}),?\swhere\s(?:I|he|she|we)\s(?:once\s|first\s|used\sto\s)?work(?:ed|s)?\b",
    ),
    "nb": (
        rf"\b(?P<name>{_NAME}),?\s(?:der|hvor|kor)\s(?:jeg|eg|han|hun|ho|vi)\s(?:jobb\w*|arbeid\w*)\b",
        rf"\b(?:i|på|hos)\s(?P<name>{_SMALL})\s(?:der|hvor|kor)\s(?:jeg|eg|han|hun|ho|vi)\s(?:jobb\w*|arbeid\w*)\b",
    ),
}
_KIND = re.compile(r"\s(?:primary|secondary|high|school|hotel|group|industries|barnehage|skole|hotell|gruppen)\b")
_NAMING = re.compile(r"called|named|het|heter|hette|kalt|employer|arbeidsgi|company|firma", re.IGNORECASE)


class Employers:
    """What stands where an employer is named: certain with a capital after `at`, `for`, `hos`; suggestions otherwise."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._where = [re.compile(rf"(?i:{one})(?P<name>{_NAME}|{_SMALL})") for one in _WHERE[patterns_of(language)]]
        self._there = [re.compile(one) for one in _WORKED_THERE[patterns_of(language)]]
        self._never = word_lists.never_names(language) | word_lists.titles() | frozenset(word_lists.lines("countries"))

    def find(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end and certainty of each employer."""
        for expression in self._where:
            for match in expression.finditer(text):
                sure = (match.groupdict().get("sure") or "").casefold() in ("at", "for", "hos", "på", "ved")
                yield from self._judged(match, text, sure=sure or bool(_NAMING.search(match.group())))
        for expression in self._there:
            for match in expression.finditer(text):
                yield from self._judged(match, text, sure=False)

    def _judged(self, match: re.Match[str], text: str, *, sure: bool) -> Iterator[tuple[int, int, bool]]:
        name = match["name"].removesuffix("'s").removesuffix("’s").rstrip(".'’-")
        start, first = match.start("name"), name.split(maxsplit=1)[0].casefold() if name else ""
        if len(first) < 2 or first in self._never or vocabulary.is_given_name(first):
            return
        if name[0].isupper():
            if not (places.lookup(name, self._language) or vocabulary.is_common(first, self._language)):
                known = vocabulary.is_ordinary(first, self._language) or first in vocabulary.surnames()
                yield start, start + len(name), sure and not known
        elif self._is_unknown(name):
            kind = _KIND.match(text, start + len(name))
            yield start, kind.end() if kind else start + len(name), False

    def _is_unknown(self, word: str) -> bool:
        return not (
            vocabulary.is_ordinary(word, self._language) or word in vocabulary.surnames() or word in places.names()
        )
