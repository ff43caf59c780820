"""Re-identification: documents with originals put back, for key holders, under `restricted/` or outside the study."""

from collections.abc import Sequence
from pathlib import Path

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.pseudonymize.redaction.reidentify import Reidentified, forms_of, reidentify
from ipstranscribe.study import audit_log, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.study.safe_places import checked_place
from ipstranscribe.workflow import given_files


def reidentify_files(study: Study, files: Sequence[Path]) -> dict[str, Reidentified]:
    """Put originals back into files: file name → result; raises UserError for an unreadable file before writing any."""
    key = keys.load(study, passphrases.of_study(study))
    done: dict[str, Reidentified] = {}
    for file in files:
        if file.name in done:
            raise UserError("Two of the files have the same name.", "Name them one after the other.", ExitCode.USAGE)
        done[file.name] = reidentify(_content(file), file.name, key)
    return done


def _content(file: Path) -> bytes:
    given_files.expect_file(file)
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(
            f"{file.name} cannot be read ({error.strerror}).", "Close it in other programs, and check who may read it."
        ) from None


def folder_for(study: Study, to: Path | None) -> Path:
    """The output folder for files with originals; raises UserError (REFUSED) for a folder that is handed on."""
    chosen = Path.cwd() / to if to else study.reidentified
    return checked_place(study, chosen / "file", "Originals would lie", ExitCode.REFUSED).parent


def write(folder: Path, done: dict[str, Reidentified]) -> None:
    """Write all files into `folder`, readable by their owner only. Raises UserError if another file has the name."""
    for name, one in done.items():
        place = folder / name
        if place.exists() and place.read_bytes() != one.content:
            raise UserError(
                f"{name} is there already.", "Move it away, or choose another folder.", ExitCode.CANNOT_WRITE
            )
    for name, one in done.items():
        storage.write_bytes(folder / name, one.content, private=True)


def log(study: Study, what: str, when: str) -> None:
    """Log that a key holder has seen originals. Raises UserError through `storage`."""
    audit_log.record(study, what, [], by="key holder", when=when)


def forms_behind(study: Study, replacement: str) -> list[tuple[str, ...]]:
    """The written forms of each entity behind a replacement; raises UserError if the key has none."""
    forms = forms_of(keys.load(study, passphrases.of_study(study)), replacement)
    if not forms:
        raise UserError("The key knows no such replacement.", "Write it as it stands in the text, in brackets.")
    return forms
