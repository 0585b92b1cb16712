"""Settings of the way out: what is refused at start."""

from __future__ import annotations

from typing import Any

import pytest

from gateway.settings import Outbound


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"parent": "https://proxy:3128"}, "http://host:port"),
        ({"parent": "http://user:pw@proxy:3128"}, "parent_user"),
        ({"parent": "http://proxy:99999"}, "out of range"),
        ({"parent_user": "celnice"}, "set parent too"),
        ({"parent": "http://proxy", "parent_user": "a:b"}, "no colon"),
        ({"parent": "http://proxy", "parent_user": "a", "parent_password": "x\r\nX: y"}, "control character"),
        ({"source_addresses": ("10.0.0.1", "10.0.0.2")}, "two addresses"),
        ({"dns_servers": ("dns.example",)}, "does not appear to be"),
    ],
)
def test_settings_that_are_refused(values: dict[str, Any], words: str) -> None:
    """At start, with what to do; a password is in no message."""
    with pytest.raises(ValueError, match=words) as raised:
        Outbound(**values)
    assert "pw" not in str(raised.value)


def test_a_password_is_in_no_repr() -> None:
    """Nor is it logged with the settings."""
    assert "tajemství" not in repr(Outbound(parent="http://proxy", parent_user="a", parent_password="tajemství"))
