"""Houses that people tell in their own words: by what is seen of them, by what they were, and by their number alone.

`We're the green door`; `det gule, innerst, mot elva`; `naboen i nummer seks, nei, seks er oss`. Outside a talk about an
address only what somebody says to be a home is one.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_value


class HouseTold(NamedTuple):
    """Where a house is told; `home` if it is said to be one, so that nobody need have asked for an address."""

    start: int
    end: int
    home: bool


_EN_LOOK = (
    r"(?:(?:dark|light|pale|bright|big|little|wee|old|tall|wee\sold|little\sold)[\s-])?(?:red|blue|green|yellow|white|black|gr[ea]y|"
    r"pink|purple|orange|brown|cream|turquoise|lilac|navy|beige|maroon|brick|red[\s-]brick|stone|wooden|pebble-?dash(?:ed)?|thatched|tin|log)"
)
_EN_PART = (
    r"(?:(?:front|garden|garage|wooden|metal|brick|stone)\s)?(?:house|bungalow|cottage|farmhouse|cabin|caravan|trailer|door|gate|gates|fence|"
    r"shutters|porch|flat|terrace|semi)"
)
_EN_WHERE = (
    r"(?:with|on|at|past|opposite|behind|before|after|beside|by|next\sto|next\sdoor\sto|above|below|facing|near|across\sfrom|round\sthe\sback\sof|"
    r"at\sthe\s(?:end|top|bottom|back)\sof|on\sthe\scorner\sof)"
)
_EN_WORDS = (
    r"(?:\s(?!us\b|me\b|you\b|him\b|her(?:s|\s(?:and|is|was|had))?\b|them\b|it\b|mine\b|this\b|that\b)"
    r"(?!and\b|but\b|so\b|not\b|because\b|where\b|you\b|that's\b|I\b|he\b|she\b|we\b|they\b)[\w'’-]+){1,7}"
)
_EN_TAIL = rf"(?:,?\s(?:just\s|right\s|up\s|down\s|over\s|out\s)?{_EN_WHERE}{_EN_WORDS})"
_EN_BUILDING = (
    r"(?:school(?:house)?|chapel|church|kirk|pub|inn|shop|store|post\soffice|station|bakery|dairy|mill|forge|smithy|barn|stables?|creamery|"
    r"police\sstation|bank|library|manse|vicarage|rectory|surgery|signal\sbox|lighthouse|butcher'?s?|chip\sshop|hotel|factory|garage|cinema)"
)
_NB_LOOK = (
    r"(?:(?:lyse?|mørke?|gamle?|store|lille|vesle)[\s-]?)?(?:rødt?|røde|raudt?|raude|blå(?:tt|e)?|grønn?t?|grøn(?:n)?e|gult?|gule|hvitt?|hvite|kvitt?|"
    r"kvite|svarte?|grå(?:tt|e)?|rosa|lilla|brunt?|brune|oransje|turkise?|beige|beise?|okergule?)"
)
_NB_PART = (
    r"(?:huset|hytta|hytten|rekkehuset|garden|gården|bygget|bygningen|blokka|døra|døren|porten|gjerdet|leiligheta|leiligheten|leilegheita|"
    r"tomannsboligen|eneboligen|våningshuset|kårboligen|brakka|garasjen|postkassa|postkassen)"
)
_NB_SEEN = (
    r"\w*(?:ramp|garasj|flaggst[ao]ng|verand|altan|balkong|karm|ramm|vindu|vindaug|gjerd|hekk|trapp|drivhus|utedo|båt|vogn|trampolin|solcell|tak|port|dør|"
    r"lå[vf]|stabbur|naust|kass|brett|niss|postkass|pip|grind|mur|tre|bjørk|gran|plen|hage|list|skilt)\w*"
)
"""What is seen of a house from outside, by the first letters of its words."""
_NB_WHERE = (
    r"(?:innerst|inst|nederst|nedst|øverst|øvst|ytterst|ytst|med|mot|ved|attmed|bak|attom|framom|over|ovenfor|ovanfor|under|nedenfor|nedanfor|overfor|"
    r"bortenfor|bortanfor|forbi|etter|før|på\shjørnet|på\stoppen|på\senden|på\sbakketoppen|i\senden|i\ssvingen|i\skrysset|nede|oppe|borte)"
)
_NB_WORDS = (
    r"(?:\s(?!oss\b|meg\b|mæ\b|deg\b|henne\b|ham\b|dem\b|den\b|dette\b)"
    r"(?!og\b|men\b|så\b|so\b|ikke\b|ikkje\b|der\b|fordi\b|det\b|du\b|jeg\b|eg\b|han\b|hun\b|ho\b|vi\b|kan\b|som\b)[\w-]+){0,6}"
)
_NB_TAIL = rf"(?:,?\s(?:rett\s|like\s|helt\s|litt\s|oppe\s|nede\s)?{_NB_WHERE}{_NB_WORDS})"
_NB_BUILDING = (
    r"\w*(?:skole|skule|skolen|skulen|stasjon|stasjonen|butikk|butikken|meieri|meieriet|fabrikk|fabrikken|kapell|kapellet|bedehus|bedehuset|"
    r"kontor|kontoret|kafé|kafe|bakeri|bakeriet|prestegard|prestegård|verksted|verkstad|smie|smia|mølle|mølla|bank|banken|fyr|fyret|handel|handelen)"
)
_LOOKS = {
    "en": rf"(?:the|a)\s{_EN_LOOK}\s{_EN_PART}\b{_EN_TAIL}{{0,2}}",
    "nb": rf"(?:det|den|da|dæ)\s{_NB_LOOK}\s{_NB_PART}\b{_NB_TAIL}{{0,2}}",
}
_TOLD = {
    "en": (
        rf"\bthe\s(?:{_EN_LOOK}\s)?ones?(?:\s(?:with|that['’]?s\sgot){_EN_WORDS}|{_EN_TAIL}){{1,2}}|\bthe\send\s(?:terrace|house|cottage|bungalow|flat)\b"
        rf"|\b(?:first|second|third|fourth|fifth|last|next)\s(?:(?:house|one|door|gate|left|right|turn|turning|drive|lane)\s)?(?:(?:on|to)\s(?:the|your)\s"
        rf"(?:left|right)(?:,?\s(?:just\s)?{_EN_WHERE}{_EN_WORDS})?|(?:along|up|down|in)\sfrom{_EN_WORDS})"
        rf"|\b(?:one|two|three|four|five|a\sfew|a\scouple\sof)\sdoors\s(?:down|up|along|over)(?:\sfrom{_EN_WORDS})?|\bthe\s{_EN_LOOK}(?:\sbrick)?{_EN_TAIL}{{1,2}}"
        rf"|\b(?:the\s(?:one|house)\s)?that\s(?:was|used\sto\sbe)\s(?:the\s|a\s)?(?:old\s)?(?:\w+\s)?{_EN_BUILDING}\b|\bthe\sold\s{_EN_BUILDING}\b"
        rf"|\b{_EN_LOOK},?\swith\s(?:(?:the|a|an)\s)?{_EN_LOOK}\s{_EN_PART}s?\b"
    ),
    "nb": (
        rf"\b(?:det|den|da|dæ)\s{_NB_LOOK}{_NB_TAIL}{{1,3}}|\b(?:det|den|da|dæ|de|dei)\smed\s(?:den\s|det\s|de\s|dei\s)?(?:(?!den\b|det\b)[\w-]+\s)?{_NB_SEEN}\b(?:\s(?:i|på|utenfor|utanfor)\s[\w-]+\b)?{_NB_TAIL}?"
        rf"|\b(?:ende|hjørne)(?:rekke)?huset\b|\b(?:første|fyrste|andre|tredje|fjerde|femte|siste|neste)\s(?:(?:huset|hus|døra|dør|porten|port|veien|vegen|avkjøring\w*|"
        rf"oppkjørsel\w*|oppgang\w*)\s)?(?:(?:til|på)\s(?:høyre|høgre|venstre)(?:\sside)?(?:,?\s{_NB_WHERE}{_NB_WORDS})?|(?:fra|frå)\s[\w-]+(?:en|a|et)\b)"
        rf"|\b(?:to|tre|fire|fem|noen|nokre)\s(?:hus|dører|tomter)\s(?:bortenfor|bortanfor|nedenfor|nedanfor|ovenfor|ovanfor|lenger|lengre|før|etter){_NB_WORDS}"
        rf"|\b(?:den|det)\s(?:gamle|tidligere|nedlagte)\s{_NB_BUILDING}\b|\b{_NB_LOOK}(?:\shus)?\smed\s{_NB_LOOK}\s(?:dør|port|tak|karm|vindu|vindauge|gjerde|list)\w*"
        rf"|\b(?:det|den|da|huset)\ssom\s(?:en\sgang\s|ein\sgong\s|før\s)?(?:var|va|har\svært|har\svore)\s(?:den\s|det\s)?(?:gamle\s|gamal\s)?{_NB_BUILDING}\b"
    ),
}
"""How a house is told to whoever asks for it; by itself it may be anything."""
_OWN = {
    "en": re.compile(
        r"\b(?:we['’]?re|we\sare|I['’]?m|I\sam|mine['’]?s|mine\sis|ours\sis|ours['’]?s|live\sin|living\sin|lives\sin|look\sfor|look\sout\sfor|"
        r"you\swant|you['’]ll\swant|knock\sat|knock\son)\s$",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:vi|me|eg|jeg|æ)\s(?:er|e|bor\si|bur\si|eier|eig)|(?:bor|bur)\s(?:vi|me|eg|jeg|æ)\si|se\setter|sjå\setter|bank\spå|ring\spå)\s$",
        re.IGNORECASE,
    ),
}
"""Before what is seen of it: this house is somebody's home."""
_OUTSIDE = {
    "en": re.compile(
        r"\b(?:in|on|over|by|outside)\s(?:the|our|my)\s(?:\w+\s)?(?:drive|garden|yard|window|gate|door|roof|lawn|porch|wall|gable)\b",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:i|på|utenfor|utanfor)\s(?:gården|garden|hagen|tunet|oppkjørselen|vinduet|vindauget|porten|døra|taket|plenen|veggen|trappa)\b",
        re.IGNORECASE,
    ),
}
"""Where things stand that a house is known by."""
_FOUND_BY_IT = {
    "en": re.compile(r",?\s(?:and\s)?you\s?(?:can['’]?t|cannot|won['’]?t|couldn['’]?t)\smiss", re.IGNORECASE),
    "nb": re.compile(
        r",?\s(?:og\s|så\s)?(?:(?:du|de|dere)\s)?(?:kan\s(?:du\s)?(?:ikke|ikkje)\s(?:du\s)?(?:ta\sfeil|bomme)|ser\sdu\s(?:det|den)\sfort)",
        re.IGNORECASE,
    ),
}
_NEAR = 24
"""Characters before a house that say whose it is."""
_SOMEBODY = {
    "en": (
        r"(?:we['’]?re|we\sare|I\slive\s(?:at|in)|we\slive\s(?:at|in)|I['’]?m\s(?:at|in)|"
        r"(?:neighbou?rs?|next\sdoor|him|her|them|man|woman|fella|fellow|lady|couple|family|people|lot|crowd|wan|one|lad|girl|boy)\s(?:at|in|from|over\sat|down\sat|up\sat))"
    ),
    "nb": (
        r"(?:(?:vi|me|eg|jeg|æ|han|hun|ho|de|dei|dem)\s(?:er|e|bor|bur|bodde|budde)(?:\si|\spå)?|"
        r"(?:nabo\w*|han|hun|ho|dem|dama|mannen|mann|kona|enka|enken|familien|ekteparet|ungene|ungane|folka|gutten|guten|jenta|de|dei)\s(?:borte\s|oppe\s|nede\s)?(?:i|fra|frå|på))"
    ),
}
_NUMBER_SAID = re.compile(r"num(?:ber|mer)", re.IGNORECASE)
_BEFORE_OURS = {
    "en": r"(?:no|sorry|well|we['’]?re|we\sare|I['’]?m|I\sam|ours\sis|mine\sis),?\s",
    "nb": r"(?:nei|sorry|unnskyld|orsak|(?:vi|me|eg|jeg|æ)\s(?:er|e|bor\si|bur\si)|(?:er|e)\s(?:vi|me|eg|jeg|æ)),?\s",
}
_OURS = {
    "en": r"(?:\sis|['’]s)\s(?:us|me|mine|ours|where\s(?:we|I)|my\s"
    r"(?:mum|mother|dad|father|brother|sister|son|daughter)\w*)\b",
    "nb": r"\s(?:er|e)\s(?:oss|meg|mæ|vårt|vår|mitt|mi|min|til\s\w+|"
    r"(?:mora|moren|faren|broren|bror|søstera|syster|sønnen|sonen|datter\w*|dotter\w*)(?:\s(?:min|mi|vår))?)\b",
}
"""Behind a number, once the house beside it was told: `six is us`."""
_ENDS = r"(?=\s*(?:[.,;!?…–—-]|$)|\s(?:is|and|but|er|e|og|men|då|da|altså)\b)"
_NO_HOUSE = r"(?!\s(?:on|of|in|for|to|fan|one|på|i|av|til|én|to\si)\b|\w|[.,:/]\d|\s?%)"
_LETTER = {
    "en": re.compile(r",?\s(?:with\san?\s)?(?:small|little|wee|big|capital)\s[A-Fa-f](?!\w)"),
    "nb": re.compile(r",?\smed\s(?:en\s|ein\s)?(?:liten\s|stor\s)?[A-Fa-f](?!\w)(?:\sbak)?"),
}


