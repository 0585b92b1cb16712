"""Which checks there are: every module of gateway/doctor/checks, in the order that each of them names."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gateway.doctor import checks
from gateway.doctor.api import Check


@cache
def every() -> tuple[Check, ...]:
    """The checks in order. A module without ``CHECK``, or one that does not load, ends the command: none is left out unseen."""
    found = [import_module(f"gateway.doctor.checks.{module.name}").CHECK for module in iter_modules(checks.__path__)]
    return tuple(sorted(found, key=lambda check: (check.order, check.name)))
