"""The risk report for a data protection officer: what could still tell who took part.

`report` makes it from values, `to_markdown` and `to_docx` write it in a document language.
"""

from ipstranscribe.reports.risk.gathering import report
from ipstranscribe.reports.risk.page import to_docx, to_markdown
from ipstranscribe.reports.risk.values import Approved, Decided, Find, Head, Interviewed, RiskMaterial, RiskReport

__all__ = [
    "Approved",
    "Decided",
    "Find",
    "Head",
    "Interviewed",
    "RiskMaterial",
    "RiskReport",
    "report",
    "to_docx",
    "to_markdown",
]
