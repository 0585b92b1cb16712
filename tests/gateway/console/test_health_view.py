"""How the gateway is, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.console.health_view import LATE_SECONDS, MANY, Facts, Line, lines
from gateway.metrics import Figures, Metrics

NOW = datetime(2026, 12, 1, tzinfo=UTC)
READY = dict.fromkeys(("store", "detection", "documents", "spool", "ca"), True)


def said(**changes: Any) -> dict[str, Line]:
    facts = {"now": NOW, "ready": READY, "figures": Figures(), "authority": NOW + timedelta(days=900)}
    return {line.name: line for line in lines(Facts(**{**facts, **changes}), "cs")}


def metrics(lag: float, letters: int) -> bytes:
    meter = Metrics(None, (), ("siem",))
    meter.feed_state("siem", lag, 3, letters)
    meter.build("1.0", "d1", "p1")
    return meter.text()


def test_what_is_well_says_nothing_to_do() -> None:
    """Every line passes, and none has an advice."""
    found = said(exposition=metrics(5, 0)).values()
    assert {line.tone for line in found} == {"pass"}
    assert not [line for line in found if line.todo]
    assert [line.what for line in found][-1] == "verze 1.0, pravidla p1, detektory d1"


@pytest.mark.parametrize(
    ("changes", "name", "tone"),
    [
        ({"ready": {**READY, "store": False}}, "Úložiště událostí", "stop"),
        ({"ready": {**READY, "documents": False}}, "Čtení souborů", "stop"),
        ({"ready": {"moon": False}}, "moon", "stop"),
        ({"authority": NOW + timedelta(days=30)}, "Certifikát brány", "warn"),
        ({"authority": NOW - timedelta(days=1)}, "Certifikát brány", "stop"),
        ({"figures": None}, "Čísla", "warn"),
        ({"figures": Figures(waiting=MANY)}, "Čeká na uložení", "warn"),
        ({"figures": Figures(faults=1)}, "Zachycené poruchy", "warn"),
        ({"figures": Figures(ocr=False)}, "Text v\u00a0obrázcích", "warn"),
        ({"exposition": metrics(LATE_SECONDS + 1, 0)}, "Odesílání siem", "warn"),
        ({"exposition": metrics(0, 1)}, "Odesílání siem", "warn"),
    ],
)
def test_what_is_not_well_says_what_to_do(changes: dict[str, Any], name: str, tone: str) -> None:
    """Each fault with its advice, and nothing else is touched."""
    found = said(**changes)
    assert (found[name].tone, bool(found[name].todo)) == (tone, True)
    assert [line.name for line in found.values() if line.tone != "pass"] == [name]


def test_without_a_certificate_nothing_is_said_of_its_end() -> None:
    """That it is missing, readiness says."""
    assert "Certifikát brány" not in said(authority=None)
