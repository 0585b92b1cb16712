"""The rule: programs at work side by side are fed and heard without waiting for one another, and none outlives who asked."""

from __future__ import annotations

import os
from selectors import EVENT_READ, DefaultSelector, SelectorKey

import pytest

from gateway.documents.run import Run
from gateway.model import OpaqueBody

CAT, FAILS, DEAF = ["/bin/cat"], ["/bin/sh", "-c", "cat > /dev/null; exit 2"], ["/bin/sh", "-c", "exec <&-; echo heard enough"]


def test_side_by_side() -> None:
    """More than a pipe holds, both ways, in both programs."""
    with DefaultSelector() as selector:
        runs = [Run(CAT, letter.encode() * 500_000, selector, {}) for letter in "ab"]
        assert [run.text(selector) for run in reversed(runs)] == ["b" * 500_000, "a" * 500_000]
        assert all(run.seconds > 0 for run in runs)


def test_an_error_and_deafness() -> None:
    """An end with an error has no text; one that does not read on has."""
    with DefaultSelector() as selector:
        with pytest.raises(OpaqueBody, match="document_limit"):
            Run(FAILS, b"x" * 300_000, selector, {}).text(selector)
        assert Run(DEAF, b"x" * 3_000_000, selector, {}).text(selector) == "heard enough\n"
        assert Run(CAT, b"", selector, {}).text(selector) == ""


class EndFirst(DefaultSelector):
    """One that tells what can be read before what can be written, and waits until a program's end and its closed ears are told in one round."""

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        while len(told := super().select(timeout)) < len(self.get_map()):
            pass
        return sorted(told, key=lambda one: one[1] != EVENT_READ)


def test_an_end_told_before_the_closed_ears() -> None:
    """A program that ends while there is more for it: the kernel may tell both at once, in either order."""
    with EndFirst() as selector:
        assert Run(["/bin/true"], b"x" * 3_000_000, selector, {}).text(selector) == ""


def test_the_end() -> None:
    """What is ended is gone, at once."""
    with DefaultSelector() as selector:
        run = Run(["/bin/sleep", "60"], b"x", selector, {})
        run.end()
        with pytest.raises(ProcessLookupError):
            os.kill(run._process.pid, 0)
