"""A real Chromium behind the gateway, driven by Playwright."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import shutil
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization


def executable() -> str:
    """Debian's Chromium, or a skip; in CI its absence is a failure, so that nothing goes untested unnoticed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "chromium is not installed: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def key_of(proxy_port: int, ca: Path, host: str) -> str:
    """What Chromium calls the key of a proxy process with one worker: SHA-256 of the SubjectPublicKeyInfo, in base64 (RFC 7469, 2.4).

    Python verifies the certificate against the authority first: the browser then trusts this key and nothing that it would not anyway.
    """
    connection = http.client.HTTPSConnection("127.0.0.1", proxy_port, context=ssl.create_default_context(cafile=str(ca)), timeout=60)
    connection.set_tunnel(host, 443)
    connection.connect()
    leaf = connection.sock.getpeercert(binary_form=True)
    connection.close()
    key = x509.load_der_x509_certificate(leaf).public_key()
    spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode()


@contextmanager
def browser(*arguments: str) -> Iterator[Any]:
    """A browser for pages on this machine: every other name is not found."""
    from playwright.sync_api import sync_playwright

    rules = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-quic"]
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable(), args=[*rules, *arguments])
        try:
            yield made
        finally:
            made.close()


@contextmanager
def chromium(proxy_port: int, ca: Path, host: str) -> Iterator[Any]:
    """A browser that goes through the proxy on this port, which shows certificates of this authority, and knows no other way out."""
    from playwright.sync_api import sync_playwright

    arguments = [
        f"--proxy-server=http://127.0.0.1:{proxy_port}",
        f"--ignore-certificate-errors-spki-list={key_of(proxy_port, ca, host)}",
        "--disable-quic",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()
