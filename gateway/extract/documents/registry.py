"""Which document types there are: every module of this folder that has a ``DOCUMENT``. One that fails to load stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

import gateway.extract.documents
from gateway.extract.documents.api import DocumentFormat


@cache
def documents() -> Mapping[str, DocumentFormat]:
    """The types by name, in alphabetical order of their modules. Raises what a module raises, and ValueError for a name taken twice."""
    found: dict[str, DocumentFormat] = {}
    for module in sorted(iter_modules(gateway.extract.documents.__path__), key=lambda module: module.name):
        one: DocumentFormat | None = getattr(import_module(f"gateway.extract.documents.{module.name}"), "DOCUMENT", None)
        if one is None:
            continue
        if one.name in found:
            raise ValueError(f"two document types are called {one.name!r}; the second is gateway/extract/documents/{module.name}.py")
        found[one.name] = one
    return MappingProxyType(found)
