"""Recognizer of employers and other organisations by rules.

They are found by a word for their kind (`Fjellhaug kindergarten`, `NAV Ski`) or by a work context (`I work at …`,
`jobber hos …`). Without a name they are not identifiers: `the kindergarten`.
"""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.called_things import CalledThings
from ipstranscribe.pseudonymize.recognizers.employers import Employers

_CAPITAL = r"[A-ZÆØÅÄÖÉÜ]"
_NAME = rf"{_CAPITAL}[\w'’&-]{{0,40}}"
_NAMES = rf"{_NAME}(?:\s(?:(?:&|and|og|of|av)\s)?{_NAME}){{0,3}}"

_NAMES_BEFORE = re.compile(rf"(?:^|(?<=[\s(\"“«]))(?P<name>{_NAMES}\s(?:(?:&|and|og)\s)?)$")
_WORD_BEFORE = re.compile(r"(?:^|(?<=\s))(?P<name>[a-zæøå]{4,})\s$")
_LONGEST_NAME = 60
"""Characters before a word for the kind that are searched for the name."""

_TELLING = {
    "en": (
        r"kindergarten|nursery|preschool|school|college|university|hospital|infirmary|hospice|clinic|nursing\shome|"
        r"care\shome|"
        r"health\scent(?:re|er)|medical\scent(?:re|er)|rehabilitation\scent(?:re|er)|bakery|brewery|dairy|museum|"
        r"library|hotel|hostel|"
        r"café|cafe|restaurant|pub|church|abbey|parish|&\ssons|and\ssons|football\sclub|rowing\sclub|"
        r"sports\sclub|shipyard|boatyard|sawmill|factory|garage|pharmacy|insurance|"
        r"workshop|theatre|cooperative|co-op|solicitors|hardware|hardware\sstore|butchers|nurseries|undertakers|funeral\s(?:home|directors)|"
        r"(?:day|community|leisure|resource|garden|sports|arts|family)\scent(?:re|er)|housing\sassociation|food\sbank|fire\sstation|"
        r"(?:cricket|golf|rugby|bowls|bowling|hurling|gaa|tennis|running|swimming|social|youth)\sclub|brass\sband|drama\ssociety|"
        r"credit\sunion|health\sboard|school\sboard|coach\slines|bus\slines|trucking|lumber"
    ),
    "nb": (
        r"barnehage|barnehagen|barnehave|skole|skule|skolen|skulen|barneskole|barneskule|ungdomsskole|ungdomsskule|"
        r"videregående(?:\sskole)?|"
        r"vidaregåande(?:\sskule)?|folkehøgskole|folkehøgskule|høgskole|høgskule|høyskole|universitet|sykehus|"
        r"sjukehus|sykehjem|sjukeheim|"
        r"aldershjem|aldersheim|bosenter|bu-?\sog\somsorgssenter|omsorgssenter|bo-\sog\somsorgssenter|helsesenter|"
        r"helsehus|legesenter|"
        r"legekontor|tannklinikk|klinikk|rehabiliteringssenter|opptreningssenter|verksted|verkstad|bilverksted|"
        r"bakeri|meieri|bryggeri|"
        r"kommune|museum|bibliotek|kirke|kyrkje|menighet|idrettslag|fotballklubb|skytterlag|musikkorps|hotell|hotel|"
        r"kafé|kafe|"
        r"pensjonat|gartneri|apotek|fabrikk|fabrikker|mølle|sagbruk|"
        r"byggvare|sparebank|teater|kraftlag|samvirkelag|landhandel|slakteri|verft|skipsverft|industrier|helsestasjon|legevakt|dps|dagsenter|"
        r"bofellesskap|bufellesskap|asylmottak|voksenopplæring|vaksenopplæring|krisesenter|ressurssenter|kompetansesenter|mestringssenter|"
        r"behandlingssenter|frisklivssentral|frivilligsentral|kulturskole|kulturskule|ungdomsklubb|ungdomshus|samfunnshus|samfunnshall|"
        r"grendehus|fengsel|vaskeri|fiskemottak|fiskebruk|ysteri|båtforening|ridesenter|begravelsesbyrå|fysioterapi|tannlegesenter"
    ),
}
_TELLING_CAPITALISED = {
    "en": r"Ltd|Limited|PLC|plc|Inc|LLC|FC|Group|Transport|Engineering|Builders|Construction|Trust|Council|"
    r"Foundation|Motors|Foods|"
    r"Works|Farm|Mill|Mills|Brothers|Surgery|Bank|AS|ASA|Primary|Secondary|Academy|Comprehensive|Infants|Juniors|Temple|Mosque|"
    r"Gurdwara|Synagogue|Chapel|Hosiery|Textiles|Haulage|Joinery|Printers|Knitwear|Taxis|Tavern|Arms|Rovers|Wanderers|Singers",
    "nb": r"AS|ASA|DA|BA|SA|ENK|IL|FK|Gård|Gard|Kro|Mek|Mekaniske|Transport|Bygg|Auto|Bil|Bank|Handel|Fisk|Laks|"
    r"Trygd|Forsikring|Eiendom|Elektro",
}
"""Words for the kind only if capitalised; in lower case they are other words (`da`, `sa`, `works`)."""

