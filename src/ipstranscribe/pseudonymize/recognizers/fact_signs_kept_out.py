"""Further patterns of identifying facts, English and Norwegian: what somebody wants left out, by what everybody would know
them, how they came by a nickname, what was printed.

Every pattern runs in linear time: repetitions are bounded, and matches begin at a word.
"""

from ipstranscribe.pseudonymize.recognizers.fact_signs import FACT, Sign, words

_NO_PART = (
    r"(?!(?:name|names|last|rest|word|lot|date|number|swearing|bins?|rubbish|trash|dogs?|cat|kids|children|washing|laundry|"
    r"recorder|recording|time|kettle|car|food|tea|light|lights|heating|money|same)\b|(?:bit|part|stuff|thing|story)s?\b(?!\s(?:about|with)))"
)
_PART = r"(?:(?:bit|part|stuff|thing|story)\s(?:about|with)\s(?:the\s|my\s)?)?"
_THAT = rf"(?P<{FACT}>(?:the|that|this|my|our|his|her)\s{_NO_PART}{_PART}[\w'’-]+(?:\s(?!out\b|in\b|down\b)[\w'’-]+){{0,4}}?)"
_YOU = r"(?:you(?:['’](?:ll|d\s(?:better|best))|\s(?:will|can|could|must|should|had\s(?:better|best)))?|I['’]ll|I\scan|we['’]ll|we\scan|please|best|better)"
_NOT = (
    rf"(?:(?<!\bI\s)(?<!\bwe\s)(?<!\bthey\s)(?:please\s)?don['’]?t|{_YOU}\s(?:not|never)|"
    r"you\s(?:won['’]?t|mustn['’]?t|shouldn['’]?t|wouldn['’]?t))"
)
_END = r"(?=\s*[.,;:?!)–…]|$|\s(?:will|would|if|because|please|though|then|or|but|so|cos|for)\b)"
_KNOWS = (
    r"(?:they|everyone|everybody|every\sone|anyone|anybody|people|somebody|someone|you(?=['’])|(?:half|all)\sthe\s\w+|the\swhole\s\w+)"
    r"(?:['’](?:d|ll)|\swould|\swill|\sall)?\s(?:all\s|soon\s|just\s)?(?:know|knows|recogni[sz]e|recogni[sz]es)\s"
    r"(?:at\sonce\s|straight\saway\s|right\saway\s|exactly\s|immediately\s)?"
)
_BECAUSE = r"(?:because|since|ever\ssince|after|cos|['’]cause|on\saccount\sof)"

ENGLISH_KEPT_OUT = (
    Sign(words("put", "write", "print", "mention", "include", "quote", "publish"),
         rf"{_NOT}\s(?:\w+\s)?(?:put|write|print|mention|include|quote|publish)\s(?:about\s|down\s)?{_THAT}"
         rf"(?:\s(?:in|down|into)\b|{_END})", 0.4, closed=True),
    Sign(words("leave", "cut", "edit", "take", "keep"),
         rf"{_YOU}\s(?:\w+\s)?(?:leave|cut|edit|take|keep)\s{_THAT}\sout(?:{_END}|\sof\s(?:it|this|that|the\s\w+){_END})",
         0.4, closed=True),
    Sign(words("know", "recognise", "recognize"),
         rf"{_KNOWS}(?:who\s(?:it|that|this|I|he|she)(?:['’]s|\sis|\swas|\sam)|it['’]?s\sme\b|it\swas\sme\b|whose\s\w+)",
         0.4, about=True),
    Sign(words("know", "recognise", "recognize"),
         rf"{_KNOWS}(?:me|us|him|her)\s(?:\w+\s){{0,7}}?by\s(?P<{FACT}>(?:the|that|my|his|her|our)\s[\w-]+)", 0.4,
         closed=True),
    Sign(words("call"),
         rf"call(?:s|ed|ing)?\s(?:me|him|her|us|it|them)\s(?:that|this|so)\s{_BECAUSE}\s(?:(?:he|she|I|they),\s(?:[\w\s]{{1,8}},\s)?)?(?P<{FACT}>[\w'’]+)\s", 0.4),
    Sign(words("put", "wrote", "print"), r"(?:they|it|the\s\w+)\s(?:put|wrote|printed)(?=\s*(?:[.!]|$))", 0.4, about=True),
    Sign(words("paper", "front", "headl", "print"),
         rf"(?:front\spage|headlines?|in\sthe\spapers?|they\sprinted)\b[^\"“.?!]{{0,60}}[.,:]?\s(?P<{FACT}>[\"“][^\"”]{{8,120}}[\"”])",
         0.5, closed=True),
    Sign(words("front"), rf"(?P<{FACT}>the\sfront\s(?:page\s)?of\sthe\s(?-i:[A-Z])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){{0,2}})", 0.5,
         closed=True),
    Sign(words("are", "aren"), rf"(?:aren['’]?t|are|weren['’]?t|ain['’]?t)\syou\s(?P<{FACT}>(?:the\s[\w-]+\s|her\s|him\s|that\s[\w-]+\s)(?:who|that|what|as|with)\s\w+)", 0.5),
)  # fmt: skip

