"""What is learnt from besides invented talk: NorNE, the parts of GUM that may be used, and the interviews of this project."""

import lzma
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from talk import Sentence, is_country

HERE = Path(__file__).parent
INTERVIEWS = HERE.parents[1] / "benchmarks" / "interviews"

GUM_LEARNT = ("academic", "court", "interview", "news")
"""Kinds of text of GUM under Creative Commons Attribution (its LICENSE.txt). All others may be measured on only."""
_GUM_KINDS = {"person": "person", "place": "place", "organization": "organisation"}
_NORNE_KINDS = {"PER": "person", "LOC": "place", "GPE_LOC": "place", "GPE_ORG": "place", "ORG": "organisation"}
_NOBODY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"nav|nhs|stortinget|regjeringen", re.IGNORECASE
)  # fmt: skip
_OPENS = re.compile(r"\((\d+)-(\w+)-")


def norne(folder: Path, part: str) -> Iterator[Sentence]:
    """The sentences of a part (`train`, `dev`, `test`) of NorNE; form of the files: training/README.md."""
    for form in ("nob", "nno"):
        said, wanted = Sentence(), False
        with lzma.open(folder / f"{form}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# ") and line.count("\t") == 0:
                    wanted = line[2:].strip() == part
                elif line.count("\t") == 2 and wanted:
                    word, tag, _ = line.rstrip("\n").split("\t")
                    said.append((word, _norne_tag(word, tag)))
                elif said:
                    yield said
                    said = []
            if said:
                yield said


def _norne_tag(word: str, tag: str) -> str | None:
    place, _, kind = tag.partition("-")
    named = _NORNE_KINDS.get(kind)
    if named is None or _NOBODY.fullmatch(word) or (named == "place" and place == "B" and is_country(word.casefold())):
        return None
    return f"{place}-{named}"


def gum(repository: Path, genres: tuple[str, ...]) -> dict[str, list[Sentence]]:
    """The documents of GUM of some kinds, from a clone or its git directory: the sentences of each."""
    names = _git(repository, "ls-tree", "-r", "--name-only", "HEAD", "dep").split()
    chosen = [name for name in names if any(f"GUM_{genre}_" in name for genre in genres)]
    return {Path(name).stem: list(_gum_sentences(_git(repository, "show", f"HEAD:{name}"))) for name in chosen}


def _git(repository: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(repository), *words], check=True, capture_output=True, text=True).stdout


def _gum_sentences(text: str) -> Iterator[Sentence]:
    """Proper nouns in a row, by the kind of the innermost entity that ends with the last of them."""
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        kinds = _innermost(rows)
        said: Sentence = []
        at = 0
        while at < len(rows):
            end = at
            while end < len(rows) and rows[end][4] in ("NNP", "NNPS"):
                end += 1
            words = [row[1] for row in rows[at:end]]
            kind = kinds[end - 1] if words else None
            bare = " ".join(words).casefold()
            if (
                kind is None
                or _NOBODY.fullmatch(bare)
                or is_country(bare)
                or (kind == "person" and bare.endswith(("ans", "ists")))
            ):
                said += [(row[1], None) for row in rows[at : max(end, at + 1)]]
            else:
                titled = kind == "person" and len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES
                said += [(words[0], None)] * titled
                said += [(word, f"{'I' if number else 'B'}-{kind}") for number, word in enumerate(words[titled:])]
            at = max(end, at + 1)
        if said:
            yield said


_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "doctor", "professor", "president", "justice", "senator", "secretary", "judge", "chief",
    "general", "king", "queen", "sir", "minister",
})  # fmt: skip


def _innermost(rows: list[list[str]]) -> list[str | None]:
    """For each word the kind of the innermost entity that holds it."""
    opened: list[tuple[str, str]] = []
    kinds: list[str | None] = []
    for row in rows:
        noted = re.search(r"Entity=([^|]*)", row[9])
        for part in re.findall(r"\([^()]*\)?|\d+\)", noted[1]) if noted else ():
            if found := _OPENS.match(part):
                opened.append((found[1], found[2]))
        kinds.append(_GUM_KINDS.get(opened[-1][1]) if opened else None)
        for part in re.findall(r"\([^()]*\)?|\d+\)", noted[1]) if noted else ():
            if part.startswith("(") and part.endswith(")"):
                number = _OPENS.match(part)
                opened = [one for one in opened if not number or one[0] != number[1]]
            elif part.endswith(")"):
                opened = [one for one in opened if one[0] != part[:-1]]
    return kinds


def turns(language: str) -> Iterator[Sentence]:
    """The turns of turns_en.txt or turns_nb.txt, with their marked names."""
    for line in (HERE / f"turns_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield list(_marked(line))


def _marked(line: str) -> Iterator[tuple[str, str | None]]:
    """Neighbouring marks of one kind with only a space between are one name."""
    at, last = 0, (-9, "")
    for mark in re.finditer(r"<([plo])\|([^>]*)>", line):
        yield from ((word, None) for word in pieces(line[at : mark.start()]))
        kind = _MARKS[mark[1]]
        goes_on = last == (mark.start() - 1, kind)
        for number, word in enumerate(mark[2].split()):
            yield word, f"{'I' if number or goes_on else 'B'}-{kind}"
        at, last = mark.end(), (mark.end(), kind)
    yield from ((word, None) for word in pieces(line[at:]))


def pieces(text: str) -> list[str]:
    """The words and signs of a text."""
    return re.findall(r"['’](?:s|m|d|t|ll|re|ve)\b|\w+(?:[-'’]\w+)*|[^\w\s]", text)


_MARKS = {"p": "person", "l": "place", "o": "organisation"}


def interviews(language: str) -> Iterator[Sentence]:
    """The turns of the project's interviews that are learnt from, with their names."""
    listed = tomllib.loads((HERE / "interview_names.toml").read_text(encoding="utf-8"))
    for name, kinds in listed.items():
        text = (INTERVIEWS / f"{name}.txt").read_text(encoding="utf-8")
        if (re.search(r"^# language: (\w+)", text, re.MULTILINE) or ["", ""])[1] != language:
            continue
        kind_of = {word: kind for kind, words in kinds.items() for word in words.split()}
        for line in text.splitlines():
            if said := re.fullmatch(r"(?:I\([^)]*\)|P): (.*)", line):
                yield list(_turn(re.sub(r"\[[^\]]*\] | // ", " ", said[1]), kind_of))


def _turn(text: str, kind_of: dict[str, str]) -> Iterator[tuple[str, str | None]]:
    before: str | None = None
    for word in re.findall(r"\w+(?:[-'’]\w+)*|[^\w\s]", text):
        bare = re.sub(r"['’]s$", "", word)
        kind = kind_of.get(bare) or (kind_of.get(bare[:-1]) if bare.endswith("s") else None)
        yield bare, f"{'I' if kind == before else 'B'}-{kind}" if kind else None
        if bare != word:
            yield "'s", None
        before = kind
