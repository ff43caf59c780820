"""Names of things: diseases, drugs, methods, scales and codes stay readable, unless somebody of the study is called so."""

import pytest

from ipstranscribe.model import KnownPerson, Participant
from ipstranscribe.pseudonymize.lexicon import casing
from tests.pseudonymize.conftest import Pseudonymize, text_of, transcript

STAYS = [
    ("en", "My mother had Alzheimer's and my father Parkinson's disease."),
    ("en", "They said Sjogren's syndrome, or Ehlers-Danlos, or Weber's syndrome."),
    ("en", "I was on Lyrica and Humira, did Pilates, and filled in the PHQ-9 and HADS."),
    ("en", "The code was M54.5, then F32.1, and ICD-10; the scan was of L4-L5 and C6."),
    ("en", "I had CBT and EMDR for my PTSD, and God knows, Jesus, it hurt."),
    ("nb", "Jeg fikk Neurontin for Bekhterevs, og så Dupuytrens kontraktur."),
    ("nb", "Han har Asperger og hun har Downs syndrom, og skåren på HADS var 14."),
    ("nb", "Koden var M79.7, og B12 var lav. De prøvde KBT og ACT."),
    ("nb", "det var HAN som sa det, og jeg ble SINT og ville ALDRI tilbake."),
    ("en", "Any Tom, Dick or Harry could do it, Murphy's law, and keeping up with the Joneses."),
    ("en", "My daughter did her Duke of Edinburgh award, and he watches Coronation Street and Strictly."),
    ("en", "She sings like Beyoncé, he thinks he is Beethoven, and the surgeon looked like Harry Potter."),
    ("en", "We went to Specsavers in the Yaris, then to Supervalu, and he drives a Massey Ferguson."),
    ("en", "I took Renvela, Bisoprolol, Sertraline and then Vortelumab, and they said Bursitis."),
    ("en", "It is B as in Bravo, then C for Charlie, and M like Mike."),
    ("en", "They passed Sarah's Law, and the form was Zung's scale, and it was Bell's palsy."),
    ("en", "I had an X-ray. Ohh, and then a C-section. Mm-hmm."),
    ("en", "There were Somalis and Poles in the ward, and one Egyptian."),
    ("nb", "Hver Ola Nordmann vet det, og Espen Askeladd òg."),
    ("nb", "Vi handla på Felleskjøpet og så på Skal vi danse, og han kjører Massey Ferguson."),
    ("nb", "Det skrives med K som i Karin, og så fikk jeg Fragmin og Metoprolol."),
    ("nb", "Det er Murphys lov, og etter røntgenen sa de D-vitamin."),
    ("en", "I NEVER SAID THAT I WANTED TO STOP, AND THE DOCTOR KNEW IT."),
]


@pytest.mark.parametrize(("language", "said"), STAYS)
def test_what_is_called_by_a_name_and_is_nobody_stays(by_rules: Pseudonymize, language: str, said: str) -> None:
    assert text_of(by_rules([transcript("P1", said, language=language)])) == said


GOES = [
    ("en", "Then Tom came, and Harry rang, and the Dick I know is Dick Aldersey.", ("Tom", "Harry", "Dick")),
    ("en", "My cat is called Beyoncé, and the boss was Mr Yaris.", ("Beyoncé", "Yaris")),
    ("en", "The lawyers were at Sarah's law firm, and Anna's test came back.", ("Sarah", "Anna")),
    ("en", "It was for Charlie, and I like Mike.", ("Charlie", "Mike")),
    ("en", "My name is Ambrosis and that is Ravenitt, my friend.", ("Ambrosis", "Ravenitt")),
    ("nb", "Så kom Karis prøve, og det er noe som Karin sa.", ("Kari", "Karin")),
    ("nb", "Så kom Ola og Kari, og Per og Pål.", ("Ola", "Kari", "Per", "Pål")),
    ("nb", "Jeg jobba på Felleskjøpet, og Per ringte Pål.", ("Felleskjøpet", "Per", "Pål")),
    ("en", "Then Anders Weber came, and Weber left.", ("Weber",)),
    ("en", "SO I RANG JESSICA AND SHE SAID NO TO THE DOCTOR", ("JESSICA",)),
    ("nb", "DA RINGTE JEG SOLFRID OG HUN KJØRTE MEG HJEM", ("SOLFRID",)),
    ("nb", "jeg sa det til HENRIETTE, som ble SINT", ("HENRIETTE",)),
]


@pytest.mark.parametrize(("language", "said", "names"), GOES)
def test_a_person_is_masked_beside_it(by_rules: Pseudonymize, language: str, said: str, names: tuple[str, ...]) -> None:
    """The same name without a disease after it, and the one name in a shouted clause."""
    text = text_of(by_rules([transcript("P1", said, language=language)]))
    assert [name for name in names if name in text] == []


def test_somebody_of_the_study_who_is_called_so_is_masked(by_rules: Pseudonymize) -> None:
    crohn = Participant(id="P1", name="Anders Crohn")
    text = text_of(
        by_rules(
            [transcript("P1", "I am Anders Crohn. Crohn is my name.")], [crohn], [KnownPerson(name="Mina", role="wife")]
        )
    )
    assert "Crohn" not in text


@pytest.mark.parametrize(
    ("written", "calm"),
    [
        ("THAT IS WHAT JESSICA SAID TO ME", "that is what Jessica said to me"),
        ("It was NOT him", "It was not him"),
        ("from NAV and the NHS", "from NAV and the NHS"),
        ("I met WILL there", "I met WILL there"),
    ],
)
def test_stress_in_capitals_is_written_small_for_the_recognizers(written: str, calm: str) -> None:
    assert casing.calmed(written, "en") == calm


ASKED = [
    ("en", "He sings like Gordon Brown.", "Gordon Brown"),
    ("en", "I put it to the FRQK, and they said no.", "FRQK"),
    ("en", "They gave me Bisoprololl for it.", "Bisoprololl"),
]
"""What may be somebody of the study, an abbreviation that may be an employer's, and a drug that was misspelt."""


@pytest.mark.parametrize(("language", "said", "name"), ASKED)
def test_what_may_be_nobody_is_asked_about(by_rules: Pseudonymize, language: str, said: str, name: str) -> None:
    states = {one.form: one.state for one in by_rules([transcript("P1", said, language=language)]).suggestions}
    assert states.get(name) == "suggested"


def test_what_the_tables_list_is_masked_in_a_saying_too(by_rules: Pseudonymize) -> None:
    """Nobody is left because a saying has the name; the name of somebody who is only met here is left in it."""
    said = "So Harry came. It was not any Tom, Dick or Harry."
    people = [KnownPerson(name="Harry Aldersey", role="known", of="P1")]
    assert "Harry" not in text_of(by_rules([transcript("P1", said)], people=people))
    assert "Tom, Dick or Harry" in text_of(by_rules([transcript("P1", said)]))
