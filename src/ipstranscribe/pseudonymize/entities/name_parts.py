"""Parts of a name that can stand for the whole: first name, surname, the first word of a company's name."""

import re
from functools import lru_cache

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists

_FEWEST_AFTER_APOSTROPHE = 4  # letters: the `Brien` of O'Brien is a name, the `Sa` of Sa'adoun a word


def names_somebody(word: str) -> bool:
    """Whether a word of a found name can stand for the whole: it is outside the vocabulary, or a name that people have."""
    ordinary = vocabulary.is_ordinary(word, "en") or vocabulary.is_ordinary(word, "nb")
    return not ordinary or vocabulary.is_given_name(word) or word.casefold() in vocabulary.surnames()


def _family_names(form: str) -> list[str]:
    """The family name of several parts in a full name: `von der Fehr`, `O'Brien-Smith`."""
    _, _, rest = form.partition(" ")
    first = rest.split(" ")[0]
    particle = first.casefold() in word_lists.read("name_particles")
    return [rest] if (particle and " " in rest) or re.search(r"\w['’]\w", first) else []


@lru_cache(maxsize=20_000)
def name_parts(form: str, category: Category) -> tuple[str, ...]:
    """Parts of a name that can stand for the whole: first name and surname, the first word of a company's name.

    Initials, titles, what opens a nickname (`the Bull`) and, in companies, ordinary words (`The`, `Work`) cannot.
    """
    unnamed = word_lists.titles() | word_lists.read("name_particles")
    whole = re.findall(r"\w+(?:['’]\w+)*", form)
    after = [word for one in whole for word in re.split("['’]", one)[1:] if len(word) >= _FEWEST_AFTER_APOSTROPHE]
    opening = word_lists.read("words_before_nicknames") if len(whole) > 1 else frozenset()
    words = [word for word in (*whole, *after) if len(word) >= 2 and word.casefold() not in unnamed]
    words = words[1:] if words and words[0] == whole[0] and words[0].casefold() in opening else words
    hyphenated = [one for one in re.findall(r"\w+(?:-\w+)*", form) if "-" in one]
    if category == "person":
        return tuple(dict.fromkeys((*words, *hyphenated, *_family_names(form))))
    ordinary = word_lists.not_names("en") | word_lists.not_names("nb")
    if category == "organisation" and len(words) > 1 and words[0].casefold() not in ordinary and len(words[0]) >= 5:
        return (words[0],)
    return ()
