"""The scan cache: bounded, and it keeps no text."""

from __future__ import annotations

import gc
import json
import tracemalloc

from detectors.finding import Finding
from gateway.detection.cache import OF_ONE, ScanCache
from gateway.detection.frames import scan_from_json, scan_to_json

SCAN = (Finding("PERSON", 0, 3, 0.9, "test"),)


def test_it_remembers_and_forgets_the_oldest() -> None:
    """The least recently used scan goes first."""
    cache = ScanCache("1", entries=2)
    cache.put("a", SCAN)
    cache.put("b", ())
    assert cache.get("a") == SCAN
    cache.put("c", ())
    assert (cache.get("a"), cache.get("b"), len(cache)) == (SCAN, None, 2)


def test_findings_are_bounded_too() -> None:
    """A table of addresses is one entry and ten thousands of findings: what is kept is counted in findings."""
    cache = ScanCache("1", findings=5)
    cache.put("a", SCAN * 3)
    cache.put("b", SCAN * 2)
    cache.put("b", SCAN * 2)
    assert (cache.get("a"), cache.get("b")) == (SCAN * 3, SCAN * 2), "writing one again counts it once"
    cache.put("c", SCAN)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (None, SCAN * 2, SCAN)
    cache.put("b", ())
    cache.put("d", SCAN * 4)
    assert len(cache) == 3


def test_a_full_cache_takes_no_more_bytes_than_its_limits_say() -> None:
    """Entries and findings bound bytes: 160 for each scan and 170 for each finding as they come from a detection process, and no more
    however often a full cache is written to.
    """
    cache, text = ScanCache("1", entries=2_000), json.dumps(scan_to_json((Finding("CZ_BIRTH_NUMBER", 1000, 1010, 0.9, "slash"),)))
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(2_000):
            cache.put(f"{number}", scan_from_json(json.loads(text)))
        full = tracemalloc.get_traced_memory()[0]
        for number in range(4_000):
            cache.put(f"again {number}", scan_from_json(json.loads(text)))
        again = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert full / 2_000 < 2 * (160 + 170), "twice, for another Python's sizes"
    assert again < 1.5 * full, "the table of a dictionary may have grown once"


def test_one_huge_scan_pushes_nobody_out() -> None:
    """A scan of the largest is not remembered."""
    cache = ScanCache("1")
    cache.put("a", SCAN)
    cache.put("table", SCAN * (OF_ONE + 1))
    assert (cache.get("a"), cache.get("table"), len(cache)) == (SCAN, None, 1)


def test_an_empty_scan_is_a_scan() -> None:
    """The scan "nothing found" is remembered, and is not the same as "never seen"."""
    cache = ScanCache("1")
    assert cache.get("x") is None
    cache.put("x", ())
    assert cache.get("x") == ()


def test_a_lone_surrogate_has_a_key_too() -> None:
    """JSON can carry text that UTF-8 cannot."""
    cache = ScanCache("1")
    cache.put("\ud800", ())
    assert cache.get("\ud800") == ()


def test_no_text_is_kept() -> None:
    """Only a keyed hash: the text is found nowhere in the cache."""
    cache = ScanCache("1")
    secret = "Jana Nováková, 715319/" + "2743"
    cache.put(secret, ())
    assert not [kept for kept in gc.get_referrers(secret) if isinstance(kept, dict) and kept is cache.__dict__]
    assert secret not in repr(vars(cache))


def test_a_scan_of_another_edition_is_not_found() -> None:
    """After a change of what scans depend on, those of before are gone; those under way are put where nobody looks."""
    cache = ScanCache("1")
    cache.put("a", SCAN, b"monday")
    assert (cache.get("a", b"monday"), cache.get("a", b"tuesday"), cache.get("a")) == (SCAN, None, None)


def test_a_cache_without_room_keeps_nothing() -> None:
    """What is checked before sending is forgotten at once."""
    cache = ScanCache("v", entries=0)
    cache.put("text", ())
    assert (cache.get("text"), len(cache)) == (None, 0)
