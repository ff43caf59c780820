"""The quotation check over a study: what is compared, what is written, and what the screen never shows."""

import re
from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.check_quotes import check_quotes
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.withdraw import withdraw
from tests.listening import Collector
from tests.studies import ROLE, WHEN, copied, ready, telling

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name,branch,consent\nP1,Kari Moen,working,coders quotes\nP2,Hanne Nordmo,working,coders\n",
}
SAID = {
    "P1": "The people there are kind, and Kari was never asked why she came late.",
    "P2": "I get up at eight and walk the dog, whatever the weather is like.",
}
ARTICLE = """“The people there are kind” (P1).

“I get up at eight and walk the dog” (P2).

Kari Moen agreed. “We were never asked about it” (P1).
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("quotes")
    study = telling(root / "study", TABLES, SAID)
    ready(study)
    return root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    return copied(made, tmp_path / "copy")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "our article.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_quotations_are_compared_and_identifiers_found(study: Study, article: Path) -> None:
    done = check_quotes(study, article)
    assert [one.match for one in done.report.judged] == ["exact", "exact", "not found"]
    assert done.identifiers is not None
    assert done.identifiers.verdict.findings
    assert not done.is_right
    assert {path.name for path in done.files} == {"quotes_our_article.docx", "quotes_our_article.md"}
    assert all(path.parent == study.reports for path in done.files)


def test_an_article_that_quotes_rightly_passes(study: Study, tmp_path: Path) -> None:
    release(study, ROLE, WHEN.replace("10:00", "11:00"), "internal")
    right = tmp_path / "right.md"
    right.write_text(ARTICLE.split("\n\n", maxsplit=1)[0], encoding="utf-8")
    assert check_quotes(Study.open(study.root), right).is_right


def test_what_was_not_released_and_who_has_not_consented_is_told(study: Study, article: Path) -> None:
    first, second, _ = check_quotes(study, article, identifiers=False).report.judged
    assert (first.unreleased, first.not_allowed) == (True, False)
    assert (second.unreleased, second.not_allowed) == (True, True)
    release(study, ROLE, WHEN.replace("10:00", "11:00"), "internal")
    first, *_ = check_quotes(Study.open(study.root), article, identifiers=False).report.judged
    assert not first.unreleased


def test_who_has_withdrawn_is_quoted_no_more(study: Study, article: Path) -> None:
    withdraw(study, "P2", by=ROLE, when=WHEN)
    _, second, _ = check_quotes(Study.open(study.root), article, identifiers=False).report.judged
    assert (second.match, second.credit) == ("not found", "withdrawn")


def test_nothing_of_the_article_is_told_but_in_the_report(study: Study, article: Path) -> None:
    heard = Collector()
    with events.listening(heard):
        check_quotes(study, article)
    assert heard.events
    assert not re.search("kind|Kari|walk|asked", repr(heard.events))


def test_a_study_without_text_says_so(tmp_path: Path, article: Path) -> None:
    with pytest.raises(UserError, match="pseudonymized"):
        check_quotes(telling(tmp_path / "study", TABLES, SAID), article, identifiers=False)


def test_an_interview_without_text_is_named(study: Study, article: Path) -> None:
    study.pseudonymized("P2").unlink()
    assert check_quotes(study, article, identifiers=False).missing == ("P2",)
    run(study, rules_only=True, lexical=True)
