"""What is filled into a kit."""

from __future__ import annotations

import ssl
from pathlib import Path

from support.kit import facts


def test_the_certificate_in_its_forms(tmp_path: Path) -> None:
    """PEM and DER are the same one; the thumbprint is Windows'."""
    given = facts(tmp_path)
    assert ssl.PEM_cert_to_DER_cert(given.pem) == given.der
    assert len(given.sha1) == 40
    assert len(given.sha256.split(":")) == 32


def test_a_proxy_with_tls_is_named_so(tmp_path: Path) -> None:
    """A program that speaks plain HTTP to it gets nowhere."""
    places = facts(tmp_path).placeholders
    assert places["proxy_url"] == "https://celnice.urad.example:8080"
    assert places["proxy_host"] == "celnice.urad.example"
    assert "openai: https://celnice.urad.example:8081/openai" in places["base_urls"]
