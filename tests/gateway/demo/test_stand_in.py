"""The stand-in as a process."""

import json
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from gateway.demo.replies import LARGE, TEXT
from gateway.demo.stand_in import CA_FILE, PORTS_FILE
from support.certificates import trusting
from support.stand_in import Provider, provider


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with provider(tmp_path_factory.mktemp("stand-in")) as process:
        yield process


@pytest.fixture
def stand_in(running: Provider) -> Provider:
    running.reset()
    return running


def client(stand_in: Provider, *, http2: bool) -> httpx.Client:
    alpn = ("h2", "http/1.1") if http2 else ("http/1.1",)
    base = f"https://localhost:{stand_in.port}"
    return httpx.Client(base_url=base, verify=trusting(stand_in.ca, *alpn), http2=http2, trust_env=False, timeout=60)


@pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])
def test_both_versions_answer_and_record(stand_in: Provider, http2: bool) -> None:
    """A prompt is answered and recorded over either version."""
    body = {"model": "gpt-4o", "messages": [{"role": "user", "content": "r. č. 800412/3127"}]}
    with client(stand_in, http2=http2) as http:
        answer = http.post("/v1/chat/completions", json=body)
    assert answer.json()["choices"][0]["message"]["content"] == TEXT
    assert stand_in.found("8004123127", "7856114046") == ["8004123127"]
    (request,) = stand_in.requests()
    assert (request["version"], request["sni"]) == ("2" if http2 else "1.1", "localhost")


@pytest.mark.parametrize("http2", [False, True], ids=["HTTP/1.1", "HTTP/2"])
def test_large_replies_pass(stand_in: Provider, http2: bool) -> None:
    """``large`` answers with 50 MB."""
    body = {"model": "large", "messages": [{"role": "user", "content": "x"}]}
    with client(stand_in, http2=http2) as http:
        assert len(http.post("/v1/messages", json=body).content) >= LARGE


def test_gates_hold_a_stream(stand_in: Provider) -> None:
    """A gated stream gives its first event, and the rest only after the release."""
    body = {"model": "gated", "stream": True, "messages": [{"role": "user", "content": "x"}]}
    with client(stand_in, http2=False) as http, http.stream("POST", "/v1/chat/completions", json=body) as answer:
        chunks = answer.iter_raw()
        first = next(chunks)
        stand_in.release()
        rest = b"".join(chunks)
    assert b"[DONE]" not in first
    assert rest.endswith(b"data: [DONE]\n\n")


def test_what_is_not_tls_is_counted_and_kept(stand_in: Provider) -> None:
    """A connection attempt counts though TLS never began, and its bytes are searched."""
    with socket.create_connection(("127.0.0.1", stand_in.port)) as connection:
        connection.sendall(b"SSH 800412/3127\r\n")
        assert connection.recv(1) == b""
    assert stand_in.connections() == 1
    assert stand_in.found("8004123127") == ["8004123127"]


def test_wrong_certificates_can_be_shown(stand_in: Provider) -> None:
    """Tests of upstream verification get a certificate that must be refused."""
    for mode in ("untrusted", "wrong-host"):
        stand_in.show(mode)
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"), client(stand_in, http2=False) as http:
            http.get("/v1/models")


def test_no_control_port_no_recording(tmp_path: Path) -> None:
    """Without a control port the stand-in answers, and offers no way to read what came; it ends when told to."""
    command = [sys.executable, "-m", "gateway.demo.stand_in", "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        while not (tmp_path / PORTS_FILE).exists():
            assert process.poll() is None
        ports = json.loads((tmp_path / PORTS_FILE).read_text(encoding="ascii"))
        assert ports["control_port"] is None
        context = ssl.create_default_context(cafile=str(tmp_path / CA_FILE))
        with httpx.Client(verify=context, trust_env=False, timeout=60) as http:
            assert http.get(f"https://localhost:{ports['port']}/v1/models").status_code == 200
        process.terminate()
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, b"")


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """A stand-in whose starter is gone ends by itself."""
    code = (
        "import subprocess,sys;"
        f"subprocess.Popen([sys.executable,'-m','gateway.demo.stand_in','--port','0','--data',{str(tmp_path)!r}]);"
        f"import pathlib,time\nwhile not pathlib.Path({str(tmp_path / PORTS_FILE)!r}).exists(): time.sleep(0.02)"
    )
    # The output pipe stays open as long as the orphan runs: reading it to its end waits for that.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout == b""
