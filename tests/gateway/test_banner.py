"""What `celnice run` prints: next steps that can be pasted."""

from __future__ import annotations

import shlex

from gateway.banner import BLOCKED_PROMPT, CLEAN_PROMPT, banner
from gateway.register import stand_in_entry
from gateway.settings import Settings


def test_a_fresh_installation() -> None:
    """Proxy, CA file, a line that is blocked and one that passes, in Czech and English."""
    text = banner(Settings(tools={"demo": stand_in_entry(9443)}), 1.0)
    curls = [shlex.split(line.strip()) for line in text.splitlines() if line.strip().startswith("curl")]
    assert [curl[-1].count(prompt) for curl, prompt in zip(curls, (BLOCKED_PROMPT, CLEAN_PROMPT), strict=True)] == [1, 1]
    assert all("http://127.0.0.1:8080" in curl for curl in curls)
    assert "ca.pem" in text
    assert "is running" in text
    assert "běží" in text


def test_an_office_that_approved_its_tools() -> None:
    """No word of the stand-in where it does not run."""
    text = banner(Settings(tools={"openai": stand_in_entry(9443)}), 1.0)
    assert "openai" in text
    assert "curl" not in text


def test_an_ipv6_address_is_bracketed() -> None:
    """So that it can be pasted."""
    assert "http://[::1]:8080" in banner(Settings.model_validate({"proxy": {"host": "::1"}}), 1.0)


def test_a_port_with_tls_says_so() -> None:
    """The address is ready to be pasted into a browser or a client."""
    tls = {"tls_certificate": "tls.pem", "tls_key": "tls.key"}
    text = banner(Settings.model_validate({"proxy": tls, "console": tls}), 1.0)
    assert [line.split()[-1][:8] for line in text.splitlines() if "://" in line and "curl" not in line][:3] == [
        "https://",
        "http://1",
        "https://",
    ]
