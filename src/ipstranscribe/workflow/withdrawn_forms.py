"""What a participant who withdraws is known by: former ids of interviews, names, and the files that still hold these."""

import contextlib
import json
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from ipstranscribe.errors import UserError
from ipstranscribe.model import Entity
from ipstranscribe.release.extract.pieces import CannotLookInside
from ipstranscribe.release.extract.unpack import unpack
from ipstranscribe.study import file_names, passphrases
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.text.phrase_index import FormIndex

_LARGEST = 50_000_000
"""Bytes up to which a file is looked through: recordings are larger, or hold sound alone."""
_SOUND = frozenset(".wav .mp3 .m4a .mp4 .mov .flac .ogg .opus .aac .wma .aiff .webm .mkv .avi .amr .3gp".split())  # noqa: SIM905


def former_ids(study: Study, participant: str) -> tuple[str, ...]:
    """Ids that the table does not list any more, of stored interviews in which `participant` speaks.

    Somebody may have renamed an interview in the table. It is known by the label of the speaker, or by its recordings.
    """
    gone = {*study.withdrawn.participants, participant}
    others = {one.id for one in study.participants} - gone
    listed = {_nfc(one.id) for one in study.listed}
    own = [one for one in study.listed if participant in one.participants and set(one.participants) <= gone]
    sounds = {_nfc(name) for one in own for name in one.recordings}
    sounds -= {_nfc(name) for one in study.listed if one not in own for name in one.recordings}
    elsewhere = {i for one in study.withdrawn.withdrawals if one.participant != participant for i in one.interviews}
    found = []
    for stored in _stored(study):
        interview = stored.get("interview")
        if isinstance(interview, str) and _nfc(interview) not in listed and interview not in elsewhere:
            labels = {one.get("label") for one in _dicts(stored.get("speakers")) if one.get("role") == "participant"}
            heard = {_nfc(str(one.get("file"))) for one in _dicts(stored.get("recordings"))}
            if not labels & others and (participant in labels or heard & sounds):
                found.append(interview)
    return tuple(dict.fromkeys(found))


def _stored(study: Study) -> Iterator[dict[str, Any]]:
    """What the JSON files of interviews hold; damaged ones are told of by who needs them."""
    folders = (
        study.restricted / "transcripts",
        study.transcript_version("any", "").parent,
        study.pseudonymized("any").parent,
    )
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        with contextlib.suppress(OSError, ValueError, RecursionError):
            envelope = json.loads(path.read_bytes())
            if isinstance(envelope, dict) and isinstance(envelope.get("data"), dict):
                yield envelope["data"]


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def known_forms(study: Study, participant: str) -> frozenset[str]:
    """The written forms by which the tables, and the key where it can be opened, know a participant."""
    told = [form for one in study.participants if one.id == participant for form in (one.name, *one.aliases)]
    told += [form for one in study.people if one.of == participant for form in (one.name, *one.aliases)]
    with contextlib.suppress(UserError):
        if secret := passphrases.at_hand(study):
            key = keys.unseal(keys.read_sealed(study), study, secret)
            told += [form for one in key.entities if is_own(one, participant) for form in one.originals]
    return frozenset(form for form in told if any(map(str.isalnum, form)))


def is_own(entity: Entity, participant: str) -> bool:
    """Whether an entry of the key is about a participant alone."""
    return entity.scope == participant or entity.replacement == f"[{participant}]"


def files_with(study: Study, forms: Collection[str]) -> list[Path]:
    """Every file in the study folder whose name or texts hold one of `forms` as whole words, inside of packages as well."""
    index = FormIndex[str]()
    for form in forms:
        index.add(form, form)
    there = (path for path in file_names.below(study.root) if path.is_file() or path.is_symlink())
    return [path for path in there if forms and _holds(path, index)]


def _holds(path: Path, index: FormIndex[str]) -> bool:
    found = any(True for _ in index.find(unicodedata.normalize("NFC", path.name)))
    if found or path.suffix.lower() in _SOUND or not path.is_file() or path.stat().st_size > _LARGEST:
        return found
    with contextlib.suppress(CannotLookInside, OSError):
        for piece in unpack(path.name, path.read_bytes()):
            if any(True for _ in index.find(unicodedata.normalize("NFC", piece.text))):
                return True
    return False


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
