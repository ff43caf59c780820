"""Lines that a program wrote into a transcript about itself: they are no talk, whoever's turn they stand behind."""

import re

_WHO = r"(?!(?:I|We|You|He|She|They|It|Jeg|Eg|Vi|Du|Han|Hun|Ho|De)\s)[^\W\d_][^:?!]{0,79}"
_NOTES = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (
            rf"{_WHO} (?:has )?(?:started|stopped|paused|resumed|ended) (?:the )?(?:transcription|transcribing|recording)\.?",
            0,
        ),
        (
            rf"{_WHO} (?:har )?(?:startet|starta|stoppet|stoppa|stanset|stansa|avsluttet|avslutta) "
            r"(?:transkripsjon(?:en)?|transkribering(?:en|a)?|opptak(?:et)?)\.?",
            0,
        ),
        (
            r"(?:the )?(?:transcription|transcript|meeting|recording|transkripsjonen|transkriberingen|møtet|opptaket) "
            r"(?:has |ble |blei |vart )?(?:started|stopped|ended|startet|stoppet|avsluttet|avslutta)"
            r"(?: (?:after|at|etter|kl\.?) [\d:.]+[^\w]*)?\W*",
            re.IGNORECASE,
        ),
        (r"This (?:editable )?transcript was (?:computer|automatically|auto)[ -]?generated\b.*", re.IGNORECASE),
        (r"(?:AI-generated content may be incorrect|KI-generert innhold kan være feil)\.?", re.IGNORECASE),
        (
            r"(?:This file was )?(?:transcribed|transcript(?:ion)?|generated|created|exported|transkribert|laget)"
            r"(?: and exported| generated| created)? (?:by|with|using|from|av|med|i|in) (?:https?://)?"
            r"(?:www\.)?(?:otter|noscribe|atrain|sonix|trint|rev\b|descript|happy ?scribe|whisper|temi|amberscript|"
            r"transkriptor|turboscribe|autotekst|good ?tape|f4|easytranscript|otranscribe|buzz|macwhisper|transcribee|"
            r"notta|fireflies)\b.*",
            re.IGNORECASE,
        ),
        (r"(?:page|side) \d{1,4}(?: (?:of|av) \d{1,4})?", re.IGNORECASE),
    )
)


def is_note(text: str) -> bool:
    """Whether a whole line is a note of the program: who started or stopped it, what made the file, a page."""
    plain = text.strip().strip("*_[]()").strip()
    return len(plain) <= 300 and any(pattern.fullmatch(plain) for pattern in _NOTES)
