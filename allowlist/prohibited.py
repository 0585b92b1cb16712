"""Practices that the law forbids whatever the tool: article 5 of the Artificial Intelligence Act, as dated data (``prohibited.toml``).

A catalogue file names the practices its service is for, and each becomes a ban of the service. That a service falls under an article is
the reading of this catalogue, from what its vendor says the service is for; no court has decided it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

from allowlist.errors import CatalogueError
from allowlist.table import Table

FILE = "prohibited.toml"
_ID = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Practice:
    """One forbidden practice, in force from ``since`` through ``until``, or with no end."""

    id: str
    name: str  # in Czech
    name_en: str
    law: str  # in Czech, as an official cites it
    law_en: str
    since: date
    until: date | None
    source: str


def read(text: str) -> Mapping[str, Practice]:
    """The practices of a TOML text, by id, in its order. Raises :class:`CatalogueError`, which names the key."""
    try:
        whole = Table(FILE, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(FILE, "(file)", f"is not TOML: {error}") from None
    found: dict[str, Practice] = {}
    for table in whole.tables("practices"):
        made = _practice(table)
        if made.id in found:
            raise table.fault("id", "stands here twice")
        found[made.id] = made
    whole.done()
    return MappingProxyType(found)


@cache
def packaged() -> Mapping[str, Practice]:
    """The list that ships with Celnice."""
    return read((resources.files("allowlist") / FILE).read_text("utf-8"))


def _practice(table: Table) -> Practice:
    since, until = table.day("since"), table.day("until", optional=True)
    if since is None or (until is not None and until < since):
        raise table.fault("until", "lies before since")
    made = Practice(
        id=table.required("id", _ID),
        name=table.required("name"),
        name_en=table.required("name_en"),
        law=table.required("law"),
        law_en=table.required("law_en"),
        since=since,
        until=until,
        source=table.required("source"),
    )
    table.done()
    return made
