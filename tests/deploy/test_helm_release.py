"""A release of the Helm chart, by helm itself against a stand-in of the API: installed, upgraded, rolled back, removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.helm import CHART, Refused, helm
from support.kubernetes_api import kubeconfig, kubernetes_api

KEPT = "/api/v1/namespaces/celnice/persistentvolumeclaims/celnice-keys"


def test_from_installation_to_removal(tmp_path: Path) -> None:
    """The same again changes nothing, a setting changes pods and nothing else, what is fixed is refused, the keys stay."""
    with kubernetes_api() as cluster:
        options = ("--kubeconfig", kubeconfig(cluster, tmp_path), "--namespace", "celnice", "--qps", "1000")

        def release(act: str, *more: str | Path) -> str:
            return helm(act, "celnice", *more, *options, folder=tmp_path)

        def upgrade(*more: str) -> str:
            return release("upgrade", CHART, "--disable-openapi-validation", *more)

        told = release("install", CHART, "--disable-openapi-validation")
        assert "rollout status statefulset/celnice" in told
        made = cluster.since()
        assert {act for act, _ in made} == {"POST"}
        assert len(made) == 10
        upgrade()
        assert not cluster.since()
        upgrade("--set", "settings.log.format=json")
        assert cluster.since() == {("PATCH", "configmaps/celnice-config"), ("PATCH", "statefulsets/celnice")}
        release("rollback", "1")
        assert cluster.since() == {("PATCH", "configmaps/celnice-config"), ("PATCH", "statefulsets/celnice")}
        with pytest.raises(Refused, match="volumeClaimTemplates"):
            upgrade("--set", "persistence.data.size=9Gi")
        assert not cluster.since()
        release("uninstall")
        assert set(cluster.objects) == {KEPT}
