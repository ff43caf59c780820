"""Train the small Norwegian name finder (persons, places, organisations) shipped with ipstranscribe.

The data are NorNE's named entities on the Norwegian Dependency Treebank, bokmål and nynorsk together.
Speech recognition writes names without capitals, sentences without full stops, and names that no annotated
text holds, so the training text is altered anew in every epoch: names are exchanged, capitals and
punctuation removed, fillers inserted and invented interview sentences mixed in. The model is a
convolutional network on hashed word features, without word vectors. The saved pipeline keeps no strings of
the training text.

Run ``python training/norwegian_names.py --data DIR --out DIR``; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import filter_spans
from thinc.api import Adam, fix_random_seed

HERE = Path(__file__).resolve().parent
LANGUAGES = {"nob": "bokmål", "nno": "nynorsk"}
LABELS = ("PER", "LOC", "ORG", "MISC")
"""Labels of the trained model, in the order of the tables."""

COLLAPSE = {
    "PER": "PER",
    "LOC": "LOC",
    "GPE_LOC": "LOC",
    "GPE_ORG": "LOC",  # a town or country that acts: its name is the name of the place
    "ORG": "ORG",
    "PROD": "MISC",
    "EVT": "MISC",
    "DRV": "MISC",
    "MISC": "MISC",
}

MODEL: dict[str, Any] = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [7000, 300, 5000, 700],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}

TEMPLATES = """
jeg snakket med {given} i {place}
jeg jobbet på {org} i {place} i tre år
sjefen min , {given} {surname} , var ikke enig
da jeg flyttet til {place} kjente jeg ingen
det var {given} som ringte meg den kvelden
og så sa {given} at jeg måtte ta det med {given} {surname}
mannen min heter {given} og han kommer fra {place}
kona mi , {given} , er født i {place}
jeg heter {given} {surname} og jeg er førtito år
jeg er oppvokst i {place} , men nå bor jeg på {place}
vi bodde hos {given}s foreldre i {place}
fastlegen min på {place} , {surname} , han hørte ikke på meg
ja , altså , {given} hun er veldig flink , men {given} er mer sånn stille
jeg har en kollega på {org} som heter {given}
hun derre {given} , hva er det hun heter til etternavn , {surname}
jeg gikk på skolen i {place} sammen med {given} og {given}
det var på {org} det skjedde
vi hadde et møte med {org} og {org} om det
saksbehandleren min i {org} het {given}
så dro vi til {place} for å hilse på {given}
datteren min {given} begynte i barnehagen i {place}
sønnen min , {given} , går i fjerde klasse
det var læreren hans , {given} {surname} , som sa ifra
du må spørre {given} om det
{given} og jeg har jobbet sammen siden vi var på {org}
takk skal du ha , {given}
hei {given} , fint at du kunne komme
kan du fortelle litt om tiden i {place} , {given}
nei , det var ikke {given} , det var {surname}
jeg var innlagt i {place} i to måneder
psykologen , {given} , mente at jeg burde bytte jobb
vi er fra {place} opprinnelig , hele familien
broren min bor i {place} og søsteren min i {place}
{given} {surname} var rektor da
jeg leste om det i {org}
han onkel {given} var sånn
tante {given} og onkel {given} passet oss
bestevenninna mi {given} flyttet til {place}
naboen , {surname} , ringte politiet
det er {surname}s hus , der nede i {place}
vi tok bussen fra {place} til {place} hver dag
hva heter det , {org} , ja
jeg tror {given} var den eneste som skjønte det
eh {given} {surname} tror jeg han het
hun {given} på kontoret sa det
han {given} som var leder i {org}
og da kom {given} og {given} inn på rommet
altså jeg og {given} vi var jo gift i ti år
avdelingslederen , {given} {surname} , sluttet i mai
eg snakka med {given} i {place}
sjefen min , {given} {surname} , var ikkje samd
då eg flytta til {place} kjende eg ingen
eg heiter {given} {surname} og eg kjem frå {place}
mannen min heiter {given} og han jobbar på {org}
det var {given} som ringde meg den kvelden
vi budde hos foreldra til {given} i {place}
dotter mi , {given} , går på skule i {place}
ho {given} på kontoret sa det
læraren min heitte {surname}
eg jobba i {org} før eg kom til {place}
kva tenkjer du om det , {given}
broren til {given} var ikkje heime
det var i {place} eg møtte {given}
eg veit ikkje om {given} hugsar det
ja , det er klart at det var tungt
nei , jeg vet ikke helt , det bare ble sånn
hva tenker du når du ser tilbake på det
jeg fikk jo god hjelp , liksom , men det tok tid
det var liksom hele livet mitt , ikke sant
mamma og pappa sa at det ordner seg
altså på jobben så er det jo sånn at man må stå på
jeg var sykmeldt fra mars til mai
kan du si litt mer om det
det er stein på stein , på en måte
vi hadde det fint den dagen , sol og varmt
eg hadde ikkje tid til å tenkje på det
det var ein lang dag på jobb
kva meiner du med det
""".strip().splitlines()
"""Invented sentences as people say them in interviews, with slots for names; some hold no name at all."""

OPENERS = (
    """
