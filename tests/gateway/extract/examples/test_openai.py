"""Examples of gateway/extract/examples/openai.py: each is around the text that it is given."""

from __future__ import annotations

import pytest

from gateway.extract.examples.openai import EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_text_alone_makes_the_difference(name: str) -> None:
    """Two texts make two sets of examples of the same carriers; what is opaque says nothing and may be the same."""
    one, two = EXAMPLES[name]("Jedna věta."), EXAMPLES[name]("Druhá věta.")
    assert [(a.carrier, a.content_type, a.paths) for a in one] == [(b.carrier, b.content_type, b.paths) for b in two]
    assert all(a.content != b.content or a.opaque or a.sound for a, b in zip(one, two, strict=True))


def test_a_carrier() -> None:
    """The one that is easiest to forget is there."""
    assert "tool call" in [one.carrier for one in EXAMPLES["openai_chat"]("x")]
