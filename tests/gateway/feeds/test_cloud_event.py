"""The CloudEvents envelope."""

from __future__ import annotations

import json
import re

from gateway.feeds.cloud_event import cloud_event
from support.console import event


def test_the_required_attributes_are_there() -> None:
    """CloudEvents 1.0 asks for specversion, id, source and type; time is RFC 3339 and names its offset."""
    envelope = cloud_event(event(1).payload())
    assert envelope["specversion"] == "1.0"
    assert envelope["id"] == "evt-1"
    assert envelope["type"] == "celnice.prompt.blocked"
    assert envelope["subject"] == "openai"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", envelope["time"])
    assert all(re.fullmatch("[a-z0-9]+", name) for name in envelope), "attribute names are lower-case letters and digits (§ 3.1)"


def test_data_holds_no_fingerprint() -> None:
    """A feed never carries a fingerprint."""
    assert "digest" not in json.dumps(cloud_event(event(1).payload()))


def test_an_event_without_a_tool_has_no_subject() -> None:
    """An empty subject is not allowed, so it is left out."""
    assert "subject" not in cloud_event(event(1).payload() | {"tool": ""})
