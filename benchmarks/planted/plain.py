"""Places of text files: what is shown, and what hides in escapes, comments, attributes and between marks."""

import csv
import io
import json
from collections.abc import Callable
from urllib.parse import quote

from .carrying import AFTER, BEFORE, FILE, Carrier, Files, amid, as_name, file, pieces, xml


def _cells(delimiter: str, *cells: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "text"), ("P1-MU001", *cells)])
    return out.getvalue()


def _html(body: str, head: str = "") -> str:
    start = '<!DOCTYPE html>\n<html lang="nb"><head><meta charset="utf-8"><title>x</title>'
    return f"{start}{head}</head><body>{body}</body></html>"


def _entities(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def _hex_entities(text: str) -> str:
    return "".join(f"&#x{ord(c):X};" for c in text)


def _tagged(text: str) -> str:
    return f"<p>{BEFORE}{''.join(f'<b>{xml(piece)}</b>' for piece in pieces(text))}{AFTER}</p>"


def _commented(text: str) -> str:
    return f"<p>{BEFORE}{'<!-- a note -->'.join(map(xml, pieces(text)))}{AFTER}</p>"


def _one_line(write: Callable[[str], str]) -> Callable[[str], str]:
    """For formats in which a line end would end the entry."""
    return lambda text: write(" ".join(text.split()))


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # the same quoting as that of TOML


def _vtt(block: str) -> str:
    return f"WEBVTT\n\n{block}\n"


def _cue(text: str, name: str = "1") -> str:
    return f"{name}\n00:00:01.000 --> 00:00:04.000\n{text}"


def _srt(text: str) -> str:
    return f"1\n00:00:01,000 --> 00:00:04,000\n{text}\n"


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def _in_encoding(encoding: str, mark: bytes = b"") -> Carrier:
    return lambda text: {f"{FILE}.txt": mark + amid(text).encode(encoding, "replace")}


def _named(write: Callable[[str], str]) -> Carrier:
    def carry(text: str) -> Files:
        return {write(as_name(text)): b"nothing"}

    return carry


TEXT: dict[str, Carrier] = {
    "txt": file(".txt", amid),
    "txt, nothing else": file(".txt", str),
    "txt with a byte order mark": file(".txt", lambda text: "\ufeff" + amid(text)),
    "txt in UTF-16": _in_encoding("utf-16-le", b"\xff\xfe"),
    "log line": file(".log", _one_line(lambda text: f"2026-11-22 10:15:00 WARNING done={amid(text)}")),
    "log line, escaped": file(".log", lambda text: f"2026-11-22 10:15:00 ERROR {amid(text).encode()!r}"),
    "md": file(".md", amid),
    "md heading": file(".md", _one_line(lambda text: f"# {text}\n\nnothing")),
    "md link target": file(".md", lambda text: f"[here](https://example.test/{quote(text)})"),
    "md comment": file(".md", lambda text: f"nothing\n\n[//]: # ({text})"),
    "md front matter": file(".md", lambda text: f"---\nauthor: {_toml(text)}\n---\nnothing"),
    "md over emphasis": file(".md", lambda text: BEFORE + "**".join(pieces(text)) + AFTER),
    "csv cell": file(".csv", lambda text: _cells(",", amid(text))),
    "csv cell in semicolons": file(".csv", lambda text: _cells(";", "x", text)),
    "csv cell with doubled quotes": file(".csv", lambda text: _cells(",", f'then "{text}" came')),
    "csv cell of two lines": file(".csv", lambda text: _cells(",", "x\n" + amid(text.replace(" ", "\n")))),
    "csv header": file(".csv", lambda text: f'id,"{text}"\r\n1,x\r\n'),
    "tsv cell": file(".tsv", _one_line(lambda text: f"id\ttext\nP1-MU001\t{text}\n")),
    "toml value": file(".toml", lambda text: f"title = {_toml(text)}\n"),
    "toml key": file(".toml", lambda text: f"{_toml(text)} = 1\n"),
    "toml comment": file(".toml", _one_line(lambda text: f"# {text}\na = 1\n")),
}

DATA: dict[str, Carrier] = {
    "json value": file(".json", lambda text: json.dumps({"text": amid(text)}, ensure_ascii=False)),
    "json value, escaped": file(".json", lambda text: f'{{"text": "{BEFORE}{_escaped(text)}{AFTER}"}}'),
    "json key": file(".json", lambda text: json.dumps({text: 1}, ensure_ascii=False)),
    "json key, escaped": file(".json", lambda text: f'{{"{_escaped(text)}": 1}}'),
    "json list, deep": file(".json", lambda text: json.dumps({"a": [[{"b": [text]}]]})),
    "json in json": file(".json", lambda text: json.dumps({"a": json.dumps({"b": text})})),
    "jsonl": file(".jsonl", lambda text: "".join(json.dumps({"t": t}) + "\n" for t in ("x", text))),
    "xml text": file(".xml", lambda text: f"<a><b>{xml(amid(text))}</b></a>"),
    "xml text over elements": file(".xml", lambda text: f"<a>{''.join(f'<b>{xml(p)}</b>' for p in pieces(text))}</a>"),
    "xml attribute": file(".xml", lambda text: f'<a b="{xml(text)}"/>'),
    "xml comment": file(".xml", lambda text: f"<a><!-- {text.replace('--', '- -')} --></a>"),
    "xml instruction": file(".xml", lambda text: f"<?note {xml(text)}?><a/>"),
    "xml unparsed text": file(".xml", lambda text: f"<a><![CDATA[{xml(amid(text))}]]></a>"),
    "xml entities": file(".xml", lambda text: f"<a>{_entities(xml(text)) if text.isprintable() else xml(text)}</a>"),
    "xml element name": file(".xml", lambda text: f"<a><x-{as_name(text)}/></a>"),
}

WEB: dict[str, Carrier] = {
    "html text": file(".html", lambda text: _html(f"<p>{xml(amid(text))}</p>")),
    "html over inline tags": file(".html", lambda text: _html(_tagged(text))),
    "html over a comment": file(".html", lambda text: _html(_commented(text))),
    "html attribute": file(".html", lambda text: _html(f'<p title="{xml(text)}">x</p>')),
    "html attribute in single quotes": file(".html", lambda text: _html(f"<p data-who='{xml(text)}'>x</p>")),
    "html comment": file(".html", lambda text: _html(f"<!-- {text} -->")),
    "html entities": file(".html", lambda text: _html(f"<p>{_entities(text)}</p>")),
    "html hexadecimal entities": file(".html", lambda text: _html(f"<p>{_hex_entities(text)}</p>")),
    "html entities in an attribute": file(".html", lambda text: _html(f'<img alt="{_entities(text)}">')),
    "html script": file(".html", lambda text: _html("", f"<script>var a = {json.dumps(text)};</script>")),
    "html style": file(".html", lambda text: _html("", f'<style>p::before {{content: "{text}"}}</style>')),
    "html title": file(".html", lambda text: _html("").replace("<title>x", f"<title>{xml(text)}")),
    "html meta": file(".html", lambda text: _html("", f'<meta name="author" content="{xml(text)}">')),
    "html link target": file(".html", lambda text: _html(f'<a href="https://example.test/{quote(text)}">x</a>')),
    "html hidden": file(".html", lambda text: _html(f'<p style="display:none">{xml(text)}</p>')),
    "html page in a page": file(
        ".html", lambda text: _html(f'<iframe srcdoc="{xml(f"<p>{xml(text)}</p>")}"></iframe>')
    ),
    "html after the end": file(".html", lambda text: _html("<p>x</p>") + xml(text)),
}

CAPTIONS: dict[str, Carrier] = {
    "vtt cue": file(".vtt", _one_line(lambda text: _vtt(_cue(amid(text))))),
    "vtt voice": file(".vtt", _one_line(lambda text: _vtt(_cue(f"<v {text}>Yes.</v>")))),
    "vtt class": file(".vtt", _one_line(lambda text: _vtt(_cue(f"<c.{as_name(text)}>Yes.</c>")))),
    "vtt note": file(".vtt", lambda text: _vtt(f"NOTE\n{text}\n\n{_cue('Yes.')}")),
    "vtt name of a cue": file(".vtt", _one_line(lambda text: _vtt(_cue("Yes.", text)))),
    "vtt over times": file(
        ".vtt", _one_line(lambda text: _vtt(_cue(BEFORE + "<00:00:02.000>".join(pieces(text)) + AFTER)))
    ),
    "srt": file(".srt", _one_line(lambda text: _srt(amid(text)))),
    "srt over tags": file(
        ".srt", _one_line(lambda text: _srt(BEFORE + "".join(f"<i>{p}</i>" for p in pieces(text)) + AFTER))
    ),
}

NAMES: dict[str, Carrier] = {
    "file name": _named(lambda name: f"P1_{name}.txt"),
    "file name alone": _named(lambda name: f"{name}.csv"),
    "name of a folder": _named(lambda name: f"{name}/P1_units.txt"),
    "name of a folder above": _named(lambda name: f"a/{name}/b/P1_units.txt"),
}

PLAIN: dict[str, Carrier] = TEXT | DATA | WEB | CAPTIONS | NAMES
"""Place → carrier."""
