"""Trains the sentence model through, for one task at a time."""
