"""Findings as a person settles them: what the gate refuses, grouped by cause, with the places it comes from."""
