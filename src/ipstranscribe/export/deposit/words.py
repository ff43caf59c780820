"""The words of a deposit's README in each document language, and what they say of methods and variables."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.export.deposit.facts import DepositFacts, ShownVariable
from ipstranscribe.languages import worded


@cache
def words(language: str) -> dict[str, Any]:
    """What a README says in a language."""
    text = (resources.files(__package__) / "words.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = worded(tomllib.loads(text), language)
    return told


def methods(facts: DepositFacts, language: str) -> Iterator[tuple[str, str]]:
    """How the data were made: names and values, always as many."""
    said, told = words(language)["method"], facts.methods
    yield said["interviews"], said["interviews_told"].format(held=len(facts.consent), all=told.interviews)
    yield said["words"], str(told.words)
    yield said["turns"], str(told.turns)
    yield said["questions"], str(len(facts.guide.questions))
    yield said["made_by"], " | ".join(told.made_by)
    yield said["reviewed"], said["reviewed_told"]


def kind(variable: ShownVariable, language: str) -> str:
    """What kind of values a variable has, or why none is told."""
    return str(words(language)["kinds"][variable.kind])


def values(variable: ShownVariable, language: str) -> str:
    """What may be told of the values of a variable; empty where that would be about single people."""
    said = words(language)["kinds"]
    if variable.spread:
        mean, sd = (f"{value:.1f}".replace(".", said["decimal"]) for value in variable.spread)
        return str(said["spread"].format(mean=mean, sd=sd))
    return ", ".join(f"{value}: {times}" for value, times in variable.shared)
