"""Writer of `guide.toml`: questions become values, everything else of the source becomes comments at its place."""

import json

from ipstranscribe.guide.classify import ClassifiedGuide, DraftQuestion

_HEAD = """\
# The interview guide, as it was imported. Lines after # are what stood in the source beside its questions.
# `branch` says whom a question is for: "all", or a name that participants.csv uses in its column branch.
# Worth adding: keywords = ["…"], words that an interviewer who asks freely is likely to use, and
# translations = { nb = "…" } for interviews in another language. Then `ipstranscribe guide check`.
"""


def guide_toml(guide: ClassifiedGuide) -> str:
    """The text of `guide.toml` for a classified guide."""
    out = [_HEAD, f"title = {_quoted(guide.title)}", f"language = {_quoted(guide.language)}", ""]
    number = 0
    for part in guide.parts:
        if isinstance(part, DraftQuestion):
            number += 1
            out += _question(part, number)
        else:
            out.append(comment(part))
    return "\n".join(out).rstrip() + "\n"


def _question(question: DraftQuestion, number: int) -> list[str]:
    lines = ["", "[[question]]", f'id = "Q{number}"', f"branch = {_quoted(question.branch)}"]
    lines.append(f"text = {_quoted(question.text)}")
    if len(question.followups) == 1:
        lines.append(f"followups = [{_quoted(question.followups[0])}]")
    elif question.followups:
        lines += ["followups = [", *(f"    {_quoted(one)}," for one in question.followups), "]"]
    return [*lines, ""]


def comment(text: str) -> str:
    """A TOML comment line; control characters, which TOML does not allow there, become blanks."""
    return "# " + " ".join("".join(c if c >= " " and c != "\x7f" else " " for c in text).split())


def _quoted(text: str) -> str:
    """A TOML basic string; JSON escapes the same characters except DEL."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")
