"""What people have set on the page: kept with the study, because a browser forgets it (each start has another address)."""

import json
from collections.abc import Mapping

from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study


def read(study: Study) -> dict[str, object]:
    """The settings; none where there are none, or where they cannot be read: they can be set again."""
    try:
        settings = json.loads(study.page_settings.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}


def write(study: Study, settings: Mapping[str, object]) -> None:
    """Keep the settings; raises UserError if they cannot be written."""
    with locks.shared(study, "review"):
        storage.make_folder(study.page_settings.parent, private=True)
        content = json.dumps(settings, ensure_ascii=False, indent=1)
        storage.write_bytes(study.page_settings, f"{content}\n".encode(), private=True)
