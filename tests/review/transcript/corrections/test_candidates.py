"""Which corrections of a draft are of a name or term, what was heard for what was written, and how they are offered."""

import pytest

from ipstranscribe.model import Concern
from ipstranscribe.review.transcript.corrections.candidates import find_corrections, term_of
from tests.review.transcript.corrections.interviews import lexicon, talk

OFFERED = [
    # language, before, after, heard, written, breadth
    ("en", "I met so lame at work.", "I met Solheim at work.", "so lame", "Solheim", "everywhere"),
    ("en", "I asked so lame's wife.", "I asked Solheim’s wife.", "so lame", "Solheim", "everywhere"),
    ("en", "I met so um lame there.", "I met Solheim there.", "so lame", "Solheim", "everywhere"),
    ("en", "I met um so lame there.", "I met Solheim there.", "so lame", "Solheim", "everywhere"),
    ("en", "They called it eye P S there.", "They called it IPS there.", "eye P S", "IPS", "everywhere"),
    ("en", "They called it I.P.S., then.", "They called it IPS, then.", "I.P.S", "IPS", "everywhere"),
    ("en", "Then anti Amara came.", "Then Auntie Amara came.", "anti Amara", "Auntie Amara", "everywhere"),
    ("en", "Anti Amara came.", "Auntie Amara came.", "Anti Amara", "Auntie Amara", "everywhere"),
    ("en", "I met live there.", "I met Liv there.", "live", "Liv", "places"),
    ("en", "I was at the nab office.", "I was at the NAV office.", "nab", "NAV", "places"),
    ("en", "I saw Klaus there.", "I saw Klara there.", "Klaus", "Klara", "places"),
    ("en", "I used the ips program.", "I used the IPS program.", "ips", "IPS", "everywhere"),
    ("en", "It was Myrestune again.", "It was Myrestuen again.", "Myrestune", "Myrestuen", "everywhere"),
    ("en", "I went to Lauren's cog.", "I went to Lørenskog.", "Lauren's cog", "Lørenskog", "everywhere"),
    ("en", "We had see BT there.", "We had CBT there.", "see BT", "CBT", "everywhere"),
    ("en", "I took pre gabble in daily.", "I took pregabalin daily.", "pre gabble in", "pregabalin", "everywhere"),
    ("en", "My boss Mart in Berg left.", "My boss Martin Berg left.", "Mart in Berg", "Martin Berg", "everywhere"),
    ("en", "It was with Nora Winter.", "It was with Nora Winther.", "Nora Winter", "Nora Winther", "everywhere"),
    ("en", "I said hey deli is far.", "I said Hadeli is far.", "hey deli", "Hadeli", "everywhere"),
    ("nb", "Jeg traff sole im på jobb.", "Jeg traff Solheim på jobb.", "sole im", "Solheim", "everywhere"),
    ("nb", "Det var liv som sa det.", "Det var Liv som sa det.", "liv", "Liv", "places"),
    ("nb", "Jeg bor i lørn skog nå.", "Jeg bor i Lørenskog nå.", "lørn skog", "Lørenskog", "everywhere"),
    ("nn", "Eg brukte IPC i fjor.", "Eg brukte IPS i fjor.", "IPC", "IPS", "everywhere"),
]
NOT_OFFERED = [
    ("en", "They was nice.", "They were nice."),
    ("en", "There house was cold.", "Their house was cold."),
    ("en", "Um he he came.", "He came."),
    ("en", "It was okay. then i left.", "It was okay. Then I left."),
    ("en", "I got 26 days.", "I got twenty-six days."),
    ("en", "So I think, was hard.", "So I think it was hard."),
    ("en", "My husband said so.", "Henrik said so."),
    ("en", "I dont know.", "I don't know."),
    ("en", "We met at Solheims.", "We met at Solheim's."),
    ("en", "It was bad Amara said.", "It was bad. But Amara said."),
    ("en", "(laughs) I know.", "(smiles) I know."),
    ("en", "yes I did", "Yes, I did!"),
    ("en", "I I'm fine.", "I'm fine."),
    ("en", "It was so, lame he said.", "It was Solheim he said."),
    ("en", "mhm yeah", "Mm-hm, yeah."),
    (
        "en",
        "it was like that and then we went home again",
        "She told everybody at Kvistebo what Randi Lie had done there.",
    ),
    ("nb", "Jeg ikke veit det.", "Jeg veit ikke det."),
    ("nb", "Dem kom hjem.", "De kom hjem."),
    ("nb", "eh det var greit", "Det var greit."),
]


@pytest.mark.parametrize(("language", "before", "after", "heard", "written", "breadth"), OFFERED)
def test_a_name_or_term_is_found_with_what_was_heard(
    language: str, before: str, after: str, heard: str, written: str, breadth: str
) -> None:
    """Without the signs around it; a name beside a corrected word belongs to it, and a filler does not."""
    found = find_corrections(talk(before, language=language), talk(after, language=language), lexicon(language))
    assert [(one.heard, one.written, one.breadth) for one in found] == [(heard, written, breadth)]


@pytest.mark.parametrize(("language", "before", "after"), NOT_OFFERED)
def test_grammar_and_style_are_no_candidates(language: str, before: str, after: str) -> None:
    """Nor are fillers, numbers, beginnings of sentences, marks, and passages that were written anew."""
    assert find_corrections(talk(before, language=language), talk(after, language=language), lexicon(language)) == ()


def test_what_the_interview_still_has_elsewhere_was_meant_there() -> None:
    """Ordinary words that a person let stand are offered place by place; what is no word is a mishearing anyway."""
    before, after = ("That is so lame.", "I met so lame."), ("That is so lame.", "I met Solheim.")
    (one,) = find_corrections(talk(*before), talk(*after), lexicon())
    assert one.breadth == "places"
    before, after = ("I met Solemh.", "I met Solemh."), ("I met Solemh.", "I met Solheim.")
    (one,) = find_corrections(talk(*before), talk(*after), lexicon())
    assert one.breadth == "everywhere"


def test_a_name_of_the_study_means_somebody_else() -> None:
    """It may have been heard right elsewhere."""
    before, after = talk("I met Myrestune."), talk("I met Myrestuen.")
    (one,) = find_corrections(before, after, lexicon("en", "myrestune"))
    assert one.breadth == "places"


def test_what_was_heard_before_the_recognizer_wrote_a_term_counts_as_well() -> None:
    """The draft showed a term of the study; what it had heard is what stands in other drafts."""
    concern = Concern(
        kind="respelling", start=2.0, end=2.8, turn="P1-001", why="A term.", heard="so lame", written="Solberg"
    )
    before = talk("I met Solberg there.").model_copy(update={"concerns": (concern,)})
    found = find_corrections(before, talk("I met Solheim there."), lexicon("en", "solberg"))
    assert [(one.heard, one.written) for one in found] == [("Solberg", "Solheim"), ("so lame", "Solheim")]


def test_words_that_moved_to_another_turn_are_no_correction() -> None:
    """Nor a turn that is new, or gone."""
    before, after = talk("I met Solem", "there with Kari."), talk("I met Solem there with", "Kari.")
    assert find_corrections(before, after, lexicon()) == ()


@pytest.mark.parametrize(
    ("written", "term"), [("Solheim's", "Solheim"), ("Solheim’s", "Solheim"), ("Solheims", "Solheims")]
)
def test_the_vocabulary_has_the_term_without_an_english_genitive(written: str, term: str) -> None:
    """A Norwegian one cannot be told from a name that ends in s."""
    assert term_of(written) == term
