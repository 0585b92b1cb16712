"""Forking and replacing, whatever the workers do (gateway/detection and gateway/documents test their own)."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

NURSERY = """
import os, sys
from pathlib import Path
from gateway import nursery
def worker(listener):
    listener.setblocking(True)
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(str(os.getpid()).encode())
        if sys.argv[2] == "once": os._exit(0)
listener = nursery.listen(Path(sys.argv[1]))
nursery.serve([listener] * 2, worker, nursery.Hooks(lambda: print("ready", flush=True)))
"""


def asked(path: Path) -> str:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        return client.recv(99).decode()


def test_one_listener_may_have_several_workers() -> None:
    """Whichever is free answers; one that ends is replaced, and callers wait meanwhile."""
    with TemporaryDirectory(prefix="celnice-") as folder:
        path = Path(folder) / "s"
        process = subprocess.Popen([sys.executable, "-c", NURSERY, str(path), "once"], stdout=subprocess.PIPE, text=True)
        assert process.stdout
        try:
            assert process.stdout.readline() == "ready\n"
            assert len({asked(path) for _ in range(6)}) == 6
        finally:
            process.terminate()
            process.wait(60)
            process.stdout.close()
