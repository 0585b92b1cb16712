"""Kubernetes: every object is valid, and says what the gateway needs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway import supervisor
from gateway.doctor.checks.feeds import USUAL
from gateway.settings import Settings
from support.deployed import DEPLOY, checker, program, series
from support.kustomize import render

FOLDER = DEPLOY / "kubernetes"
KINDS = ("base", "overlays/small", "overlays/large")
OLDEST = "1.29"
REST_SECONDS = 3 * supervisor.STOP_SECONDS + supervisor.POLL_SECONDS
"""What a node takes to end once its answers have: each group of its processes."""
LINK_LOCAL_6 = ip_network("fe80::/10")


def of(kind: str, objects: list[dict[str, Any]], name: str = "celnice") -> dict[str, Any]:
    return next(one for one in objects if one["kind"] == kind and one["metadata"]["name"] == name)


@pytest.mark.parametrize("version", [OLDEST, None])
@pytest.mark.parametrize("which", KINDS)
def test_schemas(which: str, version: str | None, tmp_path: Path) -> None:
    """Strictly, of the oldest release that is meant and of the newest that is known."""
    (tmp_path / "all.yaml").write_text(yaml.safe_dump_all(render(FOLDER / which)), encoding="utf-8")
    command = [checker("kubernetes-validate"), "--strict", *(["-k", version] if version else []), tmp_path / "all.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("which", KINDS)
def test_our_rendering_is_kustomizes(which: str) -> None:
    """Where kubectl with kustomize is there: the same objects, but for labels on templates and the hash in a config map's name."""
    kubectl = shutil.which("kubectl")
    done = kubectl and subprocess.run([kubectl, "kustomize", FOLDER / which], capture_output=True, text=True, check=False)
    if not done or done.returncode:
        pytest.skip("no kubectl with kustomize 5: no Debian package has one")
    theirs = {(one["kind"], one["metadata"]["name"].partition("-config-")[0]): one for one in yaml.safe_load_all(done.stdout)}
    for ours in render(FOLDER / which):
        other = theirs[ours["kind"], ours["metadata"]["name"].removesuffix("-config")]
        for key in ("spec", "data"):
            assert _plain(ours.get(key)) == _plain(other.get(key)), ours["kind"]


