"""The Debian package: built, unpacked into an empty root, and run from there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.deployed import DEPLOY, program

FOLDER = DEPLOY / "debian"
SCRIPTS = ("postinst", "prerm", "postrm", "build")


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_scripts_are_shell(name: str) -> None:
    """Each is read by the shell, and may be run."""
    subprocess.run(["/bin/sh", "-n", FOLDER / name], check=True)
    assert os.access(FOLDER / name, os.X_OK)


def test_installing_makes_user_and_folders(tmp_path: Path) -> None:
    """In the order in which they need each other; without systemd running, nothing is started."""
    for name in ("systemd-sysusers", "systemd-tmpfiles", "chgrp", "systemctl"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/said\n')
        (tmp_path / name).chmod(0o755)
    for words in (["configure", ""], ["abort-upgrade", ""]):
        subprocess.run(["/bin/sh", FOLDER / "postinst", *words], env={"PATH": f"{tmp_path}:/bin:/usr/bin"}, check=True)
    said = [line.split()[0] for line in (tmp_path / "said").read_text().splitlines()]
    assert said[:3] == ["systemd-sysusers", "systemd-tmpfiles", "chgrp"]
    assert said.count("systemd-sysusers") == 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_built_unpacked_and_run(tmp_path: Path) -> None:
    """The command works from the unpacked root, its units and settings lie where they belong, and no path of the build is left."""
    program("dpkg-deb", "dpkg")
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
    ruled = [*command, "ca", "show"]
    assert subprocess.run(ruled, cwd=tmp_path, env=clean, capture_output=True, check=False).returncode == 2, "there is no authority yet"
    assert (root / next(root.glob("opt/celnice/lib/python3*")) / "site-packages/gateway/kit/templates/windows/celnice.reg").is_file()
