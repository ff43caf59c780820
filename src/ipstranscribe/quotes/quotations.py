"""Quotations of an article: what stands in quotation marks or is set apart, and the participants whom it is credited to.

A few words in quotation marks that nobody is credited with are a term, and no quotation. What is called a condensate or an
artificial quotation (Malterud's words for what researchers write in the first person) is told apart: nobody said it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.quotes.article import Paragraph

QuotationKind = Literal["quotation", "condensate", "term"]

FEWEST_WORDS = 4
"""Words from which something in quotation marks is a quotation, though nobody is credited."""

_CLOSING = {"“": '”"', "«": "»", "„": "“”", "‹": "›", '"': '"”', "”": "”", "‘": "’", "'": "'"}
_SINGLE = "‘'"
_AFTER, _BEFORE = 60, 160
"""Characters behind and before a quotation in which its credit is looked for."""
_CALLED = (
    r"participants?|interviewees?|informants?|respondents?|patients?|deltak(?:er|ar)(?:en)?|informanten|pasient(?:en)?"
)
_CONDENSATE = re.compile(
    r"\b(?:condensates?|kondensat(?:et|er)?|artificial quot(?:e|ation)s?|kunstig(?:e)? sitat(?:er)?)\b", re.IGNORECASE
)
_NEARBY = 80
"""Characters before a quotation in which it can be called a condensate."""
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


@dataclass(frozen=True)
class Quotation:
    """A quotation: the number of its paragraph, its text without marks, its kind, and the labels it is credited to.

    A label that nobody in the study has is kept as it stands: the credit is wrong then. `certain` says that the credit
    stands in brackets behind it or as a label in front; else it is the nearest one named.
    """

    paragraph: int
    text: str
    kind: QuotationKind
    credited: tuple[str, ...] = ()
    certain: bool = False


def find_quotations(paragraphs: Sequence[Paragraph], labels: Collection[str]) -> tuple[Quotation, ...]:
    """Every quotation, condensate and term in quotation marks; `labels` are those of the participants (`P3`)."""
    credit = _Credits(labels)
    found: list[Quotation] = []
    before = ""
    for paragraph in paragraphs:
        found += _in_paragraph(paragraph, before, credit)
        before = paragraph.text
    return tuple(found)


def _in_paragraph(paragraph: Paragraph, before: str, credit: "_Credits") -> Iterator[Quotation]:
    text, spans = paragraph.text, list(_in_marks(paragraph.text))
    bare = credit.without(text)
    whole = spans and spans[0][1] - spans[0][0] >= len(bare.strip(_ANY_MARK)) - 2
    if paragraph.set_apart or (not spans and bare != text):  # a block, or a paragraph that ends with a credit
        named, certain = credit.of_block(text, before)
        yield _quotation(paragraph, bare.strip(_ANY_MARK), (named, certain), before)
        return
    for start, end in spans:
        if whole:
            named, certain = credit.of_block(text, before)
        else:
            named, certain = credit.around(text, start, end)
        inside = credit.without(text[start:end]) if end == len(text) else text[start:end]  # marks that are never closed
        yield _quotation(paragraph, inside, (named, certain), f"{before if start < 2 else ''} {text[:start]}")


_ANY_MARK = ' \t\n“”«»„"‹›'


def _quotation(paragraph: Paragraph, text: str, named: tuple[tuple[str, ...], bool], before: str) -> Quotation:
    kind: QuotationKind = "quotation"
    if _CONDENSATE.search(before[-_NEARBY:]):
        kind = "condensate"
    elif len(_WORD.findall(text)) < FEWEST_WORDS and not named[1]:
        kind = "term"
    return Quotation(paragraph.number, " ".join(text.split()), kind, *named)


def _in_marks(text: str) -> Iterator[tuple[int, int]]:
    """Spans between quotation marks, without those inside others; one that is not closed goes on to the end."""
    at = 0
    while at < len(text):
        if text[at] not in _CLOSING or not _opens(text, at):
            at += 1
            continue
        end = _closed(text, at)
        if end is None and (text[at] in _SINGLE or at):  # an apostrophe; inches; a mark too many
            at += 1
            continue
        end = len(text) if end is None else end
        if len(text[at + 1 : end].split()) >= (FEWEST_WORDS if text[at] in _SINGLE else 1):
            yield at + 1, end
            at = end
        at += 1


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before.isalnum() or before in tuple(".,!?…")) and bool(after.strip())


def _closed(text: str, at: int) -> int | None:
    """Where the quotation that opens at `at` is closed: the first closing mark that no letter follows."""
    for end in range(at + 2, len(text)):
        if text[end] in _CLOSING[text[at]] and not text[end + 1 : end + 2].isalnum() and text[end - 1].strip():
            return end
    return None


class _Credits:
    """Finds the labels that a quotation is credited to."""

    def __init__(self, labels: Collection[str]) -> None:
        self._labels = {label.casefold(): label for label in labels}
        letters = sorted({re.escape(re.sub(r"\d+$", "", label)) for label in labels if label[-1:].isdigit()})
        short = rf"(?:{'|'.join(letters)})[ -]?\d+" if letters else r"(?!)"
        self._first = next(iter(letters), "P")
        self._named = re.compile(rf"\b(?:(?P<short>{short})|(?:{_CALLED}) (?:no\.? ?|nr\.? ?)?(?P<number>\d+))\b", re.I)
        inside = r"[(\[][^()\[\]]{0,80}[)\]]"
        self._last = re.compile(
            rf"\s*[–—-]?\s*(?:{inside}|{self._named.pattern.replace('?P<', '?P<last_')})[\s.]*$", re.I
        )
        self._leading = re.compile(
            rf"^\W{{0,3}}{self._named.pattern.replace('?P<', '?P<lead_')}[^:“”«»\"]{{0,40}}:\s*", re.I
        )

    def labels_in(self, text: str) -> tuple[str, ...]:
        """The labels named in a text, each once."""
        found = []
        for match in self._named.finditer(text):
            number = match["number"]
            label = f"{self._first}{int(number)}" if number else re.sub(r"[ -]", "", match["short"])
            found.append(self._labels.get(label.casefold(), label.upper()))
        return tuple(dict.fromkeys(found))

    def without(self, text: str) -> str:
        """A paragraph without a credit at its beginning or end; itself where there is none."""
        last = self._last.search(text)
        if last and self.labels_in(last.group()):
            text = text[: last.start()]
        lead = self._leading.match(text)
        return text[lead.end() :] if lead else text

    def of_block(self, text: str, before: str) -> tuple[tuple[str, ...], bool]:
        """Credit of a paragraph that is a quotation: at its beginning or end, else what leads up to it."""
        bare = self.without(text)
        if bare != text and (named := self.labels_in(text.replace(bare, " "))):
            return named, True
        named = self.labels_in(before[-_BEFORE:])
        return named[-1:], False

    def around(self, text: str, start: int, end: int) -> tuple[tuple[str, ...], bool]:
        """Credit of a quotation inside a paragraph: in brackets behind it, as a label in front, else the nearest."""
        behind = re.match(r"[”»\"“’']?[\s,.;]*[(\[]([^()\[\]]{0,80})[)\]]", text[end : end + _AFTER + 80])
        if behind and (named := self.labels_in(behind[1])):
            return named, True
        in_front = self._leading.match(text[:start].rstrip(_ANY_MARK) + " ")
        if in_front and in_front.end() >= len(text[:start].rstrip(_ANY_MARK)):
            return self.labels_in(in_front.group()), True
        before = re.split(r"(?<=[.!?]) ", text[max(0, start - _BEFORE) : start])[-1]
        named = self.labels_in(before)[-1:]
        after = re.split(r"(?<=[.!?]) |[“«„\"]", text[end + 1 : end + _AFTER])[0]
        return named or self.labels_in(after)[:1], False
