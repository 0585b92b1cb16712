"""The units: sound, closed as far as they can be, and a real gateway works under what they forbid."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gateway import listening, supervisor
from gateway.cli import verbs
from gateway.settings import Settings
from support.confined import allowed, settings
from support.deployed import DEPLOY, program

FOLDER = DEPLOY / "systemd"
UNITS = sorted(FOLDER.glob("celnice*.*"))
EXPOSURE = {"celnice.service": 1.5, "celnice-doctor.service": 1.5}
"""Of 10 (systemd-analyze security): what is left is the network and the host's files, which the gateway needs."""


def test_verify(tmp_path: Path) -> None:
    """systemd reads them without a complaint, but for the program, which is not installed here."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/celnice", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program("systemd-analyze", "systemd"), "verify", *(tmp_path / unit.name for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line or "celnice" in line]
    assert not said
    assert done.returncode == 0


@pytest.mark.parametrize("unit", EXPOSURE)
def test_exposure(unit: str) -> None:
    """It stays closed: a setting that falls away shows."""
    command = [program("systemd-analyze", "systemd"), "security", "--offline=true", "--no-pager", FOLDER / unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert found, done.stderr
    assert float(found[1]) <= EXPOSURE[unit]


def test_the_commands_are_ours() -> None:
    """Each unit starts a command that there is."""
    for unit in FOLDER.glob("*.service"):
        for key in ("ExecStart", "ExecStartPre"):
            for line in settings(unit, key):
                assert any(f" {verb}" in line for verb in verbs()), line


def test_user_and_folders_go_together() -> None:
    """Whoever is made owns what is made, and it is where the unit looks."""
    assert "u celnice" in (FOLDER / "sysusers.d/celnice.conf").read_text()
    assert "d /var/lib/celnice 0700 celnice celnice" in (FOLDER / "tmpfiles.d/celnice.conf").read_text()
    for unit in FOLDER.glob("*.service"):
        assert settings(unit, "User") == ["celnice"]
        assert "CELNICE_DATA__DIR=/var/lib/celnice" in settings(unit, "Environment")


def test_the_filter_forbids_what_it_should() -> None:
    """Lists are taken in order."""
    program("systemd-analyze", "systemd")
    calls = allowed(FOLDER / "celnice.service")
    assert {"read", "openat", "setpriority", "prlimit64", "clone3", "sched_setscheduler"} <= calls
    assert not {"mount", "ptrace", "reboot", "bpf", "init_module", "setuid", "chown", "kexec_load"} & calls


def test_the_stop_limits_agree() -> None:
    """Who stops a node waits for answers under way, and for each group of its processes after that."""
    slowest = Settings().proxy.stop_seconds + len({0, 1, 2}) * supervisor.STOP_SECONDS + supervisor.POLL_SECONDS
    unit = float(settings(FOLDER / "celnice.service", "TimeoutStopSec")[0])
    compose = re.search(r"stop_grace_period: (\d+)s", (DEPLOY / "compose/compose.yml").read_text(encoding="utf-8"))
    pod = (DEPLOY / "kubernetes/base/statefulset.yaml").read_text(encoding="utf-8")
    grace, before = re.search(r"terminationGracePeriodSeconds: (\d+)", pod), re.search(r"sleep (\d+)\]", pod)
    assert compose
    assert grace
    assert before
    assert min(unit, float(compose[1]), float(grace[1]) - float(before[1])) > slowest


def test_the_socket_has_the_ports_of_the_settings() -> None:
    """As they are by default; a node that is given another does not start."""
    given = Settings()
    expected = [f"{one.host}:{one.port}" for one in (given.proxy, given.entrance, given.console)]
    assert settings(FOLDER / "celnice.socket", "ListenStream") == expected
    assert settings(FOLDER / "celnice.socket", "Backlog") == [str(listening.BACKLOG)]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["celnice.service", "celnice-doctor.service"])
def test_a_gateway_under_what_the_unit_forbids(unit: str, tmp_path: Path) -> None:
    """No new privileges, its system calls, its limits: a whole canary through a real gateway, and the doctor, which must not break."""
    program("systemd-analyze", "systemd")
    words = {"celnice.service": ["canary", "--tool", "openai"], "celnice-doctor.service": ["doctor", "--json"]}[unit]
    script = Path(__file__).parents[1] / "support" / "confined.py"
    command = [sys.executable, script, FOLDER / unit, Path(sys.executable).with_name("celnice"), *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=250, check=False)
    if unit == "celnice.service":
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    else:
        assert "this check broke" not in done.stdout, done.stdout[-2000:]
        assert '"detectors", "state": "ok"' in done.stdout, done.stderr[-2000:]
