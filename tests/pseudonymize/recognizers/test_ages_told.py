"""Ages that are guessed to somebody's face, written on a form, or told of a death; each is a question."""

import pytest

from ipstranscribe.pseudonymize.recognizers import patterns
from ipstranscribe.pseudonymize.recognizers.ages import Ages

ASKED = [
    ("en", "What are you, {thirty-one}?", True),
    ("en", "And what's he now, about {19}?", True),
    ("en", "what are they, like, {sixteen} or so?", True),
    ("en", "On the sheet it just said 'male, {fifty-eight}, lives alone'.", True),
    ("en", 'I was down as "woman, {72}" and nothing else.', True),
    ("en", "He drowned off the pier, {twenty-two}.", True),
    ("en", "My aunt died in the same ward, {forty-four}, she never smoked.", True),
    ("en", "dad had it from {fifty} and his dad had it too", True),
    ("en", "She got it at {thirty-six}, same as me.", True),
    ("en", "The new manager, {thirty-one}, he came from retail.", True),
    ("en", "She had my eldest at {nineteen} and never looked back.", True),
    ("en", "some lad, {twenty-three} if he's a day, told me off", True),
    ("en", "She's a nurse, {forty-two}, from the coast.", True),
    ("en", "Mam was only {thirty}, like.", True),
    ("en", "It's like living with a fifteen-year-old.", False),
    ("en", "It's forty-odd years since, and thirty-odd ton of it.", False),
    ("en", "That's the other one. The other two, well.", False),
    ("en", "Ten, twenty, he counted them out.", False),
    ("en", "We had our tea at six and they had me at hello.", False),
    ("en", "Forty-seven.", False),
    ("en", "What is it, forty?", False),
    ("en", "a man, two, maybe three of them", False),
    ("en", "She died in the night, two days later.", False),
    ("en", "He passed his driving test, third time, twenty minutes.", False),
    ("en", "I had it at twenty milligrams.", False),
    ("en", "They got it at four in the afternoon.", False),
    ("en", "My weight was down, sixty-three, and the score was nine.", False),
    ("en", "Eighty kilos. Turned the scales, I did.", False),
    ("en", "Her nan were {ninety-one} and still drove.", True),
    ("en", "There was a caretaker. {Seventy-one}, he should have stopped.", True),
    ("en", "Mrs Oake, she's turning {a hundred and four}, and the band comes.", True),
    ("en", "He was {a hundred} when he died.", True),
    ("en", "Forty, she counted.", False),
    ("en", "He was only a hundred metres away, and she was a hundred per cent sure.", False),
    ("en", "The old boy who's about a hundred and seventy.", False),
    ("en", "It was maybe twenty minutes.", False),
    ("nb", "Det var en vaktmester. {Syttien}, han burde gitt seg.", True),
    ("nb", "Hun fyller {hundre og fire}, og korpset kommer.", True),
    ("nb", "Tjue, han hadde tjue av dem.", False),
    ("nb", "Han var hundre meter unna.", False),
    ("nb", "Han e {ni} no.", True),
    ("nb", "Jeg var {sekstisju} år og måtte lære å gå.", True),
    ("nb", "Sjefen, hun er renholder, {sekstito}, og sliten.", True),
    ("nb", "Det var på bursdagen hans, {fem} år.", True),
    ("nb", "Jeg var tre år i Bergen.", False),
    ("nb", "Hva er du, sånn {tretti}?", True),
    ("nb", "ka e ho no, {nitten} år?", True),
    ("nb", "Det sto «kvinne, {58}, enslig» i papirene.", True),
    ("nb", "I journalen var jeg mann, {sekstifire}, røyker.", True),
    ("nb", "Han omkom på havet, {tjueni}.", True),
    ("nb", "Ho døydde heime i senga, {nittito} år.", True),
    ("nb", "Far min gikk bort i mars, bare {femtifem}, han rakk aldri å bli pensjonist.", True),
    ("nb", "{Trettiåtte}. Fyller i juni.", True),
    ("nb", "mor hadde det fra {førti} og bestemor også", True),
    ("nb", "Broren hennes er snekker, {førtito}, og han bygger alt selv.", True),
    ("nb", "Ho er fagarbeidar, {femtién}, som kjenner alle.", True),
    ("nb", "Vi telte ti, tjue, og han sovna.", False),
    ("nb", "Trettiåtte kilo. Fylte hele bilen.", False),
    ("nb", "Han døde på sykehuset, to dager etter.", False),
    ("nb", "Hun døde om natta, klokka fire.", False),
    ("nb", "Vekta var nede, sekstitre, og blodtrykket fint.", False),
    ("nb", "Hva er det, førti?", False),
    ("nb", "jeg hadde det fra ni til fire", False),
    ("nb", "Jeg fikk det fra tjue milligram til førti.", False),
    ("nb", "Noen av oss, to, kanskje tre.", False),
]


