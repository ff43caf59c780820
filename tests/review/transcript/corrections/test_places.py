"""Where else a form stands: in other case, with other signs, with a genitive, divided otherwise, or as it was heard."""

import pytest

from ipstranscribe.model import Concern
from ipstranscribe.review.transcript.corrections.places import find_places
from tests.review.transcript.corrections.interviews import talk


def applied(text: str, heard: str, written: str, language: str = "en") -> str:
    """The text with the correction at every place."""
    for one in reversed(list(find_places(talk(text, language=language), heard, written))):
        text = text[: one.start] + one.instead + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("I met so lame.", "I met Solheim."),
        ("So lame, he said", "Solheim, he said"),
        ("SO LAME said", "Solheim said"),
        ("“so lame” said", "“Solheim” said"),
        ("so lame's boss", "Solheim's boss"),
        ("so lame’s boss", "Solheim’s boss"),
        ("it was so-lame and so lame", "it was Solheim and Solheim"),
        ("with solame again", "with Solheim again"),
        ("with sol ame again", "with Solheim again"),
        ("so lame so lame", "Solheim Solheim"),
        ("so  lame", "Solheim"),
        ("so, lame excuses", "so, lame excuses"),
        ("so. Lame excuses", "so. Lame excuses"),
        ("also lame", "also lame"),
        ("so lamely", "so lamely"),
        ("so lament", "so lament"),
        ("(so lame)", "(so lame)"),
        ("so very lame", "so very lame"),
        ("Solheim and Solheim's", "Solheim and Solheim's"),
        ("lame so", "lame so"),
        ("so", "so"),
        ("", ""),
    ],
)
def test_the_same_form_and_no_other(text: str, now: str) -> None:
    """Signs around it stay; a sign between its words parts them; a longer word is another one."""
    assert applied(text, "so lame", "Solheim") == now


@pytest.mark.parametrize(
    ("language", "heard", "written", "text", "now"),
    [
        ("nb", "sole im", "Solheim", "sole ims hus", "Solheims hus"),
        ("nb", "matisn", "Mathis", "matisns hus", "Mathis' hus"),
        ("en", "solem", "Solheim", "the solems", "the solems"),
        ("en", "eye P S", "IPS", "in eye p s. And eyeps", "in IPS. And IPS"),
        ("en", "ips", "IPS", "the Ips and IPS and ip s and tips", "the IPS and IPS and IPS and tips"),
        ("en", "pre gabble in", "pregabalin", "Pre gabble in helps", "Pregabalin helps"),
        ("en", "Amara", "Auntie Amara", "Auntie Amara and Amara", "Auntie Amara and Auntie Amara"),
        ("en", "Lauren's cog", "Lørenskog", "in lauren’s cog now", "in Lørenskog now"),
        ("en", "Sol heim", "Solheim", "solheim, Sol-heim, Solheim", "Solheim, Solheim, Solheim"),
    ],
)
def test_other_forms(language: str, heard: str, written: str, text: str, now: str) -> None:
    """Genitives of the language, letters that were spelt out, a sentence's capital, a term that is there already."""
    assert applied(text, heard, written, language) == now


def test_a_place_is_named_by_its_number_and_three_words_on_either_side() -> None:
    """And says whether the words are divided as they were heard."""
    first, second = find_places(talk("One two so lame three four five six solame"), "so lame", "Solheim")
    assert (first.place.number, first.place.before, first.place.after) == (1, ("one", "two"), ("three", "four", "five"))
    assert (second.place.number, second.stands, first.exact, second.exact) == (2, "solame", True, False)


def test_a_term_written_in_the_place_of_what_was_heard_is_a_place() -> None:
    """The draft shows another term, and the form is in what was heard; the same term elsewhere is none."""
    concern = Concern(
        kind="respelling", start=2.0, end=2.8, turn="P1-001", why="A term.", heard="so lame", written="Solberg,"
    )
    transcript = talk("I met Solberg, with Solberg.").model_copy(update={"concerns": (concern,)})
    (one,) = find_places(transcript, "so lame", "Solheim")
    assert (one.stands, one.start, one.respelt) == ("Solberg", 6, True)
