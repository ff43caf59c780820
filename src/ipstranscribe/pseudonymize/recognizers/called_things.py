"""Places and organisations that are named in so many words: `a café called the copper kettle`, `butikken heter solsiden`.

Such names are often ordinary words, in text without capitals nothing else tells them. All are questions.
"""

import re
from collections.abc import Iterator, Sequence

from ipstranscribe.languages import patterns_of
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists

_OF_PEOPLE = {
    "en": (
        r"shops?|stores?|caf[eé]s?|pubs?|bars?|inns?|restaurants?|chippy|chip\sshop|bakery|butchers?|schools?|nursery|"
        r"college|academy|choir|"
        r"band|group|club|team|charity|firm|business|outfit|company|garage|salon|barbers?|practice|surgery|clinic|hospice|"
        r"hospital|hotel|"
        r"b\s?&\s?b|guest\s?house|care\shome|nursing\shome|church|chapel|mosque|temple|theatre|cinema|gym|studio|factory|"
        r"mill|yard|agency|"
        r"project|centre|center|workshop|magazine|newspaper|paper|society|association|orchestra|troupe|union|kennels|"
        r"stables|bus\scompany"
    ),
    "nb": (
        r"butikk(?:en)?|kaf[eé](?:en)?|pub(?:en)?|kro(?:a|en)?|restaurant(?:en)?|bakeri(?:et)?|skole[n]?|skule[n]?|"
        r"barnehage[n]?|kor(?:et)?|"
        r"band(?:et)?|gruppe[n]?|gruppa|klubb(?:en)?|lag(?:et)?|firma(?:et)?|bedrift(?:en)?|selskap(?:et)?|verksted(?:et)?|"
        r"salong(?:en)?|"
        r"legesenter(?:et)?|klinikk(?:en)?|institutt(?:et)?|hotell(?:et)?|pensjonat(?:et)?|sykehjem(?:met)?|"
        r"sjukeheim(?:en)?|kirke[n]?|kirka|"
        r"menighet(?:en)?|moske(?:en)?|teater(?:et)?|kino(?:en)?|treningssenter(?:et)?|fabrikk(?:en)?|byrå(?:et)?|"
        r"forening(?:a|en)?|"
        r"foreining(?:a)?|avis(?:a|en)?|blad(?:et)?|korps(?:et)?|senter(?:et)?|prosjekt(?:et)?|stall(?:en)?|rederi(?:et)?|"
        r"omsorgssenter(?:et)?"
    ),
}
_OF_LAND = {
    "en": (
        r"village|hamlet|place|island|isle|town|estate|street|road|lane|farm|croft|valley|house|cottage|beach|wood|loch|"
        r"lake|hill|"
        r"mountain|square|park|field|ranch|settlement|community|parish|suburb|neighbou?rhood"
    ),
    "nb": (
        r"bygd(?:a|en)?|grend(?:a|en)?|sted(?:et)?|stad(?:en)?|øy(?:a|en)?|holme[n]?|by(?:en)?|gård(?:en)?|gard(?:en)?|"
        r"bruk(?:et)?|vei(?:en)?|"
        r"veg(?:en)?|gate|gata|dal(?:en)?|hytte|hytta|seter(?:en)?|setra|strand(?:a)?|vann(?:et)?|vatn(?:et)?|fjell(?:et)?|"
        r"plass(?:en)?|"
        r"boligfelt(?:et)?|felt(?:et)?|tettsted(?:et)?|skog(?:en)?|vik(?:a|en)?"
    ),
}
_CALLED = {
    "en": r"(?:[^.?!]{0,30}?,?\s(?:it['’]?s|it\sis|it\swas|they['’]?re|that['’]s|which\sis|that\sis|is|was))?"
    r",?\s(?:called|named)\s",
    "nb": r"(?:[^.?!]{0,30}?,?\s(?:det|den|som|han|ho))?,?\s"
    r"(?:heter|heiter|heitte|hette|het|kalles|kallast|ble\skalt|kalt)\s",
}
_TELLING_END = {
    "en": (
        r"primary|secondary|academy|comprehensive|infants|juniors|sixth\sform|temple|mosque|gurdwara|synagogue|mandir|"
        r"chapel|hosiery|textiles|haulage|"
        r"joinery|printers|knitwear|plastics|packaging|catering|bakeries|dairies|foods|logistics|motors|taxis|coaches|"
        r"stables|kennels|arms|tavern|rovers|"
        r"wanderers|farm\sshop|garden\scentre|day\scentre|community\scentre|leisure\scentre|health\scentre|surgery"
    ),
    "nb": (
        r"fysikalske|legesenter|bilverksted|mekaniske|trelast|fiskemottak|rederi|kraftlag|idrettslag|skytterlag|bygdelag|"
        r"mannskor|blandakor|"
        r"bondelag|kjøpesenter|treningssenter|frivilligsentral|dagsenter|arbeidssenter|videregående|ungdomsskule|"
        r"ungdomsskole|kolonial|blomster|camping|"
        r"bridgeklubb|pensjonistforening|sanitetsforening|bygdekvinnelag|helselag|turlag|musikklag|revylag|ridesenter|stall"
    ),
}
_OUR_LADY = {
    "en": re.compile(
        r"\bour\slady\s(?:of|queen|star)\s(?:the\s)?(?:\w+\s(?=help|hope|counsel|sorrows|succour|mercy))?[a-z]{3,}(?:['’]s)?",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:vår\sfrue|vår\sfrelsers|den\shellige\sfamilie)s?\s(?:kirke|kyrkje|skole|skule|menighet|hospital|sykehus)\b",
        re.IGNORECASE,
    ),
}
_SAINT = {
    "en": re.compile(r"\b(?:saint|st\.?)\s(?P<name>[a-z]{3,20})(?:['’]?s)?(?![\w'’])", re.IGNORECASE),
    "nb": re.compile(r"\b(?:sankta?|st\.?)\s(?P<name>[a-zæøå]{3,20})(?!\w)", re.IGNORECASE),
}
_EXPLAINED = {
    "en": re.compile(
        r"\bThe\s(?P<name>[A-Z][\w'’&-]{1,20}(?:\s(?:and\s|of\sthe\s|of\s)?[A-Z][\w'’&-]{1,20}){1,3}),\s(?:it['’]s|that['’]s|it\sis|which\sis|it\swas|they['’]re)\s"
        r"(?!(?:been|not|just|really|so|very|too|like|what|why|how|where|when|a\sbit)\b)"
    ),
    "nb": re.compile(
        r"(?<=[.:!?]\s)(?P<name>(?:Den|Det|De|Dei)\s[A-ZÆØÅ][\w-]{1,20}\s[A-ZÆØÅ][\w-]{1,20}|[A-ZÆØÅ][\w-]{2,20}\s[A-ZÆØÅ][\w-]{2,20}),\sdet\ser\s"
        r"(?:en|ei|ein|et|eit|for|vi|sånn|slik)\s"
    ),
}
"""A group that is named and explained: `The Second Kettle, it's carers`."""
_WORD = re.compile(r"[^\W\d_][\w'’&-]*")
_ARTICLE = re.compile(r"(?:the|den|det)\s", re.IGNORECASE)
_MOST = 4
_AND = {"en": frozenset({"and", "of"}), "nb": frozenset({"og", "av"})}


