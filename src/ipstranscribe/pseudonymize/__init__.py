"""Finds identifiers, links mentions to entities, replaces them the same everywhere, keeps the key apart."""
