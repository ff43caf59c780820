"""Candidate meaning units, each tagged by the guide question it answers."""

from ipstranscribe.split.stage import split

__all__ = ["split"]
