"""The image definition and compose: no engine builds them here, so what can be checked without one is."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft201909Validator

from gateway.settings import Settings
from support.deployed import DEPLOY, checker

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose" / "compose.yml").read_text(encoding="utf-8"))
FILE = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")


def test_hadolint() -> None:
    """No warning of the linter, but what the file excuses itself."""
    done = subprocess.run([checker("hadolint"), DEPLOY / "container" / "Containerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_image_is_closed() -> None:
    """Not root, asked for its health, dependencies by hash, no address of a registry."""
    last = FILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert "--require-hashes" in FILE
    assert not re.search(r"^FROM \S+\.\S+/", FILE, re.MULTILINE)


def test_every_copied_file_is_there_and_gets_past_the_ignore_list() -> None:
    """What the build needs, and nothing else, is sent to the engine."""
    let_in = {line[1:] for line in (DEPLOY.parent / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for words in re.findall(r"^COPY (?!--from)(.*)$", FILE, re.MULTILINE):
        for source in [word for word in words.split()[:-1] if not word.startswith("--")]:
            assert (DEPLOY.parent / source).exists(), source
            assert source in let_in, source


def test_health_of_a_gateway_that_is_not_there(tmp_path: Path) -> None:
    """The script runs, and says no."""
    (tmp_path / "celnice.toml").write_text("[console]\nport = 1\n")
    python = DEPLOY.parent / ".venv" / "bin"
    done = subprocess.run(
        [DEPLOY / "container" / "healthy"],
        env={"PATH": f"{python}:/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "URLError\n")


def test_health_of_settings_that_are_wrong(tmp_path: Path) -> None:
    """One line that says what, and no traceback: it stands in the engine's log of health checks."""
    environment = {"PATH": f"{DEPLOY.parent / '.venv' / 'bin'}:/usr/bin:/bin", "CELNICE_CONFIG": str(tmp_path / "none.toml")}
    done = subprocess.run([DEPLOY / "container" / "healthy"], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be read" in done.stdout
    assert done.stderr == ""


def test_the_image_starts_without_a_mounted_file() -> None:
    """CELNICE_CONFIG names a file that must be there: the image brings one in which nothing is set."""
    assert "COPY --chmod=0444 deploy/debian/celnice.toml /etc/celnice/celnice.toml" in FILE
    assert tomllib.loads((DEPLOY / "debian" / "celnice.toml").read_text(encoding="utf-8")) == {}


def faults(compose: dict[str, Any]) -> list[str]:
    """What the schema of the Compose Specification has against it. ``name`` is newer than the schema: the specification's own rule."""
    schema = json.loads((Path(__file__).parents[1] / "data" / "compose" / "compose-spec.json").read_text(encoding="utf-8"))
    schema["properties"]["name"] = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}
    return [f"{'.'.join(map(str, fault.absolute_path))}: {fault.message}" for fault in Draft201909Validator(schema).iter_errors(compose)]


def test_compose_is_what_the_specification_says() -> None:
    """Every key and every value's kind."""
    assert faults(COMPOSE) == []


@pytest.mark.parametrize(
    ("where", "value", "reason"),
    [
        ("mem_limits", "1g", "a key that there is not"),
        ("pids_limit", [1], "another kind of value"),
        ("depends_on", {"postgres": {"condition": "healthy"}}, "a word that there is not"),
        ("ports", "8080:8080", "one where a list must be"),
    ],
)
def test_the_schema_sees_mistakes(where: str, value: object, reason: str) -> None:
    """A check that passes everything would be none."""
    changed = copy.deepcopy(COMPOSE)
    changed["services"]["celnice"][where] = value
    assert faults(changed), reason


def test_compose_refers_only_to_what_is_there() -> None:
    """Secrets, networks, volumes and mounted files."""
    for name, service in COMPOSE["services"].items():
        assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"]), name
        assert set(service["networks"]) <= set(COMPOSE["networks"]), name
        assert set(service.get("depends_on", ())) <= set(COMPOSE["services"]), name
        for mount in service.get("volumes", ()):
            source = mount.split(":")[0]
            assert (DEPLOY / "compose" / source).exists() if source.startswith(".") else source in COMPOSE["volumes"], mount
        assert "no-new-privileges:true" in service["security_opt"], name
    assert COMPOSE["services"]["celnice"]["read_only"]
    assert COMPOSE["networks"]["store"]["internal"], "the database has no way to the internet"


def test_the_settings_of_compose_are_sound() -> None:
    """Beyond loopback only with TLS, from secrets that the service has."""
    settings = Settings.model_validate(tomllib.loads((DEPLOY / "compose" / "celnice.toml").read_text(encoding="utf-8")))
    named = {listener.tls_key.name for listener in (settings.proxy, settings.entrance, settings.console) if listener.tls_key}
    assert named <= set(COMPOSE["services"]["celnice"]["secrets"])
    assert "celnice" in settings.console.names, "Prometheus asks it by this name"


def test_both_scrape_configurations_use_the_same_rules() -> None:
    """Compose mounts the rules that promtool checked."""
    own = yaml.safe_load((DEPLOY / "compose" / "prometheus.yml").read_text())
    assert own["rule_files"] == yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text())["rule_files"]
    assert any("../prometheus/celnice.rules.yml" in mount for mount in COMPOSE["services"]["prometheus"]["volumes"])
