"""curl as the demo runs it."""

import pytest

from gateway.demo.curl import Curl, CurlError, parse
from gateway.free_ports import free_ports


@pytest.mark.parametrize(
    "output",
    [
        b"HTTP/1.1 200 OK\r\nX-A: b\r\n\r\nbody",
        b"HTTP/2 200 \r\nx-a: b\r\n\r\nbody",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nx-a: b\r\n\r\nbody",
    ],
    ids=["HTTP/1.1", "HTTP/2", "after an interim answer"],
)
def test_parse(output: bytes) -> None:
    """The final head and the body are read."""
    answer = parse(output)
    assert (answer.status, answer.headers["x-a"], answer.body) == (200, "b", b"body")


def test_no_head() -> None:
    """Output without a head is an error."""
    with pytest.raises(ValueError, match="status line"):
        parse(b"")


def test_failures_are_told_by_code(tmp_path: object) -> None:
    """A connection that nobody takes raises with curl's exit code and nothing of the request."""
    (port,) = free_ports(1)
    with pytest.raises(CurlError, match=r"^curl ended with 7$"):
        Curl("http://127.0.0.1:1", tmp_path).send(f"http://127.0.0.1:{port}/tajne", b"tajne")  # type: ignore[arg-type]
