"""What the user says of a run: which models to do without, and whose rules to use; and what was said before."""

from dataclasses import dataclass

from ipstranscribe.study.folder import Study
from ipstranscribe.study.interview_facts import provenance_of, unit_facts


@dataclass(frozen=True)
class RunChoices:
    """What the user says of a run: without a model for names, without the sentence model, whose rules for other languages."""

    rules_only: bool = False
    lexical: bool = False
    rules_of: str = ""

    @property
    def words(self) -> str:
        """The options that say the same, as they are typed."""
        told = ["--rules-only"] * self.rules_only + ["--lexical"] * self.lexical
        return " ".join([*told, *([f"--rules-of {self.rules_of}"] if self.rules_of else [])])


def choices_so_far(study: Study) -> RunChoices:
    """The choices by which the stored results were made: what a user said once is not taken back by looking."""
    texts = [i.id for i in study.interviews if study.pseudonymized(i.id).exists()]
    units = [i.id for i in study.interviews if study.units(i.id).exists()]
    rules = any(provenance_of(study, one).settings.get("rules_only") for one in texts)
    words = any(unit_facts(study, one).made_by.settings.get("sentence_model") == "none" for one in units)
    return RunChoices(rules_only=rules, lexical=words)
