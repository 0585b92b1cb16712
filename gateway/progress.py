"""A progress bar for long work: on standard error, only where that is a terminal, and only once the work has taken a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

DELAY = 1.0
"""Seconds before a bar appears: short work has none."""


class Bar(Protocol):
    """What the work tells the bar, and how it prints past it."""

    def advance(self, by: int) -> None:
        """So much more is done."""

    def line(self, text: str) -> None:
        """A line on standard output, above the bar."""


class Silent:
    """No bar: output goes where it always went."""

    def advance(self, by: int) -> None:
        """Nothing is shown."""

    def line(self, text: str) -> None:
        """Printed."""
        print(text)  # noqa: T201  the command's own output


@contextmanager
def progress(total: int | None, unit: str, *, shown: bool = True, stream: TextIO | None = None) -> Iterator[Bar]:
    """A bar over ``total`` units (None: how many there will be is unknown). ``unit`` "B" counts bytes."""
    stream = sys.stderr if stream is None else stream
    if not shown or not stream.isatty():
        yield Silent()
        return
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415  only who watches pays for it

    with tqdm(total=total, unit=unit, unit_scale=unit == "B", delay=DELAY, file=stream, leave=False, dynamic_ncols=True) as shown_bar:

        class Shown:
            """tqdm behind the two verbs."""

            def advance(self, by: int) -> None:
                """As the bar has it."""
                shown_bar.update(by)

            def line(self, text: str) -> None:
                """The bar steps aside."""
                tqdm.write(text, file=sys.stdout)

        yield Shown()
