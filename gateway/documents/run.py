"""One program of the system at work beside others: it is fed and heard whenever it wants to be, without threads."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from selectors import EVENT_READ, EVENT_WRITE, BaseSelector

from gateway.lifeline import die_with_parent
from gateway.model import OpaqueBody, OpaqueReason

PIECE = 64 * 1024


class Run:
    """A program that reads ``data`` from its standard input and writes text. Programs of one selector go on together."""

    def __init__(self, command: Sequence[str], data: bytes, selector: BaseSelector, environment: Mapping[str, str]) -> None:
        parent = os.getpid()
        self._left = memoryview(data)
        self._said = bytearray()
        self._ended = False
        self._begun = time.monotonic()
        self.seconds = 0.0
        """How long it took."""
        self._process = subprocess.Popen(  # noqa: S603  # found at start, and no argument comes from a document
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  # no thread runs in a document process
        )
        assert self._process.stdin  # noqa: S101
        assert self._process.stdout  # noqa: S101
        self._into, self._out = self._process.stdin, self._process.stdout
        os.set_blocking(self._into.fileno(), False)
        selector.register(self._into, EVENT_WRITE, self)
        selector.register(self._out, EVENT_READ, self)

    def text(self, selector: BaseSelector) -> str:
        """All it says, once it has ended. Raises OpaqueBody(DOCUMENT_LIMIT) when it ends with an error."""
        while not self._ended:
            for key, _ in selector.select():
                key.data._go_on(selector, key.fileobj)  # noqa: SLF001  # of this class
        if self._process.wait():
            raise OpaqueBody(OpaqueReason.DOCUMENT_LIMIT)
        return self._said.decode("utf-8", "replace")

    def _go_on(self, selector: BaseSelector, side: object) -> None:
        if side is self._into:
            if self._into.closed:
                return  # its end was told in the same round, before this
            try:
                self._left = self._left[os.write(self._into.fileno(), self._left[:PIECE]) :]
            except BrokenPipeError:
                self._left = self._left[:0]  # it has heard enough, or is gone: its end tells
            if not self._left:
                selector.unregister(self._into)
                with suppress(BrokenPipeError):
                    self._into.close()
            return
        piece = os.read(self._out.fileno(), PIECE)
        self._said += piece
        if not piece:
            selector.unregister(self._out)
            self._out.close()
            if not self._into.closed:
                selector.unregister(self._into)
                with suppress(BrokenPipeError):
                    self._into.close()
            self._ended, self.seconds = True, time.monotonic() - self._begun

    def end(self) -> None:
        """Ends it, whatever it does."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for side in (self._into, self._out):
            with suppress(OSError):
                side.close()
