"""Further patterns of identifying facts, English and Norwegian: what somebody wants left out of the text.

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
)
