"""Ages told in passing: `I'll be sixty in May`, `he's two and a half`, `my boys, seven and nine`, `my fiftieth birthday`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_value

_NEARLY = {
    "en": r"(?:(?:maybe|perhaps|just|about|almost|only|nearly|around|now|already|soon|both|all|like|um|uh|well|"
    r"only\sjust),?\s){0,2}",
    "nb": r"(?:(?:kanskje|bare|berre|nesten|rundt|kring|nå|no|snart|straks|vel|eh|øh|cirka|omtrent|om\slag|knapt|snautt|"
    r"allerede|allereie|akkurat|nettopp|begge|alle|jo|faktisk|visst),?\s){0,2}",
}
ENDS = {
    "en": (
        r"(?=\s*(?:[.,;:?!)–…-](?!\w)|$)|\s(?:in|this|next|last|now|when|on|soon|so|but|I|he|she|we|it|then|the|today|"
        r"tomorrow|already|"
        r"before|after|any|come|year|years?\sold|y/?o|with|because|while|since|had|has|was|is|at\sthe|"
        r"and(?!\sa\shalf\s(?!years|now|then|in|and))|"
        r"as|if|that|who|already|anyway|again|going)\b)"
    ),
    "nb": (
        r"(?=\s*(?:[.,;:?!)–…-](?!\w)|$)|\s(?:i|til\s(?:uka|uken|veka|våren|sommeren|sommaren|høsten|hausten|vinteren|"
        r"neste|jul|påske|helga|"
        r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)|nå|no|snart|da|då|og|men|når|"
        r"neste|den|jeg|eg|han|hun|ho|vi|fordi|så|før|etter|år\sgam\w+|år|som|selv|da|har|hadde|er|var)\b)"
    ),
}
"""What may follow an age, so that a number before a noun is none: `two pages`."""
_KIDS = {
    "en": (
        r"\b(?:kids|children|sons|daughters|boys|girls|grandchildren|grandkids|grandsons|granddaughters|twins|nephews|"
        r"nieces|brothers|"
        r"sisters|ones|they|who)(?:\s(?:of\s(?:mine|ours|his|hers)))?"
    ),
    "nb": (
        r"\b(?:barna|barn|barnebarn\w*|ungene|ungane|guttene|gutane|jentene|sønnene|sønene|døtrene|tvillingene|nevøene|"
        r"niesene|brødrene|"
        r"søstrene|de|dei|som)(?:\s(?:mine|våre|hans|hennes|deres|til\s\w+))?"
    ),
}
_ORDINALS = {
    "en": (
        r"(?:\d{1,3}(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-](?:first|second|third|"
        r"fourth|fifth|"
        r"sixth|seventh|eighth|ninth)|eighteenth|sixteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|"
        r"seventieth|"
        r"eightieth|ninetieth|hundredth|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
        r"thirteenth|"
        r"fourteenth|fifteenth|seventeenth)"
    ),
    "nb": r"(?:\d{1,2}|tjue|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti|hundre)",
}

_TO_TEN = {
    "en": r"(?:one|two|three|four|five|six|seven|eight|nine|ten)",
    "nb": r"(?:ett?|eitt|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti)",
}
"""What an age above a hundred has behind it; `about a hundred and seventy` is none."""


_DECADES = r"(?:tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti)"


@dataclass(frozen=True)
class _Sign:
    """A pattern with the numbers in groups; `least` years, from `sure` on it is certain."""

    pattern: str
    least: int = 2
    sure: int = 200


def _signs(language: str) -> tuple[_Sign, ...]:
    spoken = patterns_of(language)
    n, nearly, ends = rf"({number_pattern(language)}|\d{{1,3}})", _NEARLY[spoken], ENDS[spoken]
    beside = rf"(?!(?:{number_pattern(language)})\b)[^\W\d]{{3,}}"
    more = rf"(?:,\s{n})?(?:,\s{n})?(?:,\s{n})?,?\s(?:and|og)\s{n}"
    if spoken == "nb":
        return (
            _Sign(rf"\b{n}\sår\s(?:eldre|yngre)\senn\b", 1),
            _Sign(rf"\b(?:jeg|eg|æ|han|hun|ho|gutten|guten|jenta|minste|yngste|babyen|barnebarnet)(?:\smin|\smi)?\s"
                  rf"(?:er|var|blir|ble|blei|vart)\s{nearly}(halvanne[nt]|halvanna|halvtanna)(?:{ends}|(?=\sår\b))", 0),
            _Sign(rf"\b(?:en|ei|ein)\s\w{{2,}}(?:er|ar|ing|ist|log|mann|dame|kvinne|jente|gutt|gut|kar|fyr|unge|student|elev|lege|kollega|venninne)"
                  rf"\s(?:der\s|her\s)?på\s{nearly}{n}{ends}", 13),
            _Sign(rf"\b(?:en|ei|ein)\spå\s{nearly}{n}{ends}", 13),
            _Sign(rf"\b(?:jeg|eg|han|hun|ho)\s(?:er|var|blir)\s(?:{n}),\s{n}\s(?:i|til|om|nå|no|snart)\b", 2),
            _Sign(rf"\b(?:blir|fyller|fylte|fylt|runder|runda|rundet|passerte?|bikk\w+|nærm\w+\s(?:meg|seg)|ble|"
                  rf"blei|vart|blitt)\s(?:(?:jeg|eg|han|hun|ho|vi)\s)?{nearly}{n}{ends}", 2, 16),
            _Sign(rf"\b(?:han|hun|ho|jeg|eg|gutten|guten|jenta|minste|yngste|eldste|babyen|sønnen|dattera|barnebarnet)"
                  rf"(?:\smin|\smi)?\s(?:er|var|ble|blei|blir)\s{nearly}{n}(?=\sog\set\shalvt?\b(?!\s(?:kilo|meter|"
                  rf"hode|time|poeng)))", 1, 1),
            _Sign(rf"\b(?:han|hun|ho|gutten|guten|jenta|minste|yngste|babyen|barnebarnet|tvillingene|de|dei)(?:\smin|\smi|\svår)?\s"
                  rf"(?:er|var)\s{nearly}{n}\s(?:uker|veker|måneder|månader|mnd|dager|dagar)(?:\sgam\w+)?"
                  rf"(?=\s*[.,;?!]|$|\s(?:nå|no|og|gam))", 1, 1),
            _Sign(rf"{_KIDS['nb']}(?:\s(?:er|var|på)|,)\s{nearly}{n}{more}{ends}", 0),
            _Sign(rf"{_KIDS['nb']}\s(?:er|var)\s{nearly}{n}(?=\s(?:nå|no)\b|\s*[.,;?!]|$)", 2),
            _Sign(rf"\b(?:han|hun|ho|jeg|eg)\s(?:er|var)\s[^.?!]{{0,20}}?{n}(?=\sog\set\shalvt?\b)", 1),
            _Sign(rf"\b(?:har|fikk|hadde)\s(?:to|tre|fire|fem)(?:\s\w+)?,\s{n}{more}{ends}", 0),
            _Sign(rf"\b(?:jeg|eg|han|hun|ho)\s(?:er|var)\s(?:ikke|ikkje|ingen)\s{n}(?=\s(?:lenger|lengre|år|ennå|"
                rf"enda)|\s*[.,;?!]|$)", 13),
            _Sign(rf"\b(?:søst\w+|syst\w+|bro\w+|fett\w+|kusin\w+|niese\w*|nevø\w*|venn\w*|nabo\w*|tante|onkel|mor|far|mamma|pappa|kone|kona|"
                  rf"mann\w*|sønn\w*|datter\w*|samboer\w*)(?:\smin|\smi)?\spå\s{n}{ends}", 2),
            _Sign(rf"\b(?:den\s)?(?:eldste|yngste|minste|mellomste|andre|ene|storesøster|lillebror|lillesøster|storebror)"
                  rf"(?:\smin|\smi)?(?:\s(?:er|var|på)|,)?\s{nearly}{n}{ends}", 0),
            _Sign(r"(?<![^\W_])({o})[-\s]?års?(?:dag|lag|fest|bursdag|feiring)\w*".replace("{o}", _ORDINALS["nb"]), 0),
            _Sign(rf"\b(?:jeg|eg|æ|han|hun|ho|mor|far|mora|faren)(?:\smin|\smi)?\s(?:er|e|var|va|kom)\s(?:[^\W\d]+\s){{0,4}}?"
                  rf"({_DECADES}[-\s]?åra)\b", 0, 0),
            _Sign(rf"(?<![^\W_])({_DECADES}[-\s]?åra)\b", 0),
            _Sign(rf"\b{beside},\s{n},\s(?=(?:han|hun|ho|hu|jeg|eg|æ|som|med|og\s(?:han|hun|ho|hu|jeg|eg|æ))\b)", 16),
            _Sign(rf"(?:^|[.?!]\s){n},\s(?=(?:han|hun|ho|hu)\s(?:er|var|må|måtte|burde|skulle|kan|kunne)\b)", 16),
            _Sign(rf"\b(?:jeg|eg|han|hun|ho|hu|som)\s(?:er|var|blir|blei|ble|vart|fyller|fylte)\s{nearly}"
                  rf"(hundre(?:\sog\s{_TO_TEN[spoken]}|(?!\sog\s{number_pattern(language)}))){ends}"),
            _Sign(rf"\b(?:kvinne|mann|jente|gutt?|dame|kar),\s{n}(?:\sår)?(?=\s?[,;\"”»)])", 13),
            _Sign(rf"\b(?:døde|dødde|døydde|døyde|omkom|gikk\sbort|gjekk\sbort|strauk\smed|"
                  rf"sovna?\sinn)(?:\s\w+){{0,7}},\s{nearly}{n}"
                  rf"(?=\s*[.;?!]|\s*$|\sår\b|,\s(?:han|hun|ho)\b)", 2),
            _Sign(rf"\b(?:har|hadde|fikk|fekk|fått)\s(?:\w+\s)?det\s(?:fra|frå|da\s(?:hun|ho|han)\svar)\s"
                  rf"{nearly}{n}{ends}", 20),
            _Sign(rf"^{nearly}{n}(?:\sår)?[.,!]\s(?:(?:jeg|eg)\s)?(?:fylte|fyller|blir|blei|ble|vart|snart)\b", 13),
            _Sign(rf"\b(?:hva|ka|kva)\s(?:er|e|va|var)\s(?:du|han|hun|ho)(?:\sda|\snå|\sno)?,\s(?:sånn\s|slik\s)?"
                  rf"{nearly}{n}(?:\sår)?\s?\?", 2),
            _Sign(rf"\b(?:jeg|eg|æ|han|hun|ho)\s(?:er|var|ble|blei|blir|vart)\s{nearly}{n}(?=\sår(?:\s*[.,;?!]|\s*$|\s(?:da|då|når|nå|no|før|"
                  rf"den\sgang\w*|den\sgong\w*)\b))", 4),
            _Sign(rf"\b(?:jeg|eg|æ|han|hun|ho)\s(?:er|var|ble|blei|blir|vart)\s{nearly}{n}(?=\sår\sog\b)", 16),
            _Sign(rf"\b(?:er|var|fyller|fylte)\s{n},\s(?:snart|nesten|straks|nettopp\sblitt)\s{n}{ends}", 1),
            _Sign(rf"\b(?:han|hun|ho|a)\s(?-i:[A-ZÆØÅ])\w+\s(?:er|var|ble|blei|blir|vart)\s{nearly}{n}{ends}", 1),
            _Sign(rf"\b(?:han|hun|ho)\se\s{nearly}{n}{ends}", 2),
            _Sign(rf"\b(?:bursdag|gebursdag|geburtsdag)\w*[^?!]{{0,60}}?[,.]\s{n}(?=\sår\b)", 1),
            _Sign(rf"\b(?:han|hun|ho|som)\s(?:er|var)\s(?:en\s|ei\s|ein\s)?[^\W\d]{{3,}}(?:er|ar|ist|log|lege|mann|leiar|assistent|vakt|sjef),"
                  rf"\s{n}(?:\sår)?(?=\s?[,.]|\s*$)", 18),
            _Sign(rf"\b(?:døde|gikk\sbort|ble\smor|ble\sfar|gift[ae]|pensjonert|uføre?|skilt|syk)\s(?:\w+"
                rf"\s){{0,3}}?(?:ved|på|som)\s{n}{ends}", 13),
        )  # fmt: skip
    he = r"(?:I|he|she|we|they|you|it|mum|mom|dad|\w+er|son)"
    return (
        _Sign(rf"\b{n}\syears?\s(?:older|younger|behind|ahead|(?:my|his|her)\s(?:senior|junior))\b", 1),
        _Sign(rf"\b(?:I|he|she|who|\w+er|son|baby|boy|girl|one)(?:['’]s|['’]m|\sis|\swas)\s{nearly}(?:only\s)?{n}"
              r"(?=\sand\sa\s(?:bit|quarter)\b)", 1),
        _Sign(rf"\b(?:I|he|she|they|we)\s(?:will\s|has\s|have\s|had\s)?(?:became|becomes?|completed?|finish(?:ed|es)?|"
              rf"crossed|touched|touching)\s{nearly}{n}(?:{ends}|(?=\s(?:that|this|by|during)\b))", 2),
        _Sign(rf"\b(?:a|the|one)\s(?:man|woman|person|girl|boy|lad|lady|fellow|patient|lass|widow|child|kid|mother|"
              rf"father)\s(?:of|at|aged)\s{nearly}{n}{ends}", 1),
        _Sign(rf"\b{he}(?:['’]ll|\swill|['’]d|\swould)\s(?:have\s)?(?:be(?:en)?|turn(?:ed)?)\s{nearly}{n}{ends}", 2, 16),
        _Sign(rf"\b(?:I['’]m|he['’]s|she['’]s|they['’]re|we['’]re|I|he|she|we|they)\s(?:both\s)?(?:hit|hits|pushing|turning|reach(?:ed|ing|es)?|"
              rf"approach(?:ed|ing)?|nearing|passed|knocking\son)\s{nearly}{n}{ends}", 16),
        _Sign(rf"\b(?:['’]m|['’]s|['’]re|am|is|was|are|were)\s(?:coming\sup\s(?:to|for|on)|going\son|getting\son\sfor|nearer|well\s(?:over|past)|"
              rf"past|not|no\slonger|barely|still)\s{n}{ends}", 13),
        _Sign(rf"\bgoing\son\s{n}{ends}", 13),
        _Sign(rf"\b(?:he|she)(?:['’]s|\sis|\swas)\s[^.?!]{{0,20}}?{n}(?=\sand\sa\shalf(?:\s(?:now|then|years?)|"
            rf"\s*[.,;?!]|$))", 1),
        _Sign(rf"{_KIDS['en']}\s(?:are|were)\s{nearly}{n}(?=\snow\b|\s*[.,;?!]|$)", 2),
        _Sign(rf"\b(?:have|got|had|['’]ve)\s(?:two|three|four|five)(?:\s\w+)?,\s{n}{more}{ends}", 0),
        _Sign(rf"\b(?:lad|girl|boy|kid|niece|nephew|cousin|friend|nan|gran|granny|grandma|grandad|aunt|uncle|mate|neighbou?r|baby|twin|wee\sone|"
              rf"partner|flatmate|bro|sis|lass|dog|cat)(?:['’]s|\sis|\swas)\s{nearly}{n}{ends}", 2),
        _Sign(rf"\b(?:turn(?:s|ed|ing)?)\s{nearly}{n}{ends}", 2, 16),
        _Sign(rf"\b(?:we|they)(?:['’]re|\sare|\swere)\s(?:both|all)\s{nearly}{n}{ends}", 16),
        _Sign(rf"\b(?:he|she|I|who|\w+er|son|baby|boy|girl|one)(?:['’]s|\sis|\swas|['’]m|\swas)\s{nearly}{n}"
              r"(?=\sand\sa\shalf(?:\s(?:now|then|years?|in|and|when|but|so|I|he|she)|\s*[.,;?!]|$))", 1, 1),
        _Sign(rf"\b{nearly}{n}(?=\s(?:days?|weeks?|months?)\sold\b)", 1, 1),
        _Sign(rf"\b(?:he|she|son|daughter|baby|boy|girl|grandson|granddaughter)(?:['’]s|\sis|\swas|['’]d\sbeen)\s{nearly}{n}"
              r"(?=\s(?:weeks|months)(?:\s*(?:[.,;?!]|$)|\s(?:and|when|now|then|at\sthe\stime|but|so)\b))", 1),
        _Sign(rf"\bwho(?:['’]s|\sis|\swas|['’]ll\sbe)\s{nearly}{n}{ends}", 2),
        _Sign(rf"{_KIDS['en']}(?:\s(?:are|were|is|aged?|ages)|['’]re|,|\sof)\s{nearly}{n}{more}{ends}", 0),
        _Sign(rf"\b(?:(?:eldest|oldest|youngest|middle|baby|little)(?:\s(?:one|son|daughter|boy|girl|brother|sister))?"
              rf"(?:['’]s|\sis|\swas|,)?|"
              rf"other(?:\s(?:one|son|daughter|boy|girl|brother|sister))?(?:['’]s|\sis|\swas|,))\s{nearly}{n}{ends}", 1),
        _Sign(rf"\b(?:died|passed\saway|retired|mother|father|mum|mom|dad|parent|widow\w*|pregnant|married|divorced|diagnosed|ill|sick|"
              rf"left\sschool|left\shome|moved\sout|emigrated|graduated|orphan\w*|gone)\s(?:\w+\s){{0,3}}?at"
              rf"\s{nearly}{n}{ends}", 13),
        _Sign(rf"\b({_ORDINALS['en']})\s(?=birthday\b)|\b(?:my|his|her|your|their)\s(?:big\s)?((?:\w+ieth|\d0th))(?=\s(?:is|was|party|last|"
              r"this|next|in|we|I|he|she|they)\b|\s*[.,;?!]|$)", 0),
        _Sign(r"\b((?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-\s]?(?:something|odd|ish))\b"
              r"(?!\s(?:years?\b(?!\sold)|tons?\b|tonnes?\b|grand\b|quid\b|stone\b|per\b|feet\b|\w{3,}s\b))", 0, 0),
        _Sign(rf"\b{beside},\s{n},\s(?=(?:he|she|who|I|with|and\s(?:he|she|I))\b)", 16),
        _Sign(rf"\b(?:had|have|having)\s(?:me|him|her|us|my\s\w+(?:\s\w+)?|our\s\w+(?:\s\w+)?)\sat\s{nearly}{n}{ends}", 12),
        _Sign(rf"(?:^|[.?!]\s){n},\s(?=(?:he|she)(?:['’]s|['’]d|\s(?:is|was|were|must|should|would|could|may|might)\b))", 16),
        _Sign(rf"\b(?:I|he|she|who)(?:['’]s|['’]m|\sis|\swas|\swere|['’]ll\sbe|\swill\sbe|\slived\sto\sbe|\sturn(?:s|ed))\s"
              rf"{nearly}(?:turning\s)?((?:a|one)\shundred(?:\sand\s{_TO_TEN[spoken]}|(?!\sand\s{number_pattern(language)}))){ends}"),
        _Sign(rf"\b{n}\sif\s(?:he|she|they|he['’]s|she['’]s|they['’]re)(?:\s(?:is|was|were))?\sa\sday\b", 2),
        _Sign(rf"\b(?:female|male|man|woman|girl|boy|lady|lad),\s{n}(?=\s?[,;\"”)])", 13),
        _Sign(rf"\b(?:died|passed\saway|passed|drowned|was\skilled)(?:\s\w+){{0,7}},\s{nearly}{n}"
              rf"(?=\s*[.;?!]|\s*$|,\s(?:he|she)\b)", 2),
        _Sign(rf"\b(?:has|had|got|gets)\sit\s(?:from|since|at|when\s(?:he|she)\swas)\s{nearly}{n}{ends}", 20),
        _Sign(rf"^{nearly}{n}[.,!]\s(?:(?:I|I['’]ve)\s)?(?:just\s)?(?:turned|turning|turn)\b", 13),
        _Sign(rf"\b(?:what|how\sold)(?:\s(?:are|is|was|were)|['’]re|['’]s)\s(?:you|he|she|they)(?:\snow|\sthen)?,\s(?:like,?\s|what,?\s)?"
              rf"{nearly}{n}(?:\sor\sso|\ssomething)?\s?\?", 2),
        _Sign(rf"\b(?:is|was|['’]s|['’]m|turned)\s{n},\s(?:nearly|almost|going\son|just\sturned|soon)\s{n}{ends}", 1),
        _Sign(rf"\bbirthday\b[^?!]{{0,60}}?,\s{n}(?=\s?[.,]|\syears\b|\s*$)", 1),
        _Sign(rf"\b(?:he|she|who)(?:['’]s|\sis|\swas)\s(?:a|an|our|my|the)\s[^\W\d]+(?:\s[^\W\d]+){{0,2}},\s{n}"
              r"(?=\s?[,.]|\s*$)", 18),
        _Sign(rf"\b{n}[\s-]?(?:y/o|yo|yrs?\sold|yr[\s-]old)\b", 1, 1),
    )  # fmt: skip


class AgesInPassing:
    """Finds the numbers alone, with whether they are certainly ages."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._signs = [(sign, re.compile(sign.pattern, re.IGNORECASE)) for sign in _signs(language)]

    def find(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end and certainty of each age."""
        for sign, pattern in self._signs:
            for match in pattern.finditer(text):
                for group in range(1, pattern.groups + 1):
                    years = number_value(match[group] or "", self._language)
                    if match[group] and (years is None or sign.least <= years <= 110):
                        yield (*match.span(group), (years or 0) >= sign.sure)
