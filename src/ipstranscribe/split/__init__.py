"""Segmentation of participant talk into candidate meaning units, each tagged with the guide question it answers."""

from ipstranscribe.split.stage import split

__all__ = ["split"]
