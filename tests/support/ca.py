"""A certificate authority for tests, made once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from gateway.proxy.ca import Authority, load_or_create


@cache
def authority() -> Authority:
    return load_or_create(Path(mkdtemp(prefix="celnice-test-ca-")), datetime.now(UTC))
