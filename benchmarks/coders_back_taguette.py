"""Codings made in Taguette, beside those that are read back.

    python -m benchmarks.coders_back_taguette pages FOLDER
    TAGUETTE_ENV/python benchmarks/coders_back_taguette.py taguette FOLDER
    python -m benchmarks.coders_back_taguette read FOLDER

`pages` writes the invented study of `qdpx_importers.py` (emoji, combining signs, Hebrew, every kind of line end, markup) as
the pages that coders take into Taguette. `taguette` starts Taguette itself, on this computer and on a new database, and does
by its own requests what its windows do: a project, the documents, tags, highlights at places in the text that it shows (5
inside turns, 1 over two turns and 1 with a label and a time in each document; one in five with two tags), and saves what it
exports: the project, and its tables of highlights. `read` reads these, and compares the words of each coding. Nothing of
theirs is in this file.
"""

import argparse
import http.cookiejar
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PASSAGES = 5
"""Passages inside turns that are marked in each document."""
TAGS = ("own code", "own.below", "søvn og hvile")
PORT = 7466
_EXPORTS = {
    "project.sqlite3": "project.sqlite3",
    "all_tags.csv": "highlights/.csv",
    "all_tags.xlsx": "highlights/.xlsx",
}


def main() -> None:
    """Do what is asked for, and print a row for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pages", "taguette", "read"))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    {"pages": pages, "taguette": taguette, "read": read}[options.what](options.folder)


def pages(folder: Path) -> None:
    """Write the pages for Taguette."""
    from ipstranscribe.export.dialects import taguette
    from ipstranscribe.settings import ExportSettings

    folder.mkdir(parents=True, exist_ok=True)
    for interview, text in _texts().items():
        with (folder / f"{interview}.html").open("wb") as file:
            taguette.write(text.document, ExportSettings(), file)


def _texts() -> dict[str, Any]:
    from benchmarks import qdpx_importers
    from ipstranscribe.coding.interview_text import InterviewText

    return {part.interview: InterviewText(part.document) for part in qdpx_importers._study().parts if part.document}


# --- Taguette ---------------------------------------------------------------


class _Server:
    """Taguette on this computer, as a browser speaks with it."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        program = Path(sys.executable).with_name("taguette")
        command = [str(program), "--no-browser", "--port", str(PORT), "--database", str(folder / "own.sqlite3")]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, text=True
        )
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        assert self.process.stdout
        address = next(word for line in self.process.stdout for word in line.split() if "?token=" in word)
        for _ in range(50):
            try:
                self.opener.open(address)
                break
            except OSError:
                time.sleep(0.2)

    def get(self, path: str) -> bytes:
        """What is answered to a request."""
        return bytes(self.opener.open(f"http://localhost:{PORT}{path}").read())

    def post(self, path: str, body: bytes, kind: str) -> bytes:
        """What is answered to a request with a body."""
        token = next(one.value for one in self.cookies if one.name == "_xsrf") or ""
        headers = {"Content-Type": kind, "X-XSRFToken": token}
        request = urllib.request.Request(f"http://localhost:{PORT}{path}", body, headers)
        return bytes(self.opener.open(request).read())

    def ask(self, path: str, /, **told: Any) -> dict[str, Any]:
        """A request as its page makes them."""
        return dict(json.loads(self.post(path, json.dumps(told).encode("utf-8"), "application/json")))

    def document(self, project: int, name: str, content: bytes) -> int:
        """Add a document by the form."""
        edge = "a-line-between-parts"
        fields = {"name": name, "description": ""}
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}.html"\r\n'
            "Content-Type: text/html\r\n\r\n"
        )
        body = "".join(parts).encode("utf-8") + content + f"\r\n--{edge}--\r\n".encode()
        made = self.post(f"/api/project/{project}/document/new", body, f"multipart/form-data; boundary={edge}")
        return int(json.loads(made)["created"])


def taguette(folder: Path) -> None:
    """Code the pages in Taguette, and save what it exports, and what was coded."""
    from bs4 import BeautifulSoup

    chance, coded = random.Random(7), []
    with tempfile.TemporaryDirectory() as work:
        server = _Server(Path(work))
        try:
            server.get("/project/new")
            form = {
                "name": "study",
                "description": "",
                "_xsrf": next(c.value for c in server.cookies if c.name == "_xsrf"),
            }
            server.post("/project/new", urllib.parse.urlencode(form).encode(), "application/x-www-form-urlencoded")
            project = 1
            tags = [
                server.ask(f"/api/project/{project}/tag/new", path=one, description=f"about {one}")["id"]
                for one in TAGS
            ]
            for file in sorted(folder.glob("P*.html")):
                document = server.document(project, file.stem, file.read_bytes())
                shown = json.loads(server.get(f"/api/project/{project}/document/{document}/contents"))
                html = "".join(chunk["contents"] for chunk in shown["contents"])
                for number, (kind, start, end, words) in enumerate(_chosen(BeautifulSoup(html, "html5lib"), chance)):
                    given = [0, 1] if number % 5 == 0 else [number % len(TAGS)]
                    server.ask(
                        f"/api/project/{project}/document/{document}/highlight/new",
                        start_offset=start,
                        end_offset=end,
                        tags=[tags[one] for one in given],
                    )
                    coded += [[kind, file.stem, TAGS[one], part] for one in given for part in words]
            for name, path in _EXPORTS.items():
                (folder / name).write_bytes(server.get(f"/project/{project}/export/{path}"))
        finally:
            server.process.terminate()
            server.process.wait()
    (folder / "coded.json").write_text(json.dumps(coded, ensure_ascii=False), encoding="utf-8")


