"""Talk written to a file in every format that can be read, as programs and hands write it: for properties over all readers.

`WRITERS` has a function for each file ending of `FORMATS`: talk in, bytes out. A new format needs one; `hand` is a number by
which it writes the same talk in one of several ways.
"""

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
import openpyxl


class Said(NamedTuple):
    """A turn: its label (None in a file without labels), text, and times in seconds."""

    label: str | None
    text: str
    start: int
    end: int

    @property
    def line(self) -> str:
        """The turn with its label before a colon."""
        return f"{self.label}: {self.text}" if self.label else self.text


Talk = Sequence[Said]


def clock(seconds: int, point: str = ".") -> str:
    """`00:01:02.000`."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}000"


def text(talk: Talk, hand: int) -> bytes:
    """Lines, with stamps before or after the label, or none."""
    stamps = ("", "[{0}] ", "{0} ", "({0}) ")[hand % 4]
    gap = "\n\n" if hand % 2 else "\n"
    return gap.join(stamps.format(clock(one.start)[:8]) + one.line for one in talk).encode()


def word(talk: Talk, hand: int) -> bytes:
    """Paragraphs, or a table of speakers and talk."""
    document = docx.Document()
    if hand % 2 and all(one.label for one in talk):
        table = document.add_table(0, 2)
        for one in talk:
            for cell, content in zip(table.add_row().cells, (one.label or "", one.text), strict=True):
                cell.text = content
    else:
        for one in talk:
            document.add_paragraph(one.line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _broken(text: str, hand: int) -> list[str]:
    """A text on one line, or on several with and without blank lines between them."""
    words = text.split()
    middle = len(words) // 2
    if hand % 3 == 0 or not middle:
        return [text]
    return [" ".join(words[:middle]), *([""] if hand % 3 == 2 else []), " ".join(words[middle:])]


def web_vtt(talk: Talk, hand: int) -> bytes:
    """With voices or labels, with and without identifiers, comments and blank lines where they may not be."""
    blocks = ["WEBVTT"]
    for number, one in enumerate(talk, 1):
        lines = [html.escape(line, quote=False) for line in _broken(one.line if hand % 2 else one.text, hand // 2)]
        if one.label and not hand % 2:
            lines[0] = f"<v {html.escape(one.label, quote=False)}>{lines[0]}"
        blank = [""] if hand % 5 == 4 else []
        name = [str(number)] if hand % 4 < 2 else []
        blocks.append("\n".join([*name, f"{clock(one.start)} --> {clock(one.end)}", *blank, *lines]))
        blocks += ["NOTE\nzzremark"] if hand % 7 == 6 else []
    return "\n\n".join(blocks).encode()


def sub_rip(talk: Talk, hand: int) -> bytes:
    """With and without numbers, blank lines between cues or inside them, hours, and the comma."""
    blocks = []
    for number, one in enumerate(talk, 1):
        times = " --> ".join(clock(time, "." if hand % 5 == 1 else ",") for time in (one.start, one.end))
        times = times.replace("00:", "", 1) if hand % 5 == 2 else times
        name = [] if hand % 4 == 3 else [str(number)]
        blocks.append("\n".join([*name, times, *([""] if hand % 5 == 3 else []), *_broken(one.line, hand // 2)]))
    return ("\n" if hand % 4 == 2 else "\n\n").join(blocks).encode()


def you_tube(talk: Talk, hand: int) -> bytes:
    """YouTube's own: `0:00:01.000,0:00:02.000`."""
    cues = ("\n".join([f"{clock(one.start)[1:]},{clock(one.end)[1:]}", *_broken(one.line, hand)]) for one in talk)
    return "\n\n".join(cues).encode()


def json_file(talk: Talk, hand: int) -> bytes:
    """Turns, segments with and without words, whisper.cpp."""
    turns = [
        {"text": one.text, "start": one.start, "end": one.end, **({"speaker": one.label} if one.label else {})}
        for one in talk
    ]
    if hand % 4 == 1:
        content: object = {"segments": turns}
    elif hand % 4 == 2:
        words = [[{"word": part, "start": one.start, "end": one.end} for part in one.text.split()] for one in talk]
        content = {"segments": [{**turn, "words": listed} for turn, listed in zip(turns, words, strict=True)]}
    elif hand % 4 == 3:
        content = {"transcription": [{**turn, "offsets": {"from": 1000, "to": 2000}} for turn in turns]}
    else:
        content = turns
    return json.dumps(content, ensure_ascii=hand % 2 == 0).encode("utf-8")


def json_lines(talk: Talk, hand: int) -> bytes:
    """A turn a line."""
    return b"\n".join(json_file([one], 0)[1:-1] for one in talk)


def rich_text(talk: Talk, hand: int) -> bytes:
    """Paragraphs, every character beyond ASCII by its number."""
    signs = {"\\": r"\\", "{": r"\{", "}": r"\}"}
    lines = ("".join(signs.get(sign, _in_rtf(sign)) for sign in one.line) for one in talk)
    return (r"{\rtf1\ansi\ansicpg1252\uc1 " + r"\par ".join(lines) + r"\par}").encode("ascii")


