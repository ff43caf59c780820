"""Readers of the files that coders return: a table of units, a Word document, a REFI-QDA project."""
