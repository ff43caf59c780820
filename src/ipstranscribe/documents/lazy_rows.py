"""Rows of a large table, of which none is held: a study of a thousand interviews has half a million of them."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

Of = TypeVar("Of")
Row = TypeVar("Row")


class LazyRows(Sequence[Row], Generic[Of, Row]):
    """Rows that are made from values by `make`, each whenever it is asked for."""

    def __init__(self, values: Sequence[Of], make: Callable[[Of], Row]) -> None:
        self._values, self._make = values, make

    def __len__(self) -> int:
        return len(self._values)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return LazyRows(self._values[at], self._make) if isinstance(at, slice) else self._make(self._values[at])
