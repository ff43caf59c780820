"""Lexicon: ordinary vocabulary, names that people bear, and places."""
