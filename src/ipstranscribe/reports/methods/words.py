"""Numbers as a document language writes them."""

from ipstranscribe.documents.report import ReportWords
from ipstranscribe.reports.methods.figures import Spread


def number(value: float, words: ReportWords, digits: int = 1) -> str:
    """With the decimal sign of the language; whole numbers in columns of whole numbers get digits=0."""
    return f"{value:.{digits}f}".replace(".", str(words["decimal"])).replace("-", "−")


def percent(share: float | None, words: ReportWords) -> str:
    """A share of 0 to 1 as whole percent; the sign for unknown where there is none."""
    return str(words["unknown"]) if share is None else str(words["percent"]).format(number=f"{100 * share:.0f}")


def spread_text(one: Spread | None, words: ReportWords) -> str:
    """n, mean, standard deviation, median and range; "not stated" where nothing is known."""
    if one is None:
        return str(words["not_stated"])
    sd = words["not_stated"] if one.sd is None else number(one.sd, words)
    whole = one.low.is_integer() and one.high.is_integer()
    low, high = (number(value, words, 0 if whole else 1) for value in (one.low, one.high))
    mean, median = number(one.mean, words), number(one.median, words)
    return str(words["spread"]).format(n=one.n, mean=mean, sd=sd, median=median, low=low, high=high)
