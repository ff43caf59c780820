"""Correct once: a name or term that a person corrected in one draft is offered for all interviews of the study.

`compared` tells which words a person corrected, `candidates` which of these are names or terms, `places` where else what was
heard stands, `offers` what is offered and decided, `rewrite` applies that and takes it back, `table` asks a person.
"""
