"""One syslog message after RFC 5424, and its frame.

``<PRI>1 TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA MSG``. Structured data is the registered ``origin`` only: an id of our
own would need a private enterprise number, and everything else stands in the message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from gateway.feeds.level import Level, level

FACILITY = 13
"""Log audit (RFC 5424, table 1)."""

SEVERITY: Mapping[Level, int] = {Level.INFORMATIONAL: 6, Level.LOW: 5, Level.MEDIUM: 4, Level.HIGH: 3, Level.CRITICAL: 2}
"""Informational, notice, warning, error, critical."""

LARGEST_DATAGRAM = 8192
"""Bytes. What a receiver takes by default (rsyslog's maxMessageSize is 8 KiB); a longer one would arrive cut."""

BOM = "\ufeff"
_ESCAPED = re.compile(r'(["\\\]])')
_NOT_PRINTABLE = re.compile(r"[^\x21-\x7e]")


def message(event: Mapping[str, Any], text: str, host: str) -> bytes:
    """The message without a frame. ``text`` is the event in one of its forms."""
    priority = FACILITY * 8 + SEVERITY[level(event)]
    at = datetime.fromisoformat(event["at"]).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    origin = f'[origin software="Celnice" swVersion="{_ESCAPED.sub(r"\\\1", version("celnice"))}"]'
    # The byte order mark says UTF-8; plain ASCII needs none, and some readers of JSON stumble over it.
    body = text if text.isascii() else BOM + text
    return f"<{priority}>1 {at} {_name(host, 255)} celnice - {_name(event['type'], 32)} {origin} {body}".encode()


def framed(message: bytes) -> bytes:
    """Octet counting (RFC 5425, 4.3; RFC 6587, 3.4.1): a line break in a message can then not begin another."""
    return str(len(message)).encode() + b" " + message


def _name(text: str, longest: int) -> str:
    return _NOT_PRINTABLE.sub("", text)[:longest] or "-"
