"""Prometheus' rules: checked by promtool, and every series and label value in them is one that the gateway writes."""

from __future__ import annotations

import re
import subprocess

import pytest
import yaml

from gateway.metric_labels import CERTIFICATES, CONNECTIONS, PROCESSES, REFUSALS, SCANS, STAGES, VERDICTS
from gateway.metrics import BUCKETS
from support.deployed import DEPLOY, labels, named, program, series

FOLDER = DEPLOY / "prometheus"
KNOWN = {
    "verdict": VERDICTS,
    "scan": SCANS,
    "stage": STAGES,
    "kind": PROCESSES,
    "reason": CONNECTIONS | REFUSALS,
    "certificate": CERTIFICATES,
    "state": {"missing", "installed"},
    "le": {f"{b:g}" for b in BUCKETS},
}


def rules() -> list[dict]:
    return [rule for group in yaml.safe_load((FOLDER / "celnice.rules.yml").read_text())["groups"] for rule in group["rules"]]


@pytest.mark.parametrize(
    "words",
    [
        ("check", "rules", "celnice.rules.yml"),
        ("test", "rules", "celnice.tests.yml"),
        ("check", "config", "--syntax-only", "prometheus.yml"),
    ],
    ids=" ".join,
)
def test_promtool(words: tuple[str, ...]) -> None:
    """The rules are sound, and raise what they should and nothing else."""
    done = subprocess.run([program("promtool", "prometheus"), *words], cwd=FOLDER, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_is_raised_once_and_silent_once() -> None:
    """A rule that never was seen to speak may be one that cannot: a series that dies with its process is not "less than one"."""
    tests = yaml.safe_load((FOLDER / "celnice.tests.yml").read_text(encoding="utf-8"))["tests"]
    checks = [(check["alertname"], bool(check["exp_alerts"])) for test in tests for check in test.get("alert_rule_test", ())]
    alerts = {rule["alert"] for rule in rules() if "alert" in rule}
    assert {name for name, raised in checks if raised} == alerts
    assert {name for name, raised in checks if not raised} == alerts


def test_every_series_is_one_of_ours() -> None:
    """A metric that was renamed would leave an alert that never comes."""
    for rule in rules():
        assert named(rule["expr"]) <= series(), rule.get("alert", rule.get("record"))
        for name, label, value in labels(rule["expr"]):
            assert value in KNOWN[label], f"{name}: {label}={value}"


def test_every_recorded_series_is_recorded() -> None:
    """Alerts rest on rules of the same file."""
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    used = {name for rule in rules() for name in re.findall(r"\bcelnice:[a-z0-9_:]+", rule["expr"])}
    assert used <= recorded


def test_every_alert_says_what_happened_and_what_to_do() -> None:
    """In Czech; and whether somebody must be woken."""
    for rule in rules():
        if "alert" in rule:
            assert set(rule["annotations"]) == {"summary", "description", "todo"}, rule["alert"]
            assert rule["labels"]["severity"] in {"critical", "warning"}


def test_the_objectives_are_written_down() -> None:
    """docs/slo.md names every recorded series and every alert."""
    page = (DEPLOY.parent / "docs" / "slo.md").read_text(encoding="utf-8")
    missing = [name for rule in rules() if f"`{(name := rule.get('alert') or rule['record'])}`" not in page]
    assert not missing
