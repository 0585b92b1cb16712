"""What an operator must hear of though no request says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gateway.metric_labels import DUTIES
from gateway.metrics import Metrics
from gateway.parts import feeds, writer


@pytest.mark.parametrize(
    ("call", "line", "reason"),
    [
        (lambda s: s.duty_failed("reminders"), 'duty_failures_total{duty="reminders"} 1.0', "a duty of the writer"),
        (lambda s: s.duty_failed("known files"), 'duty_failures_total{duty="known_files"} 1.0', "of two words"),
        (lambda s: s.duty_failed("feed-posta"), 'duty_failures_total{duty="feed"} 1.0', "a feed's name is an office's own word"),
        (lambda s: s.duty_failed("něco"), 'duty_failures_total{duty="other"} 1.0', "unknown"),
        (lambda s: s.events_rejected(2), "events_rejected_total 2.0", "counts"),
        (lambda s: s.certificates({"authority": 5.0}), 'certificate_not_after_timestamp_seconds{certificate="authority"} 5.0', "Unix time"),
        (lambda s: s.certificates({"x": 5.0}), 'certificate_not_after_timestamp_seconds{certificate="other"} 5.0', "unknown section"),
        (lambda s: s.free(7), "data_free_bytes 7.0", "bytes"),
    ],
)
def test_each_call_moves_its_own_series(call: object, line: str, reason: str) -> None:
    """Closed labels, base units."""
    counted = Metrics()
    call(counted.standing)  # type: ignore[operator]
    assert f"celnice_{line}" in counted.text().decode().splitlines(), reason


def test_every_duty_has_its_label() -> None:
    """A duty that is added and not named here would be counted as ``other``, of which nobody knows what to do."""
    given = Path(writer.__file__).read_text(encoding="utf-8") + Path(feeds.__file__).read_text(encoding="utf-8")
    named = {name.partition("-")[0].replace(" ", "_") for name in re.findall(r'Duty\(f?"([^"]+)"', given)}
    assert named == DUTIES
