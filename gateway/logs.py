"""The log: one line a record on standard error, and nothing that a person typed.

Only our own modules are trusted to write clean messages. A record of any other library loses its message, because mitmproxy quotes
requests in its own and Presidio quotes what it matched; its place and severity stay. An uncaught exception loses its text likewise.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import time
from collections.abc import Callable
from contextvars import ContextVar
from types import TracebackType
from typing import Any

OURS = ("gateway", "allowlist", "detectors", "celnice")

REFERENCE: ContextVar[str] = ContextVar("reference", default="")
"""The event of the request at hand, once it has one: what an employee reads out is what the log is searched for."""


def noted(make: Callable[[], str]) -> Callable[[], str]:
    """A maker of references whose last one stands in the log lines of the same request."""

    def noting() -> str:
        made = make()
        REFERENCE.set(made)
        return made

    return noting


class Redacted(logging.Formatter):
    """``time process level logger: message``; for foreign loggers the place instead of the message."""

    converter = staticmethod(time.gmtime)

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line. Never a traceback: frames are fine, but exception texts quote values."""
        fields = self.fields(record)
        reference = f" ({fields['reference']})" if "reference" in fields else ""
        return f"{fields['time']} {self._process} {fields['level']} {record.name}: {fields['message']}{reference}"

    def fields(self, record: logging.LogRecord) -> dict[str, str]:
        """What a line says."""
        ours = record.name.partition(".")[0] in OURS
        text = record.getMessage() if ours else f"(message withheld) {record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            text = f"{text} [{where(record.exc_info[0], record.exc_info[2])}]"
        stamp = f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z"
        said = {"time": stamp, "process": self._process, "level": record.levelname.lower(), "logger": record.name, "message": text}
        reference = REFERENCE.get()
        return {**said, "reference": reference} if reference else said


class Json(Redacted):
    """The same as one JSON object a line, for collectors of logs."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return json.dumps(self.fields(record), ensure_ascii=False)


def where(kind: type[BaseException], traceback: TracebackType | None) -> str:
    """An exception's class and the place that raised it, without its text."""
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    place = f" at {traceback.tb_frame.f_globals.get('__name__', '?')}:{traceback.tb_lineno}" if traceback else ""
    return f"{kind.__name__}{place}"


def configure(process: str, level: str, form: str = "text") -> None:
    """Sets up the root logger and the hooks for whatever nobody caught. ``form`` is ``text`` or ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json(process) if form == "json" else Redacted(process))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    log = logging.getLogger(f"gateway.{process.partition('-')[0]}")

    def uncaught(kind: type[BaseException], _error: BaseException, traceback: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.critical("uncaught %s", where(kind, traceback))

    def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
        log.critical("uncaught in a thread: %s", where(args.exc_type, args.exc_traceback))

    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread


def loop_handler(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For ``loop.set_exception_handler``."""
    error = context.get("exception")
    text = where(type(error), error.__traceback__) if isinstance(error, BaseException) else "no exception"
    logging.getLogger("gateway.loop").error("uncaught in the event loop: %s", text)
