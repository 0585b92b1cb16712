"""Tells systemd that the node serves, that it lives, and that it ends (sd_notify(3)). Without systemd nobody is told."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"

EVERY = 5.0
"""Seconds between signs of life; the unit's WatchdogSec is a multiple of it."""

_last = 0.0


def ready() -> None:
    """The node serves."""
    _say("READY=1\nSTATUS=serving")


def stopping() -> None:
    """The node ends."""
    _say("STOPPING=1")


def alive() -> None:
    """The supervisor turns its rounds. Cheap: call it in every round."""
    global _last  # noqa: PLW0603  # when it was last said
    if time.monotonic() - _last >= EVERY:
        _last = time.monotonic()
        _say("WATCHDOG=1")


def _say(state: str) -> None:
    address = os.environ.get(VARIABLE, "")
    if address[:1] not in {"/", "@"}:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
        sender.sendto(state.encode("ascii"), "\0" + address[1:] if address[0] == "@" else address)
