"""Pseudonymization: identifiers are recognized, linked to entities, and replaced consistently; the key is kept apart."""
