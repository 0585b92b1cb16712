"""The response policy zone, read by a real parser of zone files and judged by the rules of RPZ."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from allowlist.loader import packaged
from allowlist.publication.names import names
from allowlist.publication.rpz import ZONE, rpz
from support.published import expected
from support.register import NOW
from support.unbound import NOERROR, NXDOMAIN, ask, resolver

TEXT = rpz(names(packaged().services.values()), NOW)


def _nxdomain(triggers: set[str], host: str) -> bool:
    """A trigger is the whole name, or ``*.`` and a parent of it; the longest wins, and here all say the same."""
    labels = host.split(".")
    return host in triggers or any("*." + ".".join(labels[at:]) in triggers for at in range(1, len(labels)))


def test_it_says_what_the_catalogue_says() -> None:
    """NXDOMAIN for every catalogued host and for nothing else."""
    lines = [line.split() for line in TEXT.splitlines() if line.endswith(" CNAME .")]
    assert all(len(line) == 3 for line in lines)
    triggers = {line[0] for line in lines}
    assert len(triggers) == len(lines)
    want = expected()
    assert {host: _nxdomain(triggers, host) for host in want} == want


def test_a_zone_parser_reads_it() -> None:
    """A parser of RFC 1035 zone files reads the zone: one SOA, one NS, and a CNAME to the root for each trigger."""
    if importlib.util.find_spec("dns") is None:
        pytest.skip("dnspython is not installed")
    zones, types = importlib.import_module("dns.zone"), importlib.import_module("dns.rdatatype")
    zone = zones.from_text(TEXT, origin=ZONE + ".", relativize=True)
    cnames = {name.to_text(): record.target.to_text() for name, _, record in zone.iterate_rdatas(types.CNAME)}
    assert set(cnames.values()) == {"."}
    want = expected()
    assert {host: _nxdomain(set(cnames), host) for host in want} == want
    assert zone.get_soa().serial == 2026120109


def test_a_name_server_accepts_it(tmp_path: Path) -> None:
    """BIND's own check of zone files finds nothing wrong."""
    checker = shutil.which("named-checkzone") or shutil.which("/usr/sbin/named-checkzone") or shutil.which("/usr/bin/named-checkzone")
    if checker is None:
        pytest.skip("no named-checkzone on this machine")
    file = tmp_path / "rpz.zone"
    file.write_text(TEXT, "ascii")
    done = subprocess.run([checker, "-i", "none", ZONE, str(file)], capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_real_resolver_obeys_it() -> None:
    """Unbound answers NXDOMAIN for every catalogued host, and for every other host what its own server says."""
    with resolver(TEXT, ZONE) as port:
        want = expected()
        assert {host: ask(port, host) for host in want} == {host: NXDOMAIN if listed else NOERROR for host, listed in want.items()}


@pytest.mark.parametrize(
    ("now", "serial", "why"),
    [
        (NOW, 2026120109, "the hour in UTC"),
        (NOW + timedelta(minutes=59), 2026120109, "the same within the hour"),
        (NOW + timedelta(hours=1), 2026120110, "the next hour"),
        (datetime(2026, 12, 1, 11, tzinfo=timezone(timedelta(hours=2))), 2026120109, "whatever clock says it"),
        (datetime(2099, 12, 31, 23, tzinfo=UTC), 2099123123, "to the end of the century"),
    ],
)
def test_the_serial_never_goes_back(now: datetime, serial: int, why: str) -> None:
    """A later zone has a serial that is no smaller, and it fits 32 bits."""
    text = rpz(names(packaged().services.values()), now)
    assert f" {serial} 3600" in text, why
    assert serial < 2**32
