#!/usr/bin/env bash
# Markdown 3.11.3, markdown-it-py 4.3.0 (MyST, Sphinx) and mistune 3.4.0: a paragraph that begins with a Norwegian, Danish or
# German date is an item of a list. If two such paragraphs follow each other, the second date is another one: after "3. mai" "17.
# mai" is shown as "4. mai". Markdown 3.11.3 shows even the first as "1. mai".
#
# Why: a number, a full stop and a blank begin an item of an ordered list; only the first item's number is kept, and Markdown
# ignores that one too, unless its extension `sane_lists` is on. All by the rules; written `3\. mai` it is a date.
# What it does to a transcript: the day on which something happened changes in the text, and the page looks well.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet Markdown==3.11.3 markdown-it-py==4.3.0 mistune==3.4.0 lxml
"$place/venv/bin/python" - <<'PY'
import markdown
import mistune
from lxml import html
from markdown_it import MarkdownIt

DATES = "3. mai sluttet jeg.\n\n17. mai var jeg hjemme.\n"


def shown(page):
    """The numbers that a browser puts before the items, with what stands behind them."""
    first = html.fromstring(f"<div>{page}</div>").find(".//ol")
    if first is None:
        return []
    items = ("".join(one.itertext()).split()[0] for one in first.findall("li"))
    return [f"{number}. {word}" for number, word in enumerate(items, int(first.get("start", 1)))]


makers = {"Markdown": markdown.markdown, "markdown-it-py": MarkdownIt().render, "mistune": mistune.html}
for maker, render in makers.items():
    print(f"{maker}: {shown(render(DATES))}; escaped: {shown(render(DATES.replace('. mai', chr(92) + '. mai')))}")
assert shown(markdown.markdown(DATES)) == ["1. mai", "2. mai"]
assert all(shown(render(DATES)) == ["3. mai", "4. mai"] for render in (makers["markdown-it-py"], makers["mistune"]))
assert not any(shown(render(DATES.replace(". mai", r"\. mai"))) for render in makers.values())
PY
