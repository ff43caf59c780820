#!/usr/bin/env bash
# dateparser 1.5.0: in Norwegian (nb, nn), Danish and Swedish "jul" is Christmas, and is read as July: "jul 2019" is a day of July
# 2019. `search_dates` finds it in sentences, and takes "man", the pronoun "one", for Monday.
#
# Why: the tables of these languages accept July and Monday by three letters. Danish shortens July to "jul.", but a full stop, a
# capital or the words around are not looked at.
# What it does to a study: dates that are shifted or made coarser are half a year off, and in each interview people speak of
# Mondays on which nothing was.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet dateparser==1.5.0
"$place/venv/bin/python" - <<'PY'
from dateparser import parse
from dateparser.search import search_dates

found = {language: parse("jul 2019", languages=[language]) for language in ("nb", "nn", "da", "sv")}
for language, date in found.items():
    print(f"{language}: jul 2019 is {date:%B %Y}")
spoken = search_dates("Man ble sliten, men etter jul 2019 gikk det bedre.", languages=["nb"])
print([(words, f"{date:%A %B}") for words, date in spoken])
by_words = dict(spoken)
assert all((date.year, date.month) == (2019, 7) for date in found.values())
assert by_words["Man"].weekday() == 0 and by_words["jul 2019"].month == 7
PY
