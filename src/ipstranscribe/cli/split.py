"""The command `ipstranscribe split`: cuts transcripts into candidate meaning units."""

from pathlib import Path

from ipstranscribe.cli.options import Interviews, Lexical, RulesOf, StudyFolder, chosen


def command(
    ids: Interviews = None, study: StudyFolder = Path(), lexical: Lexical = False, rules_of: RulesOf = ""
) -> None:
    """Propose candidate meaning units, each tagged by the guide question it answers."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.model import Units
    from ipstranscribe.study import once, storage
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow import import_guide, split
    from ipstranscribe.workflow.interview_readings import keep
    from ipstranscribe.workflow.table_values import unknown_branches

    opened, vectors, changed = Study.open(study), split.LazyVectors(), False
    for interview in chosen(opened, ids):
        with once.reading_once():
            done = split.split(opened, interview, vectors, lexical=lexical, rules_of=rules_of)
            keep(opened, interview)
        changed = changed or done
        stored = storage.read(opened.units(interview.id), Units)
        units = [u for u in stored.units if u.kind == "unit"]
        untagged = sum(u.question is None for u in units)
        terminal.say(
            f"{interview.id}: {len(units)} candidate units, {untagged} untagged{'' if done else ' (up to date)'}"
        )
        if stored.unplaced:
            terminal.say(f"{interview.id}: {split.unplaced_message(stored.unplaced)}")
    for unfit in unknown_branches(opened):
        terminal.warn(f"{unfit.what}\n  → {unfit.fix}")
    if changed and (alike := import_guide.similar_question_flags(opened, vectors, lexical=lexical)):
        terminal.say(f"Pairs of questions that are hard to tell apart: {len(alike)} → `ipstranscribe guide check`")
