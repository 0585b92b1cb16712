"""One document process: takes files from its socket, one after another, and has each read by a child that ends with it.

The guard touches no byte of a file. Its child reads one file under :mod:`gateway.documents.limits`; a bomb, a loop or a crash ends that
child, and the guard says so. Nothing of one file can stay behind for the next.
"""

from __future__ import annotations

import io
import json
import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gateway.batch import Batch
from gateway.documents.frames import read_to_json, rewritten_to_json
from gateway.documents.limits import Limits, confine, without_network
from gateway.extract.documents.rewritten import rewritten
from gateway.framing import LENGTH_BYTES, length, pack
from gateway.lifeline import die_with_parent
from gateway.model import Extracted, File, FileRead, OpaqueBody, OpaqueReason
from gateway.priority import compute_in_batches

type Read = Callable[[File], Extracted]
"""Reads one file; raises OpaqueBody."""

NICENESS = 10
"""Documents take the processor time that requests leave over."""
PIECE = 1024 * 1024
CHANGES_BYTES = 8 * 1024 * 1024
"""Values and tokens of one file: a table of a hundred thousand rows has no more."""
HEAD_BYTES = 64 * 1024
"""A name and a media type have some hundreds."""
ANSWER_SECONDS = 2.0
"""How long the guard waits for a caller that does not take its few bytes."""
CRASHES = frozenset({signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL})


def run(listener: socket.socket, read: Read, limits: Limits, *, ocr: bool, prepare: Callable[[], None] | None = None) -> None:
    """Serves a listening socket, which processes may share, until the process is told to end. ``prepare`` runs in each child before its
    limits hold.
    """
    os.nice(NICENESS)
    compute_in_batches()
    without_network()
    listener.setblocking(True)
    while True:
        connection, _ = listener.accept()
        with connection:
            _guard(connection, read, limits, prepare, ocr=ocr)


def _guard(connection: socket.socket, read: Read, limits: Limits, prepare: Callable[[], None] | None, *, ocr: bool) -> None:
    guard = os.getpid()
    seen, begun = os.pipe()  # the child says when it begins to answer: from then on the guard may not speak
    pid = os.fork()
    if not pid:
        code = 1
        try:
            os.close(seen)
            os.setpgid(0, 0)
            die_with_parent(guard)
            _silence()
            if prepare:
                prepare()
            confine(limits)
            _child(connection, read, limits, begun, ocr=ocr)
            code = 0
        finally:
            os._exit(code)
    os.close(begun)
    with suppress(OSError):
        os.setpgid(pid, pid)  # both sides: whoever is first
    _await(pid, connection, limits.deadline)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)  # with whatever it started
    _, status = os.waitpid(pid, 0)
    answered = os.read(seen, 1)
    os.close(seen)
    if not answered:
        connection.settimeout(ANSWER_SECONDS)
        with suppress(OSError):
            connection.sendall(pack(read_to_json(_reason(status))))


def _silence() -> None:
    """What libraries say about a file may repeat it: it goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)


def _await(pid: int, connection: socket.socket, seconds: float) -> None:
    """Returns when the child ended, its time is over, or nobody waits for its answer any more."""
    process = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(process, select.POLLIN)
        poll.register(connection, select.POLLRDHUP)
        poll.poll(seconds * 1000)
    finally:
        os.close(process)


def _reason(status: int) -> OpaqueReason:
    """Why a child ended without an answer: a crash is a damaged file; what was ended from outside ran over a limit."""
    crashed = os.WIFEXITED(status) or os.WTERMSIG(status) in CRASHES
    return OpaqueReason.BROKEN_DOCUMENT if crashed else OpaqueReason.DOCUMENT_LIMIT


def _child(connection: socket.socket, read: Read, limits: Limits, begun: int, *, ocr: bool) -> None:
    connection.settimeout(limits.deadline)
    with connection.makefile("rb") as stream:
        head = json.loads(_exactly(stream, length(_exactly(stream, LENGTH_BYTES)), HEAD_BYTES))
        if "ping" in head:
            answer: dict[str, Any] = {"alive": True, "ocr": ocr}
        elif "changes" in head:
            answer = _rewrite(stream, head, limits)
        else:
            answer = read_to_json(_read(stream, head, read, limits))
    try:
        frame = pack(answer)
    except (ValueError, MemoryError):
        frame = pack(read_to_json(OpaqueReason.DOCUMENT_LIMIT))
    os.write(begun, b"1")
    connection.sendall(frame)


def _read(stream: io.BufferedReader, head: dict[str, Any], read: Read, limits: Limits) -> FileRead:
    try:
        content = _exactly(stream, head["size"], limits.size)
        return read(File((), content, head["media"], head["name"], batch=Batch(head["batch"])))
    except OpaqueBody as opaque:
        return opaque.reason
    except (MemoryError, RecursionError):
        return OpaqueReason.DOCUMENT_LIMIT
    except Exception:  # noqa: BLE001  # whatever a library raises over a file: the file is not read, and the text stays here
        return OpaqueReason.BROKEN_DOCUMENT


def _rewrite(stream: io.BufferedReader, head: dict[str, Any], limits: Limits) -> dict[str, Any]:
    os.environ["RAYON_NUM_THREADS"] = str(limits.threads)  # what sets a PDF would take every processor, and address space for each
    try:
        changes = json.loads(_exactly(stream, head["changes"], CHANGES_BYTES))
        content = _exactly(stream, head["size"], limits.size)
        return rewritten_to_json(rewritten(content, [(value, token) for value, token in changes]))
    except OpaqueBody as opaque:
        return read_to_json(opaque.reason)
    except (MemoryError, RecursionError):
        return read_to_json(OpaqueReason.DOCUMENT_LIMIT)
    except Exception:  # noqa: BLE001  # as above
        return read_to_json(OpaqueReason.BROKEN_DOCUMENT)


def _exactly(stream: io.BufferedReader, size: int, most: int = LENGTH_BYTES) -> bytes:
    """So many bytes, which lie in memory once: the buffer that grows is the result. Raises OpaqueBody over ``most``."""
    if size > most:
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
    buffer = io.BytesIO()
    while (left := size - buffer.tell()) > 0:
        piece = stream.read(min(left, PIECE))
        if not piece:
            raise EOFError
        buffer.write(piece)
    return buffer.getvalue()
