"""Names that are spelled letter by letter, and letters in a row that are no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers.spelled_names import SpelledNames, joined, spells
from tests.lanes import examples
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

SURE = [
    ("en", "Tamsin Whillock, that's {W, H, I, double L, O, C, K}."),
    ("en", "the surname is pemberr so {p e m b e double r} with two r's"),
    ("en", "It's spelled {M, C, Q, U, I, G}, I think, or near enough."),
    ("en", "Niall's the Irish way. You spell it {N-I-A-L-L}."),
    ("en", "my first name is {s i o b h} and then it stops"),
    ("en", "Two of them: Orla, {O, R, L, A}, and Kezia, {K, E, Z, I, A}."),
    ("en", "They write it {T, H, and then waite} on the envelope, and then wrote it wrong."),
    ("en", "She's {J, O, S, E, T, T, A}, no relation."),
    ("en", "{M, O, R, F, then W, E, N}. It's Welsh."),
    ("nb", "Etternavnet staves {H, J, E, L, M, dobbel S}, ja."),
    ("nb", "han heter brekkhus {b r e k k h u s} altså"),
    ("nb", "Det skrives {Q-V-I-S-T-N-E-S}, med Q."),
    ("nb", "Ho heiter Sølva, {S, Ø, L, V, A}."),
    ("nb", "Det er Wraal. {W, R, A, A, L}, to a-er."),
    ("nb", "bokstavene er {t v e r r o d} hvis du lurer"),
    ("nb", "Da skriv du {Z, a, c, h, og så ariassen}."),
    ("nb", "De er fra {K, Å, R, V, I, K, S, O, N}."),
]
ASKED = [
    ("en", "and the wee one we call him {t j} for short"),
    ("en", "Everybody calls her, well, they call her {B J} at work."),
    ("en", "he goes by {d k} now"),
    ("en", "A, no, {K, A, R, I}, something like that."),
    ("nb", "gutten min vi kaller han {j p} til vanlig"),
    ("nb", "kallar dei ho {m k} på skulen"),
    ("nb", "Det var {L, I, N, E} på skiltet."),
    ("nb", "Skjellvåg. {S, K, J}. Ikke sj."),
    ("nb", "Det staves {V, I, N, D}, som i vær."),
]
STAY = [
    ("en", "She put me on vitamin b c d and zinc."),
    ("en", "I got A, B, B in the end, and he got C, D, E."),
    ("en", "Then it was an M, R, I and a C, T scan."),
    ("en", "that's o k b and b"),
    ("en", "Plan A or B, C if it rains."),
    ("en", "Hepatitis A, B, C, E, the lot."),
    ("en", "I had P, T, S, D and then A, D, H, D."),
    ("en", "I, I, d, d don't know, w w w dot something."),
    ("en", "The options were x y z and you pick."),
    ("en", "They call me O K and that's fine."),
    ("en", "My chart is K, H, A, R, four, four one one."),
    ("en", "Group D, A, N, A had the old leaflet."),
    ("nb", "vitamin b c d og litt jern"),
    ("nb", "Jeg fikk karakterene A, B, B på eksamen."),
    ("nb", "det var h i v og a d h d de skrev"),
    ("nb", "æ e i å e med da i a"),
    ("nb", "Det var alternativ A, D, E eller ingenting."),
    ("nb", "Vi har A, B og C i klassen."),
    ("nb", "skiltet er d k a r sju sju null"),
    ("nb", "Hun tok M, R, og så E, K, G."),
]


def _read(marked: str) -> tuple[str, list[str]]:
    return marked.replace("{", "").replace("}", ""), [part.split("}")[0] for part in marked.split("{")[1:]]


@pytest.mark.parametrize(("language", "marked", "certain"), [(*c, True) for c in SURE] + [(*c, False) for c in ASKED])
def test_a_spelled_name_is_found_from_its_first_letter_to_its_last(language: str, marked: str, certain: bool) -> None:
    text, names = _read(marked)
    found = list(SpelledNames(language).find(text))
    assert [text[one.char_start : one.char_end] for one in found] == names
    assert {one.certain for one in found} == {certain}


@pytest.mark.parametrize(("language", "text"), STAY)
def test_lists_marks_abbreviations_and_codes_are_no_names(language: str, text: str) -> None:
    assert [text[one.char_start : one.char_end] for one in SpelledNames(language).find(text)] == []


WORDS = [
    ("W, H, I, double L, O", ("whillo",)),
    ("m a two t's e", ("matte",)),
    ("h j a l to m-er a", ("hjalmma",)),
    ("T-H, og så Q-V-E-R-N", ("thqvern", "qvern")),
]


@pytest.mark.parametrize(("written", "words"), WORDS)
def test_what_a_row_spells(written: str, words: tuple[str, ...]) -> None:
    assert spells(written) == words


@given(word=st.text("bcdefghjklmnpqrstuvwxyz", min_size=3, max_size=12), joint=st.sampled_from([", ", " ", "-"]))
@examples(100)
def test_every_word_is_read_back_from_its_letters(word: str, joint: str) -> None:
    assert joined(joint.join(word)) == word


def test_a_spelled_name_is_replaced_as_whoever_is_called_so(by_rules: Pseudonymize) -> None:
    said = transcript("P1", "Ask Tamsin Whillock. It's W, H, I, double L, O, C, K.")
    first, spelled = text_of(by_rules([said])).removeprefix("Ask ").split(". It's ")
    assert spelled == f"{first}."


@pytest.mark.parametrize("piece", ["a b ", "K, A, ", "Y, A, R, and then ", "double L ", "call him p k "])
def test_a_very_long_turn_is_searched_to_its_end(piece: str) -> None:
    """Squared cost would take minutes here."""
    text = piece * 10_000
    assert all(found.char_end <= len(text) for found in SpelledNames("en").find(text))
