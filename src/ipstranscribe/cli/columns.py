"""Tables as lines of text that fit a screen: nothing is cut off, long cells go on below, wide tables in further blocks."""

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
"""What stands between two columns."""
NARROWEST = 12
"""Width to which a column of texts may be made narrower, in characters."""


def fitted(header: Sequence[str], rows: Sequence[Sequence[str]], width: int, breaks: Sequence[int] = ()) -> list[str]:
    """The lines of a table of at most `width` characters.

    If the columns do not fit beside each other, those with texts of several words are made narrower, and their cells go on
    below. If that is not enough, the table is divided before the columns `breaks` (or anywhere, if there are none), and the
    first column is repeated.
    """
    grid = [list(header), *(list(row) for row in rows)]
    most = max(width // 2, NARROWEST)
    parts = [*(one for one in breaks if one < len(header)), len(header)] if breaks else list(range(2, len(header) + 1))
    lines: list[str] = []
    start, first = 1, 1
    for end in parts:
        if end <= first:
            continue
        if _widths(grid, [0, *range(start, end)], width, most) is None and first > start:
            lines += [*_block(grid, [0, *range(start, first)], width, most), ""]
            start = first
        first = end
    return lines + _block(grid, [0, *range(start, len(header))], width, most)


def _block(grid: Sequence[Sequence[str]], columns: Sequence[int], width: int, most: int) -> list[str]:
    chosen = [[row[at] for at in columns] for row in grid]
    widths = _widths(grid, columns, width, most) or _narrow(chosen, width)
    header, *rows = (_lines(row, widths) for row in chosen)
    rule = GAP.join("-" * one for one in widths)
    return [line for row in ([*header, rule], *rows) for line in row]


def _widths(grid: Sequence[Sequence[str]], columns: Sequence[int], width: int, most: int) -> list[int] | None:
    """Widths with which these columns fit beside each other; None if no word-wise wrapping makes them."""
    wide = [max(len_shown(row[at]) for row in grid) for at in columns]
    least = [max(max(map(len_shown, row[at].split()), default=0) for row in grid) for at in columns]
    least = [min(one, max(word, NARROWEST)) for one, word in zip(wide, least, strict=True)]
    least[0] = min(least[0], most)
    over = sum(wide) + len(GAP) * (len(wide) - 1) - width
    while over > 0:
        shrinkable = [at for at, one in enumerate(wide) if one > least[at]]
        if not shrinkable:
            return None
        widest = max(shrinkable, key=lambda at: wide[at])
        wide[widest] -= 1
        over -= 1
    return wide


def _narrow(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Widths of a block that fits in no way: words are broken where the room ends."""
    wide = [max(len_shown(row[at]) for row in rows) for at in range(len(rows[0]))]
    while sum(wide) + len(GAP) * (len(wide) - 1) > width and max(wide) > 1:
        wide[wide.index(max(wide))] -= 1
    return wide


def _lines(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    """A row as lines: cells that are longer than their column go on in the next."""
    cells = [list(_wrapped(cell, width)) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    return [
        GAP.join(
            _padded(cell[at] if at < len(cell) else "", width) for cell, width in zip(cells, widths, strict=True)
        ).rstrip()
        for at in range(height)
    ]


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The words of a cell in lines of at most `width`; a longer word is broken."""
    line = ""
    for word in text.split():
        if line and len_shown(line) + 1 + len_shown(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while len_shown(line) > width:
            cut = next(n for n in range(len(line), 0, -1) if len_shown(line[:n]) <= width or n == 1)
            yield line[:cut]
            line = line[cut:]
    if line:
        yield line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - len_shown(text))


def len_shown(text: str) -> int:
    """The number of places that a text takes on a screen: East Asian letters take two, marks above letters none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
