"""Bytes whose wording nobody sees: Dask writes arguments and results that fail into logs and pages."""


class Opaque:
    """Bytes, without them in its `repr`."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __repr__(self) -> str:
        return "Opaque()"

    def __reduce__(self) -> "tuple[type[Opaque], tuple[bytes]]":
        return Opaque, (self.content,)
