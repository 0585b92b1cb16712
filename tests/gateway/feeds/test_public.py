"""What feeds may see."""

from __future__ import annotations

from gateway.feeds.public import public
from support.console import event


def test_fingerprints_stay_in_the_house() -> None:
    """Everything but fingerprints and signatures is public, and the given event is not changed."""
    payload = event(1).payload()
    assert payload["fingerprints"]
    seen = public(payload | {"signature": "s"})
    assert seen == {name: value for name, value in payload.items() if name != "fingerprints"}
    assert payload["fingerprints"]
