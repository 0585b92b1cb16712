"""The bounds of a node's unfinished uploads."""

from __future__ import annotations

from gateway.uploads.limits import Limits


def test_limits_fit_each_other() -> None:
    """One file fits into what a person may have, and what one person may have does not fill the node."""
    limits = Limits(whole=10 * 1024 * 1024)
    assert limits.whole < limits.person_bytes < limits.node_bytes
    assert limits.per_person < limits.uploads
    assert limits.tickets_per_person < limits.tickets
