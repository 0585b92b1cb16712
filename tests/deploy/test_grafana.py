"""Grafana's dashboard: its structure, and every query in it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import yaml

from support.deployed import DEPLOY, labels, named, program, series

FOLDER = DEPLOY / "grafana"
BOARD = json.loads((FOLDER / "dashboards" / "celnice.json").read_text(encoding="utf-8"))
QUERIES = [(panel["title"], target["expr"]) for panel in BOARD["panels"] for target in panel.get("targets", ())]
SHOWN_ELSEWHERE = {
    "celnice_analyses_total": "of the Presidio API, which few offices use",
    "celnice_event_streams": "of the console's own pages",
    "celnice_public_list_refusals_total": "an alert says it",
}


def test_structure() -> None:
    """Panels have ids of their own, lie in 24 columns without covering each other, and ask the provisioned source."""
    source = yaml.safe_load((FOLDER / "provisioning/datasources/celnice.yml").read_text())["datasources"][0]["uid"]
    panels = BOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    covered: set[tuple[int, int]] = set()
    for panel in panels:
        place = panel["gridPos"]
        cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
        assert not cells & covered, panel["title"]
        assert place["x"] + place["w"] <= 24
        covered |= cells
        assert all(target["datasource"]["uid"] == source for target in panel.get("targets", ()))
    assert [one["name"] for one in BOARD["templating"]["list"]] == ["instance", "tool"]


def test_every_series_is_one_of_ours_and_every_one_of_ours_is_shown() -> None:
    """A dashboard that shows nothing looks like an office in which nothing happens."""
    asked = set().union(*(named(expression) for _, expression in QUERIES))
    assert asked <= series()
    assert not series() - asked - SHOWN_ELSEWHERE.keys() - {"celnice_stage_seconds_bucket"}
    assert not any("$" in value for _, expression in QUERIES for _, _, value in labels(expression))


def test_every_query_is_promql(tmp_path: Path) -> None:
    """Checked by promtool as rules, with the dashboard's variables filled in."""
    filled = [
        expression.replace("$__rate_interval", "5m").replace("$__range", "6h").replace("$instance", ".*").replace("$tool", ".*")
        for _, expression in QUERIES
    ]
    rules = {"groups": [{"name": "g", "rules": [{"record": f"q:{n}", "expr": one} for n, one in enumerate(filled)]}]}
    (tmp_path / "rules.yml").write_text(json.dumps(rules))
    done = subprocess.run(
        [program("promtool", "prometheus"), "check", "rules", tmp_path / "rules.yml"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_provisioning_finds_the_dashboard() -> None:
    """Where the provider looks is where compose mounts it."""
    provider = yaml.safe_load((FOLDER / "provisioning/dashboards/celnice.yml").read_text())["providers"][0]
    assert provider["options"]["path"] == "/var/lib/grafana/dashboards"
