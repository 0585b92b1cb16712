"""Beside other gateways, on the same Czech prompts with made-up persons: what reaches the provider, and what a prompt takes longer.

Each peer runs in an environment of its own, as its documentation sets it up, before a provider on loopback that keeps what comes. A value
has leaked when it stands in what the provider got; a clean prompt is disturbed when the provider got another text, or none.
PrivAiTe runs without its default model, which comes from a model hub and from no package index (docs: performance).
"""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from bench.report import Target
from evaluation import parts
from evaluation.sample import Sample
from gateway.demo import processes
from gateway.demo.processes import Ports, clean_environment
from gateway.free_ports import free_ports

PROMPTS, CLEAN = 300, 40
KEY = "sk-bench"
START_SECONDS = 90.0
ANSWER = json.dumps(
    {
        "id": "c",
        "object": "chat.completion",
        "created": 0,
        "model": "gpt-4o",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Dobře."}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
).encode()


class Provider(ThreadingHTTPServer):
    """Keeps the text of what came last."""

    got = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answering(BaseHTTPRequestHandler):
    """One connection of it."""

    protocol_version = "HTTP/1.1"
    server: Provider

    def do_POST(self) -> None:  # the library's name
        """Keeps and answers."""
        content = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.got = "\n".join(str(message.get("content")) for message in content.get("messages", ()))
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@dataclass(frozen=True, slots=True)
class Peer:
    """How a prompt is sent by way of it, and what of it then reached the provider ("" is nothing)."""

    name: str
    send: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    planted: int
    leaked: int
    prompts: int
    leaking: int
    disturbed: int
    milliseconds: float


def _prompt(port: int, path: str, text: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": text}]}, ensure_ascii=False).encode()
    try:
        connection.request("POST", path, body, {"content-type": "application/json", "authorization": f"Bearer {KEY}"})
        connection.getresponse().read()
    finally:
        connection.close()


def _by(port: int, provider: Provider, path: str = "/v1/chat/completions") -> Callable[[str], str]:
    def send(text: str) -> str:
        provider.got = ""
        _prompt(port, path, text)
        return provider.got

    return send


@contextmanager
def _process(command: Sequence[str], folder: Path, port: int, more: dict[str, str]) -> Iterator[None]:
    with (folder / f"{Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**clean_environment(), **more}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{Path(command[0]).name} did not start")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def shield(folder: Path, provider: Provider, environment: Path) -> Iterator[Peer]:
    """LLM-Shield-Proxy with its defaults."""
    (port,) = free_ports(1)
    command = [str(environment / "bin" / "llm-shield-proxy"), "--host", "127.0.0.1", "--port", str(port), "--log-level", "critical"]
    settings = {"UPSTREAM_BASE_URL": f"http://127.0.0.1:{provider.server_port}", "UPSTREAM_API_KEY": KEY, "VALID_VIRTUAL_KEYS": KEY}
    with _process(command, folder, port, settings):
        yield Peer("LLM-Shield-Proxy", _by(port, provider))


@contextmanager
def plain(folder: Path, presidio: Path) -> Iterator[Peer]:
    """Presidio alone with cs_core_news_sm and its own recognizers, as a program calls it before it sends: analyzed, then anonymized."""
    (port,) = free_ports(1)

    def send(text: str) -> str:
        found = _asked(port, "/analyze", {"text": text, "language": "cs"})
        return str(_asked(port, "/anonymize", {"text": text, "analyzer_results": found})["text"])

    with _process(_service(presidio, port), folder, port, {"PYTHONPATH": str(Path.cwd())}):
        yield Peer("Presidio, cs", send)


def _service(presidio: Path, port: int) -> list[str]:
    return [str(presidio), "-m", "bench.presidio_service", str(port)]


def _asked(port: int, path: str, question: dict[str, Any]) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", path, json.dumps(question).encode(), {"content-type": "application/json"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


@contextmanager
def litellm(folder: Path, provider: Provider, environment: Path, presidio: Path) -> Iterator[Peer]:
    """LiteLLM's proxy with its Presidio guardrail, before Presidio with cs_core_news_sm."""
    port, service = free_ports(2)
    guardrail = {"guardrail": "presidio", "mode": "pre_call", "default_on": True, "presidio_language": "cs"}
    model = {"model": "openai/gpt-4o", "api_base": f"http://127.0.0.1:{provider.server_port}/v1", "api_key": KEY}
    settings = {
        "model_list": [{"model_name": "gpt-4o", "litellm_params": model}],
        "guardrails": [{"guardrail_name": "presidio", "litellm_params": guardrail}],
        "general_settings": {"master_key": KEY},
        "litellm_settings": {"telemetry": False},
    }
    (folder / "litellm.yaml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    base = f"http://127.0.0.1:{service}"
    variables = {"PRESIDIO_ANALYZER_API_BASE": base, "PRESIDIO_ANONYMIZER_API_BASE": base, "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    command = [str(environment / "bin" / "litellm"), "--config", str(folder / "litellm.yaml"), "--host", "127.0.0.1", "--port", str(port)]
    with (
        _process(_service(presidio, service), folder, service, {"PYTHONPATH": str(Path.cwd())}),
        _process(command, folder, port, variables),
    ):
        yield Peer("LiteLLM + Presidio cs", _by(port, provider))


@contextmanager
def privaite(folder: Path, provider: Provider, environment: Path) -> Iterator[Peer]:
    """PrivAiTe's ``light`` preset (Presidio and its own patterns, no model hub), with cs_core_news_sm where it looks for the English model.

    ``languages: [cs]`` ends its start (0.7.3: "No spaCy model mapping"), and the names of its seven models are fixed; spaCy also takes a
    model from a folder of that name, so nothing of PrivAiTe is changed. German, Spanish, and its default of French with English, tried on
    100 prompts of the same part, found no more than English.
    """
    (port,) = free_ports(1)
    own = folder / "privaite"
    own.mkdir()
    (own / "en_core_web_lg").symlink_to(next(environment.resolve().glob("lib/python3*/site-packages/cs_core_news_sm/cs_core_news_sm-*")))
    model = {"model": "openai/gpt-4o", "api_base": f"http://127.0.0.1:{provider.server_port}/v1", "api_key": KEY}
    settings = {
        "server": {"host": "127.0.0.1", "port": port, "log_level": "critical"},
        "providers": [{"model_name": "gpt-4o", "litellm_params": model}],
        "pii": {"preset": "light", "detectors": {"presidio": {"languages": ["en"]}}},
    }
    (own / "privaite.yaml").write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
    variables = {"PRIVAITE_API_KEYS": KEY, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "HF_HUB_OFFLINE": "1"}
    with _process([str(environment / "bin" / "privaite"), "--config", "privaite.yaml"], own, port, variables):
        yield Peer("PrivAiTe light, cs", _by(port, provider))


@contextmanager
def ours(folder: Path) -> Iterator[Peer]:
    """The gateway by its base-URL entrance, blocking, before the recording stand-in (providers speak TLS)."""
    with processes.stand_in(folder) as stand_in:
        ports = Ports(*free_ports(3))
        (folder / "celnice.toml").write_text(processes.configuration(ports, stand_in.port, stand_in.ca), encoding="utf-8")
        with processes.gateway(folder, ports):

            def send(text: str) -> str:
                stand_in.control("POST", "/reset")
                _prompt(ports.entrance, "/openai/v1/chat/completions", text)
                return text if stand_in.control("GET", "/counts")["requests"] else ""

            yield Peer("Celnice", send)


def measure(peer: Peer, samples: Sequence[Sample], clean: Sequence[Sample]) -> Row:
    """Sends everything once, one after the other."""
    planted = leaked = leaking = 0
    times: list[float] = []
    for sample in samples:
        began = time.perf_counter()
        got = peer.send(sample.text)
        times.append(time.perf_counter() - began)
        through = [span for span in sample.must if sample.text[span.start : span.end] in got]
        planted, leaked, leaking = planted + len(sample.must), leaked + len(through), leaking + bool(through)
    disturbed = sum(peer.send(sample.text) != sample.text for sample in clean)
    return Row(peer.name, planted, leaked, len(samples), leaking, disturbed, 1000 * median(times))


def report(folder: Path, environments: Path, presidio: Path, prompts: int = PROMPTS) -> list[Target]:
    """Measures the peers whose environments are there, prints the table, and gives our target."""
    part = parts.load(held_out=True)
    rng = Random(1)  # which prompts
    samples = rng.sample([one for one in (*part.identifiers, *part.names) if one.must], prompts)
    clean = rng.sample(part.clean, CLEAN)
    rows: list[Row] = []
    with ExitStack() as stack:
        provider = Provider()
        stack.callback(provider.server_close)
        stack.callback(provider.shutdown)
        rows.append(measure(Peer("direct", _by(provider.server_port, provider)), samples, clean))
        with plain(folder, presidio) as peer:
            rows.append(measure(peer, samples, clean))
        found = {
            "shield": lambda environment: shield(folder, provider, environment),
            "litellm": lambda environment: litellm(folder, provider, environment, presidio),
            "privaite": lambda environment: privaite(folder, provider, environment),
        }
        for name, begin in found.items():
            environment = environments / f".venv-{name}"
            if not environment.exists():
                print(f"{name} is left out: {environment} is not there")
                continue
            with begin(environment) as peer:
                rows.append(measure(peer, samples, clean))
        with ours(folder) as peer:
            rows.append(measure(peer, samples, clean))
    print(f"\n{prompts} Czech prompts with made-up persons, {CLEAN} clean ones, one after the other")
    heads = ("values leaked", "recall", "prompts leaking", "clean disturbed", "ms a prompt")
    print("".join([" " * 24, *(f"{head:>17}" for head in heads)]))
    for row in rows:
        recall = f"{1 - row.leaked / row.planted:.1%}"
        cells = (f"{row.leaked} of {row.planted}", recall, f"{row.leaking} of {row.prompts}", str(row.disturbed), f"{row.milliseconds:.1f}")
        print("".join([f"{row.name:<24}", *(f"{cell:>17}" for cell in cells)]))
    best = max((1 - row.leaked / row.planted for row in rows if row.name not in {"Celnice", "direct"}), default=0.0)
    return [
        Target(
            "recall on Czech prompts, to the best peer's", (1 - rows[-1].leaked / rows[-1].planted) / max(best, 0.01), 1.0, at_least=True
        )
    ]
