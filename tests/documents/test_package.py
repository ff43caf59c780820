"""Packages: the same bytes for the same content."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.documents.package import pack, repack
from tests.lanes import examples


def test_repacking_forgets_when_and_where_a_package_was_made() -> None:
    """Content and order stay; times and system are constants."""

    def package(date: tuple[int, ...], system: int) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name in ("b.xml", "a.xml"):
                entry = zipfile.ZipInfo(name, date_time=date)
                entry.create_system = system
                archive.writestr(entry, f"<{name}/>")
        return file.getvalue()

    one, other = package((1999, 1, 2, 3, 4, 6), 0), package((2024, 5, 6, 7, 8, 10), 3)
    assert one != other
    assert repack(one) == repack(other)
    with zipfile.ZipFile(io.BytesIO(repack(one))) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == [
            ("b.xml", b"<b.xml/>"),
            ("a.xml", b"<a.xml/>"),
        ]


@examples(100)
@given(st.lists(st.sampled_from(["a", "talk ", "\u00e6", "x" * 70_000, ""]), max_size=40), st.integers(1, 9))
def test_in_whatever_pieces_a_part_comes_its_bytes_are_the_same(texts: list[str], at_once: int) -> None:
    pieces = [text.encode() for text in texts]
    joined = [b"".join(pieces[at : at + at_once]) for at in range(0, len(pieces), at_once)]
    one, other = io.BytesIO(), io.BytesIO()
    pack([("project.qde", pieces), ("a.txt", [b"end"])], one)
    pack(iter([("project.qde", iter(joined)), ("a.txt", [b"en", b"d"])]), other)
    assert one.getvalue() == other.getvalue() == repack(one.getvalue())
