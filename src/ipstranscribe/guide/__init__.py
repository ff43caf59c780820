"""The interview guide: reads `guide.toml`, its questions in order, with branches and follow-ups."""

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from ipstranscribe.documents import toml_text
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import spoken
from ipstranscribe.model import Guide, Question, same_branch

_GUIDE_KEYS = frozenset({"title", "language", "question"})
_QUESTION_KEYS = frozenset({"id", "branch", "text", "translations", "followups", "keywords"})


def load(path: Path) -> Guide:
    """Load the guide from `path`. Every mistake is a UserError (BAD_STUDY) that names file, question and line."""
    return _guide(path, _read(path))


def parse(text: str) -> Guide:
    """Parse the text of a `guide.toml`; raises UserError like `load`."""
    return _guide(Path("guide.toml"), text)


def _guide(path: Path, text: str) -> Guide:
    try:
        content, lines = toml_text.parse(text), toml_text.lines_of(text)
    except toml_text.NotToml as error:
        _refuse(path, str(error), "check quotes, brackets and commas at that place")
    for key in content.keys() - _GUIDE_KEYS:
        _refuse(
            path,
            f"{_line(lines, key)}a key that there is not",
            f"{_near(key, _GUIDE_KEYS)}use only {_listed(_GUIDE_KEYS)}; questions stand under [[question]]",
        )
    title, language = (_heading(path, content, key) for key in ("title", "language"))
    try:
        language = spoken(language)
    except ValueError as error:
        _refuse(path, f"`language` {error}", 'write language = "en", "nb", "nn" or "da"')
    tables = content.get("question")
    if not isinstance(tables, list) or not tables or not all(isinstance(t, dict) for t in tables):
        _refuse(path, "there is no question", "add a [[question]] with id and text for every main question")
    questions = tuple(_question(path, number, table, lines) for number, table in enumerate(tables, 1))
    _refuse_repeats(path, questions)
    _refuse_two_spellings(path, questions)
    return Guide(title=title, language=language, questions=questions)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        _refuse(
            path, "the file is missing", "write one, or start from the commented one that `ipstranscribe init` makes"
        )
    except UnicodeDecodeError:
        _refuse(path, "the file is not UTF-8 text", "save it again as UTF-8")
    except OSError:
        _refuse(path, "the file cannot be read", "check that it is a file and that you may open it")


def _heading(path: Path, content: dict[str, object], key: str) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not value.strip():
        _refuse(path, f"`{key}` is missing", f'write {key} = "…" at the top of the file')
    return _nfc(value)


def _question(path: Path, number: int, table: dict[str, object], lines: Mapping[toml_text.TomlPath, int]) -> Question:
    where = f"question {number}"
    for key in table.keys() - _QUESTION_KEYS:
        _refuse(
            path,
            f"{_line(lines, 'question', number, key)}{where} has a key that there is not",
            f"{_near(key, _QUESTION_KEYS)}use only {_listed(_QUESTION_KEYS)}",
        )
    return Question(
        id=_string(path, where, table, "id"),
        text=_string(path, where, table, "text"),
        branch=_string(path, where, table, "branch") if "branch" in table else "all",
        followups=_strings(path, where, table, "followups"),
        variants=_translations(path, where, table),
        keywords=_strings(path, where, table, "keywords"),
    )


def _string(path: Path, where: str, table: dict[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        _refuse(path, f"{where} has no {key}", f'write {key} = "…" in its [[question]]')
    return _nfc(value)


def _strings(path: Path, where: str, table: dict[str, object], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        _refuse(path, f"{where}: `{key}` is not a list of texts", f'write {key} = ["…", "…"]')
    return tuple(_nfc(v) for v in values)


def _translations(path: Path, where: str, table: dict[str, object]) -> tuple[str, ...]:
    values = table.get("translations", {})
    if not isinstance(values, dict) or not all(isinstance(v, str) and v.strip() for v in values.values()):
        _refuse(path, f"{where}: `translations` is not a table of texts", 'write translations = { nb = "…" }')
    return tuple(_nfc(v) for v in values.values())


def _refuse_repeats(path: Path, questions: tuple[Question, ...]) -> None:
    first: dict[str, int] = {}
    for number, question in enumerate(questions, 1):
        if question.id in first:
            what = f"question {number} has the same id as question {first[question.id]}"
            _refuse(path, what, "give every question an id of its own")
        first[question.id] = number


def _refuse_two_spellings(path: Path, questions: tuple[Question, ...]) -> None:
    """Refuse two branches that differ in spelling only: nobody could say which of them a participant belongs to."""
    named: dict[str, int] = {}
    for number, question in enumerate(questions, 1):
        other = next((one for one in named if one != question.branch and same_branch(one, question.branch)), None)
        if other is not None:
            what = f"the branches of question {named[other]} and question {number} are one name, written in two ways"
            _refuse(path, what, 'write it alike in both, for example branch = "working"')
        named.setdefault(question.branch, number)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


def _line(lines: Mapping[toml_text.TomlPath, int], *path: str | int) -> str:
    """The line of an entry as the beginning of a sentence; empty where it is written in an unusual way."""
    return f"line {lines[path]}: " if path in lines else ""


def _near(key: str, keys: frozenset[str]) -> str:
    near = get_close_matches(key, sorted(keys), 1)
    return f"did you mean `{near[0]}`? " if near else ""


def _listed(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys))


def _refuse(path: Path, what: str, fix: str) -> NoReturn:
    raise UserError(f"{path.name}: {what}", f"In {path}: {fix}.", ExitCode.BAD_STUDY)
