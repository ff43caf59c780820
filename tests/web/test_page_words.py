"""What the page says, in both languages alike, and what the documentation says of its keys."""

import re
from importlib import resources

from tests.conftest import ROOT

STATIC = resources.files("ipstranscribe.web") / "static"


def words(language: str) -> dict[str, str]:
    text = (STATIC / f"words_{language}.js").read_text(encoding="utf-8")
    return dict(re.findall(r'^  (\w+): "(.*)",$', text, re.MULTILINE))


def scripts() -> str:
    return "\n".join(
        one.read_text(encoding="utf-8")
        for one in STATIC.iterdir()
        if one.name.endswith(".js") and not one.name.startswith("words_")
    )


def test_both_languages_say_the_same_things_with_the_same_values() -> None:
    english, norwegian = words("en"), words("nb")
    assert english and english.keys() == norwegian.keys()
    places = {key: set(re.findall(r"\{\w+\}", text)) for key, text in english.items()}
    assert {key: set(re.findall(r"\{\w+\}", text)) for key, text in norwegian.items()} == places


def test_every_line_of_a_word_file_is_read_here() -> None:
    for language in ("en", "nb"):
        text = (STATIC / f"words_{language}.js").read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line.startswith("  ") and not line.lstrip().startswith("//")]
        assert len(lines) == len(words(language))


def test_everything_that_is_said_has_words_and_no_words_are_left_over() -> None:
    script, known = scripts(), set(words("en"))
    said = set(re.findall(r'\bt\("(\w+)"', script))
    assert said <= known
    families = {found for found in re.findall(r"`(\w+)\$\{", script) if len(found) > 1}  # t(`kind_${…}`)
    spoken = set(re.findall(r'"(\w+)"', script))
    left = {
        key
        for key in known
        if key.removesuffix("_one") not in spoken
        and not any(key.startswith(one) for one in families)
        and not re.fullmatch(r"step\d(How)?", key)
    }
    assert left == set()


def test_nothing_of_a_page_reads_markup_from_text_or_keeps_text_in_the_browser() -> None:
    script = scripts()
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser", script
    )
    assert not re.findall(r"localStorage|indexedDB|caches\.|document\.cookie|serviceWorker", script)
    assert set(re.findall(r"sessionStorage\.setItem\((\w+)", script)) == {"KEPT", "OPEN"}  # the secret, and an id
    assert "http:" not in script.replace("http://www.w3.org", "") and "https:" not in script


def test_the_documentation_lists_every_key_as_the_page_does() -> None:
    defaults = re.findall(r"^  (\w+): \[(.*)\],$", (STATIC / "keys.js").read_text(encoding="utf-8"), re.MULTILINE)
    shown = {"ArrowDown": "↓", "ArrowUp": "↑", "Escape": "Esc"}
    keys = {
        words("en")[f"do_{action}"]: re.sub(
            "|".join(shown), lambda found: shown[found.group()], " or ".join(re.findall(r'"([^"]+)"', listed))
        )
        for action, listed in defaults
    }
    table = (ROOT / "docs" / "review-keys.md").read_text(encoding="utf-8").split("|---|---|")[1].split("\n\n")[0]
    assert dict(re.findall(r"^\| (.+) \| (.+) \|$", table, re.MULTILINE)) == keys
