"""Borrowed rules: another language's, for a language that has none, and only at the user's word.

The word is an option (`--rules-of`) or an entry of study.toml. It is given once: what was made by it says whose rules they
were, and a rerun goes by that.
"""

from typing import Protocol

from ipstranscribe import languages
from ipstranscribe.errors import UserError
from ipstranscribe.model import MadeBy, PseudonymizedTranscript
from ipstranscribe.study.folder import Study

RULES_OF = "rules_of"
"""Name of the setting, in what was made, that says whose rules were borrowed."""


def borrowed(study: Study, language: str, stated: str = "", earlier: str = "") -> str:
    """The language whose rules `language` borrows; empty if it has rules. Raises UserError if nobody said whose.

    `stated` is the user's word now, which holds before study.toml; `earlier` is whose rules an earlier run used.
    """
    if stated:
        stated = languages.stated_rules(stated)
    if languages.find(language):
        return ""
    chosen = stated or study.config.languages.get(language) or earlier
    if chosen:
        return chosen
    example = next(iter(languages.RECORDS))
    raise UserError(
        f"There are no rules for the language {language}; there are rules for {languages.named_rules()}.",
        f'Say whose rules to use with --rules-of {example}, or in study.toml under [languages]: {language} = "{example}". '
        "Every document will say so.",
    )


def note(what: str, rules: str, language: str) -> str:
    """The remark for the screen and every document: whose rules were used."""
    return f"{what} by the rules of {languages.RECORDS[rules].name} ({rules}), because there are none for {language}"


class _Ruled(Protocol):
    """A pseudonymized text, in full or in short: its language, and whose rules it was made by."""

    @property
    def language(self) -> str: ...
    @property
    def rules(self) -> str: ...


class _Made(Protocol):
    """Units, in full or in short: what they were made by."""

    @property
    def made_by(self) -> MadeBy: ...


def to_split_by(study: Study, text: _Ruled, stated: str = "", earlier: _Made | None = None) -> str:
    """Whose rules to split a text by: those that it was pseudonymized by, if the user says nothing else."""
    before = (earlier.made_by.settings.get(RULES_OF) if earlier else None) or text.rules
    return borrowed(study, text.language, stated, before)


def for_splitting(
    study: Study, transcript: PseudonymizedTranscript, stated: str = "", earlier: _Made | None = None
) -> PseudonymizedTranscript:
    """The transcript with the rules to split it by (`to_split_by`)."""
    return with_rules(transcript, to_split_by(study, transcript, stated, earlier))


def with_rules(transcript: PseudonymizedTranscript, rules: str) -> PseudonymizedTranscript:
    """The transcript with these rules to split it by, and the remark that says so."""
    if rules == transcript.rules:
        return transcript
    notes = (*transcript.notes, note("split", rules, transcript.language))
    return transcript.model_copy(update={"rules": rules, "notes": notes})