def _in_rtf(sign: str) -> str:
    units = sign.encode("utf-16-le")
    if ord(sign) < 128:
        return sign
    return "".join(rf"\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2))


_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE = f'xmlns:office="{_NAMESPACE}office:1.0" xmlns:text="{_NAMESPACE}text:1.0"'


def _office(talk: Talk) -> str:
    paragraphs = "".join(f"<text:p>{escape(one.line)}</text:p>" for one in talk)
    return f"<office:body><office:text>{paragraphs}</office:text></office:body>"


def open_document(talk: Talk, hand: int) -> bytes:
    """Paragraphs in a package."""
    content = f"<office:document-content {_OFFICE}>{_office(talk)}</office:document-content>"
    return _package("application/vnd.oasis.opendocument.text", content)


def _package(kind: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def flat_document(talk: Talk, hand: int) -> bytes:
    """The same in one file."""
    kind = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    return f"<office:document {_OFFICE} {kind}>{_office(talk)}</office:document>".encode()


def web_page(talk: Talk, hand: int) -> bytes:
    """Paragraphs, or lines with breaks, labels bold or not."""
    bold = "<b>{0}</b>" if hand % 2 else "{0}"
    lines = [
        (bold.format(html.escape(f"{one.label}:")) + " " if one.label else "") + html.escape(one.text) for one in talk
    ]
    inside = "".join(f"<p>{line}</p>" for line in lines) if hand % 3 else "<p>" + "<br>".join(lines) + "</p>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body>{inside}</body></html>'.encode()
    )


def markdown(talk: Talk, hand: int) -> bytes:
    """Paragraphs without emphasis; signs of the markup are escaped."""
    escaped = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>()#+-!|~&"})
    lines = ((f"{one.label}: " if one.label else "") + one.text.translate(escaped) for one in talk)
    return "\n\n".join(lines).encode()


def o_transcribe(talk: Talk, hand: int) -> bytes:
    """JSON with a page in it, each turn with a stamp."""
    stamp = '<span class="timestamp" contenteditable="false" data-timestamp="{0}">{1}</span>'
    paragraphs = (
        f"<p>{stamp.format(one.start, clock(one.start)[3:8])} {html.escape(one.line)}<br></p>" for one in talk
    )
    return json.dumps({"text": "".join(paragraphs), "media": "", "media-time": 0}).encode()


def _tiers(talk: Talk) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for one in talk:
        found.setdefault(one.label or "", []).append(one)
    return found


def elan(talk: Talk, hand: int) -> bytes:
    """A tier for each speaker."""
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="s{n}" TIME_VALUE="{one.start * 1000}"/>'
        f'<TIME_SLOT TIME_SLOT_ID="e{n}" TIME_VALUE="{one.end * 1000}"/>'
        for n, one in enumerate(talk)
    )
    number = {id(one): n for n, one in enumerate(talk)}
    tiers = "".join(
        f'<TIER LINGUISTIC_TYPE_REF="t" TIER_ID={quoteattr(label or "talk")}'
        + (f" PARTICIPANT={quoteattr(label)}" if label else "")
        + ">"
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{number[id(one)]}" TIME_SLOT_REF1="s{number[id(one)]}" '
            f'TIME_SLOT_REF2="e{number[id(one)]}"><ANNOTATION_VALUE>{escape(one.text)}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>"
            for one in said
        )
        + "</TIER>"
        for label, said in _tiers(talk).items()
    )
    head = '<HEADER TIME_UNITS="milliseconds"/>'
    return f'<ANNOTATION_DOCUMENT FORMAT="3.0">{head}<TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>'.encode()


def text_grid(talk: Talk, hand: int) -> bytes:
    """A tier for each speaker, with every interval, also the empty ones."""
    last = talk[-1].end + 1
    tiers = []
    for number, (label, said) in enumerate(_tiers(talk).items(), 1):
        intervals: list[tuple[int, int, str]] = []
        at = 0
        for one in said:
            intervals += [(at, one.start, "")] if one.start > at else []
            intervals.append((one.start, one.end, one.text))
            at = one.end
        intervals.append((at, last, ""))
        rows = "".join(
            f"        intervals [{n}]:\n            xmin = {a}\n            xmax = {b}\n"
            f'            text = "{_quoted(text)}"\n'
            for n, (a, b, text) in enumerate(intervals, 1)
        )
        tiers.append(
            f'    item [{number}]:\n        class = "IntervalTier"\n        name = "{_quoted(label or "talk")}"\n'
            f"        xmin = 0\n        xmax = {last}\n        intervals: size = {len(intervals)}\n{rows}"
        )
    head = f'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = {last}\ntiers? <exists>\n'
    return f"{head}size = {len(tiers)}\nitem []:\n{''.join(tiers)}".encode()


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def exmaralda(talk: Talk, hand: int) -> bytes:
    """A tier for each speaker on one timeline."""
    times = sorted({time for one in talk for time in (one.start, one.end)})
    line = "".join(f'<tli id="T{time}" time="{time}.0"/>' for time in times)
    speakers = "".join(
        f'<speaker id="S{n}"><abbreviation>{escape(label or "X")}</abbreviation></speaker>'
        for n, label in enumerate(_tiers(talk))
    )
    tiers = "".join(
        f'<tier id="TIE{n}" speaker="S{n}" category="v" type="t" display-name={quoteattr(label or "X")}>'
        + "".join(f'<event start="T{one.start}" end="T{one.end}">{escape(one.text)}</event>' for one in said)
        + "</tier>"
        for n, (label, said) in enumerate(_tiers(talk).items())
    )
    body = f"<basic-body><common-timeline>{line}</common-timeline>{tiers}</basic-body>"
    return f"<basic-transcription><head><speakertable>{speakers}</speakertable></head>{body}</basic-transcription>".encode()


