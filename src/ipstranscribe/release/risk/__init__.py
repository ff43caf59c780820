"""The risk report for a data protection officer: what could still tell who took part.

`report` makes it from values, `to_markdown` and `to_docx` write it in a document language.
"""

from ipstranscribe.release.risk.gathering import report
from ipstranscribe.release.risk.values import Approved, Decided, Find, Head, Interviewed, Material, Report
from ipstranscribe.release.risk.writing import to_docx, to_markdown

__all__ = [
    "Approved",
    "Decided",
    "Find",
    "Head",
    "Interviewed",
    "Material",
    "Report",
    "report",
    "to_docx",
    "to_markdown",
]
