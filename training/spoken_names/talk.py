"""Invented talk: sentences from the patterns of talk_en.txt and talk_nb.txt, with names in their slots.

A sentence is a list of pieces: written words and the kind of name they are, or None. Names come from the lists of the
lexicon, as what is listed and what is not has to be learnt; some are made up, as many names are on no list.
"""

import random
import re
import tomllib
from functools import cache
from pathlib import Path

from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists

HERE = Path(__file__).parent
Piece = tuple[str, str | None]
"""A word, and the tag of it: `B-person`, `I-person` … or None."""
Sentence = list[Piece]

_CHOICE = re.compile(r"\(([^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")


def _words() -> dict[str, dict[str, list[str]]]:
    tables = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
    return {
        one: {slot: [word.strip() for word in text.split("|")] for slot, text in table.items()}
        for one, table in tables.items()
    }


WORDS = _words()
_CAPITAL = {"en": {"day", "month", "country", "nation", "language", "brand"}, "nb": {"country", "brand"}}


@cache
def patterns(language: str) -> tuple[str, ...]:
    """The patterns of a language."""
    lines = (HERE / f"talk_{language}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


class Names:
    """Draws names for slots."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.chance, self.language = chance, language
        self._starts, self._ends = WORDS[language]["firm_starts"], WORDS[language]["firm_ends"]
        words = {one for one in word_lists.read(f"names_that_are_words_{language}") if vocabulary.is_given_name(one)}
        own = word_lists.read("titles") | word_lists.read(f"function_words_{language}") - words
        given = {n for n in vocabulary.given_names() if n.isalpha() and len(n) > 1} - own
        common = {n for n in given if vocabulary.is_common(n, language)} - words
        by_hand = _by_hand("given_names_norwegian" if language == "nb" else "given_names_more")
        surnames = {s for s in vocabulary.surnames() if s.isalpha() and len(s) > 2}
        usual = {s for s in _by_hand("surnames_more") if s.isalpha()}
        self._given, self._are_words = sorted(given - common - words), sorted(words)
        self._usual = sorted(n for n in by_hand if n in given - common)
        self._surnames = sorted(s for s in surnames if not vocabulary.is_common(s, language))
        self._usual_surnames = sorted(usual)
        self._places = [
            p for p in sorted(places.names()) if not vocabulary.is_frequent(p, language) and not is_country(p)
        ]
        home = ("NO",) if language == "nb" else ("GB", "IE", "US")
        self._home = sorted(p for p in self._places if (at := places.lookup(p, language)) and at.country in home)
        nobody = given | words | set(self._surnames) | usual | places.names()
        frequent = [w for w in vocabulary.most_frequent(language) if w.isalpha() and len(w) > 2]
        plain = [w for w in frequent if w not in nobody]
        self._ordinary, self._rare = plain[:4000], plain[4000:]
        self._frequent = [w for w in vocabulary.most_frequent(language)[300:5000] if w.isalpha() and len(w) > 2]

    def given(self) -> list[str]:
        """A given name."""
        way = self.chance.random()
        if way < 0.25:
            return [self.chance.choice(self._are_words)]
        if way < 0.30:
            return [self.invented()]
        if way < 0.33:
            return [self.chance.choice(self._frequent)]
        if way < 0.36 and self.language == "nb":
            return [self.chance.choice(self._usual), "-", self.chance.choice(self._usual)]
        return [self.chance.choice(self._usual if way < 0.65 else self._given)]

    def surname(self) -> list[str]:
        """A surname."""
        way = self.chance.random()
        if way < 0.2:
            return [self.farm() if self.language == "nb" or way < 0.03 else self.invented()]
        return [self.chance.choice(self._usual_surnames if way < 0.5 else self._surnames)]

    def full(self) -> list[str]:
        """A given name, perhaps a second one, and a surname."""
        middle = self.given() if self.chance.random() < 0.08 else []
        return [*self.given(), *middle, *self.surname()]

    def place(self) -> list[str]:
        """A town, village or part of the country; some are made up."""
        way = self.chance.random()
        if way < 0.12:
            return [self.farm() if self.language == "nb" else self.invented()]
        if way < 0.15:
            return [self.chance.choice(self._starts) + self.chance.choice(WORDS["made_up"]["town_ends"])]
        return self.chance.choice(self._home if way < 0.65 else self._places).replace("-", " - ").split()

    def organisation(self) -> list[str]:
        """A firm, school, surgery, farm or club: of a surname, a place or ordinary words, mostly with what it is."""
        end = self.chance.choice(self._ends).split()
        way = self.chance.random()
        if way < 0.3:
            first = [self.chance.choice(self._starts), self.chance.choice(self._starts)]
            if self.language == "nb" or self.chance.random() < 0.4:
                first = ["".join(first) + ("en" if self.language == "nb" and self.chance.random() < 0.4 else "")]
            return first if self.chance.random() < 0.25 else [*first, *end]
        if way < 0.9:
            return [*self._called(way), *(end if not 0.77 <= way < 0.8 else [])]
        return [
            *self.surname(),
            "og" if self.language == "nb" else "and",
            *(self.surname() if way < 0.95 else ["sons"]),
        ]

    def _called(self, way: float) -> list[str]:
        """What a firm is called after."""
        if way < 0.45:
            return [self.chance.choice(self._starts)]
        if way < 0.6:
            return self.surname()
        if way < 0.72:
            return self.place()[:1]
        return [self.invented() if way < 0.8 else self.chance.choice(self._frequent)]

    def invented(self) -> str:
        """A name that is on no list."""
        parts = self.chance.choice((2, 2, 3))
        last = self.chance.choice(["", "n", "l", "r", "s", "m", "k"])
        made = WORDS["made_up"]
        return (
            "".join(self.chance.choice(made["consonants"]) + self.chance.choice(made["vowels"]) for _ in range(parts))
            + last
        )

    def farm(self) -> str:
        """A Norwegian farm name."""
        return self.chance.choice(WORDS["made_up"]["farm_starts"]) + self.chance.choice(WORDS["made_up"]["farm_ends"])

    def any_word(self) -> str:
        """An ordinary word that is no name, a rare one now and then."""
        return self.chance.choice(self._ordinary if self.chance.random() < 0.7 else self._rare)

    def word(self) -> str:
        """An ordinary word that is also a name, or a rare one."""
        return self.chance.choice(self._are_words if self.chance.random() < 0.6 else self._frequent)


class Talk:
    """Makes sentences of invented talk."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language, self.chance = language, chance
        self.names = Names(language, chance)
        self._words = WORDS[language]

    def sentence(self) -> Sentence:
        """A sentence of a pattern chosen by chance."""
        said = self.chance.choice(patterns(self.language))
        while match := _CHOICE.search(said):
            said = said[: match.start()] + self.chance.choice(match[1].split("|")) + said[match.end() :]
        pieces: Sentence = []
        for part in re.split(r"\s+", said.strip()):
            pieces += self._filled(part if part != ",?" else self.chance.choice((",", "")))
        return self._capitals(pieces)

    def _capitals(self, pieces: Sentence) -> Sentence:
        """The sentence with its first capital, the English `I`, and a sign at its end."""
        if self.language == "en":
            pieces = [(re.sub(r"^i(?=$|['’])", "I", word), tag) for word, tag in pieces]
        first, tag = pieces[0]
        ends = [] if pieces[-1][0] in (".", "?") else [(self.chance.choice((".", ".", ".", ",", "?", ",")), None)]
        return [(first[:1].upper() + first[1:], tag), *pieces[1:], *ends]

    def _filled(self, part: str) -> Sentence:
        slot = _SLOT.search(part)
        if slot is None:
            return [(part, None)] if part else []
        before, after = part[: slot.start()], part[slot.end() :]
        filled = [*([(before, None)] if before else []), *self._slot(slot[1])]
        if after == "s" and filled and filled[-1][1]:  # the Norwegian genitive is part of the word
            word, tag = filled[-1]
            return [*filled[:-1], (word if word[-1] in "sxz" else word + "s", tag)]
        return [*filled, *([(after, None)] if after else [])]

    def _slot(self, slot: str) -> Sentence:
        names = self.names
        kinds = {"p": "person", "pf": "person", "ps": "person", "pl": "place", "o": "organisation"}
        makers = {"p": names.given, "pf": names.full, "ps": names.surname, "pl": names.place, "o": names.organisation}
        if slot == "p" and self.chance.random() < 0.12:
            return tagged(names.full(), "person")
        if slot in makers:
            return tagged(makers[slot](), kinds[slot])
        if slot == "w":
            return [(names.word(), None)]
        if slot == "any":
            return [(names.any_word(), None)]
        if slot == "rel":
            own = [self.chance.choice(self._words["whose"])] if "whose" in self._words else []
            return [(word, None) for word in [*own, *self.chance.choice(self._words["kin"]).split()]]
        words = self.chance.choice(self._words[slot]).split()
        capital = slot in _CAPITAL[self.language] or (
            slot in ("dis", "drug", "scale", "title") and self.chance.random() < 0.4
        )
        return [(word.capitalize() if capital else word, None) for word in words]


def tagged(words: list[str], kind: str) -> Sentence:
    """The words of a name as pieces, with capitals."""
    words = [word if word in ("and", "og", "sons") else word.capitalize() for word in words]
    return [(word, f"{'I' if number else 'B'}-{kind}") for number, word in enumerate(words)]


@cache
def _countries() -> frozenset[str]:
    rows = (line.split("\t") for line in places.lines("regions.tsv"))
    named = {re.sub(r"^(?:the|i|på)\s", "", cell).casefold() for row in rows for cell in row[1:]}
    return frozenset(named) | {
        "norway",
        "norge",
        "noreg",
        "england",
        "america",
        "uk",
        "usa",
        "us",
        "europe",
        "europa",
        "africa",
        "afrika",
        "asia",
        "britain",
    }


def is_country(name: str) -> bool:
    """Whether casefolded `name` is a country or a part of the world, which tells nobody apart."""
    return name in _countries()


def _by_hand(name: str) -> frozenset[str]:
    path = Path(vocabulary.__file__).parent / "data" / "vocabulary" / f"{name}.txt"
    lines = (line.split("#", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(word.casefold() for line in lines for word in line.split())
