"""A kit as a folder: every file is what its reader takes, and the ones in deploy/clients are these."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.kit.writing import files, write
from support.deployed import DEPLOY
from support.kit import facts

WITH_CERTIFICATE = ("README.md", "ca/", "chrome/", "macos/", "intune/", "windows/Install-Celnice.ps1", "java/README.md")
"""These differ with every authority, so deploy/clients has none of them."""

BINARY = {".cer"}
ENCODINGS = {".reg": "utf-16"}
"""By the end of a file's name; all others are in UTF-8."""


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kit")
    write(facts(folder), folder / "kit")
    return folder / "kit"


def test_every_placeholder_is_filled(kit: Path) -> None:
    """In no file a brace is left; scripts may be run, the others not."""
    for path in kit.rglob("*"):
        if path.is_file():
            # What is no text (the certificate in DER) has no placeholder, and any two bytes now and then.
            assert path.suffix in BINARY or "{{" not in path.read_bytes().decode(ENCODINGS.get(path.suffix, "utf-8")), path
            assert bool(path.stat().st_mode & 0o111) == (path.suffix in {".sh", ".ps1"})


def test_the_registry_file(kit: Path) -> None:
    """UTF-16 with CRLF; keys in brackets, values of the kinds that regedit knows; JSON inside values is JSON."""
    content = (kit / "windows/celnice.reg").read_bytes()
    assert content.startswith(b"\xff\xfe")
    text = content.decode("utf-16")
    assert text.count("\n") == text.count("\r\n")
    lines = [line for line in text.split("\r\n") if line and not line.startswith(";")]
    assert lines[0] == "Windows Registry Editor Version 5.00"
    for line in lines[1:]:
        assert re.fullmatch(r"\[HKEY_LOCAL_MACHINE\\[^\]]+\]|\"\w+\"=(\"(?:[^\"\\]|\\.)*\"|dword:[0-9a-f]{8})", line), line
        if found := re.fullmatch(r"\"(?:ProxySettings|Preferences)\"=\"(.*)\"", line):
            assert json.loads(re.sub(r"\\(.)", r"\1", found[1]))


def test_the_powershell_script(kit: Path) -> None:
    """A byte order mark (PowerShell 5.1 reads without one as ANSI), closed braces and quotes; where pwsh is, it parses it."""
    path = kit / "windows/Install-Celnice.ps1"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    text = re.sub(r"(?m)#.*$", "", path.read_text(encoding="utf-8-sig"))
    bare = re.sub(r"'[^']*'", "", text)
    for left, right in ("{}", "()", "[]"):
        assert bare.count(left) == bare.count(right)
    assert text.count("'") % 2 == 0
    if pwsh := shutil.which("pwsh"):
        script = f"$e=$null; [void][Management.Automation.Language.Parser]::ParseFile('{path}',[ref]$null,[ref]$e); exit $e.Count"
        assert subprocess.run([pwsh, "-NoProfile", "-Command", script], check=False).returncode == 0


def test_shell_scripts_and_git(kit: Path) -> None:
    """The shell reads them; git reads its settings."""
    for path in kit.rglob("*.sh"):
        subprocess.run(["/bin/sh", "-n", path], check=True)
    read = configparser.ConfigParser(strict=True)
    read.read_string(re.sub(r"(?m)^\s+", "", (kit / "git/celnice.gitconfig").read_text()))
    assert read['http "https://api.openai.com"']["proxy"] == "https://celnice.urad.example:8080"


def test_the_environment(kit: Path) -> None:
    """Lines that systemd, Docker and a shell read alike; nothing sends every program through the proxy unasked."""
    lines = [line for line in (kit / "env/celnice.env").read_text().splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Z_]+=[^ \"']+", line) for line in lines)
    assert not any(line.startswith("HTTPS_PROXY") for line in lines)


def test_the_rules_of_nftables(kit: Path) -> None:
    """nft takes them, in a network namespace of the test's own."""
    nft = shutil.which("nft", path=f"{os.environ['PATH']}:/usr/sbin")
    unshare = shutil.which("unshare")
    if nft is None or unshare is None or os.geteuid() != 0:
        pytest.skip("needs nft, unshare and root")
    for _ in range(2):
        done = subprocess.run(
            [unshare, "--net", nft, "--check", "-f", kit / "linux/celnice.nft"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("folder", ["usr/local/share/ca-certificates", "etc/pki/ca-trust/source/anchors"])
def test_the_linux_script_installs_and_removes(kit: Path, tmp_path: Path, folder: str) -> None:
    """On Debian's and on Red Hat's layout, in a root of the test's own; twice is as once, and removing leaves nothing."""
    (tmp_path / folder).mkdir(parents=True)
    environment = {**os.environ, "ROOT": str(tmp_path)}
    for _ in range(2):
        subprocess.run(["/bin/sh", kit / "wsl/install.sh"], env=environment, check=True)
    assert (tmp_path / folder / "celnice.crt").read_bytes() == (kit / "ca/celnice-ca.pem").read_bytes()
    profile = tmp_path / "etc/profile.d/celnice.sh"
    shown = subprocess.run(["/bin/sh", "-c", f". {profile}; echo $NODE_EXTRA_CA_CERTS"], capture_output=True, text=True, check=True)
    assert shown.stdout == f"/{folder}/celnice.crt\n"
    subprocess.run(["/bin/sh", kit / "linux/install.sh", "--remove"], env=environment, check=True)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "x").write_text("")
    with pytest.raises(UserError, match="not empty"):
        write(facts(tmp_path), tmp_path)


def test_deploy_clients_is_what_the_command_writes(tmp_path: Path) -> None:
    """The example in the repository, for readers without an office; UPDATE_CLIENTS=1 writes it anew."""
    made = {name: content for name, content in files(facts(tmp_path)).items() if not name.startswith(WITH_CERTIFICATE)}
    folder = DEPLOY / "clients"
    if os.environ.get("UPDATE_CLIENTS"):
        for name, content in made.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    there = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "README.md"}
    assert there == made
