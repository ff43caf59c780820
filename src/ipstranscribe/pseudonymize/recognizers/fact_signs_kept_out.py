"""Further patterns of identifying facts, English and Norwegian: what somebody wants left out, by what everybody would know
them, how they came by a nickname, what was printed of them.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import FACT, Sign, words

_HARMLESS = (
    r"(?:name|names|last|rest|word|lot|date|number|swearing|bins?|rubbish|trash|dogs?|cat|kids|children|washing|laundry|"
    r"recorder|recording|time|kettle|car|food|tea|lights?|heating|money|same|(?:bit|part|stuff|thing|story)s?\b(?!\s(?:about|with)))"
)
"""What is left out, put in or taken out and tells nothing."""
_THAT = (
    rf"(?P<{FACT}>(?:the|that|this|my|our|his|her)\s(?!{_HARMLESS}\b)"
    r"(?:(?:bit|part|stuff|thing|story)\s(?:about|with)\s(?:the\s|my\s)?)?[\w'’-]+(?:\s(?!out\b|in\b|down\b)[\w'’-]+){0,4}?)"
)
_YOU = (
    r"(?:you(?:['’](?:ll|d\s(?:better|best))|\s(?:will|can|could|must|should|had\s(?:better|best)))?|I['’]ll|I\scan|we['’]ll|"
    r"we\scan|please|best|better)"
)
_NOT = (
    rf"(?:(?<!\bI\s)(?<!\bwe\s)(?<!\bthey\s)(?:please\s)?don['’]?t|{_YOU}\s(?:not|never)|"
    r"you\s(?:won['’]?t|mustn['’]?t|shouldn['’]?t|wouldn['’]?t))"
)
_END = r"(?=\s*[.,;:?!)–…]|$|\s(?:will|would|if|because|please|though|then|or|but|so|cos|for)\b)"
_WRITE = r"(?:put|write|print|mention|include|quote|publish)"
_KNOW = (
    r"(?:they|everyone|everybody|every\sone|anyone|anybody|people|somebody|someone|you(?=['’])|(?:half|all)\sthe\s\w+|"
    r"the\swhole\s\w+)(?:['’](?:d|ll)|\swould|\swill|\sall)?\s(?:all\s|soon\s|just\s)?(?:know|knows|recogni[sz]e|recogni[sz]es)\s"
    r"(?:at\sonce\s|straight\saway\s|right\saway\s|exactly\s|immediately\s)?"
)
_BECAUSE = r"(?:because|since|ever\ssince|after|cos|['’]cause|on\saccount\sof)"
_NAME = r"(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){0,2}"
_QUOTED = r"[\"“][^\"”]{8,120}[\"”]"

ENGLISH_KEPT_OUT = (
    Sign(
        words("put", "write", "print", "mention", "include", "quote", "publish"),
        rf"{_NOT}\s(?:\w+\s)?{_WRITE}\s(?:about\s|down\s)?{_THAT}(?:\s(?:in|down|into)\b|{_END})",
        0.4,
        closed=True,
    ),
    Sign(
        words("leave", "cut", "edit", "take", "keep"),
        rf"{_YOU}\s(?:\w+\s)?(?:leave|cut|edit|take|keep)\s{_THAT}\sout(?:{_END}|\sof\s(?:it|this|that|the\s\w+){_END})",
        0.4,
        closed=True,
    ),
    Sign(
        words("know", "recognise", "recognize"),
        rf"{_KNOW}(?:who\s(?:it|that|this|I|he|she)(?:['’]s|\sis|\swas|\sam)|it['’]?s\sme\b|it\swas\sme\b|whose\s\w+)",
        0.4,
        about=True,
    ),
    Sign(
        words("know", "recognise", "recognize"),
        rf"{_KNOW}(?:me|us|him|her)\s(?:\w+\s){{0,7}}?by\s(?P<{FACT}>(?:the|that|my|his|her|our)\s[\w-]+)",
        0.4,
        closed=True,
    ),
    Sign(
        words("call"),
        rf"call(?:s|ed|ing)?\s(?:me|him|her|us|it|them)\s(?:that|this|so)\s{_BECAUSE}\s"
        rf"(?:(?:he|she|I|they),\s(?:[\w\s]{{1,8}},\s)?)?(?P<{FACT}>[\w'’]+)\s",
        0.4,
    ),
    Sign(
        words("are", "aren"),
        rf"(?:aren['’]?t|are|weren['’]?t|ain['’]?t)\syou\s"
        rf"(?P<{FACT}>(?:the\s[\w-]+\s|her\s|him\s|that\s[\w-]+\s)(?:who|that|what|as|with)\s\w+)",
        0.5,
    ),
    Sign(
        words("put", "wrote", "print"), r"(?:they|it|the\s\w+)\s(?:put|wrote|printed)(?=\s*(?:[.!]|$))", 0.4, about=True
    ),
    Sign(
        words("paper", "front", "headl", "print"),
        rf"(?:front\spage|headlines?|in\sthe\spapers?|they\sprinted)\b[^\"“.?!]{{0,60}}[.,:]?\s(?P<{FACT}>{_QUOTED})",
        0.5,
        closed=True,
    ),
    Sign(words("front"), rf"(?P<{FACT}>the\sfront\s(?:page\s)?of\sthe\s{_NAME})", 0.5, closed=True),
)

_DET = (
    rf"(?P<{FACT}>(?:det\smed|det\sder\smed|dette\smed|(?:historia|historien)\s(?:om|med))\s(?:den\s|det\s|de\s|dei\s)?[\w-]{{2,}}"
    r"(?:\s(?!ut\b|inn\b|med\b|utenfor\b|utanfor\b)[\w-]+){0,3}?)"
)
_SLUTT = r"(?=\s*[.,;:?!)–…]|$|\s(?:for|fordi|da|då|så|hvis|om|men|er\sdu|er\sdere|takk)\b)"
_SKRIV = (
    r"(?:(?:ikke|ikkje)\s(?:ta\s(?:\w+\s)?med|skrive?(?:\sned)?(?:\som)?|nevne?|bruke?|trykke?)|ta\s(?:ikke|ikkje)\smed|"
    r"(?:skriv|nevn)\s(?:ikke|ikkje)(?:\sned)?|stryke?|kutte?(?:\sut)?|utelate?)"
)
_STRAKS = r"(?:(?:alle|folk|her|jo|straks|med\s(?:en|ein)\s(?:gang|gong)|da|då|i\s\w+)\s){0,3}"
_VEIT = r"(?:vet|veit|skjønner|skjønar|skjøner|forstår)"
_FOLK = r"(?:alle|folk|alle\s(?:her|i\s\w+)|hele\s\w+|heile\s\w+|halve\s\w+|enhver|dei|de)"
_VET = (
    rf"(?:{_FOLK}\s(?:(?:vil|ville|kan|her)\s)?(?:{_VEIT}|vite|skjønne)\s{_STRAKS}|"
    rf"(?:da|så|då)\s{_VEIT}\s(?:du|{_FOLK})\s{_STRAKS})"
)
_HVEM = r"(?:hvem|kven|kem)\s(?:det|jeg|eg|æ|han|hun|ho|dette)\s(?:er|var|e|va)\b"
_VANLIG = r"(?:er|var|har|hadde|skal|skulle|kan|kunne|vil|ville|må|måtte|bor|bur|heter|heiter|sa|ringte|spør|spurte)"
_SITERT = r"[«\"“][^»\"”]{8,120}[»\"”]"
_NAVN = r"(?-i:[A-ZÆØÅ])\w+(?:\s(?-i:[A-ZÆØÅ])\w+)?"

NORWEGIAN_KEPT_OUT = (
    Sign(
        words("ikke", "ikkje", "utelate", "utelat", "stryk", "kutt"),
        rf"{_SKRIV}\s{_DET}(?:\s(?:ut|inn|med)\b|{_SLUTT})",
        0.4,
        closed=True,
    ),
    Sign(
        words("ta", "hold", "holde", "la"),
        rf"(?:ta|holde?|la)\s{_DET}\s(?:ut|utenfor|utanfor|ute|være|vere|ligge)\b",
        0.4,
        closed=True,
    ),
    Sign(
        words("vet", "veit", "vite", "skjø", "forst"),
        rf"{_VET}(?:{_HVEM}|at\sdet\s(?:er|var)\s(?:meg|oss|ham|han|henne)\b)",
        0.4,
        about=True,
    ),
    Sign(
        words("kalle", "kalla", "kalte", "kalt"),
        rf"(?:kaller|kallar|kalte|kalla|kalt)\s(?:meg|mæ|han|ham|henne|ho|oss|det|dei)\s(?:det\s|for\sdet\s|så\s)?"
        rf"(?:fordi|siden|sidan|etter\sat|for\sat)\s(?:(?:han|hun|ho|jeg|eg|de|dei),\s(?:[\w\s]{{1,8}},\s)?)?(?P<{FACT}>\w+)\s",
        0.4,
    ),
    Sign(
        words("er"),
        rf"er\s(?:det\s)?(?:ikke\s|ikkje\s)?(?:det\s)?du\s(?:han\s|hun\s|ho\s|den\s)?"
        rf"(?P<{FACT}>som\s(?!{_VANLIG}\b)[^\W\d_]+\s(?!det\b|jeg\b|eg\b)\w+)",
        0.4,
    ),
    Sign(
        words("avis", "lokalavis", "overskrift", "forside", "forsida", "framside", "framsida", "sto", "stod", "bladet"),
        rf"(?:\w*avis[ae]?n?|overskrift\w*|forsid\w*|framsid\w*|\w{{3,}}bladet|stod?\s(?:det|ute|der))\b[^«\"“?.!]{{0,70}}[.,:]?\s?"
        rf"(?P<{FACT}>{_SITERT})",
        0.5,
        closed=True,
    ),
    Sign(
        words("forside", "forsida", "framside", "framsida", "førstesida"),
        rf"(?P<{FACT}>(?:forsid[ae]n?|framsid[ae]n?|førstesid[ae]n?)\s(?:av|på|til|i)\s{_NAVN})",
        0.5,
        closed=True,
    ),
)
