"""Vocabulary and name lists: they distinguish names from ordinary words where capitals do not.

Sources of the data, with licences: data/lexicon/SOURCES.md. They are read once, on first use.
"""

import lzma
import re
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from importlib.resources import files

from ipstranscribe.languages import record, rules_for
from ipstranscribe.pseudonymize.lexicon import word_lists

_FREQUENT_FOREIGN = 8000
"""Number of frequent English words that count as ordinary in Norwegian talk (`whatever`, `burnout`)."""

_COMMON = 1000
"""Number of words that are so frequent that one of them found as a name is a mistake, or needs more evidence."""

_SHORTEST_PART, _SHORTEST_LAST, _SHORTEST_COMPOUND = 3, 4, 7
"""Letters of compounds and their parts. Shorter last parts (`sen`, `set`, `ens`) would make words of surnames."""
_LINKS = ("", "s", "e")
"""Linking letters of Norwegian compounds: `sykehus|lege`, `arbeid-s-plass`, `barn-e-hage`."""

_FOREIGN_NAME = re.compile(
    r".{2,}(?:sson|sdottir|dóttir|[szc]ki|[szc]ka|[eo]va|[eo]vić|i[cć]|[oe]wicz|e[sș]cu|o[gğ]lu|yan|idze|shvili|enko|chuk|czyk|"
    r"[iou]nas|auskas|aitis|aitė|ienė|poulos|akis|opoulou|mann|feld|stein|berg|hagen|singh|ullah|uddin|zadeh|nejad|pour|"
    r"[aeiou]nen|kvist|qvist|ström|gren|bloom|worth|thorpe|borough|shaw|ington)|mac[a-z]{3,}|mc[a-z]{3,}|o['’][a-z]{3,}|fitz[a-z]{3,}"
)
_ENGLISH_TAIL = re.compile(r"(?:n['’]t|['’](?:s|d|m|ll|re|ve|em))+$")
_GENITIVE = re.compile(r"['’]s?$|['’]$")
_PALATAL = re.compile(r"(?<=[aeoøåu])i(?=nn?|ll?)")
"""The i that writes a palatal n or l in the dialects from Dovre northwards: `hain`, `mainn`, `aill`."""
_NORTHERN_PLURAL = re.compile(r"(?<=[^\W\d_]{3})an$|(?<=[^\W\d_]{4})a$")
"""The end of plurals in the dialects of Trøndelag and the north: `nettan` (nettene), `penga` (penger)."""
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


@lru_cache(maxsize=100_000)
def is_ordinary(word: str, language: str) -> bool:
    """Whether `word` (any case) is in the vocabulary of `language` (`en`, or `nb` and `nn` together), inflected or not.

    Numbers, single letters, hyphenated words with ordinary parts and Norwegian compounds count as well; a name only if
    it is also a word (`Will`, `Dag`).
    """
    bare = word.casefold().strip("-–'’.,?!:;\"()")
    rules = rules_for(language)
    if len(bare) < 2 or any(letter.isdigit() for letter in bare) or bare in _vocabulary(rules):
        return True
    if bare in given_names() or bare in surnames():
        return False
    if "-" in bare:
        return all(is_ordinary(part, language) for part in bare.split("-"))
    drawn_out = _DRAWN_OUT.search(bare)
    if drawn_out and any(is_ordinary(_DRAWN_OUT.sub(short, bare), language) for short in (r"\1", r"\1\1")):
        return True
    if rules == "nb" and any(is_ordinary(standard, language) for standard in _northern(bare)):
        return True
    return _is_inflected_or_compound(bare, rules) if record(rules).compounds else _is_english(bare)


def _northern(word: str) -> Iterator[str]:
    """What a word may be in standard Norwegian if it is written as in the dialects north of Dovre; no farm name."""
    if (palatal := _PALATAL.sub("", word)) != word:
        yield palatal
    stem = _NORTHERN_PLURAL.sub("", word)
    if stem != word and not any(stem.endswith(end) for end in _farm_ends()):
        known = _vocabulary("nb")  # no compound: `Tonstada` is no plural of a made-up `tonstad`
        yield from (stem + end for end in ("ene", "erne") if word.endswith("n"))
        yield from (stem + end for end in ("er",) if word.endswith("a") and stem + end in known)


