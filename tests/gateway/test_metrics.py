"""Metrics: closed labels, all processes summed, dead processes forgotten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateway import metrics
from gateway.metric_labels import ENTITIES
from gateway.metrics import Figures, Metrics

PLANTED = "710319/2745 Karel Vzorový"


def in_a_process(directory: Path, body: str) -> int:
    """Runs ``body`` with a fresh ``m`` in another process and returns that process's id."""
    script = (
        f"import os\nfrom pathlib import Path\nfrom gateway.metrics import Metrics\nm = Metrics(Path({str(directory)!r}), ['openai'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script + body + "\nprint(os.getpid())"], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(metrics.VARIABLE, "restored after the test")
    metrics.prepare(tmp_path / "metrics")
    return tmp_path / "metrics"


@pytest.mark.parametrize(
    ("call", "line", "reason"),
    [
        (
            lambda m: m.request("openai", "block", "scanned"),
            'requests_total{entrance="proxy",scan="scanned",tool="openai",verdict="block"} 1.0',
            "all known",
        ),
        (
            lambda m: m.request(PLANTED, "pass", "partly"),
            'requests_total{entrance="proxy",scan="partly",tool="other",verdict="pass"} 1.0',
            "unknown tool",
        ),
        (
            lambda m: m.request("openai", PLANTED, PLANTED, PLANTED),
            'requests_total{entrance="other",scan="other",tool="openai",verdict="other"} 1.0',
            "the rest unknown",
        ),
        (lambda m: m.finding("CZ_BIRTH_NUMBER", 3), 'findings_total{entity="CZ_BIRTH_NUMBER"} 3.0', "counts"),
        (lambda m: m.finding(PLANTED), 'findings_total{entity="other"} 1.0', "unknown entity"),
        (lambda m: m.refusal("not_approved"), 'refusals_total{reason="not_approved"} 1.0', "known reason"),
        (lambda m: m.refusal("chat.example"), 'refusals_total{reason="other"} 1.0', "a host is no label"),
        (lambda m: m.connection_refused("not_tls"), 'connections_refused_total{reason="not_tls"} 1.0', "known reason"),
        (lambda m: m.boundary_fault("extract"), 'boundary_faults_total{stage="extract"} 1.0', "known stage"),
        (lambda m: m.boundary_fault("uploads"), 'boundary_faults_total{stage="uploads"} 1.0', "kept between two requests"),
        (lambda m: m.boundary_fault(PLANTED), 'boundary_faults_total{stage="other"} 1.0', "unknown stage"),
        (lambda m: m.stage("detect", 0.0007), 'stage_seconds_bucket{le="0.001",stage="detect"} 1.0', "seconds, cumulative"),
        (lambda m: m.stage(PLANTED, 1), 'stage_seconds_count{stage="other"} 1.0', "unknown stage"),
        (lambda m: m.events_waiting(7), "events_waiting 7.0", "gauge"),
        (lambda m: m.event_stored(2), "events_stored_total 2.0", "counter"),
        (lambda m: m.store_failure(), "store_failures_total 1.0", "counter"),
        (lambda m: m.public_list_refused(), "public_list_refusals_total 1.0", "counter"),
        (lambda m: m.detection_queue(4), "detection_queue 4.0", "gauge"),
        (lambda m: m.document("encrypted"), 'documents_total{outcome="encrypted"} 1.0', "known reason"),
        (lambda m: m.document(PLANTED), 'documents_total{outcome="other"} 1.0', "unknown reason"),
        (lambda m: m.documents_waiting(2), "documents_waiting 2.0", "gauge"),
        (lambda m: m.ocr(installed=False), 'ocr{state="missing"} 1.0', "state"),
        (lambda m: m.event_streams(1), "event_streams 1.0", "gauge"),
        (lambda m: m.analysis("bad_request"), 'analyses_total{outcome="bad_request"} 1.0', "known outcome"),
        (lambda m: m.process("proxy"), 'processes{kind="proxy"} 1.0', "known kind"),
    ],
)
def test_a_call_moves_its_own_series_and_unknown_values_become_other(call: object, line: str, reason: str) -> None:
    """Each method moves one series under ``celnice_``, and what is in no closed set is counted as ``other``."""
    counted = Metrics(None, ["openai"])
    call(counted)  # type: ignore[operator]
    text = counted.text().decode()
    assert f"celnice_{line}" in text.splitlines(), reason
    assert "Vzorový" not in text
    assert "710319" not in text


@pytest.mark.parametrize(
    ("verdict", "scan", "count"),
    [
        ("pass", "scanned", 0),
        ("pass", "partly", 1),
        ("pass_recorded", "opaque", 1),
        ("pseudonymise", "not_run", 1),
        ("warn", "opaque", 1),
        ("block", "opaque", 0),
        ("refuse", "not_run", 0),
    ],
)
def test_what_left_unread_is_counted_apart(verdict: str, scan: str, count: int) -> None:
    """One series without labels that begins at 0: to Prometheus the first number of a new series is no rise, and one such request is an alarm."""
    counted = Metrics(None, ["openai"])
    assert "celnice_left_unscanned_total 0.0" in counted.text().decode().splitlines()
    counted.request("openai", verdict, scan)
    assert f"celnice_left_unscanned_total {count}.0" in counted.text().decode().splitlines()


def test_what_alerts_rest_on_begins_at_nothing() -> None:
    """Each reason of these is there before the first case."""
    lines = Metrics().text().decode().splitlines()
    for series in (
        'connections_refused_total{reason="ca_token"}',
        'providers_unreached_total{reason="name"}',
        'boundary_faults_total{stage="extract"}',
        'duty_failures_total{duty="reminders"}',
    ):
        assert f"celnice_{series} 0.0" in lines


def test_every_metric_has_the_prefix_and_base_units() -> None:
    """Names begin with ``celnice_`` and name seconds, never milliseconds."""
    counted = Metrics(None)
    counted.build("0.1.0", "d1", "p1")
    names = [line.split()[2] for line in counted.text().decode().splitlines() if line.startswith("# TYPE")]
    assert names
    assert all(name.startswith("celnice_") for name in names)
    assert not any("milli" in name or name.endswith("_ms") for name in names)
    assert 'detectors="d1",policy="p1"' in counted.text().decode()


def test_series_are_bounded_whatever_a_client_sends() -> None:
    """A thousand unknown tools and entities add one series each, not a thousand."""
    counted = Metrics(None, ["openai"])
    for number in range(1000):
        counted.request(f"tool{number}", "pass", "scanned")
        counted.finding(f"KIND_{number}")
    lines = counted.text().decode().splitlines()
    assert sum(line.startswith("celnice_requests_total") for line in lines) == 1
    assert sum(line.startswith("celnice_findings_total") for line in lines) == 1
    assert len(ENTITIES) < 100


def test_all_processes_are_summed_and_the_dead_forgotten(directory: Path) -> None:
    """Counters of every process add up for ever; the gauges of a dead process are dropped."""
    body = "m.request('openai', 'block', 'scanned'); m.events_waiting(3); m.process('proxy'); m.event_stored(); m.stage('act', 0.01)"
    pids = [in_a_process(directory, body) for _ in range(2)]
    in_a_process(directory, "m.request('openai', 'block', 'opaque'); m.boundary_fault('act'); m.build('0.1.0', 'd', 'p')")
    text = metrics.exposition(directory).decode()
    assert 'celnice_processes{kind="proxy"} 2.0' in text
    assert 'celnice_stage_seconds_count{stage="act"} 2.0' in text
    assert "pid=" not in text
    of_kind = metrics.exposition(directory, "histogram").decode()
    assert 'celnice_stage_seconds_count{stage="act"} 2.0' in of_kind
    assert "celnice_requests_total" not in of_kind
    assert metrics.read(directory) == Figures(
        {"openai": {"scanned": 2, "partly": 0, "opaque": 1, "not_run": 0}}, waiting=6, stored=2, faults=1
    )
    metrics.forget(directory, pids[0])
    assert metrics.read(directory) == Figures(
        {"openai": {"scanned": 2, "partly": 0, "opaque": 1, "not_run": 0}}, waiting=3, stored=2, faults=1
    )
    assert 'celnice_processes{kind="proxy"} 1.0' in metrics.exposition(directory).decode()


def test_missing_text_recognition_is_shown(directory: Path) -> None:
    """While one process says so; who says nothing does not count."""
    in_a_process(directory, "m.event_stored()")
    assert metrics.read(directory).ocr
    in_a_process(directory, "m.ocr(installed=False)")
    assert not metrics.read(directory).ocr


def test_prepare_begins_at_nothing_and_touches_only_its_own_files(directory: Path) -> None:
    """A new start empties the directory of numbers, keeps every other file and names the directory to children."""
    in_a_process(directory, "m.event_stored()")
    (directory / "note.txt").write_text("kept")
    metrics.prepare(directory)
    assert [path.name for path in directory.iterdir()] == ["note.txt"]
    assert os.environ[metrics.VARIABLE] == str(directory)
    assert metrics.read(directory) == Figures()


def test_a_file_caught_while_it_is_made_is_read_again(directory: Path) -> None:
    """A reader that meets a file of another process before its first byte tries again, then says so."""
    (directory / "counter_1.db").write_bytes(b"")
    with pytest.raises(Exception, match="unpack"):
        metrics.exposition(directory)
    (directory / "counter_1.db").unlink()
    assert metrics.exposition(directory) == b""


def test_importing_costs_nothing() -> None:
    """The library is loaded with the first Metrics, so that the core's processes may import the module freely."""
    script = "import sys, gateway.metrics; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_who_asked_is_counted_without_saying_who() -> None:
    """Ways and outcomes are closed sets: a name that slipped in would be counted as other."""
    from gateway.metric_labels import IDENTIFICATIONS
    from gateway.people.api import Broken, Wrong

    assert {one.value for one in (*Wrong, *Broken)} | {"known", "leg"} == IDENTIFICATIONS
    meter = Metrics()
    meter.identified("ldap", "unreachable")
    meter.identified("jana.novakova", "jana.novakova")
    meter.way_down("ldap", True)
    text = meter.text().decode()
    assert 'celnice_identifications_total{outcome="unreachable",way="ldap"} 1.0' in text
    assert 'celnice_identifications_total{outcome="other",way="other"} 1.0' in text
    assert 'celnice_identification_down{way="ldap"} 1.0' in text
    assert "jana" not in text


def test_feeds_are_counted_by_their_names() -> None:
    """A feed stands under its name in the settings; any other name is ``other``."""
    meter = Metrics(None, (), ("siem",))
    meter.feed_delivered("siem", 2)
    meter.feed_failure("jan.novak")
    meter.feed_state("siem", 1.5, 3, 1)
    text = meter.text().decode()
    for line in (
        'celnice_feed_delivered_total{feed="siem"} 2.0',
        'celnice_feed_failures_total{feed="other"} 1.0',
        'celnice_feed_lag_seconds{feed="siem"} 1.5',
        'celnice_feed_waiting{feed="siem"} 3.0',
        'celnice_feed_dead_letters{feed="siem"} 1.0',
    ):
        assert line in text
