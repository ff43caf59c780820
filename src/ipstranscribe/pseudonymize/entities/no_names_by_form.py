"""What is nobody by how it is formed or used: abbreviations with an ending, acts and benefits, kin, comparisons.

No list of things is needed for these: `EKG-en`, `the Housing Act`, `Pensjonsordningen`, `bror min`, `he's a bit Napoleon`.
"""

import re

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import places, public_names, vocabulary, word_lists

_NEAR = 40
"""Characters before a name that say what it is taken as."""
_ABBREVIATION = re.compile(r"(?P<letters>[A-ZÆØÅ]{2,5}\d?c?)-(?P<end>[a-zæøå]+)")
_WORKPLACE = re.compile(
    r".*(?:kontor|senter|avdeling|skole|skule|klinikk|hjem|heim|lag|klubb|gruppe|gjeng|bedrift|firma|bygg|hus|sjef|leder|leiar)\w*"
)
"""A noun behind an abbreviation that makes it a place of work: `NAV-kontoret` may be somebody's."""
_STATUTE = re.compile(
    r"(?:[A-Z][\w'’-]+\s(?:(?:and|of|to|for|at)\s)?){1,4}(?:Act|Allowances?|Benefits?|Credits?|Grant|Payments?|Pension|Scheme|Bill|Order|"
    r"Assessment|Questionnaire|Inventory|Scale|Score|Index|Protocol|Procedure|Regulations|Certificate|Passport|Badge)\b"
)
"""A law, a benefit, a scale by its last word; the words before are ordinary ones."""
_JOINED = re.compile(r"(?P<first>[^\W_]+)(?:-(?P<noun>[a-zæøå]{2,})|['’](?:en|n|et|a|er|ene))")
"""A thing of everybody with a noun or an article: `Ikea-pose`, `Aricept'en`."""
_DEFINITE = re.compile(r"(?P<bare>[^\W\d_]{4,}?)(?:ene|en|et|n|a)")
_NATIONAL = re.compile(
    r"[^\W\d_]{3,}(?:forbundet|kalkulatoren|kassa|kassen|ordninga|ordningen|loven|lova|reforma|reformen|fornyelsen|fornyinga|tilsynet|direktoratet|"
    r"departementet|etaten|registeret|registret|portalen|appen|prøva|prøven|testen|skjemaet|skalaen|metoden|modellen|diagnosen|kortet|partiet|"
    r"meldinga|meldingen|pakka|pakken|forløpet|planen|programmet|posen|boksen|stolen|maskina|maskinen|spillet|spelet|sangen|visa|filmen|boka|quizen)"
)
"""Authorities, laws, forms and things of everybody by the last part of one Norwegian word in the definite form."""
_FORM = re.compile(
    r"\b(?:forms?|questionnaires?|scales?|inventor\w+|scores?|scored|tick\s?box\w*|skjema\w*|spørreskjema\w*|spørreundersøk\w*|kartlegging\w*|poeng|skåra?|skår\w*|"
    r"PHQ(?:-9)?|GAD(?:-7)?|HADS|EQ-5D|SF-36|MADRS|AUDIT)\b"
)
_FORM_NEAR = 60
"""Characters around a name in which a form or a scale says that it is one."""
_AS_A_KIND = {
    "en": re.compile(
        r"\b(?:(?:a|an|some|any|another|that|more|proper|total|right)|"
        r"(?:a\s)?(?:bit|little|touch)(?:\sof\sa)?|went\sall|goes\sall|going\sall)\s$",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:en|ei|ein|et|eit|litt|noe|sånn|slik|à\sla|a\sla|rene|reine|reneste|"
        r"(?:tror|trur|trudde|trodde)\s(?:at\s)?(?:han|hun|ho|jeg|eg|æ|du)\s(?:er|e|var))\s$",
        re.IGNORECASE,
    ),
}
"""Before a name that others have as well: one of that kind, and nobody of here (`a bit Heath Robinson`)."""
_OWNED = re.compile(r"\s(?:min|mi|mitt|mine|din|di|vår|vårt|hans|hennes|hennar|deres|dykkar|meir?|sin|si)(?!\w)")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)\s$")


def is_nobody_by_form(text: str, start: int, end: int, language: str) -> bool:
    """Whether the words of a found name, or those around it, say that nobody of here is named."""
    written = text[start:end]
    if patterns_of(language) == "nb" and (
        _is_kin(text, start, end) or _is_norwegian_thing(text, start, written, language)
    ):
        return True
    if written.casefold().removesuffix("'s") in word_lists.read("scales") and _FORM.search(
        text, max(0, start - _FORM_NEAR), end + _FORM_NEAR
    ):
        return True
    if _is_statute(text, start, end, language):
        return True
    public = public_names.covering(text, start, end)
    return bool(public and _AS_A_KIND[patterns_of(language)].search(text, max(0, public.start - _NEAR), public.start))


def _is_kin(text: str, start: int, end: int) -> bool:
    written = text[start:end].casefold()
    kin = word_lists.read("kin_nb")
    if written in kin:
        return bool(_OWNED.match(text, end))
    before = _WORD_BEFORE.search(text, max(0, start - _NEAR), start)
    return written == "vår" and before is not None and before["word"].casefold() in kin


def _is_norwegian_thing(text: str, start: int, written: str, language: str) -> bool:
    """Whether it is an abbreviation with an article or a noun, or a national body, law or form in the definite."""
    short = _ABBREVIATION.match(text, start)
    if short and len(written) <= len(short.group()):
        tail = short["end"]
        article = tail in ("en", "a", "et", "ene", "er", "ar", "n")
        return article or (not _WORKPLACE.fullmatch(tail) and vocabulary.is_ordinary(tail, language))
    if _is_thing(text, start, written, language):
        return True
    return bool(_NATIONAL.fullmatch(written)) and vocabulary.is_ordinary(written.casefold(), language)


def _is_thing(text: str, start: int, written: str, language: str) -> bool:
    """Whether a brand, a drug or a program is joined with a noun or an article."""
    joined = _JOINED.match(text, start)
    if joined and len(written) <= len(joined.group()):
        noun = joined["noun"] or ""
        of_it = not noun or (vocabulary.is_ordinary(noun, language) and not _WORKPLACE.fullmatch(noun))
        public = public_names.covering(text, *joined.span("first"))
        brand = joined["first"].casefold() in vocabulary.brands() - vocabulary.given_names()
        return of_it and (brand or bool(public and not public.doubtful))
    definite = _DEFINITE.fullmatch(written)
    bare = definite["bare"].casefold() if definite else ""
    known = bare in vocabulary.brands() or bare in vocabulary.by_hand("public_names")
    return known and not (places.is_listed_name_or_place(bare) or places.is_listed_name_or_place(written.casefold()))


def _is_statute(text: str, start: int, end: int, language: str) -> bool:
    if patterns_of(language) != "en":
        return False
    for match in _STATUTE.finditer(text, max(0, start - _NEAR), end + _NEAR):
        if match.start() <= start and end <= match.end():
            words = re.findall(r"[^\W\d_]+", match.group())
            return all(
                vocabulary.is_ordinary(w.casefold(), language) and not vocabulary.is_given_name(w)
                for w in words[:-1]
                if len(w) > 1
            )
    return False
