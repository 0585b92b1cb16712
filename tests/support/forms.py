"""Multipart bodies for the tests."""

from __future__ import annotations

from gateway.extract.api import Body

BOUNDARY = "X-BOUNDARY-1"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def part(name: str, content: bytes | str, filename: str | None = None, media: str | None = None, *headers: str) -> bytes:
    """One part as browsers and SDKs write it."""
    disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename is not None else "")
    lines = [f"Content-Disposition: {disposition}", *([f"Content-Type: {media}"] if media else []), *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (content.encode() if isinstance(content, str) else content)


def form(*parts: bytes) -> Body:
    """A whole body."""
    return Body(b"".join(b"--%s\r\n%s\r\n" % (BOUNDARY.encode(), one) for one in parts) + b"--%s--\r\n" % BOUNDARY.encode(), MULTIPART)
