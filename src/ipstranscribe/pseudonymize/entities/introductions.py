"""Names that answer a question for one in text without capitals: after *and you are* the first words of the next turn.

There nothing else tells a name that no list has (`maddie tibby doe i'm canadian`), nor one that is asked for in one turn:
`and your husband is it abo`. All are questions.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ipstranscribe.languages import patterns_of, record, rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found

INTRODUCED = "told when asked"
"""`found_by` of such a name."""
_ASKED = {
    "en": re.compile(
        r"(?:\b(?:and\syou\sare|and\syour?\sname|who\sare\syou|what(?:['’]?s|\sis|\swas)\syour\s(?:\w+\s)?name|(?:say|state|give|tell)\s(?:\w+\s)?your\s"
        r"(?:\w+\s)?name|(?:what|who)\s(?:do|should|can|shall|may)\si\scall\syou|what\sare\syou\scalled)(?:\s[a-z]+){0,5}|\byour\sname)\s*\??\s*$",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:h?va\s(?:er\snavnet|heter\sdu|er\sdet\sdu\sheter|kan\sjeg\skalle\sdeg|blir\sdu\skalt|kalles\sdu)|k(?:v)?a\s(?:heite[r]?\sdu|er\snamnet)|"
        r"(?:si|oppgi)\snav?mn?et|na[vm]n(?:et)?\sditt|og\sdu\s(?:er|e|heter|heiter))(?:\s[a-zæøå]+){0,4}\s*\??\s*$",
        re.IGNORECASE,
    ),
}
_BEFORE = {
    "en": re.compile(
        r"\s*(?:(?:um|uh|er|oh|yeah|yes|sure|okay|ok|so|well|right|hi|hello|it['’]?s|i['’]?m|"
        r"i\sam|my\sname\s?(?:['’]?s|is)|this\sis|just|call\sme|they\scall\sme),?\s)*",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\s*(?:(?:eh|øh|ja|jo|hei|ok|okei|altså|jeg\sheter|eg\sheiter|det\ser|navnet\ser|mitt\snavn\ser|jeg\ser|eg\ser|bare|"
        r"kall\smeg),?\s)*",
        re.IGNORECASE,
    ),
}
_KIN = {
    "en": (
        r"husband|wife|son|daughter|brother|sister|boss|mother|father|mum|dad|partner|boyfriend|girlfriend|neighbour|manager|"
        r"carer|nurse|doctor|keyworker|caseworker|friend|grandson|granddaughter|nephew|niece|cousin|boy|girl|baby|lad"
    ),
    "nb": (
        r"mann(?:en)?|kona?|sønn(?:en)?|sønen|datter(?:a|en)?|dotter(?:a)?|bror(?:en)?|søster(?:a|en)?|syster|sjef(?:en)?|"
        r"mor(?:a|en)?|far(?:en)?|samboer(?:en)?|kjæreste(?:n)?|nabo(?:en)?|lege(?:n)?|saksbehandler(?:en)?|kontakten|"
        r"venn(?:en)?|venninne|venninna|gutten|guten|jenta|barnebarnet"
    ),
}
_NAMED = {
    "en": re.compile(
        rf"\b(?:my|your|his|her|our|their|the)\s(?:\w+\s)?(?:{_KIN['en']})\s(?:is\sit|was\sit|that['’]s|what\swas\s(?:it|(?:his|her)\sname)|"
        r"what['’]?s\s(?:his|her)\sname)(?:\sagain)?(?:\sum|\suh)?,?\s",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        rf"\b(?:{_KIN['nb']})(?:\s(?:min|mi|din|di|hans|hennes|vår|deres))?,?\s(?:(?:h?va\s)?(?:heter|heiter|het|hette)\s(?:han|hun|ho|det)|(?:var|er)\sdet|"
        r"h?va\svar\snavnet)(?:\sigjen)?(?:\seh|\søh)?,?\s",
        re.IGNORECASE,
    ),
}
_WORD = re.compile(r"[^\W\d_]{2,}(?!['’\w])")
_MOST = 3
_ENDS = re.compile(r"\s*(?:[?.,!]|$)")


def introduced(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The names that were not found already, by turns in their order."""
    spoken = patterns_of(language)
    known = {
        (turn.id, at) for turn, one in found if one.category in NAMES for at in range(one.char_start, one.char_end)
    }
    places = []
    for asking, answer in pairwise(turns):
        asked = asking.speaker != answer.speaker and _ASKED[spoken].search(asking.text) is not None
        if asked and casing.is_uncased(answer.text) and (opening := _BEFORE[spoken].match(answer.text)):
            places.append((answer, opening.end(), True))
    for turn in turns:
        if casing.is_uncased(turn.text):
            places += [(turn, match.end(), False) for match in _NAMED[spoken].finditer(turn.text)]
    for turn, start, answers in places:
        end = _end_of_name(turn.text, start, language)
        if end and (turn.id, start) not in known and (answers or _ENDS.match(turn.text, end)):
            yield turn, Found(start, end, "person", INTRODUCED, 0.5, certain=False)


def _end_of_name(text: str, start: int, language: str) -> int | None:
    """Where the name ends that begins at `start`: before the first word that nobody is called; None without a name."""
    end, at = None, start
    for _ in range(_MOST):
        word = _WORD.match(text, at)
        may_be = _goes_on if end else _begins
        if not word or not may_be(word.group().casefold(), rules_for(language)):
            break
        end, at = word.end(), word.end() + 1
        if text[end : end + 1] != " ":
            break
    return end


def _begins(word: str, rules: str) -> bool:
    """Whether a name may begin with the word: a given name that is no frequent word, or a word of no list."""
    if not _goes_on(word, rules):
        return False
    known = vocabulary.is_given_name(word) and not vocabulary.is_frequent(word, rules)
    return known or word in word_lists.read(f"names_that_are_words_{rules}") or not vocabulary.is_ordinary(word, rules)


def _goes_on(word: str, rules: str) -> bool:
    if word in word_lists.read(f"function_words_{rules}") or word in record(rules).cues["backchannel"]:
        return False
    return vocabulary.is_listed_name(word) or not vocabulary.is_common(word, rules)