ja|nei|altså|og så|men|men da|så|da|eh|for|etterpå|jeg husker at|jeg tror at|det er klart at|i fjor|den gangen
vel|og|jo|eg trur at|så då|og då|kanskje|da jeg var syk|på mandag|en dag|etter hvert|det var da|om kvelden
""".strip()
    .replace("\n", "|")
    .split("|")
)
ABOUT = (
    """
{name} sa det|{name} mente noe annet|{name} ville ikke|{name} kom innom|{name} spurte meg|{name} ringte
{name} var sint|{name} er snill|{name} ble sykmeldt|{name} fikk jobb|{name} slutta|{name} visste det ikke
{name} måtte gå|{name} har alltid vært der|{name} hadde peiling|{name} pleide å si det|{name} blei sjuk
{name} hjalp meg|{name} lo bare|{name} sto på|jeg møtte {name}|jeg kjenner {name} godt|jeg savner {name}
jeg ringte {name}|jeg er glad i {name}|jeg hadde {name}|jeg gikk til {name}|jeg spurte {name} rett ut
vi så {name} der|jeg fikk hjelp av {name}|de likte ikke {name}|jeg fikk det fra {name}|jeg lånte det av {name}
det var på grunn av {name}|det er mye {name} sin fortjeneste|jeg stolte på {name}|jeg måtte passe på {name}
jeg satt sammen med {name}|det handler om {name}|uten {name} hadde jeg gitt opp|eg fekk hjelp av {name}
eg møtte {name}|ho {name} var der|han {name} ville ikkje|eg hugsar {name}|{name} var ikkje heime
{name}s idé var god|det var {name}s skyld|jeg hørte {name}s stemme|{name} og {name} krangla
både {name} og {name} var med|jeg flytta fra {place}|vi reiste til {place}|vi var i {place}|det var i {place}
jeg jobba i {place}|hun bor i {place} nå|{place} er et lite sted|det var i nærheten av {place}
jeg pendla til {place}|{org} sa nei|jeg begynte i {org}|de på {org} visste det|jeg fikk brev fra {org}
jeg slutta på {org}|vi søkte hos {org}|{org} er en fin arbeidsplass|{org} ville ikke betale
""".strip()
    .replace("\n", "|")
    .split("|")
)
TAILS = (
    """
|||og det var fint|og det hjalp|men det gikk ikke|da|liksom|i mange år|hver dag|på jobben|hele tida
og da snudde det|for det var så mye|men jeg var sliten|og hun ville meg vel|og han ble stille|ikke sant
en gang i uka|før jul|da jeg hadde det verst|selv om det var tungt|og ho var greie|så det var bra|, ja
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)
"""Pieces of invented sentences, put together at random."""

