"""Houses told in people's own words: what is said to be a home, and what may be anything."""

import pytest

from ipstranscribe.pseudonymize.recognizers.houses_told import houses_told

HOMES = [
    ("en", "We're {the green door}, you'll see it."),
    ("en", "It's {the blue gate}, you can't miss it."),
    ("en", "We live in {the pink house behind the school}."),
    ("en", "Him at {number fourteen} complains, but we're {number twelve}, no, {ten} is us."),
    ("en", "We're {the ones with the caravan in the drive}."),
    ("en", "I painted the yellow door at the office."),
    ("en", "I'm number two on the list, and he was number one."),
    ("en", "It's the red one, you can't miss it, the folder."),
    ("en", "We're sixty, and we're tired."),
    ("nb", "Vi er {det gule huset innerst, med grønn port}."),
    ("nb", "Naboen i {nummer seks}, nei, {seks} er oss, og han er glad."),
    ("nb", "Me bur i {det blå huset ovanfor kyrkja}."),
    ("nb", "Det var nummer to på lista, og vi er nummer tre i køen."),
    ("nb", "Jeg malte det gule huset i fjor."),
    ("nb", "Vi er tre, og han er seks."),
]


@pytest.mark.parametrize(("language", "marked"), HOMES)
def test_a_home_is_told_by_its_looks_or_number(language: str, marked: str) -> None:
    """What stands in braces is somebody's home; nothing else is."""
    text = marked.replace("{", "").replace("}", "")
    homes = {text[one.start : one.end] for one in houses_told(text, language) if one.home}
    expected = {part.split("}")[0] for part in marked.split("{")[1:]}
    assert homes == expected


TOLD = {
    "the one with the bird feeders": "en",
    "first on the right after the bridge": "en",
    "the old schoolhouse": "en",
    "den hvite med de blå vindusrammene, nederst mot elva": "nb",
    "det som var skole": "nb",
    "fyrste huset til høgre etter brua": "nb",
}


@pytest.mark.parametrize("house", TOLD)
def test_what_may_tell_a_house_needs_somebody_who_asks(house: str) -> None:
    """It is found, and not said to be a home."""
    (told,) = (one for one in houses_told(f"{house}.", TOLD[house]) if (one.start, one.end) == (0, len(house)))
    assert not told.home
