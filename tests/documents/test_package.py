"""Packages: the same bytes for the same content."""

import io
import zipfile

from ipstranscribe.documents.package import repack


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
