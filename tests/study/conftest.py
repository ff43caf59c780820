"""Fixtures for what belongs to a study: a keyring that is no system's."""

import sys

import pytest

from tests.study.keyring_stand_in import Keyring


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    """The library `keyring`, with a keyring in a dictionary behind it."""
    ring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    monkeypatch.setitem(sys.modules, "keyring.errors", ring.errors)
    return ring
