"""Parts of a Word document from a stranger: the main part, wherever its program put it, and those beside it, as XML."""

import posixpath
from typing import Any

from ipstranscribe.documents import safe_zip


def main_part(data: bytes) -> str:
    """The name of the main document part: usually `word/document.xml`, but not in all programs."""
    for relation in safe_zip.xml(safe_zip.part(data, "_rels/.rels")):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
    raise safe_zip.Unsafe("a part of it is missing")


def beside(data: bytes, main: str, name: str) -> Any:
    """The root element of a part beside the main one; None if there is none."""
    wanted = posixpath.join(posixpath.dirname(main), name)
    found = next((member.data for member in safe_zip.members(data) if member.name == wanted), None)
    return None if found is None else safe_zip.xml(found)
