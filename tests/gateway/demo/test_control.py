"""The control port."""

import json

import pytest

from gateway.demo.control import application
from gateway.demo.exchange import Request
from gateway.demo.recorder import Recorder


def ask(method: str, path: str, body: object = None, *, keep: bool = True) -> tuple[int, object, list[object]]:
    told: list[object] = []
    recorder = Recorder(keep)
    recorder.received(recorder.connected(), b"800412/3127")
    answer = application(recorder, told.append, told.append)(Request(method, "c", path, body=json.dumps(body).encode()))
    content = b"".join(part for part in answer.parts if isinstance(part, bytes))
    return answer.status, json.loads(content), told


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "told"),
    [
        ("POST", "/release", None, 200, [True]),
        ("POST", "/certificate", {"mode": "untrusted"}, 200, ["untrusted"]),
        ("POST", "/certificate", {"mode": "x"}, 400, []),
        ("POST", "/reset", None, 200, [False, "good"]),
        ("GET", "/requests", None, 200, []),
        ("GET", "/elsewhere", None, 404, []),
    ],
)
def test_orders(method: str, path: str, body: object, status: int, told: list[object]) -> None:
    """Orders are passed on; what is not one is refused."""
    answered, _, heard = ask(method, path, body)
    assert (answered, heard) == (status, told)


def test_counts_and_search() -> None:
    """What arrived is counted and searched."""
    assert ask("GET", "/counts")[1] == {"connections": 1, "secured": 0, "bytes": 11, "begun": 0, "requests": 0}
    assert ask("POST", "/search", {"values": ["8004123127", "7856114046"]})[1] == {"found": ["8004123127"]}


def test_no_answer_without_a_recording() -> None:
    """Where nothing was kept, a search is refused."""
    assert ask("POST", "/search", {"values": ["8004123127"]}, keep=False)[0] == 409
