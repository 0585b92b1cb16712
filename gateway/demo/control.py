"""The stand-in's control port, for tests and the demo: what arrived, searches in it, gates. Plain HTTP on loopback.

GET  /counts                {"connections", "secured", "bytes", "begun", "requests"}
GET  /requests              one object a request: connection, version, sni, host, method, path, coding, bytes
POST /search  {"values"}    {"found": [...]}; 409 when the recording is not complete
POST /release               opens the gates that replies wait at, now or later (one call, one gate)
POST /certificate {"mode"}  good | untrusted | wrong-host
POST /reset                 forgets the recording and closes the gates
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gateway.demo.exchange import Application, Reply, Request, plain
from gateway.demo.recorder import Recorder

MODES = ("good", "untrusted", "wrong-host")


def application(recorder: Recorder, release: Callable[[bool], None], show: Callable[[str], None]) -> Application:
    """The control port's answers. ``release(True)`` opens one gate, ``release(False)`` closes all; ``show`` sets the certificate."""

    def answer(request: Request) -> Reply:
        match request.method, request.path:
            case "GET", "/counts":
                return _json(200, recorder.counts())
            case "GET", "/requests":
                return _json(200, recorder.log)
            case "POST", "/search":
                try:
                    return _json(200, {"found": recorder.search(map(str, json.loads(request.body)["values"]))})
                except LookupError:
                    return _json(409, {"error": "the recording is not complete"})
            case "POST", "/release":
                release(True)
            case "POST", "/certificate":
                mode = str(json.loads(request.body)["mode"])
                if mode not in MODES:
                    return _json(400, {"error": "mode"})
                show(mode)
            case "POST", "/reset":
                recorder.reset()
                release(False)
                show("good")
            case _:
                return _json(404, {"error": "no such path"})
        return _json(200, {})

    return answer


def _json(status: int, value: Any) -> Reply:
    return plain(status, "application/json", json.dumps(value).encode())
