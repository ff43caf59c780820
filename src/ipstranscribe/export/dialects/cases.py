"""Case attributes of interviews, the content of classification sheets and descriptor tables."""

import csv
import io

from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.content.study_document import StudyDocument, StudyPart
from ipstranscribe.export.units_csv import escape_formula
from ipstranscribe.text.time_codes import in_minutes
from ipstranscribe.text.wording import Wording


def table(document: StudyDocument, wording: Wording, delimiter: str) -> bytes:
    """The table of cases, a line per interview: id, participant and, if readers may know them, branch and minutes.

    UTF-8 with a byte order mark. Unknown values are empty.
    """
    facts = document.header.facts
    head = [wording.interview, wording.participant]
    head += [wording.branch] if "branch" in facts else []
    head += [wording.minutes] if "duration" in facts else []
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*head, wording.status])
    for part in document.parts:
        cells = [part.interview, part.participant]
        cells += [part.told_branch] if "branch" in facts else []
        cells += [_minutes(part)] if "duration" in facts else []
        writer.writerow([escape_formula(one_line(cell)) for cell in (*cells, document.header.mark(wording))])
    return out.getvalue().encode("utf-8-sig")


def _minutes(part: StudyPart) -> str:
    seconds = part.document.transcript.duration if part.document else None
    return "" if seconds is None else in_minutes(seconds)
