"""The log: ours in clear, foreign messages withheld, exception texts never."""

from __future__ import annotations

import contextvars
import json
import logging
import subprocess
import sys

from gateway.logs import REFERENCE, Json, Redacted, noted, where

SECRET = "715319/2743"


def line(name: str, message: str, error: Exception | None = None) -> str:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "module.py", 7, message, (), info)
    return Redacted("proxy-1").format(record)


def raised() -> Exception:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


def test_our_messages_are_shown() -> None:
    """One line with process, level and logger."""
    assert line("gateway.proxy.addon", "hello").endswith("Z proxy-1 error gateway.proxy.addon: hello")


def test_foreign_messages_are_withheld() -> None:
    """mitmproxy and Presidio quote what they saw: only the place is shown."""
    for name in ("mitmproxy.proxy.server", "presidio-analyzer", "uvicorn.error", "root"):
        assert SECRET not in line(name, f"found {SECRET}")
        assert "module:7" in line(name, SECRET)


def test_exceptions_lose_their_texts() -> None:
    """Class and place, in our loggers too."""
    shown = line("gateway.x", "failed", raised())
    assert SECRET not in shown
    assert "ValueError at" in shown
    assert where(ValueError, None) == "ValueError"


def test_nobody_catches() -> None:
    """An uncaught exception, in a thread, in the loop or in the main thread, shows no text."""
    code = f"""
import asyncio, threading
from gateway import logs
logs.configure("proxy-1", "info")
def fail(): raise ValueError({SECRET!r})
t = threading.Thread(target=fail); t.start(); t.join()
async def main():
    asyncio.get_running_loop().set_exception_handler(logs.loop_handler)
    asyncio.get_running_loop().call_soon(fail)
    await asyncio.sleep(0.01)
asyncio.run(main())
fail()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert SECRET not in done.stderr
    assert done.stderr.count("ValueError at __main__:") == 3


def test_json_says_the_same_in_one_line() -> None:
    """Fields by name; a foreign message stays withheld, and a line break stays inside its string."""
    record = logging.LogRecord("gateway.x", logging.WARNING, "module.py", 7, "two\nlines", (), None)
    said = json.loads(Json("writer").format(record))
    assert said == {**said, "process": "writer", "level": "warning", "logger": "gateway.x", "message": "two\nlines"}
    assert "\n" not in Json("writer").format(record)
    foreign = logging.LogRecord("uvicorn", logging.WARNING, "module.py", 7, SECRET, (), None)
    assert SECRET not in Json("writer").format(foreign)


def test_the_event_of_the_request_at_hand() -> None:
    """What an employee reads out finds the line; another request's lines do not have it."""
    record = logging.LogRecord("gateway.x", logging.ERROR, "module.py", 7, "failed", (), None)

    def request() -> tuple[str, str]:
        noted(lambda: "7K3QX-9M2PD-R4TWB")()
        return Redacted("proxy-1").format(record), Json("proxy-1").format(record)

    text, line_of_json = contextvars.Context().run(request)
    assert text.endswith("failed (7K3QX-9M2PD-R4TWB)")
    assert json.loads(line_of_json)["reference"] == "7K3QX-9M2PD-R4TWB"
    assert REFERENCE.get() == ""
    assert "reference" not in json.loads(Json("proxy-1").format(record))
