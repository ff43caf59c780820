#!/usr/bin/env bash
# pylangacq 0.23.0 refuses a CHAT transcript whose file was renamed: `@Media` has to be the name of the file, or ValueError. With
# `strict=False` the same file is read, every word of it.
#
# Why: the check is on by default, and so meets files that no archive has laid out.
# What it does to a transcript: studies rename recordings and transcripts after their participants and leave the header as it is.
# Of a folder of such files none is read by default, and the message is about the recording.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
printf '@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tPAR Participant\n@ID:\teng|study|PAR|||||Participant|||\n@Media:\tinterview7, audio\n*PAR:\tback at work .\n@End\n' > "$place/P07.cha"
cp "$place/P07.cha" "$place/interview7.cha"
cat > "$place/renamed.py" <<'PY'
import sys

import pylangacq

folder = sys.argv[1]


def words(name: str, **options: bool) -> list[str] | str:
    try:
        return list(pylangacq.read_chat(f"{folder}/{name}.cha", **options).words())
    except ValueError as error:
        return f"ValueError: {str(error).splitlines()[0].replace(folder, '')[:80]}"


kept, renamed, not_strict = words("interview7"), words("P07"), words("P07", strict=False)
print(f"under the name in @Media: {kept}\nrenamed: {renamed}\nrenamed, strict=False: {not_strict}")
sys.exit(not (isinstance(kept, list) and kept == not_strict and str(renamed).startswith("ValueError")))
PY
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet pylangacq==0.23.0
"$place/env/bin/python" "$place/renamed.py" "$place"
