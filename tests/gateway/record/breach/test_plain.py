"""Steps as JSON values."""

from __future__ import annotations

import json

from gateway.record.breach.plain import from_plain, to_plain
from support.breach import incident


def test_there_and_back():
    """Through JSON every step stays the same."""
    _, steps = incident()
    assert [from_plain(json.loads(json.dumps(to_plain(step)))) for step in steps] == steps
