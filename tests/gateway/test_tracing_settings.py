"""Where traces may go."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gateway.tracing_settings import Tracing


@pytest.mark.parametrize("endpoint", ["", "https://otel.urad.example:4318/v1/traces", "http://127.0.0.1:4318/v1/traces"])
def test_good(endpoint: str) -> None:
    """Nowhere, over TLS, or to this machine."""
    assert Tracing(endpoint=endpoint).endpoint == endpoint


@pytest.mark.parametrize("endpoint", ["http://otel.urad.example:4318/v1/traces", "otel:4318", "https://", "file:///x"])
def test_bad(endpoint: str) -> None:
    """In clear over the network, or no address."""
    with pytest.raises(ValidationError, match="endpoint begins with https"):
        Tracing(endpoint=endpoint)