CLOSING = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "»", "”", "...", "…"})
OPENING = frozenset({"(", "[", "«", "“"})
FILLERS = (
    "eh",
    "ehm",
    "altså",
    "liksom",
    "ikke sant",
    "på en måte",
    "ja",
    "hm",
    "sånn",
    "jo",
    "holdt på å si",
)
PREFIXES: list[str] = re.findall(
    r"\w+",
    """
aspe bakke berge bjørke bratt brede brekke dal djup eike fager fjell fos furu gran grøn gull halv haug heste
holme hov husa klepp kalv krok kvern kål lauv lille lang lind lunde løv mel mo myr ner nord ny ore rot rogn
rud rydnings røn sand selje sol skog små stor stav stein sunn svart syd søndre tor tun tve ulv ut vass
vester vind vold øst øver ås åker
""",
)
SUFFIXES: list[str] = re.findall(
    r"\w+",
    """
bakken bekk berg berget bråten bu by bø dal dalen eid eng engen fjell fjord fossen gard gård hagen haug
haugen heim hei holt hus land landet li lia lien lund løkken mark mo moen myr nes neset rud rød sand seth
set sjø skog stad strand sund svik sveen sæter tangen teig tun tveit vang vik viken vold voll våg øy åker ås
åsen
""",
)


@dataclass(frozen=True)
class Token:
    """A word with the space after it and the entity it belongs to (0 for none)."""

    text: str
    space: bool
    entity: int = 0
    label: str = ""


Sentence = list[Token]
Span = tuple[int, int, str]


@dataclass
class Pools:
    """Names that may stand in for each other, without repetition and sorted."""

    given: list[str]
    surname: list[str]
    place: list[str]
    org: list[str]


@dataclass(frozen=True)
class Plan:
    """Length of a run: the learning rate falls over `epochs`, of which `stop_after` are run."""

    seed: int
    epochs: int
    stop_after: int
    dropout: float


@dataclass(frozen=True)
class Score:
    """Counts of spans: annotated, found, exactly right, and covered whatever the label."""

    gold: int
    found: int
    right: int
    covered: int

    def as_dict(self) -> dict[str, float | int]:
        """Give the score as figures to write down."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        f = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return {
            "p": round(precision, 3),
            "r": round(recall, 3),
            "f": round(f, 3),
            "covered": round(self.covered / self.gold, 3) if self.gold else 0.0,
            "n": self.gold,
        }


def close_up(sentence: Sentence) -> Sentence:
    """Set the spaces around punctuation where the data do not tell them (the training part)."""
    if not all(token.space for token in sentence):
        return sentence
    spaces = [True] * len(sentence)
    open_quote = False
    for i, token in enumerate(sentence):
        closing, opening = token.text in CLOSING, token.text in OPENING
        if token.text == '"':
            closing, opening = open_quote, not open_quote
            open_quote = not open_quote
        if closing and i:
            spaces[i - 1] = False
        if opening:
            spaces[i] = False
    return [Token(t.text, space, t.entity, t.label) for t, space in zip(sentence, spaces, strict=True)]


def read_sections(path: Path) -> dict[str, list[Sentence]]:
    """Read one language: sentences by section (train, dev, test), entity labels collapsed."""
    sections: dict[str, list[Sentence]] = {"train": [], "dev": [], "test": []}
    section, entity, label = "train", 0, ""
    sentence: Sentence = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if not line:
                if sentence:
                    sections[section].append(close_up(sentence))
                sentence = []
            elif line.startswith("# ") and "\t" not in line:
                section, entity, label = line[2:], 0, ""
            else:
                text, tag, space = line.split("\t")
                if text == "|":  # the treebank's own mark at the end of headings
                    continue
                if tag == "O":
                    sentence.append(Token(text, space == "1"))
                    label = ""
                    continue
                position, _, name = tag.partition("-")
                if position == "B" or COLLAPSE[name] != label:
                    entity += 1
                label = COLLAPSE[name]
                sentence.append(Token(text, space == "1", entity, label))
    if sentence:
        sections[section].append(close_up(sentence))
    return sections


def entities(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of each entity, in tokens."""
    start = 0
    while start < len(sentence):
        end = start + 1
        if sentence[start].entity:
            while end < len(sentence) and sentence[end].entity == sentence[start].entity:
                end += 1
            yield start, end
        start = end


def to_text(sentence: Sentence) -> tuple[str, list[Span]]:
    """Give the running text and its entities as character spans."""
    text, spans = "", []
    starts: list[int] = []
    for token in sentence:
        starts.append(len(text))
        text += token.text + (" " if token.space else "")
    for start, end in entities(sentence):
        spans.append((starts[start], starts[end - 1] + len(sentence[end - 1].text), sentence[start].label))
    return text.rstrip(), spans