def is_frequent(word: str, language: str) -> bool:
    """Whether `word` is among the 20 000 most frequent words of `language`, and so never a misheard name."""
    return word.casefold() in _frequent(rules_for(language))


def is_common(word: str, language: str) -> bool:
    """Whether casefolded `word` is a function word, or among the 1,000 most frequent words of `language`."""
    return word in _common(rules_for(language))


@cache
def _common(rules: str) -> frozenset[str]:
    frequent = _read(f"frequent_{rules}.txt.xz").split()[:_COMMON]
    return word_lists.read(f"function_words_{rules}") | dialect_words(rules) | frozenset(frequent)


@cache
def dialect_words(rules: str) -> frozenset[str]:
    """Small words as they are written down in dialects, which are no words of the standard language."""
    return frozenset(form for forms in record(rules).dialect.values() for form in forms)


@cache
def most_frequent(language: str) -> tuple[str, ...]:
    """The 20,000 most frequent words of `language`, the most frequent first."""
    return tuple(_read(f"frequent_{rules_for(language)}.txt.xz").split())


def spoken(language: str) -> frozenset[str]:
    """Words of speech, health and work that general lists lack, written by hand."""
    return _words(f"spoken_{rules_for(language)}.txt")


@cache
def given_names() -> frozenset[str]:
    """Given names and their short forms, casefolded: Norwegian, British, and those of immigrants to both countries."""
    short = {name for line in _lines("nicknames") for name in line}
    by_hand = _words("given_names_norwegian.txt") | _words("given_names_more.txt")
    return _words("given_names.txt.xz") | by_hand | short


@cache
def surnames() -> frozenset[str]:
    """Surnames, casefolded, of the same origins."""
    return _words("surnames.txt.xz") | _words("surnames_more.txt")


def is_given_name(word: str) -> bool:
    """Whether `word` (any case) is a given name, or several joined by hyphens (`Anne-Berit`)."""
    parts = word.casefold().split("-")
    return all(part in given_names() for part in parts)


def is_listed_name(word: str) -> bool:
    """Whether a casefolded word is on the list of given names or of surnames."""
    return word in given_names() or word in surnames()


@cache
def nicknames(name: str) -> frozenset[str]:
    """Short and full forms of a given name that the same person may use (`Liz` ↔ `Elizabeth`), casefolded."""
    return _nicknames().get(name.casefold(), frozenset())


@cache
def brands() -> frozenset[str]:
    """Brands: companies, products and programs that are mentioned without being anybody's employer, casefolded."""
    return _words("brands.txt")


@cache
def packed(name: str) -> tuple[str, ...]:
    """The entries of a packed list, of one word or more, casefolded."""
    return tuple(_read(f"{name}.txt.xz").split("\n"))


@cache
def by_hand(name: str) -> tuple[str, ...]:
    """The entries of a list written by hand that are parted by semicolons, casefolded."""
    lines = (line.split("#", 1)[0] for line in _read(f"{name}.txt").splitlines())
    return tuple(entry for line in lines for part in line.split(";") if (entry := part.strip().casefold()))


@cache
def non_identifying(language: str) -> frozenset[str]:
    """Capitalised words and words in the position of names that identify nobody: months, titles, products."""
    return word_lists.never_names(rules_for(language)) | word_lists.titles() | (brands() - given_names())


def is_name_like(word: str, language: str) -> bool:
    """Whether a word outside the vocabulary has the form of a surname or farm name (`Skarpnes`, `McLaren`).

    A word of the vocabulary is never name-like, whatever its ending (`hovedstad`).
    """
    bare = _GENITIVE.sub("", word.casefold())
    rules = rules_for(language)
    if is_ordinary(bare, language):
        return False
    if _FOREIGN_NAME.fullmatch(bare):
        return True
    ends = _surname_ends(rules)
    return bool(ends and ends.fullmatch(bare))


