"""Values of the Helm chart: what is misspelled or makes no sense is refused before a cluster hears of it; settings arrive as they were meant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from gateway.settings import Settings
from support.doc_commands import PAGES, ROOT
from support.helm import CHART, LARGE, Refused, rendered, template

SCHEMA = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))


def toml(settings: dict[str, Any], *options: str, **values: Any) -> dict[str, Any]:
    """celnice.toml of a release with these settings."""
    (config,) = [one for one in rendered({"settings": settings, **values}, *options) if one["kind"] == "ConfigMap"]
    return tomllib.loads(config["data"]["celnice.toml"])


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"replcas": 2}, "replcas"),
        ({"image": {"repo": "celnice"}}, "repo"),
        ({"networkPolicy": {"office": {"extraPort": [1]}}}, "extraPort"),
        ({"settings": {"prox": {"workers": 2}}}, "prox"),
        ({"settings": {"proxy": {"wrkers": 2}}}, "wrkers"),
        ({"settings": {"proxy": {"workers": "two"}}}, "workers"),
        ({"settings": {"log": {"format": "xml"}}}, "format"),
        ({"settings": {"policy": {"rules": [{"nam": "x"}]}}}, "nam"),
        ({"settings": {"tools": {"openai": {"approved_form": "2026-01-01"}}}}, "approved_form"),
        ({"replicas": 0}, "replicas"),
        ({"replicas": "3"}, "replicas"),
        ({"replicas": None}, "replicas"),
        ({"host": "https://celnice.urad.cz"}, "host"),
        ({"host": "celnice.urad.cz:8080"}, "host"),
        ({"image": {"repository": "celnice:0.1.0"}}, "repository"),
        ({"image": {"digest": "0.1.0"}}, "digest"),
        ({"resources": {"limits": {"memory": "hodně"}}}, "memory"),
        ({"resources": {"limits": {"memory": None}}}, "memory"),
        ({"persistence": {"keys": {"accessModes": ["ReadWriteSome"]}}}, "accessModes"),
        ({"secretFiles": {"tls": "celnice-ldap"}}, "secretFiles"),
        ({"secretFiles": {"lide/ad": "celnice-ldap"}}, "secretFiles"),
        ({"service": {"type": "ExternalName"}}, "type"),
        ({"networkPolicy": {"employees": ["10.1.2.3"]}}, "employees"),
        ({"networkPolicy": {"office": {"ports": []}}}, "ports"),
        ({"networkPolicy": {"office": {"addresses": []}}}, "addresses"),
        ({"networkPolicy": {"office": {"extraPorts": [70000]}}}, "extraPorts"),
        ({"podDisruptionBudget": {"maxUnavailable": "100%"}}, "maxUnavailable"),
        ({"autoscaling": {"scanSeconds": "60 ms"}}, "scanSeconds"),
        ({"terminationGracePeriodSeconds": 5}, "terminationGracePeriodSeconds"),
        ({"fullnameOverride": "Celnice"}, "fullnameOverride"),
    ],
)
def test_nonsense_is_refused(values: dict[str, Any], named: str) -> None:
    """By the schema, which names the value. No ports in a rule would be all ports."""
    with pytest.raises(Refused, match=named):
        template(values)


@pytest.mark.parametrize(
    "values",
    [
        {"settings": {"store": {"url": "postgresql+psycopg://celnice:tajne@db/celnice"}}},
        {"settings": {"outbound": {"parent_password": "tajne"}}},
        {"extraEnv": [{"name": "CELNICE_STORE__URL", "value": "postgresql+psycopg://celnice:tajne@db/celnice"}]},
        {"extraEnv": [{"name": "CELNICE_OUTBOUND__PARENT_PASSWORD", "value": "tajne"}]},
        {"secrets": {"store": "postgresql+psycopg://celnice:tajne@db/celnice"}},
        {"secrets": {"token": {"api-token": "tajne"}}},
    ],
    ids=lambda values: next(iter(values)),
)
def test_no_value_is_a_secret(values: dict[str, Any]) -> None:
    """A release keeps its values in the cluster, in clear to whoever may read them: what is secret comes from secrets by name."""
    with pytest.raises(Refused):
        template(values)


@pytest.mark.parametrize("section", ["proxy", "entrance", "console"])
@pytest.mark.parametrize("key", ["host", "port", "tls_certificate", "tls_key"])
def test_what_the_chart_decides_is_not_set(section: str, key: str) -> None:
    """Ports, probes and mounts of the pod would not follow; and no port beyond loopback goes without TLS."""
    with pytest.raises(Refused, match=section):
        template({"settings": {section: {key: "x"}}})


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"replicas": 2}, "secrets.store"),
        ({"autoscaling": {"enabled": True}}, "secrets.store"),
        ({"replicas": 2, "secrets": {"store": "celnice-store"}}, "ReadWriteMany"),
        ({"settings": {"proxy": {"stop_seconds": 600}}}, "terminationGracePeriodSeconds"),
    ],
)
def test_what_fits_no_cluster_is_refused(values: dict[str, Any], why: str) -> None:
    """Several nodes without one store or one folder of keys, streams that would be cut: with the value to change."""
    with pytest.raises(Refused, match=why):
        template(values)


@pytest.mark.parametrize(
    ("autoscaling", "why"),
    [({"scanSeconds": "", "cpuPercent": 0}, "nothing to go by"), ({"minReplicas": 49}, "more than")],
)
def test_an_autoscaler_that_cannot_work_is_refused(autoscaling: dict[str, Any], why: str) -> None:
    """Without a metric it would do nothing, silently."""
    with pytest.raises(Refused, match=why):
        template({"autoscaling": autoscaling}, "--values", LARGE)


def test_the_oldest_cluster() -> None:
    """An older one than is validated is refused, the oldest is not."""
    assert rendered({}, "--kube-version", "1.29")
    with pytest.raises(Refused, match="incompatible"):
        template({}, "--kube-version", "1.28")


def test_the_schema_is_of_these_settings() -> None:
    """A setting that is new, or gone, is so in the chart's values."""
    done = subprocess.run([sys.executable, ROOT / "scripts" / "helm-schema", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def documented() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every example of celnice.toml in the documentation, without what the chart decides: where it stands, and its tables."""
    for page in PAGES:
        for at, text in enumerate(re.findall(r"^```toml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)):
            found = json.loads(json.dumps(tomllib.loads(text), default=str))
            for section in ("proxy", "entrance", "console"):
                for key in ("host", "port", "tls_certificate", "tls_key"):
                    found.get(section, {}).pop(key, None)
            yield f"{page.name} {at}", {key: one for key, one in found.items() if one and key not in {"data", "store"}}


def whole(settings: dict[str, Any]) -> bool:
    """Whether an example stands by itself."""
    try:
        return bool(settings and Settings.model_validate(settings))
    except ValidationError:
        return False


EXAMPLES = [(where, found) for where, found in documented() if whole(found)]


@pytest.mark.parametrize(("where", "settings"), EXAMPLES, ids=[where for where, _ in EXAMPLES])
def test_examples_are_values(where: str, settings: dict[str, Any]) -> None:
    """What the documentation shows for a machine can be set in a cluster, and arrives as it stands."""
    wait = settings.get("proxy", {}).get("stop_seconds", 0) + 60
    arrived = toml(settings, terminationGracePeriodSeconds=max(360, wait))
    for section, wanted in settings.items():
        assert wanted.items() <= arrived[section].items(), where
    assert len(EXAMPLES) >= 10


def test_every_value_is_told() -> None:
    """The schema and values.yaml name the same; ``global`` is helm's own."""
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    assert set(values) == set(SCHEMA["properties"]) - {"global"} == set(SCHEMA["required"])


EVERY_KIND = {
    "policy": {
        "rules": [
            {"name": 'jména "jen" s potvrzením \\ <a&b> \n\t€ 🦊', "kinds": ["PERSON", "ADDRESS"], "action": "warn"},
            {"name": "druhé", "kinds": [], "action": "block", "deep": {"more": {"still": True}}},
        ]
    },
    "tools": {"openai": {"approved_from": "2026-11-01", "a key with a space": 1}, "s.tečkou": {"on": False}},
    "detection": {
        "threshold": 0.85,
        "processes": 4,
        "tiny": 1e-7,
        "negative": -3,
        "lists": [[1, 2], []],
        "mixed": [{"a": [1.5]}, {"b": {}}],
    },
    "documents": {"max_file_bytes": 104857600, "empty": {}},
    "feeds": {"siem": {"mapping": [1, {"a": "b", "c d": [True]}]}},
}


def test_settings_arrive_as_they_were_meant() -> None:
    """Whole numbers stay whole, text stays text, tables nest: what YAML says is what TOML says."""
    read = toml(EVERY_KIND, "--skip-schema-validation")
    assert {key: read[key] for key in EVERY_KIND} == EVERY_KIND
    assert isinstance(read["documents"]["max_file_bytes"], int)
    assert isinstance(read["proxy"]["workers"], int)


OFFICE = {
    "proxy": {"workers": 3, "stop_seconds": 45, "upstream_ca": "/run/celnice/trust/ca.pem"},
    "console": {"names": ["brana.urad.cz", "celnice.urad.cz"]},
    "log": {"format": "json"},
    "policy": {"rules": [{"name": "jména jen s potvrzením", "kinds": ["PERSON"], "action": "warn"}]},
    "tools": {
        "openai": {
            "approved_by": "Pracovní skupina AI, rozhodnutí 3/2026",
            "approved_from": "2026-11-01",
            "approved_until": "2027-10-31",
        }
    },
}


def test_an_office_is_read_by_the_gateway() -> None:
    """Its settings, the host's name where none is set, and what the chart decides; probes ask for a name that the console answers to."""
    values = {"host": "celnice.urad.cz", "settings": OFFICE}
    read = Settings.model_validate(toml(OFFICE, host="celnice.urad.cz"))
    assert (read.proxy.workers, read.log.format, read.console.names) == (3, "json", ("brana.urad.cz", "celnice.urad.cz"))
    assert read.publication.base_url == "https://celnice.urad.cz"
    assert list(read.publication.proxies) == ["celnice.urad.cz:8080"]
    assert str(read.tools["openai"].approved_until) == "2027-10-31"
    (nodes,) = [one for one in rendered(values) if one["kind"] == "StatefulSet"]
    container = nodes["spec"]["template"]["spec"]["containers"][0]
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["httpHeaders"] == [{"name": "Host", "value": "brana.urad.cz"}]
    mounts = {mount["mountPath"] for mount in container["volumeMounts"]}
    assert {str(read.console.tls_certificate.parent), "/var/lib/celnice"} <= mounts if read.console.tls_certificate else False
    ports = {one["name"]: one["containerPort"] for one in container["ports"]}
    assert ports == {"proxy": read.proxy.port, "entrance": read.entrance.port, "console": read.console.port}


def test_the_chart_is_of_this_release() -> None:
    """Its version is the product's."""
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert chart["version"] == chart["appVersion"] == project
