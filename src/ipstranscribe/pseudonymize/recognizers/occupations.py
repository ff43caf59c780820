"""Recognizer of rare occupations: `an organist`, `utdanna salmaker`. Common ones (`a nurse`) identify nobody.

An occupation is recognized by its form (`-maker`, `-ologist`) and context (`I was a …`, `jobba som …`). Common
occupations are listed, and those that are not listed are suggested.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found

_FILLER = {
    "en": r"(?:,?\s(?:um|uh|er|like|actually|also|just|still|really|originally|basically|now|always|or\sI\swas|you\sknow|"
    r"once|kind\sof|sort\sof|by\sthen|only|both|mainly|mostly|not),?)",
    "nb": r"(?:,?\s(?:eh|øh|jo|også|òg|altså|liksom|egentlig|eigentleg|faktisk|da|nå|no|bare|berre|fortsatt|framleis|"
    r"opprinnelig|opphavleg|lenge|en\sgang|ein\sgong|selv|sjølv|sjøl|ikke|ikkje|jeg|eg|han|hun|ho),?)",
}
_SAID_TO_BE = {
    "en": (
        r"(?:(?:I|he|she|who|we|they)(?:['’](?:m|s|ve\sbeen|d\sbeen|d\sbe)|\s(?:am|is|was|became|become|(?:have|has|had)\sbeen|would\sbe))|"
        r"(?:husband|wife|partner|father|mother|dad|mum|mom|brother|sister|son|daughter|uncle|aunt|grandfather|grandmother|boss|"
        r"neighbour|friend)(?:['’]s|\s(?:is|was))|being|(?:used\s)?to\sbe(?:come)?|became|"
        r"(?:can|can['’]t|could|couldn['’]t|will|won['’]t|would|wouldn['’]t|gonna)\sbe(?:come)?|(?<![\w'’])(?-i:[A-Z])[a-z]{{2,}}(?:['’]s|\s(?:is|was))){filler}{{0,3}},?\s(?P<article>(?:an?|the|your)\s)"
    ),
    "nb": (
        r"(?:(?:jeg|eg|han|hun|ho|som|mannen|kona|min|mi|faren|moren|mora|broren|søstera|sønnen|dattera)\s(?:er|var|ble|blei|vart|"
        r"(?:har|hadde)\s(?:vært|vore|blitt))|(?:er|var|ble|blei|vart)\s(?:jeg|eg|han|hun|ho)|(?:å|skal|skulle|vil|ville|kan|kunne)\s(?:bli|være|vere)|"
        r"lær\w*\s(?:\w+\s)?(?:opp\s)?til|(?<!\w)(?-i:[A-ZÆØÅ])[a-zæøå]{{2,}}\s(?:er|var|ble|blei|vart)|"
        r"utdann(?:a|et))(?!\sved\b){filler}{{0,3}},?\s(?P<article>(?:en|ein|ei)\s)?"
    ),
}
_AS = {
    "en": r"(?:work(?:ed|ing|s)?|jobs?|train(?:ed|ing)?|qualified|career|life|employed|start(?:ed)?(?:\sout)?|years|days|"
    r"apprenticed?|position|educated|hired){filler}{{0,2}}\sas{filler}?,?\s(?P<article>an?\s)?",
    "nb": r"(?:jobb\w*|arbeid\w*|ansatt|tilsett|utdann\w*|begynt\w*|start[ae]t?|yrke\w*|livet|stilling\w*|praksis|år|lærling|"
    r"vikar\w*){filler}{{0,2}}\ssom{filler}?,?\s(?P<article>(?:en|ein|ei)\s)?",
}
_TRADE = {
    "en": re.compile(r"\b(?P<words>[\w-]{1,40}(?:\s[\w-]{1,40})?)\sby\s(?:trade|profession|training)\b", re.IGNORECASE),
    "nb": re.compile(r"\b(?P<words>[\w-]{1,40})\sav\s(?:yrke|utdanning|profesjon|fag)\b", re.IGNORECASE),
}
_SAID_AGAIN = {
    "en": re.compile(
        r"\b(?P<plain>apprentice|trainee|keeper|maker|driver|operator|inspector|instructor|technician|engineer|manager|worker|teacher|"
        r"builder|painter|diver|fitter|cutter)[!.,…–—-]{1,3}\s(?:well,?\s|um,?\s)?(?P<words>(?:an?\s)?(?:[a-z’'-]{3,}\s){1,2}(?P=plain))"
        r"(?=\s*(?:[.,!?;]|$))",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?P<plain>[a-zæøå]{5,})[!.,…–—-]{1,3}\s(?:altså,?\s|eh,?\s)?(?P<words>[a-zæøå-]{3,}(?P=plain))(?=\s*(?:[.,!?;]|$))",
        re.IGNORECASE,
    ),
}
"""What somebody does, and then what it is called: `I'm an apprentice. A saddle maker's apprentice.`"""
_OF_SOMETHING = {
    "en": re.compile(
        r"\ban?\s(?:\w+\s)?(?:mak|carv|paint|keep|build|restor|breed|train|tun|grow|repair|engrav|turn|tam|weav|dy|blow|cutt|bind|mend|cast|"
        r"gild|stuff|catch|div|design|import|sharpen)ers?\sof\s(?:[a-z-]{3,}\s(?:and\s)?){0,2}(?!excuses|mistakes|decisions|friends|promises|rules|things)[a-z-]{3,}s(?![\w'’])",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:mak|bygg|mal|skjær|skjer|oppdrett|samler|temm|snekr|vev|farg|blås|reparatør|restaurer|avl|støyp|støp|smed|bygj)(?:er|ar|jar)?\sav"
        r"\s(?:[a-zæøå-]{3,}\s(?:og\s)?){0,2}[a-zæøå-]{3,}(?:er|ar|a|ur)\b",
        re.IGNORECASE,
    ),
}
"""A maker and what is made: `a carver of ships' figureheads`, `bygger av langeleiker`."""
_ARTICLE = re.compile(r"^an?\s")
_LEARNING = re.compile(r"(?:['’]?s)?\s?(?:apprentice|trainee|lærling)$")
"""What is learnt by somebody who learns it counts: `a saddle maker's apprentice`, `salmakerlærling`."""
_BEEN = {
    "en": re.compile(r"\b(?:was|is|be|been|am|['’][ms]|as)\s(?:\w+\s)?$", re.I),
    "nb": re.compile(r"\b(?:er|var|ble|blei|vart|som|være|vere)\s(?:\w+\s){0,2}$", re.I),
}
_BY_FORM = {
    "en": re.compile(
        r"[a-z-]{3,}(?:er|or|ist|ician|arian|eer|man|woman|surgeon|smith|wright|monger|herd|ographer|grapher)",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"[a-zæøå-]{2,}(?:bygg(?:er|jar|ar)|maker|makar|smed|vokter|vaktar|mester|meister|log|graf|tekniker|teknikar|ør|ist|virker|"
        r"virkar|fører|førar|dykker|dykkar|dommer|dommar|dreier|støper|binder|pilot|kaptein|prest|kantor|dirigent|arkeolog|fanger|"
        r"fangar|oppdretter|oppdrettar|røkter|røktar|gjeter|gjetar|samler|samlar|tolk|inspektør|konservator|ator|vever|vevar|"
        r"slager|slagar|hogger|hoggar|skjærer|skjerar|jeger|stemmer|stemmar|blåser|brenner|forgyller|anatom|kirurg|lege|nom|arkivar)",
        re.IGNORECASE,
    ),
}
_LOOSE = re.compile(r"[a-zæøå]{5,}(?<!er)(?<!ing)(?:er|ar)", re.IGNORECASE)
"""Norwegian: verbs and plurals have this ending as well; it is an occupation only after `jobba som` or `hun var`."""
_OF_SOMEBODY = re.compile(r"(?:(?:var|ble|blei|vart)\s)?(?:jeg|eg|han|hun|ho)\s", re.IGNORECASE)
_GENERAL_HEADS = re.compile(
    r"(?:assistent|arbeid[ea]r|medarbeid[ea]r|led[e]r|leiar|sjef|konsulent|selger|seljar|rådgiver|rådgjevar|lær[ea]r|pleier|pleiar|"
    r"sekretær|vikar|sjåfør|ingeniør|terapeut|behandl[ea]r|ansvarlig|koordinator|utviklar?|utvikler|håndverk[ea]r|elev|student)$",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:ful|ous|ive|al|ic|y|ed|ing|less|ent|ant|ble|ish|ly|est)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


class Occupations:
    """Rare occupations, or common ones with a specific description; always suggestions."""

    name = "rare occupation"

    def __init__(self, language: str) -> None:
        self._language = language
        self._said_to_be = _compiled(_SAID_TO_BE, language)
        self._as = _compiled(_AS, language)

    def find(self, text: str) -> Iterable[Found]:
        """Find the noun phrases, with the English article; never certain."""
        spans = {*self._after(self._as, text), *self._after(self._said_to_be, text), *self._trades(text)}
        spans |= {match.span("words") for match in _in_office(self._language).finditer(text)}
        longest = dict(sorted(spans | {*self._said_again(text), *self._of_something(text)}))
        for start, end in longest.items():
            yield Found(start, end, "occupation", self.name, 0.6, certain=False)

    def _after(self, pattern: re.Pattern[str], text: str) -> Iterable[tuple[int, int]]:
        for match in pattern.finditer(text):
            loose = pattern is self._as or bool(_OF_SOMEBODY.match(match.group()))
            words = _following(text, match.end(), self._language)
            length = self._length([word.group() for word in words], loose=loose)
            if length:
                first = words[0] if patterns_of(self._language) == "en" else words[length - 1]
                with_article = patterns_of(self._language) == "en" and match["article"]
                yield match.start("article") if with_article else first.start(), words[length - 1].end()

    def _length(self, words: Sequence[str], *, loose: bool) -> int:
        """Number of `words` that name a rare occupation; 0 if they name none, or a common one."""
        for length in range(len(words), 0, -1):
            if not _tails(words[:length]).isdisjoint(_listed_rare(self._language)):
                return length
            if _is_occupation(words[length - 1], self._language, loose=loose):
                return length if _is_rare(words[:length], self._language, loose=loose) else 0
        return 0

    def _trades(self, text: str) -> Iterable[tuple[int, int]]:
        """Occupations in `saddler by trade`, `salmaker av yrke`."""
        for match in _TRADE[patterns_of(self._language)].finditer(text):
            words = _ARTICLE.sub("", match["words"].casefold()).split()
            if words and _is_rare(words, self._language, loose=True):
                yield match.span("words")

    def _said_again(self, text: str) -> Iterable[tuple[int, int]]:
        for match in _SAID_AGAIN[patterns_of(self._language)].finditer(text):
            words = _ARTICLE.sub("", match["words"].casefold()).split()
            learnt = [word for word in _LEARNING.sub("", " ".join(words)).split() if word]
            if _is_rare(learnt or words, self._language, loose=True):
                yield match.span("words")

    def _of_something(self, text: str) -> Iterable[tuple[int, int]]:
        for match in _OF_SOMETHING[patterns_of(self._language)].finditer(text):
            if _BEEN[patterns_of(self._language)].search(text, max(0, match.start() - 24), match.start()):
                yield match.span()


@cache
def _in_office(language: str) -> re.Pattern[str]:
    """A rare occupation in the definite form, and where it is held: `the harbourmaster at …`, `klokkeren i kirka`."""
    listed = (re.escape(word).replace("_", r"[\s-]") for word in _listed_rare(language))
    rare = "|".join(sorted(listed, key=len, reverse=True))
    if patterns_of(language) == "en":
        return re.compile(rf"\b(?P<words>the\s(?:{rare}))\s(?:at|of|in|on|from|for)\b", re.IGNORECASE)
    return re.compile(rf"(?<!\w)(?P<words>(?:{rare})e?n)\s(?:i|på|ved|hos|for)(?!\w)", re.IGNORECASE)


def _compiled(table: dict[str, str], language: str) -> re.Pattern[str]:
    return re.compile(rf"\b{table[patterns_of(language)].format(filler=_FILLER[patterns_of(language)])}", re.IGNORECASE)


def _following(text: str, start: int, language: str) -> list[re.Match[str]]:
    """Up to three words from `start`, separated by spaces, up to the first function word."""
    found: list[re.Match[str]] = []
    stops = word_lists.read(f"function_words_{language}")
    position = start
    while len(found) < 3:
        match = _WORD.match(text, position)
        if not match or match.group().casefold() in stops:
            break
        found.append(match)
        if text[match.end() : match.end() + 1] != " ":
            break
        position = match.end() + 1
    return found


def _is_occupation(word: str, language: str, *, loose: bool) -> bool:
    bare = word.casefold()
    if bare in _others(language):
        return False
    if bare in _common(language) or bare in _listed_rare(language):
        return True
    if _BY_FORM[patterns_of(language)].fullmatch(bare):
        return True
    return patterns_of(language) == "nb" and (bare.endswith(_common_ends()) or (loose and bool(_LOOSE.fullmatch(bare))))


def _is_rare(words: Sequence[str], language: str, *, loose: bool) -> bool:
    """Whether the noun phrase `words`, with its head at the end, names an occupation that is not a common one."""
    core = _without_plain(words, language)
    head = core[-1]
    tails = _tails(core)
    if tails & _listed_rare(language):
        return True
    if not _is_occupation(head, language, loose=loose) or "_".join(core) in _common(language) | _others(language):
        return False
    if len(core) > 1 and patterns_of(language) == "en":
        return not (tails - {head}) & _common(language)
    return (
        head not in _common(language) and not _is_general(head, language) and not vocabulary.is_frequent(head, language)
    )


def _tails(words: Sequence[str]) -> frozenset[str]:
    """The last word, the last two, and so on, joined as in the lists."""
    folded = [word.casefold() for word in words]
    return frozenset("_".join(folded[cut:]) for cut in range(len(folded)))


def _without_plain(words: Sequence[str], language: str) -> list[str]:
    """`words` in lower case, without modifiers that only say how good, old or usual the occupation is."""
    core = [word.casefold() for word in words]
    if patterns_of(language) == "nb":
        return core[-1:]
    while len(core) > 1 and (core[0] in word_lists.read("plain_modifiers_en") or _ADJECTIVE.search(core[0])):
        core = core[1:]
    return core


def _is_general(word: str, language: str) -> bool:
    return patterns_of(language) == "nb" and bool(_GENERAL_HEADS.search(word))


@cache
def _common_ends() -> tuple[str, ...]:
    """Common Norwegian occupations as last part of a compound; shorter ones end too many other words."""
    return tuple(word for word in _common("nb") if len(word) >= 5)


def _common(language: str) -> frozenset[str]:
    return word_lists.read(f"common_occupations_{language}")


def _listed_rare(language: str) -> frozenset[str]:
    return word_lists.read(f"rare_occupations_{language}")


def _others(language: str) -> frozenset[str]:
    return word_lists.read(f"not_occupations_{language}")
