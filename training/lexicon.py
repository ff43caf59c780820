"""Make the word and name lists of `pseudonymize/lexicon/data/vocabulary` from their sources.

Run ``python training/lexicon.py SOURCES``, a folder with the files that SOURCES.md beside the lists names. The
lists written by hand stay as they are. Nothing of a running text gets into a list: single words only.
"""

import argparse
import gzip
import importlib
import json
import lzma
import pkgutil
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path
from typing import Any

from ipstranscribe.pseudonymize.lexicon.vocabulary import is_compound

LEXICON = Path(__file__).parents[1] / "src" / "ipstranscribe" / "pseudonymize" / "lexicon" / "data" / "vocabulary"
LISTS = LEXICON.parent / "lists"
WORD = re.compile(r"[a-zà-öø-ÿœ]+(?:['’-][a-zà-öø-ÿœ]+)*")
NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]{2,}(?:['’][A-Za-zÀ-ɏ]+)?")
PARTICLES = {
    "van", "de", "der", "den", "von", "la", "le", "du", "da", "do", "dos", "das", "di", "del", "della", "el",
    "al", "mac", "nic", "ní", "ó", "uí", "zu", "zum", "af", "av", "te", "ten", "bin", "bint", "st", "dr", "y",
    "e", "i",
}  # fmt: skip

_DOUBLE = re.compile(r"([mnlrg])\1$")
_WITH_DE = re.compile(r"[^aeiouyæøå]*(?:ei|au|øy|[aeiouyæøå])[mnlrvg]")
"""A verb of one syllable with a voiced end, which has -de in the past in nynorsk where bokmål may have -te."""

FREQUENT = 20_000
RARE = -17.5
"""Log probability below which an English word form is too rare to be trusted (about one in 40 million)."""


def main() -> None:
    """Write all lists and say how long they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    sources: Path = parser.parse_args().sources
    given, surnames = faker_names(sources)
    write("given_names", given)
    write("surnames", surnames - given)
    given |= by_hand("given_names_norwegian") | by_hand("given_names_more") | by_hand("nicknames")
    surnames |= by_hand("surnames_more")
    english(sources, given, surnames)
    northern, _ = faker_names(sources, {"no_NO", "da_DK", "sv_SE"})
    norwegian(sources, given | surnames, northern | by_hand("given_names_norwegian"))
    danish(sources, given | surnames, northern)


def english(sources: Path, given: set[str], surnames: set[str]) -> None:
    """SCOWL's lower-case words and frequent lower-case forms of the lexeme table, without what is mostly a name."""
    forms: dict[str, float] = lookups(sources, "en_lexeme_prob")
    lines = [line for dialect in ("american", "british") for line in words_of(sources / f"{dialect}-english-large")]
    words = {line.replace("’", "'") for line in lines if WORD.fullmatch(line)}
    words |= {
        form for form, p in forms.items() if p > -15.5 and WORD.fullmatch(form) and mostly_small(form, forms, 1.0)
    }
    names = {name for name in given | surnames if not mostly_small(name, forms, -1.5)}
    words -= names | {f"{name}'s" for name in names}
    write("words_en", words)
    frequencies = {w: forms.get(w, -99.0) for w in words if forms.get(w, -99.0) > RARE}
    write("frequent_en", sorted(frequencies, key=lambda w: -frequencies[w])[:FREQUENT], ordered=True)


def mostly_small(word: str, forms: dict[str, float], least: float) -> bool:
    """Whether `word` is written small at least e**least times as often as with a capital."""
    small, capital = forms.get(word, -20.0), forms.get(word.capitalize(), -20.0)
    return small - capital >= least


def norwegian(sources: Path, names: set[str], northern: set[str]) -> None:
    """Norsk ordbank in both written forms, words of running text that are written small, without what is only a name."""
    tables = lookups(sources, "nb_lemma_exc")
    forms_nb = {form for forms in tables.values() for form in forms}
    lemmas = set(words_of(sources / "wordlist_20220201_norsk_ordbank_nno_2012.txt"))
    words = forms_nb | lemmas | set(words_of(sources / "wordlist_20220201_norsk_ordbank_nob_2005.txt"))
    words = {word for word in words if WORD.fullmatch(word)}
    small, capital, people = counted(sources)
    words |= {word for word, n in small.items() if n >= 2 and n > capital[word]}
    often = {name for name in words & names if people[name] > 4 * small[name]}
    seldom = {name for name in words & northern if small[name] < 2}
    words -= (often | seldom) - listed("names_that_are_words_nb")
    words = without_compounds(words, names)
    forms = {form for lemma in lemmas & words for form in nynorsk_forms(lemma, tables)}
    forms = (forms | by_hand("strong_verbs_nn")) - names
    write("words_nb", words | without_compounds(words | forms, names))
    write("frequent_nb", [w for w, _ in small.most_common(FREQUENT) if w in words], ordered=True)


def danish(sources: Path, names: set[str], northern: set[str]) -> None:
    """The full forms of the table of Danish lemmas, without what is only a name; frequent are those that Norwegian shares.

    No count of Danish words was at hand whose terms allow it. So the words written by hand come first, in their order, then
    the frequent Norwegian ones that are Danish words as well.
    """
    hand = [word for name in ("function_words_da", "spoken_da") for word in ordered(name)]
    words = {form for form in lookups(sources, "da_lemma_lookup") if WORD.fullmatch(form)}
    words -= (words & northern) - listed("names_that_are_words_da") - set(hand)
    often = lzma.decompress((LEXICON / "frequent_nb.txt.xz").read_bytes()).decode().split()
    frequent = dict.fromkeys([*hand, *(word for word in often if word in words)])
    write("words_da", without_compounds(words, names))
    write("frequent_da", list(frequent)[:FREQUENT], ordered=True)


def ordered(name: str) -> list[str]:
    """The words of a list written by hand, in their order."""
    path = next(folder / f"{name}.txt" for folder in (LISTS, LEXICON) if (folder / f"{name}.txt").exists())
    lines = (line.split("#", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return [word.casefold() for line in lines for word in line.split()]


def nynorsk_forms(lemma: str, tables: dict[str, Any]) -> list[str]:
    """Inflected forms a nynorsk dictionary word may have beside those of bokmål; some that do not exist are among them."""
    if len(lemma) < 3:
        return []
    stem = lemma[:-1] if lemma.endswith(("e", "a")) else lemma
    if not any(lemma in forms or stem + "e" in forms for forms in tables.values()):
        ends = "a ar er ane ene en et te t" if stem != lemma else "en et a ar er ane ene e t"
    else:
        ends = "ar ane" * (lemma in tables["noun"]) + " a ar ande ast" * (
            stem + "e" in tables["verb"] and stem != lemma
        )
    return [stem + end for end in ends.split()] + nynorsk_past(stem, tables)


def nynorsk_past(stem: str, tables: dict[str, Any]) -> list[str]:
    """The past of a verb of one syllable that has -de: `symj|e`, `symde`; `skremm|e`, `skremde`."""
    short = _DOUBLE.sub(r"\1", stem.removesuffix("j"))
    is_verb = (stem != short and stem.endswith("j")) or stem + "e" in tables["verb"]
    return [short + end for end in ("de", "dest")] if is_verb and _WITH_DE.fullmatch(short) else []


def without_compounds(words: set[str], names: set[str]) -> set[str]:
    """The words that the lexicon would not find to be compounds of shorter ones by itself."""
    kept = set[str]()
    for word in sorted(words, key=len):
        if word in names or not is_compound(word, kept, names, parts=2):
            kept.add(word)
    return kept


def counted(sources: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How often each word of NorNE is written small outside names, with a capital, and inside a person's name."""
    small, capital, people = Counter[str](), Counter[str](), Counter[str]()
    for form in ("nob", "nno"):
        with lzma.open(sources / f"{form}.tsv.xz", "rt", encoding="utf-8") as lines:
            for word, tag, _ in (line.split("\t") for line in lines if line.count("\t") == 2):
                low = word.casefold()
                if WORD.fullmatch(low):
                    small[low] += tag == "O" and word == low
                    capital[low] += word != low
                    people[low] += tag.endswith("PER")
    return +small, capital, people


def faker_names(sources: Path, locales: Container[str] = ()) -> tuple[set[str], set[str]]:
    """First names and surnames of all Faker locales in Latin letters, or of `locales`, casefolded, single words."""
    sys.path.insert(0, str(next(sources.glob("faker-*.whl"))))
    people = importlib.import_module("faker.providers.person")
    given, surnames = set[str](), set[str]()
    for locale in (one for one in pkgutil.iter_modules(people.__path__) if not locales or one.name in locales):
        provider = importlib.import_module(f"faker.providers.person.{locale.name}").Provider
        for attribute, values in vars(provider).items():
            if isinstance(values, tuple | list | dict) and "romanized" not in attribute:
                into = given if "first_name" in attribute else surnames if "last_name" in attribute else set[str]()
                into |= {word for value in values if isinstance(value, str) for word in name_words(value)}
    return given, surnames


def name_words(name: str) -> list[str]:
    """The words of a name without particles; nothing for one in other letters."""
    words = [word.casefold() for word in re.split(r"[ -]", name)]
    return [word for word in words if NAME.fullmatch(word) and word not in PARTICLES]


def lookups(sources: Path, table: str) -> dict[str, Any]:
    """A table of spacy-lookups-data."""
    with zipfile.ZipFile(next(sources.glob("spacy_lookups_data-*.whl"))) as wheel:
        packed = wheel.read(f"spacy_lookups_data/data/{table}.json.gz")
    tables: dict[str, Any] = json.loads(gzip.decompress(packed))
    return tables


def words_of(path: Path) -> list[str]:
    """The words of a file with one a line."""
    return path.read_text(encoding="utf-8").split()


def by_hand(name: str) -> set[str]:
    """The words of a list written by hand."""
    return commented(LEXICON / f"{name}.txt")


def listed(name: str) -> set[str]:
    """The words of `data/lists/NAME.txt`."""
    return commented(LISTS / f"{name}.txt")


def commented(path: Path) -> set[str]:
    """The casefolded words of a file in which # starts a comment."""
    lines = (line.split("#", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return {word.casefold() for line in lines for word in line.split()}


def write(name: str, words: Iterable[str], *, ordered: bool = False) -> None:
    """Write a list, one word a line, packed; sorted unless its order says how frequent the words are."""
    lines = list(words) if ordered else sorted(set(words))
    packed = lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)
    (LEXICON / f"{name}.txt.xz").write_bytes(packed)
    print(f"{name}: {len(lines)} words, {len(packed) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
