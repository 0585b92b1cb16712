"""Settings: typed, frozen, and no port beyond loopback without TLS."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.settings import Console, Listener, Settings

TABLE = [
    ({"host": "127.0.0.1"}, True, "loopback"),
    ({"host": "127.0.0.53"}, True, "all of 127/8 is loopback"),
    ({"host": "::1"}, True, "IPv6 loopback"),
    ({"host": "localhost"}, True, "its name"),
    ({"host": "0.0.0.0"}, False, "every interface, without TLS"),
    ({"host": "::"}, False, "the same for IPv6"),
    ({"host": "10.1.2.3"}, False, "an address of the office's network"),
    ({"host": "proxy.urad.example"}, False, "a name that may be anywhere"),
    ({"host": "0.0.0.0", "tls_certificate": "a.pem", "tls_key": "a.key"}, True, "own certificate"),
    ({"host": "0.0.0.0", "tls_certificate": "a.pem"}, False, "a certificate without its key"),
    ({"host": "0.0.0.0", "front_proxies": ("10.0.0.5",)}, True, "one listed front proxy"),
    ({"host": "0.0.0.0", "front_proxies": ("front.example",)}, False, "a front proxy is an address, not a name"),
    ({"port": 65536}, False, "no such port"),
    ({"port": -1}, False, "no such port"),
    ({"ports": 1}, False, "an unknown key"),
]


@pytest.mark.parametrize(("values", "accepted", "why"), TABLE, ids=[row[2] for row in TABLE])
def test_listeners(values: dict[str, object], accepted: bool, why: str) -> None:
    """Binding beyond loopback needs TLS or a front proxy (DESIGN, doors)."""
    if accepted:
        Listener.model_validate(values)
    else:
        with pytest.raises(ValidationError):
            Listener.model_validate(values)


def test_the_open_analyzer_is_for_loopback() -> None:
    """A console that others reach never serves the analyzer without a token."""
    with pytest.raises(ValidationError, match="loopback"):
        Console(host="0.0.0.0", front_proxies=("10.0.0.5",), analyzer_open=True)


def test_nothing_is_approved_by_default() -> None:
    """A fresh installation approves no tool; only the stand-in of this machine may run."""
    assert Settings().tools == {}
    assert Settings().runs_stand_in


def test_a_store_url_does_not_show() -> None:
    """The URL may hold a password; no repr shows it."""
    settings = Settings.model_validate({"store": {"url": "postgresql+psycopg://celnice:tajne@db/celnice"}})
    assert "tajne" not in repr(settings)
    assert settings.data.dir == Path("celnice-data")