_ENDS_IN_KIND = {spoken: re.compile(rf"\s(?:{kinds})$", re.IGNORECASE) for spoken, kinds in _TELLING.items()}

_KINDS = {
    "en": r"kindergarten|nursery|school|hospital|nursing\shome|bakery|brewery|dairy|museum|library|hotel|café|cafe|"
    r"restaurant|shop|store|"
    r"firm|company|factory|workshop|business|farm|garage|yard|agency|employer|shipyard|office",
    "nb": r"barnehagen?|skolen?|skulen?|sykehjemmet|sykehjem|sjukeheimen|sykehuset|bakeriet|bakeri|bryggeriet|"
    r"meieriet|museet|museum|"
    r"hotellet|hotell|kafeen|kafé|restauranten|restaurant|butikken|butikk|firmaet|firma|bedriften|bedrift|"
    r"verkstedet|verksted|"
    r"fabrikken|fabrikk|selskapet|selskap|arbeidsgiveren|arbeidsgjevaren",
}
_WORK = {
    "en": r"(?:work(?:ed|s|ing)?|jobs?|employed|position|placement|traineeship|internship|hired|laid\soff|fired|"
    r"retired|shifts?|"
    r"started|starting|sick\sleave|sick\slist)\s(?:[\w-]+\s){0,2}?(?P<at>at|for|by|from)\s",
    "nb": r"(?:jobb\w*|arbeid\w*|ansatt|tilsett|stilling\w*|vikariat\w*|praksis\w*|begynt\w*|byrja|starta|startet|"
    r"slutt[ae]t?|oppsagt|oppsagd|"
    r"sykmeldt|sjukmeld|lærling\w*|vakt\w*|sparken)\s(?:[\w-]+\s){0,2}?(?P<at>på|hos|i|ved|for|fra|frå)\s",
}
_COMPOUND = re.compile(
    rf"\b{_CAPITAL}[\wæøå]{{2,}}(?:museet|museum|skolen|skulen|skole|skule|heimen|hjemmet|trygd|sykehuset|"
    rf"sjukehuset|barnehagen|barnehage|"
    r"bygget|banken|verftet|bakeriet|bryggeriet|meieriet|fabrikken|verket|teateret|teatret|hotellet|senteret|kirken|"
    r"kirka|kyrkja|klinikken|"
    r"gartneriet|verkstedet|gruppen|gruppa)\b"
)
_BY_KIND = re.compile(
    rf"\b(?P<name>{_CAPITAL}[\wæøå-]{{2,40}})\s(?:\w{{1,40}}-\s?og\s)?[a-zæøå]{{0,40}}(?:klubb|sentral|senter|senteret|lag|korps|"
    rf"forening|forbund|"
    r"sparekasse|bedehus|museum|sjukeheim|sykehjem|hotell|gård|gard|bruk|verft|brygge)\b"
)
"""`Fjellhaug sjakklubb`: a name before a compound that ends in the kind."""
_BY_PLACE = re.compile(
    rf"\b(?:museet|skolen|skulen|barnehagen|sykehuset|sjukehuset|sykehjemmet|sjukeheimen|fødestua|legevakta|"
    rf"legevakten|kirka|kirken|kyrkja|"
    rf"fengselet|biblioteket|helsesenteret)\s(?:i|på|in)\s(?P<place>{_CAPITAL}\w+(?:\s{_CAPITAL}\w+)?|[a-zæøå]{{4,}})\b"
)
"""`museet i Lierdalen`: identified by its place."""
_PARTNERS = re.compile(
    rf"(?<!\w){_NAME}(?:,\s{_NAME}){{1,3}}\s(?:and|og|&)\s{_NAME}(?=\s(?:is|was|are|office|said|"
    rf"LLP|Ltd)\b)"
)
_SUFFIXED = re.compile(
    rf"(?<!\w)(?:\d{{1,3}}\s)?{_CAPITAL}[\w'’&-]{{0,40}}(?:,?\s(?:(?:&|and|og)\s)?{_CAPITAL}[\w'’&-]{{0,40}}){{0,4}},?\s"
    r"(?:Inc|Ltd|LLC|LLP|PLC|Corp|GmbH|S\.A|B\.V|A/S|ApS|AB|Oy)\b\.?"
)
"""A name before the letters of a company: `Hill Inc.`, `Owens, Duran and Oneal LLP`."""
_FIRST_OF_TWO = (
    r"(?i:øvre|nedre|nordre|søndre|søre|indre|ytre|midtre|vestre|østre|austre|store|gamle|nye|nord|sør|øst|aust|vest|"
    r"sankt|st\.)"
)
"""Before a place, part of its name: the office of NAV for Øvre Eiker."""
_NAV = re.compile(rf"\bNAV\s(?P<office>(?:{_FIRST_OF_TWO}\s)?{_NAME})")
_NAV_SMALL = re.compile(rf"\bnav\s(?P<office>(?:{_FIRST_OF_TWO}\s)?[a-zæøå]{{3,}})\b")
_SENTENCE_START = re.compile(r"(?:^|[.?!…:\"“«(])\s*$")
_NO_FIRST = re.compile(
    r"(?:the|a|an|my|our|his|her|their|this|that|and|but|so|at|in|on|from|den|det|en|ei|et|eit|ein|min|vår|og|men|"
    r"så|på|i|hos|fra|that['’]s|"
    r"it['’]s|i['’]m|i)\s",
    re.IGNORECASE,
)


