"""Trains the reader of names in talk, English and Norwegian, and writes its weights.

    python training/spoken_names/train.py --norne DIR --gum DIR [--language en nb] [--out DIR]

DIR of NorNE: training/README.md; of GUM: a clone of github.com/amir-zeldes/gum (version: README.md). Same machine, same
libraries: same weights. Needs torch, which the program has for Whisper; the program itself reads the weights with numpy.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import numpy as np
import torch
from manners import CASED, SMALL, Writer, written
from talk import Sentence, Talk

from ipstranscribe.pseudonymize.recognizers.talk_network import AROUND, TAGS
from ipstranscribe.pseudonymize.recognizers.talk_words import LISTED, ROWS, SIGNS, known, standing, words_of_talk

OUT = Path(__file__).parents[2] / "src" / "ipstranscribe" / "pseudonymize" / "recognizers" / "data" / "names_in_talk"
SEED = 20
EPOCHS = {"en": 8, "nb": 6}
TALK_TURNS = {"en": 10_000, "nb": 11_000}
EMBEDDED, FIRST, SECOND = 24, 80, 48
BATCH = 2_500  # words
GAP = 2 * AROUND
UNLISTED = 0.15
"""Share of the names that are shown as if no list had them."""
UNKNOWN = 0.06
"""Share of the words that are shown without their own row."""


@dataclass(frozen=True)
class Shown:
    """A turn as the network sees it."""

    rows: np.ndarray
    signs: np.ndarray
    tags: np.ndarray


class Net(torch.nn.Module):
    """The same layers as talk_network, with dropout."""

    def __init__(self) -> None:
        super().__init__()
        width, inputs = 2 * AROUND + 1, EMBEDDED + SIGNS
        self.rows = torch.nn.EmbeddingBag(ROWS, EMBEDDED, mode="sum")
        torch.nn.init.normal_(self.rows.weight, std=0.1)
        self.first = torch.nn.Linear(width * inputs, FIRST)
        self.second = torch.nn.Linear(width * FIRST, SECOND)
        self.last = torch.nn.Linear(SECOND + inputs, len(TAGS))
        self.dropped = torch.nn.Dropout(0.25)

    def forward(self, rows: torch.Tensor, signs: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Scores of the tags; `real` is 0 in the gaps between turns."""
        inputs = torch.cat([torch.nn.functional.dropout(self.rows(rows), 0.15, self.training), signs], 1) * real
        inner = self.dropped(torch.relu(self.first(_beside(inputs)))) * real
        inner = self.dropped(torch.relu(self.second(_beside(inner)))) * real
        return self.last(torch.cat([inner, inputs], 1))


def _beside(inputs: torch.Tensor) -> torch.Tensor:
    count = len(inputs)
    padded = torch.nn.functional.pad(inputs, (0, 0, AROUND, AROUND))
    return torch.cat([padded[shift : shift + count] for shift in range(2 * AROUND + 1)], 1)


