"""What the proxy says when mitmproxy would put its own words, which quote the request, into an answer."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.proxy.dialling import Unreached

BY_STATUS: Mapping[int, str] = {
    400: "the request is not well-formed HTTP",
    502: "the AI tool's server could not be reached, or its certificate was refused",
}

BY_REASON: Mapping[str, str] = {
    Unreached.NAME: "the AI tool's server has no address: DNS did not answer, or knows no such name",
    Unreached.PRIVATE: "the AI tool's name leads to a private address, which must be listed in outbound.private to be allowed",
    Unreached.FAILED: "the AI tool's server could not be reached",
    Unreached.PARENT: "the office's parent proxy does not answer; an administrator must look at outbound.parent",
    Unreached.CREDENTIALS: "the office's parent proxy does not accept the gateway's name and password (outbound.parent_user)",
    Unreached.DENIED: "the office's parent proxy does not let the gateway reach this AI tool",
    Unreached.SETUP: "the gateway has no source address to reach this AI tool from (outbound.source_addresses)",
}


def said(message: str, status: int | None) -> str:
    """The words for a failure; ``message`` is mitmproxy's, or the reason of a :class:`~gateway.proxy.dialling.DialError`."""
    return f"Celnice: {BY_REASON.get(message) or BY_STATUS.get(status or 0, 'the request ended')}"
