#!/usr/bin/env bash
# pyexcel-ods 0.6.0: of rows that are equal and follow each other only the first is read, and the cell after a merged one moves
# into the merged one's place. No warning. pyexcel-ods3 0.6.1 reads the same file as it is shown, until pyexcel-ods is installed
# beside it: then `pyexcel_ods3.get_data` too has fewer rows.
#
# Why: OpenDocument writes equal rows as one with `number-rows-repeated`, and what a merged cell covers as `covered-table-cell`;
# the reader looks at neither, though at `number-columns-repeated`. Both packages ask pyexcel-io for "the" reader of .ods, and it
# takes one.
# What it does to a study: a sheet of coded units has fewer units than it shows, and the next installation of something gives
# other percentages.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/write.py" <<'PY'
import sys

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P


def cell(text, **attributes):
    one = TableCell(valuetype="string", **attributes)
    one.addElement(P(text=text))
    return one


def row(*cells, **attributes):
    one = TableRow(**attributes)
    for each in cells:
        one.addElement(each)
    return one


document, table = OpenDocumentSpreadsheet(), Table(name="units")
table.addElement(row(cell("participant"), cell("code"), cell("coder")))
table.addElement(row(cell("P1"), cell("pain"), cell("A"), numberrowsrepeated=3))
table.addElement(row(cell("P2: both", numbercolumnsspanned=2), CoveredTableCell(), cell("B")))
document.spreadsheet.addElement(table)
document.save(sys.argv[1])
PY
seen() { # the number of rows that `get_data` of the given package reads in the given environment, and the last of them
  "$place/$1/bin/python" -c "
import sys, $2
rows = $2.get_data(sys.argv[1])['units']
print(len(rows), rows[-1])" "$place/units.ods"
}
python3 -m venv "$place/first"
python3 -m venv "$place/second"
"$place/first/bin/pip" install --quiet pyexcel-ods==0.6.0 odfpy==1.4.1
"$place/second/bin/pip" install --quiet pyexcel-ods3==0.6.1
"$place/first/bin/python" "$place/write.py" "$place/units.ods"
alone=$(seen first pyexcel_ods)
other=$(seen second pyexcel_ods3)
"$place/second/bin/pip" install --quiet pyexcel-ods==0.6.0
beside=$(seen second pyexcel_ods3)
printf 'pyexcel-ods: %s\npyexcel-ods3: %s\npyexcel-ods3 beside pyexcel-ods: %s\n' "$alone" "$other" "$beside"
[ "$alone" = "3 ['P2: both', 'B']" ] && [ "$other" = "5 ['P2: both', '', 'B']" ] && [ "$beside" = "$alone" ]
