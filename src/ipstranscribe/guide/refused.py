"""Files that are no interview guide: what each is, and what to do with it. No word of the file is told."""

import re
from collections import Counter
from collections.abc import Sequence

from ipstranscribe.errors import UserError
from ipstranscribe.guide.lines import GuideLine
from ipstranscribe.guide.question_signs import FOLLOW_UP, MAIN_LABEL

_SAVE = "Save it again as .docx, .md or .txt, and import that."

OTHER_PROGRAMS = {
    ".odt": ("a LibreOffice or OpenOffice document", "Open it there, choose File › Save As › Word 2007-365 (.docx)"),
    ".rtf": ("a rich text file", "Open it in Word or LibreOffice, choose File › Save As › Word document (.docx)"),
    ".doc": (
        "a document of an old Word (before 2007)",
        "Open it in Word or LibreOffice, choose File › Save As › .docx",
    ),
    ".dot": ("a template of an old Word", "Open it in Word or LibreOffice, choose File › Save As › .docx"),
    ".pages": ("a document of Apple Pages", "Open it in Pages, choose File › Export To › Word"),
    ".gdoc": ("a link to a Google document", "Open it in the browser, choose File › Download › Microsoft Word (.docx)"),
    ".wpd": ("a WordPerfect document", "Open it in LibreOffice, choose File › Save As › .docx"),
    ".pdf": ("a PDF", "Take the document that the PDF was made from; or open the PDF in Word and save it as .docx"),
    ".html": ("a web page", "Open it in Word or LibreOffice and save it as .docx"),
    ".htm": ("a web page", "Open it in Word or LibreOffice and save it as .docx"),
    ".tex": ("a LaTeX document", "Copy its questions into a text file (.txt), one on a line"),
    ".xlsx": ("an Excel workbook", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".xlsm": ("an Excel workbook", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".xls": ("an old Excel workbook", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".ods": ("a LibreOffice workbook", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".csv": ("a table", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".pptx": ("a presentation", "Copy the questions into a Word document or a text file (.txt), one on a line"),
    ".toml": ("a file for the program", "A guide.toml needs no import: put it into the study folder under that name"),
    ".vtt": ("a file of subtitles", "A transcript is read with `ipstranscribe import transcript P1 FILE`"),
    ".srt": ("a file of subtitles", "A transcript is read with `ipstranscribe import transcript P1 FILE`"),
    ".json": ("a file of data", "A transcript is read with `ipstranscribe import transcript P1 FILE`"),
    ".zip": ("a packed folder", "Unpack it, and name the document in it"),
}
"""Ending of a file that is no guide → what it is, and what to do."""

_BEGINNINGS = (
    (b"%PDF", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
)
"""First bytes of files that were only given another ending."""
_FEWEST = 4
"""Minimum number of labelled or timed lines of a transcript."""
_SAID = re.compile(
    r"[\[(]?(?:\d{1,2}:)?(?:\d{1,2}:\d{2})?(?:[.,]\d+)?[\])]?\s*(?P<label>[^\W_][^:?!.]{0,30}?)\s*:\s+\S"
)
_TIMED = re.compile(r"[\[(#<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,-]\d+)?[\])#>]?(?:\s|$)")


def unreadable(what: str, why: str) -> UserError:
    """The error for a file that cannot be read as a guide."""
    return UserError(f"The file is no {what} that can be read: {why}.", _SAVE)


def other_program(name: str, ending: str) -> UserError:
    """The error for a file of another kind, by its ending."""
    what, fix = OTHER_PROGRAMS.get(ending, (f"of the kind {ending}" if ending else "without an ending", _SAVE[:-1]))
    return UserError(f"{name} is {what}; a guide is read from Word (.docx), Markdown (.md) or text (.txt).", f"{fix}.")


def other_content(name: str, data: bytes) -> UserError | None:
    """The error for a file whose first bytes are of another kind than its ending says; None if they are not."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return UserError(
            f"{name} is empty.", "Look whether it is the right file, and whether it was saved; then import it again."
        )
    for beginning, ending in _BEGINNINGS:
        if data.lstrip().startswith(beginning):
            what, fix = OTHER_PROGRAMS[ending]
            return UserError(f"{name} is {what}, whatever its ending says.", f"{fix}, and import that.")
    if data.startswith(b"PK") and (b"xl/workbook.xml" in data or b"xl/worksheets" in data):
        what, fix = OTHER_PROGRAMS[".xlsx"]
        return UserError(f"{name} is {what}, whatever its ending says.", f"{fix}.")
    if data.startswith(b"PK") and b"application/vnd.oasis.opendocument.text" in data:
        what, fix = OTHER_PROGRAMS[".odt"]
        return UserError(f"{name} is {what}, whatever its ending says.", f"{fix}, and import that.")
    return None


def a_transcript(name: str) -> UserError:
    """The error for a transcript that is given as a guide."""
    return UserError(
        f"{name} is a transcript, not an interview guide: its lines are those of speakers.",
        f"Name the file with the questions. A transcript is read with `ipstranscribe import transcript P1 {name}`.",
    )


def is_transcript(lines: Sequence[GuideLine]) -> bool:
    """Whether most lines are labelled by the same two to five speakers in turn, or begin with a time."""
    texts = [line.text for line in lines]
    if sum(bool(_TIMED.match(text)) for text in texts) >= max(_FEWEST, len(texts) / 3):
        return True
    labels = Counter(found["label"].casefold() for text in texts if (found := _SAID.match(text)) and not _ours(text))
    again = {label: times for label, times in labels.items() if times > 1}
    return 2 <= len(again) <= 5 and sum(again.values()) >= max(_FEWEST, len(texts) / 2)


def _ours(text: str) -> bool:
    """Whether a label is one of a guide: `Probe:`, `Question:`."""
    return bool(FOLLOW_UP.match(text) or MAIN_LABEL.match(text))
