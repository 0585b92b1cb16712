"""The metrics' text, read again."""

from __future__ import annotations

from gateway.exposition import largest, samples
from gateway.metrics import Metrics

TEXT = b"""# HELP a b
a 3
a{x="1"} 4
a_b{x="1"} 5
lag{feed="siem",pid="1"} 2.5
lag{feed="siem",pid="2"} 7
lag{feed="mail"} 1e+01
"""


def test_samples_of_a_name() -> None:
    """Exactly that name, with or without labels."""
    assert list(samples(TEXT, "a")) == [({}, 3.0), ({"x": "1"}, 4.0)]
    assert list(samples(b"", "a")) == []


def test_the_largest_by_a_label() -> None:
    """Every node says the same of a feed; the worst counts."""
    assert largest(TEXT, "lag", "feed") == {"siem": 7.0, "mail": 10.0}


def test_our_own_text_is_read() -> None:
    """What the library writes."""
    meter = Metrics(None, (), ("siem",))
    meter.feed_state("siem", 90.0, 3, 1)
    meter.build("1.0", "d1", "p1")
    assert largest(meter.text(), "celnice_feed_lag_seconds", "feed") == {"siem": 90.0}
    ((labels, _),) = samples(meter.text(), "celnice_build_info")
    assert (labels["version"], labels["policy"], labels["detectors"]) == ("1.0", "p1", "d1")
