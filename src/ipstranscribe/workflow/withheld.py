"""What coders' folders may not hold: interviews whose participants have not consented to coders outside of the team."""

from collections.abc import Iterable
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.documents.package import is_repacked
from ipstranscribe.export import coder_packs
from ipstranscribe.study import consent, storage
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study

TAKEN_BACK = "taken back"
"""The folder in `exports/` for what people worked on in coders' folders and what must not be there any more."""


def take_back(study: Study, coders: Iterable[str]) -> None:
    """Take out of coders' folders what an earlier export put there; what people worked on is kept in a folder of its own."""
    ids = consent.without(study, "coders")
    packs = [study.exports / coder_packs.coder_folder(coder) for coder in coders]
    if not ids or not packs:
        return
    named = {one.id for one in study.listed}
    for pack in packs:
        for path in [one for one in sorted(pack.rglob("*")) if one.is_file()]:
            whose = interviews_of(path.relative_to(pack).as_posix(), named)
            if whose & ids or (not whose and "_edited_" in path.stem):
                take_out(study, path)
    events.notice(f"In no coder's folder, because not everybody in it consented to coders: {', '.join(sorted(ids))}.")


def take_out(study: Study, path: Path) -> None:
    """Take a working copy out of `exports/`; what people worked on is kept in the folder of what was taken back."""
    content = path.read_bytes()
    by_hand = "_edited_" in path.stem or (path.suffix in (".docx", ".xlsx", ".qdpx") and not is_repacked(content))
    if by_hand:
        storage.write_bytes(study.exports / TAKEN_BACK / path.relative_to(study.exports), content)
    storage.delete(path)
