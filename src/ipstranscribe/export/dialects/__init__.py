"""Import formats of coders' programs that yield pre-coded documents: one file per program, with its rules and their source.

Talk never acts as markup: characters that a program would interpret are replaced by full-width ones or escaped.
"""
