"""The Helm chart, rendered by helm: the objects of kustomize's overlays, valid, and as closed whatever an office sets."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway import supervisor
from gateway.configuration import load
from gateway.doctor.checks.machine import needed_mb
from gateway.settings import Settings
from support.deployed import DEPLOY, checker
from support.doc_commands import fault, parser
from support.helm import CHART, LARGE, OFFICES, helm, rendered
from support.kustomize import render

KUSTOMIZE = DEPLOY / "kubernetes"
OURS = {"app.kubernetes.io/instance", "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart"}
"""Labels that helm's own conventions add."""
NOTED = {"checksum/settings", "helm.sh/resource-policy"}
"""Annotations that only a release of helm needs."""
SIZES = {"overlays/small": (), "overlays/large": ("--values", LARGE)}
UNITS = {"Mi": 1, "Gi": 1024}


def of(kind: str, objects: list[dict[str, Any]], name: str = "celnice") -> dict[str, Any]:
    return next(one for one in objects if one["kind"] == kind and one["metadata"]["name"] == name)


def pod(objects: list[dict[str, Any]], name: str = "celnice") -> dict[str, Any]:
    return of("StatefulSet", objects, name)["spec"]["template"]["spec"]


@cache
def office(name: str) -> list[dict[str, Any]]:
    values, options = OFFICES[name]
    return rendered(values, *options)


def plain(value: Any) -> Any:
    """Without what helm adds, the settings (compared as what they come to), and the image's tag."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    left = {key: plain(one) for key, one in value.items() if key not in OURS | NOTED | {"env", "celnice.toml"}}
    left = {key: one for key, one in left.items() if key != "annotations" or one}
    if "image" in left:
        left["image"] = left["image"].partition(":")[0]
    return left


def settings(objects: list[dict[str, Any]], folder: Path) -> Settings:
    """What a node reads: the file under its environment."""
    (config,) = [one for one in objects if one["kind"] == "ConfigMap"]
    (folder / "celnice.toml").write_text(config["data"]["celnice.toml"], encoding="utf-8")
    (folder / "url").write_text("postgresql+psycopg://celnice:tajne@postgres/celnice\n")
    environment = {one["name"]: one["value"] for one in pod(objects)["containers"][0].get("env", ()) if one["name"].startswith("CELNICE_")}
    return load(
        folder / "celnice.toml", {name: str(folder / "url") if name.endswith("_FILE") else value for name, value in environment.items()}
    )


@pytest.mark.parametrize("people", [False, True], ids=["", "people"])
@pytest.mark.parametrize("overlay", SIZES)
def test_they_are_the_objects_of_kustomize(overlay: str, people: bool, tmp_path: Path) -> None:
    """One by one, with the same settings; but for the namespace, which is there before a release (its secrets lie in it)."""
    wanted = {"resources": [str(KUSTOMIZE / overlay)], "components": [str(KUSTOMIZE / "components/people")] if people else []}
    (tmp_path / "kustomization.yaml").write_text(yaml.safe_dump(wanted))
    helms = rendered({"secretFiles": {"people": "celnice-people"}} if people else {}, *SIZES[overlay])
    overlays = render(tmp_path)
    by_name = {(one["kind"], one["metadata"]["name"]): plain(one) for one in helms}
    assert by_name == {(one["kind"], one["metadata"]["name"]): plain(one) for one in overlays if one["kind"] != "Namespace"}
    assert len(by_name) == len(helms)
    assert settings(helms, tmp_path) == settings(overlays, tmp_path)
    (image,) = yaml.safe_load((KUSTOMIZE / "base/kustomization.yaml").read_text(encoding="utf-8"))["images"]
    assert {one["image"] for one in (*pod(helms)["containers"], *pod(helms)["initContainers"])} == {f"celnice:{image['newTag']}"}


@pytest.mark.parametrize("version", ["1.29", None])
def test_schemas(version: str | None, tmp_path: Path) -> None:
    """Whatever an office sets: strictly, of the oldest release that is meant and of the newest that is known."""
    every = [one for name in OFFICES for one in office(name)]
    (tmp_path / "all.yaml").write_text(yaml.safe_dump_all(every), encoding="utf-8")
    command = [checker("kubernetes-validate"), "--strict", *(["-k", version] if version else []), tmp_path / "all.yaml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
def test_lint(sizes: tuple[str | Path, ...]) -> None:
    """Helm's own opinion, warnings as errors; it renders the notes, too."""
    assert "0 chart(s) failed" in helm("lint", "--strict", CHART, *sizes)


