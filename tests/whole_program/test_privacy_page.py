"""docs/privacy.md promises nothing without a test: every sentence has its own, and is there to be found in the page."""

import re
from itertools import zip_longest
from pathlib import Path

import pytest

from ipstranscribe.model import Transcript
from tests.whole_program.privacy_sentences import ADVICE, LIMIT, MEANS, OF_PROCESSES, SENTENCES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
POINTS = {
    point.split("**")[1]: point for point in re.findall(r"^- \*\*.*?(?=^- \*\*|\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
_NAMED = re.compile(r"`([\w/]+(?:\.py)?(?:::\w+)?)`")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z*(`]|onnx)")
_STARTED = re.compile(r'sys\.executable|"-m",\s*"ipstranscribe"|bin_dir|PROGRAM\b')
"""How tests run the program as a process."""


def sentences(point: str) -> list[str]:
    """The sentences of a point, after its title."""
    told = " ".join(point.partition("*Tests:")[0].split())
    return _SENTENCE.split(told.split("**", 2)[2].strip())


def there(name: str) -> bool:
    """Whether a test of that name is there: a file or folder below tests/, and a function in it."""
    path, _, function = name.partition("::")
    place = ROOT / "tests" / path
    return place.exists() and (not function or f"def {function}(" in place.read_text(encoding="utf-8"))


@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS.keys())
def test_every_point_names_its_tests(point: str) -> None:
    named = _NAMED.findall(point.partition("*Tests:")[2])
    assert named
    assert [name for name in named if not there(name)] == []


def test_every_point_of_the_page_is_listed_and_no_other() -> None:
    assert list(SENTENCES) == list(POINTS)


@pytest.mark.parametrize("title", SENTENCES)
def test_every_sentence_has_a_test_or_claims_nothing(title: str) -> None:
    """In the order of the page; a sentence that is new, gone or says something else is not the one that was listed."""
    pairs = list(zip_longest(sentences(POINTS[title]), SENTENCES[title], fillvalue=None))
    assert [(told, listed) for told, listed in pairs if not (told and listed and told.startswith(listed[0]))] == []
    held = [test for _, test in SENTENCES[title] if test not in (ADVICE, MEANS, LIMIT)]
    assert [test for test in held if not there(test)] == []
    assert held
    files = {name.partition("::")[0] for name in _NAMED.findall(POINTS[title].partition("*Tests:")[2])}
    assert [test for test in held if test.partition("::")[0] not in files] == []


@pytest.mark.parametrize("title", sorted(OF_PROCESSES))
def test_what_a_process_does_is_tried_with_a_process(title: str) -> None:
    files = {name.partition("::")[0] for name in _NAMED.findall(POINTS[title].partition("*Tests:")[2])}
    assert any(_STARTED.search((ROOT / "tests" / file).read_text(encoding="utf-8")) for file in files)


def test_nothing_that_is_stored_of_an_interview_can_hold_a_voice() -> None:
    """A voice is compared as a row of numbers: no part of a stored transcript is one."""
    schema = Transcript.model_json_schema()
    listed = [schema, *schema.get("$defs", {}).values()]
    rows = [
        f"{part.get('title')}.{name}"
        for part in listed
        for name, field in part.get("properties", {}).items()
        if field.get("type") == "array" and field.get("items", {}).get("type") in ("number", "integer")
    ]
    assert rows == []
    assert any(field.get("type") == "array" for part in listed for field in part.get("properties", {}).values())
