"""Sections of the settings."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.section import Section


class Sample(Section):
    number: int = 1


def test_a_section_is_frozen_and_knows_its_keys() -> None:
    """An unknown key is an error, a value cannot be changed afterwards, and an error does not repeat what was written."""
    with pytest.raises(ValidationError) as error:
        Sample.model_validate({"number": "secret"})
    assert "secret" not in str(error.value)
    with pytest.raises(ValidationError):
        Sample.model_validate({"other": 1})
    with pytest.raises(ValidationError):
        Sample().number = 2
