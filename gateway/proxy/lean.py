"""What mitmproxy does for its own developers in every request, left out here.

``MessageData.__post_init__`` (mitmproxy/http.py, inside ``if __debug__``) compares the type of every field of every request and response
with its annotation: a twentieth of a request's time. ``python -O`` would leave it out too, but with it the assertions that hold mitmproxy's
states together, and those stay.
"""

from __future__ import annotations

from mitmproxy.http import MessageData


def _unchecked(_self: MessageData) -> None:
    """The generated constructor calls it."""


def leave_out_type_checks() -> None:
    """Once in a proxy process, before its first request."""
    setattr(MessageData, "__post_init__", _unchecked)  # noqa: B010  # mypy holds a method for fixed
