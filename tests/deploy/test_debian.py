"""The Debian package: built, unpacked into an empty root, and run from there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.deployed import DEPLOY, program

FOLDER = DEPLOY / "debian"
SCRIPTS = ("postinst", "prerm", "postrm", "build", "celnice")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_are_shell(name: str) -> None:
    """Each is read by the shell, and may be run."""
    subprocess.run(["/bin/sh", "-n", FOLDER / name], check=True)
    assert os.access(FOLDER / name, os.X_OK)


def test_installing_makes_user_and_folders(tmp_path: Path) -> None:
    """In the order in which they need each other; without systemd running, nothing is started."""
    told = Told(tmp_path)
    for words in (["configure", ""], ["abort-upgrade", ""]):
        told.run(FOLDER / "postinst", *words)
    said = [line.split()[0] for line in told.lines()]
    assert said[:3] == ["systemd-sysusers", "systemd-tmpfiles", "chgrp"]
    assert said.count("systemd-sysusers") == 1


class Told:
    """Stands in for what changes the machine, and writes down how it was called."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self._said = folder / "said"
        self._said.touch()
        for name in ("systemd-sysusers", "systemd-tmpfiles", "chgrp", "systemctl"):
            (self.bin / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {self._said}\n')
            (self.bin / name).chmod(0o755)

    def lines(self) -> list[str]:
        """Every call since the last time."""
        found = self._said.read_text().splitlines()
        self._said.write_text("")
        return found

    def run(self, script: Path, *words: str) -> None:
        """One script of the package, as dpkg calls it."""
        subprocess.run(["/bin/sh", script, *words], env={"PATH": f"{self.bin}:/bin:/usr/bin"}, check=True)


@pytest.mark.parametrize(
    ("script", "words", "expected", "reason"),
    [
        ("postinst", ("configure", ""), ["daemon-reload"], "installed: the administrator starts it when the settings are written"),
        ("postinst", ("configure", "0.0.9"), ["daemon-reload", "try-restart celnice.service"], "upgraded: it goes on with the new release"),
        ("postinst", ("abort-remove", "0.1.0"), [], "somebody thought better of it"),
        ("prerm", ("upgrade", "0.2.0"), [], "it works on until the new release stands"),
        ("prerm", ("remove",), ["disable --now celnice.socket celnice.service celnice-doctor.timer"], "removed: nothing is left running"),
        ("prerm", ("failed-upgrade", "0.0.9"), [], "no reason to stop"),
        ("postrm", ("remove",), ["daemon-reload"], "the units are gone"),
        ("postrm", ("purge",), ["daemon-reload"], "data stay"),
        ("postrm", ("upgrade", "0.2.0"), ["daemon-reload"], "harmless"),
    ],
)
def test_what_systemd_is_told(tmp_path: Path, script: str, words: tuple[str, ...], expected: list[str], reason: str) -> None:
    """Debian Policy, 6.5: each way in which dpkg calls the scripts, on a machine that systemd runs."""
    told = Told(tmp_path)
    here = tmp_path / script
    here.write_text((FOLDER / script).read_text().replace("/run/systemd/system", str(tmp_path)))
    told.run(here, *words)
    assert [line.removeprefix("systemctl ") for line in told.lines() if line.startswith("systemctl ")] == expected, reason


@pytest.mark.parametrize(
    ("uid", "given", "expected", "reason"),
    [
        (
            0,
            {},
            "runuser -u celnice -- PYTHON /etc/celnice/celnice.toml /var/lib/celnice",
            "an administrator types it as root: files stay the gateway's",
        ),
        (
            995,
            {},
            "PYTHON /etc/celnice/celnice.toml /var/lib/celnice",
            "the gateway's own user: the node that systemd runs, from whatever folder",
        ),
        (995, {"CELNICE_DATA__DIR": "/srv/celnice"}, "PYTHON /etc/celnice/celnice.toml /srv/celnice", "another folder by systemctl edit"),
        (995, {"CELNICE_CONFIG": ""}, "PYTHON  /var/lib/celnice", "none but ./celnice.toml"),
    ],
)
def test_the_command_means_the_node(tmp_path: Path, uid: int, given: dict[str, str], expected: str, reason: str) -> None:
    """The package's command looks at the settings and the data that celnice.service has, as the user whose they are."""
    for name, text in (
        ("id", f'[ "$1" = -u ] && echo {uid}; exit 0'),
        ("runuser", 'echo "runuser $1 $2 $3" $(shift 3; exec "$@")'),
        ("python", 'echo "PYTHON $CELNICE_CONFIG $CELNICE_DATA__DIR"'),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    here = tmp_path / "celnice"
    here.write_text((FOLDER / "celnice").read_text().replace("/opt/celnice/bin/python", str(tmp_path / "python")))
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", **given}
    done = subprocess.run(["/bin/sh", here, "doctor"], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip("\n") == expected, reason
    unit = (DEPLOY / "systemd" / "celnice.service").read_text()
    assert "Environment=CELNICE_DATA__DIR=/var/lib/celnice" in unit
    assert "--config /etc/celnice/celnice.toml run" in unit


def test_installed_upgraded_removed_and_purged(tmp_path: Path) -> None:
    """By dpkg itself, in a root of its own: what the administrator wrote stays over an upgrade and a removal, the record over everything."""
    program("dpkg-deb", "dpkg")
    told, root = Told(tmp_path), tmp_path / "root"
    (root / "var/lib/dpkg/updates").mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    options = ["--force-not-root,script-chrootless,bad-path,confold", f"--root={root}", f"--log={tmp_path}/log"]

    def dpkg(*words: str | Path) -> list[str]:
        environment = {"PATH": f"{told.bin}:/usr/sbin:/sbin:/usr/bin:/bin"}
        done = subprocess.run(["dpkg", *options, *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return told.lines()

    settings, record = root / "etc/celnice/celnice.toml", root / "var/lib/celnice/store.sqlite3"
    first = dpkg("--install", _package(tmp_path, "0.1.0", "# the package's\n"))
    assert [line.split()[0] for line in first] == ["systemd-sysusers", "systemd-tmpfiles", "chgrp"]
    assert all(str(root) in line for line in first), "never this machine"
    settings.write_text("[proxy]\nworkers = 2\n")
    record.parent.mkdir(parents=True)
    record.write_text("events")
    dpkg("--install", _package(tmp_path, "0.2.0", "# the newer package's\n"))
    assert settings.read_text() == "[proxy]\nworkers = 2\n"
    assert (root / "usr/bin/celnice").read_text() == "0.2.0"
    dpkg("--remove", "celnice")
    assert settings.exists()
    assert not (root / "usr/bin/celnice").exists()
    dpkg("--purge", "celnice")
    assert not settings.exists()
    assert record.read_text() == "events"


def _package(folder: Path, version: str, settings: str) -> Path:
    """One with the scripts and the settings file of ours, and a command that says the version."""
    tree = folder / f"tree-{version}"
    for name, content in (("usr/bin/celnice", version), ("etc/celnice/celnice.toml", settings)):
        (tree / name).parent.mkdir(parents=True)
        (tree / name).write_text(content)
    (tree / "DEBIAN").mkdir()
    for script in ("postinst", "prerm", "postrm"):
        shutil.copy(FOLDER / script, tree / "DEBIAN" / script)
    (tree / "DEBIAN/conffiles").write_text("/etc/celnice/celnice.toml\n")
    control = f"Package: celnice\nVersion: {version}\nArchitecture: all\nMaintainer: Celnice <celnice@urad.example>\nDescription: a try\n"
    (tree / "DEBIAN/control").write_text(control)
    package = folder / f"celnice_{version}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, package], capture_output=True, check=True)
    return package


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_built_unpacked_and_run(tmp_path: Path) -> None:
    """The command works from the unpacked root, its units and settings lie where they belong, and no path of the build is left."""
    program("dpkg-deb", "dpkg")
    program("krb5-config", "libkrb5-dev gcc python3-dev")
    environment = {**os.environ, "CELNICE_PYTHON": str(Path(sys.base_prefix) / "bin" / "python3"), "COMPRESS": "none"}
    done = subprocess.run([FOLDER / "build", tmp_path / "out"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    package = Path(done.stdout.strip().splitlines()[-1])
    control = subprocess.run(["dpkg-deb", "--info", package], capture_output=True, text=True, check=True).stdout
    assert "Package: celnice" in control
    assert "Recommends: tesseract-ocr" in control
    listed = subprocess.run(["dpkg-deb", "--contents", package], capture_output=True, text=True, check=True).stdout
    assert all(" root/root " in line for line in listed.splitlines()), "files belong to root, whoever built them"
    root = tmp_path / "root"
    subprocess.run(["dpkg-deb", "--extract", package, root], check=True)
    for path in (
        "usr/bin/celnice",
        "usr/lib/systemd/system/celnice.service",
        "usr/lib/systemd/system/celnice.socket",
        "usr/lib/sysusers.d/celnice.conf",
        "etc/celnice/celnice.toml",
        "usr/share/doc/celnice/admin.md",
        "opt/celnice/pyvenv.cfg",
    ):
        assert (root / path).is_file(), path
    assert "/tmp/tmp." not in (root / "opt/celnice/pyvenv.cfg").read_text()
    assert "/opt/celnice/bin/python" in (root / "usr/bin/celnice").read_text()
    command = [root / "opt/celnice/bin/python", "-I", "-m", "gateway.cli", "--config", root / "etc/celnice/celnice.toml"]
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "CELNICE_DATA__DIR": str(tmp_path / "data"), "LANG": "C.UTF-8"}
    checked = subprocess.run([*command, "config", "check"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    told = subprocess.run([*command, "doctor", "--offline", "--json"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
    found = {row["check"]: row["state"] for row in json.loads(told.stdout)["results"]}
    assert found["detectors"] == "ok", "models and lists are in the package"
    extras = [root / "opt/celnice/bin/python", "-I", "-c", "import gssapi, pkcs11, opentelemetry.sdk"]
    subprocess.run(extras, env=clean, check=True)  # Kerberos, an HSM, traces: there is no pip on the target to add them with
    ruled = [*command, "ca", "show"]
    assert subprocess.run(ruled, cwd=tmp_path, env=clean, capture_output=True, check=False).returncode == 2, "there is no authority yet"
    assert (root / next(root.glob("opt/celnice/lib/python3*")) / "site-packages/gateway/kit/templates/windows/celnice.reg").is_file()
