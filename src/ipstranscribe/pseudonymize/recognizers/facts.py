"""What singles somebody out without a name: being the only one, records and prizes, the newspaper, a rare accident.

Where such a phrase ends is a matter of taste; the whole rest of the clause is shown. All are suggestions: whether something
is rare enough to be recognised, only a person who knows the field can tell.
"""

import re
from collections.abc import Iterable, Iterator

from ipstranscribe.pseudonymize.recognizers import Found

_LONGEST = 15
"""Words of a clause in text without punctuation; annotated phrases have 3 to 14."""
_END = {
    "en": re.compile(
        r"[.?!;:…]|,?\s(?=(?:and\s(?:then|so|now|I|i|he|she|they|we|it)|but|so|because|cause|which|though|or)\b)|,\s(?!who|that)"
    ),
    "nb": re.compile(
        r"[.?!;:…]|,?\s(?=(?:og\s(?:så|da|jeg|eg|han|hun|ho|vi|de|dei|det|nå|no)|men|så|fordi|for\sda|for\sjeg|eller)\b)|,\s(?!som)"
    ),
}
_NUMBER = {
    "en": r"(?:one|two|three|four|five|six|seven|eight|nine|ten|a\sdozen|twenty|thirty|forty|fifty|\d{1,2})",
    "nb": r"(?:en|ett|ein|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|et\sdusin|tjue|tretti|førti|femti|\d{1,2})",
}
# What is the only one, the first, the one who …, and is said every day of what is not.
_NOT_RARE = {
    "en": r"(?!(?:\w+\s)?(?:thing|things|time|times|way|reason|problem|day|days|part|place|week|weeks|month|months|year|years|"
    r"question|half|few|two|three|step|step|point|place|night|morning|hour|session|meeting|interview|job)\b)",
    "nb": r"(?!(?:\w+\s)?(?:gang|gangen|gongen|tida|tiden|ting|tingen|dag|dagen|dagene|uka|uken|veka|måneden|månedene|året|åra|årene|"
    r"delen|måten|grunnen|problemet|natta|timen|timene|stedet|staden|spørsmålet|steget|møtet|samtalen|jobben|jeg|eg)\b)",
}
_PATTERNS = {
    "en": (
        rf"\b(?:the|I'm\sthe|as\sthe)\s(?:only|first|last|youngest|oldest|fastest|tallest|smallest)\s{_NOT_RARE['en']}"
        r"(?:[\w-]+\s){0,3}?(?:who|that|to|in|of|with|ever)\b",
        r"\bthe\s(?:one|woman|man|guy|girl|boy|lady|bloke|nurse|teacher|farmer|mother|father|kid)\s(?:who|that)\s"
        r"(?:got|was|fell|won|saved|rescued|survived|drove|lost|jumped|crashed|sang|swam|walked|climbed|found|shot|ate)\b",
        rf"\b(?:maybe|only|just|about)\s{_NUMBER['en']}\s(?:of\sus|people|women|men)\s(?:in|left|on|who)\b",
        rf"\b{_NUMBER['en']}\sof\sus\s(?:in\s(?:the\swhole|all\sof|this|our)|left)\b",
        r"\b(?:won|winning|win)\s(?:the|a|an|my|our|gold|silver|bronze)\b(?=[^.?!]{0,60}\b(?:championships?|cup|medal|prize|award|race|"
        r"lottery|competition|trophy|title|olympics)\b)",
        r"\b(?:world|european|national|norwegian|british|irish|county|olympic)\s(?:champion|championship|record|title)\b",
        r"\b(?:broke|set|hold|held|beat)\s(?:the|a)\s(?:[\w-]+\s){0,3}record\b",
        r"\b(?:got|was\sgiven|received|awarded)\s(?:a|an|the)\s(?:[\w'’-]+\s){0,3}(?:medal|prize|award|diploma|knighthood|honorary)\b",
        r"\b(?:it|I|we|he|she|they|that)\s(?:was|were|got|came|ended\sup|'ve\sbeen|have\sbeen)\s(?:all\sover|in|on)\s(?:the\s)?"
        r"(?:front\spage|local\spaper|papers?|newspapers?|news|tv|telly|television|radio)\b(?!\s(?:that|said))",
        r"\b(?:fell|fallen|falling|thrown|jumped)\s(?:down\s)?(?:from|off|through|into|out\sof|overboard)\b",
        r"\b(?:struck|bitten|kicked|trampled|attacked|run\sover|hit|rescued|trapped|stuck|locked|buried)\s"
        r"(?:by|in|under|inside)\s(?:a|an|the|my|our)\b(?=[^.?!]{0,80}\b(?:lightning|horse|cow|bull|dog|tram|train|boat|ferry|helicopter|"
        r"avalanche|machine|lift|elevator|freezer|freezing|hours|days|crane|tractor|sheep|moose|bear|whale|lifeboat)\b)",
        r"\b(?:the|a|our|local|former|deputy)\s(?:mayor|member\sof\sparliament|mp|bishop|county\sgovernor|ambassador)\b",
        r"\b(?:chair|chairman|chairwoman|president|captain|conductor|founder|leader)\sof\sthe\b",
        r"\b(?:known\sas|knows?\sme\sas|call(?:s|ed)?\sme|nicknamed)\s(?:the|that)\b",
        r"\b(?:triplets|quadruplets|(?:mother|father|mum|dad)\sof\s(?:five|six|seven|eight|nine|ten|eleven|twelve))\b",
        r"\b(?:an?|our|my|the)\s(?:[\w-]+\s){0,3}?(?:dog|cat|horse|pony|parrot|puppy|goat|donkey|\w*hound|terrier|retriever|collie|llama)\s"
        r"(?:called|named)\b",
    ),
    "nb": (
        rf"\b(?:den|det|dei|de|som)\s(?:eneste|einaste|første|fyrste|siste|yngste|eldste|raskeste|minste)\s{_NOT_RARE['nb']}"
        r"(?:[\w-]+\s){0,3}?(?:som|i|på|til|med)\b",
        r"\b(?:han|hun|ho|ham|henne|\w{4,}(?:dama|damen|mannen|jenta|gutten|guten|kona|bonden)|bonden|dama|damen|mannen|jenta|gutten|guten)"
        r"\ssom\s(?:ble|blei|vart|fikk|fekk|falt|datt|vant|redda|reddet|overlevde|henta|hentet|kjørte|sang|svømte|fant|skøyt|skaut)\b",
        rf"\b(?:bare|berre|kun|kanskje|omtrent|rundt)\s{_NUMBER['nb']}\s(?:[\w-]+\s){{0,2}}?(?:i\s(?:hele|heile|norge|noreg|landet)|som\skan)\b",
        rf"\b{_NUMBER['nb']}\si\s(?:hele|heile)\s\w+",
        r"\b(?:vant|vunnet|vunne|vinne)\s(?!(?:over|fram|frem|tid|tilbake)\b)(?=[^.?!]{0,70}\b(?:mesterskap\w*|meisterskap\w*|nm|vm|em|cup\w*|"
        r"medalje\w*|pris\w*|løp\w*|konkurranse\w*|kapp\w*|landskapp\w*|lotto|gull|sølv|bronse)\b)",
        r"\b(?:norges|noregs|verdens|nordisk|nordens|krets|fylkes)(?:mester|meister|rekord)\w*\b",
        r"\b(?:fikk|fekk|mottok|fått|utdelt)\s(?:[\w-]+\s){0,2}?(?:diplom|medalje|kongens|fortjenst\w*|heders\w*|kulturpris\w*)\b",
        r"\b(?:sto|stod|var|kom|havna|havnet|vært|vore|stått)\s(?:[\w-]+\s)?(?:i|på)\s(?:forsida|forsiden|framsida|avisa|avisen|lokalavisa|"
        r"lokalavisen|tv|fjernsyn\w*|radio\w*|nyhetene|nyhende|dagsrevyen|nrk)\b",
        r"\b(?:falt|fall|falle|datt|ramla|dette)\s(?:av|ned|fra|frå|utfor|gjennom|ut|over\sbord|i)\s(?!(?:søvn|smak|ro|tanker)\b)",
        r"\b(?:ble|blei|vart|blitt|vorte)\s(?:kjørt|angrepet|påkjørt|henta|hentet|redda|reddet|tatt|teken|sparka|bitt|truffet|innestengt|låst)\s"
        r"(?:på|ned|av|inne|under|i)\b(?=[^.?!]{0,80}\b(?:helikopter|ras|skred|lyn|hest|ku|okse|elg|bjørn|tog|trikk|ferge|ferje|båt|hval|kval|"
        r"traktor|maskin|heis|fryserom\w*|timer|timar|redningsskøyta)\b)",
        r"\b(?:ordfører(?:en)?|ordførar(?:en)?|varaordfører(?:en)?|stortings\w+|biskop(?:en)?|fylkesmann(?:en)?|statsforvalter(?:en)?)\b",
        r"\b(?:leder|leiar|formann|kaptein|dirigent|stifter|president)\s(?:i|for|av)\s(?!det\b|den\b)\w+(?:laget|foreninga|foreningen|klubben|koret|"
        r"korpset|partiet|bandet)\b",
        r"\b(?:kalte|kalla|kaller|kallar|kjent|kjenner|kjenner\smeg)\s(?:meg\s)?(?:for|som)\b",
        r"\b(?:trillinger|trillingar|firlinger|(?:mor|far)\s(?:til|av)\s(?:fem|seks|sju|syv|åtte|ni|ti|elleve|tolv))\b",
        r"\b(?:en|ei|ein|katta|hunden|hesten)\s(?:[\w-]+\s){0,3}?(?:hund|katt|hest|ponni|papegøye|geit|esel|valp)\s(?:som\sheter|som\sheiter|kalt)\b",
    ),
}  # fmt: skip


class Facts:
    """Phrases that single somebody out, each to the end of its clause."""

    name = "rare fact"

    def __init__(self, language: str) -> None:
        self._end = _END[language]
        self._pattern = re.compile("|".join(_PATTERNS[language]), re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Suggestions only; one that begins inside another is part of it."""
        at = 0
        for start, end in self._clauses(text):
            if start >= at:
                yield Found(start, end, "fact", self.name, 0.4, certain=False)
                at = end

    def _clauses(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._pattern.finditer(text):
            start = match.start()
            ends = self._end.search(text, match.end())
            end = ends.start() if ends else len(text)
            words = list(re.finditer(r"\S+", text[start:end]))[:_LONGEST]
            if words:
                yield start, start + words[-1].start() + len(words[-1].group().rstrip(",.;:!?\"'”"))
