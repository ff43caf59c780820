"""Hold a deposit against the published schemas: TEI P5 (RELAX NG) and DDI Codebook 2.5 (XML Schema).

    python benchmarks/validate_deposit.py DEPOSIT tei_all.rng codebook.xsd

The schemas do not ship with the program: TEI's is 1 MB, and DDI's is under the LGPL. Both are in their makers' releases.
libxml2 needs many minutes for all of TEI, so every element that a deposit does not use is forbidden first; what that stricter
schema allows, the whole one allows. Of DDI's schema the parts in XHTML are taken out, which a deposit does not use.
"""

import re
import sys
import tempfile
from pathlib import Path

from lxml import etree

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_TEI = "{http://www.tei-c.org/ns/1.0}"


def tei_schema(path: Path, documents: list[etree._ElementTree]) -> etree.RelaxNG:
    """The schema with no other elements than those of the documents."""
    used = {str(one.tag).removeprefix(_TEI) for document in documents for one in document.iter()}
    schema = etree.parse(path)
    for define in schema.iter(f"{_RNG}define"):
        element = define.find(f"{_RNG}element")
        if element is not None and element.get("name") not in used:
            for child in list(define):
                define.remove(child)
            etree.SubElement(define, f"{_RNG}notAllowed")
    return etree.RelaxNG(etree.fromstring(etree.tostring(schema)))


def ddi_schema(path: Path) -> etree.XMLSchema:
    """The schema without XHTML, with the schemas beside it."""
    with tempfile.TemporaryDirectory() as folder:
        for beside in path.parent.glob("*.xsd"):
            text = beside.read_text(encoding="utf-8")
            text = re.sub(r'<xs:import[^>]*xhtml[^>]*/>|<xs:group ref="xhtml:[^>]*/>', "", text)
            text = text.replace("http://www.w3.org/2001/03/xml.xsd", "xml.xsd")
            (Path(folder) / beside.name).write_text(text, encoding="utf-8")
        return etree.XMLSchema(etree.parse(Path(folder) / path.name))


def main(deposit: Path, tei: Path, ddi: Path) -> int:
    """Print a line for each document, and what is wrong with it; returns how many are not valid."""
    transcripts = sorted(deposit.glob("transcripts/*_tei.xml"))
    parsed = [etree.parse(path) for path in transcripts]
    of_tei = tei_schema(tei, parsed)
    pairs = [(path, document, of_tei) for path, document in zip(transcripts, parsed, strict=True)]
    pairs.append((deposit / "ddi_codebook.xml", etree.parse(deposit / "ddi_codebook.xml"), ddi_schema(ddi)))
    wrong = 0
    for path, document, schema in pairs:
        valid = schema.validate(document)
        print(f"{path.name}: {'valid' if valid else 'NOT VALID'}")
        for one in () if valid else schema.error_log:
            print(f"  line {one.line}: {one.message}")
        wrong += not valid
    return wrong


if __name__ == "__main__":
    raise SystemExit(main(*map(Path, sys.argv[1:4])))