def houses_told(text: str, language: str) -> Iterator[HouseTold]:
    """The houses that `text` tells by their looks and numbers, in order of the ways to tell them."""
    spoken = patterns_of(language)
    looks, told = _patterns(spoken)
    for match in looks.finditer(text):
        own = _OWN[spoken].search(text, max(0, match.start() - _NEAR), match.start())
        yield HouseTold(*match.span(), bool(own or _FOUND_BY_IT[spoken].match(text, match.end())))
    for match in told.finditer(text):
        own = _OWN[spoken].search(text, max(0, match.start() - _NEAR), match.start())
        yield HouseTold(*match.span(), bool(own and _OUTSIDE[spoken].search(match.group())))
    yield from _numbers(text, language)


def letter_told(text: str, end: int, language: str) -> re.Match[str] | None:
    """The letter of a house that is told after its number: `, with a small b`."""
    return _LETTER[patterns_of(language)].match(text, end)


def _numbers(text: str, language: str) -> Iterator[HouseTold]:
    """Numbers that are said to be where somebody lives, and those told after them: `no, six is us`."""
    if not _NUMBER_SAID.search(text):
        return
    somebody, after = _number_patterns(language)
    first = None
    for match in somebody.finditer(text):
        if _is_house(match, text, language):
            yield HouseTold(*match.span("house"), home=True)
            first = match.end() if first is None else first
    for match in after.finditer(text, first) if first is not None else ():
        if _is_house(match, text, language):
            yield HouseTold(*match.span("house"), home=True)


def _is_house(match: re.Match[str], text: str, language: str) -> bool:
    value = number_value(match["number"], language)
    return value is not None and value > 1 and not unit_follows(text, match.end("house"))


@cache
def _patterns(spoken: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\b{_LOOKS[spoken]}", re.IGNORECASE), re.compile(_TOLD[spoken], re.IGNORECASE)


@cache
def _number_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where somebody lives by number, and a number that is said to be somebody's once one was told."""
    spoken = patterns_of(language)
    number = rf"(?P<number>\d{{1,4}}|{number_pattern(language)})(?:\s?[a-fA-F](?!\w))?"
    return (
        re.compile(rf"\b{_SOMEBODY[spoken]}\s(?P<house>(?:number|nummer)\s{number}){_NO_HOUSE}", re.IGNORECASE),
        re.compile(
            rf"(?<![\w.,/:-])(?P<own>{_BEFORE_OURS[spoken]})?(?P<house>{number})(?!\w)(?(own){_ENDS}|(?={_OURS[spoken]}))",
            re.IGNORECASE,
        ),
    )