@pytest.mark.parametrize(("language", "marked", "found"), ASKED)
def test_ages_in_other_words(language: str, marked: str, found: bool) -> None:
    text = marked.replace("{", "").replace("}", "")
    ages = list(Ages(language).find(text))
    told = {marked[marked.index("{") + 1 : marked.index("}")]} if found else set()
    assert {text[one.char_start : one.char_end] for one in ages} == told
    assert not any(one.certain for one in ages)


COUNTED = [
    ("nn", "Eg er {femtiåtte} år."),
    ("nn", "Eg e {femtiåtte} år"),
    ("nn", "eg var {to og tredve}"),
    ("nn", "eg e {åtteogtjue}"),
    ("nn", "Eg er berre {to og tjue}."),
    ("nn", "Eg er allereie {femtiåtte}."),
    ("nn", "Eg har vorte {femtiåtte}"),
    ("nn", "Då var eg {tri og tjue}"),
    ("nn", "Eg er {eit og seksti}"),
    ("nn", "Eg er {tjuetri}."),
    ("nn", "Ja, {femtiåtte} år er eg."),
    ("nn", "Eg er i slutten av {femtiåra}"),
    ("nb", "Hun er {to å tredve}."),
    ("nb", "{to-og-tredve} år gammel"),
    ("nb", "Jeg er {syv og halvfjerds} år gammel."),
    ("nb", "han er {tredvetre} år"),
    ("nb", "Eg er {femti og åtte}."),
    ("nb", "Ho var {åtti og to} år då."),
    ("nb", "Jeg er {tjue} og sliten."),
    ("nb", "Eg er {femti} og åtte av oss var der."),
    ("en", "I'm {fifty and eight}, love."),
    ("en", "I'm {fifty} and eight of us were there."),
    ("nn", "Eg har vore her i to og tredve år"),
    ("nn", "Det er åtte og tjue kilometer dit"),
    ("nn", "Eg hadde to og tredve kyr"),
    ("nb", "Femti er jeg sikker på at det var."),
]


@pytest.mark.parametrize(("language", "marked"), COUNTED)
def test_nynorsk_the_older_way_of_counting_and_numbers_in_two_parts(language: str, marked: str) -> None:
    text = marked.replace("{", "").replace("}", "")
    ages = next(one for one in patterns(language) if one.name == Ages.name)
    found = {text[one.char_start : one.char_end] for one in ages.find(text)}
    assert found == ({marked[marked.index("{") + 1 : marked.index("}")]} if "{" in marked else set())


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "I worked there since I were {sixteen}, me and my sister."),
        ("en", "The doctor, he was maybe {twenty-six}, sat down."),
        ("nb", "Legen, han var kanskje {tjueseks}, satte seg."),
    ],
)
def test_ages_of_grown_people_after_a_verb_are_certain(language: str, marked: str) -> None:
    text = marked.replace("{", "").replace("}", "")
    (found,) = {(one.char_start, one.char_end): one for one in Ages(language).find(text) if one.certain}.values()
    assert text[found.char_start : found.char_end] == marked[marked.index("{") + 1 : marked.index("}")]
