"""User names that are told in a sentence: `my handle is …`, `på Instagram heter jeg …`, `find me under … on Facebook`."""

import re
from collections.abc import Iterator

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists

_NETWORK = (
    r"(?:instagram|insta|snapchat|snap|facebook|fb|messenger|tik\s?tok|twitter|x|discord|linkedin|youtube|twitch|reddit|threads|"
    r"mastodon|bluesky|telegram|whatsapp|signal|skype|vipps|strava|steam|playstation|xbox|pinterest|tumblr|finn|jodel|"
    r"(?:the\s)?(?:net|internet|web|forum|chat)|nett|internett|chatt)(?:en|et)?"
)
_JOINT = r"\s(?:underscore|under\sscore|understrek|dot|punktum|punkt|prikk|dash|hyphen|bindestrek|strek)\s"
_NICK = rf"@?\w(?:[\w.:\-]{{1,38}}\w)?(?:{_JOINT}\w[\w.\-]{{0,30}}){{0,4}}"
_WORDS = r"@?\w+(?:[\s-]\w+){1,3}"
_NOUN = {
    "en": (
        r"(?:handle|user\s?name|user\sid|screen\s?name|nick(?:name)?\s(?:there|online)|gamer\s?tag|login(?:\sname)?|account\sname|"
        r"profile\sname|channel(?:\sname)?|skype|discord|snap(?:chat)?|insta(?:gram)?|tik\s?tok|twitter|twitch|telegram|gamertag)"
    ),
    "nb": (
        r"(?:brukernavn(?:et)?|brukarnamn(?:et)?|profilnavn(?:et)?|kontonavn(?:et)?|skjermnavn(?:et)?|nick(?:et)?|kanalen|"
        r"snap(?:chat)?(?:en)?|insta(?:gram)?(?:en|kontoen)?|tik\s?tok(?:en)?|twitter|discord(?:en)?)"
    ),
}
_TOLD = {
    "en": (
        rf"\b{_NOUN['en']}(?:\s(?:name|handle|id|account))?(?:\s(?:there|on\s{_NETWORK}))?(?:['’]s|\s(?:is|was))\s(?:called\s|at\s)?(?P<noun>{_NICK})",
        rf"\b(?:at|as|under|called|by|named|(?:I|he|she|we|they)(?:['’](?:m|s|re)|\s(?:am|is|are)))\s(?P<before>{_NICK})"
        rf"(?=,?\s(?:over\s)?on\s{_NETWORK}\b)",
        rf"\b(?:on\s)?{_NETWORK},?\s(?:(?:I|he|she|we|they)(?:['’](?:m|s|re)|\s(?:am|is|are))?\s)?"
        rf"(?:call(?:s|ed)?(?:\smyself)?|go(?:es)?\sby|go(?:es)?\sunder|as|under|named|is)\s(?P<after>{_NICK})",
        rf"\bon\s{_NETWORK},?\s(?:I|he|she|we|they)(?:['’](?:m|s|re)|\s(?:am|is|are))\s(?P<being>{_NICK})",
    ),
    "nb": (
        rf"\b{_NOUN['nb']}(?:\s(?:mitt|min|mi|hans|hennes|vårt))?(?:\s(?:der|på\s{_NETWORK}))?\s(?:er|heter|heiter|var)\s(?P<noun>{_NICK})",
        rf"\b(?:heter|heiter|hette|er|som|under|kalt|krøllalfa|(?:meg|han|henne)\spå)\s(?P<before>{_NICK})(?=,?\spå\s{_NETWORK}\b)",
        rf"\b(?:på\s)?{_NETWORK}\s(?:heter|heiter|hette|kaller|er|som|under)(?:\s(?:jeg|eg|han|hun|ho|vi)(?:\smeg)?)?\s(?P<after>{_NICK})",
        rf"\b(?:vipps|snap|dm|finn)\s(?:meg|oss|til\smeg)\spå\s(?P<being>{_NICK})",
    ),
}
_IN_WORDS = {
    "en": rf"\b{_NOUN['en']}(?:['’]s|\s(?:is|was))\s(?P<words>{_WORDS})(?=,?\s(?:over\s)?on\s{_NETWORK}\b)",
    "nb": rf"\b{_NOUN['nb']}(?:\s(?:mitt|min|mi))?\s(?:er|heter)\s(?P<words>{_WORDS})(?=,?\spå\s{_NETWORK}\b)",
}
_SIGNS = re.compile(r"[\d_.:@]|\w-\w|underscore|understrek|\sdot\s|punktum|\sdash\s|bindestrek")
_HINT = re.compile(
    rf"\b{_NETWORK}\b|handle|user\s?name|screen\s?name|gamer\s?tag|login|channel|brukernavn|brukarnamn|profilnavn|kontonavn|nick|kanalen|"
    r"vipps|snap",
    re.IGNORECASE,
)


class Handles:
    """User names told in a sentence. An ordinary word is none: `on Facebook I am quiet`, `my handle on it`."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._told = [re.compile(one, re.IGNORECASE) for one in _TOLD[patterns_of(language)]]
        self._in_words = re.compile(_IN_WORDS[patterns_of(language)], re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end, and whether it is certainly a user name."""
        if not _HINT.search(text):
            return
        for expression in self._told:
            for match in expression.finditer(text):
                group = str(match.lastgroup)
                written = match[group]
                if not self._is_talk(written, told_outright=group == "noun"):
                    yield (*match.span(group), bool(_SIGNS.search(written)) or group in ("noun", "before"))
        for match in self._in_words.finditer(text):
            yield (*match.span("words"), False)

    def _is_talk(self, written: str, *, told_outright: bool) -> bool:
        """Whether a would-be name consists of ordinary words, of frequent ones where it is said outright what it is."""
        if _SIGNS.search(written) and not written.isalpha() and any(c in "_@." or c.isdigit() for c in written):
            return False
        known = vocabulary.is_frequent if told_outright else vocabulary.is_ordinary
        words = re.findall(r"[^\W_]+", written)
        functions = word_lists.read(f"function_words_{self._language}")
        return all(w.isalpha() and (known(w, self._language) or w.casefold() in functions) for w in words)
