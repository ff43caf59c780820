"""What stands in documents, in the languages they are written in: labels, status marks, and how text is shown.

The words themselves are in `wording.toml`, language beside language.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES, worded
from ipstranscribe.model import ConcernKind, Value

NOT_TEXT = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
NOT_TEXT |= {0x7F: 0x2421, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
"""Characters that XML cannot hold → the picture of each (`␇`), or U+FFFD where Unicode has none. One for one, so
positions in the text stay."""


class Wording(Value):
    """The wording of documents in one language. Keys of `columns` and the other tables are the program's own names."""

    # status, on every page
    draft: str
    reviewed: str
    released: str
    restricted: str
    page_of: str
    # titles and header block
    units: str
    units_title: str
    transcript: str
    pseudonymized_transcript: str
    draft_transcript: str
    project: str
    interview: str
    participant: str
    date: str
    place: str
    interviewer: str
    reviewer: str
    version: str
    coder: str
    duration: str
    minutes: str
    language: str
    convention: str
    branch: str
    guide: str
    made_by: str
    recognizer: str
    status: str
    review_code: str
    pending: str
    remark: str
    not_stated: str
    # body
    sound_note: str
    listen_here: str
    nothing_to_listen_to: str
    kind: str
    turn: str
    said_there: str
    why: str
    untagged: str
    or_else: str
    leftovers: str
    none: str
    coverage_sheet: str
    amount: str
    by_question: str
    codes: str
    earlier_codes: str
    definition: str
    no_question: str
    matrix: str
    asked_at: str
    unit_count: str
    word_count: str
    one_unit: str
    one_word: str
    over_rows: str
    without_times: str
    speakers: str
    takes_no_part: str
    not_in_file: str
    columns: dict[str, str]
    by_hand: dict[str, str]
    pack: dict[str, str]
    page: dict[str, str]
    kinds: dict[str, str]
    concerns: dict[ConcernKind, str]
    coverage: dict[str, str]
    conventions: dict[str, str]
    sentences: dict[str, str]

    def told(self, sentence: str) -> str:
        """A sentence that a stored value holds in English, such as the reason of a concern, in this language.

        One that is not in the table stays as it is.
        """
        return self.sentences.get(_english_sentences().get(sentence, ""), sentence)


@cache
def wording_of(language: str) -> Wording:
    """The wording in a document language; raises UserError for a language without one."""
    if language not in LANGUAGES:
        raise UserError("Documents cannot be labelled in this language.", f"Use one of {', '.join(LANGUAGES)}.")
    table = tomllib.loads((resources.files(__package__) / "wording.toml").read_text(encoding="utf-8"))
    return Wording.model_validate(_in_language(table, language))


@cache
def _english_sentences() -> dict[str, str]:
    """English sentence → its name in the table."""
    return {sentence: name for name, sentence in wording_of("en").sentences.items()}


def _in_language(table: dict[str, Any], language: str) -> dict[str, Any]:
    """Select one language from a table whose innermost entries are one text per language."""
    return {
        name: worded(entry, language) if "en" in entry else _in_language(entry, language)
        for name, entry in table.items()
    }


def visible(text: str) -> str:
    """Replace characters that documents cannot contain by visible symbols, see `NOT_TEXT`; the length stays the same."""
    return text.translate(NOT_TEXT)
