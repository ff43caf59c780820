"""Names of files: made from the id of an interview, and read for the interviews that they name."""

import re
from collections.abc import Iterable
from pathlib import Path

from ipstranscribe.study import storage


def transcript_draft(of: str) -> str:
    """The Word draft of the transcript of an interview or a recording."""
    return f"{of}_transcript_draft.docx"


def transcript_partial(of: str) -> str:
    """What has been decoded of it, while it is being transcribed."""
    return f"{of}_transcript_partial.txt"


def kept(path: Path, why: str, content: bytes) -> Path:
    """Where the `content` that a person changed in the file at `path` is kept beside it: the same is kept once."""
    return path.with_name(f"{path.stem}_{why}_{storage.digest_of(content)[:8]}{path.suffix}")


def interviews_of(path: str, interviews: Iterable[str]) -> frozenset[str]:
    """The interviews that a file is named after: `P10_and_P1.csv` after two, `P1_b_units.csv` after P1_b if that exists.

    Empty, unless its name, or that of a folder in `path`, starts with one of `interviews`.
    """
    ids = {one.casefold(): one for one in interviews}
    either = "|".join(sorted(map(re.escape, ids.values()), key=len, reverse=True))
    if not ids or not any(re.match(rf"(?:{either})(?:[_.]|\Z)", part) for part in path.split("/")):
        return frozenset()
    named = re.findall(rf"(?<![^\W_])(?:{either})(?![^\W_])", path, re.IGNORECASE)
    return frozenset(ids[one.casefold()] for one in named)
