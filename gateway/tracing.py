"""Traces without content: one span for a request, one for each of its stages. The one file that knows OpenTelemetry.

A :class:`Traced` stands where the proxy counts: what it is told is what the metrics are told, names of closed sets and seconds. No text,
no person, no address ever comes here, so none can become an attribute. Spans are made when a request has been judged, with the times that
were measured; the library runs in a thread of its own and nobody waits for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from gateway.errors import UserError
from gateway.logs import REFERENCE
from gateway.metric_labels import ENTRANCES, OTHER, SCANS, STAGES, VERDICTS

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span

    from gateway.metrics import Metrics
    from gateway.settings import Settings

FIRST = "extract"
"""The stage with which a request or a message begins to be judged."""

MOST = 64
"""Stages kept of one request; it has about six."""

NANO = 1_000_000_000

_stages: ContextVar[tuple[tuple[str, int, int], ...]] = ContextVar("stages", default=())
_open: ContextVar[Any] = ContextVar("span", default=None)


class Traced:
    """The meter of a proxy process, and a span for what it is told. Everything else goes to the meter as it is."""

    def __init__(self, meter: Metrics, provider: TracerProvider, tools: Collection[str], clock: Callable[[], int] = time.time_ns) -> None:
        self._meter = meter
        self._tracer = provider.get_tracer("celnice")
        self._tools = frozenset(tools)
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        """Whatever is only counted."""
        return getattr(self._meter, name)

    def stage(self, name: str, seconds: float) -> None:
        """One stage ended now."""
        self._meter.stage(name, seconds)
        end = self._clock()
        one = (name if name in STAGES else OTHER, end - int(seconds * NANO), end)
        if name == FIRST:
            _open.set(None)
            _stages.set((one,))
        elif _open.get() is not None:
            self._child(_open.get(), one)  # what comes after the verdict: the answer
        else:
            _stages.set((*_stages.get()[-MOST:], one))

    def request(self, tool: str, verdict: str, scan: str, entrance: str = "proxy") -> None:
        """One request was judged: its span, and those of its stages so far."""
        self._meter.request(tool, verdict, scan, entrance)
        stages = _stages.get()
        _stages.set(())
        start = min((begin for _, begin, _ in stages), default=self._clock())
        attributes = {
            "celnice.tool": tool if tool in self._tools else OTHER,
            "celnice.verdict": verdict if verdict in VERDICTS else OTHER,
            "celnice.scan": scan if scan in SCANS else OTHER,
            "celnice.entrance": entrance if entrance in ENTRANCES else OTHER,
        }
        if verdict != "pass" and (reference := REFERENCE.get()):
            attributes["celnice.event"] = reference
        span = self._tracer.start_span("celnice.request", start_time=start, attributes=attributes)
        for one in stages:
            self._child(span, one)
        span.end(self._clock())
        _open.set(span)

    def _child(self, parent: Span, stage: tuple[str, int, int]) -> None:
        from opentelemetry.trace import set_span_in_context  # noqa: PLC0415

        name, start, end = stage
        self._tracer.start_span(f"celnice.{name}", context=set_span_in_context(parent), start_time=start).end(end)


def traced(meter: Metrics, settings: Settings, exporter: SpanExporter | None = None) -> Metrics:
    """The meter as it is, or with traces where ``tracing.endpoint`` is set. Raises UserError when the extra is not installed."""
    if not settings.tracing.endpoint:
        return meter
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  # an optional extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
        from opentelemetry.sdk.trace.sampling import TraceIdRatioBased  # noqa: PLC0415
    except ImportError:
        raise UserError("tracing.endpoint needs the extra: pip install celnice[otel]; or leave it empty") from None
    # Not the library's own detectors of resources: they would send the command line and the machine's name.
    provider = TracerProvider(resource=Resource({"service.name": "celnice"}), sampler=TraceIdRatioBased(settings.tracing.share))
    provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter(endpoint=settings.tracing.endpoint)))
    return cast("Metrics", Traced(meter, provider, settings.tools))  # the provider sends what waits when the process ends
