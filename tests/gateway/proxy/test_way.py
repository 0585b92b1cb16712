"""Which way a connection takes: the whole table."""

from __future__ import annotations

import pytest

from allowlist.answers import Forbidden, NotApproved, Unknown
from allowlist.match import HostMatch, ToolHost
from allowlist.reasons import Reason
from gateway.proxy.connections import Way
from gateway.proxy.way import way_of

ELSEWHERE = Unknown(Reason.NOT_CATALOGUED)
ODD = Unknown("port")


@pytest.mark.parametrize(
    ("match", "leads", "tunnel", "expected", "reason"),
    [
        (ToolHost("openai", "api.openai.com"), False, False, Way.INSPECT, "an approved tool"),
        (NotApproved("deepseek", "not_approved"), False, True, Way.INSPECT, "catalogued: TLS ends here for the page, never tunnelled"),
        (Forbidden("deepseek", "forbidden", "law"), False, True, Way.INSPECT, "forbidden: the same"),
        (ELSEWHERE, False, False, None, "any other host, by default"),
        (ELSEWHERE, False, True, Way.TUNNEL, "any other host, where the office lets them pass"),
        (ELSEWHERE, True, True, Way.INSPECT, "an address that a tool handed out is looked into"),
        (ODD, False, True, None, "a catalogued host on an odd port is no other host"),
    ],
)
def test_the_way(match: HostMatch, leads: bool, tunnel: bool, expected: Way | None, reason: str) -> None:
    """Inspected, tunnelled or refused, and no fourth."""
    assert way_of(match, leads=leads, tunnel=tunnel) is expected, reason
