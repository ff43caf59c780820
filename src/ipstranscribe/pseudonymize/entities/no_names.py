"""What is found as a name and is the name of nobody here: diseases, drugs, scales, laws, sounds, and what everybody knows.

`Crohns sykdom`, `HADS`, `M79.7`; `Murphy's law`, `Tom, Dick and Harry`, `C as in Charlie`. What a study's tables list is
masked all the same.
"""

import re
from functools import lru_cache

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.no_names_by_form import is_nobody_by_form
from ipstranscribe.pseudonymize.lexicon import public_names, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from ipstranscribe.text.phrase_index import words_of

_NEXT_WORD = re.compile(r"(?P<genitive>['’]?s|['’](?=\s))?\s(?P<word>[^\W\d_]+)(?:\s(?P<then>[^\W\d_]+))?")
_GENITIVE = re.compile(r"['’]s?$|s$")
_CODE = re.compile(r"(?<!\w)[A-Z]{1,4}-?\d{1,3}(?:[.-][A-Z]?\d{1,2}[A-Z]?){0,3}s?(?!\w)")
"""Codes of diagnoses, vertebrae, vitamins, questionnaires: letters and at most three digits, with parts."""
_LONGEST_CODE = 24  # characters
_CALLED = re.compile(
    r"(?:\b(?:mr|mister|mrs|missus|ms|miss|dr|doctor|prof|professor|nurse|sister|herr|fru|frøken|doktor|overlege|called|named|heter|"
    r"heiter|hette|heite|het|kalt|kalla)\.?|\bname(?:['’]s|\sis|\swas)|\bnavn(?:et)?\s(?:er|var)|\bnamn(?:et)?\s(?:er|var))\s$",
    re.IGNORECASE,
)
"""Before a known name: somebody here has it."""
_LETTER = re.compile(
    r"(?<![\w'’])(?P<letter>[B-HJ-ZÆØ]|[b-hj-zæø](?=[,\s]))(?:\s|,\s)(?:as\sin|like\sin|like|for|som\si|som)\s$"
    r"|(?<![\w'’])(?P<vowel>[AaIi])(?:\s|,\s)(?:as\sin|like\sin|som\si)\s$"
)
"""Before a name that only says which letter is meant; *I* and *a* are words as well."""
_NEAR = 24  # characters before a name that say what it is
_LAWS = frozenset({"law", "laws", "lov", "loven"})
_OWNED = re.compile(r"\w['’]s?\s$")
_OF_LAWYERS = frozenset(
    {"firm", "firms", "degree", "school", "student", "office", "course", "exam", "books", "practice"}
)
_DISEASE = re.compile(
    r"[a-zæøåé]{3,}(?:itis|osis|ectomy|ektomi|ostomy|oscopy|oskopi|ography|ografi|plegia|plegi|algia|pathy|sclerosis|sklerose|thyroid(?:ism)?)"
    r"|[a-zæøåé]{6,}(?:itt(?:en)?|ose[nr]?|omat?a?|[ae]?emia|emi(?:en)?|algi(?:en)?|pati(?:en)?|otomy|uria|rrh?o?ea|plasty|plastikk?|trophy|"
    r"dystrofi|phobia|fobi|phasia|fasi|phagia|fagi|fever|feber|infection|deficiency)"
)
"""Diseases and operations by the ends of their Greek words."""
_SOUND = re.compile(
    r"o+h+|a+h+|e+h+|u+h*m*|a+w+|w+o+w+|h+m+|m+h*m*|e+r+m*|y+e+a+h*|y+e+p+|n+a+h+|h+e+y+a*|h+a+(?:h+a+)*|u+g+h+|o+o+h*|p+h+e+w+|"
    r"s+h+|æ+h*|ø+h*|j+a+h*|n+e+i+|j+ø+s+"
)
_LETTER_WORD = re.compile(r"(?P<letter>[^\W\d_])[-–](?P<word>[^\W\d_]{3,})")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,5}s?(?:-[a-zæøå]+)?")
_ALIKE = 88
"""Likeness in percent from which a long unknown word may be a drug that was misspelt."""
_LONG = 8

_MONTH = re.compile(r"april|may|june|august|mars|mai|juni|juli", re.IGNORECASE)
"""Months that people are called as well."""
_IN_MONTH = re.compile(
    r"\b(?:in|till|until|since|last|next|mid|early|late|every|through|i|siden|sidan|forrige|førre|neste)[\s-]$",
    re.IGNORECASE,
)
"""What stands before a month, and hardly before somebody."""


def names_nobody(found: Found, text: str, language: str) -> bool:
    """Whether a found name surely is that of a thing, or of somebody whom everybody knows."""
    if found.category not in NAMES or found.found_by == Organisations.name:
        return False
    start, end = found.char_start, found.char_end
    written = text[start:end]
    if _is_medical(written) or _is_eponym(text, start, end) or _in_code(text, start, end):
        return True
    if _is_called_so(text, start):
        return False
    if (
        is_nobody_by_form(text, start, end, language)
        or _is_sound(written)
        or _is_letter_word(written, language)
        or _ends_as_a_disease(written.casefold())
    ):
        return True
    if _MONTH.fullmatch(written) and _IN_MONTH.search(text, max(0, start - _NEAR), start):
        return True
    public = _public(text, start, end)
    return _spells_a_letter(text, start) or bool(public and not public.doubtful)


