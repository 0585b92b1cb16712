"""Departments that may be named: no number that is shown leads to a few persons. The rule of :mod:`gateway.record.shadow`."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.record.shadow import OTHERS, K


def named(counts: Mapping[str, int], people: Mapping[str, int], k: int = K) -> dict[str, int]:
    """The counts by department, largest first; departments of fewer than ``k`` persons stand together under :data:`OTHERS`, last.

    They are left out when even together they are too few, or when one of them would stand there alone.
    """
    large = {name: count for name, count in counts.items() if people.get(name, 0) >= k}
    small = {name: count for name, count in counts.items() if name not in large}
    shown = dict(sorted(large.items(), key=lambda item: (-item[1], item[0])))
    if len(small) > 1 and sum(people.get(name, 0) for name in small) >= k:
        shown[OTHERS] = sum(small.values())
    return shown
