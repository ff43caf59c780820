"""The guide of a study as its file is now."""

from functools import lru_cache
from pathlib import Path

from ipstranscribe import guide as guides
from ipstranscribe.model import Guide
from ipstranscribe.study import storage
from ipstranscribe.study.paths import StudyPaths


def guide_of(study: StudyPaths) -> Guide:
    """The guide as it is now: one value for all interviews; raises UserError as its reader does."""
    return _guide(study.guide, storage.file_digest(study.guide) if study.guide.is_file() else "")


@lru_cache(maxsize=1)
def _guide(path: Path, _of: str) -> Guide:
    return guides.load(path)
