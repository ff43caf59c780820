"""What a page is made of, whatever it is written as."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Caption:
    """A few words that stay above their table."""

    text: str


@dataclass(frozen=True)
class Box:
    """A paragraph in a frame, which nobody overlooks."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table; `shares` say how wide its columns are beside each other."""

    caption: str
    header: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Caption | Box | Facts | Table
