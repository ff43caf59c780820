"""The one decoder of text files: the right letters, or a refusal; never other letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.documents import encoding
from ipstranscribe.documents.code_pages import PAGES
from tests.lanes import examples

LINES = "navn;rolle\nBjørg Åsmo;søster\nKåre Fjøsvik;lege på Nærlandsheimen\n"
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman", "cp850", "cp865",
]  # fmt: skip


@pytest.mark.parametrize("codec", ENCODINGS)
def test_a_norwegian_table_is_read_in_every_encoding(codec: str) -> None:
    assert encoding.decode(LINES.encode(codec)) == LINES


@pytest.mark.parametrize("codec", ENCODINGS)
def test_what_was_read_can_be_written_again_to_the_byte(codec: str) -> None:
    raw = LINES.encode(codec)
    decoded = encoding.decode_exactly(raw)
    assert decoded.encode(decoded.text) == raw


RIGHT = {
    "a name at the beginning": ("Øystein Berg", "cp1252"),
    "capitals only": ("BJØRG ÅSMO", "cp1252"),
    "Sámi names": ("Máret Ánne", "cp1252"),
    "English with the apostrophes of a word processor": ("I don’t know. It’s fine, she’ll be there.", "cp1252"),
    "the same from a Mac": ("I don’t know. It’s fine, she’ll be there.", "mac_roman"),
    "an Irish name": ("O’Brien", "cp1252"),
    "quotation marks and a dash": ("“Yes” – then she left at 38°, for £20.", "cp1252"),
    "talk on a Mac": ("Så gikk jeg på jobb, og måtte være der hele året.", "mac_roman"),
    "talk in DOS": ("Så gikk jeg på jobb, og måtte være der hele året.", "cp850"),
    "a German name in DOS": ("Müller", "cp850"),
    "a common name by itself, on a Mac": ("Håkon", "mac_roman"),
    "a common name by itself, in DOS": ("Bjørg", "cp865"),
}


@pytest.mark.parametrize(("text", "page"), RIGHT.values(), ids=RIGHT)
def test_what_can_mean_one_thing_only_is_read(text: str, page: str) -> None:
    assert encoding.decode(text.encode(page)) == text


TWO_READINGS = {
    "Nîmes in DOS is Nåmes on a Mac": ("Nîmes", "cp850"),
    "Jäger is Jõger in DOS": ("Jäger", "cp1252"),
    "Jõgi in DOS is Jägi in Windows": ("Jõgi", "cp850"),
    "Luís on a Mac is Lu’s in Windows": ("Luís", "mac_roman"),
}


@pytest.mark.parametrize(("text", "page"), TWO_READINGS.values(), ids=TWO_READINGS)
def test_what_could_mean_two_things_is_refused_and_nothing_is_quoted(text: str, page: str) -> None:
    with pytest.raises(encoding.NotText, match="UTF-8") as error:
        encoding.decode(text.encode(page))
    assert text not in str(error.value)


NO_TEXT = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x08\x06",
    "UTF-8 by its mark, and not by its letters": b"\xef\xbb\xbfBj\xf8rg",
    "half a letter of UTF-16": "Bjørg".encode("utf-16") + b"x",
    "UTF-8 by accident": "MATÚŠ".encode("cp1252"),
    "a page that is not known": "Łukasz Wiśniewski".encode("cp1250"),
    "letters outside of any page": b"Bj\x81\x8d\x9drg\xff\xfe",
}


@pytest.mark.parametrize("raw", NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_text_in_a_known_encoding_is_refused(raw: bytes) -> None:
    with pytest.raises(encoding.NotText):
        encoding.decode(raw)


def words(text: str) -> list[str]:
    return text.split()


NORWEGIAN = words("""
Åse Åshild Håkon Kåre Pål Bård Bjørn Bjørg Øyvind Jørgen Ørjan Sæbjørn Sæther Nærø Lærdal Ødegård Østby Bø Lysø Vår
Stål Måren Øyunn Gjøran Tårnby Årvåg Frøydis Sølvi Ålesund Røros Æsop Mæhlum Åge Ås Øye Nås Lågen Snåsa
""")
SAMI = words("""
Máret Áilu Ánde Sáve Ráste Elle-Márjá Jåvnnå Læjsa Gïrsten Biret-Áile Bávlos Åhrén Jåhkå Sárá
""")
EUROPEAN = words("""
Müller Jäger Göran Weiß Größe Björk Äijälä René Zoë Noël François Hélène Benoît José García Muñoz Íñigo Ángel João Simões
Conceição Luís Núria Òscar Niccolò Anaïs Þór Guðrún Sigurður Ísak Jógvan Kõiv Põder Tõnu Siobhán Éamon Mairì L’Haÿ Šárka
Žižka Çelik Koç Nîmes Maître Émile Étienne Brontë Akınal Yıldız Ünal Æbelø Françoise Áróra Ólöf Zürich Cañón Übelacker
""")
NAMES = (*NORWEGIAN, *SAMI, *EUROPEAN)
CASES = (str, str.upper, str.lower)


@examples(2000)
@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    st.sampled_from(CASES),
    st.sampled_from(PAGES),
    st.booleans(),
)
def test_names_in_any_code_page_are_read_rightly_or_refused(
    names: list[str], case: object, page: str, surnames: bool
) -> None:
    text = (" Berg;x\n" if surnames else ";x\n").join(map(case, names))  # type: ignore[call-overload]
    try:
        raw = text.encode(page)
    except UnicodeEncodeError:
        return
    try:
        read = encoding.decode(raw)
    except encoding.NotText:
        return
    assert read == text


@pytest.mark.parametrize("name", NORWEGIAN)
def test_a_norwegian_name_from_windows_is_always_read(name: str) -> None:
    """Most tables in an old code page are of this kind; a refusal would be a nuisance."""
    assert encoding.decode(name.encode("cp1252")) == name


@pytest.mark.parametrize("page", PAGES)
def test_tables_of_norwegian_names_are_seldom_refused(page: str) -> None:
    """Five names a table, each name in five of them."""
    tables = [
        "\n".join(NORWEGIAN[(at + step * 7) % len(NORWEGIAN)] for step in range(5)) for at in range(len(NORWEGIAN))
    ]
    refused = 0
    for table in tables:
        try:
            assert encoding.decode(table.encode(page)) == table
        except encoding.NotText:
            refused += 1
    assert refused <= len(tables) * 0.1
