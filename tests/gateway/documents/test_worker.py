"""Real document processes: whatever a file does to its reader, the file is opaque and the next one is read."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from gateway.model import Extracted, OpaqueReason
from support.documents import ask, nursery

READER = """
import os, signal, sys, time, socket, ctypes
from gateway.model import Extracted, OpaqueBody, OpaqueReason, Segment
def read(file):
    deed = file.content.decode()
    if deed == "exit": os._exit(3)
    if deed == "raise": raise ValueError("secret of the file")
    if deed == "opaque": raise OpaqueBody(OpaqueReason.ENCRYPTED)
    if deed == "crash": ctypes.string_at(0)
    if deed == "loop":
        while True: pass
    if deed == "sleep": time.sleep(99)
    if deed == "eat": bytes(3_000_000_000)
    if deed == "recurse": read(file)
    if deed == "write": os.write(os.memfd_create("x"), b"x")
    if deed == "long": return Extracted((Segment((0,), "x" * 300_000_000),))
    if deed == "orphan":
        import subprocess
        child = subprocess.Popen(["sleep", "60"]); sys.stdout.write(""); return Extracted((Segment((0,), str(child.pid)),))
    if deed == "network":
        socket.create_connection(("127.0.0.1", int(file.name)), 1)
    return Extracted((Segment((0,), f"{deed} {os.getpid()}", where=(("page", 1),), marks=((0, (("cell", "A1"),)),)),))
"""

DEEDS = [
    ("opaque", OpaqueReason.ENCRYPTED, "the reader says why"),
    ("raise", OpaqueReason.BROKEN_DOCUMENT, "a library raised"),
    ("exit", OpaqueReason.BROKEN_DOCUMENT, "a library ended the process"),
    ("crash", OpaqueReason.BROKEN_DOCUMENT, "a library fell over the file"),
    ("loop", OpaqueReason.DOCUMENT_LIMIT, "processor time"),
    ("sleep", OpaqueReason.DOCUMENT_LIMIT, "wall clock"),
    ("eat", OpaqueReason.DOCUMENT_LIMIT, "memory"),
    ("recurse", OpaqueReason.DOCUMENT_LIMIT, "depth"),
    ("write", OpaqueReason.BROKEN_DOCUMENT, "no file may be written"),
    ("long", OpaqueReason.DOCUMENT_LIMIT, "more text than a frame holds"),
]


@pytest.mark.parametrize(("deed", "reason", "why"), DEEDS, ids=[row[0] for row in DEEDS])
def test_a_file_ends_its_own_child_only(deed: str, reason: OpaqueReason, why: str) -> None:
    """The file is opaque with its reason; the next one is read by the same process."""
    waits = deed in {"loop", "sleep", "long"}  # only these take all they are given: the others have time, on a busy machine, too
    with nursery(READER, deadline=6 if waits else 60) as (_, path):
        before, bad, after = ask(path, b"ok", deed.encode(), b"ok", deadline=60)
        assert bad == reason, why
        assert isinstance(before, Extracted)
        assert isinstance(after, Extracted)


def test_each_file_has_a_process_of_its_own() -> None:
    """Nothing of one file stays behind for the next, and places come through."""
    with nursery(READER) as (_, path):
        one, other = ask(path, b"ok", b"ok")
    assert isinstance(one, Extracted)
    assert isinstance(other, Extracted)
    assert one.segments[0].text != other.segments[0].text
    assert one.segments[0].where_at(3) == (("page", 1), ("cell", "A1"))


def test_nothing_of_a_file_is_said_aloud() -> None:
    """An exception's text stays in the process."""
    with nursery(READER) as (process, path):
        ask(path, b"raise")
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert "secret" not in said


def test_what_a_file_started_ends_with_it() -> None:
    """A program that a reader started and left behind is ended."""
    with nursery(READER) as (_, path):
        (read,) = ask(path, b"orphan")
        assert isinstance(read, Extracted)
        assert gone(int(read.segments[0].text))


def test_a_file_nobody_waits_for_is_given_up() -> None:
    """The caller's deadline frees the process at once."""
    with nursery(READER, deadline=60) as (_, path):
        (late,) = ask(path, b"sleep", deadline=-0.7)
        assert late == OpaqueReason.DOCUMENT_LIMIT
        (after,) = ask(path, b"ok", deadline=60)
        assert isinstance(after, Extracted)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_orphans(number: int) -> None:
    """Guards and children end with the nursery, also when it is killed."""
    with nursery(READER, processes=2) as (process, path):
        assert isinstance(ask(path, b"ok")[0], Extracted)
        guards = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        assert len(guards) == 2
        os.kill(process.pid, number)
        process.wait(60)
        assert all(gone(pid) for pid in guards)


def gone(pid: int) -> bool:
    for _ in range(6000):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False
