"""Time and memory of the quotation check over a large study: the real command, a process, over stored transcripts.

    python benchmarks/quotes_speed.py [--interviews 100] [--words 9000] [--profile FILE]

The talk is made up of the words of this project's licence, drawn by chance with a fixed seed, in turns of forty words with
times. The article has 9,000 words of the same kind, 48 passages of the talk in quotation marks and twelve that nobody said.
The article is searched for known identifiers as well.
"""

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ipstranscribe.model import Key, MadeBy, PseudonymizedTranscript, PseudonymizedTurn, RecognitionFacts, Speaker, Word
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from programs import machine, measured

PROGRAM = [sys.executable, "-m", "ipstranscribe"]
VOCABULARY = (Path(__file__).parent.parent / "LICENSE").read_text(encoding="utf-8").lower().split()
NAME = "Kari Moen"  # invented, and in no licence
PER_WORD = 0.4
"""Seconds: 150 words a minute."""


def main() -> None:
    """Make the study and the article, and print what the check costs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=100)
    parser.add_argument("--words", type=int, default=9000)
    parser.add_argument("--profile", help="write where the time goes into this file, for pstats")
    options = parser.parse_args()
    os.environ[passphrases.PASSPHRASE] = "a benchmark"
    draw = random.Random(7)  # the same words each time
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        study, article = Path(work) / "study", Path(work) / "article.md"
        talks = _founded(study, options.interviews, options.words, draw)
        article.write_text("\n\n".join(_article(talks, draw)), encoding="utf-8")
        program = (
            [sys.executable, "-m", "cProfile", "-o", options.profile, *PROGRAM[1:]] if options.profile else PROGRAM
        )
        print(f"{machine(0)}; {options.interviews} interviews of {options.words} words; one run\n")
        print("| what | exit code | wall s | CPU s | peak MB |\n|---|---|---|---|---|")
        for what, more in (("quotations and identifiers", []), ("quotations only", ["--quotes-only"])):
            code, cost = measured([*program, "check-quotes", str(article), "--study", str(study), *more])
            print(f"| {what} | {code} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.peak:.0f} |", flush=True)


def _founded(root: Path, interviews: int, words: int, draw: random.Random) -> list[list[str]]:
    """A study with stored talk; returns the words of each interview."""
    measured([*PROGRAM, "init", str(root)])
    ids = [f"P{number}" for number in range(1, interviews + 1)]
    for name, head in {"interviews": "id,participant,recordings", "participants": "id,name,branch"}.items():
        rows = [f"{one},{one}," if name == "interviews" else f"{one},{NAME},working" for one in ids]
        (root / "restricted" / f"{name}.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    study = Study.open(root)
    keys.save(study, Key(study=study.config.id), os.environ[passphrases.PASSPHRASE])
    talks = [draw.choices(VOCABULARY, k=words) for _ in ids]
    for one, talk in zip(ids, talks, strict=True):
        parts = (talk[n : n + 40] for n in range(0, words, 40))
        turns = tuple(_turn(f"{one}-{n:04d}", one, said, n * 40 * PER_WORD) for n, said in enumerate(parts, 1))
        text = PseudonymizedTranscript(
            interview=one,
            language="en",
            speakers=(Speaker(label=one, role="participant"),),
            turns=turns,
            made_by=MadeBy(program="benchmark", inputs=""),
            heard=RecognitionFacts(by=""),
        )
        storage.write(study.pseudonymized(one), text, private=True)
    return talks


def _turn(turn: str, speaker: str, said: list[str], start: float) -> PseudonymizedTurn:
    words, at = [], 0
    for number, word in enumerate(said):
        begin = start + number * PER_WORD
        words.append(Word(char_start=at, char_end=at + len(word), start=begin, end=begin + 0.3, probability=0.9))
        at += len(word) + 1
    return PseudonymizedTurn(id=turn, speaker=speaker, text=" ".join(said), words=tuple(words))


def _article(talks: list[list[str]], draw: random.Random) -> Iterator[str]:
    """Paragraphs: text of the authors, and passages word for word, shortened, with a bracket, nearly, and said by nobody."""
    for number in range(60):
        yield " ".join(draw.choices(VOCABULARY, k=115)) + "."
        who = draw.randrange(len(talks))
        at = draw.randrange(len(talks[who]) - 40)
        said = talks[who][at : at + 36]
        kind = number % 5
        if kind == 1:
            said[12:20] = ["[...]"]
        elif kind == 2:
            said[12] = "[somebody]"
        elif kind == 3:
            said[5], said[17], said[30] = "yesterday", "nobody", "elephants"
        elif kind == 4:
            said = draw.choices(VOCABULARY, k=36)
        yield f"“{' '.join(said)}” (P{who + 1})."


if __name__ == "__main__":
    main()
