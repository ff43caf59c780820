"""Addresses that are told over several turns: the street, then the number, the postcode last, and what the other says back.

A recognizer reads one turn. `Number nine.` is a house after *where do you live?*, `the gate after the chapel` a way to it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.addresses import Addresses
from ipstranscribe.pseudonymize.recognizers.houses_told import houses_told, letter_told
from ipstranscribe.pseudonymize.recognizers.number_runs import (
    DigitGroup,
    begins_sentence,
    begins_turn,
    ends_clause,
    number_runs,
)
from ipstranscribe.pseudonymize.recognizers.postcodes import CAPITAL, WORD
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_ASKED = {
    "en": re.compile(
        r"\b(?:(?:how|where)\s(?:would|will|do|does|did|shall|can)\s(?:I|we|they|he|she|the\s\w+)\s(?:know|find|tell|spot)\s(?:the\shouse|your|it|you)|(?:in|at)\sthe\ssame\s(?:house|place|flat)|"
        r"where\s(?:will|do|should|shall|can)\s(?:they|he|she|the\s\w+)\s(?:drop|deliver|bring|leave|take|come)|(?:taxi|cab|driver)\s(?:out\s)?(?:to|for)\syou|number\son\sthe\s(?:door|gate)|"
        r"(?:best|right)\splace\sto\s(?:post|send)|you['’]ve\s(?:since\s)?moved|(?:got|have|put)\syou\sdown\s(?:as|at|in)|(?:your|the|his|her|my|our|home|postal|full)\saddress|post\s?code|zip\scode|house\snumber|where\s(?:do|did|are)\syou\s(?:live|living|"
        r"based|staying)|where\sis\sit\syou\slive|where\sabouts\b|whereabouts\b|(?:what|which)\s(?:street|road)|what\snumber\s(?:are|is|do)\s(?:we|you|it)|find\s(?:you|your\shouse|us|the\shouse)|"
        r"send\s(?:it|the\s\w+)\sto|where\s(?:shall|should|do|can)\s(?:I|we|it)\s(?:send|post|go)|(?:to\s)?post\s(?:it|the\s\w+)(?:\sto)?|come\sout\sto\syou|"
        r"(?:somewhere|where)\sto\s(?:send|post|mail)|(?:send|post|mail)\s(?:your|the|this|that)\s\w+\sto\b|"
        r"(?:send|post|mail|drop)\b[^.?!]{1,40},?\swhere(?:\sto|\sdoes\sit\sgo|\sshould|\sshall|\?|$)|"
        r"we(?:['’]re|\sare|\slive)(?:\sat)?\s(?:house\s)?number(?!\s[\w-]+\s(?:on|in|of|for)\b))\b",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:hva|hvilket|ka|kva|kva\sfor\seit|hvaslags)\s(?:for\set\s)?nummer\s(?:har|er|e|bor|bur)\s(?:vi|me|du|dere|de|dokker|dykk|det|da)|(?:hvordan|korleis|åssen|kossen|korsen)\s(?:\w+\s){1,2}(?:igjen\s)?(?:huset|fram|veien|vegen)|i\s(?:det\s)?samme\s(?:huset|leiligheta|leiligheten|stedet)|"
        r"(?:hvor|kor)\s(?:skal|kan|bør)\s(?:de|dei|han|ho|hun|dem)\s(?:levere|komme|kome|kjøre|køyre|sette|setje)|(?:drosje|taxi)\s(?:\w+\s)?til\sdeg|nummer\spå\s(?:døra|porten|husveggen)|"
        r"(?:du|dere)\shar\sflytt\w+|adress[ea]\w*|(?:skrevet|skrive|notert)\b[^.?!]{1,30}(?:veien|vegen|gata|gaten|svingen|bakken)\b|postnummer\w*|husnummer\w*|(?:hvor|kor)\s(?:(?:er|e)\sdet\s)?(?:bor|bur|bodde|budde)\s(?:du|de|dere|dokker|dykk)|"
        r"(?:hvor|kor)\s(?:er|e)\sdet\s(?:du|de|dere)\s(?:bor|bur)|(?:hvilken|kva|hva\sfor(?:\sen)?)\s(?:gate|vei|veg)|finne\s(?:fram|fram\stil|huset|deg|dere)|"
        r"(?:vi|me|eg|jeg|æ)\s(?:e|er|bor|bur)(?:\si)?\snummer\b(?!\s[\w-]+\s(?:på|i|av|til)\b)|sende\s(?:det|den|brevet)\stil|send\w*\b[^.?!]{1,40}\s(?:hvor|kor)(?:\shen)?(?:\?|$)|(?:kortet|brevet|pakka|pakken|det|den),?\s(?:hvor|kor)\sskal|(?:hvor|kor)\s(?:er|e)\sdet\s(?:jeg|eg|vi|me)\ssender|(?:hvor|kor)\s(?:skal|kan)\s(?:det|den|jeg|eg|vi|me)(?:\ssende|\?|$))",
        re.IGNORECASE,
    ),
}
"""Somebody's address is spoken of, by whom it may be told in the turns that follow."""
_STREET = {
    "en": re.compile(
        rf"(?:{WORD}\s){{1,3}}(?:Street|Road|Lane|Avenue|Drive|Close|Court|Crescent|Place|Square|Terrace|Gardens|Grove|Hill|Row|Mews|Rise|Way|Walk|Park|"
        r"street|road|lane|avenue|drive|close|crescent|terrace|gardens|grove|mews)(?!\w)"
        r"|(?<![\w'’-])[a-z][\w'’-]{3,20}\s(?:street|road|lane|avenue|crescent|terrace|drive|grove|mews|close)(?![\w'’])"
    ),
    "nb": re.compile(
        rf"(?:{WORD}\s)?{CAPITAL}\w*(?:veien|vegen|vei|veg|gata|gaten|gate|alléen|allé|plassen|svingen|bakken|haugen|stien|tunet|kroken|løkka|bråten|ringen|"
        rf"terrasse|torget|jordet|faret|vangen|kleiva|kollen)(?!\w)"
        rf"|{WORD}s?\s(?:gate|vei|veg|plass|allé|veien|vegen|gata|gaten|svingen|stien|faret|bakken)(?!\w)"
        r"|(?<!\w)[a-zæøå]{3,25}(?:veien|vegen|gata|gaten|svingen|stien|kroken|bråten|faret|alléen)(?!\w)"
    ),
}
_NO_STREET = re.compile(
    r"(?:hoved|riks|fylkes|motor|skole|halv|gang|sykkel|omkjørings|inn|ut|blind|side|gå|stor|skog|grus|bil|høve|under)(?:veien|vegen|gata|"
    r"gaten|stien|svingen)",
    re.IGNORECASE,
)
_WAY = {
    "en": re.compile(
        r"\bthe\s(?:(?!only\sthing|first\sthing|last\sthing|next\sthing|same\sthing)[\w-]+\s){1,3}?"
        r"(?:house|bungalow|cottage|farmhouse|farm|caravan|croft|lodge|flat|gate|door|one|place|turn|turning|lane|road|drive|building|block|estate),?\s"
        r"(?:just\s|right\s|up\s|down\s|over\s|out\s|round\s|straight\s)?(?:below|above|beside|next\sto|next\sdoor\sto|opposite|behind|past|after|before|"
        r"across\sfrom|facing|by|near|from|at\sthe\s(?:back|end|top|bottom|foot|side)\sof|on\sthe\s(?:corner|left|right)(?:\s(?:of|past|after))?|with)\s"
        r"(?:(?!and\b|but\b|so\b|not\b|because\b|where\b)[\w'’-]+(?:\s|$|(?=[.,;?!…]))){1,6}",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:(?:det|den|da|dette)\s(?:[\w-]+\s){1,2}?)?(?:huset|hytta|rekkehuset|gården|garden|leiligheten|porten|oppkjørselen|innkjørselen|"
        r"avkjørselen|avkjøringa|blokka|bygget|døra)|(?:det|den)\s(?:nest\s)?(?:siste|første|fyrste|nederste|nedste|øverste|øvste|innerste|inste|"
        r"ytterste|ytste)(?:\s(?:huset|garden|gården))?|(?:rett|nederst|nedst|øverst|øvst|innerst|inst|ytterst|ytst))(?:\s(?:nederst|nedst|øverst|øvst|innerst|inst|ytterst|ytst))?,?\s"
        r"(?:rett\s|like\s)?(?:attmed|attom|framom|ved\ssiden\sav|ved\ssida\sav|ved|bak|ovenfor|ovanfor|nedenfor|nedanfor|overfor|ovafor|nedafor|på\shjørnet\sav|"
        r"bortenfor|bortanfor|forbi|etter|før|på\stoppen\sav|på\senden\sav|i\senden\sav|mot|med)\s"
        r"(?:(?!og\b|men\b|så\b|ikke\b|ikkje\b|der\b|fordi\b|en\sgang\b|det\b)[\w-]+(?:\s|$|(?=[.,;?!…]))){1,6}",
        re.IGNORECASE,
    ),
}
"""A way to a house, where an address is told: `the second gate after the chapel`, `rett ovenfor meieriet`."""
_HOUSE = re.compile(r"\b(?:number|house|nummer|nr\.?|husnummer(?:et)?|flat|apartment|leilighet)\s$", re.IGNORECASE)
_NUMBER = {
    "en": re.compile(r"\b(?:number|postcode|zip)\b", re.IGNORECASE),
    "nb": re.compile(r"(?:nummer|\bnr)(?:et)?\b", re.IGNORECASE),
}
"""The number of a house is awaited: *you'll want the number*."""
_AFTER_LETTER = {
    "en": re.compile(r"(?:\s?[A-F]|\s[b-f]|(?<=\d)[a-f])(?!\w)"),
    "nb": re.compile(r"(?:\s?[A-Fa-df]|(?<=\d)e)(?!\w)"),
}
"""The letter of a house; `two a day` and `sju e nok` have none."""
_IT_IS = {
    "en": re.compile(r"\b(?:it['’]?s|it\sis|that['’]?s)\s(?:not\s)?$", re.IGNORECASE),
    "nb": re.compile(r"\b(?:det|da|de|dæ)\s(?:er|e)\s(?:ikke\s|ikkje\s)?$", re.IGNORECASE),
}
_AT_HOME = {
    "en": re.compile(r"\b(?:(?:my|our|your|his|her|the)\s(?:\w+\s)?(?:house|flat|cottage|bungalow)|at\shome|live[sd]?|rent)\b", re.IGNORECASE),
    "nb": re.compile(r"\b(?:hus(?:et)?|hjemme|heime|leilighet\w*|leilegheit\w*|hytta|bor|bur|husleie\w*|garden|gården)\b", re.IGNORECASE),
}
"""A home is spoken of, so that *it's the last one before the bridge* may tell which."""
_PLACE = re.compile(
    r"\b(?:door|gate|house|bungalow|cottage|window|drive|garden|fence|roof|porch|garage|ramp|hedge|steps|wall|tree|chapel|church|school|shop|pub|bridge|corner|"
    r"road|lane|hill|end|river|park|station|stop|field|farm|bank|hall)s?\b|(?:hus|dør|port|vindu|vindaug|hage|gjerd|tak|garasj|ramp|hekk|trapp|mur|kapell|kirk|kyrkj|"
    r"skol|skul|butikk|bru|hjørn|vei|veg|bakk|elv|park|stasjon|holdeplass|jord|gård|gard|bom|kai|sjø|fjord|skog|sving|kryss|bedehus|naust)",
    re.IGNORECASE,
)
"""A part of a house, or what houses stand beside."""
_ABOUT = re.compile(r"(?:det|den|da|de|dei)\smed\s", re.IGNORECASE)
"""*That about …* as well as *the one with …*; a house only where an address is told."""
_AND_NO_MORE = re.compile(r"\s(?:though|da|då|altså|her|oss|us)\b", re.IGNORECASE)
_JUST_BEFORE = 15
"""Characters before a house that say that it is the one."""
_POSTCODE = re.compile(r"\bpost\s?codes?\b", re.IGNORECASE)
_SPELLED = r"(?:[A-Za-z]|[Zz]ed|[Dd]ouble[\s-][Uu])"
_HALVES = re.compile(
    rf"(?<![\w'’-])(?![AaIi]\s(?:{number_pattern('en')}|\d))(?:{_SPELLED}[\s,]{{1,2}})?{_SPELLED}[\s,]{{1,2}}(?:\d{{1,2}}|{number_pattern('en')})"
    rf"(?:[\s,]{{1,2}}(?:\d|{number_pattern('en')}))?(?![\w'’-])|(?<![\w'’-])(?:\d|{number_pattern('en')})[\s,]{{1,2}}{_SPELLED}[\s,]{{1,2}}{_SPELLED}(?![\w'’-])"
)
"""Either half of a British postcode that is spelled with something said between: `L D five, wait, four x y`."""
_WORDS = re.compile(r"\w+")
_NAMED = re.compile(r"(?:,|\si|\sin)?(?:\s[A-ZÆØÅ][\w'’]+(?:-[\w'’]+)*){1,3}")
"""What stands behind the number of a house: `Twelve Ffordd-y-Bryn`."""
_STOP = re.compile(r"[.?!]")
_SILENT, _FEW = 2, 5
"""Turns without a piece after which nobody is telling an address any more, and words beside a number that stands alone."""
_LONGEST = 5  # digits of a house or a postcode


