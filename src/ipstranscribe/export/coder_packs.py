"""Coder packs: a folder per coder with every document, identical but for the coder's id, and an instruction."""

from collections.abc import Iterable, Mapping

from ipstranscribe.export.content.document import Header
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import storage
from ipstranscribe.text.wording import wording_of


def coder_folder(coder: str) -> str:
    """The folder prefix of a coder's files; it never looks like an interview's name."""
    return f"coder {coder}/"


def instruction(header: Header, settings: ExportSettings) -> dict[str, bytes]:
    """The instruction for a coder pack: file name → content. UTF-8 with a byte order mark, so that Notepad reads it."""
    wording = wording_of(settings.document_language)
    project = [header.project] if "project" in header.facts else []
    told = [header.mark(wording), " – ".join([*project, f"{wording.coder} {header.coder}"]), wording.pack["title"]]
    steps = [text for name, text in wording.pack.items() if name != "title"]
    told += [f"{number}. {text}" for number, text in enumerate(steps, 1)]
    return {"READ ME.txt": ("\r\n\r\n".join(map(one_line, told)) + "\r\n").encode("utf-8-sig")}


def manifests(checksums: Mapping[str, str], coders: Iterable[str]) -> dict[str, bytes]:
    """A checksum manifest for the folder of each coder that holds any of these files: file name → content.

    `checksums` are those of all files by their names.
    """
    lists: dict[str, bytes] = {}
    for coder in coders:
        start = coder_folder(coder)
        inside = {name.removeprefix(start): one for name, one in checksums.items() if name.startswith(start)}
        inside.pop(storage.MANIFEST, None)
        if inside:
            lists[start + storage.MANIFEST] = storage.manifest(inside)
    return lists