@cache
def _surname_ends(rules: str) -> re.Pattern[str] | None:
    ends = record(rules).surname_ends
    return re.compile(rf".{{2,}}(?:{ends})s?") if ends else None


def _is_english(word: str) -> bool:
    vocabulary = _vocabulary("en")
    stem = _ENGLISH_TAIL.sub("", word)
    if stem != word:
        return stem in vocabulary or len(stem) < 2
    return word.endswith("in") and word + "g" in vocabulary


def _is_inflected_or_compound(word: str, rules: str) -> bool:
    vocabulary = _vocabulary(rules)
    base = _GENITIVE.sub("", word)
    stem = base.removesuffix("s")
    return (
        base in vocabulary
        or (len(stem) > 2 and stem in vocabulary)
        or any(is_compound(form, vocabulary, _words_in_names(rules)) for form in {base, stem})
    )


def is_compound(word: str, vocabulary: Set[str], names: Set[str], parts: int = 3) -> bool:
    """Whether casefolded `word` is a compound of two to `parts` words of `vocabulary`, none in `names`; no farm name.

    Farm names are compounds as well (`Rydnings|lia`), so only a dictionary can tell which of those are words.
    """
    if len(word) < _SHORTEST_COMPOUND or parts < 2:
        return False
    splits = [(cut, rest) for cut in range(_SHORTEST_PART, len(word) - 1) for rest in _rests(word, cut)]
    known = [rest for cut, rest in splits if word[:cut] in vocabulary and word[:cut] not in names]
    if any(rest in _farm_ends() for rest in known):
        return False
    return any(
        (len(rest) >= _SHORTEST_LAST and rest in vocabulary and rest not in names)
        or is_compound(rest, vocabulary, names, parts - 1)
        for rest in known
    )


def _rests(word: str, cut: int) -> list[str]:
    """The rest after the first `cut` letters, with and without a linking letter."""
    return [word[cut + len(link) :] for link in _LINKS if word.startswith(link, cut)]


@cache
def _vocabulary(rules: str) -> frozenset[str]:
    own = _words(f"words_{rules}.txt.xz") | _words(f"spoken_{rules}.txt") | word_lists.read(f"function_words_{rules}")
    own |= dialect_words(rules)
    if record(rules).compounds:
        foreign = _read("frequent_en.txt.xz").split()[:_FREQUENT_FOREIGN]
        own |= {word for word in foreign if len(word) > 3 and word not in given_names()}
    return own


@cache
def _frequent(rules: str) -> frozenset[str]:
    return _words(f"frequent_{rules}.txt.xz") | word_lists.read(f"function_words_{rules}")


@cache
def _farm_ends() -> frozenset[str]:
    return _words("farm_ends.txt")


@cache
def _words_in_names(rules: str) -> frozenset[str]:
    """Given names that are not frequent words: they are never parts of a compound (`Kari|anne`)."""
    return given_names() - _frequent(rules)


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for line in _lines("nicknames"):
        for name in line[1:]:
            known[line[0]].add(name)
            known[name].add(line[0])
    return {name: frozenset(others) for name, others in known.items()}


def _lines(name: str) -> list[list[str]]:
    """The words of each line of `data/lexicon/NAME.txt`, casefolded, without comments."""
    lines = (line.split("#", 1)[0].casefold().split() for line in _read(f"{name}.txt").splitlines())
    return [line for line in lines if line]


@cache
def _words(name: str) -> frozenset[str]:
    if name.endswith(".xz"):
        return frozenset(_read(name).split("\n"))
    return frozenset(word for line in _lines(name.removesuffix(".txt")) for word in line)


def _read(name: str) -> str:
    data = files(__package__).joinpath("data", "vocabulary", name).read_bytes()
    return (lzma.decompress(data) if name.endswith(".xz") else data).decode("utf-8")
