"""The detectors: they load, and they find what they must in a made-up sentence."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around

SENTENCE = "Pan Jan Novák, rodné číslo 715319/2743, si stěžuje na hluk z provozovny."
"""Nobody's: the month of birth 53 is a woman's, and the name a man's."""

EXPECTED = frozenset({"CZ_BIRTH_NUMBER", "PERSON"})

SLOW = 30.0
"""Seconds to load. The supervisor gives a start a minute (gateway/supervisor.py)."""


def run(around: Around) -> Iterator[Result]:
    """Loading, and one sentence."""
    del around
    started = perf_counter()
    from detectors.analyzer import Analyzer  # noqa: PLC0415  # takes a second, which the other checks need not wait for

    try:
        analyzer = Analyzer.load()
    except Exception as error:  # noqa: BLE001  # whatever keeps the detectors from loading keeps the gateway from starting
        yield fault(f"the detectors do not load ({type(error).__name__})", "install celnice anew; every file of detectors/ must be there")
        return
    seconds = perf_counter() - started
    found = {finding.entity for finding in analyzer.analyze(SENTENCE)}
    if missing := EXPECTED - found:
        yield fault(
            f"the detectors do not find {', '.join(sorted(missing))} in a test sentence", "install celnice anew; the name lists may be cut"
        )
    elif seconds > SLOW:
        yield warning(
            f"the detectors take {seconds:.0f} s to load", "give the machine more CPU or memory; a start waits for them for a minute"
        )
    else:
        yield ok(f"loaded in {seconds:.1f} s, and they find what they must")


CHECK = Check("detectors", 90, run)
