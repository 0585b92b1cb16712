"""The README of the Helm chart: its values render, its settings are sound, and the lines that need no cluster run."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from gateway.settings import Settings
from support.doc_commands import ROOT, blocks
from support.helm import CHART, helm, rendered

README = CHART / "README.md"
LINES = [line for block in blocks() if block.page == README and "needs helm" in block.mark for line in block.text.splitlines()]


def office() -> str:
    """``urad.yaml``."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return str(text)


@pytest.mark.parametrize("line", LINES)
def test_lines_run(line: str, tmp_path: Path) -> None:
    """As they stand, from the checkout; a package goes elsewhere."""
    (tmp_path / "urad.yaml").write_text(office(), encoding="utf-8")
    places = {"urad.yaml": tmp_path / "urad.yaml", "build": tmp_path}
    words = [places.get(word, ROOT / word if word.startswith("deploy/") else word) for word in shlex.split(line)]
    assert words[0] == "helm"
    assert helm(*words[1:])


def test_the_example_is_sound() -> None:
    """Its settings are the gateway's, and every file that they name is mounted."""
    objects = rendered(yaml.safe_load(office()))
    (config,) = [one for one in objects if one["kind"] == "ConfigMap"]
    found = Settings.model_validate(tomllib.loads(config["data"]["celnice.toml"]))
    assert found.people.ldap
    (nodes,) = [one for one in objects if one["kind"] == "StatefulSet"]
    mounts = {mount["mountPath"] for mount in nodes["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]}
    named = [found.proxy.upstream_ca, found.people.ldap.ca, found.people.ldap.bind_password_file, found.proxy.tls_key]
    assert {str(path.parent) for path in named if path} <= mounts
    assert len(LINES) == 5
