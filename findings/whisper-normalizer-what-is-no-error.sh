#!/usr/bin/env bash
# whisper-normalizer 0.1.15 (openai-whisper's normalizers as a package): before words are compared, all from a `<` or `[` up to
# the next `>` or `]` is taken out, whichever of the two begins and whichever ends it, and in English "mhm", "hmm" and "mm" as
# well. A transcript without these words has an error rate of nothing.
#
# Why: `[<\[][^>\]]*[>\]]` is meant for "[music]" and "<noise>". A reference with a replacement in square brackets, or with "< 5"
# some words before it, loses what the person said between them.
# What it does to an evaluation: in an interview "mhm" is an answer; a recognizer that leaves it out is as good as one that hears
# it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet whisper-normalizer==0.1.15 jiwer==4.0.0
"$place/venv/bin/python" - <<'PY'
import jiwer
from whisper_normalizer.basic import BasicTextNormalizer
from whisper_normalizer.english import EnglishTextNormalizer

english, basic = EnglishTextNormalizer(), BasicTextNormalizer()
SAID = "The pain was < 5 until I lost my work in [town] again."
HEARD = "The pain was again."
ASKED = "Did it help? Mhm. And now?"
ANSWERED_NOTHING = "Did it help? And now?"


def errors(said, heard, normalizer):
    return round(jiwer.wer(normalizer(said), normalizer(heard)), 2)


pairs = {"nine words between signs": (SAID, HEARD), "an answer": (ASKED, ANSWERED_NOTHING)}
figures = {what: [errors(*pair, normalizer) for normalizer in (str.lower, basic, english)] for what, pair in pairs.items()}
for what, (plain, by_basic, by_english) in figures.items():
    print(f"{what} left out: error rate {plain}, with the basic normalizer {by_basic}, with the English one {by_english}")
assert figures["nine words between signs"][0] > 0.5 and figures["nine words between signs"][1:] == [0, 0]
assert figures["an answer"][0] > 0 and figures["an answer"][1] > 0 and figures["an answer"][2] == 0
PY
