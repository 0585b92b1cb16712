"""The metrics' text, read again: for pages that show a few of its numbers. Pure; the text is our own (Prometheus' exposition format)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


def samples(exposition: bytes, name: str) -> Iterator[tuple[Mapping[str, str], float]]:
    """Labels and value of every sample of this name."""
    for match in re.finditer(rf"^{re.escape(name)}(?:\{{(.*)\}})? (\S+)$", exposition.decode("utf-8", "replace"), re.MULTILINE):
        yield dict(_LABEL.findall(match[1] or "")), float(match[2])


def largest(exposition: bytes, name: str, label: str) -> dict[str, float]:
    """By the value of a label, the largest sample: every node says the same of a feed."""
    found: dict[str, float] = {}
    for labels, value in samples(exposition, name):
        key = labels.get(label, "")
        found[key] = max(value, found.get(key, value))
    return found
