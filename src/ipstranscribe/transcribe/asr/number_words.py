"""Number words in English and Norwegian.

Whisper prefers digits, so it gives number words a low probability even where it recognized them well.
"""

import re

from ipstranscribe.languages import LANGUAGES, base, for_whisper

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand percent cent o'clock "
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth"
)
_NORWEGIAN = (  # bokmål and nynorsk, the older way of counting included
    "en én ett ein eitt to tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten "
    "nitten tjue tyve tretti tredve førti førr femti seksti sytti åtti nitti hundre tusen prosent "
    "første andre tredje fjerde femte sjette sjuende syvende åttende niende tiende ellevte tolvte trettende fjortende "
    "femtende sekstende syttende attende nittende tjuende tyvende trettiende"
)
_BY_RULES = {"en": frozenset(_ENGLISH.split()), "nb": frozenset(_NORWEGIAN.split())}
_WORDS = {for_whisper(language): _BY_RULES[base(language)] for language in LANGUAGES}


def is_number_word(word: str, language: str) -> bool:
    """Whether `word` is a number written in words, with or without hyphens; `language` is Whisper's code."""
    known = _WORDS.get(language, frozenset())
    parts = [part for part in re.split(r"[^\w'’]+", word.lower().replace("’", "'")) if part]
    return bool(parts) and all(part in known or _ends(part, known) for part in parts)


def _ends(word: str, known: frozenset[str]) -> bool:
    """Whether `word` is a compound of two number words, as in Norwegian "tjueseks"."""
    return any(word[:cut] in known and word[cut:] in known for cut in range(2, len(word) - 1))
