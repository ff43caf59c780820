"""Candidate meaning units: where talk is cut, which ids units keep, what people changed by hand."""
