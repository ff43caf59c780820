"""Patterns and word lists that classify lines of an interview guide, in English and Norwegian."""

import re

from ipstranscribe.languages import RECORDS


def _words(name: str) -> frozenset[str]:
    """The words of a list in all languages: a guide may mix them."""
    return frozenset(word for language in RECORDS.values() for word in language.guide[name])


_QUESTION_WORDS = _words("questions")
_REQUESTS = _words("requests")
_VERBS = _words("verbs")
_SUBJECTS = _words("subjects")
_REQUEST = re.compile(
    r"(?:i(?:'d| would) like (?:to hear|you)|jeg vil(?:le)? gjerne (?:høre|at)|eg vil gjerne)\b", re.I
)

_FOLLOW_UP = (
    r"(?:possible\s+|optional\s+|suggested\s+|mulige?\s+|eventuelle?\s+)?(?:probes?|probing(?: questions?)?|prompts?|cues?|"
    r"follow[- ]?ups?(?: questions?)?|sub-?questions?|stikkord|oppfølging(?:sspørsmål)?|oppfølgjing(?:sspørsmål)?|"
    r"underspørsmål|hjelpespørsmål|tilleggsspørsmål|utdypende spørsmål|utdyping|utdypning|utdypande spørsmål)"
)
FOLLOW_UP = re.compile(rf"[(\[]?\s*{_FOLLOW_UP}\s*(?:\d+\s*)?(?:[:–—-]\s*(?P<rest>.*)|[)\]]?$)", re.IGNORECASE)
"""A line labelled as a follow-up, or as announcing follow-ups (`rest` empty)."""
INLINE = re.compile(rf"\s*[(\[]\s*{_FOLLOW_UP}\s*[:–—-]\s*(?P<rest>[^()\[\]]+)[)\]]", re.IGNORECASE)
"""Follow-ups in brackets after a question."""
CONDITION = re.compile(r"(?:if|hvis|dersom|viss)\s+(?:yes|no|so|not|ja|nei|ikke|ikkje)\b", re.IGNORECASE)
"""A conditional line that depends on the answer before: `If yes, …`."""
INSTRUCTION = re.compile(
    r"\[.*\]$|\(.*\)$|(?:note|notes?|instructions?|instruks|interviewer|intervjuer|intervjuar|moderator|to the interviewer|"
    r"til intervjuer(?:en)?|husk|remember|nb|merk|obs)\s*(?:to (?:the )?interviewer|til intervjuer(?:en)?)?\s*[:!]",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(
    r"(?:introduction|intro|introduksjon|innledning|innleiing|information|informasjon|info|consent|samtykke|background for|"
    r"before (?:the interview|we start|starting)|før (?:intervjuet|vi)|instructions?|instruks|practical|praktisk|purpose|"
    r"formål|about (?:this|the) (?:guide|interview|study)|om (?:guiden|intervjuet|studien)|debrief|after the interview|"
    r"etter intervjuet|velkommen|welcome|oppstart)\b",
    re.IGNORECASE,
)
"""Headings of an introduction or a closing: under them, only a clear question counts as one."""
TITLE = re.compile(
    r"(?:interview|topic|semi-structured|focus group).*\b(?:guide|schedule)\b|\w*(?:intervju|tema|samtale)guide", re.I
)
EVERYBODY = re.compile(
    r"(?:for\s+|til\s+)?(?:all|alle|everyone|everybody|both groups|begge grupper|begge gruppene)\b(?!\s+(?:right|the))"
    r"(?:\s+(?:participants|informants|patients|deltakere|deltakarar|informanter|informantar|pasienter))?"
    r"|common|felles|closing|close|ending|end of|wrap|conclu|to finish|final|avslutning|avslutting|avrunding|til slutt|"
    r"oppsummering|generelt?\b|general\b",
    re.IGNORECASE,
)
"""Headings that end a branch: everybody is asked again."""
SOME = re.compile(
    r"(?:only\s+|kun\s+|bare\s+|berre\s+)?(?:questions?\s+|spørsmål\s+)?(?:for|til|to)\s+(?:only\s+|kun\s+)?"
    r"(?:the\s+)?(?:those|them|participants?|informants?|patients?|persons?|people|interviewees?|respondents?|you|anyone|de|dem|"
    r"dei|deg|deltaker\w*|deltakar\w*|informant\w*|pasient\w*|personer?|personar)\b"
    r"|(?:if|hvis|dersom|viss)\s+(?:you|the\b|participant|patient|informant|du|deltaker|deltakar|pasient|i\s|not|ikke|ikkje|"
    r"currently|employed|unemployed|working|still|already|back)"
    r"|(?:those|participants?|informants?|patients?|people|de|dei|deltakere|deltakarar|informanter|informantar|pasienter|"
    r"pasientar)\s+(?:who|that|som|currently|not|in|with|without|i|uten|utan|med)\b"
    r"|(?:branch|group|track|arm|gruppe|spor|gren|utvalg)\s*(?:\d+|[a-z]\b)?\s*[:–—-]",
    re.IGNORECASE,
)
"""First words of a heading that names a branch (the participants that the questions below are for)."""

NOT = _words("denies")
WORK = _words("work")
EMPTY = _words("empty")


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.casefold().replace("’", "'"))


def is_question(text: str, *, heading: bool = False) -> bool:
    """Whether a line asks or requests something. A heading counts only with a question mark or a clear request."""
    said = words(text)
    if "?" in text or not said:
        return bool(said)
    first, second = said[0], said[1] if len(said) > 1 else ""
    if _REQUEST.match(text) or (first in _VERBS and second in _SUBJECTS) or (first in _REQUESTS and len(said) > 2):
        return True
    return not heading and first in _QUESTION_WORDS and len(said) > 2


def language_of(texts: list[str]) -> str:
    """The language of the texts (`en`, `nb` or `nn`), by counting function words."""
    said = [word for text in texts for word in words(text)]
    found = {code: sum(w in one.guide["small"] for w in said) for code, one in RECORDS.items() if one.documents}
    return max(found, key=lambda code: found[code])