@pytest.mark.parametrize("name", OFFICES)
def test_pods_are_closed_and_whole(name: str) -> None:
    """Non-root, read-only root, no capabilities, no token of the cluster; every mount has its volume, every volume is mounted once."""
    objects = office(name)
    spec = pod(objects)
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert of("ServiceAccount", objects)["automountServiceAccountToken"] is False
    volumes = [one["name"] for one in spec["volumes"]] + ["data"]
    assert len(set(volumes)) == len(volumes)
    for container in (*spec["containers"], *spec["initContainers"]):
        assert container["securityContext"] == {
            "readOnlyRootFilesystem": True,
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]
        assert {mount["name"] for mount in container["volumeMounts"]} <= set(volumes)
    assert {one["name"] for one in spec["containers"][0]["volumeMounts"]} | {"ca", "token"} == set(volumes)
    assert all(one["secret"]["defaultMode"] == 0o440 for one in spec["volumes"] if "secret" in one)
    assert spec["containers"][0]["readinessProbe"]["httpGet"]["path"] == "/readyz?without=store"


@pytest.mark.parametrize("name", OFFICES)
def test_everything_finds_its_nodes(name: str) -> None:
    """Services, policies, budgets and the set choose by the labels that pods carry, of this release alone."""
    objects = office(name)
    labels = of("StatefulSet", objects)["spec"]["template"]["metadata"]["labels"]
    chosen = {"app.kubernetes.io/name": "celnice", "app.kubernetes.io/instance": "celnice", "app.kubernetes.io/component": "node"}
    assert chosen.items() <= labels.items()
    for one in objects:
        if one["kind"] == "Service":
            assert one["spec"]["selector"] == chosen
        elif one["kind"] == "NetworkPolicy":
            assert one["spec"]["podSelector"] == {"matchLabels": chosen}
        elif one["kind"] in {"StatefulSet", "PodDisruptionBudget"}:
            assert one["spec"]["selector"] == {"matchLabels": chosen}


@pytest.mark.parametrize("name", sorted(OFFICES.keys() - {"without policies"}))
def test_what_may_go_in_and_out(name: str) -> None:
    """Nothing over UDP but names, no rule without ports, no metadata address of clouds; the console for marked namespaces alone."""
    objects = office(name)
    names = OFFICES[name][0].get("networkPolicy", {}).get("dns", {"port": 53})["port"]
    policies = [one for one in objects if one["kind"] == "NetworkPolicy"]
    assert of("NetworkPolicy", objects)["spec"]["policyTypes"] == ["Ingress", "Egress"]
    for policy in policies:
        for rule in policy["spec"]["egress"]:
            assert rule["ports"]
            assert rule["to"]
            assert all(port["protocol"] == "TCP" or port["port"] in {53, names} for port in rule["ports"])
            for to in rule["to"]:
                assert to.get("ipBlock", {}).get("cidr") != "0.0.0.0/0" or "169.254.0.0/16" in to["ipBlock"]["except"]
        for rule in policy["spec"].get("ingress", ()):
            if {"port": "console", "protocol": "TCP"} in rule["ports"]:
                assert rule["from"] == [{"namespaceSelector": {"matchLabels": {"celnice.io/reaches-console": "yes"}}}]


def test_what_values_say_is_there() -> None:
    """A port, a class, a registry, a secret's file, an authority: each where Kubernetes looks for it."""
    outside = office("a PostgreSQL outside")
    (rule,) = of("NetworkPolicy", outside, "celnice-office")["spec"]["egress"]
    assert [one["port"] for one in rule["ports"]] == [5432, 5433, 8443]
    assert "postgresql" not in json.dumps([one for one in outside if one["kind"] == "NetworkPolicy"])
    (claim,) = of("StatefulSet", outside)["spec"]["volumeClaimTemplates"]
    assert (claim["spec"]["storageClassName"], claim["spec"]["resources"]["requests"]["storage"]) == ("ssd", "20Gi")
    assert of("PersistentVolumeClaim", outside, "celnice-keys")["spec"]["storageClassName"] == "nfs"
    assert pod(outside)["containers"][0]["env"] == [{"name": "CELNICE_STORE__URL_FILE", "value": "/run/celnice/store/url"}]
    token = pod(office("an HSM, a private registry"))
    assert token["containers"][0]["image"] == "registr.urad.example:5000/urad/celnice-hsm@sha256:" + "0a" * 32
    assert token["imagePullSecrets"] == [{"name": "registr-uradu"}]
    assert {"name": "hsm", "mountPath": "/run/celnice/hsm", "readOnly": True} in token["containers"][0]["volumeMounts"]
    placed = office("placed")
    assert "celnice-keys" not in {one["metadata"]["name"] for one in placed}
    assert {"name": "keys", "persistentVolumeClaim": {"claimName": "klice"}} in pod(placed)["volumes"]
    metrics = [
        of("HorizontalPodAutoscaler", office(name))["spec"]["metrics"] for name in ("no prometheus-adapter", "scaled by scans alone")
    ]
    assert [[one["type"] for one in several] for several in metrics] == [["Resource"], ["Pods"]]
    assert "replicas" not in of("StatefulSet", office("large"))["spec"], "an upgrade would undo what the autoscaler did"


