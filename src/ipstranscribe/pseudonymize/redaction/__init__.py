"""Redaction: identifiers are replaced, replacements are generalised and reworded, and reversed with the key."""
