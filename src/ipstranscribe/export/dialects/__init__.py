"""What coders' programs turn into pre-coded documents on import: a file per program, each with its rules and their source.

Nothing that was said acts as markup: signs that a program would take for its own stand in full width or behind a mark.
"""