def test_another_setting_starts_other_pods() -> None:
    """And nothing else does: the checksum follows celnice.toml."""
    first, same, other = (
        of("StatefulSet", rendered(values))["spec"]["template"]["metadata"]["annotations"]["checksum/settings"]
        for values in ({}, {"service": {"type": "ClusterIP"}}, {"settings": {"log": {"format": "json"}}})
    )
    assert first == same != other


def test_an_upgrade_changes_nothing_that_is_fixed(tmp_path: Path) -> None:
    """A new version in a package of helm's own: selectors, names, claims and pods' labels stay, which Kubernetes would refuse to change."""
    helm("package", CHART, "--version", "9.8.7", "--app-version", "9.8.7", "--destination", tmp_path)
    old, new = office("small"), rendered({}, chart=tmp_path / "celnice-9.8.7.tgz")
    assert pod(new)["containers"][0]["image"] == "celnice:9.8.7"
    assert {(one["kind"], one["metadata"]["name"]) for one in old} == {(one["kind"], one["metadata"]["name"]) for one in new}
    before, after = (of("StatefulSet", objects)["spec"] for objects in (old, new))
    for fixed in ("selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates"):
        assert before[fixed] == after[fixed]
    assert before["template"]["metadata"] == after["template"]["metadata"]
    assert [one["spec"] for one in old if one["kind"] != "StatefulSet" and "spec" in one] == [
        one["spec"] for one in new if one["kind"] != "StatefulSet" and "spec" in one
    ]


def test_two_releases_do_not_meet() -> None:
    """Each has names and labels of its own; a release that is called after the chart has short ones."""
    one, other = office("small"), rendered({}, release="zkouska")
    names = [{(each["kind"], each["metadata"]["name"]) for each in objects} for objects in (one, other)]
    assert not names[0] & names[1]
    assert of("StatefulSet", other, "zkouska-celnice")["spec"]["selector"]["matchLabels"]["app.kubernetes.io/instance"] == "zkouska"
    assert {"name": "config", "configMap": {"name": "zkouska-celnice-config"}} in pod(other, "zkouska-celnice")["volumes"]


@pytest.mark.parametrize("overlay", SIZES)
def test_memory_is_enough(overlay: str, tmp_path: Path) -> None:
    """A pod's limit holds what its processes take by the doctor's own count, with half as much again for the files that are read."""
    objects = office(overlay.partition("/")[2])
    limit = pod(objects)["containers"][0]["resources"]["limits"]["memory"]
    assert int(limit[:-2]) * UNITS[limit[-2:]] >= needed_mb(settings(objects, tmp_path)) * 1.5


def test_the_notes(tmp_path: Path) -> None:
    """What stands there after an installation, rendered: names of this release, commands that there are, warnings where they belong."""
    copy = tmp_path / "celnice"
    for path in (one for one in CHART.rglob("*") if one.is_file()):
        (copy / path.relative_to(CHART)).parent.mkdir(parents=True, exist_ok=True)
        (copy / path.relative_to(CHART)).write_bytes(path.read_bytes())
    (copy / "templates/NOTES.txt").rename(copy / "NOTES.txt")
    (copy / "templates/told.yaml").write_text(
        'kind: Told\nmetadata: {name: celnice}\ntext: {{ tpl (.Files.Get "NOTES.txt") . | toJson }}\n'
    )
    first = of("Told", rendered({}, chart=copy))["text"]
    assert "POZOR: host" in first
    assert "NOTE: host" in first
    text = of("Told", rendered({"host": "brana.urad.cz", "networkPolicy": {"enabled": False}}, "--values", LARGE, chart=copy))["text"]
    assert "host je stále" not in text
    assert "POZOR: bez networkPolicy" in text
    assert "3–48 × celnice" in text
    assert "celnice-store" in text
    commands = [line.partition(" -- ")[2] for line in text.splitlines() if " -- " in line]
    assert len(commands) == 2
    assert not [why for line in commands if (why := fault(line, parser()))]


def test_a_rolling_update_cuts_no_answer(tmp_path: Path) -> None:
    """Time for endpoints to follow, for answers, and for each group of a node's processes; also the least that the chart lets pass."""
    objects = office("small")
    rest = 10 + 3 * supervisor.STOP_SECONDS + supervisor.POLL_SECONDS
    assert pod(objects)["terminationGracePeriodSeconds"] >= settings(objects, tmp_path).proxy.stop_seconds + rest
    assert rest <= 60, "templates/_settings.tpl"
