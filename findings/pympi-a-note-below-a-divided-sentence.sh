#!/usr/bin/env bash
# pympi-ling 1.71: a tier of notes (symbolic association) below a tier of stretches with times of their own (included in), which
# belongs to sentences, cannot be read: KeyError, the id of a stretch. It makes such a file itself, and stores and opens it.
#
# Why: for its times a note asks the tier above, and that one, because it belongs to another as well, is taken for a tier of notes
# too, in which the stretches, which are aligned, do not stand.
# What it does to a transcript: sentences, stretches and notes on them (language, code) is a usual layout in ELAN; a script that
# goes through all tiers of a study ends at the first such file.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/notes.py" <<'PY'
import sys

from pympi import Elan

eaf = Elan.Eaf()
eaf.add_linguistic_type("stretch", constraints="Included_In")
eaf.add_linguistic_type("note", constraints="Symbolic_Association", timealignable=False)
eaf.add_tier("talk")
eaf.add_tier("stretches", ling="stretch", parent="talk")
eaf.add_tier("notes", ling="note", parent="stretches")
eaf.add_annotation("talk", 0, 3000, "back at work since May")
eaf.add_annotation("stretches", 0, 1400, "back at work")
eaf.add_ref_annotation("notes", "stretches", 700, "work")
eaf.to_file(f"{sys.argv[1]}/notes.eaf")

read = Elan.Eaf(f"{sys.argv[1]}/notes.eaf")
print("above:", {tier: read.get_annotation_data_for_tier(tier) for tier in ("talk", "stretches")})
try:
    print("notes:", read.get_annotation_data_for_tier("notes"))
    sys.exit("the notes are read now")
except KeyError as error:
    print(f"notes: KeyError {error}")
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet pympi-ling==1.71
"$place/env/bin/python" "$place/notes.py" "$place"
