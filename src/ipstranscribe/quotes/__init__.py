"""Quotation check: the quotations of an article, looked for in the pseudonymized transcripts.

`article` reads the manuscript, `quotations` finds what stands in quotation marks and whom it is credited to, `passages` looks
for it in what was said, and `judge` says what came of each.
"""