def transcriber(talk: Talk, hand: int) -> bytes:
    """Turns with a synchronisation point each."""
    labels = list(_tiers(talk))
    speakers = "".join(f'<Speaker id="spk{n}" name={quoteattr(label or "X")}/>' for n, label in enumerate(labels))
    turns = "".join(
        f'<Turn speaker="spk{labels.index(one.label or "")}" startTime="{one.start}" endTime="{one.end}">'
        f'<Sync time="{one.start}"/>\n{escape(one.text)}\n</Turn>'
        for one in talk
    )
    section = f'<Section type="report" startTime="0" endTime="{talk[-1].end}">{turns}</Section>'
    return f"<Trans><Speakers>{speakers}</Speakers><Episode>{section}</Episode></Trans>".encode()


def timed_text(talk: Talk, hand: int) -> bytes:
    """A paragraph for each turn."""
    rows = "".join(f'<p begin="{clock(one.start)}" end="{clock(one.end)}">{escape(one.line)}</p>' for one in talk)
    return f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{rows}</div></body></tt>'.encode()


def chat(talk: Talk, hand: int) -> bytes:
    """A main line for each turn, with its times in milliseconds."""
    labels = list(_tiers(talk))
    codes = [label if label.isascii() and label.isalnum() else f"SP{n}" for n, label in enumerate(labels)]
    people = ", ".join(f"{code} {'Investigator' if n == 0 else 'Participant'}" for n, code in enumerate(codes))
    lines = [
        f"*{codes[labels.index(one.label or '')]}:\t{one.text} . \x15{one.start * 1000}_{one.end * 1000}\x15"
        for one in talk
    ]
    return "\n".join(("@UTF8", "@Begin", f"@Participants:\t{people}", *lines, "@End", "")).encode()


def _rows(talk: Talk, hand: int) -> list[list[str]]:
    """A header and a row for each turn, the columns in one of two orders."""
    head = ["Start", "End", "Speaker", "Text"]
    rows = [[clock(one.start)[:8], clock(one.end)[:8], one.label or "", one.text] for one in talk]
    order = (0, 1, 2, 3) if hand % 2 else (2, 3, 0, 1)
    return [[row[column] for column in order] for row in (head, *rows)]


def separated(sign: str) -> Callable[[Talk, int], bytes]:
    """A table in text, its cells apart by `sign`."""

    def write(talk: Talk, hand: int) -> bytes:
        out = io.StringIO()
        csv.writer(out, delimiter=sign).writerows(_rows(talk, hand))
        return out.getvalue().encode("utf-8-sig")

    return write


def excel(talk: Talk, hand: int) -> bytes:
    """A sheet with all cells as text."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _rows(talk, hand):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spreadsheet(talk: Talk, hand: int) -> bytes:
    """The same as an OpenDocument."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in _rows(talk, hand)
    )
    spaces = f'{_OFFICE} xmlns:table="{_NAMESPACE}table:1.0"'
    table = f'<table:table table:name="A">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return _package(
        "application/vnd.oasis.opendocument.spreadsheet",
        f"<office:document-content {spaces}>{body}</office:document-content>",
    )


WRITERS: dict[str, Callable[[Talk, int], bytes]] = {
    ".txt": text,
    ".docx": word,
    ".vtt": web_vtt,
    ".srt": sub_rip,
    ".sbv": you_tube,
    ".json": json_file,
    ".jsonl": json_lines,
    ".rtf": rich_text,
    ".odt": open_document,
    ".fodt": flat_document,
    ".html": web_page,
    ".htm": web_page,
    ".md": markdown,
    ".otr": o_transcribe,
    ".eaf": elan,
    ".textgrid": text_grid,
    ".exb": exmaralda,
    ".trs": transcriber,
    ".cha": chat,
    ".csv": separated(","),
    ".tsv": separated("\t"),
    ".xlsx": excel,
    ".ods": spreadsheet,
    ".ttml": timed_text,
    ".dfxp": timed_text,
}
"""File ending → how talk is written in that format."""