def is_doubtful(found: Found, text: str) -> bool:
    """Whether a found name may well be no name of somebody here, so that it is asked about.

    A well-known name that others have as well, an abbreviation, or a long word that is nearly the name of a drug.
    """
    if found.category not in NAMES or found.found_by == Organisations.name:
        return False
    written = text[found.char_start : found.char_end]
    if _is_called_so(text, found.char_start):
        return False
    if _ABBREVIATION.fullmatch(written) and not text.isupper():
        return not vocabulary.is_given_name(written)
    return bool(_public(text, found.char_start, found.char_end)) or _is_nearly_a_drug(written.casefold())


def is_small_word(found: Found, text: str, language: str) -> bool:
    """Whether a found name is made of small words of dialect: `Hain`, `Dein`, `Itte ofte` at the beginning of a sentence."""
    if found.category not in NAMES:
        return False
    words, small = words_of(text[found.char_start : found.char_end]), vocabulary.dialect_words(rules_for(language))
    nobody = [word for word in words if not vocabulary.is_listed_name(word)]
    said = all(word in small or vocabulary.is_common(word, language) for word in words)
    return nobody == list(words) and said and not small.isdisjoint(words)


def is_part_of_public(found: Found, text: str) -> bool:
    """Whether a known name stands inside a longer one that everybody knows: the `Bill` of `the Farm Bill`."""
    if found.category not in NAMES:
        return False
    public = _public(text, found.char_start, found.char_end)
    return bool(public and not public.doubtful and public.end - public.start > found.char_end - found.char_start + 2)


def _public(text: str, start: int, end: int) -> public_names.PublicName | None:
    """The known name that a find lies in, unless what stands before says that somebody here is called so."""
    public = public_names.covering(text, start, end)
    return None if public and _is_called_so(text, public.start) else public


def _is_called_so(text: str, start: int) -> bool:
    return bool(_CALLED.search(text, max(0, start - _NEAR), start))


def _is_medical(written: str) -> bool:
    """Whether it is a disease, drug, method or scale that is listed."""
    known = word_lists.read("medical_names")
    whole = written.casefold()
    return whole in known or all(_without_genitive(word, known) in known for word in re.split(r"[\s-]+", whole))


def _ends_as_a_disease(whole: str) -> bool:
    return bool(_DISEASE.fullmatch(whole)) and not vocabulary.is_listed_name(whole)


def _is_eponym(text: str, start: int, end: int) -> bool:
    """Whether a word for a disease, sign or law follows, or ends the find.

    What anybody may have (`test`, `fracture`) does not count after a given name in the genitive: it is hers.
    """
    if text[start:end].casefold() in _LAWS and _OWNED.search(text, max(0, start - _NEAR), start):
        return True
    inside = re.search(r"\s[^\W\d_]+$", text[start:end])
    end = start + inside.start() if inside else end
    after = _NEXT_WORD.match(text, end)
    head = after["word"].casefold() if after else ""
    if not after or head not in word_lists.read("words_after_an_eponym"):
        return False
    if head in _LAWS:
        return (after["then"] or "").casefold() not in _OF_LAWYERS
    written = text[start:end].casefold()
    bare = _GENITIVE.sub("", written)
    has = bool(after["genitive"]) or bare != written
    return not (has and vocabulary.is_given_name(bare) and head in word_lists.read("words_after_anybody"))


def _spells_a_letter(text: str, start: int) -> bool:
    told = _LETTER.search(text, max(0, start - _NEAR), start)
    return bool(told and (told["letter"] or told["vowel"]).casefold() == text[start].casefold())


def _is_sound(written: str) -> bool:
    """Whether these are sounds, however drawn out: `Ohh`, `Mm-hmm`."""
    words = words_of(written)
    sounds = bool(words) and all(_SOUND.fullmatch(word) for word in words)
    return sounds and not all(map(vocabulary.is_given_name, words))


def _is_letter_word(written: str, language: str) -> bool:
    """Whether it is a letter and a word of the vocabulary: `X-ray`, `D-vitamin`."""
    parts = _LETTER_WORD.fullmatch(written)
    if not parts or not vocabulary.is_ordinary(parts["word"], language):
        return False
    return vocabulary.is_frequent(parts["word"], language) or not vocabulary.is_listed_name(parts["word"].casefold())


def _in_code(text: str, start: int, end: int) -> bool:
    codes = _CODE.finditer(text, max(0, start - _LONGEST_CODE), end + _LONGEST_CODE)
    return any(code.start() <= start and end <= code.end() for code in codes)


def _without_genitive(word: str, known: frozenset[str]) -> str:
    bare = re.sub(r"['’]s?$", "", word)
    return bare.removesuffix("s") if bare not in known else bare


@lru_cache(maxsize=10_000)
def _is_nearly_a_drug(word: str) -> bool:
    if len(word) < _LONG or not word.isalpha() or vocabulary.is_listed_name(word):
        return False
    from rapidfuzz import fuzz, process

    near = [drug for drug in vocabulary.packed("drugs") if abs(len(drug) - len(word)) < 2 and drug[0] == word[0]]
    return process.extractOne(word, near, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None
