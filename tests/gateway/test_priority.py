"""A computing process says so to the kernel, and goes on where it may not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from gateway.priority import compute_in_batches

SAY = "import os; from gateway.priority import compute_in_batches; compute_in_batches(); print(os.sched_getscheduler(0) == os.SCHED_BATCH)"


def test_the_kernel_is_told() -> None:
    """The process computes in batches from then on, without any right."""
    assert subprocess.run([sys.executable, "-c", SAY], capture_output=True, text=True, check=True).stdout == "True\n"


@pytest.mark.parametrize("refused", [PermissionError, AttributeError])
def test_a_refusal_is_logged_and_no_more(
    refused: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A filter of system calls, or a system that knows no such thing, costs time and nothing else."""

    def refuse(*_: object) -> None:
        raise refused

    monkeypatch.setattr(os, "sched_setscheduler", refuse)
    compute_in_batches()
    assert [record.getMessage() for record in caplog.records] == [
        f"the system does not take this process for a computing one: {refused.__name__}"
    ]
