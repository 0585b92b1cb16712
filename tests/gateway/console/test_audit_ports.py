"""What the page of acts is given."""

from __future__ import annotations

from gateway.console.audit_ports import Audit
from gateway.record.act import Acts, Chains, Wanted
from support.console import START


def test_the_port_is_two_functions() -> None:
    """Acts by what is wanted, and the state of their chains."""
    audit = Audit(lambda _wanted, _before, _limit: Acts(()), lambda: Chains(START, 0))
    assert (audit.acts(Wanted(), None, 1).rows, audit.chains().sound) == ((), True)
