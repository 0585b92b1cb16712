"""The clock: whether the kernel holds it to be kept, and how far it is from the providers'. Works without any other machine."""

from __future__ import annotations

import ctypes
import statistics
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.doctor.dialling import Reached

OFF = timedelta(minutes=5)
"""From here on Kerberos refuses every ticket (RFC 4120, 5.2.4.5: five minutes), and one-time times of logs are useless as evidence."""

NOT_QUITE = timedelta(seconds=30)
"""A kept clock is off by milliseconds; ``Date`` has whole seconds and a cache on the way may add some."""

_UNSYNC = 0x0040  # STA_UNSYNC, adjtimex(2)
_SIZE = 208  # struct timex of 64-bit Linux
_STATUS_AT = 40  # modes, offset, freq, maxerror, esterror, status

ADVICE = "let chrony or systemd-timesyncd keep it: timedatectl set-ntp true"


def run(around: Around) -> Iterator[Result]:
    """The release's own age, the kernel, the providers."""
    now = around.now()
    built = _installed()
    if built and now < built:
        yield fault(f"it is {now:%Y-%m-%d %H:%M} here, before this release was installed", ADVICE)
        return
    ahead = now - datetime.now(UTC)  # of the injected clock; nothing at work
    dated = [(one.date, one.asked) for one in around.answers.values() if isinstance(one, Reached) and one.date]
    yield from compared([date - asked - ahead for date, asked in dated], kept=kernel_keeps())


def compared(apart: Sequence[timedelta], *, kept: bool | None) -> Iterator[Result]:
    """What the differences to the providers' clocks mean. ``kept``: what the kernel says, None when it does not."""
    if apart:
        seconds = statistics.median(one.total_seconds() for one in apart)
        off = abs(timedelta(seconds=seconds))
        direction = "slow" if seconds > 0 else "fast"
        if off > OFF:
            yield fault(f"the clock is {off.total_seconds():.0f} s {direction}: certificates, tickets and deadlines go wrong", ADVICE)
        elif off > NOT_QUITE:
            yield warning(f"the clock is {off.total_seconds():.0f} s {direction}", ADVICE)
        else:
            yield ok(f"within {max(1, round(off.total_seconds()))} s of {len(apart)} providers")
    if kept is False:
        yield warning("the kernel says that nothing keeps the clock", ADVICE)
    elif kept:
        yield ok("the kernel says that the clock is kept")
    elif not apart:
        yield warning(
            "there was nothing to compare the clock with", "compare it by hand: timedatectl; or approve a tool and run this online"
        )


def kernel_keeps() -> bool | None:
    """Whether a time service keeps the clock (adjtimex(2), STA_UNSYNC); None where the kernel may not be asked."""
    state = ctypes.create_string_buffer(_SIZE)
    try:
        answer = ctypes.CDLL(None, use_errno=True).adjtimex(state)
    except (OSError, AttributeError):
        return None
    if answer < 0:
        return None
    return not int.from_bytes(state.raw[_STATUS_AT : _STATUS_AT + 4], "little") & _UNSYNC


def _installed() -> datetime | None:
    """When this release was installed."""
    try:
        files = distribution("celnice").locate_file("")
        return datetime.fromtimestamp(Path(str(files)).stat().st_ctime, UTC) - timedelta(days=1)
    except (PackageNotFoundError, OSError):
        return None


CHECK = Check("clock", 40, run)
