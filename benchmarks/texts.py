"""Running text of any length for timing and for false alarms: made-up answers, in which nobody is named.

The sentences hold what trips a search for names and numbers: words that are also names (`may`, `hope`, `dag`), names of
months and weekdays, amounts, times, years, measurements, ids of units, capitals at the start of a sentence.
"""

import random
from collections.abc import Iterator

SENTENCES = {
    "en": """
I may go back to it in May, I hope, if the summer is not too wet. It rose from three to four days a week, with 37.5
hours at the most. Well, erm, that was in 2019, or 2020, and I was off sick for 14 months. The stone was grey, and the
day was long. Will you write that down? I will, by God's grace, and to be frank it was a mark of respect. My back
hurt, so I lay down at 10:30. She said that [person 3] would call on Monday, and [employer 1] paid 1,250 kroner. We
came third of 20 30 years ago, that sort of thing. On a scale from 0 to 10 it was 7, then 6, then 4 5. The bus number
31 left at 07:45 and I took 400 mg twice a day. In English class we read about Norwegian fjords, and the Labour Office
sent form 11-12 in triplicate. It cost 2 000 or 20 000, I forget. He is a baker, a carpenter and a mason, and the art
of it is to wait. I can hardly bear the noise, and the wood is too heavy. They gave me 1 2 3 4 5 exercises, and 10 000
steps a day. The score went from 12.75 to 13.5 between 2021 and 2022. No, it is not like that. The page said 404, and
version 3.11.4 of the app did not work on 64 bit. Sure, we laughed a lot (laughs). From 8 to 4 I sat; from 4 to 12 I
stood. About 50 60 70 people were there, 100 at the end, and 1 in 3 had the same pain. (pause) I think so. The heart
beats at 60 to 80, the pressure is 120 over 80, and I am 172 tall, or was. See P1-MU007 and Q3a, at 00:12:45. A rich
man in a brown coat, a young woman with green eyes, a black cat, a king's speech, a bishop's hat and a miller's tale:
nothing more.
""",
    "nb": """
Dag etter dag gikk det litt bedre, og jeg tok én dag av gangen. Liv og lyst, som de sier, det handler om å bo i ro og
ha et godt liv. Eh, det var i mai, eller i juni 2019, og jeg var sykmeldt i 14 måneder. Jeg la meg klokka 10.30 og sto
opp 07:15, jo da, det gjorde jeg. Steinen var grå, bjørka var grønn, og det var høst i lia. Nå jobber jeg 37,5 timer i
uka, eller 60 prosent, det kommer an på. [person 3] ringte på mandag, og [employer 1] betalte 1 250 kroner. Vi var 20
30 stykker, kanskje 40 50, jeg husker ikke så nøye. På en skala fra 0 til 10 var det 7, så 6, så 4 5. Buss 31 gikk
07.45, og jeg tok 400 mg to ganger om dagen. Det var som natt og dag. Ja, jeg mener det, my var det ikke å vente. Han
er baker, snekker og murer, og kunsten er å vente. NAV sendte skjema 11-12 i tre eksemplarer, og det kostet 2 000
eller 20 000. Jeg fikk 1 2 3 4 5 øvelser og 10 000 skritt om dagen. Hun er sterk, han er snill, og en god venn er gull
verdt. Berg og dal, sol og vind, eng og mo, li og vik: vi gikk overalt den våren. Poengsummen gikk fra 12,75 til 13,5
mellom 2021 og 2022. Fra 8 til 4 satt jeg, fra 4 til 12 sto jeg, og så la jeg meg (ler). (pause) Jeg tror det. Pulsen
er 60 til 80, trykket er 120 over 80, og jeg er 172 høy, eller var det. Se P1-MU007 og Q3a, ved 00:12:45. På norsk og
engelsk leste vi om Norge, Oslo og Bergen ble nevnt som ord i en bok, og på Stortinget satt det noen og så på. Bokstav
for bokstav, a b c d e, så lærte jeg det på nytt. Legen sa 3 x 10 eller 3 ganger 15, og «det går seg til», sa
fysioterapeuten.
""",
}


def interview(language: str, words: int, seed: int, names: tuple[str, ...] = ()) -> str:
    """About `words` words of a talk in turns, alike for the same seed; every fifth turn or so says one of `names`."""
    chance = random.Random(f"{language}{seed}")
    sentences = " ".join(SENTENCES[language].split()).split(". ")
    turns, count = [], 0
    while count < words:
        said = ". ".join(chance.sample(sentences, chance.randint(1, 5)))
        if names and chance.random() < 0.2:
            said = f"{chance.choice(names)}, {said}"
        turns.append(said)
        count += len(said.split())
    return "\n\n".join(f"{'I' if n % 2 else 'P1'}: {said}" for n, said in enumerate(turns))


# --- from a vocabulary ------------------------------------------------------------------------------------------------

VOCABULARY = 8_000
"""Different words of a large study's talk, besides those of the sentences."""
_STARTS = [
    *"bdfghjklmnprstv",
    *("bl", "br", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "kv", "sk", "sl", "st", "sv", "tr"),
]
_MIDDLES = [*"aeiouy", "ai", "ei", "au", "ie", "ea"]
_ENDS = [*"dgklmnprstv", *("ll", "nd", "ng", "nk", "nn", "rk", "rn", "rs", "rt", "sk", "st", "tt")]
_NAME_ENDS = ["zund", "quist", "zberg", "xholm", "zvik", "qland"]
"""Endings of invented names that no invented word has."""


def talk(words: int, seed: str) -> Iterator[str]:
    """Turns of a talk, a short question and a longer answer, about `words` words in all; alike for the same seed."""
    chance, vocabulary = random.Random(seed), _vocabulary()
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]  # a few words are said often (Zipf)
    said, asks = 0, True
    while said < words:
        length = chance.randint(4, 20) if asks else chance.randint(30, 160)
        yield _sentences(chance.choices(vocabulary, weights, k=length), chance)
        said, asks = said + length, not asks


def name(chance: random.Random) -> str:
    """An invented name that is no word of any talk."""
    return (_syllable(chance) + _syllable(chance) + chance.choice(_NAME_ENDS)).capitalize()


def _vocabulary() -> list[str]:
    chance = random.Random(0)
    known = sorted({word.strip(".,?()«»").lower() for text in SENTENCES.values() for word in text.split()})
    return known + ["".join(_syllable(chance) for _ in range(chance.randint(1, 3))) for _ in range(VOCABULARY)]


def _syllable(chance: random.Random) -> str:
    return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)


def _sentences(words: list[str], chance: random.Random) -> str:
    """The words in sentences of five to twenty, now and then with a replacement."""
    said: list[str] = []
    while words:
        length = chance.randint(5, 20)
        sentence, words = words[:length], words[length:]
        if chance.random() < 0.1:
            sentence.append(f"[person {chance.randint(1, 9)}]")
        said.append(" ".join(sentence).capitalize() + ".")
    return " ".join(said)
