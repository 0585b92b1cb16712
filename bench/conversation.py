"""A conversation whose whole history is sent again each turn: how long its last turn is scanned beside its second one.

The time is the gateway's own (its stages extract, detect and decide, from ``/metrics``): what a longer body costs to carry is no scanning.
"""

from __future__ import annotations

import http.client
import json
import re
import ssl
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import median

from bench.prompts import text, variants
from bench.report import Target
from bench.subjects import Subject
from gateway.demo.processes import ask

TURNS = 50
LENGTH = 2000
CONVERSATIONS = 9
"""Of each the second and the last turn count; medians are taken."""

FIRST_WORD = 900_000
"""Of :func:`bench.prompts.variants`: far from those of the load client, so that no text was scanned before."""

_STAGE = re.compile(r'^celnice_stage_seconds_sum\{[^}]*stage="(?:extract|detect|decide)"[^}]*\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Costs:
    """Milliseconds of scanning."""

    second: float
    last: float

    def line(self) -> str:
        """One line of the report."""
        return f"Scanning a conversation of {LENGTH:,}-character turns: turn 2 {self.second:.2f} ms, turn {TURNS} {self.last:.2f} ms"

    def target(self) -> Target:
        """Cost grows with what is new."""
        return Target(f"scanning turn {TURNS} of a conversation, to turn 2", self.last / self.second, 1.5, at_least=False, goal=1.1)


def measure(gate: Subject) -> Costs:
    """Conversations that were never held before."""
    words = variants(FIRST_WORD)
    runs = [_conversation(gate, words) for _ in range(CONVERSATIONS)]
    return Costs(median(run[0] for run in runs), median(run[1] for run in runs))


def _conversation(gate: Subject, words: Iterator[str]) -> tuple[float, float]:
    """Milliseconds of the second and of the last turn."""
    connection = _connect(gate)
    messages: list[dict[str, str]] = []
    found = {}
    for turn in range(1, TURNS + 1):
        said, answered = islice(words, 2)
        messages.append({"role": "user", "content": text(LENGTH, said)})
        before = _scanned(gate) if turn in {2, TURNS} else 0.0
        _send(connection, messages)
        if before:
            found[turn] = 1000 * (_scanned(gate) - before)
        messages.append({"role": "assistant", "content": text(LENGTH, answered)})
    connection.close()
    return found[2], found[TURNS]


def _scanned(gate: Subject) -> float:
    """Seconds that the gateway's proxies have spent on scanning so far."""
    data = gate.ca.parents[1]  # data/ca/ca.pem
    settings = tomllib.loads((data.parent / "celnice.toml").read_text(encoding="utf-8"))
    token = (data / "api-token").read_text(encoding="ascii").strip()
    status, body = ask(settings["console"]["port"], "GET", "/metrics", headers={"authorization": f"Bearer {token}"})
    if status != 200:
        raise RuntimeError(f"/metrics was answered with {status}")
    return sum(map(float, _STAGE.findall(body.decode())))


def _connect(gate: Subject) -> http.client.HTTPSConnection:
    connection = http.client.HTTPSConnection("127.0.0.1", gate.port, context=ssl.create_default_context(cafile=gate.ca), timeout=60)
    host, _, port = (gate.connect or "").partition(":")
    connection.set_tunnel(host, int(port))
    return connection


def _send(connection: http.client.HTTPSConnection, messages: list[dict[str, str]]) -> None:
    body = json.dumps({"model": "gpt-4o", "messages": messages}, ensure_ascii=False).encode()
    connection.request("POST", "/v1/chat/completions", body, {"content-type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"the conversation was answered with {answer.status}")
