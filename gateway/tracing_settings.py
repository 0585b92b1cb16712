"""The settings ``[tracing]``."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field, field_validator

from gateway.section import Section


class Tracing(Section):
    """Traces of requests for OpenTelemetry: names and times of stages, never content. Needs the extra `celnice[otel]`."""

    endpoint: str = Field("", description="OTLP over HTTP, such as `https://otel.urad.cz:4318/v1/traces`; empty: no traces.")
    share: float = Field(1.0, gt=0, le=1, description="Share of requests that are traced.")

    @field_validator("endpoint")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if value and not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and local))):
            raise ValueError("endpoint begins with https://; http:// only to this machine")
        return value
