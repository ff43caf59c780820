"""The sentences of presidio-research's `synth_dataset_v2.json` as one annotated interview (format: annotated.py).

    python benchmarks/presidio_sentences.py synth_dataset_v2.json OUT [--first 1500]

OUT is a folder for `benchmarks/identifiers.py OUT --only plain no-tables --presidio …`. A sentence is a turn. Sentences that
are not in NFC are left out: their offsets would be others. Every stretch is an entity of its own.
"""

import argparse
import json
import unicodedata
from pathlib import Path

INDIRECT = frozenset({"AGE", "DATE_TIME", "GPE", "NRP", "ORGANIZATION", "TITLE", "ZIP_CODE"})


def main() -> None:
    """Write the interview."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, default=1500)
    told = parser.parse_args()
    stored = json.loads(told.sentences.read_text(encoding="utf-8"))[: told.first]
    given = [one for one in stored if unicodedata.is_normalized("NFC", one["full_text"])]
    turns, number = [], 0
    for one in given:
        spans = []
        for span in sorted(one["spans"], key=lambda span: int(span["start_position"])):
            number += 1
            kind = span["entity_type"]
            where = {"start": span["start_position"], "end": span["end_position"]}
            spans.append({**where, "type": kind, "direct": kind not in INDIRECT, "entity": f"E{number}"})
        turns.append({"speaker": "P", "text": one["full_text"], "identifiers": spans})
    told.out.mkdir(parents=True, exist_ok=True)
    interview = {"id": "T1", "language": "en", "turns": turns}
    (told.out / "sentences.json").write_text(json.dumps(interview, ensure_ascii=False), encoding="utf-8")
    print(f"{len(turns)} sentences, {number} stretches")


if __name__ == "__main__":
    main()
