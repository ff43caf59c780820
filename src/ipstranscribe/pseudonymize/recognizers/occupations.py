"""Rare occupations: one in which a handful of people work tells who somebody is. Common ones are left alone."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize import word_lists
from ipstranscribe.pseudonymize.recognizers import Found

# What ends the name of an occupation, anywhere in talk …
_TELLING = {
    "en": r"(?:maker|builder|smith|wright|keeper|monger|tuner|inspector|restorer|breeder|diver|pilot|player|weaver|carver|binder|"
    r"blower|herder|founder|engraver|gilder|lilter|fiddler|piper|tamer|whaler|sealer|thatcher|cooper|farrier|falconer|conservator|"
    r"beekeeper|gamekeeper|taxidermist|botanist|geologist|astronomer|archaeologist|glaciologist|cartographer|luthier|sommelier)",
    "nb": r"(?:maker|makar|bygger|byggjar|smed|virker|verkar|verske|verskar|vever|vevar|røkter|røktar|dyrker|dyrkar|oppdretter|oppdrettar|"
    r"støper|støypar|skjærer|skjerar|slager|binder|bindar|stemmer|stemmar|dykker|dykkar|los|restauratør|konservator|reparatør|skipper|"
    r"tårnvokter|fyrvokter|fyrvaktar|reineier|reindriftssame|dirigent|organist|klokker|felemaker|bøkker|kobberslager|steinhogger|steinhoggar|"
    r"gjeter|gjetar|buntmaker|salmaker|urmaker|forgyller|fangstmann|losoldermann|arkeolog|geolog|astronom|botaniker|utstopper)",
}
# … and only where somebody says what they are.
_AGENT = {
    "en": r"[a-z]+(?:er|or|ist|ian|eer|man|woman|master|tutor|hand|guide)",
    "nb": r"[a-zæøå]{4,}(?:er|ar|ør|ist|log|mann|mester|meister|fører|førar|tekniker|teknikar|vert|vertinne)",
}
_SAID = {
    "en": r"\b(?:work(?:ed|s|ing)?\sas|job\sas|trained\sas|educated\sas|qualified\sas|retired\sas|career\sas|live\sas|living\sas|"
    r"apprenticed\sas|by\strade,?\sI'm)\s",
    "nb": r"\b(?:(?:jobb|arbeid)\w*\ssom|utdann\w*\s(?:som\s)?(?:til\s)?|yrke\ssom|lærling\ssom|ansatt\ssom|tilsett\ssom|fagbrev\ssom)\s?",
}
_MODIFIERS = r"(?:(?!(?:lot|bit|kind|sort|few|very|real|really|good|bad|great|pretty|little|big)\b)[a-z][\w-]*\s){0,3}?"
_NOUN_NB = r"(?:en\s|ei\s|ein\s)?(?:[a-zæøå]{3,}\s)?"


class Occupations:
    """Occupations by their telling endings, and by any ending of doers where somebody says what they work as."""

    name = "rare occupation"

    def __init__(self, language: str) -> None:
        self._common = word_lists.read(f"common_occupations_{language}")
        telling, agent, said = _TELLING[language], _AGENT[language], _SAID[language]
        if language == "en":
            anywhere = rf"\b(?P<any>an?\s{_MODIFIERS}(?:[\w-]*{telling}))\b(?!\s(?:is|was|called|said))"
            named = rf"{said}(?P<said>an?\s{_MODIFIERS}{agent})\b"
        else:
            anywhere = rf"\b(?P<any>\w{{3,}}{telling})\b"
            named = rf"{said}(?P<said>{_NOUN_NB}{agent})\b"
        self._pattern = re.compile(f"{named}|{anywhere}", re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Suggestions only, over article and noun."""
        for match in self._pattern.finditer(text):
            group = "said" if match["said"] else "any"
            words = match[group].casefold().split()
            if words[-1] not in self._common and not (len(words) > 1 and " ".join(words[-2:]) in self._common):
                yield Found(*match.span(group), "occupation", self.name, 0.4, certain=False)
