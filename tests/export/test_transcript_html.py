"""The interview as a page for a browser: everything in it, nothing loaded, ways from questions to units and back."""

import re

import pytest
from hypothesis import example, given
from lxml import html as reader

from ipstranscribe.export import Document
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.text.wording import wording_of
from tests.export.export_sample import GUIDE, UNITS, document, exported, saying
from tests.export.test_fuzz import interviews
from tests.lanes import examples


def page(source: Document | None = None, **options: object) -> reader.HtmlElement:
    return reader.document_fromstring(exported("_transcript.html", source, formats=("html",), **options).decode())


def test_every_turn_stands_in_the_transcript_and_every_unit_twice() -> None:
    """Where it was said, and under the question that it answers."""
    found = page()
    table, *others = found.findall(".//table")
    assert [row.get("id") for row in table.iter("tr") if row.get("id")] == [
        turn.id for turn in document().transcript.turns
    ]
    for unit, _turn, text, *_ in UNITS:
        (where,) = table.xpath(".//p[@id=$unit]", unit=unit)
        assert "".join(where.itertext()).endswith(text)
        (row,) = [row for other in others for row in other.iter("tr") if row.xpath(".//a/@href") == [f"#{unit}"]]
        assert row.xpath("string(td[last()])") == text


def test_questions_lead_to_their_units_and_units_to_their_questions() -> None:
    """No link leads nowhere, and no id is used twice."""
    found = page()
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in found.xpath("//a/@href")} <= set(ids)
    ways = [a.text for a in found.xpath("//nav//a")]
    assert ways == [*(f"{q.id}. {q.text}" for q in GUIDE.questions), "Untagged", "Leftovers"]
    assert found.xpath("//p[@id='P1-MU003']//a/text()") == ["Q2"]


def test_headings_tables_and_landmarks_are_there_for_screen_readers() -> None:
    """One first heading, a main part, captions and scopes for tables, a way past the questions."""
    found = page()
    assert len(found.xpath("//h1")) == len(found.xpath("//main")) == len(found.xpath("//header")) == 1
    assert all(table.findtext("caption") for table in found.iter("table"))
    assert all(th.get("scope") for th in found.iter("th"))
    assert all(len(row.xpath("th[@scope='row']")) == 1 for row in found.xpath("//tbody/tr"))
    first = found.xpath("//body//a")[0]
    assert first.get("href") == "#transcript"
    assert found.xpath("//title/text()") == ["P1 – Transcript, pseudonymized – DRAFT – not reviewed"]


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_the_page_is_in_the_document_language_and_the_talk_in_its_own(language: str) -> None:
    found = page(document_language=language)
    wording = wording_of(language)
    assert found.get("lang") == language
    assert found.xpath("//p[@class='status']/text()") == [wording.draft]
    spoken = set(found.xpath("//p[@dir='auto']/@lang"))
    assert spoken == (set() if language == "en" else {"en"})


def test_the_mark_and_the_number_stand_at_the_foot_of_every_printed_page() -> None:
    """And above the turns on each, for browsers that print no feet."""
    style = page(document_language="nb").xpath("//style/text()")[0]
    assert '@bottom-left { content: "UTKAST – ikke gjennomgått"' in style
    assert '"Side " counter(page) " av " counter(pages) ""' in style
    assert page().xpath("string(//thead/tr[1]/td)") == "DRAFT – not reviewed"


def test_nothing_is_run_or_loaded() -> None:
    text = exported("_transcript.html", formats=("html",)).decode()
    assert "default-src 'none'" in text
    assert not re.search(
        r"<(?:script|link|img|iframe|object|embed|form|base|meta http-equiv=.refresh)|\son\w+=|url\(|@import", text
    )
    assert not re.search(r"""(?:href|src)=["'](?!#)""", text)


@examples(60)
@given(interviews())
@example(saying("</p></td><script>alert(1)</script><b onclick=x>'\" &lt; <!--"))
def test_whatever_was_said_is_text_and_never_an_element(source: Document) -> None:
    """The page has the same elements as one in which nothing special is said, and shows every turn whole."""
    found = page(source)
    assert {element.tag for element in found.iter() if isinstance(element.tag, str)} <= ELEMENTS
    rows = {row.get("id"): row for row in found.xpath("//table[1]//tbody/tr")}
    for turn in source.transcript.turns:
        for tag in rows[turn.id].xpath(".//span[@class='tag']"):
            tag.drop_tree()
        shown = "".join(rows[turn.id].xpath("string(td[@class='talk'])").split())
        assert shown == "".join(one_line(source.said(turn)).split())


ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "h1", "h2", "h3", "p", "a", "span"),
    *("dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}


def test_what_the_convention_leaves_out_is_listed_and_said_to_be() -> None:
    source = saying("Um.")
    turn = source.transcript.turns[0].model_copy(update={"text": "Um. It was fine."})
    source = Document(
        transcript=source.transcript.model_copy(update={"turns": (turn,)}),
        units=source.units,
        guide=source.guide,
        header=source.header.model_copy(update={"convention": "intelligent"}),
    )
    found = page(source)
    assert found.xpath("string(//tr[@id='P9-001']/td[2])") == "It was fine."
    assert found.xpath("//table[2]//tr/th/a/@href") == ["#P9-001"]
    assert "left out of the transcript" in found.xpath("string(//table[2])")
