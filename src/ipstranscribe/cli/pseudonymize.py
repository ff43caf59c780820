"""The command `ipstranscribe pseudonymize`: finds and replaces identifiers."""

from pathlib import Path

from ipstranscribe.cli.options import RulesOf, RulesOnly, StudyFolder


def command(study: StudyFolder = Path(), rules_only: RulesOnly = False, rules_of: RulesOf = "") -> None:
    """Find identifiers in all transcripts and replace them the same everywhere.

    What is certain is replaced. What is doubtful is replaced in the working copy as well, and listed in
    restricted/identifiers/identifiers.xlsx for a person to decide. Asks for the passphrase of the key, or takes it from
    the environment variable IPSTRANSCRIBE_PASSPHRASE.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.model import PseudonymizedTranscript
    from ipstranscribe.study import storage
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.pseudonymize import pseudonymize_study

    opened = Study.open(study)
    done = pseudonymize_study(opened, rules_only=rules_only, rules_of=rules_of)
    stored = [opened.pseudonymized(i.id) for i in opened.interviews if opened.pseudonymized(i.id).exists()]
    pending = sum(storage.read(path, PseudonymizedTranscript).pending for path in stored)
    terminal.say(f"{len(stored)} interviews pseudonymized." if done else "Everything is up to date.")
    if pending:
        terminal.say(f"{pending} suggestions wait for a decision in {opened.review_table('.xlsx')}")
