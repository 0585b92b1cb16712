"""Planted values, sent in many ways to every door, stand afterwards in nothing that the gateway wrote or said."""

import json
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from gateway.demo.curl import CurlError
from gateway.demo.processes import ask, clean_environment
from gateway.demo.run import KEYS
from gateway.demo.traces import found
from support.asking import until
from support.certificates import secured
from support.gateway_process import Gateway, files, gateway, sdk_bodies
from support.persons import BIRTH_NUMBERS, EMAIL, ID_CARD, NAME, PHONE
from support.raw_sockets import connect, gossip
from support.stand_in import Provider

URL = "https://api.openai.com/v1/chat/completions"
SAID = {
    **{number: f"r. č. {number}" for number in BIRTH_NUMBERS},
    EMAIL: EMAIL,
    PHONE: f"tel. {PHONE}",
    NAME: f"jednání s panem {NAME}",
    ID_CARD: f"občanský průkaz č. {ID_CARD}",
}
"""What is looked for, and how it is said where only a context tells what it is. Each goes into every carrier that can hold it."""

PLANTED = tuple(SAID)


class Visitor:
    """Knocks at every door with one value, and keeps all that was said to it."""

    def __init__(self, house: Gateway) -> None:
        self.house = house
        self.heard: list[bytes] = []

    def curl(self, url: str, body: bytes | None = None, headers: dict[str, str] | None = None, *options: str) -> None:
        with suppress(CurlError):
            answer = self.house.curl.send(url, body, headers or {}, options)
            self.heard += [answer.body, repr(answer.headers).encode()]

    def console(self, method: str, path: str, body: object = None) -> None:
        with suppress(OSError):
            self.heard.append(self.house.api(method, path, body)[1])
            self.heard.append(ask(self.house.ports.console, method, path, body)[1])

    def raw(self, sent: bytes, *, port: int | None = None) -> None:
        """To a port in clear, or inside TLS to OpenAI's host."""
        with suppress(OSError):
            if port is not None:
                with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                    connection.sendall(sent)
                    self.heard.append(gossip(connection))
                return
            with (
                connect(self.house, "api.openai.com:443") as plain,
                secured(plain, self.house.ca, "api.openai.com", "http/1.1") as connection,
            ):
                connection.sendall(sent)
                self.heard.append(gossip(connection))

    def knock(self, value: str) -> None:
        """Sends the value everywhere."""
        said = SAID[value]
        text = f"Sepiš zápis: {said}."
        chat = json.dumps(sdk_bodies("openai", text)).encode()
        encoded = quote(said, safe="").encode()
        plain = said.encode()
        self.curl(URL, chat, KEYS["openai"])
        self.curl(URL, chat, {**KEYS["openai"], "accept-language": "en"}, "--http2")
        self.curl(f"{self.house.entrance}/openai/v1/chat/completions", chat, KEYS["openai"])
        self.curl("https://api.anthropic.com/v1/messages", json.dumps(sdk_bodies("anthropic", text)).encode(), KEYS["anthropic"])
        self.curl(URL, json.dumps({"model": value, value: [], "messages": [{"role": value, "content": text}]}).encode())
        self.curl(URL, plain)
        self.curl(URL, b'{"messages": "' + plain)
        self.curl(URL, chat, {"content-type": f"application/json; charset={encoded.decode()}"})
        self.curl(URL, chat, {"content-encoding": encoded.decode()})
        self.curl(URL, chat, {"x-note": encoded.decode(), "user-agent": encoded.decode(), "authorization": f"Bearer {encoded.decode()}"})
        self.curl(f"https://api.openai.com/v1/models?q={encoded.decode()}")
        self.curl(f"https://api.openai.com/v1/{encoded.decode()}", chat)
        self.curl(f"https://chatgpt.com/{encoded.decode()}", chat, {"accept": "text/html"})
        self.curl(f"https://neznamy.example/{encoded.decode()}", chat)
        self.curl(f"{self.house.entrance}/{encoded.decode()}/v1", chat)
        self.curl(f"http://api.openai.com/{encoded.decode()}", chat)
        self.raw(b"POST /" + encoded + b" HTTP/1.1\r\nHost: " + encoded + b"\r\n\r\n")
        self.raw(b"POST /x HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: " + plain + b"\r\n\r\n")
        self.raw(plain + b"\r\n\r\n")
        self.raw(plain + b"\r\n\r\n", port=self.house.ports.proxy)
        self.raw(plain + b"\r\n\r\n", port=self.house.ports.entrance)
        self.raw(plain + b"\r\n\r\n", port=self.house.ports.console)
        label = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in value)
        self.raw(f"CONNECT {label}.example:443 HTTP/1.1\r\nHost: x\r\n\r\n".encode(), port=self.house.ports.proxy)
        self.raw(f"CONNECT {label}:{label} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), port=self.house.ports.proxy)
        self.console("POST", "/analyze", {"text": text, "language": value})
        self.console("POST", "/analyze", {"text": text, "ad_hoc_recognizers": [{"name": value}]})
        self.console("POST", "/analyze", {"text": {"a": value}, "score_threshold": value})
        self.console("POST", "/analyze", text)
        for path in ("/api/v1/events?since=", "/api/v1/events?after=", "/api/v1/events?limit=", "/api/v1/events/", "/tools/", "/"):
            self.console("GET", path + encoded.decode())
        self.console("POST", "/api/v1/events", {"a": value})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_is_kept_or_said(tmp_path: Path, shared_provider: Provider) -> None:
    """After it all: no answer, log line, metric, event, nor any file of the data folder holds a planted value in any form."""
    shared_provider.reset()
    with gateway(tmp_path / "house", shared_provider, more='[log]\nlevel = "debug"\n') as house:
        visitor = Visitor(house)
        for value in PLANTED:
            visitor.knock(value)
        # /analyze answers with offsets, never with text; everything else must not repeat what it was sent.
        said = {
            "answers": b"\n".join(visitor.heard),
            "metrics": ask(house.ports.console, "GET", "/metrics", headers={"authorization": f"Bearer {house.token}"})[1],
            "events": json.dumps(house.events()).encode(),
            "log": house.log().encode(),
        }
        for name, data in said.items():
            assert found(PLANTED, data) == (), f"{name} hold a planted value"
        until(lambda: len(house.events()) > 2 * len(PLANTED), "the events of what was stopped")
        _search(house, "while it runs")
        for more in (["events", "list", "--json"], ["events", "tail"]):
            command = [sys.executable, "-m", "gateway.cli", "--config", str(house.folder / "celnice.toml"), *more]
            done = subprocess.run(command, capture_output=True, env=clean_environment(), check=True)
            assert found(PLANTED, done.stdout + done.stderr) == ()
    _search(house, "after its end")
    assert shared_provider.found(*PLANTED) == []


def _search(house: Gateway, when: str) -> None:
    seen: set[str] = set()
    for path, content in files(house.folder):
        seen.add(path.name)
        assert found(PLANTED, str(path).encode()) == ()
        assert found(PLANTED, content) == (), f"{path.relative_to(house.folder)} holds a planted value {when}"
    assert any(name.endswith(".db") or "sqlite" in name for name in seen), "the store was not looked at"
