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
    r"(?:(?:possible|potential|optional|suggested|additional|further|example|specific|mulige?|eventuelle?|aktuelle|"
    r"forslag til)"
    r"\s+)?(?:probes?|probing(?: questions?)?|(?:follow[- ]?up |probing )?prompts?|cues?|"
    r"follow[- ]?ups?(?: questions?)?|sub-?questions?|stikkord|oppfølging(?:sspørsmål(?:ene)?)?|"
    r"oppfølgjing(?:sspørsmål)?|underspørsmål(?:ene)?|hjelpespørsmål|tilleggsspørsmål|utdypende spørsmål|utdyping|utdypning|"
    r"utdypande spørsmål)"
)
_WHEN = r"(?:\s*[(\[]?(?:if|as|when|where|for|to be|ved|hvis|om|dersom|etter)\b[^:?]*?[)\]]?)?"
"""When a follow-up is to be asked, behind its label: `Probe (if needed):`."""
FOLLOW_UP = re.compile(
    rf"{_FOLLOW_UP}\s+(?:if|when|ved|hvis|dersom)\b.*:$|"
    rf"[(\[]?\s*{_FOLLOW_UP}\s*(?:\d+\s*)?(?:{_WHEN}\s*[:–—-]\s*(?P<rest>.*)|[)\]]?$)",
    re.IGNORECASE,
)
"""A line labelled as a follow-up, or as announcing follow-ups (`rest` empty)."""
INLINE = re.compile(rf"\s*[(\[]\s*{_FOLLOW_UP}\s*[:–—-]\s*(?P<rest>[^()\[\]]+)[)\]]", re.IGNORECASE)
"""Follow-ups in brackets after a question."""
ASIDE = re.compile(r"(?<=[?.])\s*[(\[](?P<rest>[^()\[\]]*\?[^()\[\]]*)[)\]]\s*$")
"""Questions in brackets at the end of a question: they are follow-ups, whether a label says so or not."""
ANNOUNCED = re.compile(rf"(?<=[?.])\s*(?P<label>{_FOLLOW_UP}\s*:)\s*(?P<rest>.*)$", re.IGNORECASE)
"""A label of follow-ups at the end of a question."""
MAIN_LABEL = re.compile(
    r"(?:\w+ )?(?:questions?|\w*spørsmål|q|spm)\s*(?:no\.?|nr\.?)?\s*[\d.]*\s*[:–—-]", re.IGNORECASE
)
"""A label of main questions."""
CONDITION = re.compile(r"(?:if|hvis|dersom|viss)\s+(?:yes|no|so|not|ja|nei|ikke|ikkje)\b", re.IGNORECASE)
"""A conditional line that depends on the answer before: `If yes, …`."""
INSTRUCTION = re.compile(
    r"\[.*\]$|\([^?]*\)$|(?:note|notes?|instructions?|instruks|interviewer|intervjuer|intervjuar|moderator|facilitator|"
    r"to the interviewer|til intervjuer(?:en)?|husk|remember|nb|merk|obs|script|say|read(?: aloud)?|les(?: høyt)?|si|"
    r"goal|aim|"
    r"purpose|mål|hensikt|formål|time|tid|duration|varighet)\s*(?:to (?:the )?interviewer|til intervjuer(?:en)?)?\s*[:!]|"
    r"(?:tell|inform|remind|thank|ask|explain to|reassure|introduce|give|hand|show|offer|invite|takk|spør|informer|"
    r"forklar|minn|gi|"
    r"be|fortell)\s+(?:(?:the|each|every|all)\s+)?(?:participants?|interviewees?|respondents?|informants?|patients?|"
    r"group|them|"
    r"deltaker\w*|deltakar\w*|informant\w*|pasient\w*|gruppen|intervjupersonen)\b[^?]*$|"
    r"(?:thank you|thanks|many thanks|takk for|tusen takk)\b[^?]*$",
    re.IGNORECASE,
)
"""What is for the interviewer, and what is said without asking anything."""
INTRODUCTION = re.compile(
    r"(?!.*(?:questions?|spørsmål)\b)(?:introduction|introductory|intro|introduksjon|innledning|innleiing|information|"
    r"informasjon|"
    r"info|consents?|samtykke\w*|background for|before (?:the (?:interview|call|session)|each interview|we start|"
    r"starting|beginning)|"
    r"før (?:intervjuet|vi|start)|instructions?|instruks\w*|practical(?:ities)?|praktisk\w*|purpose|goals? of|"
    r"aims? of|formål\w*|formalia|"
    r"about (?:this|the) (?:guide|interview|study)|om (?:guiden|intervjuet|studien|prosjektet)|debrief\w*|"
    r"after the interview|"
    r"etter intervjuet|velkommen|welcome|oppstart|pre-?\s?interview|post-?\s?interview|preparations?$|"
    r"preparations? for the interview|"
    r"forberedelser?$|logistics|materials? needed|script|ground rules|check-?\s?lists?|sjekkliste|set-?\s?up|confidentiality|"
    r"taushetsplikt|personvern|recording$|opptak$|meldeplikt|hvem vi er|who we are|kontekst$|rammer$|rammesetting|"
    r"listen for|look for|things to|notes?$|note[- ]taking|notater|interview tips|template)\b",
    re.IGNORECASE,
)
"""Headings of an introduction or a closing: under them, only a clear question counts as one."""
OTHER_DOCUMENT = re.compile(
    r"(?:participant |patient )?information (?:sheet|letter|form)|(?:informed )?consent (?:form|sheet)|"
    r"letter of (?:information|consent)|"
    r"informasjonsskriv|forespørsel om|samtykke(?:erklæring|skjema)|informert samtykke|"
    r"vil du (?:delta|vere med|være med)|would you like to (?:take part|participate)|invitation to (?:take part|participate)|"
    r"(?:key |main |overarching )?(?:research|study) (?:questions?|aims?|objectives?)|objectives?\b|forskningsspørsmål|"
    r"problemstilling\w*|references|referanser|litteratur|hypothes[ei]s",
    re.IGNORECASE,
)
"""Headings of what is no part of the guide: letters to participants, the study's own questions. Nothing below is asked."""
LETTER = re.compile(
    r"information (?:sheet|letter|form)|consent|letter|informasjonsskriv|forespørsel|samtykke|vil du|would you like",
    re.I,
)
"""Those of them that are a document of its own, with headings of its own."""
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
    r"(?:the\s+)?(?:those|them|participants?|informants?|patients?|persons?|people|interviewees?|respondents?|you|"
    r"anyone|de|dem|"
    r"dei|deg|deltaker\w*|deltakar\w*|informant\w*|pasient\w*|personer?|personar)\b"
    r"|(?:if|hvis|dersom|viss)\s+(?:you|the\b|participant|patient|informant|du|deltaker|deltakar|pasient|i\s|not|ikke|ikkje|"
    r"currently|employed|unemployed|working|still|already|back)"
    r"|(?:those|participants?|informants?|patients?|people|de|dei|deltakere|deltakarar|informanter|informantar|pasienter|"
    r"pasientar)\s+(?:who|that|som|currently|still|already|now|no longer|not|in|on|at|out|aged|with|without|i|på|"
    r"uten|utan|utenfor|utanfor|med)\b"
    r"|(?:branch|group|track|arm|gruppe|spor|gren|utvalg)\s*(?:\d+|[a-z]\b)?\s*[:–—-]",
    re.IGNORECASE,
)
"""First words of a heading that names a branch (the participants that the questions below are for)."""

ADDRESSED = re.compile(r"\b(?:me|us|you|your|meg|oss|deg|du|din|ditt|dere)\b", re.IGNORECASE)
"""Who asks or is asked: a request without either may be one to the interviewer."""
NOT = _words("denies")
WORK = _words("work")
EMPTY = _words("empty")
PEOPLE = _words("people")
NOBODY = _words("nobody")
BESIDE = _words("beside")


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
