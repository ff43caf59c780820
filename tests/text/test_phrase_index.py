"""Finding known forms, whatever their case, hyphens or genitive."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.text.phrase_index import FormIndex

CASES = [
    ("Liv-Torunn", "Det er Liv Torunn her", "Liv Torunn"),
    ("Liv-Torunn", "det er liv-torunn her", "liv-torunn"),
    ("Ingvild", "Ingvilds stemme", "Ingvild"),
    ("Ingvild", "Ingvild's voice", "Ingvild"),
    ("Anna Berg", "ANNA  BERG", "ANNA  BERG"),
    ("Anna Berg", "Anna went up. Berg came", None),
    ("Bjørn", "bjørnebær", None),
    ("Ås", "åser", None),
    ("684 41 709", "ring 684-41-709 nå", "684-41-709"),
]


@pytest.mark.parametrize(("form", "text", "hit"), CASES)
def test_a_form_is_found_in_its_variants_and_not_inside_other_words(form: str, text: str, hit: str | None) -> None:
    index: FormIndex[str] = FormIndex()
    index.add(form, "x")
    assert [text[h.char_start : h.char_end] for h in index.find(text)] == ([hit] if hit else [])


@given(st.lists(st.text(max_size=12), max_size=5), st.text(max_size=80))
def test_any_forms_can_be_searched_in_any_text(forms: list[str], text: str) -> None:
    index: FormIndex[int] = FormIndex()
    for number, form in enumerate(forms):
        index.add(form, number)
    for hit in index.find(text):
        assert text[hit.char_start : hit.char_end].strip()


SYLLABLES = (
    "anna",
    "annas",
    "berg",
    "bjørn",
    "bjorn",
    "hans",
    "i'm",
    "the",
    "only",
    "Jürgen",
    "McDonald",
    "ås",
    "o'brien",
)
FORMS = st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=8)
TEXTS = st.lists(st.sampled_from((*SYLLABLES, "Anna,", "bergs.", "Bjoern", "juergen -", "so")), max_size=16).map(
    " ".join
)


@given(FORMS, TEXTS, st.booleans())
def test_many_forms_are_found_where_each_alone_is(forms: list[str], text: str, respelt: bool) -> None:
    """Forms that begin alike share their way through the index."""
    together: FormIndex[int] = FormIndex(respelt)
    alone = set()
    for number, form in enumerate(forms):
        together.add(form, number)
        one: FormIndex[int] = FormIndex(respelt)
        one.add(form, number)
        alone |= set(one.find(text))
    assert set(together.find(text)) == alone


def test_a_form_of_thousands_of_words_is_found() -> None:
    form = " ".join(f"w{number}" for number in range(5_000))
    index: FormIndex[str] = FormIndex(respelt=True)
    index.add(form, "x")
    index.add("Bjørn", "y")
    text = f"so {form}, so bjoern"
    for one in (index, pickle.loads(pickle.dumps(index))):
        assert [text[hit.char_start : hit.char_end] for hit in one.find(text)] == [form, "bjoern"]


@pytest.mark.parametrize(("form", "text"), [("Wa", "it was so"), ("Han", "det var hans bil"), ("Hi", "in his car")])
def test_a_frequent_word_is_no_genitive_of_a_name(form: str, text: str) -> None:
    """`Was` is not `Wa` with a genitive s; `Bos` is that of `Bo`."""
    index: FormIndex[str] = FormIndex()
    index.add(form, form)
    index.add("Bo", "Bo")
    assert [hit.payload for hit in index.find(f"{text}, Bos bil")] == ["Bo"]


@given(st.lists(st.text(max_size=12), max_size=5), st.text(max_size=80))
def test_a_long_text_is_searched_as_well_as_its_parts(forms: list[str], text: str) -> None:
    """Long texts are passed over where none of their different words begins a form."""
    index: FormIndex[int] = FormIndex()
    for number, form in enumerate((*forms, text[:10])):
        index.add(form, number)
    filler = "\n\n\n\nzzzz" * 3000
    near = [(hit.char_start, hit.char_end, hit.payload) for hit in index.find(text)]
    far = [(hit.char_start, hit.char_end, hit.payload) for hit in index.find(text + filler)]
    assert far[: len(near)] == near


_FEW_WORDS = st.lists(
    st.sampled_from(["the", "School", "schools", "Åse", "Aase", "Mc", "McDonald", "s", "Ås", "Noé"]), max_size=4
)
_FORMS = st.lists(_FEW_WORDS.map(" ".join), max_size=12)


@given(_FORMS, st.lists(_FEW_WORDS.map(" ".join), max_size=4).map(", ".join), st.booleans())
def test_many_forms_are_found_as_each_by_itself(forms: list[str], text: str, respelt: bool) -> None:
    """By the second word only those are left out that cannot stand there."""
    whole = FormIndex[int](respelt=respelt)
    alone = []
    for number, form in enumerate(forms):
        whole.add(form, number)
        index = FormIndex[int](respelt=respelt)
        index.add(form, number)
        alone += index.find(text)
    assert sorted(map(repr, whole.find(text))) == sorted(map(repr, alone))