def join(sentences: Iterable[Sentence]) -> Sentence:
    """Put sentences after one another, with a space between and entities kept apart."""
    joined: Sentence = []
    for sentence in sentences:
        offset = max((token.entity for token in joined), default=0)
        for i, token in enumerate(sentence):
            space = token.space or i == len(sentence) - 1
            joined.append(Token(token.text, space, token.entity and token.entity + offset, token.label))
    return joined


def without_punctuation(sentence: Sentence) -> Sentence:
    """Drop the tokens that hold neither letter nor digit."""
    kept: Sentence = []
    for token in sentence:
        if any(c.isalnum() for c in token.text):
            kept.append(token)
        elif kept:
            kept[-1] = Token(kept[-1].text, True, kept[-1].entity, kept[-1].label)
    return kept


def lowered(sentence: Sentence) -> Sentence:
    """Put the sentence in lower case."""
    return [Token(t.text.lower(), t.space, t.entity, t.label) for t in sentence]


def start_capital(sentence: Sentence) -> Sentence:
    """Lower case with a capital at the first word and after each full stop, nowhere else."""
    done, capital = [], True
    for token in lowered(sentence):
        text = token.text[:1].upper() + token.text[1:] if capital else token.text
        if any(c.isalnum() for c in text):
            capital = False
        if text in {".", "?", "!"}:
            capital = True
        done.append(Token(text, token.space, token.entity, token.label))
    return done


def collect_pools(sentences: Iterable[Sentence], extra: Path) -> Pools:
    """Gather the names of the training part and of the hand-written lists."""
    given: Counter[str] = Counter()
    surname: Counter[str] = Counter()
    place: set[str] = set()
    org: set[str] = set()
    name = re.compile(r"[A-ZÆØÅ][a-zæøåéèöäü]+(-[A-ZÆØÅ][a-zæøåéèöäü]+)?")
    for sentence in sentences:
        for start, end in entities(sentence):
            words = [token.text for token in sentence[start:end]]
            label = sentence[start].label
            if label == "PER" and 1 < len(words) < 4 and all(name.fullmatch(w) for w in words):
                given[words[0]] += 1
                surname[words[-1]] += 1
            elif label == "LOC" and len(words) == 1 and name.fullmatch(words[0]):
                place.add(words[0])
            elif label == "ORG" and len(words) < 4:
                org.add(" ".join(words))
    lists = json.loads(extra.read_text(encoding="utf-8"))
    # a genitive is no new name
    family = {w for w in surname if not (w.endswith("s") and w[:-1] in surname)}
    family |= set(lists["surnames"].split())
    towns = {w for w in place if not (w.endswith("s") and w[:-1] in place)} | set(lists["places"].split())
    return Pools(sorted(set(given) | set(lists["given"].split())), sorted(family), sorted(towns), sorted(org))


