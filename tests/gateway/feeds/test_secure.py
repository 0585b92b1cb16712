"""TLS and the names of failures."""

from __future__ import annotations

import socket
import ssl

import pytest

from gateway.feeds import secure
from support.feeds import Certificates


def test_the_receiver_is_always_checked(tmp_path):
    """Name and chain are verified, with our authorities or the usual ones, and nothing below TLS 1.2 is spoken."""
    for context in (secure.context(None), secure.context(Certificates(tmp_path).ca)):
        assert context.verify_mode is ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_files_that_are_none(tmp_path):
    """A missing or broken file is an OSError."""
    (tmp_path / "broken").write_text("no certificate")
    for path in (tmp_path / "missing", tmp_path / "broken"):
        with pytest.raises(OSError):
            secure.context(path)


def chained(inner):
    try:
        raise ValueError("tajné") from inner
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError("tajné"), "connection refused"),
        (chained(socket.gaierror("tajné")), "host name not found"),
        (TimeoutError(), "no answer in time"),
        (ssl.SSLError("tajné"), "TLS failed"),
        (ValueError("tajné"), "ValueError"),
    ],
)
def test_reasons_are_ours(error, said):
    """The cause is found behind wrappers, and no message of a library is repeated."""
    assert secure.reason(error) == said
