"""The README of a deposit, in the study's language: what every deposit says comes first, what is of this study after it.

The gate lets our own words pass at the place where an empty README has them (`release/fixed_texts.py`), so nothing that
varies in length may stand before them.
"""

from collections.abc import Iterator, Mapping

from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.deposit.facts import DepositFacts
from ipstranscribe.export.deposit.words import kind, methods, values, words
from ipstranscribe.study.storage import digest_of

_LEVELS = ("place", "age", "date", "organisation")


def readme(facts: DepositFacts, files: Mapping[str, bytes], language: str) -> bytes:
    """The README of a deposit that has these other files."""
    return "\n".join([words(language)["about"], *_lines(facts, files, language), ""]).encode()


def _lines(facts: DepositFacts, files: Mapping[str, bytes], language: str) -> Iterator[str]:
    said = words(language)
    told = (
        (said["study"], facts.title),
        (said["when"], facts.when),
        (said["program"], facts.program),
        (said["languages"], ", ".join(facts.languages)),
        (said["convention"], facts.convention_told(language)),
        *_shown(facts, language),
    )
    yield from (f"## {said['deposit']}", "", *(f"- {name}: {one_line(value)}" for name, value in told))
    yield from ("", f"## {said['methods']}", "")
    yield from (f"- {name}: {one_line(value)}" for name, value in methods(facts, language))
    yield from ("", f"## {said['consent']}", "")
    for scope, use in said["uses"].items():
        given = [interview for interview, scopes in facts.consent.items() if scope in scopes]
        yield f"- {use}: {', '.join(given) or said['nobody']}"
    yield from ("", f"## {said['variables']}", "")
    for one in facts.variables:
        known = said["variable"].format(name=one_line(one.name), kind=kind(one, language), given=one.given)
        yield f"- {known} {values(one, language)}".rstrip()
    yield from ("", f"## {said['files']}", "", said["columns"], "|---|---|---|")
    yield from (f"| {name} | {len(data)} | {digest_of(data)} |" for name, data in sorted(files.items()))


def _shown(facts: DepositFacts, language: str) -> Iterator[tuple[str, str]]:
    said = words(language)["levels"]
    for name, value in facts.levels.model_dump(include=set(_LEVELS)).items():
        yield said["shown"].format(what=said[name]), said[value]
