"""Tests of correcting once."""
