"""A real OpenLDAP server for tests, on loopback, in a temporary folder: StartTLS and LDAPS, people, nested groups.

Taken from Debian's packages ``slapd`` and ``ldap-utils``.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from gateway.free_ports import free_ports
from support.office_ca import OfficeCa

START_SECONDS = 30
_PR_SET_PDEATHSIG = 1
BASE = "dc=urad,dc=test"
SEARCHER = f"cn=celnice,{BASE}"
SEARCHER_PASSWORD = "heslo-brany-000"
PASSWORD = "heslo-zamestnance-1"
SCHEMAS = Path("/etc/ldap/schema")

CONFIG = """
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
pidfile {folder}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
TLSCACertificateFile {folder}/office-ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
maxsize 10485760
suffix "{base}"
rootdn "cn=root,{base}"
rootpw root-000
directory {folder}/db
index objectClass eq
overlay memberof
memberof-dangling ignore
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{searcher}" read by * none
"""

PEOPLE = ("jana.novakova", "petr.svoboda", "karel.dvorak", "vera.cerna")
GROUPS = (("odbor-informatiky", ("uid=jana.novakova,ou=people",)), ("cely-urad", ("cn=odbor-informatiky,ou=groups", "uid=petr.svoboda,ou=people")),
          ("kruh", ("cn=kruh-2,ou=groups", "uid=karel.dvorak,ou=people")), ("kruh-2", ("cn=kruh,ou=groups",)))  # fmt: skip


def available() -> bool:
    return shutil.which("slapd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


def skip_or_fail() -> None:
    """Skips where slapd is not installed; where CI=true it fails."""
    reason = "OpenLDAP is not installed: apt install slapd ldap-utils"
    if os.environ.get("CI", "").lower() in ("true", "1"):
        pytest.fail(reason)
    pytest.skip(reason)


class Slapd:
    """A running directory."""

    def __init__(self) -> None:
        if not available():
            skip_or_fail()
        self.folder = Path(tempfile.mkdtemp(prefix="celnice-ldap-"))
        self.plain_port, self.tls_port = free_ports(2)
        ca = OfficeCa()
        self.ca = ca.write(self.folder)
        ca.server().write(self.folder, "server")
        (self.folder / "db").mkdir()
        settings = CONFIG.format(schemas=SCHEMAS, folder=self.folder, base=BASE, searcher=SEARCHER)
        (self.folder / "slapd.conf").write_text(settings, encoding="ascii")
        self._program = shutil.which("slapd", path="/usr/sbin:" + os.environ.get("PATH", "")) or "slapd"
        self._server: subprocess.Popen[bytes] | None = None
        self.start()
        self._add(_ldif())

    @property
    def plain(self) -> str:
        return f"ldap://127.0.0.1:{self.plain_port}"

    @property
    def tls(self) -> str:
        return f"ldaps://127.0.0.1:{self.tls_port}"

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._program, "-d", "0", "-f", str(self.folder / "slapd.conf"), "-h", f"{self.plain} {self.tls}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, and no orphan when the test run is killed
            )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.tls_port), 1).close()
            except OSError:
                assert self._server.poll() is None, (self.folder / "log").read_text()[-2000:]
                assert time.monotonic() < until, "slapd did not start"
                time.sleep(0.02)
            else:
                return

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(START_SECONDS)
            self._server = None

    def freeze(self) -> None:
        """It keeps its connections and answers nothing."""
        assert self._server
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._server
        self._server.send_signal(signal.SIGCONT)

    def is_superior(self, of: str, who: str, mail: str = "") -> None:
        """Sets somebody's manager, and the manager's address."""
        self.modify(f"dn: uid={of},ou=people,{BASE}\nchangetype: modify\nreplace: manager\nmanager: uid={who},ou=people,{BASE}\n")
        if mail:
            self.modify(f"dn: uid={who},ou=people,{BASE}\nchangetype: modify\nreplace: mail\nmail: {mail}\n")

    def modify(self, ldif: str) -> None:
        self._run("ldapmodify", ldif)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _add(self, ldif: str) -> None:
        self._run("ldapadd", ldif)

    def _run(self, program: str, ldif: str) -> None:
        command = [program, "-x", "-H", self.plain, "-D", f"cn=root,{BASE}", "-w", "root-000"]
        done = subprocess.run(command, input=ldif.encode(), capture_output=True, timeout=START_SECONDS, check=False)
        assert done.returncode == 0, done.stderr.decode()


def _ldif() -> str:
    parts = [
        f"dn: {BASE}\nobjectClass: dcObject\nobjectClass: organization\no: Testovaci urad\ndc: urad\n",
        f"dn: ou=people,{BASE}\nobjectClass: organizationalUnit\nou: people\n",
        f"dn: ou=groups,{BASE}\nobjectClass: organizationalUnit\nou: groups\n",
        f"dn: {SEARCHER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: celnice\nuserPassword: {SEARCHER_PASSWORD}\n",
    ]
    parts += [
        f"dn: uid={name},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: {name}\ncn: {name}\nsn: {name.split('.')[1]}\n"
        f"displayName: {name.replace('.', ' ')}\nuserPassword: {PASSWORD}\n"
        for name in PEOPLE
    ]
    for name, members in GROUPS:
        held = "".join(f"member: {member},{BASE}\n" for member in members)
        parts.append(f"dn: cn={name},ou=groups,{BASE}\nobjectClass: groupOfNames\ncn: {name}\n{held}")
    return "\n".join(parts)


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
