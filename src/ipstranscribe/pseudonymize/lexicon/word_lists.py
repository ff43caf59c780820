"""Word lists in data files: one word a line, `#` starts a comment."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/lists/NAME.txt`, without comments and empty lines."""
    text = files(__package__).joinpath("data", "lists", f"{name}.txt").read_text(encoding="utf-8")
    bare = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in bare if line)


@cache
def read(name: str) -> frozenset[str]:
    """The words of `data/lists/NAME.txt`, casefolded."""
    return frozenset(word.casefold() for line in lines(name) for word in line.split())


def not_names(language: str) -> frozenset[str]:
    """Capitalised words, and words in the position of names, that identify nobody."""
    return (
        read("not_names") | read("medical_names") | read(f"not_names_{language}") | read(f"function_words_{language}")
    )


def never_names(language: str) -> frozenset[str]:
    """As `not_names`, without function words that are also names: `Will` inside a sentence is one."""
    function_words = read(f"function_words_{language}") - read(f"names_that_are_words_{language}")
    return read("not_names") | read("medical_names") | read(f"not_names_{language}") | function_words


def also_words(language: str) -> frozenset[str]:
    """Names that are also ordinary words (`Will`, `Dag`), and the function words."""
    return read(f"names_that_are_words_{language}") | read(f"function_words_{language}")


def titles() -> frozenset[str]:
    """Titles and forms of address, which are not part of a name."""
    return read("titles")
