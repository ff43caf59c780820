"""Lexicon: ordinary vocabulary, lists of personal names, and a gazetteer of places."""
