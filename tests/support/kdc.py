"""A real MIT Kerberos key distribution centre for tests, on loopback, in a temporary folder.

Taken from Debian's packages ``krb5-kdc``, ``krb5-admin-server`` and ``krb5-user``; the bindings need ``libkrb5-dev``.
"""

from __future__ import annotations

import base64
import ctypes
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.free_ports import free_ports

START_SECONDS = 30
_PR_SET_PDEATHSIG = 1
REALM = "URAD.TEST"
SERVICE = f"HTTP/localhost@{REALM}"
PASSWORD = "heslo-do-windows-1"
PATH = "/usr/sbin:/usr/bin:" + os.environ.get("PATH", "")
PROGRAMS = ("krb5kdc", "kadmin.local", "kdb5_util", "kinit")
CLOCK_SKEW = 300
"""Seconds, as everywhere: a test that stands still for a moment must not be taken for a wrong clock."""
SHORT = 10
"""Seconds that a short ticket lives: long enough to ask for one of the service with it on a slow machine."""
STRICT_SKEW = 1
"""Seconds, where a test is about a wrong clock and need not wait five minutes for one."""

CLIENT = """
[libdefaults]
 default_realm = {realm}
 dns_lookup_realm = false
 dns_lookup_kdc = false
 dns_canonicalize_hostname = false
 rdns = false
 udp_preference_limit = 1
 clockskew = {skew}
 default_ccache_name = FILE:{folder}/ccache
[realms]
 {realm} = {{
  kdc = 127.0.0.1:{port}
 }}
"""
SERVER = """
[kdcdefaults]
 kdc_listen = 127.0.0.1:{port}
 kdc_tcp_listen = 127.0.0.1:{port}
[realms]
 {realm} = {{
  database_name = {folder}/principal
  key_stash_file = {folder}/stash
  acl_file = {folder}/acl
  max_life = 10h
 }}
[logging]
 kdc = FILE:{folder}/kdc.log
"""


def missing() -> str:
    """What keeps these tests from running; "" when nothing does."""
    programs = [program for program in PROGRAMS if shutil.which(program, path=PATH) is None]
    if programs:
        return "MIT Kerberos is not installed: apt install krb5-kdc krb5-admin-server krb5-user"
    if importlib.util.find_spec("gssapi") is None:
        return "the bindings are not installed: apt install libkrb5-dev, then pip install gssapi"
    return ""


def skip_or_fail(reason: str) -> None:
    """Skips; where CI=true it fails."""
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)


class Kdc:
    """A running centre with two employees and the proxy's service."""

    def __init__(self) -> None:
        if reason := missing():
            skip_or_fail(reason)
        self.folder = Path(tempfile.mkdtemp(prefix="celnice-kdc-"))
        [self.port] = free_ports(1)
        facts = {"folder": self.folder, "port": self.port, "realm": REALM}
        (self.folder / "krb5.conf").write_text(CLIENT.format(**facts, skew=CLOCK_SKEW), encoding="ascii")
        (self.folder / "strict.conf").write_text(CLIENT.format(**facts, skew=STRICT_SKEW), encoding="ascii")
        (self.folder / "kdc.conf").write_text(SERVER.format(**facts), encoding="ascii")
        self.environment = {
            **os.environ,
            "PATH": PATH,
            "KRB5_CONFIG": str(self.folder / "krb5.conf"),
            "KRB5_KDC_PROFILE": str(self.folder / "kdc.conf"),
        }
        self.keytab = self.folder / "http.keytab"
        self._server: subprocess.Popen[bytes] | None = None
        self._run("kdb5_util", "create", "-s", "-r", REALM, "-P", "master-000")
        for query in (
            f"addprinc -pw {PASSWORD} jana.novakova",
            f"addprinc -pw {PASSWORD} petr.svoboda",
            f"addprinc -pw {PASSWORD} jana/admin",
            f"addprinc -randkey {SERVICE}",
            f"ktadd -k {self.keytab} {SERVICE}",
        ):
            self._run("kadmin.local", "-r", REALM, "-q", query)
        self.keytab.chmod(0o600)
        self.start()

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                ["krb5kdc", "-n"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
                cwd=self.folder,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, and no orphan when the test run is killed
            )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert self._server.poll() is None, (self.folder / "log").read_text()[-2000:]
                assert time.monotonic() < until, "the centre did not start"
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(START_SECONDS)
            self._server = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sign_in(self, name: str, *options: str) -> Path:
        """A person signs in, as Windows does in the morning; the file of their tickets. AssertionError when the centre refuses or is away."""
        tickets = self.folder / f"tickets-{name.replace('/', '-')}-{time.monotonic_ns()}"
        self._run("kinit", "-c", f"FILE:{tickets}", *options, f"{name}@{REALM}", typed=f"{PASSWORD}\n")
        return tickets

    def context(self, tickets: Path, mechanism: str = "spnego") -> Any:
        """The client's side of Negotiate."""
        import gssapi

        oid = {"spnego": "1.3.6.1.5.5.2", "kerberos": "1.2.840.113554.1.2.2"}[mechanism]
        name = gssapi.Name(SERVICE, gssapi.NameType.kerberos_principal)
        credentials = gssapi.Credentials(usage="initiate", store={"ccache": f"FILE:{tickets}"})
        return gssapi.SecurityContext(name=name, creds=credentials, mech=gssapi.OID.from_int_seq(oid), usage="initiate")

    def token(self, tickets: Path, mechanism: str = "spnego") -> str:
        """What a browser sends."""
        return "Negotiate " + base64.b64encode(self.context(tickets, mechanism).step()).decode()

    @contextmanager
    def strict(self) -> Iterator[None]:
        """Who looks at tickets in this process meanwhile takes no clock that differs by more than :data:`STRICT_SKEW`."""
        os.environ["KRB5_CONFIG"] = str(self.folder / "strict.conf")
        try:
            yield
        finally:
            os.environ["KRB5_CONFIG"] = self.environment["KRB5_CONFIG"]

    def _run(self, program: str, *arguments: str, typed: str = "") -> None:
        command = [shutil.which(program, path=PATH) or program, *arguments]
        done = subprocess.run(
            command, input=typed.encode(), capture_output=True, env=self.environment, timeout=START_SECONDS, check=False, cwd=self.folder
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")


KERBEROS = "2a864886f712010202"
"""1.2.840.113554.1.2.2 in DER."""


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = (
        bytes([size]) if size < 128 else bytes([0x80 | ((size.bit_length() + 7) // 8)]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    )
    return bytes([tag]) + length + content


def proposal() -> bytes:
    """NegTokenInit with a list of mechanisms and no token, in its GSS frame."""
    mechanisms = _der(0xA0, _der(0x30, _der(0x06, bytes.fromhex(KERBEROS))))
    spnego = _der(0x06, bytes.fromhex("2b0601050502"))
    return _der(0x60, spnego + _der(0xA0, _der(0x30, mechanisms)))


def response(token: bytes) -> bytes:
    """NegTokenResp with a token."""
    return _der(0xA1, _der(0x30, _der(0xA2, _der(0x04, token))))


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
