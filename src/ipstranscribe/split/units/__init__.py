"""Candidate meaning units: segmentation of talk, stable ids, and decisions of people (manual units)."""
