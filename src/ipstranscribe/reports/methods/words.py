"""Number formats of a document language."""

from ipstranscribe.documents.report import ReportWords
from ipstranscribe.reports.methods.figures import Spread


def number(value: float, words: ReportWords, digits: int = 1) -> str:
    """Format a number with the decimal sign of the language; use digits=0 for columns of whole numbers."""
    return f"{value:.{digits}f}".replace(".", str(words["decimal"])).replace("-", "−")


def percent(share: float | None, words: ReportWords) -> str:
    """Format a share of 0 to 1 as whole percent; None gives the sign for unknown."""
    return str(words["unknown"]) if share is None else str(words["percent"]).format(number=f"{100 * share:.0f}")


def spread_text(one: Spread | None, words: ReportWords) -> str:
    """Format descriptive statistics: n, mean, standard deviation, median and range; None gives "not stated"."""
    if one is None:
        return str(words["not_stated"])
    sd = words["not_stated"] if one.sd is None else number(one.sd, words)
    whole = one.low.is_integer() and one.high.is_integer()
    low, high = (number(value, words, 0 if whole else 1) for value in (one.low, one.high))
    mean, median = number(one.mean, words), number(one.median, words)
    return str(words["spread"]).format(n=one.n, mean=mean, sd=sd, median=median, low=low, high=high)
