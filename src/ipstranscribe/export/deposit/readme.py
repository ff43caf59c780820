"""The README of a deposit: what is the same in every deposit comes first, what is of this study after it.

The gate lets our own words pass at the place where an empty README has them (`release/fixed_texts.py`), so nothing that
varies in length may stand before them.
"""

from collections.abc import Iterator, Mapping

from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.deposit.facts import DepositFacts
from ipstranscribe.export.deposit.tables import USES
from ipstranscribe.export.deposit.tei import REPLACED
from ipstranscribe.settings import GeneralisationLevels
from ipstranscribe.study.storage import digest_of

_ABOUT = f"""# README

Transcripts of research interviews, pseudonymized, with what is needed to read and to use them again.

**Pseudonymized data are still personal data.** Whoever took part, and whoever knows them well, may recognise what was said.
Do not try to find out who somebody is. Who may use an interview for what stands in consent.csv.

## Replacements

{REPLACED}
`[P1's sister]` is somebody of participant P1, `[place 2]` the second place that the study replaced, whoever speaks of it.
Round brackets are the transcriber's. Dates, ages, places and organisations are told as roughly as the list below says.

## Contents

- transcripts/ID_transcript.txt: an interview as text in UTF-8; the lines at its top say how it was made
- transcripts/ID_turns.csv: the same turn by turn, with times in seconds from the start of the interview
- transcripts/ID_tei.xml: the same in TEI P5, an element u for each turn
- codebook/guide_questions.csv: the questions of the interview guide
- codebook/codes.csv and agreed_codes.csv: codes that the coders agreed on, where there are any
- consent.csv: what everybody who speaks in an interview has consented to
- variables.csv: variables of the participants, with values only where several participants share them
- ddi_codebook.xml: a description of the deposit in DDI Codebook 2.5
- manifest.sha256: the checksum of every file, to be checked with `sha256sum -c manifest.sha256`

csv is UTF-8 with a byte order mark and commas; an apostrophe before `=`, `+`, `-` or `@` at the start of a cell keeps
spreadsheet programs from working it out and is no part of the text.

"""
_LEVELS = {
    "place": {"number": "a number alone", "kind": "kind and region", "region": "region"},
    "age": {"number": "a number alone", "band": "a band of about ten years"},
    "date": {"number": "a number alone", "month": "month and year", "year": "year", "shifted": "moved by some days"},
    "organisation": {"number": "a number alone", "sector": "kind of organisation"},
}


def readme(facts: DepositFacts, files: Mapping[str, bytes]) -> bytes:
    """The README of a deposit that has these other files."""
    return (_ABOUT + "\n".join(_lines(facts, files)) + "\n").encode()


def _lines(facts: DepositFacts, files: Mapping[str, bytes]) -> Iterator[str]:
    told = (
        ("Study", facts.title),
        ("Date of this deposit", facts.when),
        ("Version", facts.program),
        ("Languages", ", ".join(facts.languages)),
        ("Transcription convention", facts.convention),
        *(("Replacements show, " + name, shown) for name, shown in _shown(facts.levels)),
    )
    yield from ("## This deposit", "", *(f"- {name}: {one_line(value)}" for name, value in told), "", "## Methods", "")
    yield from (f"- {name}: {one_line(value)}" for name, value in facts.methods)
    yield from ("", "## Consent", "")
    for scope, use in USES.items():
        given = [interview for interview, scopes in facts.consent.items() if scope in scopes]
        yield f"- {use}: {', '.join(given) or 'nobody'}"
    yield from ("", "## Variables of the participants", "")
    yield from (f"- {one_line(v.name)} ({v.kind}), {v.given} with a value. {v.told}".rstrip() for v in facts.variables)
    yield from ("", "## Files", "", "| file | bytes | SHA-256 |", "|---|---|---|")
    yield from (f"| {name} | {len(data)} | {digest_of(data)} |" for name, data in sorted(files.items()))


def _shown(levels: GeneralisationLevels) -> Iterator[tuple[str, str]]:
    for name, value in levels.model_dump(include=set(_LEVELS)).items():
        yield name, _LEVELS[name][value]
