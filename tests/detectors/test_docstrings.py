"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module", ["detectors.text.characters", "detectors.text.searched", "detectors.birth", "detectors.fingerprint", "detectors.recognizer"]
)
def test_examples(module: str) -> None:
    """Every example gives what it says."""
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0