def main() -> None:
    """Train each language and say how good it is on the parts that were left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--norne", type=Path, required=True)
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--language", nargs="+", default=["en", "nb"], choices=["en", "nb"])
    parser.add_argument("--out", type=Path, default=OUT)
    told = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for language in told.language:
        written_texts, left_out = _texts(language, told.norne, told.gum)
        net = train(language, written_texts, left_out)
        save(net, told.out / f"{language}.npz")


def _texts(language: str, norne: Path, gum: Path) -> tuple[list[list[Sentence]], list[Sentence]]:
    """Documents to learn from, and sentences to look at while learning."""
    own = [[turn] for turn in (*corpora.interviews(language), *corpora.turns(language), *corpora.turns(language))]
    if language == "nb":
        learnt = list(corpora.norne(norne, "train"))
        return [[one] for one in learnt] + 3 * own, list(corpora.norne(norne, "dev"))[:1500]
    documents = corpora.gum(gum, corpora.GUM_LEARNT)
    return list(documents.values()) + 2 * own, [
        s for d in corpora.gum(gum, ("conversation", "podcast")).values() for s in d
    ]


def train(language: str, documents: Sequence[list[Sentence]], left_out: Sequence[Sentence]) -> Net:
    """Train on written documents and invented talk, written anew in every epoch."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    net = Net()
    epochs = EPOCHS[language]
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs, eta_min=1e-4)
    measured = {
        name: [shown(*written(s, manner, drop_apostrophes=False), language) for s in left_out]
        for name, manner in (("cased", CASED), ("small", SMALL))
    }
    for epoch in range(epochs):
        begun, total, count = time.process_time(), 0.0, 0
        net.train()
        for rows, signs, real, tags in batches(_turns(language, documents, chance), language, chance):
            loss = torch.nn.functional.cross_entropy(net(rows, signs, real), tags, ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, count = total + loss.item(), count + 1
        schedule.step()
        figures = {name: score(net, turns) for name, turns in measured.items()}
        print(
            json.dumps(
                {
                    "language": language,
                    "epoch": epoch + 1,
                    "loss": round(total / count, 4),
                    **figures,
                    "s": round(time.process_time() - begun),
                }
            ),
            flush=True,
        )
    return net


def _turns(
    language: str, documents: Sequence[list[Sentence]], chance: random.Random
) -> Iterator[tuple[str, list[int]]]:
    """All turns of an epoch, shuffled: of the documents a few sentences at a time, and invented talk."""
    talk, writer = Talk(language, chance), Writer(language, chance)
    groups: list[tuple[list[Sentence], float]] = []
    for document in documents:
        at = 0
        while at < len(document):
            size = chance.choice((1, 2, 2, 3, 4))
            groups.append((document[at : at + size], 0.5))
            at += size
    groups += [
        ([talk.sentence() for _ in range(chance.choice((1, 1, 2, 3, 4, 5)))], 0.0) for _ in range(TALK_TURNS[language])
    ]
    chance.shuffle(groups)
    for sentences, swapped in groups:
        yield writer.turn(sentences, swapped=swapped)


def shown(text: str, tags: list[int], language: str) -> Shown:
    """A turn as arrays."""
    words = words_of_talk(text)
    seen = [known(word.low, language) for word in words]
    signs = [(*one.listed, *around) for one, around in zip(seen, standing(text, words), strict=True)]
    rows = np.array([one.rows for one in seen]).reshape(-1, 3)
    return Shown(rows, np.array(signs, np.float32).reshape(-1, SIGNS), np.array(tags, np.int64))


Batch = tuple[torch.Tensor, ...]
"""Rows, signs, what is no gap, and tags of the words of many turns."""


def batches(turns: Iterator[tuple[str, list[int]]], language: str, chance: random.Random) -> Iterator[Batch]:
    """Turns one after the other with gaps between, some names and words shown as unknown."""
    held: list[Shown] = []
    size = 0
    for text, tags in turns:
        held.append(_veiled(shown(text, tags, language), chance))
        size += len(tags)
        if size >= BATCH:
            yield _joined(held)
            held, size = [], 0


def _veiled(one: Shown, chance: random.Random) -> Shown:
    rows, signs = one.rows.copy(), one.signs.copy()
    hidden = False
    for number, tag in enumerate(one.tags):
        if tag and TAGS[tag].startswith("B"):
            hidden = chance.random() < UNLISTED
        if tag and hidden:
            signs[number, : len(LISTED)] = 0
            rows[number, 0] = 1
        elif chance.random() < UNKNOWN:
            rows[number, 0] = 1
    return Shown(rows, signs, one.tags)


def _joined(turns: Sequence[Shown]) -> Batch:
    parts: list[list[np.ndarray]] = [[], [], [], []]
    for one in turns:
        real = np.ones((len(one.tags), 1), np.float32)
        for held, whole, gap in zip(parts, (one.rows, one.signs, real, one.tags), (0, 0, 0, -1), strict=True):
            held += [whole, np.full((GAP, *whole.shape[1:]), gap, whole.dtype)]
    return tuple(torch.from_numpy(np.concatenate(held)) for held in parts)


def score(net: Net, turns: Sequence[Shown]) -> dict[str, float]:
    """Words of names found, whatever the kind; precision; and the share of them whose kind is right."""
    net.eval()
    with torch.no_grad():
        rows, signs, real, tags = _joined([one for one in turns if len(one.tags)])
        guessed = net(rows, signs, real).argmax(1)[tags >= 0].numpy()
    right = tags[tags >= 0].numpy()
    both = (guessed > 0) & (right > 0)
    kinds = ((guessed - 1) // 2 == (right - 1) // 2)[both]
    return {
        "precision": round(float(both.sum() / max(1, (guessed > 0).sum())), 3),
        "recall": round(float(both.sum() / max(1, (right > 0).sum())), 3),
        "kinds": round(float(kinds.mean()), 3) if both.any() else 0.0,
    }


def save(net: Net, path: Path) -> None:
    """Write the weights: the rows as bytes with a factor, the layers as halves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = net.rows.weight.detach().numpy()
    scale = np.abs(rows).max(axis=0, keepdims=True) / 127
    arrays = {"rows": np.round(rows / scale).astype(np.int8), "row_scale": scale.astype(np.float32)}
    for name in ("first", "second", "last"):
        layer = getattr(net, name)
        weights, bias = layer.weight.detach().numpy().T, layer.bias.detach().numpy()
        arrays |= {f"{name}_weights": weights.astype(np.float16), f"{name}_bias": bias.astype(np.float16)}
    np.savez_compressed(path, **arrays)
    print(json.dumps({"file": path.name, "bytes": path.stat().st_size}))


if __name__ == "__main__":
    main()
