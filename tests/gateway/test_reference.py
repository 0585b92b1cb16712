"""References that people can read out."""

from __future__ import annotations

import re

from gateway.reference import ALPHABET, new_reference


def test_a_reference() -> None:
    """Three groups of five, no letter that looks like a digit, never twice."""
    made = {new_reference() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(rf"[{ALPHABET}]{{5}}(-[{ALPHABET}]{{5}}){{2}}", one) for one in made)
    assert not set("01IO") & set(ALPHABET)
    assert len(ALPHABET) == 32
