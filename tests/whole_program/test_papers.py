"""The papers for the institution promise nothing without a test: every point of a claim names tests that are there."""

import re

import pytest

from tests.whole_program.test_privacy_page import ROOT, there

DOCS = ROOT / "docs"
CLAIMS = {
    "threat-model.md": ("## Defended", "## Not defended"),
    "data-flow.md": ("What a test holds of this:", "The program deletes"),
    "accessibility.md": ("## What is tested", "## What is not tested"),
    "upgrading.md": ("## What holds", "## What does not"),
}
"""Page → where the part that claims something begins and ends."""
_POINT = re.compile(r"^- .*?(?=^- |\Z)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"`([\w/]+(?:\.py)?(?:::\w+)?)`")


def points(page: str) -> list[str]:
    """The points of the part of a page that claims something."""
    text = (DOCS / page).read_text(encoding="utf-8")
    begin, end = CLAIMS[page]
    assert text.count(begin) == text.count(end) == 1
    return _POINT.findall(text.split(begin)[1].split(end)[0])


@pytest.mark.parametrize("page", CLAIMS)
def test_every_claim_names_tests_that_are_there(page: str) -> None:
    found = points(page)
    assert len(found) >= 3
    for point in found:
        named = _NAMED.findall(point.partition("*Tests:")[2])
        assert named, point
        assert [name for name in named if not there(name)] == []


@pytest.mark.parametrize("page", sorted(path.name for path in (DOCS / "papers").glob("*.md")))
def test_a_paper_for_participants_and_forms_has_both_languages(page: str) -> None:
    """Each paper exists in English and Norwegian, with as many headings and blanks to fill in."""
    name = page.removesuffix(".nb.md").removesuffix(".en.md")
    both = [(DOCS / "papers" / f"{name}.{language}.md").read_text(encoding="utf-8") for language in ("en", "nb")]
    assert len({text.count("\n## ") for text in both}) == 1
    assert len({text.count("____") for text in both}) == 1


def test_links_of_the_papers_lead_somewhere() -> None:
    for path in [DOCS / page for page in CLAIMS] + sorted((DOCS / "papers").glob("*.md")) + [DOCS / "archive.md"]:
        for link in re.findall(r"\]\((?!http)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), (path.name, link)
