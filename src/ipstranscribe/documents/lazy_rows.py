"""Rows of a large table, of which none is held: a study of a thousand interviews has half a million of them."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

_Of = TypeVar("_Of")
_Row = TypeVar("_Row")


class LazyRows(Sequence[_Row], Generic[_Of, _Row]):
    """Rows that are made from values by `make`, each whenever it is asked for."""

    def __init__(self, values: Sequence[_Of], make: Callable[[_Of], _Row]) -> None:
        self._values, self._make = values, make

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> _Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[_Row]: ...

    def __getitem__(self, at: int | slice) -> _Row | Sequence[_Row]:
        return LazyRows(self._values[at], self._make) if isinstance(at, slice) else self._make(self._values[at])
