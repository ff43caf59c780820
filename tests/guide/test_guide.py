"""Reading `guide.toml`, and what is said about a wrong one."""

from pathlib import Path

import pytest

from ipstranscribe import guide
from ipstranscribe.errors import ExitCode, UserError

HEAD = 'title = "Night work"\nlanguage = "en"\n'
FIRST = '[[question]]\nid = "Q1"\ntext = "Why nights?"\n'


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "guide.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_everything_a_guide_can_say(tmp_path: Path) -> None:
    """Questions keep their order; what is left out has a sensible meaning."""
    full = FIRST + (
        'branch = "nurses"\ntranslations = { nb = "Hvorfor natt?", nn = "Kvifor natt?" }\n'
        'followups = ["Since when?"]\nkeywords = ["night", "natt"]\n'
    )
    loaded = guide.load(written(tmp_path, HEAD + full + '[[question]]\nid = "Q2"\ntext = " Anything else? "\n'))
    first, second = loaded.questions
    assert (loaded.title, loaded.language) == ("Night work", "en")
    assert (first.branch, first.followups, first.keywords) == ("nurses", ("Since when?",), ("night", "natt"))
    assert first.variants == ("Hvorfor natt?", "Kvifor natt?")
    assert (second.id, second.text, second.branch, second.followups) == ("Q2", "Anything else?", "all", ())
    assert [q.id for q in loaded.for_branch("welders")] == ["Q2"]


def test_any_editors_utf8_is_read(tmp_path: Path) -> None:
    """With a byte order mark, and with letters put together from two characters."""
    content = b"\xef\xbb\xbf" + (HEAD + FIRST.replace("Why", "Na\u030ar")).encode()
    assert guide.load(written(tmp_path, content)).questions[0].text == "N\u00e5r nights?"


WRONG = [
    (HEAD + "[[question]\n", "not valid TOML"),
    (FIRST, "`title` is missing"),
    ('title = "a"\n' + FIRST, "`language` is missing"),
    (HEAD, "there is no question"),
    (HEAD.replace("en", "klingon") + FIRST, "`language` is no language that is known"),
    (
        HEAD + FIRST + 'branch = "night-shift"\n' + FIRST.replace("Q1", "Q2") + 'branch = "Night shifts"\n',
        "the branches of question 1 and question 2 are one name",
    ),
    (HEAD + "question = 3\n", "there is no question"),
    (HEAD + 'author = "x"\n' + FIRST, "line 3: a key that there is not"),
    (HEAD + FIRST + 'color = "red"\n', "line 6: question 1 has a key that there is not"),
    (HEAD + FIRST + FIRST, "question 2 has the same id as question 1"),
    (HEAD + FIRST + '[[question]]\nid = "Q2"\n', "question 2 has no text"),
    (HEAD + FIRST + '[[question]]\nid = "Q2"\ntext = " "\n', "question 2 has no text"),
    (HEAD + '[[question]]\ntext = "Why?"\n', "question 1 has no id"),
    (HEAD + '[[question]]\nid = 1\ntext = "Why?"\n', "question 1 has no id"),
    (HEAD + FIRST + "branch = true\n", "question 1 has no branch"),
    (HEAD + FIRST + 'followups = "Since when?"\n', "question 1: `followups` is not a list"),
    (HEAD + FIRST + "keywords = [1]\n", "question 1: `keywords` is not a list"),
    (HEAD + FIRST + 'translations = ["Hvorfor?"]\n', "question 1: `translations` is not a table"),
    (HEAD.encode() + b'[[question]]\nid = "\xe5"\n', "not UTF-8"),
]


@pytest.mark.parametrize(("content", "what"), WRONG, ids=[what for _, what in WRONG])
def test_a_wrong_guide_is_refused_in_one_line(tmp_path: Path, content: str | bytes, what: str) -> None:
    """The first line names file and question, the second says what to write."""
    path = written(tmp_path, content)
    with pytest.raises(UserError) as error:
        guide.load(path)
    assert what in error.value.what
    assert "guide.toml" in error.value.what
    assert str(path) in error.value.fix
    assert "\n" not in error.value.what + error.value.fix
    assert error.value.code == ExitCode.BAD_STUDY


def test_a_missing_guide_names_the_way_to_one(tmp_path: Path) -> None:
    """Neither a missing file nor a folder of that name is a crash."""
    with pytest.raises(UserError, match="missing"):
        guide.load(tmp_path / "guide.toml")
    with pytest.raises(UserError, match="cannot be read"):
        guide.load(tmp_path)
