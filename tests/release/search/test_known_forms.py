"""Every way in which a known name can be written, and what is no such way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Decisions, Entity, Key
from ipstranscribe.release.search.decided import RejectedForms
from ipstranscribe.release.search.known_forms import KnownForms
from ipstranscribe.text.letters import spellings
from tests.lanes import EXHAUSTIVE

FORMS = {
    "person": (
        "Hanne Nordmo",
        "Hanne",
        "Nordmo",
        "Bjørn",
        "Åse",
        "Ståle",
        "Mary O’Brien",
        "O’Brien",
        "Håkon",
        "Haakon",
        "Pål",
        "Aas",
        "Noé",
    ),
    "organisation": ("Solbakken barnehage", "Café Léa"),
    "phone": ("684 41 709",),
    "age": ("53",),
    "id": ("SV90417",),
    "url": ("https://www.storvassli.example/ansatte",),
    "other": ("Оксана", "王芳芳", "Ậnh"),
}
LATIN = [
    chr(code)
    for code in range(0x80, 0xAB70)
    if chr(code).isalpha() and "LATIN" in unicodedata.name(chr(code), "").split()
][:: 1 if EXHAUSTIVE else 12]
KEY = Key(
    study="test-study",
    entities=tuple(
        Entity(id=f"E{n:04}", category=category, replacement=f"[{category} {n}]", forms=forms)
        for n, (category, forms) in enumerate(FORMS.items(), 1)
    ),
)
NOTHING_COVERED = RejectedForms.of(KEY, Decisions()).within(None)
KNOWN = KnownForms.of(KEY, Decisions())


def found(text: str) -> list[str]:
    """What is found in `text`, in alphabetical order."""
    return sorted(KNOWN.occurrences(text, NOTHING_COVERED))


FOUND = {
    "as it is": "Hanne",
    "lower": "hanne nordmo",
    "upper": "HANNE",
    "genitive": "Hannes bil",
    "genitive with an apostrophe": "Hanne’s car",
    "surname first": "Nordmo, Hanne",
    "hyphen at the end of a line": "then Nord-\nmo came",
    "soft hyphen at the end of a line": "then Nord\u00ad\r\nmo came",
    "hyphen at the end of a page": "then Nord-\fmo came",
    "hyphen inside": "Nord-mo",
    "non-breaking hyphen": "Nord‑mo",
    "bold inside": "Ha**nne**",
    "italics inside": "Ha_nn_e",
    "strikethrough inside": "Ha~~nn~~e",
    "code inside": "Ha`nne`",
    "escaped": r"Ha\nne",
    "letters apart": "H a n n e",
    "letters apart by dots": "H.a.n.n.e",
    "letters apart, whole name": "H a n n e  N o r d m o",
    "run together": "HanneNordmo",
    "run together in a file name": "hannenordmo_intervju",
    "camel case in a file name": "IntervjuHanne2.docx",
    "a number behind": "hanne2",
    "underscores": "hanne_nordmo_1",
    "NFD": "A\u030ase",
    "full-width": "Ｈａｎｎｅ",
    "mathematical letters": "𝐇𝐚𝐧𝐧𝐞",
    "zero-width space": "Han\u200bne",
    "word joiner": "Han\u2060ne",
    "isolates": "\u2067Hanne\u2069",
    "tag characters": "Han\U000e0041ne",
    "grapheme joiner": "Han\u034fne",
    "struck through": "H\u0336a\u0336n\u0336n\u0336e\u0336",
    "Cyrillic letters": "Наnnе",
    "Greek letters": "Ηαnnε".replace("ε", "e"),
    "Cyrillic small letters": "наnnе",
    "percent escapes": "mailto:%48anne",
    "entities": "H&#97;nne &nbsp;",
    "JSON escapes": r"H\u0061nne",
    "quoted-printable": "Bj=C3=B8rn",
    "percent escapes of Latin-1": "mailto:Bj%F8rn",
    "percent escapes of letters of another script": "%D0%9D%D0%B0nne",
    "JSON escapes of letters of another script": r"\u041d\u0430nne",
    "quoted-printable letters of another script": "=D0=9Danne",
    "an escape that is escaped": "%2548anne",
    "an entity that is escaped": "H&amp;#97;nne",
    "misread and then escaped": "Bj%C3%83%C2%B8rn",
    "escaped bytes": r"b'Bj\xc3\xb8rn'",
    "escaped bytes of Latin-1": r"Bj\xf8rn",
    "hyphen at the end of a line of Windows": "Nord-\r\nmo",
    "a control character inside": "Nord\x01mo",
    "a form feed before a name": "came\fhanne",
    "a form feed behind a name": "hanne\fcame",
    "a vertical tab between two words of a name": "Solbakken\vbarnehage",
    "a next-line sign behind a name": "hanne\x85came",
    "a file separator behind a name": "hanne\x1ccame",
    "a unit separator behind a name": "hanne\x1fcame",
    "a unit separator inside, as some programs show an optional hyphen": "Nord\x1fmo",
    "a wide gap": "Solbakken        barnehage",
    "an indented line": "Solbakken\n      barnehage",
    "UTF-8 read as Windows-1252": "BjÃ¸rn",
    "capital letters misread": "Ã…se",
    "commas in a number": "68, 44, 17, 09",
    "digits of another script": "٦٨٤ ٤١ ٧٠٩",
    "a letter behind a number": "68441709kr",
    "underscores in a number": "684_41_709",
    "other numbers around a number": "12 684 41 709 2019",
    "a case number with a hyphen": "SV-90417",
    "a case number with a gap": "SV 90417",
    "camel case of another script": "ОксанаТкаченкоIntervju",
    "running Chinese": "我叫王芳芳很好",
    "an address without its scheme": "storvassli.example/ansatte",
    "an address with its sign shown otherwise": "https – //www.storvassli.example/ansatte",
    "capitals before a name": "CVNordmo.docx",
    "a letter written as two escapes": r"H\ud835\udc1anne",
    "three letters that were one": "áº¬nh",
    "a number with emphasis inside": "68**4** 4**1** 709",
    "oe for ø": "bjoern",
    "o for ø, with a capital": "Bjorn",
    "ö for ø": "björn",
    "aa for å": "aase",
    "å for aa": "håkon",
    "no accents": "Cafe Lea",
    "a for å, three letters with a capital": "Pal",
    "capitals, three letters": "ASE",
    "aa for å, from three letters": "Paal",
    "other apostrophe": "O'Brien",
    "no apostrophe": "obrien",
    "firm run together": "solbakkenbarnehage.example",
    "our pause inside": "Hanne (pause) Nordmo",
    "our mark of doubt": "(Hanne?)",
    "phone in another grouping": "68 44 17 09",
    "phone without gaps": "68441709",
    "phone with country code": "+4768441709",
}
PATTERNS = {
    "eleven digits": ("04878441327", "id number"),
    "six and five": ("048784 41327", "id number"),
    "date and five": ("04.87.84 41327", "id number"),
    "e-mail": ("kari.test@example.org", "e-mail address"),
    "e-mail told": ("kari.test (at) example.org", "e-mail address"),
    "e-mail told in Norwegian": ("kari.test(krøllalfa)example.org", "e-mail address"),
    "e-mail half told": ("h.test at example.org", "e-mail address as said"),
    "e-mail told twice": ("h.test (at) example (dot) org", "e-mail address"),
    "e-mail as said": ("kari test at firma dot no", "e-mail address as said"),
    "e-mail as said in Norwegian": ("kari krøllalfa firma punktum no", "e-mail address as said"),
    "Norwegian mobile": ("ring 987 65 432", "phone number"),
    "Norwegian landline": ("ring 22 33 44 55", "phone number"),
    "with a country code": ("+47 22 33 44 55", "phone number"),
    "British": ("020 7946 0018", "phone number"),
    "British mobile": ("07700 900123", "phone number"),
    "North American": ("(555) 123-4567", "phone number"),
}
NOT_FOUND = (
    "channel", "hannebad", "hanna2", "stale bread", "bjorn", "ase", "pal", "As", "noe", "ås", "Nord mo", "nordmoen",
    "Bjørnstad", "[person 1]",
    "53", "53 år", "00:03:12", "00:03:12 00:03:15", "2026-11-22", "2026-11-22T10:15:00+01:00", "12.5", "0.12345678901",
    "fa04878441327cd8", "1, 2, 3", "P1-014 P1-MU007", "684 41 70", "in 2018 2019 2020", "20–30 50–60",
    "I am 53 and she is 54", "a@b", "@P3: yes", "10 000 000", "word, word2, w-w", "anno-nymous", "so-so", "100 200 300",
    "kl. 12 30 45", "I looked at it", "I was at home.And then", "at work.then", "at home dot", "684 41 70 8",
    "Ångstrøm Ã", "1.2.3.4",
)  # fmt: skip


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND.keys())
def test_a_known_form_is_found_however_it_is_written(text: str) -> None:
    assert found(text)
    assert found(f"before {text} after")


@pytest.mark.parametrize(("text", "what"), PATTERNS.values(), ids=PATTERNS.keys())
def test_numbers_and_addresses_that_nobody_knew_are_found(text: str, what: str) -> None:
    assert found(f"so {text}, yes") == [what]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_known_form_is_not_found(text: str) -> None:
    assert not found(text)


def test_every_place_counts_once_in_whatever_view_it_is_seen() -> None:
    assert found("Hanne Nordmo and Han-ne, HanneNordmo and Bjørn") == ["person"] * 4


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    assert isinstance(found(text), list)


@given(before=st.text("abc åø.,-_*(1\n", max_size=20), after=st.text("abc åø.,-_*)1\n", max_size=20))
def test_what_stands_around_a_name_does_not_hide_it(before: str, after: str) -> None:
    assert found(f"{before} Nordmo {after}")


@pytest.mark.parametrize("letter", LATIN, ids=lambda one: f"{ord(one):04X}")
def test_a_name_is_found_in_capitals_and_without_its_special_letter(letter: str) -> None:
    """For every Latin letter of Unicode, as a text and as a form; with a capital, since `stale` is a word."""
    form = f"Qv{letter}zyk"
    key = Key(study="s", entities=(Entity(id="E0001", category="person", replacement="[P1]", forms=(form,)),))
    known, nothing = KnownForms.of(key, Decisions()), RejectedForms.of(key, Decisions()).within(None)
    written = (form, form.upper(), form.upper().lower(), *(one.capitalize() for one in spellings(form)))
    assert [one for one in written if not known.occurrences(f"so {one}, yes", nothing)] == []
    assert not known.occurrences("so Qvzyka and Qv, yes", nothing)


def test_a_form_without_special_letters_is_found_where_a_text_has_them() -> None:
    key = Key(study="s", entities=(Entity(id="E0001", category="person", replacement="[P1]", forms=("Isik Haakon",)),))
    known, nothing = KnownForms.of(key, Decisions()), RejectedForms.of(key, Decisions()).within(None)
    assert known.occurrences("da kom Işık Håkon inn", nothing)
    assert known.occurrences("da kom IŞIK HÅKON inn", nothing)
    assert not known.occurrences("da kom Isik Hakkon inn", nothing)
