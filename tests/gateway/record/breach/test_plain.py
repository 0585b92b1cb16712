"""Steps as JSON values."""

from __future__ import annotations

import json
from dataclasses import replace

from gateway.record.breach.plain import from_plain, to_plain
from support.breach import incident


def test_there_and_back():
    """Through JSON every step stays the same."""
    _, steps = incident()
    steps.append(replace(steps[0], ids=("account:jana", "oidc:1")))
    assert [from_plain(json.loads(json.dumps(to_plain(step)))) for step in steps] == steps


def test_an_older_step_stays_as_it_was_written():
    """Without ids, and with none when it is written again: dossiers and backups compare byte by byte."""
    _, steps = incident()
    assert all("ids" not in to_plain(step) for step in steps)
