"""Real receivers for feeds: an HTTP server that answers as told, a mail server, rsyslog; certificates, also expired ones."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.feeds.api import Outgoing
from gateway.free_ports import free_ports

NOW = "2026-11-22T14:20:05.000+00:00"


def outgoing(number: int = 1, **changes: Any) -> Outgoing:
    """An event as feeds see it."""
    event = {
        "id": f"7K3QX-9M2PD-{number:05}",
        "at": NOW,
        "type": "prompt.blocked",
        "tool": "openai",
        "host": "api.openai.com",
        "operation": "chat.completions",
        "verdict": "block",
        "reason": "personal_data",
        "scan": "scanned",
        "disclosed": "none",
        "policy": "2026-10-01.1",
        "detectors": "0.1.0",
        "kinds": {"CZ_BIRTH_NUMBER": 2},
        "rules": {"cz_birth_number.slash": 2},
        "seq": number,
        "writer": "node-0123456789abcdef",
        "hash": "ab" * 32,
        **changes,
    }
    return Outgoing(f"c{number}", event)


def case_outgoing(number: int = 1, **changes: Any) -> Outgoing:
    """A step of a case as feeds see it; by default one that rings."""
    event = {
        "id": f"case-2026-0001-{number}",
        "type": "breach.suspected",
        "at": NOW,
        "case": "2026-0001",
        "step": number,
        "state": "suspected",
        "left": True,
        "rings": True,
        "level": "critical",
        "tool": "openai",
        "kinds": {"CZ_BIRTH_NUMBER": 2},
        "link": "https://celnice.urad.cz/breaches/2026-0001",
        **changes,
    }
    return Outgoing(f"2026-0001/{number}", event)


@dataclass
class Certificates:
    """A CA of its own and certificates for 127.0.0.1, as files."""

    folder: Path
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
        self._name = name
        builder = self._builder(name, self._key.public_key(), days=30)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        builder = builder.add_extension(
            x509.KeyUsage(
                digital_signature=True,
                key_cert_sign=True,
                crl_sign=True,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(self._key.public_key()), critical=False)
        self._certificate = builder.sign(self._key, hashes.SHA256())
        self.ca = self.folder / "ca.pem"
        self.ca.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str = "server", *, days: int = 10) -> tuple[Path, Path]:
        """(certificate, key); with negative ``days`` it expired then."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]), key.public_key(), days=days)
        address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([address, x509.DNSName("localhost")]), critical=False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), critical=False)
        made = builder.sign(self._key, hashes.SHA256())
        certificate, secret = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        form = serialization.PrivateFormat.PKCS8
        secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
        return certificate, secret

    def context(self, *, days: int = 10) -> ssl.SSLContext:
        """For a server."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(*self.issue(f"server{days}", days=days))
        return made

    def _builder(self, subject: x509.Name, key: ec.EllipticCurvePublicKey, *, days: int) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._name).public_key(key)
        builder = builder.serial_number(x509.random_serial_number())
        return builder.not_valid_before(now - timedelta(days=40)).not_valid_after(now + timedelta(days=days))


@dataclass
class Request:
    """What a receiver got."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


type Answer = tuple[int, Mapping[str, str], bytes]


@dataclass
class Desk:
    """An HTTP server that answers with what ``answers`` says in turn, then with 200."""

    url: str
    requests: list[Request] = field(default_factory=list)
    answers: list[Answer | Callable[[Request], Answer]] = field(default_factory=list)
    usual: Callable[[Request], Answer] = lambda _request: (200, {}, b"")

    def bodies(self) -> list[bytes]:
        return [request.body for request in self.requests]


@contextmanager
def http_desk(trust: ssl.SSLContext | None = None) -> Iterator[Desk]:
    """Such a server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            request = Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            desk.requests.append(request)
            answer = desk.answers.pop(0) if desk.answers else desk.usual
            status, headers, content = answer(request) if callable(answer) else answer
            if status == 0:  # closes without a word
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"content-length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return

    server = Server(("127.0.0.1", 0), Handler)
    if trust is not None:
        server.socket = trust.wrap_socket(server.socket, server_side=True)
    desk = Desk(f"{'https' if trust else 'http'}://127.0.0.1:{server.server_port}/hook")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)


def free_port() -> int:
    """A port on which nobody listens now, neither for TCP nor, as good as certain, for UDP."""
    (port,) = free_ports(1)
    return port


@dataclass
class Rsyslog:
    """A running rsyslogd with a UDP, a TCP and a TLS input; ``lines`` is what it wrote, one JSON object for each message."""

    udp: int
    tcp: int
    tls: int
    output: Path

    def lines(self, count: int, seconds: float = 60) -> list[str]:
        """Waits for so many lines, at most so long."""
        found: list[str] = []
        for _ in range(int(seconds / 0.02)):
            written = self.output.read_bytes() if self.output.exists() else b""
            found = written[: written.rfind(b"\n") + 1].decode().splitlines()  # the last one may be half written
            if len(found) >= count:
                break
            time.sleep(0.02)
        return found


@contextmanager
def rsyslog(folder: Path, certificates: Certificates) -> Iterator[Rsyslog]:
    """Starts one of its own. Skips where it is not installed; fails where CI=true."""
    program = shutil.which("rsyslogd") or shutil.which("rsyslogd", path="/usr/sbin")
    driver = next((name for name in ("ossl", "gtls") for at in Path("/usr/lib").glob(f"*/rsyslog/lmnsd_{name}.so")), None)
    if program is None or driver is None:
        reason = "rsyslog is not installed: apt install rsyslog rsyslog-openssl"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(reason)
        pytest.skip(reason)
    certificate, key = certificates.issue("rsyslog")
    running = Rsyslog(free_port(), free_port(), free_port(), folder / "received")
    (folder / "rsyslog.conf").write_text(f"""
global(workDirectory="{folder}" maxMessageSize="64k"
       DefaultNetstreamDriverCAFile="{certificates.ca}"
       DefaultNetstreamDriverCertFile="{certificate}" DefaultNetstreamDriverKeyFile="{key}")
module(load="imudp")
module(load="imptcp")
module(load="imtcp" StreamDriver.Name="{driver}" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
template(name="all" type="list") {{
  property(name="pri") constant(value="|") property(name="timestamp" dateFormat="rfc3339") constant(value="|")
  property(name="hostname") constant(value="|") property(name="app-name") constant(value="|") property(name="msgid")
  constant(value="|") property(name="structured-data") constant(value="|") property(name="msg") constant(value="\\n")
}}
ruleset(name="keep") {{ action(type="omfile" file="{running.output}" template="all" asyncWriting="off" flushOnTXEnd="on") }}
input(type="imudp" address="127.0.0.1" port="{running.udp}" ruleset="keep" rcvbufSize="1m")
input(type="imptcp" address="127.0.0.1" port="{running.tcp}" ruleset="keep")
input(type="imtcp" address="127.0.0.1" port="{running.tls}" ruleset="keep")
""")
    log = (folder / "rsyslog.log").open("wb")
    command = [program, "-n", "-f", str(folder / "rsyslog.conf"), "-i", str(folder / "pid"), "-C"]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _await_ports(process, (running.tcp, running.tls), folder / "rsyslog.log")
        yield running
    finally:
        process.terminate()
        process.wait(60)
        log.close()


def _await_ports(process: subprocess.Popen[bytes], ports: Sequence[int], log: Path) -> None:
    for _ in range(3000):
        assert process.poll() is None, log.read_text()
        try:
            for port in ports:
                socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(log.read_text())