def tells_kind(words: str, language: str) -> bool:
    """Whether words end in one that says what kind of organisation it is, in any letters: `coble dene care home`."""
    return bool(_ENDS_IN_KIND[patterns_of(language)].search(words))


class Organisations:
    """Names of organisations: certain with a capital and a word for the kind; else suggestions."""

    name = "organisation word"

    def __init__(self, language: str) -> None:
        self._language = language
        spoken = patterns_of(language)
        self._employers = Employers(language)
        self._named = CalledThings(language)
        self._never = word_lists.never_names(language) | word_lists.titles()
        kinds, written = _KINDS[spoken], _TELLING_CAPITALISED[spoken]
        self._telling = re.compile(
            rf"\b(?P<small>(?i:{_TELLING[spoken]}))\b(?:\s(?:{written})\b)?|\b(?:{written})\b(?:\s(?:{written})\b)?"
        )
        self._called = re.compile(
            rf"\b(?:{kinds})(?P<joint>,?\s(?:(?:is|was|that['’]s|which\sis|it['’]s)\s)?(?:called|named)\s|"
            rf",?\s(?:som\s)?(?:heter|heiter|hette|kalt)\s|,\s)(?P<name>{_NAMES})"
        )
        self._work = re.compile(rf"\b{_WORK[spoken]}(?P<name>{_NAMES}|[a-zæøå]{{4,}}\b)")

    def find(self, text: str) -> Iterable[Found]:
        """Find organisations, without the article. Of two that overlap the more certain wins, then the longer."""
        found = [*self._with_telling_word(text), *self._appositions(text), *self._workplaces(text)]
        found += [*self._compounds(text), *self._offices(text), *self._by_kind_or_place(text)]
        found += self._companies(text)
        found += [self._found(start, end, certain=certain) for start, end, certain in self._employers.find(text)]
        found += [
            Found(start, end, kind, self.name, 0.45, certain=False) for start, end, kind in self._named.find(text)
        ]
        found.sort(key=lambda f: (f.certain, f.char_end - f.char_start), reverse=True)
        kept: list[Found] = []
        for one in found:
            if all(one.char_end <= other.char_start or other.char_end <= one.char_start for other in kept):
                kept.append(one)
        return kept

    def _with_telling_word(self, text: str) -> Iterable[Found]:
        """Name and kind: `Fjellhaug kindergarten` is certain, `fjellhaug kindergarten` a suggestion."""
        for match in self._telling.finditer(text):
            begin = max(0, match.start() - _LONGEST_NAME)
            before = text[begin : match.start()]
            if named := _NAMES_BEFORE.search(before):
                start = self._without_first_words(named["name"], begin + named.start("name"))
                name = text[start : match.start()].strip()
                if name and not self._is_generic(name, text, start):
                    yield self._found(start, match.end(), certain=True)
            elif match["small"] and (small := _WORD_BEFORE.search(before)) and self._names_one(small["name"]):
                yield self._found(begin + small.start("name"), match.end(), certain=False)

    def _names_one(self, word: str) -> bool:
        """Whether a lower-case word before a word for the kind can be the name: `fjellhaug`, `oslo`, not `liten`."""
        return self._is_plain_place(word) or self._is_unknown(word)

    def _appositions(self, text: str) -> Iterable[Found]:
        """Appositions: `the bakery, Solbrød,` and `a shop called Solbrød`."""
        for match in self._called.finditer(text):
            named = match["joint"].strip() != ","
            first = match["name"].split()[0]
            closed = text[match.end() : match.end() + 1] in (",", ".", "", "!", "?", ";")
            if self._could_be_firm(first) and (named or closed):
                yield self._found(*match.span("name"), certain=named)

    def _workplaces(self, text: str) -> Iterable[Found]:
        for match in self._work.finditer(text):
            name = match["name"].removesuffix("'s").removesuffix("’s").rstrip(".")
            start, first = match.start("name"), name.split()[0]
            if name[0].isupper():
                if self._could_be_firm(first) and not places.lookup(name, self._language):
                    yield self._found(
                        start, start + len(name), certain=match["at"] not in ("i", "from", "fra", "frå", "by")
                    )
            elif self._is_unknown(name) and not vocabulary.is_given_name(name) and name not in vocabulary.surnames():
                yield self._found(start, start + len(name), certain=False)

    def _compounds(self, text: str) -> Iterable[Found]:
        """Norwegian compounds, also in English talk: `Glomdalsmuseet`. At a sentence start only if not in the vocabulary."""
        for match in _COMPOUND.finditer(text):
            starts = _SENTENCE_START.search(text, max(0, match.start() - 6), match.start())
            if not starts or not vocabulary.is_ordinary(match.group(), "nb"):
                yield self._found(*match.span(), certain=True)

    def _by_kind_or_place(self, text: str) -> Iterable[Found]:
        for match in _BY_KIND.finditer(text):
            if not self._is_generic(match["name"], text, match.start()):
                yield self._found(*match.span(), certain=True)
        for match in _BY_PLACE.finditer(text):
            name = match["place"]
            if name[0].isupper() or self._is_plain_place(name) or self._is_unknown(name):
                yield self._found(*match.span(), certain=name[0].isupper())

    def _companies(self, text: str) -> Iterable[Found]:
        for match in _SUFFIXED.finditer(text):
            start = self._without_first_words(match.group(), match.start())
            if start < match.end():
                yield self._found(start, match.end(), certain=True)
        for match in _PARTNERS.finditer(text):
            yield self._found(*match.span(), certain=False)

    def _offices(self, text: str) -> Iterable[Found]:
        for match in _NAV.finditer(text):
            if match["office"].casefold() not in self._never:
                yield self._found(*match.span(), certain=True)
        for match in _NAV_SMALL.finditer(text):
            office = match["office"]
            if self._is_plain_place(office.split()[-1]) or (" " in office and office in places.names()):
                yield self._found(*match.span(), certain=False)

    def _found(self, start: int, end: int, *, certain: bool) -> Found:
        return Found(start, end, "organisation", self.name, 0.9 if certain else 0.5, certain)

    def _without_first_words(self, name: str, start: int) -> int:
        """Start offset of `name` without an article or sentence opener before it."""
        while opener := _NO_FIRST.match(name):
            name, start = name[opener.end() :], start + opener.end()
        return start

    def _is_generic(self, name: str, text: str, start: int) -> bool:
        """Whether all words of `name` are generic: `Sunday`, `Primary`."""
        words = [word.casefold() for word in name.split()]
        if all(word in self._never or word in word_lists.read("generic_names") for word in words):
            return True
        starts = _SENTENCE_START.search(text, max(0, start - 6), start)
        return bool(starts) and len(words) == 1 and vocabulary.is_ordinary(words[0], self._language)

    def _could_be_firm(self, first: str) -> bool:
        bare = first.casefold().rstrip(".'’")
        return len(bare) > 1 and bare not in self._never and not vocabulary.is_given_name(bare)

    def _is_unknown(self, word: str) -> bool:
        return word not in self._never and not vocabulary.is_ordinary(word, self._language)

    def _is_plain_place(self, word: str) -> bool:
        """Whether `word` is a place and not a frequent word: `drammen`, not `nice`."""
        return word in places.names() and not vocabulary.is_frequent(word, self._language)
