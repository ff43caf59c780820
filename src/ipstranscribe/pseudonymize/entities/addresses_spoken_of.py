"""What speaks of somebody's address, and what streets, ways and postcodes look like where one is told over turns."""

import re

from ipstranscribe.pseudonymize.recognizers.postcodes import CAPITAL, WORD
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

ASKED = {
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
STREET = {
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
NO_STREET = re.compile(
    r"(?:hoved|riks|fylkes|motor|skole|halv|gang|sykkel|omkjørings|inn|ut|blind|side|gå|stor|skog|grus|bil|høve|under)(?:veien|vegen|gata|"
    r"gaten|stien|svingen)",
    re.IGNORECASE,
)
WAY = {
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
IT_IS = {
    "en": re.compile(r"\b(?:it['’]?s|it\sis|that['’]?s)\s(?:not\s)?$", re.IGNORECASE),
    "nb": re.compile(r"\b(?:det|da|de|dæ)\s(?:er|e)\s(?:ikke\s|ikkje\s)?$", re.IGNORECASE),
}
AT_HOME = {
    "en": re.compile(
        r"\b(?:(?:my|our|your|his|her|the)\s(?:\w+\s)?(?:house|flat|cottage|bungalow)|at\shome|live[sd]?|rent)\b",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:hus(?:et)?|hjemme|heime|leilighet\w*|leilegheit\w*|hytta|bor|bur|husleie\w*|garden|gården)\b",
        re.IGNORECASE,
    ),
}
"""A home is spoken of, so that *it's the last one before the bridge* may tell which."""
PLACE = re.compile(
    r"\b(?:door|gate|house|bungalow|cottage|window|drive|garden|fence|roof|porch|garage|ramp|hedge|steps|wall|tree|chapel|church|school|shop|pub|bridge|corner|"
    r"road|lane|hill|end|river|park|station|stop|field|farm|bank|hall)s?\b|(?:hus|dør|port|vindu|vindaug|hage|gjerd|tak|garasj|ramp|hekk|trapp|mur|kapell|kirk|kyrkj|"
    r"skol|skul|butikk|bru|hjørn|vei|veg|bakk|elv|park|stasjon|holdeplass|jord|gård|gard|bom|kai|sjø|fjord|skog|sving|kryss|bedehus|naust)",
    re.IGNORECASE,
)
"""A part of a house, or what houses stand beside."""
ABOUT = re.compile(r"(?:det|den|da|de|dei)\smed\s", re.IGNORECASE)
"""*That about …* as well as *the one with …*; a house only where an address is told."""
AND_NO_MORE = re.compile(r"\s(?:though|da|då|altså|her|oss|us)\b", re.IGNORECASE)
JUST_BEFORE = 15
"""Characters before a house that say that it is the one."""
POSTCODE = re.compile(r"\bpost\s?codes?\b", re.IGNORECASE)
_SPELLED = r"(?:[A-Za-z]|[Zz]ed|[Dd]ouble[\s-][Uu])"
HALVES = re.compile(
    rf"(?<![\w'’-])(?![AaIi]\s(?:{number_pattern('en')}|\d))(?:{_SPELLED}[\s,]{{1,2}})?{_SPELLED}[\s,]{{1,2}}(?:\d{{1,2}}|{number_pattern('en')})"
    rf"(?:[\s,]{{1,2}}(?:\d|{number_pattern('en')}))?(?![\w'’-])|(?<![\w'’-])(?:\d|{number_pattern('en')})[\s,]{{1,2}}{_SPELLED}[\s,]{{1,2}}{_SPELLED}(?![\w'’-])"
)
"""Either half of a British postcode that is spelled with something said between: `L D five, wait, four x y`."""
