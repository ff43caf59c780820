"""What each coder gets: a folder with every document, the same for all but for the coder's id, and what to do with it."""

from collections.abc import Iterable, Mapping

from ipstranscribe.export.content.document import Header
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import storage
from ipstranscribe.text.wording import wording_of


def coder_folder(coder: str) -> str:
    """What the names of a coder's files begin with: a folder that is not named like an interview."""
    return f"coder {coder}/"


def instruction(header: Header, settings: ExportSettings) -> dict[str, bytes]:
    """The text that says how to work with the folder: file name → content. UTF-8 with a mark, so that Notepad reads it."""
    wording = wording_of(settings.document_language)
    project = [header.project] if "project" in header.facts else []
    told = [header.mark(wording), " – ".join([*project, f"{wording.coder} {header.coder}"]), wording.pack["title"]]
    steps = [text for name, text in wording.pack.items() if name != "title"]
    told += [f"{number}. {text}" for number, text in enumerate(steps, 1)]
    return {"READ ME.txt": ("\r\n\r\n".join(map(one_line, told)) + "\r\n").encode("utf-8-sig")}


def manifests(files: Mapping[str, bytes], coders: Iterable[str]) -> dict[str, bytes]:
    """A list of checksums for the folder of each coder that holds any of `files`: file name → content."""
    lists: dict[str, bytes] = {}
    for coder in coders:
        start = coder_folder(coder)
        inside = {name.removeprefix(start): data for name, data in files.items() if name.startswith(start)}
        inside.pop(storage.MANIFEST, None)
        if inside:
            lists[start + storage.MANIFEST] = storage.manifest(inside)
    return lists
