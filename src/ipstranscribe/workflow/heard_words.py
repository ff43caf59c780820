"""What a heard word is, for the recognizer: a name that people or places have, an everyday word, or neither.

The lists are those of pseudonymization, which stages do not ask one another for.
"""

from typing import Literal

from ipstranscribe import languages
from ipstranscribe.pseudonymize.lexicon import places, vocabulary


def kind_of(word: str, language: str) -> Literal["name", "word", "unknown"]:
    """What `word` is in `language`: a word first (`Will`, `Dag`), else a name, also in a genitive without a sign (`Klaras`).

    For a language without lists of its own only names are known.
    """
    spoken = language if languages.find(language) else ""
    if spoken and vocabulary.is_ordinary(word, spoken):
        return "word"
    bare = word.casefold()
    forms = {bare, bare.removesuffix("s")} if languages.bare_genitive(language) else {bare}
    if any(vocabulary.is_given_name(form) or form in vocabulary.surnames() for form in forms):
        return "name"
    return "name" if spoken and any(places.lookup(form, spoken) for form in forms) else "unknown"
