"""Tricks that nobody thought up: places out of the schemas of file formats, spellings out of the tables of Unicode."""

from collections.abc import Callable, Iterator

from . import data, documents, pages, spellings
from .escaping import is_known_to_escape
from .trick import Outcome, Trick

GENERATED: dict[str, Callable[[], Iterator[Trick]]] = {
    "spellings": spellings.every,
    "documents": documents.every,
    "pages and subtitles": pages.every,
    "data and archives": data.every,
}
"""Group → all its tricks."""
__all__ = ["GENERATED", "Outcome", "Trick", "is_known_to_escape"]
