"""Children die with their parent, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

CHILD = "import os,sys,time; from gateway.lifeline import die_with_parent; die_with_parent(int(sys.argv[1])); print(os.getpid(), flush=True); time.sleep(60)"
PARENT = f"import os,subprocess,sys,time; subprocess.Popen([sys.executable,'-c',{CHILD!r},str(os.getpid())]); time.sleep(60)"


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_killed_parent_takes_its_child_along() -> None:
    """Even kill -9 leaves no orphan."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert alive(child)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    for _ in range(6000):
        if not alive(child):
            break
        time.sleep(0.01)
    parent.stdout.close()
    assert not alive(child)


def test_a_parent_that_is_gone_already() -> None:
    """A child that comes too late ends at once."""
    done = subprocess.run([sys.executable, "-c", CHILD, "1"], capture_output=True, check=False)
    assert done.returncode == 1
