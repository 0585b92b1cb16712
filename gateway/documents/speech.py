"""Speech recognition by a program that the office names (``documents.transcriber``). It runs here, under the limits of the process that
asks and without a network; what it prints is scanned. Nothing else of it is believed: an end with an error, silence, or more than a
transcript can have makes the recording opaque.
"""

from __future__ import annotations

import mmap
import os
import select
import shutil
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress

from gateway.lifeline import die_with_parent
from gateway.model import OpaqueBody, OpaqueReason
from gateway.settings import Documents

FILE = "{file}"
"""In the command: the path of the recording. A command without it reads the recording from its standard input."""
MOST = 4 * 1024 * 1024
"""Bytes of a transcript: a day of speech has one million."""
PIECE = 64 * 1024


def configured(documents: Documents) -> Transcriber | None:
    """The office's program, or None: then every recording is opaque."""
    if not documents.transcriber:
        return None
    return Transcriber(documents.transcriber, size=documents.max_file_bytes, seconds=documents.deadline_seconds)


def found(documents: Documents) -> bool:
    """Whether there is such a program on this machine."""
    return bool(documents.transcriber) and shutil.which(documents.transcriber[0]) is not None


class Transcriber:
    """The program. ``size``: bytes of the largest recording; ``seconds``: how long it may take for one."""

    def __init__(self, command: Sequence[str], *, size: int, seconds: float) -> None:
        self._command = tuple(command)
        self._size = size
        self._seconds = seconds
        self._sheet: int | None = None

    def prepare(self) -> None:
        """Takes a place in memory that looks like a file, while this process may still make one (:mod:`gateway.documents.limits`)."""
        self._sheet = os.memfd_create("recording")
        os.ftruncate(self._sheet, self._size)  # takes no memory yet

    def __call__(self, content: bytes) -> str:
        """The words of one recording. Raises OpaqueBody: MEDIA when there are none, DOCUMENT_LIMIT over time or length."""
        if self._sheet is None:
            self.prepare()
        sheet, self._sheet = self._sheet, None
        assert sheet is not None  # noqa: S101
        try:
            with mmap.mmap(sheet, len(content)) as written:  # writing would count as making a file
                written[:] = content
            os.ftruncate(sheet, len(content))
            os.lseek(sheet, 0, os.SEEK_SET)
            said = self._run(sheet)
        finally:
            os.close(sheet)
        try:
            text = said.decode("utf-8")
        except UnicodeDecodeError:
            raise OpaqueBody(OpaqueReason.MEDIA) from None
        if not any(char.isalnum() for char in text):
            raise OpaqueBody(OpaqueReason.MEDIA)
        return text

    def _run(self, sheet: int) -> bytes:
        parent, path = os.getpid(), f"/proc/self/fd/{sheet}"
        command = [part.replace(FILE, path) for part in self._command]
        program = subprocess.Popen(  # noqa: S603  # the administrator's own command; no argument comes from a document
            command,
            stdin=subprocess.DEVNULL if command != list(self._command) else sheet,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(sheet,),
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  # no thread runs in a document process
        )
        try:
            said = self._heard(program)
            code = program.wait(self._seconds)
        except subprocess.TimeoutExpired:
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT) from None
        finally:
            with suppress(OSError):
                program.kill()
            program.wait()
            if program.stdout:
                program.stdout.close()
        if code:
            raise OpaqueBody(OpaqueReason.MEDIA)
        return said

    def _heard(self, program: subprocess.Popen[bytes]) -> bytes:
        """All it prints, within its time."""
        assert program.stdout  # noqa: S101
        out, until, said = program.stdout.fileno(), time.monotonic() + self._seconds, bytearray()
        while len(said) <= MOST and (left := until - time.monotonic()) > 0:
            if not select.select([out], [], [], left)[0]:
                break
            piece = os.read(out, PIECE)
            if not piece:
                return bytes(said)
            said += piece
        raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
