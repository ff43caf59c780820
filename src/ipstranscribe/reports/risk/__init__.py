"""The disclosure risk report for a data protection officer: what could still identify participants.

`report` computes it from values, `RiskPage` writes it in a document language.
"""

from ipstranscribe.reports.risk.gathering import report
from ipstranscribe.reports.risk.page import RiskPage
from ipstranscribe.reports.risk.values import (
    ApprovalRecord,
    DecisionTally,
    FoundIdentifier,
    InterviewRisk,
    ReportHead,
    RiskMaterial,
    RiskReport,
)

__all__ = [
    "ApprovalRecord",
    "DecisionTally",
    "FoundIdentifier",
    "InterviewRisk",
    "ReportHead",
    "RiskMaterial",
    "RiskPage",
    "RiskReport",
    "report",
]