_DET = (
    rf"(?P<{FACT}>(?:det\smed|det\sder\smed|dette\smed|historia\som|historien\som|det\som)\s(?:den\s|det\s|de\s|dei\s)?[\w-]{{2,}}(?:\s(?!ut\b|inn\b|med\b)[\w-]+){{0,3}}?)"
)
_SLUTT = r"(?=\s*[.,;:?!)–…]|$|\s(?:for|fordi|da|då|så|hvis|om|men|er\sdu|er\sdere|takk)\b)"
_VET = (
    r"(?:alle|folk|alle\s(?:her|i\s\w+)|hele\s\w+|heile\s\w+|noen|nokon|enhver|dei|de|halve\s\w+)\s"
    r"(?:(?:vil|ville|kan|her)\s)?(?:vet|veit|skjønner|skjønar|forstår|kjenner|vite|skjønne|skjøner)\s(?:(?:alle|folk|her|jo|straks|med\sen\sgang|med\sein\sgong|da|då)\s){0,3}"
    r"|(?:da|så|då)\s(?:vet|veit|skjønner|skjønar|forstår)\s(?:alle|folk|du|dei|de|hele\s\w+|heile\s\w+)\s(?:(?:her|jo|straks|med\sen\sgang|i\s\w+)\s){0,2}"
)

NORWEGIAN_KEPT_OUT = (
    Sign(words("ikke", "ikkje", "utelate", "utelat", "stryk", "kutt"),
         rf"(?:(?:ikke|ikkje)\s(?:ta\s(?:\w+\s)?med|skriv(?:e)?(?:\sned)?(?:\som)?|nevn(?:e)?|bruk(?:e)?|trykk(?:e)?)|ta\s(?:ikke|ikkje)\smed|"
         rf"skriv\s(?:ikke|ikkje)(?:\sned)?|nevn\s(?:ikke|ikkje)|stryk(?:e)?|kutt(?:e)?\s(?:ut\s)?|utelat(?:e)?)\s{_DET}(?:\s(?:ut|inn|med)\b|{_SLUTT})", 0.4, closed=True),
    Sign(words("ta", "hold", "holde", "la"),
         rf"(?:ta|holde?|la)\s{_DET}\s(?:ut|utenfor|utanfor|ute|være|vere|ligge)\b", 0.4, closed=True),
    Sign(words("vet", "veit", "vite", "skjø", "forst", "kjenner"),
         rf"(?:{_VET})(?:hvem|kven|kem|hvor|kor)\s(?:det|jeg|eg|æ|han|hun|ho|dette)\s(?:er|var|e|va)\b|(?:{_VET})at\sdet\s(?:er|var)\s(?:meg|oss|ham|han|henne)\b", 0.4,
         about=True),
    Sign(words("kalle", "kalla", "kalte", "kalt"),
         rf"(?:kaller|kallar|kalte|kalla|kalt)\s(?:meg|mæ|han|ham|henne|ho|oss|det|dei)\s(?:det\s|for\sdet\s|så\s)?(?:fordi|siden|sidan|etter\sat|for\sat)\s(?:(?:han|hun|ho|jeg|eg|de|dei),\s(?:[\w\s]{{1,8}},\s)?)?(?P<{FACT}>\w+)\s", 0.4),
    Sign(words("er"), rf"er\s(?:det\s)?(?:ikke\s|ikkje\s)?(?:det\s)?du\s(?:han\s|hun\s|ho\s|den\s)?(?P<{FACT}>som\s(?!(?:er|var|har|hadde|skal|skulle|kan|kunne|vil|ville|må|måtte|bor|bur|heter|heiter|sa|ringte|spør|spurte)\b)(?:[^\W\d_]+)\s(?!det\b|jeg\b|eg\b)\w+)", 0.4),
    Sign(words("avis", "lokalavis", "overskrift", "forside", "forsida", "framside", "framsida", "sto", "stod", "bladet"),
         rf"(?:\w*avis[ae]?n?|overskrift\w*|forsid\w*|framsid\w*|\w{{3,}}bladet|sto(?:d)?\s(?:det|ute|der))\b[^«\"“?.!]{{0,70}}[.,:]?\s?"
         rf"(?P<{FACT}>[«\"“][^»\"”]{{8,120}}[»\"”])", 0.5, closed=True),
    Sign(words("forside", "forsida", "framside", "framsida", "førstesida"),
         rf"(?P<{FACT}>(?:forsid[ae]n?|framsid[ae]n?|førstesid[ae]n?)\s(?:av|på|til|i)\s(?-i:[A-ZÆØÅ])\w+(?:\s(?-i:[A-ZÆØÅ])\w+)?)", 0.5, closed=True),
)  # fmt: skip