class Augmenter:
    """Alters sentences the way speech recognition and other people's names would."""

    def __init__(self, pools: Pools, rng: random.Random) -> None:
        """Keep the pools; every choice comes from `rng`."""
        self.pools = pools
        self.rng = rng
        self._given = set(pools.given)
        self._surname = set(pools.surname)

    def coined(self) -> str:
        """Make up a farm name, such as many Norwegian surnames and places are."""
        word = self.rng.choice(PREFIXES) + self.rng.choice(SUFFIXES)
        return word.capitalize()

    def given(self) -> str:
        """Draw a given name."""
        return self.rng.choice(self.pools.given)

    def surname(self) -> str:
        """Draw a surname, known or made up."""
        return self.coined() if self.rng.random() < 0.3 else self.rng.choice(self.pools.surname)

    def place(self) -> str:
        """Draw a place, known or made up."""
        return self.coined() if self.rng.random() < 0.15 else self.rng.choice(self.pools.place)

    def _genitive(self, word: str) -> str:
        return word if word[-1] in "sxz" else word + "s"

    def swap_names(self, sentence: Sentence) -> Sentence:
        """Exchange some persons, places and organisations for others."""
        done = list(sentence)
        for start, end in entities(sentence):
            words = [token.text for token in sentence[start:end]]
            label = sentence[start].label
            chance = self.rng.random()
            new = list(words)
            if label == "PER" and chance < 0.6 and words[0][:1].isupper():
                if len(words) == 1:
                    bare = words[0][:-1] if words[0].endswith("s") else words[0]
                    is_given = words[0] in self._given or bare in self._given
                    new = [self.given() if is_given else self.surname()]
                    genitive = words[0].endswith("s") and bare in (self._given | self._surname)
                else:
                    genitive = words[-1].endswith("s") and words[-1][:-1] in self._surname
                    new = [self.given(), *words[1:-1], self.surname()]
                if genitive or self.rng.random() < 0.03:
                    new[-1] = self._genitive(new[-1])
            elif label == "LOC" and len(words) == 1 and chance < 0.35 and words[0][:1].isupper():
                new = [self.place()]
                if words[0].endswith("s") and words[0][:-1] in self.pools.place:
                    new[0] = self._genitive(new[0])
            elif label == "ORG" and len(words) == 1 and chance < 0.2:
                new = [self.rng.choice(self.pools.org).replace(" ", "\u00a0")]
            for i, word in enumerate(new):
                old = sentence[start + i]
                done[start + i] = Token(word.replace("\u00a0", " "), old.space, old.entity, old.label)
        return done

    def shorten(self, sentence: Sentence) -> Sentence:
        """Leave only the given name of some persons: in interviews people go by it."""
        dropped: set[int] = set()
        for start, end in entities(sentence):
            if sentence[start].label == "PER" and end - start > 1 and self.rng.random() < 0.2:
                dropped.update(range(start + 1, end))
        done: Sentence = []
        for i, token in enumerate(sentence):
            if i not in dropped:
                done.append(token)
            elif not token.space:
                done[-1] = Token(done[-1].text, False, done[-1].entity, done[-1].label)
        return done

    def pattern(self) -> str:
        """Choose or put together a sentence with slots."""
        if self.rng.random() < 0.35:
            return self.rng.choice(TEMPLATES)
        parts = [self.rng.choice(OPENERS), self.rng.choice(ABOUT), self.rng.choice(TAILS)]
        while "{name}" in parts[1]:
            name = self.rng.choices(("{given}", "{given} {surname}", "{surname}"), (8, 2, 1))[0]
            parts[1] = parts[1].replace("{name}", name, 1)
        return " ".join(parts[self.rng.random() < 0.4 :])

    def template(self) -> Sentence:
        """Fill names into an invented interview sentence."""
        sentence: Sentence = []
        entity = 0
        words = self.pattern().split()
        for i, word in enumerate(words):
            match = re.fullmatch(r"\{(\w+)\}(s?)", word)
            if not match:
                sentence.append(Token(word.capitalize() if i == 0 else word, True))
                continue
            kind = match[1]
            after_given = i > 0 and words[i - 1] == "{given}" and kind == "surname"
            entity += 0 if after_given else 1
            label = {"given": "PER", "surname": "PER", "place": "LOC", "org": "ORG"}[kind]
            text = self.rng.choice(self.pools.org) if kind == "org" else getattr(self, kind)()
            sentence.append(Token(self._genitive(text) if match[2] else text, True, entity, label))
        for i, token in enumerate(sentence[1:], 1):
            if token.text == ",":
                last = sentence[i - 1]
                sentence[i - 1] = Token(last.text, False, last.entity, last.label)
        last = sentence[-1]
        sentence[-1] = Token(last.text, False, last.entity, last.label)
        return [*sentence, Token(".", True)]

    def disfluent(self, sentence: Sentence) -> Sentence:
        """Insert fillers and repeat words, outside names."""
        done: Sentence = []
        for token in sentence:
            free = not token.entity and token.space and (not done or done[-1].space)
            if free and self.rng.random() < 0.03:
                done.append(Token(self.rng.choice(FILLERS), True))
            done.append(token)
            if not token.entity and token.space and len(token.text) < 5 and self.rng.random() < 0.02:
                done.append(token)
        return done

    def __call__(self, sentence: Sentence) -> Sentence:
        """Return one altered version of the sentence."""
        done = self.shorten(self.swap_names(sentence))
        chance = self.rng.random()
        if chance < 0.4:
            return done
        if self.rng.random() < 0.5:
            done = self.disfluent(done)
        if chance < 0.7:
            return lowered(without_punctuation(done))
        if chance < 0.82:
            return lowered(done)
        if chance < 0.90:
            return start_capital(done)
        return without_punctuation(done)


