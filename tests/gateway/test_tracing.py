"""Traces: spans with times, and nothing of anybody."""

from __future__ import annotations

import contextvars
import json
from collections.abc import Callable

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from gateway.logs import noted
from gateway.metrics import Metrics
from gateway.settings import Settings
from gateway.tracing import traced

PLANTED = "715319/2743"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


def run(exporter: InMemorySpanExporter, *requests: Callable[[Metrics], None]) -> list[dict]:
    """Each request in a context of its own, as in the proxy; the spans as they would be sent."""
    settings = Settings.model_validate({"tracing": {"endpoint": "https://otel.urad.example/v1/traces"}, "tools": {"demo": _tool()}})
    meter = traced(Metrics(tools=["demo"]), settings, exporter)
    for request in requests:
        contextvars.Context().run(request, meter)
    meter._tracer.span_processor.force_flush()  # type: ignore[attr-defined]
    return [json.loads(span.to_json()) for span in exporter.get_finished_spans()]


def _tool() -> dict[str, str]:
    return {"approved_by": "PS", "approved_from": "2026-01-01", "approved_until": "2030-01-01"}


def clean(meter: Metrics) -> None:
    for stage in ("extract", "detect", "decide"):
        meter.stage(stage, 0.002)
    meter.request("demo", "pass", "scanned")


def blocked(meter: Metrics) -> None:
    noted(lambda: "7K3QX-9M2PD-R4TWB")()
    for stage in ("extract", "detect", "decide", "record"):
        meter.stage(stage, 0.002)
    meter.request("demo", "block", "scanned", "base_url")
    meter.stage("act", 0.001)


def test_a_span_for_each_stage_below_that_of_the_request(exporter: InMemorySpanExporter) -> None:
    """Also for what comes after the verdict; two requests are two traces."""
    spans = run(exporter, clean, blocked)
    roots = [span for span in spans if span["name"] == "celnice.request"]
    assert len({span["context"]["trace_id"] for span in spans}) == 2
    for root, stages in zip(roots, (["extract", "detect", "decide"], ["extract", "detect", "decide", "record", "act"]), strict=True):
        below = [span["name"] for span in spans if span["parent_id"] == root["context"]["span_id"]]
        assert below == [f"celnice.{stage}" for stage in stages]
        assert root["start_time"] < root["end_time"]


def test_only_a_request_that_was_recorded_names_its_event(exporter: InMemorySpanExporter) -> None:
    """A clean prompt leaves no trace of who or what: names of closed sets, and times."""
    first, second = (span["attributes"] for span in run(exporter, clean, blocked) if span["name"] == "celnice.request")
    assert first == {"celnice.tool": "demo", "celnice.verdict": "pass", "celnice.scan": "scanned", "celnice.entrance": "proxy"}
    assert second["celnice.event"] == "7K3QX-9M2PD-R4TWB"


def test_nothing_else_becomes_an_attribute(exporter: InMemorySpanExporter) -> None:
    """Whatever is given where a name should stand."""

    def wrong(meter: Metrics) -> None:
        meter.stage("extract", 0.001)
        meter.stage(PLANTED, 0.001)
        meter.request(PLANTED, PLANTED, PLANTED, PLANTED)

    spans = run(exporter, wrong)
    assert PLANTED not in json.dumps(spans)
    assert {key for span in spans for key in span["resource"]["attributes"]} == {"service.name"}


def test_off_by_default() -> None:
    """Without an endpoint the meter is the meter."""
    meter = Metrics()
    assert traced(meter, Settings()) is meter
