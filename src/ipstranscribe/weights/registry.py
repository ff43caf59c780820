"""The models on this machine: which are here, where they lie, whether they are whole.

A model lies in a folder of its own with a `MODEL.json` that records the SHA-256 of every file; models of the table have
pinned checksums as well (`table`). How one comes to be there: `fetch`.
"""

import json
import os
from difflib import get_close_matches
from pathlib import Path

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import is_norwegian
from ipstranscribe.study import storage, user_folders
from ipstranscribe.weights.table import ROWS, ModelRow

RECORD = "MODEL.json"
TABLE = ROWS
"""The models that can be fetched."""


def models_folder() -> Path:
    """The folder of all models: `IPSTRANSCRIBE_MODELS`, or one in the user's data folder."""
    chosen = os.environ.get("IPSTRANSCRIBE_MODELS")
    if chosen:
        return Path(chosen)
    return user_folders.data("set IPSTRANSCRIBE_MODELS to the folder of models", ExitCode.MISSING_MODEL) / "models"


def table_row(name: str) -> ModelRow | None:
    """The row of the model table called `name`, None for a model that the user imported.

    What other programs call a model is understood: `large-v3-turbo`, `turbo`, `faster-whisper-small`.
    """
    plain = name.casefold().removeprefix("faster-").removeprefix("whisper-")
    names = {name, plain, f"whisper-{_SHORT.get(plain, plain)}"}
    return next((model for model in TABLE if model.name in names), None)


_SHORT = {"turbo": "large-v3-turbo", "large": "large-v3"}
"""Short names that openai-whisper and faster-whisper know."""


def meant_for(language: str) -> list[str]:
    """The names of the models that are made for `language` (`nb`, `nn`, `en`), besides those that know many."""
    return [model.name for model in TABLE if language in model.languages]


def better_for(language: str, name: str) -> list[str]:
    """The models that are meant for Norwegian, where the one called `name` is a general one; for other languages none."""
    own, row = meant_for(language) if is_norwegian(language) else [], table_row(name)
    return own if row and row.name not in own else []


def installed() -> list[str]:
    """The names of the installed models."""
    return sorted(path.parent.name for path in models_folder().glob(f"*/{RECORD}"))


def model_folder(name: str) -> Path:
    """The folder of the model `name`; raises UserError naming the fix if it is not installed. Never downloads."""
    row = table_row(name)
    for place in (models_folder() / name, models_folder() / (row.name if row else name)):
        if (place / RECORD).is_file():
            return place
    if row is None:
        near = get_close_matches(name, [model.name for model in TABLE], 1, 0.5)
        raise UserError(
            f"There is no model {name} in the table, and none of this name was imported.",
            f"{f'Did you mean {near[0]}? ' if near else ''}`ipstranscribe models list` shows them; in study.toml, section "
            '[transcribe], it reads for example model = "whisper-base".',
            ExitCode.MISSING_MODEL,
        )
    fix = f"Fetch it with `ipstranscribe models fetch {name}`, or bring it with `ipstranscribe models import {name} FOLDER`."
    raise UserError(f"The model {name} is not on this machine.", fix, ExitCode.MISSING_MODEL)


def checksum(name: str) -> str:
    """One SHA-256 for the whole model, from its record; stored with everything the model makes."""
    return storage.digest((model_folder(name) / RECORD).read_bytes())


def verify(name: str) -> list[str]:
    """Verify the integrity of a model: the files that are missing or changed, empty if it is intact."""
    place = model_folder(name)
    recorded: dict[str, str] = json.loads((place / RECORD).read_text(encoding="utf-8"))["files"]
    pinned = {file: sha for file, sha in (table_row(name) or ModelRow(name, "", "", 0)).files.items() if sha}
    return [
        file
        for file, sha in {**recorded, **pinned}.items()
        if not (place / file).is_file() or storage.file_digest(place / file) != sha
    ]
