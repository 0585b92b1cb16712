"""Limits of a process that reads one file."""

from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import os, resource, socket, sys, time
from gateway.documents.limits import Limits, confine, without_network
confine(Limits({seconds}, 300 * 1024 * 1024, 9))
{deed}
"""
DEEDS = [
    ("bytes(400 * 1024 * 1024)", 1, "memory"),
    ("os.write(os.memfd_create('x'), b'x')", 1, "files"),
    ("[os.dup(1) for _ in range(100)]", 1, "open files"),
    ("time.sleep(9)", -14, "wall clock"),
    ("assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)", 0, "no core dumps"),
    ("assert open('/proc/self/oom_score_adj').read() == '1000\\n'", 0, "first to go"),
]


@pytest.mark.parametrize(("deed", "code", "why"), DEEDS, ids=[row[2] for row in DEEDS])
def test_limits(deed: str, code: int, why: str) -> None:
    """Each thing has its bound."""
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(deed=deed, seconds=1 if why == "wall clock" else 60)],
        capture_output=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == code, why


def test_the_network_is_left_where_the_kernel_allows() -> None:
    """Nothing raises where it does not."""
    code = "from gateway.documents.limits import without_network; without_network(); without_network()"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=100)
