"""Redaction: replacements put into a text, generalised, reworded, and reversed with the key."""
