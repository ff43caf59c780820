"""Readability of pseudonymized real talk: masked mentions and questions per 1,000 words, on a folder of transcripts.

    python benchmarks/real_talk.py FOLDER [--show N]

The folder holds transcripts in any format that `import transcript` reads, one interview a file; no tables are given, so
every find is a recognizer's. With --show the most frequent masked forms are printed: for public material only.
"""

import argparse
import resource
import time
from collections import Counter
from pathlib import Path

from identifier_programs import recognizers
from ipstranscribe.languages import rules_for
from ipstranscribe.model import Cast, Decisions, Key, Transcript
from ipstranscribe.pseudonymize.entities.roster import Roster
from ipstranscribe.pseudonymize.inputs import PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.lexicon import word_lists
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.review.transcript.foreign import ImportDetails, import_foreign
from ipstranscribe.review.transcript.readers import read
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.settings import PseudonymizeSettings


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--show", type=int, default=0)
    told = parser.parse_args()
    found_by = recognizers(told.language, rules_only=False)
    files = sorted(one for one in told.folder.iterdir() if one.is_file())
    transcripts = [_read(file, number, told.language) for number, file in enumerate(files, 1)]
    sources = [SourceInterview(one, one.interview, None, found_by) for one in transcripts]
    key = Key(study="real talk")
    start = time.perf_counter()
    done = pseudonymize(
        sources, PriorKnowledge(Roster.of((), (), ()), key, Decisions()), PseudonymizeSettings(), "", lambda _: None
    )
    took = time.perf_counter() - start
    words = sum(len(turn.text.split()) for one in transcripts for turn in one.turns)
    masked: Counter[str] = Counter()
    for one in transcripts:
        texts = {turn.id: turn.text for turn in one.turns}
        spans = [i for i in done.identifiers[one.interview].identifiers if i.masked]
        masked.update(texts[i.turn][i.char_start : i.char_end] for i in spans)
    asked = [s for s in done.suggestions if s.state == "suggested"]
    small = word_lists.read(f"function_words_{rules_for(told.language)}")
    function_words = sum(n for form, n in masked.items() if form.casefold() in small)
    print(f"{len(files)} interviews, {words} words, {took:.1f} s, {words / took:.0f} words/s")
    print(f"masked mentions: {masked.total()}, {1000 * masked.total() / words:.1f} in 1,000 words")
    print(f"function words masked: {function_words}")
    print(f"questions: {len(asked)}, {1000 * len(asked) / words:.1f} in 1,000 words")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if told.show:
        print("masked:", ", ".join(f"{form} {n}" for form, n in masked.most_common(told.show)))
        most = sorted(asked, key=lambda s: -s.times)[: told.show]
        print("asked:", ", ".join(f"{s.form} {s.times} ({s.category}, {s.found_by})" for s in most))


def _read(file: Path, number: int, language: str) -> Transcript:
    origin = ImportDetails(f"P{number}", Cast.of(f"P{number}"), language, "")
    return import_foreign(read(file), origin, UserLabels())


if __name__ == "__main__":
    main()
