"""Systematic Text Condensation: the workbook in which people condense, and what they wrote in it, read back and merged."""
