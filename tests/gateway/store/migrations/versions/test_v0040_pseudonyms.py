"""The revision of the vault of tokens."""

from __future__ import annotations

import pytest

from gateway.store.migrations.versions import v0040_pseudonyms as revision


def test_no_way_back() -> None:
    """A store is not downgraded."""
    with pytest.raises(NotImplementedError, match="restore a backup"):
        revision.downgrade()
