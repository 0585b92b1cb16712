"""Security headers on every answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.console.headers import CONTENT_SECURITY_POLICY, HEADERS
from gateway.settings import Console, Settings
from support.console import BEARER, Client, Parts


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/healthz", {}),
        ("/tools", {}),
        ("/", BEARER),
        ("/", {}),
        ("/nothing", BEARER),
        ("/api/v1/events?bad=1", BEARER),
        ("/healthz", {"Host": "attacker.example"}),
        ("/static/console.js", BEARER),
    ],
)
def test_every_answer_carries_them(path: str, headers: dict[str, str]) -> None:
    """Pages, API, files, refusals and errors alike."""
    answer = Client(Parts().app()).get(path, headers=headers)
    assert {name.lower() for name in HEADERS} <= set(answer.headers)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "server" not in answer.headers


def test_the_policy_allows_no_inline_script_and_no_other_site() -> None:
    """Nothing but our own files runs."""
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY


def test_our_own_forms_keep_their_origin() -> None:
    """``no-referrer`` would make browsers send ``Origin: null`` with our sign-in form."""
    assert HEADERS["Referrer-Policy"] == "same-origin"


def test_only_tls_of_our_own_promises_tls(tmp_path: Path) -> None:
    """HSTS is sent with our own certificate, not on loopback."""
    tls = Settings(console=Console(tls_certificate=tmp_path / "c", tls_key=tmp_path / "k"))
    assert "strict-transport-security" in Client(Parts().app(tls)).get("/healthz").headers
    assert "strict-transport-security" not in Client(Parts().app()).get("/healthz").headers


def test_no_template_needs_what_the_policy_forbids() -> None:
    """No inline script, style or handler, and no address of another site, in any template, stylesheet or script."""
    import gateway.console

    folder = Path(gateway.console.__file__).parent
    for path in [*folder.glob("templates/*"), *folder.glob("static/*")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"\son[a-z]+=|style=|<style|<script(?![^>]*\ssrc=)|innerHTML|eval\(|document\.write", text), path.name
        assert not re.search(r"https?://|url\(", text), path.name
