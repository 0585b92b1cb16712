"""What the messages between proxies and detection processes hold: scans as JSON values, in the frames of :mod:`gateway.framing`."""

from __future__ import annotations

from dataclasses import asdict
from sys import intern
from typing import Any

from detectors.finding import Finding
from gateway.model import Scan, Unscanned


def scan_to_json(scan: Scan) -> Any:
    """One scan as JSON values."""
    return {"unscanned": scan.reason} if isinstance(scan, Unscanned) else [asdict(finding) for finding in scan]


def scan_from_json(value: Any) -> Scan:
    """One scan again. Raises KeyError, TypeError when it is none."""
    return Unscanned(value["unscanned"]) if isinstance(value, dict) else tuple(_finding(finding) for finding in value)


def _finding(value: dict[str, Any]) -> Finding:
    """Kinds and rules are few, findings are remembered in tens of thousands: one text for each name, which halves a finding's bytes."""
    return Finding(**{**value, "entity": intern(value["entity"]), "rule": intern(value["rule"])})
