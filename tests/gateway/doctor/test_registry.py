"""Which checks there are."""

from __future__ import annotations

from pathlib import Path

from gateway.doctor import checks
from gateway.doctor.registry import every


def test_every_module_is_a_check() -> None:
    """A new file is a new check; names are the files', orders differ."""
    files = {path.stem for path in Path(checks.__path__[0]).glob("*.py")} - {"__init__"}
    assert {check.name for check in every()} == files
    orders = [check.order for check in every()]
    assert orders == sorted(set(orders))
