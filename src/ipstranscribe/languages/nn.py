"""The record of Norwegian nynorsk: bokmål's tables with what nynorsk changes and adds."""

from dataclasses import replace

from ipstranscribe.languages.nb import LANGUAGE as BOKMAAL
from ipstranscribe.languages.record import LanguageData, joined, listed

_DATA = LanguageData("nn")

LANGUAGE = replace(
    BOKMAAL,
    code="nn",
    name="Norwegian nynorsk",
    builds_on="nb",
    whisper="nn",
    spelling="nn-NO",
    dates=replace(
        BOKMAAL.dates,
        ordinals=listed(
            "fyrste annen tredje fjerde femte sjette syvende åttande niande tiande ellevte tolvte trettande fjortande "
            "femtande sekstande syttande attande nittande tjuande"
        ),
        also={"trettiande": 30},
    ),
    replacements=replace(
        BOKMAAL.replacements,
        labels={
            **BOKMAAL.replacements.labels,
            "place": "stad",
            "organisation": "verksemd",
            "fact": "opplysning som kan kjennast att",
            "other": "namn",
        },
        worded={
            **BOKMAAL.replacements.worded,
            "employer": "arbeidsgjevar",
            "former employer": "tidlegare arbeidsgjevar",
            "company": "verksemd",
            "school": "skule",
            "hospital": "sjukehus",
            "interviewer": "intervjuar",
            "participant": "deltakar",
        },
    ),
    verdicts={**BOKMAAL.verdicts, "merge": ("slå saman",), "split": ("skil",)},
    everywhere="overalt",
    sounds={**BOKMAAL.sounds, **_DATA.sounds()},
    cues=joined(BOKMAAL.cues, _DATA.table("cues")),
    guide={**BOKMAAL.guide, **_DATA.table("guide")},
    spelled=joined(BOKMAAL.spelled, _DATA.table("spelled")),
    columns=joined(BOKMAAL.columns, _DATA.table("columns")),
    consent=joined(BOKMAAL.consent, _DATA.table("consent")),
)
