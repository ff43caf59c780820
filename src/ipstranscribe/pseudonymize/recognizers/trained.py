"""The recognizers that load a model which may not be here: which are here for a language, and loading them."""

import importlib.util

from ipstranscribe.pseudonymize.recognizers import Recognizer, names_model
from ipstranscribe.weights.packaged_e5 import PACKAGE, name_with


def names(language: str) -> tuple[str, ...]:
    """The names of the models with their versions; raises UserError (MISSING_MODEL) where none finds names."""
    return names_model.locate(language).name, *([facts] if (facts := facts_model()) else [])


def facts_model() -> str:
    """The name of the model that finds identifying facts; empty where it is not, and patterns alone find them."""
    return name_with("facts") if importlib.util.find_spec(PACKAGE) else ""


def load(language: str) -> tuple[Recognizer, ...]:
    """The recognizers; each is loaded once. Raises UserError (MISSING_MODEL) where no model finds names."""
    from ipstranscribe.pseudonymize.recognizers import facts_in_talk

    of_names = names_model.load(names_model.locate(language))
    return (facts_in_talk.load(), of_names) if facts_model() else (of_names,)  # read ahead by one beside the other