def epoch_examples(nlp: Language, train: Sequence[Sentence], augment: Augmenter) -> Iterator[Example]:
    """Go through the training part once: one to four sentences at a time, shuffled and altered."""
    groups: list[list[Sentence]] = []
    i = 0
    while i < len(train):
        size = augment.rng.choice((1, 1, 1, 2, 2, 3, 4))
        groups.append(list(train[i : i + size]))
        i += size
    for _ in range(len(groups) // 5):
        groups.append([augment.template() for _ in range(augment.rng.choice((1, 2, 3)))])
    augment.rng.shuffle(groups)
    for group in groups:
        text, spans = to_text(augment(join(group)))
        doc, reference = nlp.make_doc(text), nlp.make_doc(text)
        ents = [reference.char_span(a, b, label, alignment_mode="expand") for a, b, label in spans]
        reference.set_ents(filter_spans([e for e in ents if e is not None]))
        yield Example(doc, reference)


def evaluate(nlp: Language, sentences: Sequence[Sentence]) -> dict[str, dict[str, float | int]]:
    """Compare character spans and labels with the annotation; `ALL` pools PER, LOC, ORG and MISC."""
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    texts = [to_text(s) for s in sentences]
    docs = nlp.pipe((text for text, _ in texts), batch_size=256)
    for doc, (_, spans) in zip(docs, texts, strict=True):
        guesses = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        masked = {i for a, b, _ in guesses for i in range(a, b)}
        for a, b, label in spans:
            gold[label] += 1
            right[label] += (a, b, label) in guesses
            covered[label] += all(i in masked or doc.text[i].isspace() for i in range(a, b))
        for _, _, label in guesses:
            found[label] += 1
    scores = {k: Score(gold[k], found[k], right[k], covered[k]).as_dict() for k in LABELS}
    scores["ALL"] = Score(gold.total(), found.total(), right.total(), covered.total()).as_dict()
    names = [sum(c[k] for k in LABELS[:3]) for c in (gold, found, right, covered)]
    scores["PER+LOC+ORG"] = Score(*names).as_dict()
    return scores


def variants(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """Give the sentences as written, and as speech recognition may write them."""
    return {
        "cased": list(sentences),
        "lower, no punctuation": [s for s in (lowered(without_punctuation(s)) for s in sentences) if s],
    }


def words_per_second(nlp: Language, sentences: Sequence[Sentence]) -> int:
    """Measure the median speed of three passes over texts of about 250 words, in processor time."""
    texts: list[str] = []
    part: list[Sentence] = []
    for sentence in sentences:
        part.append(sentence)
        if sum(map(len, part)) > 250:
            texts.append(to_text(join(part))[0])
            part = []
    words = sum(len(t.split()) for t in texts)
    speeds = []
    for _ in range(3):
        begin = time.process_time()
        for _doc in nlp.pipe(texts, batch_size=16):
            pass
        speeds.append(words / (time.process_time() - begin))
    return round(statistics.median(speeds))


def without_training_strings(nlp: Language) -> Language:
    """Copy the model to a fresh vocabulary: the weights need hashes only, so no word of the texts is kept."""
    ner = nlp.get_pipe("ner")
    fresh = spacy.blank("nb")
    fresh.add_pipe("ner", config={"model": MODEL})
    fresh.get_pipe("ner").from_bytes(ner.to_bytes(exclude=["vocab"]), exclude=["vocab"])  # type: ignore[attr-defined]
    for label in LABELS:
        fresh.vocab.strings.add(label)
    return fresh


def save(nlp: Language, out: Path, performance: dict[str, Any]) -> Language:
    """Write the pipeline with its description; the old one is replaced at the end only."""
    fresh = without_training_strings(nlp)
    fresh.meta.update(
        {
            "name": "norwegian_names",
            "version": "1.0.0",
            "spacy_version": ">=3.8.0,<3.9.0",
            "license": "MIT",
            "author": "ipstranscribe contributors",
            "description": (
                "Persons, places, organisations and other names in Norwegian (bokmål and nynorsk), also in "
                "text without capitals and punctuation, as speech recognition writes it. No vectors."
            ),
            "sources": [
                {
                    "name": "NorNE: named entities for the Norwegian Dependency Treebank",
                    "author": "F. Jørgensen, T. Aasmoe, A.-S. Ruud Husevåg, L. Øvrelid, E. Velldal",
                    "url": "https://github.com/ltgoslo/norne",
                    "license": "CC0 1.0 (annotations); the texts are not included",
                }
            ],
            "performance": performance,
        }
    )
    draft = out.with_name(out.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(parents=True, exist_ok=True)
    fresh.to_disk(draft)
    shutil.rmtree(out, ignore_errors=True)
    draft.rename(out)
    return fresh


def train(data: dict[str, dict[str, list[Sentence]]], out: Path, plan: Plan) -> None:
    """Train with a falling learning rate; save the averaged weights of the epoch best on the dev part."""
    fix_random_seed(plan.seed)
    rng = random.Random(plan.seed)
    sentences = [s for sections in data.values() for s in sections["train"]]
    dev = [s for sections in data.values() for v in variants(sections["dev"]).values() for s in v]
    augment = Augmenter(collect_pools(sentences, HERE / "names.json"), rng)
    nlp = spacy.blank("nb")
    ner = nlp.add_pipe("ner", config={"model": MODEL})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    optimizer = Adam(0.001, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    words_per_epoch = sum(map(len, sentences))
    batch_words = 1000
    total, step, best = plan.epochs * words_per_epoch // batch_words, 0, -1.0
    for epoch in range(1, min(plan.epochs, plan.stop_after) + 1):
        begin = time.perf_counter()
        losses: dict[str, float] = {}
        for batch in minibatch_by_words(epoch_examples(nlp, sentences, augment), size=batch_words):
            optimizer.learn_rate = 0.002 * min(step / 200, max(0.01, 1 - step / total))
            nlp.update(batch, sgd=optimizer, drop=plan.dropout, losses=losses)
            step += 1
        with nlp.use_params(optimizer.averages):
            scores = evaluate(nlp, dev)
            score = float(scores["PER+LOC+ORG"]["f"])
            if score > best:
                best = score
                save(nlp, out, {"dev": scores})
        per_label = " ".join(f"{k} {v['f']:.3f}" for k, v in scores.items())
        spent = time.perf_counter() - begin
        print(f"epoch {epoch} loss {losses['ner']:.0f} dev F {per_label} ({spent:.0f} s)", flush=True)


def report(data: dict[str, dict[str, list[Sentence]]], out: Path, figures: Path | None) -> None:
    """Score the saved pipeline on the test part, write the figures into its description and to `figures`."""
    nlp = spacy.load(out)
    result: dict[str, Any] = {
        LANGUAGES[language]: {name: evaluate(nlp, part) for name, part in variants(sections["test"]).items()}
        for language, sections in data.items()
    }
    result["words_per_second"] = words_per_second(nlp, [s for d in data.values() for s in d["test"]])
    save(nlp, out, {"test": result})
    result["bytes"] = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if figures:
        figures.write_text(text + "\n", encoding="utf-8")
    print(text)


def main(argv: Sequence[str] | None = None) -> None:
    """Read the command line, train and report."""
    parser = argparse.ArgumentParser(description="Train the Norwegian name finder.")
    parser.add_argument("--data", type=Path, required=True, help="folder with nob.tsv.xz and nno.tsv.xz")
    parser.add_argument("--out", type=Path, required=True, help="folder of the pipeline to write")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=13, help="epochs over which the learning rate falls")
    parser.add_argument("--stop-after", type=int, default=9, help="epochs really run")
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--figures", type=Path, help="file for the test figures (JSON)")
    parser.add_argument("--evaluate-only", action="store_true", help="score the pipeline in --out, do not train")
    options = parser.parse_args(argv)
    data = {language: read_sections(options.data / f"{language}.tsv.xz") for language in LANGUAGES}
    if not options.evaluate_only:
        plan = Plan(options.seed, options.epochs, options.stop_after, options.dropout)
        train(data, options.out, plan)
    report(data, options.out, options.figures)


if __name__ == "__main__":
    main()
