"""The administrator's ports."""

from __future__ import annotations

from gateway.console.manager_ports import Setting


def test_a_value_is_in_no_repr() -> None:
    """A setting's value stays out of logs and tracebacks, whatever it is."""
    assert "hidden" not in repr(Setting("url", "hidden", "Where."))
