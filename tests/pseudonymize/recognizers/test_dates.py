"""Dates as they are said: a month and a year of two digits, ordinals alone. A month is nobody where a month is meant."""

import pytest

from ipstranscribe.pseudonymize.entities.no_names import names_nobody
from ipstranscribe.pseudonymize.recognizers import Found, patterns

SAID = {
    ("en", "it was <may ninety eight> and we moved"),
    ("en", "In <March sixty-three> the lake froze"),
    ("en", "i may ninety percent of the time"),
    ("en", "they took August forty-five people"),
    ("en", "the march thirty one of us went on"),
    ("nb", "det var <mai nittiåtte> og kaldt"),
    ("nb", "i <mars syttito> kom han heim"),
    ("nb", "i mai trettien ganger"),
    ("nb", "i mai femtito ganger"),
}

IN_ORDINALS = {
    ("en", "born <ninth of the sixth eighty-one>, up north"),
    ("en", "it's <ninth of sixth, nineteen eighty-one>."),
    ("en", "<the ninth of the sixth eighty-one> is mine"),
    ("en", "the form said <9th of the 6th 81>"),
    ("en", "<Twenty-first of the twelfth fifty-nine>, that's me."),
    ("en", "my date of birth is <ninth sixth eighty-one>."),
    ("en", "I was born <nine, six, nineteen eighty-one>"),
    ("en", "<the second of the third>, he said"),
    ("en", "a third of the second group"),
    ("en", "I was the ninth of the sixth team"),
    ("en", "second of the third twenty people"),
    ("en", "the first second thirty minutes in"),
    ("nb", "<niende i sjette åttien>"),
    ("nb", "Født <niende sjette enogåtti>."),
    ("nb", "det er <ellevte i ellevte sekstifire>, det"),
    ("nb", "<den niende sjette en og åtti>"),
    ("nb", "født <ni seks åttien>"),
    ("nn", "fødd <niande i sjette åttiein>"),
    ("nn", "<tjuefyrste i åttande nitten femti>"),
    ("nb", "den første i tredje gruppa"),
    ("nb", "jeg sa bare den første den andre var best"),
    ("nb", "første i andre tjue minutter"),
    ("nb", "niende i sjette klasse"),
}


@pytest.mark.parametrize(("language", "marked"), sorted(SAID | IN_ORDINALS))
def test_a_month_and_a_year_of_two_digits_or_a_whole_date_in_ordinals(language: str, marked: str) -> None:
    text = marked.replace("<", "").replace(">", "")
    dates = next(one for one in patterns(language) if one.name == "date")
    found = [text[one.char_start : one.char_end] for one in dates.find(text)]
    assert found == ([marked[marked.index("<") + 1 : marked.index(">")]] if "<" in marked else [])


MONTHS = {
    "I drive till <June>, every year": True,
    "since last <April> I can't": True,
    "i <Mai> var det verst": True,
    "a card from <June> came": False,
    "then <June> rang": False,
    "til <Mai> sin bursdag": False,
}


@pytest.mark.parametrize("marked", MONTHS)
def test_a_month_is_nobody_where_a_month_is_meant(marked: str) -> None:
    text, start, end = marked.replace("<", "").replace(">", ""), marked.index("<"), marked.index(">") - 1
    found = Found(start, end, "person", "spaCy", 0.9, certain=True)
    assert names_nobody(found, text, "nb" if "i Mai" in text or "til" in text[:3] else "en") == MONTHS[marked]
