"""The recognizers of a language with the models that may be here or not: which are here, and loading them."""

import importlib.util
from collections.abc import Iterator

from ipstranscribe.pseudonymize.recognizers import Recognizer, names_model, patterns
from ipstranscribe.weights.packaged_e5 import PACKAGE, name_with


def names(language: str) -> tuple[str, ...]:
    """The names of the models with their versions; raises UserError (MISSING_MODEL) where none finds names."""
    return names_model.locate(language).name, *([talk] if (talk := found_by_talk()) else [])


def found_by_talk() -> str:
    """The name of the model that finds identifying facts and judges names by the talk around them.

    Empty where it is not here: patterns alone find facts, and nobody judges.
    """
    return name_with("facts") if importlib.util.find_spec(PACKAGE) else ""


def recognizers(language: str, rules: str) -> tuple[Recognizer, ...]:
    """Those that work by the rules of a language like it, and those by models; each is loaded once.

    Raises UserError (MISSING_MODEL) where no model finds names.
    """
    of_names, by_rules = names_model.load(names_model.locate(language)), patterns(rules)
    if not found_by_talk():
        return (*by_rules, of_names)
    return tuple(_judged(by_rules, of_names, rules))


def _judged(by_rules: tuple[Recognizer, ...], of_names: Recognizer, rules: str) -> Iterator[Recognizer]:
    """The recognizers with the model that reads the talk around what they find; it reads ahead beside the names model."""
    from ipstranscribe.pseudonymize.recognizers import talk_model
    from ipstranscribe.pseudonymize.recognizers.facts import IdentifyingFacts
    from ipstranscribe.pseudonymize.recognizers.facts_in_talk import FactsInTalk
    from ipstranscribe.pseudonymize.recognizers.name_list import NameList
    from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
    from ipstranscribe.pseudonymize.recognizers.second_opinion import FactsJudged, NamesJudged

    talk = talk_model.load()
    for one in by_rules:
        if one.name == IdentifyingFacts.name:
            yield FactsJudged(one, talk)
        elif one.name in (NameList.name, NamesInTalk.name):
            yield NamesJudged(one, talk, rules, asks=one.name == NamesInTalk.name)
        else:
            yield one
    yield FactsInTalk(talk)
    yield NamesJudged(of_names, talk, rules)
