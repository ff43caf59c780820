"""Makes the table of places of Office documents that can hold any text, from the schemas of the formats.

    python training/format_places.py FOLDER

The folder holds the schemas (.xsd) of ECMA-376 (Office Open XML, transitional: wml, sml, dml, vml, shared, opc);
`Project.xsd` of REFI-QDA is read from this project. A row is the namespace of an element, its name, and all that of it is
text: attributes (`@author`) and content (`text`), and where it may stand between the letters of a word: in a paragraph or
a run (`<p`, `<r`).
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

ROOT = Path(__file__).parents[1]
QDA = ROOT / "src" / "ipstranscribe" / "export" / "qdpx" / "Project.xsd"
TARGET = ROOT / "benchmarks" / "planted" / "format_places.tsv"
XSD = "{http://www.w3.org/2001/XMLSchema}"
FREE = frozenset({"string", "token", "normalizedString", "anyURI", "Name", "NCName", "ID", "IDREF", "QName", "NMTOKEN"})
"""Types of XML Schema that hold any text."""
NARROW = frozenset({"enumeration", "pattern", "length"})
"""What restricts a type to certain texts."""
HOSTS = {"CT_P": "p", "CT_R": "r", "CT_TextParagraph": "p", "CT_RegularTextRun": "r", "CT_Rst": "p"}
"""Types of paragraphs and runs → the element that they are the type of."""


class Place(NamedTuple):
    """An element, and one thing that is text or may be in the midst of it."""

    space: str
    element: str
    what: str


class Schemas:
    """All schemas of a folder. Names are looked up without their prefix, in the schema's own namespace first."""

    def __init__(self, files: list[Path]) -> None:
        self.spaces: dict[Any, str] = {}
        self.named: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self.elements: list[tuple[str, Any]] = []
        for file in files:
            root = etree.parse(file).getroot()
            space = root.get("targetNamespace")
            self.elements += [(space, element) for element in root.iter(f"{XSD}element") if element.get("name")]
            for child in root:
                if isinstance(child.tag, str) and child.get("name"):
                    self.named[child.tag, child.get("name")].append((space, child))

    def places(self) -> Iterator[Place]:
        """Every element with text of its own, every attribute that holds any text, and what may stand inside words."""
        for space, element in self.elements:
            name, kind = element.get("name"), _local(element.get("type"))
            if self._is_free(element.get("type")):
                yield Place(space, name, "text")
            for node in (element, *(type_ for _, type_ in self._of(space, "complexType", kind))):
                if node.get("mixed") == "true" or any(self._is_free(e.get("base")) for e in _simple(node)):
                    yield Place(space, name, "text")
                yield from (Place(space, name, f"@{one}") for one in self._attributes(space, node))
        for (tag, type_name), nodes in self.named.items():
            if tag == f"{XSD}complexType" and type_name in HOSTS:
                for space, node in nodes:
                    yield from (
                        Place(where, one, f"<{HOSTS[type_name]}")
                        for where, one in self._children(space, node, frozenset())
                    )

    def _of(self, space: str, tag: str, name: str) -> list[tuple[str, Any]]:
        """The definitions of that name: those of the same namespace, else all."""
        all_of_it = self.named.get((f"{XSD}{tag}", name), []) if name else []
        return [one for one in all_of_it if one[0] == space] or all_of_it

    def _is_free(self, name: str | None, seen: frozenset[str] = frozenset()) -> bool:
        """Whether a simple type holds any text. A type may have the name of the shared one that it is made of."""
        local = _local(name)
        types = self.named.get((f"{XSD}simpleType", local), [])
        if not types:
            return local in FREE and not self.named.get((f"{XSD}complexType", local))
        return local not in seen and any(self._free_restriction(node, seen | {local}) for _, node in types)

    def _free_restriction(self, node: Any, seen: frozenset[str]) -> bool:
        union = node.find(f"{XSD}union")
        if union is not None:
            return any(self._is_free(name, seen) for name in union.get("memberTypes", "").split())
        base = node.find(f"{XSD}restriction")
        return base is not None and not any(_tag(e) in NARROW for e in base) and self._is_free(base.get("base"), seen)

    def _attributes(self, space: str, node: Any) -> Iterator[str]:
        for attribute in node.iter(f"{XSD}attribute"):
            name = attribute.get("name") or _local(attribute.get("ref"))
            if name and (attribute.get("ref") or self._is_free(attribute.get("type"))):
                yield name
        for group in node.iter(f"{XSD}attributeGroup"):
            if group.get("ref"):
                for _, found in self._of(space, "attributeGroup", _local(group.get("ref"))):
                    yield from self._attributes(space, found)
        for base in (e.get("base") for e in node.iter(f"{XSD}extension")):
            for _, found in self._of(space, "complexType", _local(base)):
                yield from self._attributes(space, found)

    def _children(self, space: str, node: Any, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
        """The elements that may stand directly below a type."""
        for element in node.iter(f"{XSD}element"):
            name = element.get("name") or element.get("ref")
            yield self._space_of(space, name), _local(name)
        for group in node.iter(f"{XSD}group"):
            name = _local(group.get("ref"))
            if name and name not in seen:
                for found_space, found in self._of(space, "group", name):
                    yield from self._children(found_space, found, seen | {name})

    def _space_of(self, space: str, name: str) -> str:
        if ":" not in name:
            return space
        return next((where for where, node in self.named.get((f"{XSD}element", _local(name)), [])), space)


def _simple(node: Any) -> Iterator[Any]:
    for content in node.iter(f"{XSD}simpleContent"):
        yield from (e for e in content if _tag(e) in ("extension", "restriction"))


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _local(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


def main(folder: Path) -> None:
    """Write the table."""
    places = sorted(set(Schemas([*sorted(folder.glob("*.xsd")), QDA]).places()))
    rows = groupby(places, key=lambda place: (place.space, place.element))
    lines = ("\t".join((space, element, " ".join(p.what for p in of_it))) for (space, element), of_it in rows)
    TARGET.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(places)} places")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
