"""Wrong entries of `study.toml`: said with line and section, what is right, and an example of it."""

import re
from difflib import get_close_matches
from importlib.resources import files

from pydantic import BaseModel

from ipstranscribe.documents.toml_text import lines_of
from ipstranscribe.errors import ExitCode, Mistake, UserError

_MORE_EXAMPLES = {
    "id": 'id = "back-to-work-3f2a1c"',
    "title": 'title = "Back to work"',
    "document_language": 'document_language = "nb"',
    "language": 'language = "nb"',
    "start": "start = 12.5",
    "stop": "stop = 1800",
    "threads": "threads = 4",
    "lexical": "lexical = true",
}
"""Examples of entries that the commented study.toml does not show with a value."""


def wrong_entry(mistake: Mistake, text: str, config: type[BaseModel]) -> UserError:
    """The error for an entry of study.toml, whose text is given; `config` is its type.

    One that there is not is named by its line, never by what was written.
    """
    path = tuple(part for part in mistake.path if not part.isdecimal())
    line, (*sections, entry) = lines_of(text).get(path), path or ("",)
    section = f", section [{'.'.join(sections)}]" if sections and _entries(sections[:-1], config) else ""
    where = f"study.toml{f', line {line}' if line else ''}{section}"
    if mistake.kind == "extra_forbidden":
        known = _entries(sections, config)
        near = get_close_matches(entry, known, 1)
        fix = f"Did you mean `{near[0]}`? " if near else ""
        fix = f"{fix}Entries here: {', '.join(known)}." if known else "Take it out."
        return UserError(f"{where}: an entry that there is not.", fix, ExitCode.BAD_STUDY)
    if path[:1] == ("languages",):
        return UserError(f"{where}: {mistake.what}.", 'Right is, for example: de = "en"', ExitCode.BAD_STUDY)
    example = _example(entry)
    fix = f"Right is, for example: {example}" if example else "Correct that entry."
    named = f"`{entry}` " if entry and mistake.what.startswith(("is ", "must ", "may ")) else ""
    return UserError(f"{where}: {named}{mistake.what}.", fix, ExitCode.BAD_STUDY)


def _entries(sections: list[str], kind: type[BaseModel]) -> list[str]:
    """The entries of a section; none for one that has names of the user's own."""
    for name in sections:
        field = kind.model_fields.get(name)
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, BaseModel):
            return []
        kind = field.annotation
    return list(kind.model_fields)


def _example(entry: str) -> str:
    """The line of the commented study.toml that shows an entry; empty if there is none."""
    if entry in _MORE_EXAMPLES:
        return _MORE_EXAMPLES[entry]
    shown = files("ipstranscribe.study").joinpath("templates", "study.toml").read_text(encoding="utf-8")
    found = re.search(rf"^(?:# )?({re.escape(entry)} = (?:\"[^\"]*\"|\[[^\]]*\]|[^#\n]+))", shown, re.MULTILINE)
    return found[1].strip() if found else ""
