"""Operations told by the end of their path: the same interface stands under ``/v1``, ``/openai/deployments/…``, or a host's own prefix."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PREFIX = r"(?P<prefix>(?:/[A-Za-z0-9._~-]+)*?)"


class Suffixes:
    """Operation names and the ends of their paths, as regular expressions."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = {name: re.compile(f"{_PREFIX}(?:{path})") for name, path in paths.items()}

    def find(self, path: str) -> str | None:
        """The operation that explains most of the path: ``/containers/{id}/files`` before ``/files``."""
        found = {name: match["prefix"] for name, shape in self._paths.items() if (match := shape.fullmatch(path))}
        return min(found, key=lambda name: len(found[name]), default=None)
