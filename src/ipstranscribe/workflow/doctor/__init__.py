"""The doctor: what of this program, its models and its places is here, and what is missing or in the way.

To add a check: a function from `DoctorFacts` to findings, with a line in `CHECKS`. It takes a second at most, writes nothing,
and says nothing that could not be shown to a stranger: no id, no name, no title of a study. Paths may be named; the report
for others shortens them (`report.py`).
"""

from collections.abc import Callable, Iterator

from ipstranscribe.errors import ExitCode
from ipstranscribe.workflow.doctor import installation, machine, models, places
from ipstranscribe.workflow.doctor.finding import DoctorFacts, DoctorFinding, NetworkProof

__all__ = ["CHECKS", "DoctorFacts", "DoctorFinding", "NetworkProof", "doctor", "exit_code"]

CHECKS: tuple[Callable[[DoctorFacts], Iterator[DoctorFinding]], ...] = (
    installation.program,
    machine.network,
    installation.packages,
    installation.speech_engines,
    installation.extras,
    installation.recordings,
    models.speech,
    models.names,
    models.details,
    models.questions,
    places.models,
    places.keys,
    places.study,
    machine.room,
    machine.power,
    machine.clock,
    machine.console,
)
"""The checks, in the order in which their findings are shown."""


def doctor(facts: DoctorFacts) -> tuple[DoctorFinding, ...]:
    """Everything that the checks find, in their order."""
    return tuple(dict.fromkeys(one for check in CHECKS for one in check(facts)))


def exit_code(found: tuple[DoctorFinding, ...]) -> ExitCode:
    """The exit code: that of the first thing that is broken, else 0."""
    return next((one.code for one in found if one.health == "broken"), ExitCode.OK)
