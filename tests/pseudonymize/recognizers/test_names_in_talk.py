"""Names by the words around them: their kinds, and ordinary words that are nobody, with and without capitals."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers import Found, patterns
from ipstranscribe.pseudonymize.recognizers import names_in_talk as talk
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk, is_unlikely, met_again
from ipstranscribe.pseudonymize.recognizers.talk_network import TAGS, read
from ipstranscribe.pseudonymize.recognizers.talk_words import words_of_talk
from tests.lanes import examples

_KINDS = {"p": "person", "l": "place", "o": "organisation"}

NAMES = [  # <p|a person> <l|a place> <o|an organisation>
    ("en", "my neighbour <p|heather> came round and sat with me"),
    ("en", "my brother <p|will> came home and said nothing"),
    ("en", "my sister <p|faith> drove me to the clinic"),
    ("en", "so then <p|mark> rang and asked me how it went"),
    ("en", "My daughter, <p|Summer>, she's nine, she doesn't sleep."),
    ("en", "our eldest <p|oluwaseun> works nights as well"),
    ("en", "we moved to <l|peebles> when i was six"),
    ("en", "i grew up in <l|Chesterfield> and then we moved away."),
    ("en", "i worked at <o|silver birch bakery> for nine years"),
    ("en", "My first job was at <o|Kestrel Plastics> in the packing hall."),
    ("en", "hi <p|priyanka> thanks for coming in"),
    ("nb", "dattera mi <p|vår> er tolv og går på skolen"),
    ("nb", "broren min <p|even> kjørte meg hjem"),
    ("nb", "mannen min, <p|Stein>, er mye borte."),
    ("nb", "naboen vår <p|bjørn> måker for oss om vinteren"),
    ("nb", "eg snakka med <p|sigrun> på jobben"),
    ("nb", "vi flytta til <l|namsos> da jeg var ti"),
    ("nb", "jeg bodde i <l|Porsgrunn> før."),
    ("nb", "jeg jobba på <o|kvistbakken sykehjem> i seks år"),
    ("nb", "Sønnen min går på <o|Lyngåsen skole> nå."),
]
NOBODY = [
    ("en", "it will be fine in the end i think"),
    ("en", "i hope it gets better but i don't know"),
    ("en", "the cut left a mark on my arm"),
    ("en", "i may have said something wrong"),
    ("en", "the electric bill came and i could not pay it"),
    ("en", "it was a joy to watch them grow up"),
    ("en", "we get up at dawn and milk the cows"),
    ("en", "he walks a mile to the car park in winter with the bins"),
    ("en", "och i didnae take it wi me and naebody said owt"),
    ("nb", "nei jo det var jo jo det var jo stor forskjell"),
    ("en", "my sister drove me to the hospital and the nurse was kind"),
    ("en", "I've got asthma and my dad has arthritis, so we sit down a lot."),
    ("en", "I used to work in a bakery, then in a care home."),
    ("nb", "vi tar det dag for dag"),
    ("nb", "det var mye stein i åkeren den våren"),
    ("nb", "livet er ikke alltid lett"),
    ("nb", "bjørnen tok to sauer i fjor"),
    ("nb", "jeg håper det blir bedre til våren"),
    ("nb", "søstera mi kjørte meg på sykehuset og legen var snill"),
    ("nb", "Jeg jobber på et sykehjem, og før det var jeg i barnehage."),
]


def _marked(text: str) -> tuple[str, list[tuple[str, str]]]:
    marks = re.findall(r"<([plo])\|([^>]*)>", text)
    return re.sub(r"<[plo]\|([^>]*)>", r"\1", text), [(written, _KINDS[kind]) for kind, written in marks]


@pytest.mark.parametrize(("language", "marked"), NAMES)
def test_names_are_found_with_their_kind(language: str, marked: str) -> None:
    text, expected = _marked(marked)
    found = [(text[f.char_start : f.char_end], f.category) for f in NamesInTalk(language).find(text)]
    assert found == expected


@pytest.mark.parametrize(("language", "text"), NOBODY)
def test_ordinary_words_are_nobody(language: str, text: str) -> None:
    assert [text[f.char_start : f.char_end] for f in NamesInTalk(language).find(text)] == []


def test_a_name_that_is_a_word_is_found_again_where_the_context_allows_it() -> None:
    again = "and hope came home and asked me, i hope so"
    found = list(met_again(again, frozenset({"hope"}), "en"))
    assert [again[f.char_start :].split()[1] for f in found] == ["came"]
    assert list(met_again(again, frozenset(), "en")) == []


def test_what_the_words_around_contradict_is_unlikely() -> None:
    text = "we had a new boiler in march and a leaflet and then grace rang the council about it"
    guessed = [
        Found(m.start(), m.end(), "other", "unknown word", 0.4, certain=False)
        for m in re.finditer("boiler|leaflet|grace", text)
    ]
    assert [is_unlikely(one, text, "en") for one in guessed] == [True, True, False]


@given(st.text(max_size=80))
@examples(60)
def test_any_text_is_read_and_finds_lie_inside_it(text: str) -> None:
    for language in ("en", "nn"):
        seen = read(text, language)
        assert seen.tags.shape == (len(words_of_talk(text)), len(TAGS))
        for found in NamesInTalk(language).find(text):
            assert 0 <= found.char_start < found.char_end <= len(text)
            assert found.confidence + 0.01 >= talk.LIKELY


def test_it_is_one_of_the_recognizers_and_its_weights_are_small() -> None:
    assert NamesInTalk.name in [one.name for one in patterns("nn")]
    weights = Path(talk.__file__).parent / "data" / "names_in_talk"
    assert sorted(one.name for one in weights.glob("*.npz")) == ["en.npz", "nb.npz"]
    assert sum(one.stat().st_size for one in weights.glob("*.npz")) < 2_000_000
