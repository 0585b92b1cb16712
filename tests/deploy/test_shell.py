"""Scripts of the shell: what an administrator runs as root, and what machines of employees run."""

from __future__ import annotations

import subprocess

import pytest

from support.deployed import DEPLOY, program

ROOT = DEPLOY.parent
SCRIPTS = sorted(
    path
    for folder in (DEPLOY, ROOT / "scripts", ROOT / ".ci", ROOT / "gateway/kit")
    for path in folder.rglob("*")
    if path.is_file() and path.suffix != ".pyc" and path.read_bytes()[:9] in {b"#!/bin/sh", b"#!/bin/ba", b"#!/bin/da"}
)


def test_they_are_found() -> None:
    """The three scripts of the package, its build, the health check, setup and the kit's."""
    assert {"postinst", "prerm", "postrm", "build", "healthy", "setup", "install.sh"} <= {path.name for path in SCRIPTS}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_shellcheck(path: object) -> None:
    """Not even a matter of style; what a script excuses, it excuses itself, with a reason."""
    done = subprocess.run([program("shellcheck", "shellcheck"), "-S", "style", path], capture_output=True, text=True, check=False)  # type: ignore[list-item]
    assert done.returncode == 0, done.stdout