class CalledThings:
    """Names after a word for the kind and *called*, and before a word for the kind that only names have."""

    def __init__(self, language: str) -> None:
        self._language = language
        spoken = patterns_of(language)
        kinds = rf"(?:(?P<people>{_OF_PEOPLE[spoken]})|(?P<land>{_OF_LAND[spoken]}))"
        self._called = re.compile(rf"\b{kinds}{_CALLED[spoken]}", re.IGNORECASE)
        self._hint = re.compile(r"\bcalled|\bnamed" if spoken == "en" else r"\b(?:het|heit|kal[lt])", re.IGNORECASE)
        self._end = re.compile(
            rf"(?<![\w'’-])(?P<name>[a-zæøå][\w'’-]{{1,30}}(?:\s[a-zæøå][\w'’-]{{1,30}})?)\s(?:{_TELLING_END[spoken]})\b(?!['’])"
        )
        self._and = _AND[spoken]
        self._spoken = spoken

    def find(self, text: str) -> Iterator[tuple[int, int, Category]]:
        """Start, end and kind of each name."""
        if self._hint.search(text):
            for match in self._called.finditer(text):
                words = self._name(text, match.end())
                if words:
                    yield words[0].start(), words[-1].end(), "organisation" if match["people"] else "place"
        for match in _OUR_LADY[self._spoken].finditer(text):
            yield *match.span(), "organisation"
        for match in _SAINT[self._spoken].finditer(text):
            if vocabulary.is_given_name(match["name"].casefold()) and not self._is_small(match["name"]):
                yield *match.span(), "organisation"
        for match in _EXPLAINED[self._spoken].finditer(text):
            yield *match.span("name"), "organisation"
        for match in self._end.finditer(text):
            words = list(_WORD.finditer(match["name"]))
            own = [word for word in words if not self._is_talk(word.group())]
            if own and own[-1] is words[-1]:
                yield match.start() + own[0].start(), match.end(), "organisation"

    def _name(self, text: str, start: int) -> Sequence[re.Match[str]]:
        """The words of the name from `start` on: up to a word of grammar or a sign."""
        own: list[re.Match[str]] = []
        article = _ARTICLE.match(text, start)
        at = article.end() if article else start
        while len(own) < _MOST and (word := _WORD.match(text, at)):
            joint = bool(own) and word.group().casefold() in self._and
            if not joint and self._is_small(word.group()):
                break
            own.append(word)
            if text[word.end() : word.end() + 1] != " ":
                break
            at = word.end() + 1
        while own and own[-1].group().casefold() in self._and:
            own.pop()
        return own

    def _is_small(self, word: str) -> bool:
        return word.casefold() in word_lists.read(f"function_words_{self._language}")

    def _is_talk(self, word: str) -> bool:
        return self._is_small(word) or vocabulary.is_common(word.casefold(), self._language)