def told_between(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The pieces of addresses in turns after one in which an address was spoken of, or a part of it was told.

    Streets with a capital are certain; numbers, ways and what is written small are questions.
    """
    rules = rules_for(language)
    spoken = patterns_of(rules)
    others = [(turn, one) for turn, one in found if one.certain and one.category not in NAMES]
    taken = {(turn.id, at) for turn, one in others for at in range(one.char_start, one.char_end)}
    told = {turn.id for turn, one in found if one.category == "address"}
    telling = _Telling(spoken)
    for turn in turns:
        asked = telling.hear(turn.text)
        if not asked and turn.id not in told and not telling.underway:
            if telling.home:
                yield from ((turn, one) for one in _at_home(turn, rules) if not _overlaps(one, turn.id, taken))
            continue
        pieces = [one for one in _pieces(turn, rules, telling) if not _overlaps(one, turn.id, taken)]
        yield from ((turn, one) for one in pieces)
        telling.note(told=bool(pieces) or turn.id in told)


class _Telling:
    """How far two people are in telling an address, turn by turn; `spoken` is whose patterns read them."""

    def __init__(self, spoken: str) -> None:
        self._spoken = spoken
        self._asked = self._number = self._silent = _SILENT
        self._said: Set[str] = frozenset()
        self._street, self._new = False, True
        self._homes = self._postcode = _SILENT
        self.alone = self.number = self.opening = self.postcode = self.home = False
        """Whether a number is a piece: by itself; said to be one; if a turn begins with it, whatever follows; with letters.
        And whether a home is spoken of."""

    @property
    def underway(self) -> bool:
        """Whether the next turn may hold a piece."""
        return self._silent < _SILENT

    def hear(self, text: str) -> bool:
        """Whether an address is asked for in the turn that follows; what it may hold is known from then on.

        A few words that say the turn before again are no turn of their own.
        """
        words = frozenset(word.casefold() for word in _WORDS.findall(text))
        self._new = len(words) > _FEW or self._said.isdisjoint(words)
        self._said = words if self._new else self._said
        self._asked += self._new
        self._number += self._new
        asked = bool(_ASKED[self._spoken].search(text))
        self.alone = self._street or self._asked <= _SILENT
        self.number = self.alone or asked
        self.opening = self.alone and self._number <= _SILENT
        self._asked = 0 if asked else self._asked
        self._postcode = 0 if _POSTCODE.search(text) else self._postcode + self._new
        self.postcode = self._postcode < _SILENT
        self._homes = 0 if _AT_HOME[self._spoken].search(text) else self._homes + self._new
        self.home = self._homes < _SILENT
        self._number = 0 if _NUMBER[self._spoken].search(text) else self._number
        return asked

    def note(self, *, told: bool) -> None:
        """Whether the turn told something of an address."""
        self._silent = 0 if told or self._asked == 0 else self._silent + self._new
        self._street = told or (self._street and self.underway)


def _pieces(turn: Turn, rules: str, telling: _Telling) -> Iterator[Found]:
    text, spoken = turn.text, patterns_of(rules)
    for match in _STREET[spoken].finditer(text):
        start = _after_small_words(match, rules)
        if start < match.end() and not _NO_STREET.fullmatch(text[start : match.end()]):
            capital = text[start].isupper()
            house = _beside(rules).match(text, match.end())
            end = house.end() if house and not unit_follows(text, house.end()) else match.end()
            yield Found(start, end, "address", Addresses.name, 0.85 if capital else 0.5, certain=capital)
    for match in _WAY[spoken].finditer(text):
        yield Found(
            match.start(), match.start() + len(match.group().rstrip()), "address", Addresses.name, 0.5, certain=False
        )
    for house in houses_told(text, rules):
        yield Found(house.start, house.end, "address", Addresses.name, 0.5, certain=False)
    if telling.postcode:
        yield from (Found(*half.span(), "address", Addresses.name, 0.5, certain=False) for half in _HALVES.finditer(text))
    if not telling.number:
        return
    words, opened = len(_WORDS.findall(text)), False
    for run in _apart(number_runs(text, rules), text):
        start, end = run[0].start, run[-1].end
        digits = "".join(group.digits for group in run)
        if len(digits) > _LONGEST or any(group.quantity for group in run) or unit_follows(text, end):
            continue
        letter = _AFTER_LETTER[spoken].match(text, end) or letter_told(text, end, rules)
        end = letter.end() if letter else end
        lettered = letter is not None and (letter.group()[-1].isupper() or " " in letter.group().strip() or text[start].isdigit())
        named = lettered or _HOUSE.search(text, max(0, start - 12), start)
        complete = letter is not None or ends_clause(text, end) or bool(_AND_NO_MORE.match(text, end))
        opens = begins_turn(text, start) and (telling.opening or complete)
        next_door = opened and complete
        opened = opened or opens
        few = words - len(_WORDS.findall(text[start:end])) <= _FEW
        told_here = complete and (begins_sentence(text, start) or _is_that(text, start, spoken))
        by_itself = telling.alone and (opens or next_door or few or told_here)
        house = _house(text, start, end, rules) if digits != "1" else None
        if house or (digits.strip("0") not in ("", "1") and (named or by_itself)):
            yield Found(start, house.end() if house else end, "address", Addresses.name, 0.5, certain=False)


def _apart(runs: Iterable[Sequence[DigitGroup]], text: str) -> Iterator[Sequence[DigitGroup]]:
    """The numbers of each run that no sentence ends between: `It's eleven. Eleven, Elm Road.` tells two."""
    for run in runs:
        ends = [at for at in range(1, len(run)) if _STOP.search(text, run[at - 1].end, run[at].start)]
        yield from (run[start:end] for start, end in pairwise([0, *ends, len(run)]))


def _is_that(text: str, start: int, spoken: str) -> bool:
    """Whether *it's* or *it isn't* stands before `start`."""
    return bool(_IT_IS[spoken].search(text, max(0, start - _JUST_BEFORE), start))


def _at_home(turn: Turn, rules: str) -> Iterator[Found]:
    """The houses that a turn about a home tells by the way to them, or by what is seen of them: `it's the last one before …`."""
    text, spoken = turn.text, patterns_of(rules)
    places = [match.span() for match in _WAY[spoken].finditer(text)]
    places += [(one.start, one.end) for one in houses_told(text, rules) if not _ABOUT.match(text, one.start)]
    last = 0
    for start, end in sorted(places):
        goes_on = last and text[last:start] == ", "
        if (goes_on or _is_that(text, start, spoken)) and _PLACE.search(text, start, end):
            last = end
            yield Found(start, start + len(text[start:end].rstrip()), "address", Addresses.name, 0.4, certain=False)


def _house(text: str, start: int, end: int, rules: str) -> re.Match[str] | None:
    """The name behind the number of a house that begins a turn, or what is told in it; none if it is a word."""
    if not (begins_sentence(text, start) or _is_that(text, start, patterns_of(rules))):
        return None
    house = None if _STOP.search(text, start, end) else _NAMED.match(text, end)
    return house if house and not vocabulary.is_common(_WORDS.findall(house.group())[0].casefold(), rules) else None


@cache
def _beside(rules: str) -> re.Pattern[str]:
    """The number of a house behind its street."""
    number = rf"(?:\d{{1,4}}|{number_pattern(rules)})(?:\s?[a-fA-F](?!\w))?"
    return re.compile(rf",?\s(?:number\s|nummer\s|nr\.?\s)?{number}(?![\w-])", re.IGNORECASE)


def _after_small_words(match: re.Match[str], rules: str) -> int:
    """Where a street begins, after words of grammar: `In Elm Road`; its end if nothing is left."""
    start = match.start()
    words = match.group().split()
    for word in words[:-1]:
        bare = word.casefold()
        if bare not in word_lists.read(f"function_words_{rules}") and not vocabulary.is_common(bare, rules):
            return start
        start += len(word) + 1
    whole = len(words) == 1 or (patterns_of(rules) == "nb" and words[-1][0].isupper())  # `Til Svartdalsveien`
    return start if whole else match.end()


def _overlaps(found: Found, turn: str, taken: Set[tuple[str, int]]) -> bool:
    return any((turn, at) in taken for at in range(found.char_start, found.char_end))
