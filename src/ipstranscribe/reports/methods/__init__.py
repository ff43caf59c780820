"""The methods report: facts for the methods section of an article, and the COREQ checklist.

`report` counts them from values, `MethodsPage` writes them in a document language. It describes participants,
so it stays under `restricted/` until a person has looked it through.
"""

from ipstranscribe.reports.methods.gathering import report
from ipstranscribe.reports.methods.page import MethodsPage
from ipstranscribe.reports.methods.values import (
    STAGES,
    InterviewFacts,
    LoggedAction,
    MethodsReport,
    PersonFacts,
    SpokenTime,
    StageName,
    StageRecord,
    StudyMaterial,
)

__all__ = [
    "STAGES",
    "InterviewFacts",
    "LoggedAction",
    "MethodsPage",
    "MethodsReport",
    "PersonFacts",
    "SpokenTime",
    "StageName",
    "StageRecord",
    "StudyMaterial",
    "report",
]
