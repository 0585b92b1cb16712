"""Text recognition by the system's own Tesseract, found at start. It is a program of its own, with the limits of the process that asks."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from selectors import DefaultSelector

from gateway.documents.run import Run
from gateway.model import OpaqueBody, OpaqueReason

LIST_SECONDS = 10.0
"""For naming its languages at start."""


SPARE_SECONDS = 1.0
"""Beside twice the longest picture so far, what must be left of a file's time for another one to begin: else nobody could say why."""


@dataclass(frozen=True, slots=True)
class Tesseract:
    """A Tesseract that has every language asked for. Call it with a picture (PNG, PNM); text comes back."""

    program: str
    languages: tuple[str, ...]
    turns: bool = False
    """Whether it can tell how a page is turned (its data ``osd`` are there)."""
    at_once: int = 1
    """Pictures of one file that are recognised side by side, each by a process with one thread."""

    def __call__(self, picture: bytes) -> str:
        """The text of one picture. Raises OpaqueBody(DOCUMENT_LIMIT) when the program ends without an answer."""
        return next(self.each([picture]))

    def each(self, pictures: Iterable[bytes]) -> Iterator[str]:
        """The texts of a file's pictures, in order; a picture is drawn when it is its turn. Raises OpaqueBody: as above, and
        MANY_SCANS when the time of this process (:mod:`gateway.documents.limits`) is over before the last one is begun.
        """
        running: deque[Run] = deque()
        longest = 0.0

        def text() -> str:
            nonlocal longest
            said = running[0].text(selector)
            longest = max(longest, running.popleft().seconds)
            return said

        with DefaultSelector() as selector:
            try:
                for picture in pictures:
                    left = signal.getitimer(signal.ITIMER_REAL)[0]
                    if longest and left and left < 2 * longest + SPARE_SECONDS:
                        raise OpaqueBody(OpaqueReason.MANY_SCANS)
                    running.append(
                        Run(self._command(), picture, selector, {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", **_data_folder()})
                    )
                    if len(running) >= self.at_once:
                        yield text()
                while running:
                    yield text()
            finally:
                for run in running:
                    run.end()

    def _command(self) -> list[str]:
        return [self.program, "stdin", "stdout", "-l", "+".join(self.languages), "--psm", "1" if self.turns else "3"]


def find(languages: Sequence[str], *, at_once: int = 1) -> Tesseract | None:
    """The installed Tesseract, or None when it or the data of one of the languages are missing: then every picture is opaque."""
    program = shutil.which("tesseract")
    if program is None or not languages:
        return None
    try:
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, timeout=LIST_SECONDS, check=True, text=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return None
    known = {line.strip() for line in listed.stdout.splitlines()[1:]}
    return Tesseract(program, tuple(languages), "osd" in known, at_once) if known.issuperset(languages) else None


def _data_folder() -> dict[str, str]:
    return {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
