"""Readers of transcript files, one test file per format."""