def _chosen(soup: Any, chance: random.Random) -> Iterator[tuple[str, int, int, list[str]]]:
    """Kind, first and last byte of passages, and the words that are talk in each, turn by turn."""
    at, turns = 0, []
    for node in soup.find_all(string=True):
        size = len(node.encode("utf-8"))
        label = node.parent.find("strong") if node.parent.name == "p" else None
        if label and node is node.parent.contents[-1] and len(node) > 12:
            turns.append((at, str(node), at - len(node.parent.get_text().removesuffix(node).encode("utf-8"))))
        at += size
    for begins, said, _ in chance.sample(turns, PASSAGES):
        words = [n for n in range(1, len(said)) if said[n - 1].isspace() and not said[n].isspace()]
        start = chance.choice(words[:-1] or [0])
        end = _whole_sign(said, start, start + chance.randint(8, 60))
        yield "inside a turn", _byte(begins, said, start), _byte(begins, said, end), [said[start:end]]
    first = chance.randrange(len(turns) - 1)
    (begins, said, _), (following, then, _) = turns[first], turns[first + 1]
    end = _whole_sign(then, 0, chance.randint(8, 60))
    middle = len(said) // 2
    while middle and unicodedata.combining(said[middle]):
        middle -= 1
    yield "over two turns", _byte(begins, said, middle), _byte(following, then, end), [said[middle:], then[:end]]
    begins, said, label_at = chance.choice(turns)
    end = _whole_sign(said, 0, chance.randint(8, 60))
    yield "with label and time", label_at, _byte(begins, said, end), [said[:end]]


def _whole_sign(said: str, start: int, end: int) -> int:
    end = min(end, len(said))
    while end > start and (said[end - 1].isspace() or unicodedata.combining(said[end : end + 1] or " ")):
        end -= 1
    return end


def _byte(begins: int, said: str, sign: int) -> int:
    return begins + len(said[:sign].encode("utf-8"))


# --- read back ---------------------------------------------------------------


def read(folder: Path) -> None:
    """Read what Taguette exported, and compare the words that were coded."""
    from ipstranscribe.coding.files import taguette
    from ipstranscribe.documents import tables

    coded = json.loads((folder / "coded.json").read_text(encoding="utf-8"))
    sent = Counter((name, tag, _plain(words)) for _, name, tag, words in coded if _plain(words))
    texts = _texts()
    shown = {one: (folder / f"{one}.html").read_text(encoding="utf-8").partition("<body>")[2] for one in texts}
    print("| file | coded parts of turns | read | not as they were | rows whose words stand several times | nowhere |")
    print("|---|---|---|---|---|---|")
    for name in _EXPORTS:
        if name.endswith("sqlite3"):
            project, rest = taguette.read_database((folder / name).read_bytes()), "– | –"
        else:
            grids = tables.sheets(folder / name, taguette.is_header)
            placed = taguette.placed(taguette.highlights_of(grids), shown)
            project, rest = placed.project, f"{placed.several} | {placed.nowhere}"
        found = _found(project, texts)
        print(f"| {name} | {sent.total()} | {found.total()} | {(found - sent).total()} | {rest} |")


def _found(project: Any, texts: dict[str, Any]) -> Counter[Any]:
    """What was read, by interview, code and words."""
    from ipstranscribe.coding.files.project import ProjectReading

    returned = ProjectReading(texts, frozenset()).read(project)
    assert not returned.differences, returned.differences
    found: Counter[Any] = Counter()
    for interview, of in returned.of.items():
        document = texts[interview].document
        for one in of.stretches:
            turn = document.shown(document.turns[one.turn])
            start, end = turn.span(one.char_start, one.char_end)
            found[interview, one.code, _plain(turn.text[start:end])] += 1
    return found


def _plain(text: str) -> str:
    from ipstranscribe.coding.interview_text import alike
    from ipstranscribe.text.wording import visible

    return visible(alike(text)).strip()


if __name__ == "__main__":
    main()