def _plain(value: Any, key: str = "") -> Any:
    """Without what kustomize adds: the order of named lists, tags of images, the hash in the config map's name."""
    if isinstance(value, dict):
        return {name: _plain(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return (
            sorted((_plain(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
            if all(isinstance(one, dict) for one in value)
            else value
        )
    if key == "image":
        return value.partition(":")[0]
    return "celnice-config" if isinstance(value, str) and value.startswith("celnice-config-") else value


@pytest.mark.parametrize("which", KINDS)
def test_pods_are_closed(which: str) -> None:
    """Non-root, read-only root, no capabilities, no token of the cluster; each has limits and probes."""
    pod = of("StatefulSet", render(FOLDER / which))["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    for container in (*pod["containers"], *pod["initContainers"]):
        closed = container["securityContext"]
        assert closed["readOnlyRootFilesystem"]
        assert closed["allowPrivilegeEscalation"] is False
        assert closed["capabilities"] == {"drop": ["ALL"]}
        assert container["resources"]["limits"]["memory"]
        assert all(mount["name"] in {one["name"] for one in pod["volumes"]} | {"data"} for mount in container["volumeMounts"])
    probes = {key: pod["containers"][0][key]["httpGet"]["path"] for key in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert probes == {"startupProbe": "/readyz", "readinessProbe": "/readyz?without=store", "livenessProbe": "/healthz"}


def test_the_settings_are_sound_and_answer_to_the_probes() -> None:
    """Beyond loopback only with TLS; the name that probes ask for is one that the console answers to."""
    objects = render(FOLDER / "base")
    settings = Settings.model_validate(tomllib.loads(of("ConfigMap", objects, "celnice-config")["data"]["celnice.toml"]))
    container = of("StatefulSet", objects)["spec"]["template"]["spec"]["containers"][0]
    assert settings.console.tls_certificate
    assert container["readinessProbe"]["httpGet"]["httpHeaders"][0]["value"] in settings.console.names
    mounts = {mount["mountPath"] for mount in container["volumeMounts"]}
    assert str(settings.console.tls_certificate.parent) in mounts
    assert any(str(settings.data.dir).startswith(mount) for mount in mounts)


def test_overlays() -> None:
    """One node with SQLite; many with a store of their own, scaled by a series that there is."""
    small = of("StatefulSet", render(FOLDER / "overlays/small"))["spec"]
    assert small["replicas"] == 1
    assert "CELNICE_STORE__URL_FILE" not in {one["name"] for one in small["template"]["spec"]["containers"][0]["env"]}
    large = render(FOLDER / "overlays/large")
    metric = of("HorizontalPodAutoscaler", large)["spec"]["metrics"][0]["pods"]["metric"]["name"]
    rule = yaml.safe_load((FOLDER / "overlays/large/prometheus-adapter.yaml").read_text())["rules"][0]
    assert rule["name"]["as"] == metric
    assert {"celnice_stage_seconds_sum", "celnice_stage_seconds_count"} <= series()
    assert all(name in rule["metricsQuery"] for name in ("celnice_stage_seconds_sum", "celnice_stage_seconds_count"))
    assert of("PodDisruptionBudget", large)["spec"]["maxUnavailable"] == "25%"


@pytest.mark.parametrize("which", KINDS)
def test_a_rolling_update_cuts_no_answer(which: str) -> None:
    """A pod's end waits for its answers: endpoints follow first, then [proxy] stop_seconds, then the rest of the node, before Kubernetes kills it."""
    objects = render(FOLDER / which)
    spec = of("StatefulSet", objects)["spec"]
    pod = spec["template"]["spec"]
    settings = Settings.model_validate(tomllib.loads(of("ConfigMap", objects, "celnice-config")["data"]["celnice.toml"]))
    before = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][-1].removeprefix("sleep "))
    probe = pod["containers"][0]["readinessProbe"]
    assert settings.proxy.stop_seconds >= 300, "answers of reasoning models take minutes"
    assert pod["terminationGracePeriodSeconds"] >= before + settings.proxy.stop_seconds + REST_SECONDS
    assert before >= probe["periodSeconds"], "a balancer that asks by itself has noticed"
    assert spec.get("updateStrategy", {"type": "RollingUpdate"})["type"] == "RollingUpdate", (
        "one node after another, each ready before the next"
    )


@pytest.mark.parametrize("which", KINDS)
def test_secrets_are_mounted_read_only(which: str, people: Path) -> None:
    """Everywhere, readable by the gateway's group and nobody else; with the directory's secrets, too."""
    for folder in (FOLDER / which, people / which):
        pod = of("StatefulSet", render(folder))["spec"]["template"]["spec"]
        given = {one["name"]: one for one in pod["volumes"] if "secret" in one or "configMap" in one}
        assert {"ca", "token", "tls", "config"} <= set(given)
        mounts = [mount for one in (*pod["containers"], *pod["initContainers"]) for mount in one["volumeMounts"] if mount["name"] in given]
        assert {mount["name"] for mount in mounts} == set(given), "no secret is there for nothing"
        assert all(mount["readOnly"] for mount in mounts), which
        assert {one["secret"]["defaultMode"] for one in given.values() if "secret" in one} == {0o440}, (
            "the keys of ports and the keytab: not for all"
        )


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """Overlays as README says: each of ours with the component."""
    for which in KINDS:
        (tmp_path / which).mkdir(parents=True)
        wanted = {"resources": [str(FOLDER / which)], "components": [str(FOLDER / "components/people")]}
        (tmp_path / which / "kustomization.yaml").write_text(yaml.safe_dump(wanted))
    return tmp_path


def test_people_by_active_directory(people: Path, tmp_path: Path) -> None:
    """The settings of README are sound, every file that they name is in the mounted secret, and the objects are valid."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    (text,) = [block for block in re.findall(r"^```toml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL) if "[people.kerberos]" in block]
    found = Settings.model_validate(tomllib.loads(text)).people
    assert found.kerberos
    assert found.ldap
    objects = render(people / "overlays/large")
    mounts = of("StatefulSet", objects)["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]
    (folder,) = [mount["mountPath"] for mount in mounts if mount["name"] == "people"]
    files = [found.kerberos.keytab, found.ldap.ca, found.ldap.bind_password_file]
    assert {str(path.parent) for path in files if path} == {folder}
    assert all(f"--from-file={path.name}" in readme for path in files if path)
    (tmp_path / "all.yaml").write_text(yaml.safe_dump_all(objects), encoding="utf-8")
    done = subprocess.run([checker("kubernetes-validate"), "--strict", tmp_path / "all.yaml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_autoscaler_alone_counts() -> None:
    """A number of replicas beside an autoscaler takes its nodes away at each apply."""
    large = render(FOLDER / "overlays/large")
    assert "replicas" not in of("StatefulSet", large)["spec"]
    scaler = of("HorizontalPodAutoscaler", large)["spec"]
    assert 1 < scaler["minReplicas"] < scaler["maxReplicas"]
    assert scaler["behavior"]["scaleDown"]["policies"] == [{"type": "Pods", "value": 1, "periodSeconds": 300}], "one node at a time, slowly"


def test_nothing_goes_out_over_udp_but_names() -> None:
    """HTTP/3 would go around; the metadata address of clouds is closed."""
    policy = of("NetworkPolicy", render(FOLDER / "base"))["spec"]
    for rule in policy["egress"]:
        for port in rule["ports"]:
            assert port["protocol"] == "TCP" or port["port"] == 53
        for to in rule["to"]:
            if "ipBlock" in to:
                block = to["ipBlock"]
                assert "169.254.0.0/16" in block.get("except", ()) or not ip_network(block["cidr"]).overlaps(LINK_LOCAL_6), block


def test_own_copies_of_secrets(tmp_path: Path) -> None:
    """The first container's script, run: closed copies, one folder of keys for all, and a second start changes nothing."""
    script = of("StatefulSet", render(FOLDER / "base"))["spec"]["template"]["spec"]["initContainers"][0]["args"][0]
    places = {"/var/lib/celnice": "var", "/run/celnice": "run", "/keys": "keys"}
    for real, name in places.items():
        (tmp_path / name).mkdir()
        script = script.replace(f" {real}", f" {tmp_path / name}")
    for name in ("ca/ca.pem", "ca/ca.key", "ca/next.pem", "ca/next.key", "token/api-token"):
        (tmp_path / "run" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "run" / name).write_text(name)
        (tmp_path / "run" / name).chmod(0o440)
    for _ in range(2):
        subprocess.run(["/bin/sh", "-eu", "-c", script], check=True)
    data = tmp_path / "var" / "data"
    assert (data.stat().st_mode & 0o777, (data / "ca" / "ca.key").stat().st_mode & 0o777) == (0o700, 0o600)
    assert (data / "keys").resolve() == (tmp_path / "keys" / "celnice").resolve()
    assert (data / "api-token").read_text() == "token/api-token"
    assert ((data / "ca/next/ca.pem").read_text(), (data / "ca/next/ca.key").stat().st_mode & 0o777) == ("ca/next.pem", 0o600)
    for name in ("next.pem", "next.key"):
        (tmp_path / "run/ca" / name).unlink()
    (tmp_path / "run/ca/old.pem").write_text("old")
    subprocess.run(["/bin/sh", "-eu", "-c", script], check=True)
    assert sorted(str(path.relative_to(data / "ca")) for path in (data / "ca").rglob("*")) == ["ca.key", "ca.pem", "old", "old/ca.pem"]


OFFICE_PORTS = {
    "store.url": 5432,
    "people.ldap.servers": 636,
    "console.oidc.issuer": 443,
    "feeds: syslog over TLS": USUAL["syslog", "tls"],
    "feeds: mail": USUAL["mail", "starttls"],
    "feeds: mail, TLS at once": USUAL["mail", "tls"],
    "outbound.parent": 3128,
    "tracing.endpoint": 4318,
    "outbound.dns_servers": 53,
}


def test_what_settings_name_in_the_office_is_let_out() -> None:
    """A directory that the policy shuts off looks like a directory that is down; and the metadata address of clouds stays closed."""
    policy = of("NetworkPolicy", render(FOLDER / "base"), "celnice-office")["spec"]
    (rule,) = policy["egress"]
    assert set(OFFICE_PORTS.values()) <= {port["port"] for port in rule["ports"]}
    assert not [port for port in rule["ports"] if port["protocol"] != "TCP" and port["port"] != 53], "HTTP/3 would go around"
    networks = [ip_network(to["ipBlock"]["cidr"]) for to in rule["to"]]
    assert all(network.is_private and not network.is_link_local for network in networks)


def test_the_job_of_prometheus(tmp_path: Path) -> None:
    """Syntax, but for the discovery, which Debian's Prometheus is built without; the job's name and the labels that rules and adapter ask for."""
    (job,) = yaml.safe_load((FOLDER / "prometheus-scrape.yaml").read_text(encoding="utf-8"))["scrape_configs"]
    assert job.pop("kubernetes_sd_configs") == [{"role": "pod", "namespaces": {"names": ["celnice"]}}]
    (tmp_path / "prometheus.yml").write_text(yaml.safe_dump({"scrape_configs": [job]}))
    command = [program("promtool", "prometheus"), "check", "config", "--syntax-only", tmp_path / "prometheus.yml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert job["job_name"] == "celnice"
    assert {"namespace", "pod", "instance"} <= {one.get("target_label") for one in job["relabel_configs"]}
    container = of("StatefulSet", render(FOLDER / "base"))["spec"]["template"]["spec"]["containers"][0]
    assert job["relabel_configs"][0]["regex"] in {port["name"] for port in container["ports"]}
